import { describe, expect, test } from 'vitest';
import type { CopyOptions } from '../../src/shared/registry/certificate.ts';
import type { PersonalChange, Resident } from '../../src/shared/registry/resident.ts';
import type { SheetContent } from '../../src/shared/registry/sheet.ts';
import { overtakenBy } from '../../src/shared/rules/paper/overtaken.ts';
import {
  abstractOf,
  aFamilyWith,
  aMovedInRequest,
  anAsk,
  anEnglishCopyRequest,
  applicantOf,
  aStranger,
  contentOf,
  copyOf,
  grounds,
  paperDay,
  paperSources,
  sourcesOf,
} from '../builders/paper.ts';
import { anAddress, anAddressRow, aResident, day, householdId } from '../builders/registry.ts';

/** A household whose people came on different days: the first two in 2020, the lodger in 2024. */
const family = aFamilyWith(3, [{ name: '김하나' }, { name: '박두리' }, { name: '류여진', relation: '동거인' }]);
const line = (registeredOn: string, relation: Resident['relation'], overrides = {}): Resident['addresses'][number] =>
  anAddressRow({ registeredOn: day(registeredOn), relation, householderName: '김하나', ...overrides });
const residents = family.residents.map((person, index) => ({
  ...person,
  addresses: [line(index === 2 ? '2024-05-06' : '2020-03-02', person.relation)],
}));
const home = { ...family, residents };
const [head, spouse, lodger] = residents as readonly Resident[] as readonly [Resident, Resident, Resident];

type Found = ReturnType<typeof overtakenBy>;
const overtaking = (content: SheetContent, subjects: readonly Resident[], resident: Resident): Found =>
  overtakenBy(
    { issuedOn: paperDay, kind: 'copy', content, subjects: subjects.map((person) => person.id) },
    resident,
    null,
  );

const copy = copyOf(home);
const english = (options: Partial<CopyOptions> = {}): SheetContent =>
  contentOf(
    'copy',
    anAsk({ request: anEnglishCopyRequest(home.household, { options }), applicant: applicantOf(head) }),
    sourcesOf(home, { applicant: head }),
  );
const movedIn = (members: readonly Resident[] = residents, leaveOutDeleted = false): SheetContent =>
  contentOf(
    'moved-in-households',
    anAsk({ request: aMovedInRequest({ leaveOutDeleted }), applicant: applicantOf(aStranger), ground: grounds.house }),
    paperSources({ homes: [{ household: home.household, members }] }),
  );
const someoneElse = (overrides: Partial<Resident> & Pick<Resident, 'addresses'>): Resident =>
  aResident({ nth: 50, name: '염다솔', relation: overrides.addresses[0]?.relation ?? '동거인', ...overrides });
const namesakeOf = (person: Resident): Resident =>
  someoneElse({ name: person.name, relation: '동거인', addresses: [line('2026-11-01', '동거인')] });

const isMember = { what: 'members', since: '2026-11-01' };

describe('who lived there by then', () => {
  test('[CE-28] overtakes nothing by being there twice under one name', () => {
    for (const person of [spouse, lodger]) expect(overtaking(copy, residents, namesakeOf(person))).toBeNull();
    for (const person of [head, lodger])
      expect(overtaking(movedIn(), [head, lodger], namesakeOf(person)), person.name).toBeNull();
    // A spouse isn't named on it, so her namesake is missing.
    expect(overtaking(movedIn(), [head, lodger], namesakeOf(spouse))).toMatchObject(isMember);
  });

  test('[CE-28] overtakes no copy from the household next door, and no English one', () => {
    const next = line('2026-11-01', '동거인', { householderName: '남모를', household: householdId(9) });
    expect(overtaking(copy, residents, someoneElse({ addresses: [next] }))).toBeNull();
    expect(overtaking(movedIn(), [head, lodger], someoneElse({ addresses: [next] }))).toMatchObject(isMember);
    const joiner = someoneElse({ addresses: [line('2026-11-01', '동거인')] });
    expect(overtaking(copy, residents, joiner)).toMatchObject(isMember);
    expect(overtaking(english(), residents, joiner)).toBeNull();
    // Not even where the applicant wrote name and address in Korean letters.
    expect(overtaking({ ...copy, language: 'en' }, residents, joiner)).toBeNull();
  });

  test('[CE-28] overtakes a moved-in certificate as a householder, whatever their status, if it doesn’t leave them out', () => {
    const joiner = (status: Resident['status']): Resident =>
      someoneElse({ status, addresses: [line('2026-11-01', '본인', { householderName: '염다솔' })] });
    for (const status of ['resident', 'unknown-domicile', 'deleted'] as const) {
      expect(overtaking(movedIn(), [head, lodger], joiner(status)), status).toMatchObject(isMember);
      const found = overtaking(movedIn(residents, true), [head, lodger], joiner(status));
      if (status === 'resident') expect(found).toMatchObject(isMember);
      else expect(found, status).toBeNull();
    }
  });
});

describe('the line of somebody on a paper', () => {
  test('[CE-28] is compared by its address, where no date tells', () => {
    const elsewhere = { address: anAddress({ building: '99' }) };
    const corrected = (person: Resident): Resident => ({
      ...person,
      addresses: person.addresses.map((row) => ({ ...row, ...elsewhere })),
    });
    const moved = { what: 'moved', since: '2020-03-02' };
    expect(overtaking(copyOf(home, { dates: false }), residents, corrected(spouse))).toMatchObject(moved);
    expect(overtaking(movedIn(), [head, lodger], corrected(head))).toMatchObject(moved);
  });

  test('[CE-28] is their own: others on the paper may have other dates', () => {
    for (const content of [copy, english()])
      for (const person of residents) expect(overtaking(content, residents, person), person.name).toBeNull();
    for (const person of [head, lodger]) expect(overtaking(movedIn(), [head, lodger], person)).toBeNull();
    const later: Resident = { ...head, addresses: [...head.addresses, line('2024-05-06', '본인')] };
    const moved = { what: 'moved', since: '2024-05-06' };
    expect(overtaking(copy, residents, later)).toMatchObject(moved);
    // They were in the house all the while, and that is what its certificate tells.
    expect(overtaking(movedIn(), [head, lodger], later)).toBeNull();
    const away = line('2023-01-02', '본인', { address: anAddress({ building: '99' }) });
    const cameBack = { ...head, addresses: [...head.addresses, away, line('2024-05-06', '본인', { reason: '전입' })] };
    expect(overtaking(movedIn(), [head, lodger], cameBack)).toMatchObject(moved);
  });

  test('[CE-28] is one of two of the same name', () => {
    const twins = residents.map((person) => ({ ...person, name: person === lodger ? '박두리' : person.name }));
    const shown = copyOf({ ...home, residents: twins });
    for (const person of twins) expect(overtaking(shown, twins, person), person.id).toBeNull();
    const abroad = twins.map((person) =>
      person.id === lodger.id ? { ...person, status: 'staying-abroad' as const } : person,
    );
    const apart = copyOf({ ...home, residents: abroad });
    for (const person of abroad) expect(overtaking(apart, abroad, person), person.id).toBeNull();
  });

  test('[CE-28] overtakes an English copy that doesn’t show the cohabitants, too', () => {
    const later: Resident = { ...spouse, addresses: [...spouse.addresses, line('2026-11-01', '배우자')] };
    const moved = { what: 'moved', since: '2026-11-01' };
    expect(overtaking(english({ cohabitants: false }), residents, later)).toMatchObject(moved);
    expect(overtaking(english({ cohabitants: true }), residents, later)).toMatchObject(moved);
  });

  test('[CE-28] overtakes no abstract by being gone: only what stands there now contradicts it', () => {
    const person = aResident({ addresses: [line('2001-02-03', '본인'), line('2020-03-02', '본인')] });
    const shorter = { ...person, addresses: person.addresses.slice(1) };
    expect(overtaking(abstractOf(person), [person], shorter)).toBeNull();
    expect(overtaking({ ...abstractOf(person), addresses: [] }, [person], person)).toBeNull();
  });
});

describe('the name of somebody on a paper', () => {
  const renamed = (person: Resident, names: readonly string[], days: readonly string[]): Resident => {
    const personalChanges = days.map(
      (on, index): PersonalChange => ({
        on: day(on),
        what: 'name',
        from: names[index] ?? '',
        to: names[index + 1] ?? '',
        reason: '개명',
        isAdoption: false,
      }),
    );
    return { ...person, name: names.at(-1) ?? '', personalChanges };
  };
  const papers: readonly (readonly [string, (person: Resident) => SheetContent])[] = [
    ['abstract', (person) => abstractOf(person)],
    ['copy', (person) => copyOf({ ...home, residents: [head, spouse, person] })],
    ['moved-in', (person) => movedIn([head, spouse, person])],
  ];
  const called = (name: string): Resident => ({ ...lodger, name });
  const found = (make: (person: Resident) => SheetContent, printed: string, now: Resident): Found =>
    overtaking(make(called(printed)), [lodger], now);

  test.each(papers)('[CE-28] counts from the day on which it changed: %s', (_, make) => {
    const onTheDay = renamed(lodger, ['류여진', '류새봄'], ['2026-11-22']);
    expect(found(make, '류새봄', onTheDay)).toBeNull();
    expect(found(make, '류여진', onTheDay)).toMatchObject({ what: 'name', since: '2026-11-22' });
    const dayAfter = renamed(lodger, ['류여진', '류새봄'], ['2026-11-23']);
    expect(found(make, '류여진', dayAfter)).toBeNull();
    expect(found(make, '류여진', called('류새봄'))).toBeNull();
  });

  test.each(papers)(
    '[CE-28] is the last before the paper, of several in whatever order they were noted: %s',
    (_, make) => {
      const names = ['류가나', '류나다', '류다라', '류라마', '류마바'];
      const days = ['2001-01-01', '2011-01-01', '2027-01-01', '2028-01-01'];
      const now = renamed(lodger, names, days);
      for (const each of [now, { ...now, personalChanges: now.personalChanges?.toReversed() ?? [] }]) {
        expect(found(make, '류다라', each)).toBeNull();
        for (const other of ['류가나', '류나다', '류라마', '류마바'])
          expect(found(make, other, each), other).toMatchObject({ what: 'name', since: '2011-01-01' });
      }
      const twiceThatDay = renamed(lodger, names.slice(1), ['2011-01-01', '2027-01-01', '2027-01-01']);
      expect(found(make, '류다라', twiceThatDay)).toBeNull();
    },
  );

  test.each(papers)('[CE-28] is no number, and no other thing that changed: %s', (_, make) => {
    const other = { reason: '정정', isAdoption: false } as const;
    const changes: readonly PersonalChange[] = [
      { ...other, on: day('2026-01-05'), what: 'birth-date', from: '1985-04-13', to: '1985-04-12' },
      { ...other, on: day('2027-01-05'), what: 'sex', from: 'M', to: 'F' },
    ];
    const now = { ...lodger, personalChanges: [...changes] };
    expect(found(make, '류여진', now)).toBeNull();
    // Misspelt, but nobody noted since when it is right.
    expect(found(make, '류여짐', now)).toBeNull();
  });
});
