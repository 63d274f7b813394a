import { describe, expect, test } from 'vitest';
import { type Departure, departuresFrom } from '../../src/shared/registry/departure.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { SheetContent } from '../../src/shared/registry/sheet.ts';
import { type IssuedPaper, overtakenBy } from '../../src/shared/rules/paper/overtaken.ts';
import {
  abstractOf,
  aFamilyWith,
  aMovedInRequest,
  anAsk,
  anEnglishCopyRequest,
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
  moversOf,
  solnae,
} from '../builders/registry.ts';

const family = aFamilyWith(3, [{ name: '김하나' }, { name: '박두리' }, { name: '김세찬' }]);
const rows = [anAddressRow({ householderName: '김하나' })];
const residents = family.residents.map((person) => ({
  ...person,
  addresses: rows.map((row) => ({ ...row, relation: person.relation })),
}));
const home = { ...family, residents };
const [head, spouse, child] = residents as readonly Resident[] as readonly [Resident, Resident, Resident];
const subjects = residents.map((person) => person.id);

const paper = (content: SheetContent, overrides: Partial<IssuedPaper> = {}): IssuedPaper => ({
  issuedOn: paperDay,
  kind: 'copy',
  content,
  subjects,
  ...overrides,
});
const copy = paper(copyOf(home));
const abstract = paper(abstractOf(child), { kind: 'abstract', subjects: [child.id] });
const movedIn = paper(
  contentOf(
    'moved-in-households',
    anAsk({ request: aMovedInRequest(), applicant: applicantOf(aStranger), ground: grounds.house }),
    paperSources({ homes: [{ household: home.household, members: residents }] }),
  ),
  { kind: 'moved-in-households', subjects: [head.id] },
);

const elsewhere = anAddress({ office: eungaram, city: '새론시', township: '', road: '은가람대로', building: '45' });

/** The person, with one more line from that day on. */
const movedOn = (person: Resident, registeredOn: string, address = elsewhere): Resident => ({
  ...person,
  addresses: [
    ...person.addresses,
    anAddressRow({
      registeredOn: day(registeredOn),
      reason: '전입',
      address,
      relation: person.relation,
      householderName: '김하나',
    }),
  ],
});

const departed = (person: Resident, registeredOn: string): Departure => {
  const [line] = departuresFrom(movedOn(person, registeredOn), solnae);
  if (!line) throw new Error('nobody left');
  return line;
};

describe('what overtakes a paper', () => {
  test('[CE-28] is nothing while the register says what the paper says', () => {
    for (const each of [copy, abstract, movedIn])
      for (const person of residents) expect(overtakenBy(each, person, null)).toBeNull();
    expect(overtakenBy(copy, null, null)).toBeNull();
  });

  test('[CE-28] is a move with effect on or before the day of issue, and no later one', () => {
    for (const [each, person] of [
      [copy, head],
      [copy, child],
      [abstract, child],
      [movedIn, head],
    ] as const) {
      const moved = { since: '2026-11-22', what: 'moved', resident: person.id };
      expect(overtakenBy(each, movedOn(person, '2026-11-22'), null)).toEqual(moved);
      expect(overtakenBy(each, movedOn(person, '2026-11-23'), null)).toBeNull();
      expect(overtakenBy(each, null, departed(person, '2026-11-22'))).toEqual(moved);
      expect(overtakenBy(each, null, departed(person, '2026-11-23'))).toBeNull();
    }
    expect(overtakenBy(abstract, null, departed(head, '2026-11-01'))).toBeNull();
    const undated = paper(abstractOf(child, { dates: false, householder: false }), { subjects: [child.id] });
    expect(overtakenBy(undated, movedOn(child, '2026-11-22'), null)).toMatchObject({ what: 'moved' });
    // An abstract that names the householder is not about the householder.
    const withHead = { ...abstract, subjects: [child.id, head.id] };
    expect(overtakenBy(withHead, null, departed(head, '2026-11-01'))).toBeNull();
    expect(overtakenBy(withHead, movedOn(head, '2026-11-01'), null)).toBeNull();
  });

  test('[CE-28] is found however many moves lie between', () => {
    const twice = movedOn(movedOn(child, '2026-11-01'), '2026-12-01', anAddress());
    expect(overtakenBy(abstract, twice, null)).toMatchObject({ since: '2026-11-01', what: 'moved' });
    const back = movedOn(movedOn(child, '2026-11-01'), '2026-11-15', anAddress());
    for (const each of [abstract, copy])
      expect(overtakenBy(each, back, null)).toMatchObject({ since: '2026-11-15', what: 'moved' });
    const headBack = movedOn(movedOn(head, '2026-11-01'), '2026-11-15', anAddress());
    expect(overtakenBy(movedIn, headBack, null)).toMatchObject({ since: '2026-11-15', what: 'moved' });
    const undated = paper(copyOf(home, { dates: false }));
    expect(overtakenBy(undated, back, null)).toBeNull();
  });

  test('[CE-28] is a line that a late filing put before the present one, where past lines print', () => {
    const lines = ['1985-04-20', '2020-03-02'].map((on, index) =>
      anAddressRow({ registeredOn: day(on), address: anAddress({ building: String(index + 1) }) }),
    );
    const person = aResident({ addresses: lines });
    const late = anAddressRow({ registeredOn: day('2015-01-01'), address: elsewhere });
    const after = { ...person, addresses: [...lines.slice(0, 1), late, ...lines.slice(1)] };
    const all = paper(abstractOf(person), { kind: 'abstract', subjects: [person.id] });
    expect(overtakenBy(all, person, null)).toBeNull();
    expect(overtakenBy(all, after, null)).toEqual({ since: '2015-01-01', what: 'moved', resident: person.id });
    const present = abstractOf(person, { pastAddresses: { type: 'none' } });
    expect(overtakenBy(paper(present, { subjects: [person.id] }), after, null)).toBeNull();
  });

  test('[CE-28] is a change of name from the day noted for it', () => {
    const renamed = (on: string): Resident => ({
      ...child,
      name: '김새봄',
      personalChanges: [{ on: day(on), what: 'name', from: '김세찬', to: '김새봄', reason: '개명', isAdoption: false }],
    });
    for (const each of [copy, abstract]) {
      expect(overtakenBy(each, renamed('2026-11-20'), null)).toMatchObject({ since: '2026-11-20', what: 'name' });
      expect(overtakenBy(each, renamed('2026-11-23'), null)).toBeNull();
      expect(overtakenBy(each, { ...child, name: '김새봄' }, null)).toBeNull();
    }
    const twice = renamed('2026-11-23');
    const before = { what: 'name', from: '김막내', to: '김세찬', reason: '개명', isAdoption: false } as const;
    const changes = [{ ...before, on: day('2019-01-02') }, ...(twice.personalChanges ?? [])];
    for (const each of [copy, abstract])
      expect(overtakenBy(each, { ...twice, personalChanges: changes }, null)).toBeNull();
    const hidden = paper(copyOf(home, { otherNames: false }));
    expect(overtakenBy(hidden, renamed('2026-11-20'), null)).toBeNull();
  });

  test('[CE-28] is another householder by then', () => {
    const headed = (person: Resident): Resident => ({
      ...person,
      addresses: [
        ...rows,
        anAddressRow({ registeredOn: day('2026-11-10'), relation: '본인', householderName: '박두리' }),
      ],
    });
    expect(overtakenBy(copy, headed(spouse), null)).toMatchObject({ since: '2026-11-10', what: 'householder' });
    const other = { ...child, addresses: headed(child).addresses };
    expect(overtakenBy(abstract, other, null)).toMatchObject({ since: '2026-11-10', what: 'householder' });
    const without = paper(abstractOf(child, { householder: false, dates: false }), { subjects: [child.id] });
    expect(overtakenBy(without, other, null)).toBeNull();
  });

  test('[CE-28] is somebody who lived there by then and is missing', () => {
    const joiner = (registeredOn: string, overrides: Partial<Resident> = {}): Resident => {
      const relation = overrides.relation ?? '동거인';
      const row = anAddressRow({ registeredOn: day(registeredOn), relation, householderName: '김하나' });
      return aResident({ nth: 50, name: '류여진', relation, addresses: [row], ...overrides });
    };
    expect(overtakenBy(copy, joiner('2026-11-22'), null)).toMatchObject({ what: 'members', since: '2026-11-22' });
    expect(overtakenBy(movedIn, joiner('2026-11-22'), null)).toMatchObject({ what: 'members' });
    for (const each of [copy, movedIn]) {
      expect(overtakenBy(each, joiner('2026-11-23'), null)).toBeNull();
      expect(overtakenBy(each, movedOn(joiner('2026-11-01'), '2026-11-02'), null)).toBeNull();
    }
    expect(overtakenBy(copy, joiner('2026-11-22', { status: 'deleted' }), null)).toBeNull();
    expect(overtakenBy(paper(copyOf(home, { cohabitants: false })), joiner('2026-11-22'), null)).toBeNull();
    expect(overtakenBy(movedIn, joiner('2026-11-22', { relation: '자녀' }), null)).toBeNull();
    expect(overtakenBy(abstract, joiner('2026-11-22'), null)).toBeNull();
  });

  test('[CE-28] is told of an English copy by its dates only', () => {
    const english = (dates: boolean): IssuedPaper =>
      paper(
        contentOf(
          'copy',
          anAsk({
            request: anEnglishCopyRequest(home.household, { options: { dates } }),
            applicant: applicantOf(head),
          }),
          sourcesOf(home, { applicant: head }),
        ),
        { kind: 'copy-english' },
      );
    expect(overtakenBy(english(true), head, null)).toBeNull();
    expect(overtakenBy(english(true), movedOn(head, '2026-11-01'), null)).toMatchObject({ what: 'moved' });
    expect(overtakenBy(english(true), movedOn(head, '2026-12-01'), null)).toBeNull();
    expect(overtakenBy(english(false), movedOn(head, '2026-11-01'), null)).toBeNull();
    expect(overtakenBy(english(false), null, departed(head, '2026-11-01'))).toMatchObject({ what: 'moved' });
  });

  test('[CE-28] is nothing for papers that are no certificate of the register', () => {
    const report = aMoveInReport({ movers: moversOf(residents) });
    const receipt = contentOf(
      'move-in-receipt',
      anAsk({ request: aReceiptRequest(), applicant: applicantOf(headOf(home)) }),
      filingSource(report),
    );
    expect(overtakenBy(paper(receipt), movedOn(head, '2026-11-01'), departed(head, '2026-11-01'))).toBeNull();
    expect(overtakenBy(paper({ kind: 'test-page', printer: 'p' }), movedOn(head, '2026-11-01'), null)).toBeNull();
  });
});
