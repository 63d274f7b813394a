import { describe, expect, test } from 'vitest';
import { addressToText } from '../../src/shared/registry/address.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { CopyContent, MovedInContent, MoveInReceiptContent } from '../../src/shared/registry/sheet.ts';
import { composeContent } from '../../src/shared/rules/paper/compose.ts';
import { canonicalContent } from '../../src/shared/rules/paper/digest.ts';
import type { PaperSources } from '../../src/shared/rules/paper/sources.ts';
import { holderOf, subjectsOf } from '../../src/shared/rules/paper/subjects.ts';
import {
  abstractOf,
  aCopyRequest,
  aFamilyWith,
  aMovedInRequest,
  anAbstractRequest,
  anAsk,
  applicantOf,
  aReceiptRequest,
  aStranger,
  contentOf,
  copyOf,
  filingSource,
  grounds,
  headOf,
  paperDay,
  paperSources,
  sourcesOf,
} from '../builders/paper.ts';
import {
  aMoveInReport,
  anAddress,
  anAddressRow,
  aResident,
  day,
  eungaram,
  householdId,
  moversOf,
} from '../builders/registry.ts';

const stranger = aStranger;

describe('a moved-in certificate', () => {
  const address = anAddress({ office: eungaram, road: '은가람대로', building: '45', unit: '201호' });
  const at = (registeredOn: string): Pick<Resident, 'addresses'> => ({
    addresses: [anAddressRow({ address, registeredOn: day(registeredOn) })],
  });
  const people = (first: number, list: readonly Partial<Resident>[]): readonly Resident[] =>
    list.map((each, index) => aResident({ nth: first + index, ...each }));
  const younger = people(10, [
    { name: '김나중', ...at('2022-02-02') },
    { name: '김자녀', relation: '자녀', ...at('2022-02-02') },
    { name: '류동거', relation: '동거인', ...at('2023-03-03') },
  ]);
  const older = people(20, [
    { name: '박먼저', status: 'unknown-domicile', ...at('2011-01-01') },
    { name: '이말소', relation: '동거인', status: 'deleted', ...at('2012-01-01') },
  ]);
  const homes = [younger, older].map((members, index) => ({
    household: aFamilyWith(1, [], {
      id: householdId(30 + index),
      address,
      householder: members[0]?.id ?? null,
      members: members.map((member) => member.id),
    }).household,
    members,
  }));
  const movedIn = (leaveOutDeleted: boolean, sources: Partial<PaperSources> = { homes }): MovedInContent =>
    contentOf(
      'moved-in-households',
      anAsk({
        request: aMovedInRequest({ address, leaveOutDeleted }),
        applicant: applicantOf(stranger),
        ground: grounds.house,
      }),
      paperSources(sources),
    );

  test('[CE-26] lists householders and cohabitants with their dates, the oldest first', () => {
    expect(movedIn(false)).toEqual({
      kind: 'moved-in-households',
      address: addressToText(address),
      households: [
        {
          no: 1,
          householder: '박먼저',
          registeredOn: '2011-01-01',
          status: '거주불명자',
          cohabitants: [{ name: '이말소', registeredOn: '2012-01-01' }],
        },
        {
          no: 2,
          householder: '김나중',
          registeredOn: '2022-02-02',
          status: null,
          cohabitants: [{ name: '류동거', registeredOn: '2023-03-03' }],
        },
      ],
      isFilingWaiting: false,
      isDeletedLeftOut: false,
    });
    expect(JSON.stringify(movedIn(false))).not.toContain('김자녀');
  });

  test('[CE-26] leaves out who was struck off or is unknown, on request', () => {
    const left = movedIn(true);
    expect(left.households.map((home) => home.householder)).toEqual(['김나중']);
    expect(left.isDeletedLeftOut).toBe(true);
    const dead = younger.map((member, index) => (index === 0 ? { ...member, status: 'deleted' as const } : member));
    const hidden = movedIn(true, { homes: homes.slice(0, 1).map((home) => ({ ...home, members: dead })) });
    expect(hidden.households[0]).toMatchObject({ householder: '표시 생략', registeredOn: '2022-02-02' });
    expect(JSON.stringify(hidden)).not.toContain('김나중');
  });

  test('[CE-26] says that a householder is not named yet, that a filing waits, that nobody is there', () => {
    const headless = homes
      .slice(0, 1)
      .map((home) => ({ ...home, household: { ...home.household, householder: null } }));
    expect(movedIn(false, { homes: headless }).households[0]?.householder).toBe('세대주 미정');
    expect(movedIn(false, { homes, isFilingWaiting: true }).isFilingWaiting).toBe(true);
    expect(movedIn(false, {}).households).toEqual([]);
  });

  test('[CE-26] puts households of one day in the order of their ids, whatever order they are read in', () => {
    const days = ['2022-02-02', '2011-01-01', '2022-02-02', '2011-01-01'];
    const read = days.map((registeredOn, index) => {
      const members = people(40 + index, [{ name: `세대주${String(index)}`, ...at(registeredOn) }]);
      const householder = members[0]?.id ?? null;
      return {
        household: aFamilyWith(1, [], { id: householdId(40 + index), address, householder }).household,
        members,
      };
    });
    const expected = ['세대주1', '세대주3', '세대주0', '세대주2'];
    const order = (indexes: readonly number[]): readonly string[] => {
      const sorted = indexes.flatMap((index) => read[index] ?? []);
      return movedIn(false, { homes: sorted }).households.map((home) => home.householder);
    };
    for (const indexes of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ])
      expect(order(indexes), indexes.join()).toEqual(expected);
  });

  test('[CE-26] lists a householder once, even one whom the register calls a cohabitant', () => {
    const [head, ...others] = younger;
    if (!head) throw new Error('no head');
    const odd = [{ ...head, relation: '동거인' as const }, ...others];
    const [home] = movedIn(false, { homes: homes.slice(0, 1).map((each) => ({ ...each, members: odd })) }).households;
    expect(home).toMatchObject({ householder: '김나중', cohabitants: [{ name: '류동거' }] });
    expect(home?.cohabitants.length).toBe(1);
  });

  test('[CE-27] is about nobody in particular', () => {
    const ask = anAsk({ request: aMovedInRequest({ address }), applicant: applicantOf(stranger) });
    expect(holderOf({ ask, sources: paperSources({ homes }), maskName: (name) => name })).toBeNull();
    expect(subjectsOf({ ask, sources: paperSources({ homes }), today: paperDay })).toEqual(
      [older[0], older[1], younger[0], younger[2]].map((person) => person?.id),
    );
  });
});

describe('a receipt', () => {
  const family = aFamilyWith(2);
  const report = aMoveInReport({
    movers: moversOf(family.residents),
    previousAddress: `어머니 집 ${headOf(family).number}`,
  });
  const receipt = (stage: 'intake' | 'accepted', sources = filingSource(report)): MoveInReceiptContent =>
    contentOf(
      'move-in-receipt',
      anAsk({ request: aReceiptRequest(stage), applicant: applicantOf(headOf(family)) }),
      sources,
    );

  test('[CE-10] repeats the report, and what became of it only after acceptance', () => {
    expect(receipt('accepted')).toEqual({
      kind: 'move-in-receipt',
      stage: 'accepted',
      filingNumber: 'c000-0000-0001',
      reporter: '주민1',
      reportDate: '2026-08-03',
      movedOn: '2026-08-01',
      address: addressToText(report.to),
      previousAddress: '어머니 집 852412-*******',
      movers: [
        { no: 1, name: '주민1', number: '852412-*******', relation: '본인', answer: '등록' },
        { no: 2, name: '주민2', number: '852412-*******', relation: '배우자', answer: '등록' },
      ],
    });
    expect(receipt('intake').movers.map((mover) => mover.answer)).toEqual([null, null]);
    expect(receipt('accepted', filingSource(report, [])).movers[0]?.answer).toBeNull();
    const [first, second] = filingSource(report).filing?.answers ?? [];
    if (!first || !second) throw new Error('two answers');
    const halfway = filingSource(report, [
      { ...second, answer: { type: 'held', why: 'same-day-filing', other: null } },
      first,
    ]);
    expect(receipt('accepted', halfway).movers.map((mover) => mover.answer)).toEqual(['등록', '보류']);
    const ask = anAsk({ request: aReceiptRequest(), applicant: applicantOf(headOf(family)) });
    expect(composeContent({ ask, sources: paperSources(), today: paperDay, language: 'ko' })).toBeNull();
    const english = contentOf(
      'move-in-receipt',
      anAsk({ request: aReceiptRequest(), applicant: applicantOf(headOf(family)) }),
      filingSource(report),
      { language: 'en' },
    );
    expect(english.movers[0]?.answer).toBe('Registered');
  });

  test('[CE-10] has a child without a number by name', () => {
    const [first, second] = moversOf(family.residents);
    if (!first || !second) throw new Error('two movers');
    const newborn = { birthDate: day('2026-07-30'), mother: headOf(family).number };
    const child = { number: null, name: '주아기', relation: '자녀' as const, newborn };
    const withChild = aMoveInReport({ movers: [first, second, child] });
    const [, , line] = receipt('accepted', filingSource(withChild)).movers;
    expect(line).toEqual({ no: 3, name: '주아기', number: '-', relation: '자녀', answer: '등록' });
  });

  test('[CE-10] names its filing by what no other filing of that minute has', () => {
    const numbers = ['018f3c5a-7e21-7a44-9c1b-3d5e7f912406', '018f3c5a-7e22-7b90-8ff0-c0ffee417a2b'].map(
      (id) =>
        contentOf(
          'move-in-receipt',
          anAsk({
            request: { ...aReceiptRequest(), filing: FilingId.parse(id) },
            applicant: applicantOf(headOf(family)),
          }),
          filingSource(report),
        ).filingNumber,
    );
    expect(numbers).toEqual(['3d5e-7f91-2406', 'c0ff-ee41-7a2b']);
  });

  test('[CE-27] names the movers whom this register holds, and no holder', () => {
    const ask = anAsk({ request: aReceiptRequest(), applicant: applicantOf(headOf(family)) });
    const sources = { ...filingSource(report), members: [...family.residents, stranger] };
    expect(subjectsOf({ ask, sources, today: paperDay })).toEqual(family.residents.map((person) => person.id));
    expect(holderOf({ ask, sources, maskName: (name) => name })).toBeNull();
  });
});

describe('an address', () => {
  test('[CE-24] never shows the room, always the unit', () => {
    const address = anAddress({ unit: '101동 1203호', room: '문간방' });
    const home = aFamilyWith(2, [{ addresses: [anAddressRow({ address })] }], { address });
    const copy = copyOf(home);
    expect(copy.address).toContain('101동 1203호');
    expect(copy.pastAddresses?.[0]?.address).toContain('101동 1203호');
    expect(JSON.stringify(copy)).not.toContain('문간방');
    expect(JSON.stringify(abstractOf(headOf(home)))).not.toContain('문간방');
    const movedIn = contentOf(
      'moved-in-households',
      anAsk({ request: aMovedInRequest({ address }), applicant: applicantOf(stranger), ground: grounds.house }),
      paperSources({ homes: [{ household: home.household, members: home.residents }] }),
    );
    expect(movedIn.address).toContain('101동 1203호');
    expect(JSON.stringify(movedIn)).not.toContain('문간방');
  });
});

describe('whom a paper is about', () => {
  test('[CE-27] is the householder of a copy and the subject of an abstract, masked by the code’s own rule', () => {
    const family = aFamilyWith(2, [{ name: '김하나' }, { name: '박두리' }]);
    const [head, spouse] = family.residents;
    if (!head || !spouse) throw new Error('two people');
    const maskName = (name: string): string => `${name.charAt(0)}*`;
    const copy = anAsk({ request: aCopyRequest(family.household), applicant: applicantOf(spouse) });
    const abstract = anAsk({ request: anAbstractRequest(spouse), applicant: applicantOf(head) });
    const sources = sourcesOf(family, { subject: spouse });
    expect(holderOf({ ask: copy, sources, maskName })).toEqual({ masked: '김*', birthYear: 1985 });
    expect(holderOf({ ask: abstract, sources, maskName })).toEqual({ masked: '박*', birthYear: 1985 });
    expect(subjectsOf({ ask: copy, sources, today: paperDay })).toEqual([head.id, spouse.id]);
    expect(subjectsOf({ ask: abstract, sources, today: paperDay })).toEqual([spouse.id, head.id]);
    const second = sourcesOf({ ...family, household: { ...family.household, householder: spouse.id } });
    expect(subjectsOf({ ask: copy, sources: second, today: paperDay })).toEqual([spouse.id, head.id]);
    const alone = { ...abstract, request: anAbstractRequest(spouse, { householder: false }) };
    expect(subjectsOf({ ask: alone, sources, today: paperDay })).toEqual([spouse.id]);
  });
});

test('[CE-20] the text that is hashed doesn’t depend on the order of keys, and lists keep theirs', () => {
  const copy = copyOf(aFamilyWith(2));
  const backwards = Object.fromEntries(Object.entries(copy).toReversed()) as unknown as CopyContent;
  expect(Object.keys(backwards)).not.toEqual(Object.keys(copy));
  expect(canonicalContent(backwards)).toBe(canonicalContent(copy));
  expect(canonicalContent({ ...copy, members: copy.members.toReversed() })).not.toBe(canonicalContent(copy));
  expect(JSON.parse(canonicalContent(copy))).toEqual(copy);
  expect(canonicalContent({ kind: 'test-page', printer: 'p' })).toBe('{"kind":"test-page","printer":"p"}');
});
