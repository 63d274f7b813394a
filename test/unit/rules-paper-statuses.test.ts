import { describe, expect, test } from 'vitest';
import type { AddressRow, Resident, RowReason } from '../../src/shared/registry/resident.ts';
import { RowReason as RowReasons } from '../../src/shared/registry/resident.ts';
import type { SheetContent } from '../../src/shared/registry/sheet.ts';
import { effectOf, movedInRow, statusAfter } from '../../src/shared/rules/paper/lines.ts';
import { overtakenBy } from '../../src/shared/rules/paper/overtaken.ts';
import {
  abstractOf,
  aFamilyWith,
  aMovedInRequest,
  anAsk,
  applicantOf,
  aStranger,
  contentOf,
  copyOf,
  grounds,
  paperDay,
  paperSources,
} from '../builders/paper.ts';
import { anAddress, anAddressRow, aResident, day, filingId } from '../builders/registry.ts';

/** What lines that tell of no move mean for papers: of a status, a householder, a place that got another name. */
const line = (registeredOn: string, reason: RowReason, overrides: Partial<AddressRow> = {}): AddressRow =>
  anAddressRow({
    registeredOn: day(registeredOn),
    movedOn: day(registeredOn),
    reason,
    filing: filingId(1),
    ...overrides,
  });
const came = line('2020-03-02', '전입');

const statusesOf = (resident: Resident): string[] => abstractOf(resident).addresses.map(({ status }) => status);

describe('an abstract', () => {
  test('[CE-19] shows the status that each line brought', () => {
    const addresses = [
      came,
      line('2024-01-02', '거주불명등록', { status: 'unknown-domicile' }),
      line('2024-05-06', '재등록', { status: 'resident' }),
      line('2025-01-02', '세대주변경'),
      line('2026-01-02', '말소', { status: 'deleted' }),
    ];
    expect(statusesOf(aResident({ status: 'deleted', addresses }))).toEqual([
      '거주자',
      '거주불명자',
      '거주자',
      '거주자',
      '말소',
    ]);
  });

  test('[CE-19] shows of a status that was taken over the present one only', () => {
    const addresses = [came, line('2024-01-02', '전입')];
    expect(statusesOf(aResident({ status: 'unknown-domicile', addresses }))).toEqual(['거주자', '거주불명자']);
  });
});

describe('since when somebody is registered where they are', () => {
  const since = (...rows: AddressRow[]): string => movedInRow(aResident({ addresses: rows })).registeredOn;
  const away = { address: anAddress({ building: '77' }) };

  test('[CE-26] changes in place don’t count, whatever they are', () => {
    const inPlace = RowReasons.options.filter(
      (reason) => !['전입', '신규등록', '전입세대구성', '세대합가', '출생등록', '재등록'].includes(reason),
    );
    expect(inPlace).toHaveLength(12);
    for (const reason of inPlace) expect(since(came, line('2024-01-02', reason, away)), reason).toBe('2020-03-02');
    for (const reason of ['전입', '전입세대구성', '세대합가', '재등록'] as const)
      expect(since(came, line('2024-01-02', reason, away)), reason).toBe('2024-01-02');
  });

  test('[CE-26] households that merge or part in one house stay there; who leaves and comes back came anew', () => {
    expect(since(came, line('2024-01-02', '세대합가'))).toBe('2020-03-02');
    expect(since(came, line('2024-01-02', '전입', away), line('2025-01-02', '전입'))).toBe('2025-01-02');
    expect(since(line('2024-01-02', '출생등록'))).toBe('2024-01-02');
    expect(since(line('2024-01-02', '세대주변경'))).toBe('2024-01-02');
  });

  test('[CE-26] a widow who leads the household since is listed with the day on which she came', () => {
    const { household, residents } = aFamilyWith(2);
    const [, widow] = residents as [Resident, Resident];
    const member = { ...widow, relation: '본인' as const, addresses: [came, line('2026-01-02', '세대주변경')] };
    const home = { household: { ...household, householder: widow.id, members: [widow.id] }, members: [member] };
    const content = contentOf(
      'moved-in-households',
      anAsk({ request: aMovedInRequest(), applicant: applicantOf(aStranger), ground: grounds.house }),
      paperSources({ homes: [home] }),
    );
    expect(content.kind === 'moved-in-households' && content.households).toMatchObject([
      { registeredOn: '2020-03-02' },
    ]);
    const found = overtakenBy(
      { issuedOn: paperDay, kind: 'moved-in-households', content, subjects: [widow.id] },
      member,
      null,
    );
    expect(found).toBeNull();
  });
});

describe('a status that follows from a late report', () => {
  const issued = (content: SheetContent, resident: Resident, after: Resident) =>
    overtakenBy({ issuedOn: paperDay, kind: 'copy', content, subjects: [resident.id] }, after, null);
  const person = aResident({ addresses: [came] });
  const dead = line('2026-12-01', '사망', { movedOn: day('2026-11-20'), status: 'deleted' });

  test('[CE-28, ST-5] a death counts from its own day, not from that of its report', () => {
    expect(effectOf(dead)).toBe('2026-11-20');
    expect(effectOf({ ...dead, reason: '말소' })).toBe('2026-12-01');
    const after = { ...person, status: 'deleted' as const, addresses: [came, dead] };
    const overtaken = { since: '2026-11-20', what: 'status', resident: person.id };
    expect(issued(abstractOf(person), person, after)).toEqual(overtaken);
    const family = aFamilyWith(2);
    const [head] = family.residents as [Resident];
    const copy = copyOf(family);
    expect(issued(copy, head, { ...head, status: 'deleted', addresses: [...head.addresses, dead] })).toEqual({
      ...overtaken,
      resident: head.id,
    });
    const later = { ...dead, movedOn: day('2026-11-23') };
    expect(issued(abstractOf(person), person, { ...after, addresses: [came, later] })).toBeNull();
  });

  test('[CE-28] so does another status on a copy, from the day on which it counts', () => {
    const family = aFamilyWith(2);
    const [, spouse] = family.residents as [Resident, Resident];
    const row = line('2026-11-20', '해외체류', { relation: '배우자', status: 'staying-abroad' });
    const after = { ...spouse, status: 'staying-abroad' as const, addresses: [...spouse.addresses, row] };
    expect(issued(copyOf(family), spouse, after)).toEqual({ since: '2026-11-20', what: 'status', resident: spouse.id });
    const shown = { ...family, residents: family.residents.map((each) => (each.id === spouse.id ? after : each)) };
    expect(issued(copyOf(shown), spouse, after)).toBeNull();
  });

  test('[CE-19] the status after some lines is the last that one of them brought', () => {
    const back = line('2026-11-25', '귀국신고', { status: 'resident' });
    const left = line('2026-11-20', '해외체류', { status: 'staying-abroad' });
    const resident = { status: 'resident' as const, addresses: [came, left, back] };
    expect([0, 1, 2, 3].map((lines) => statusAfter(resident, lines))).toEqual([
      'resident',
      'resident',
      'staying-abroad',
      'resident',
    ]);
    expect(statusAfter({ status: 'national-abroad', addresses: [came] }, 1)).toBe('national-abroad');
  });
});

describe('foreign family that is not noted any more', () => {
  const gone = {
    relation: '배우자' as const,
    name: '응우옌',
    nameRoman: 'NGUYEN',
    number: '902101-6000001',
    since: day('2020-01-01'),
  };

  test('[HH-13, CE-3] prints no more, and gets no copy', () => {
    const family = aFamilyWith(2);
    const withForeigner = (until?: string) => ({
      ...family,
      household: { ...family.household, foreignFamily: [{ ...gone, ...(until ? { until: day(until) } : {}) }] },
    });
    expect(copyOf(withForeigner()).foreignFamily).toHaveLength(1);
    expect(copyOf(withForeigner('2026-01-01')).foreignFamily).toEqual([]);
  });
});
