import { describe, expect, test } from 'vitest';
import type { Missing } from '../../src/shared/registry/answer.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { type Register, registerOf } from '../../src/shared/rules/register.ts';
import { aFamily, aFiling, eungaram, moversOf, solnae } from '../builders/registry.ts';
import {
  aReport,
  asMover,
  byGuardian,
  byHand,
  child,
  elsewhere,
  family,
  head,
  host,
  hosts,
  missingOf,
  named,
  noticesOf,
  origin,
  settleOne,
  spouse,
  there,
  types,
  withStatus,
  younger,
} from '../builders/two-families.ts';

describe('part of a household', () => {
  test('[MI-1, HH-2, HH-9] without its householder: a household of their own; the record stays with those who stay', () => {
    const movers = [asMover(spouse, { relation: '본인' }), asMover(child, { consent: byGuardian(spouse) })];
    const { answers, person, home } = settleOne(aReport(spouse, { movers }));
    expect(types(answers)).toEqual(['registered', 'registered']);
    expect(noticesOf(answers[0])).toEqual([]);
    expect(home(head)).toEqual({ ...family.household, members: [head.id, younger.id] });
    expect(home(spouse)).toMatchObject({
      office: eungaram,
      address: elsewhere,
      householder: spouse.id,
      members: [spouse.id, child.id],
      formedOn: '2026-08-03',
      formedReason: '전입세대구성',
    });
    expect(person(child).addresses.at(-1)).toMatchObject({
      reason: '전입세대구성',
      householderName: '주민2',
      relation: '자녀',
      movedOn: '2026-08-01',
    });
    expect(person(head).addresses).toHaveLength(1);
  });

  test('[HH-1, HH-10] with its householder: the record goes along, and those who stay are led by whom they name', () => {
    const movers = [asMover(head), asMover(child)];
    const { answers, person, home } = settleOne(aReport(head, { movers, remaining: { householder: spouse.number } }));
    expect(types(answers)).toEqual(['registered', 'registered']);
    expect(noticesOf(answers[0])).toEqual(['relation-assumed']);
    expect(home(head)).toMatchObject({ id: family.household.id, address: elsewhere, members: [head.id, child.id] });
    expect(person(head).addresses.at(-1)?.reason).toBe('전입');
    expect(home(spouse)).toMatchObject({ householder: spouse.id, office: solnae, members: [spouse.id, younger.id] });
    expect(person(spouse).addresses.at(-1)).toEqual({
      registeredOn: '2026-08-03',
      movedOn: '2026-08-03',
      reason: '세대주변경',
      address: family.household.address,
      household: home(spouse)?.id,
      householderName: '주민2',
      relation: '본인',
      filing: aFiling().id,
    });
    expect(person(younger)).toMatchObject({ relation: '자녀' });
  });

  test('[HH-10] what those who stay say of their relations counts, and nothing is assumed', () => {
    const remaining = {
      householder: spouse.number,
      relations: [{ number: younger.number, relation: '배우자의 자녀' as const }],
    };
    const movers = [asMover(head), asMover(child)];
    const { answers, person } = settleOne(aReport(head, { movers, remaining }));
    expect(noticesOf(answers[0])).toEqual([]);
    expect(person(younger)).toMatchObject({ relation: '배우자의 자녀' });
  });

  test('[HH-2] whoever names somebody who goes along has named nobody', () => {
    for (const remaining of [undefined, { householder: child.number }, { householder: host.number }]) {
      const movers = [asMover(head), asMover(child)];
      const { answers, home, person } = settleOne(aReport(head, { movers, ...(remaining ? { remaining } : {}) }));
      expect(noticesOf(answers[0])).toEqual(['left-without-householder']);
      expect(home(spouse)).toMatchObject({ householder: null, members: [spouse.id, younger.id] });
      expect(person(spouse).addresses).toHaveLength(1);
    }
  });

  test('[CF-2] of the household that the form names: who lives in another is held', () => {
    const movers = [
      asMover(spouse, { relation: '본인' }),
      asMover(host, { relation: '그 밖의 친족', consent: byHand }),
    ];
    const { answers } = settleOne(aReport(spouse, { movers, previousHouseholder: named(head) }));
    expect(answers).toMatchObject([
      { type: 'registered' },
      { type: 'held', why: 'not-of-this-household', other: null },
    ]);
  });
});

describe('joining and merging', () => {
  const into = { type: 'household-of', householder: named(host) } as const;

  test('[MI-13] who joins enters the household that is there, after its family', () => {
    const movers = [asMover(spouse, { relation: '형제자매', consent: byHand })];
    const { answers, home, person } = settleOne(aReport(host, { movers, to: there, into }));
    expect(types(answers)).toEqual(['registered']);
    expect(home(spouse)).toEqual({ ...hosts.household, members: [...hosts.household.members, spouse.id] });
    expect(person(spouse).addresses.at(-1)).toMatchObject({
      reason: '전입',
      householderName: '주민11',
      relation: '형제자매',
    });
    expect(home(head)?.members).toEqual([head.id, child.id, younger.id]);
  });

  test('[MI-13] a householder who joins leaves the others to name one, and their record ends with the name', () => {
    const movers = [asMover(head, { relation: '형제자매', consent: byHand })];
    const report = aReport(host, { movers, to: there, into });
    const unnamed = settleOne(report);
    expect(noticesOf(unnamed.answers[0])).toEqual(['left-without-householder']);
    expect(unnamed.home(spouse)).toEqual({
      ...family.household,
      householder: null,
      members: [spouse.id, child.id, younger.id],
    });
    const { home, households } = settleOne({ ...report, remaining: { householder: spouse.number } });
    expect(home(spouse)).toMatchObject({ householder: spouse.id, members: [spouse.id, child.id, younger.id] });
    expect(households.get(family.household.id)).toEqual({
      ...family.household,
      members: [],
      closed: { on: '2026-08-03', reason: '세대주변경', members: family.household.members, into: home(spouse)?.id },
    });
  });

  test('[HH-11] a whole household that merges ends its record', () => {
    const movers = family.residents.map((each, nth) =>
      asMover(each, { relation: nth === 0 ? '형제자매' : '조카', consent: nth < 2 ? byHand : byGuardian(head) }),
    );
    const { answers, home, households, person } = settleOne(
      aReport(host, { form: 'whole-household', movers, to: there, into }),
    );
    expect(types(answers)).toEqual(['registered', 'registered', 'registered', 'registered']);
    expect(home(child)?.members).toHaveLength(6);
    expect(person(child).addresses.at(-1)?.reason).toBe('세대합가');
    expect(households.get(family.household.id)).toEqual({
      ...family.household,
      members: [],
      closed: { on: '2026-08-03', reason: '세대합가', members: family.household.members, into: hosts.household.id },
    });
  });

  test('[MI-13] the householder named must be known, lead the household, and live at the address', () => {
    const movers = [asMover(spouse, { relation: '형제자매', consent: byHand })];
    const stranger = { name: '모르는이', number: aFamily({ first: 90, size: 1 }).residents[0]?.number ?? host.number };
    const cases: readonly [Missing, Partial<MoveInReport>, Register?][] = [
      ['destination-unknown', { into: { type: 'household-of', householder: stranger } }],
      ['destination-elsewhere', { to: elsewhere }],
      ['destination-elsewhere', { into: { type: 'household-of', householder: named(hosts.residents[1] as Resident) } }],
      ['destination-elsewhere', {}, withStatus(host, 'unknown-domicile')],
      ['destination-elsewhere', {}, withStatus(host, 'deleted')],
    ];
    for (const [missing, overrides, register] of cases) {
      const capacity = { ...aReport(host, {}).reporter, capacity: 'household-manager' } as const;
      const report = aReport(host, { movers, to: there, into, reporter: capacity, ...overrides });
      expect(missingOf(settleOne(report, {}, register).answers[0]), missing).toEqual([missing]);
    }
  });

  test('[MI-13] an address is the same however its unit is spaced and whatever its remark explains', () => {
    const movers = [asMover(spouse, { relation: '형제자매', consent: byHand })];
    const to = { ...there, unit: '101동1203호', remark: '은가람동' };
    expect(types(settleOne(aReport(host, { movers, to, into })).answers)).toEqual(['registered']);
    for (const other of [
      { unit: '101동 1204호' },
      { building: '46' },
      { road: '새론로' },
      { city: '늘해군' },
      { township: 'x' },
      { province: 'x' },
    ])
      expect(missingOf(settleOne(aReport(host, { movers, to: { ...there, ...other }, into })).answers[0])).toEqual([
        'destination-elsewhere',
      ]);
  });

  test('[CF-3] who is in that household already is held as reported twice', () => {
    const movers = [asMover(hosts.residents[1] as Resident, { relation: '배우자' })];
    expect(settleOne(aReport(host, { movers, to: there, into })).answers).toEqual([
      { type: 'held', why: 'already-there', other: null },
    ]);
  });
});

describe('at one address', () => {
  test('[HH-14] a move to where one lives already separates', () => {
    const report = aReport(spouse, { movers: [asMover(spouse, { relation: '본인' })], to: family.household.address });
    const { answers, home, person } = settleOne(report);
    expect(types(answers)).toEqual(['registered']);
    expect(home(spouse)).toMatchObject({
      address: family.household.address,
      householder: spouse.id,
      formedReason: '세대분리',
    });
    expect(person(spouse).addresses.at(-1)?.reason).toBe('세대분리');
    expect(home(head)?.members).not.toContain(spouse.id);
  });

  test('[HH-14] or merges', () => {
    const lodger = aFamily({ first: 31, size: 1, address: there });
    const register = registerOf(
      [...origin.residents.values(), ...lodger.residents],
      [...origin.households.values(), lodger.household],
    );
    const movers = [asMover(lodger.residents[0] as Resident, { relation: '동거인', consent: byHand })];
    const into = { type: 'household-of', householder: named(host) } as const;
    const { person } = settleOne(aReport(host, { movers, to: there, into }), {}, register);
    expect(person(lodger.residents[0] as Resident).addresses.at(-1)?.reason).toBe('세대합가');
  });

  test('[CF-3] a householder who reports the address of the household again has reported it twice', () => {
    const movers = moversOf(family.residents);
    const report = aReport(head, { form: 'whole-household', movers, to: family.household.address });
    for (const answer of settleOne(report).answers)
      expect(answer).toMatchObject({ type: 'held', why: 'already-there' });
  });
});
