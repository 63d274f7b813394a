import { describe, expect, test } from 'vitest';
import type { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { anAddress, day, inventedNumber } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aPart,
  aReport,
  asMover,
  byTheOffice,
  filed,
  inSolnae,
  named,
  type ReportOf,
  registerWith,
  settled,
} from '../builders/settled.ts';

const home = aCoupleWithChildren(1);
const origin = registerWith(home);
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];

const anObjection = (measure: Filing, person: Resident, more: Partial<ReportOf<'objection'>> = {}) =>
  aReport('objection', {
    person: named(person),
    measure: measure.id,
    reportDate: day('2026-08-20'),
    decidedOn: day('2026-08-19'),
    isUpheld: true,
    reason: '사실과 다름',
    remedies: '행정심판',
    ...more,
  });
const correction = (
  changes: ReportOf<'correction'>['changes'],
  person: Resident = son,
  more: Partial<ReportOf<'correction'>> = {},
) =>
  aReport('correction', {
    person: named(person),
    changes,
    isAdoption: false,
    reason: '직권 정정',
    basis: byTheOffice(),
    ...more,
  });
/** The measure as filing 1, what came between, and at last the objection as filing 9. */
const objectedTo = (
  report: RegisterReport,
  person: Resident,
  {
    between = [],
    more = {},
    register = origin,
  }: { between?: readonly Filing[]; more?: Partial<ReportOf<'objection'>>; register?: typeof origin } = {},
) => {
  const measure = filed(1, report);
  const objection = filed(9, anObjection(measure, person, more));
  const all = settled(register, [objection, ...between, measure]);
  return { ...all, words: all.said(objection)[0], measure, objection };
};

describe('an objection against a correction', () => {
  test('[ST-8, ST-7] of what identifies them: the old value again, and both changes stay', () => {
    const number = inventedNumber('2010-06-16', 'M', 303);
    for (const [what, key, to] of [
      ['name', 'name', '새이름'],
      ['hanja', 'hanja', '金'],
      ['birth-date', 'birthDate', day('2010-06-16')],
      ['sex', 'sex', 'F'],
      ['number', 'number', number],
    ] as const) {
      const now = { name: what === 'name' ? to : son.name, number: what === 'number' ? to : son.number };
      const { words, person, measure, objection, lastLine } = objectedTo(
        correction([{ what, to } as ReportOf<'correction'>['changes'][number]]),
        son,
        { more: { person: now } },
      );
      expect(words, what).toBe('registered');
      expect(person(son)[key]).toBe(son[key]);
      expect(person(son).personalChanges).toMatchObject([
        { from: son[key], to, on: '2026-08-03', filing: measure.id, reason: '직권 정정' },
        { what, from: to, to: son[key], on: '2026-08-20', filing: objection.id, reason: '이의신청 정정' },
      ]);
      expect(lastLine(son)).toEqual({
        ...son.addresses[0],
        registeredOn: '2026-08-20',
        movedOn: '2026-08-20',
        reason: '이의신청정정',
        filing: objection.id,
      });
    }
  });

  test('[ST-8] of several values, all that still stand', () => {
    const between = [filed(2, correction([{ what: 'hanja', to: '李' }], son, { reportDate: day('2026-08-10') }))];
    const changes = [
      { what: 'sex', to: 'F' },
      { what: 'hanja', to: '金' },
    ] as const;
    const { words, person } = objectedTo(correction([...changes]), son, { between });
    expect(words).toBe('registered');
    expect(person(son)).toMatchObject({ sex: 'M', hanja: '李' });
    const hanja = objectedTo(correction([changes[1]]), son, { between });
    expect(hanja.words).toBe('nothing-changes');
    expect(hanja.person(son).addresses).toHaveLength(1);
  });

  test('[ST-8] of one value twice, the last first', () => {
    const { person } = objectedTo(
      correction([
        { what: 'hanja', to: '金' },
        { what: 'hanja', to: '李' },
      ]),
      son,
    );
    expect(person(son).hanja).toBe('');
    expect(person(son).personalChanges?.map(({ from, to }) => [from, to])).toEqual([
      ['', '金'],
      ['金', '李'],
      ['李', '金'],
      ['金', ''],
    ]);
  });

  test('[ST-8] of a number: found by either', () => {
    const number = inventedNumber('2010-06-16', 'M', 303);
    const measure = filed(1, correction([{ what: 'number', to: number }]));
    const objection = filed(9, anObjection(measure, { ...son, number }));
    for (const given of [number, son.number]) {
      const move = filed(
        2,
        aPart(wife, [asMover(son, '자녀', { number: given })], { reportDate: '2026-08-25', movedOn: '2026-08-25' }),
      );
      const all = settled(origin, [measure, objection, move]);
      expect(all.said(move)).toEqual(['registered', 'registered']);
      expect(all.person(son).number).toBe(son.number);
    }
  });

  test('[ST-8] of a relation: as before it, in the record’s order', () => {
    const { words, person, home: homeOf, lastLine } = objectedTo(correction([{ what: 'relation', to: '조카' }]), son);
    expect(words).toBe('registered');
    expect(person(son).relation).toBe('자녀');
    expect(lastLine(son)).toMatchObject({ reason: '이의신청정정', relation: '자녀', registeredOn: '2026-08-20' });
    expect(homeOf(son).members).toEqual([head.id, wife.id, daughter.id, son.id]);
  });

  test('[ST-8] of an address: for everybody for whom it was corrected', () => {
    const to = anAddress({ room: '201호' });
    const { words, home: homeOf, lastLine } = objectedTo(correction([{ what: 'address', to }]), son);
    expect(words).toBe('registered');
    expect(homeOf(son).address).toEqual(inSolnae);
    for (const each of home.residents)
      expect(lastLine(each)).toMatchObject({ reason: '이의신청정정', address: inSolnae, registeredOn: '2026-08-20' });
  });

  test('[ST-8] of a name and a relation: neither undoes the undoing of the other', () => {
    const to = anAddress({ unit: '2층' });
    for (const change of [
      { what: 'relation', to: '조카' },
      { what: 'address', to },
    ] as const) {
      const { words, person, home: homeOf } = objectedTo(correction([{ what: 'hanja', to: '金' }, change]), son);
      expect(words).toBe('registered');
      expect(person(son)).toMatchObject({ hanja: '', relation: '자녀' });
      expect(person(son).personalChanges).toHaveLength(2);
      expect(homeOf(son).address).toEqual(inSolnae);
      expect(person(son).addresses.at(-1)).toMatchObject({
        reason: '이의신청정정',
        relation: '자녀',
        address: inSolnae,
      });
    }
  });

  test('[ST-8] of both, each with its line', () => {
    const to = anAddress({ unit: '2층' });
    const {
      words,
      person,
      home: homeOf,
    } = objectedTo(
      correction([
        { what: 'address', to },
        { what: 'relation', to: '조카' },
      ]),
      son,
    );
    expect(words).toBe('registered');
    expect(person(son)).toMatchObject({ relation: '자녀' });
    expect(homeOf(son).address).toEqual(inSolnae);
    expect(person(son).addresses).toHaveLength(5);
    expect(person(son).addresses.at(-1)).toMatchObject({ relation: '자녀', address: inSolnae });
  });

  test('[ST-8] of what something else has followed: nothing is left to undo', () => {
    const to = anAddress({ unit: '2층' });
    const later = { reportDate: day('2026-08-10') };
    for (const [changes, between] of [
      [[{ what: 'relation', to: '조카' }], correction([{ what: 'relation', to: '동거인' }], son, later)],
      [[{ what: 'address', to }], correction([{ what: 'address', to: anAddress({ unit: '3층' }) }], head, later)],
      [
        [{ what: 'relation', to: '조카' }],
        aPart(wife, [asMover(son, '조카')], { to: anAddress({ building: '9' }), reportDate: '2026-08-10' }),
      ],
    ] as const) {
      const { words } = objectedTo(correction([...changes] as ReportOf<'correction'>['changes']), son, {
        between: [filed(2, between)],
      });
      expect(words).toBe('nothing-changes');
    }
  });
});
