import { describe, expect, test } from 'vitest';
import type { MoveInReport, Mover } from '../../src/shared/registry/move-in.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { anAddress, eungaram, inventedNumber } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aJoin,
  aPart,
  asMover,
  aWhole,
  byGuardian,
  byHand,
  changing,
  filed,
  inEungaram,
  inSolnae,
  inYunseul,
  missingOf,
  named,
  recordOf,
  registerWith,
  settled,
} from '../builders/settled.ts';

// A family of four; a couple; someone alone; and in Eungaram a couple whom others join.
const home = aCoupleWithChildren(1);
const couple = aHome(11, [
  ['본인', 'M', '1979-03-03'],
  ['배우자', 'F', '1981-05-05'],
]);
const single = aHome(21, [['본인', 'F', '1990-07-07']]);
const hosts = aHome(
  31,
  [
    ['본인', 'F', '1970-01-01'],
    ['배우자', 'M', '1970-02-02'],
  ],
  { address: inEungaram },
);
const origin = registerWith(home, couple, single, hosts);
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];
const [husband, spouse] = couple.residents as [Resident, Resident];
const [loner] = single.residents as [Resident];
const [host] = hosts.residents as [Resident];

const settledOne = (report: MoveInReport, register = origin) => {
  const filing = filed(1, report);
  const all = settled(register, [filing]);
  return { filing, ...all, words: all.said(filing).map((said) => said.split(' ').slice(0, 2).join(' ')) };
};
const registered = (words: readonly string[]): boolean[] => words.map((word) => word.startsWith('registered'));
const join = (movers: readonly Mover[], more: Partial<Parameters<typeof aJoin>[2]> = {}) =>
  aJoin(host, movers, { to: inEungaram, ...more });

describe('the household that the report is about, where the movers are of several', () => {
  test('[CF-2] of a part it is the new householder’s, however many are of another', () => {
    const report = aPart(wife, [asMover(husband, '동거인'), asMover(spouse, '동거인')]);
    expect(registered(settledOne(report).words)).toEqual([true, false, false]);
    const naming = { ...report, previousHouseholder: named(husband) };
    expect(registered(settledOne(naming).words)).toEqual([true, false, false]);
  });

  test('[CF-2] unless another filing has moved that one on this day: then whoever the form names', () => {
    const earlier = filed(1, join([asMover(wife, '동거인')], { movedOn: '2026-08-03' }));
    const movers = [asMover(loner, '동거인'), asMover(husband, '동거인'), asMover(spouse, '동거인')];
    const report = aPart(wife, movers, { to: inYunseul, movedOn: '2026-08-01' });
    const said = (more: Partial<MoveInReport>) => {
      const filing = filed(2, { ...report, ...more });
      return registered(settled(origin, [earlier, filing]).said(filing));
    };
    expect(said({ previousHouseholder: named(loner) })).toEqual([false, true, false, false]);
    expect(said({ previousHouseholder: named(husband) })).toEqual([false, false, true, true]);
    // And at last the one with the most movers.
    expect(said({})).toEqual([false, false, true, true]);
    expect(said({ previousHouseholder: named(spouse) })).toEqual([false, false, true, true]);
    expect(said({ previousHouseholder: { name: '모르는이', number: inventedNumber('1970-01-01', 'M', 999) } })).toEqual(
      [false, false, true, true],
    );
  });

  test('[CF-2] a move of an earlier day, and one from before the register was taken over, are none of this day', () => {
    const earlier = filed(1, join([asMover(wife, '동거인')], { reportDate: '2026-08-02', movedOn: '2026-08-02' }));
    const filing = filed(2, aPart(wife, [asMover(husband, '동거인'), asMover(spouse, '동거인')], { to: inYunseul }));
    expect(registered(settled(origin, [earlier, filing]).said(filing))).toEqual([true, false, false]);
  });

  test('[CF-2] where none of them is the new householder: whom the form names, then the most, then the first', () => {
    const movers = [asMover(son, '조카'), asMover(husband, '동거인'), asMover(spouse, '동거인')];
    expect(registered(settledOne(join(movers)).words)).toEqual([false, true, true]);
    expect(registered(settledOne(join(movers, { previousHouseholder: named(head) })).words)).toEqual([
      true,
      false,
      false,
    ]);
    const two = [asMover(son, '조카'), asMover(spouse, '동거인')];
    expect(registered(settledOne(join(two)).words)).toEqual([true, false]);
    expect(registered(settledOne(join(two.toReversed())).words)).toEqual([true, false]);
    expect(registered(settledOne(join(two.toReversed(), { previousHouseholder: named(head) })).words)).toEqual([
      false,
      true,
    ]);
    expect(registered(settledOne(join(two, { previousHouseholder: named(host) })).words)).toEqual([true, false]);
  });

  test('[MI-6] of a whole household it is one that is listed whole, however few they are', () => {
    const form = 'whole-household' as const;
    const movers = [asMover(head, '동거인'), asMover(wife, '동거인'), asMover(loner, '동거인')];
    expect(settledOne(join(movers, { form })).words.map((word) => word.split(' ')[0])).toEqual([
      'held',
      'held',
      'registered',
    ]);
    expect(settledOne(join(movers.slice(0, 2), { form })).words).toEqual(['members-not-listed', 'members-not-listed']);
  });

  test('[MI-6] of several that are listed whole the one with the most movers, then the new householder’s, then the one named', () => {
    const form = 'whole-household' as const;
    const three = [asMover(loner, '동거인'), asMover(husband, '동거인'), asMover(spouse, '동거인')];
    expect(registered(settledOne(join(three, { form })).words)).toEqual([false, true, true]);
    expect(registered(settledOne(join(three, { form, previousHouseholder: named(loner) })).words)).toEqual([
      false,
      true,
      true,
    ]);
    const another = aHome(41, [['본인', 'M', '1991-01-01']]);
    const [other] = another.residents as [Resident];
    const register = registerWith(home, couple, single, hosts, another);
    const two = [asMover(loner, '동거인'), asMover(other, '동거인')];
    expect(registered(settledOne(join(two, { form }), register).words)).toEqual([true, false]);
    expect(registered(settledOne(join(two, { form, previousHouseholder: named(other) }), register).words)).toEqual([
      false,
      true,
    ]);
    const led = { ...aPart(other, []), form, movers: [asMover(loner, '동거인'), asMover(other, '본인')] };
    expect(registered(settledOne(led, register).words)).toEqual([false, true]);
    expect(registered(settledOne({ ...led, previousHouseholder: named(loner) }, register).words)).toEqual([
      false,
      true,
    ]);
  });

  test('[MI-6] who is not an ordinary resident need not be listed', () => {
    for (const status of ['unknown-domicile', 'national-abroad', 'staying-abroad', 'deleted'] as const) {
      const register = changing(origin, { ...daughter, status });
      const report = aWhole({ ...home, residents: [head, wife, son] });
      expect(registered(settledOne(report, register).words)).toEqual([true, true, true]);
    }
  });

  test('[MI-8] where nobody on it is known there is no household, and no householder', () => {
    const stranger = { ...loner, name: '모르는이', number: inventedNumber('1970-01-01', 'M', 999) };
    const { filing, said } = settledOne(aPart(stranger, [], { form: 'whole-household' }));
    expect(said(filing)).toEqual(['mover-unknown householder-unresolved']);
    const part = settledOne(aPart(stranger, []));
    expect(part.said(part.filing)).toEqual(['mover-unknown']);
  });
});

describe('a whole household that stays where it is', () => {
  const swapped = (more: object = {}) =>
    aPart(wife, [asMover(head, '배우자'), asMover(son), asMover(daughter)], {
      form: 'whole-household',
      to: inSolnae,
      ...more,
    });

  test('[HH-14] under another householder reports a change of householder, which is a report of its own', () => {
    expect(settledOne(swapped()).words).toEqual(Array.from({ length: 4 }, () => 'householder-report-needed'));
    expect(registered(settledOne(swapped({ to: inEungaram })).words)).toEqual([true, true, true, true]);
  });

  test('[HH-14] under the same one reports nothing (CF-3), and a part of it separates', () => {
    expect(settledOne(aWhole(home, { to: inSolnae })).words).toEqual(
      Array.from({ length: 4 }, () => 'held already-there'),
    );
    expect(registered(settledOne(aPart(wife, [asMover(son)], { to: inSolnae })).words)).toEqual([true, true]);
  });

  test('[HH-14, MI-16] joins another there, or becomes a dormitory', () => {
    const lodgers = aHome(41, [['본인', 'M', '1991-01-01']]);
    const [lodger] = lodgers.residents as [Resident];
    const register = registerWith(home, lodgers);
    const into = { type: 'household-of', householder: named(lodger) } as const;
    const merge = aJoin(
      lodger,
      home.residents.map((each) => asMover(each, '동거인')),
      { form: 'whole-household', to: inSolnae, into },
    );
    const { filing, said, person } = settledOne(merge, register);
    expect(registered(said(filing))).toEqual([true, true, true, true]);
    expect(person(head).addresses.at(-1)?.reason).toBe('세대합가');
    const manager = named(lodger);
    const dormitory = {
      ...swapped({ into: { type: 'dormitory', name: '솔빛', manager } }),
      reporter: { ...manager, capacity: 'dormitory-manager', identityChecked: true, delegationShown: false } as const,
    };
    expect(registered(settledOne(dormitory, register).words)).toEqual([true, true, true, true]);
  });
});

describe('a record that is left', () => {
  test('[HH-11] by everybody: it ends with the record that follows, which is named', () => {
    const other = settledOne(
      aWhole(
        { ...couple, residents: [spouse, husband] },
        { movers: [asMover(spouse, '본인'), asMover(husband, '배우자')] },
      ),
    );
    expect(other.households.get(couple.household.id)?.closed).toEqual({
      on: '2026-08-03',
      reason: '전입세대구성',
      members: couple.household.members,
      into: recordOf(other.filing),
    });
    expect(other.home(husband)).toMatchObject({ id: recordOf(other.filing), householder: spouse.id });
    const joined = settledOne(join([asMover(loner, '동거인')]));
    expect(joined.households.get(single.household.id)?.closed?.into).toBe(hosts.household.id);
    expect(joined.households.get(single.household.id)).toMatchObject({ members: [], householder: loner.id });
  });

  test('[HH-11, MI-16] into a dormitory each goes their own way, and none follows', () => {
    const manager = named(host);
    const report = {
      ...aPart(husband, [asMover(spouse, '동거인'), asMover(loner, '동거인')]),
      into: { type: 'dormitory', name: '솔빛기숙사', manager } as const,
      reporter: { ...manager, capacity: 'dormitory-manager', identityChecked: true, delegationShown: false } as const,
    };
    const { words, filing, home: homeOf, households, person } = settledOne(report);
    expect(registered(words)).toEqual([true, true, true]);
    for (const left of [couple, single])
      expect(households.get(left.household.id)?.closed).toMatchObject({
        into: null,
        reason: '전입세대구성',
        members: left.household.members,
      });
    expect([husband, spouse, loner].map((each) => homeOf(each).id)).toEqual([
      recordOf(filing),
      recordOf(filing, 1),
      recordOf(filing, 2),
    ]);
    expect(person(loner).addresses.at(-1)).toMatchObject({ householderName: '주민21', relation: '본인' });
  });

  test('[HH-2, MI-16] into a dormitory without their householder: each household is left once, and told so once', () => {
    const manager = named(host);
    const report = {
      ...aPart(head, [asMover(son), asMover(husband, '동거인')]),
      into: { type: 'dormitory', name: '솔빛기숙사', manager } as const,
      reporter: { ...manager, capacity: 'dormitory-manager', identityChecked: true, delegationShown: false } as const,
    };
    const { filing, said, home: homeOf } = settledOne(report);
    expect(said(filing)).toEqual(Array.from({ length: 3 }, () => 'registered left-without-householder'));
    expect(homeOf(wife)).toMatchObject({ householder: null, members: [wife.id, daughter.id] });
    expect(homeOf(spouse)).toMatchObject({ householder: null, members: [spouse.id] });
  });

  test('[HH-2] who can’t lead is not named, and where nobody can there is nothing to see to', () => {
    const register = changing(origin, { ...spouse, status: 'unknown-domicile' });
    const remaining = { householder: spouse.number };
    for (const report of [aPart(husband, []), aPart(husband, [], { remaining })]) {
      const { filing, said, home: homeOf } = settledOne(report, register);
      expect(said(filing)).toEqual(['registered']);
      expect(homeOf(spouse)).toMatchObject({ householder: null, members: [spouse.id] });
    }
    const abroad = changing(origin, { ...spouse, status: 'staying-abroad' });
    const { filing, said, home: homeOf } = settledOne(aPart(husband, [], { remaining }), abroad);
    expect(said(filing)).toEqual(['registered']);
    expect(homeOf(spouse).householder).toBe(spouse.id);
  });

  test('[HH-1] with struck-off people alone: they get a record of their own where it went along, and keep it else', () => {
    const register = changing(origin, { ...spouse, status: 'deleted' });
    const along = settledOne(aPart(husband, []), register);
    expect(along.home(husband)).toMatchObject({ id: couple.household.id, members: [husband.id] });
    expect(along.home(spouse)).toEqual({
      id: recordOf(along.filing),
      office: couple.household.office,
      address: inSolnae,
      householder: null,
      members: [spouse.id],
    });
    const joined = settledOne(join([asMover(husband, '동거인')]), register);
    expect(joined.home(spouse)).toEqual({ ...couple.household, householder: null, members: [spouse.id] });
    expect(joined.said(joined.filing)).toEqual(['registered']);
  });

  test('[HH-1] ids of several new records follow from the filing, in the order in which they are made', () => {
    // The son takes his father along: first the record of those who stay, then his own.
    const report = {
      ...aPart(son, [asMover(head, '부')]),
      remaining: { householder: wife.number },
    };
    const { filing, home: homeOf } = settledOne(report);
    expect(homeOf(wife).id).toBe(recordOf(filing));
    expect(homeOf(son)).toMatchObject({ id: recordOf(filing, 1), members: [son.id, head.id] });
    const joined = settledOne(join([asMover(head, '동거인')], { remaining: { householder: wife.number } }));
    expect(joined.home(wife).id).toBe(recordOf(joined.filing));
  });
});

describe('re-registration', () => {
  const gone = (status: Resident['status'], who: Resident) => changing(origin, { ...who, status });
  const again = (who: Resident, more: Parameters<typeof aPart>[2] = {}) =>
    aPart(who, [], { form: 're-registration', ...more });

  test('[MI-8] back to the record where they were, or to one that is there', () => {
    for (const status of ['unknown-domicile', 'deleted'] as const) {
      const here = settledOne(again(loner, { to: inSolnae }), gone(status, loner));
      expect(here.words).toEqual(['registered']);
      expect(here.person(loner)).toMatchObject({ status: 'resident', household: single.household.id });
      expect(here.person(loner).addresses.at(-1)).toMatchObject({ reason: '재등록', status: 'resident' });
      const back = settledOne(
        {
          ...join([asMover(spouse, '배우자')], { to: inSolnae }),
          form: 're-registration',
          into: { type: 'household-of', householder: named(husband) },
          reporter: { ...named(husband), capacity: 'householder', identityChecked: true, delegationShown: false },
        },
        gone(status, spouse),
      );
      expect(back.words).toEqual(['registered']);
      expect(back.home(husband)).toEqual(couple.household);
      expect(back.person(spouse)).toMatchObject({ status: 'resident', household: couple.household.id });
    }
  });

  test('[MI-9] a line from before the register was taken over binds it, too', () => {
    const { filing, said } = settledOne(
      again(loner, { reportDate: '2020-03-02', movedOn: '2020-03-01' }),
      gone('deleted', loner),
    );
    expect(said(filing)).toEqual(['report-date-before-current-registration']);
  });
});

describe('the consent of a minor', () => {
  const teenager = aHome(41, [
    ['본인', 'F', '1980-01-01'],
    ['자녀', 'M', '2008-08-04'],
  ]);
  const [mother, teen] = teenager.residents as [Resident, Resident];
  const register = registerWith(teenager, hosts);
  const alone = (mover: Mover, reportDate = '2026-08-03') =>
    settledOne(
      {
        ...aPart(teen, [], { reportDate, movedOn: reportDate }),
        movers: [mover],
        reporter: { ...named(teen), capacity: 'householder', identityChecked: true, delegationShown: false },
      },
      register,
    );
  const bare: Mover = { ...named(teen), relation: '본인' };

  test('[MI-12] is the guardian’s also where the minor reports in person', () => {
    const asked = alone(bare);
    expect(missingOf(asked.answer(asked.filing))).toEqual(['consent-missing']);
    expect(alone({ ...bare, consent: byGuardian(mother) }).words).toEqual(['registered']);
    const own = alone({ ...bare, consent: byHand });
    expect(missingOf(own.answer(own.filing))).toEqual(['consent-missing']);
  });

  test('[MI-11, MI-12] who has turned nineteen on the day reports for themselves', () => {
    expect(alone(bare, '2027-08-03').words).toEqual(['consent-missing']);
    expect(alone(bare, '2027-08-04').words).toEqual(['registered']);
  });

  test('[MI-11] nobody is asked whose record was left by its householder, and whom they follow', () => {
    const first = filed(1, join([asMover(head, '동거인')], { movedOn: '2026-08-02' }));
    const whole = filed(2, {
      ...aWhole(home, { movedOn: '2026-08-01' }),
      movers: home.residents.map((each) => ({ ...named(each), relation: each.relation })),
    });
    expect(settled(origin, [first, whole]).said(whole)).toEqual([
      'held same-day-filing',
      ...Array.from({ length: 3 }, () => 'registered no-householder-yet'),
    ]);
    const led = filed(2, {
      ...aPart(wife, [], { movedOn: '2026-08-01', form: 'whole-household' }),
      movers: [
        { ...named(wife), relation: '본인' },
        ...[son, daughter].map((each) => ({ ...named(each), relation: each.relation })),
      ],
    });
    expect(settled(origin, [first, led]).said(led)).toEqual([
      'registered left-without-householder',
      'consent-missing',
      'consent-missing',
    ]);
  });
});

test('[MI-13] who is joined and unknown, or not where they were said to be, is told apart', () => {
  const stranger = { name: '모르는이', number: inventedNumber('1970-01-01', 'M', 999) };
  const unknown = join([asMover(loner, '동거인')], {
    into: { type: 'household-of', householder: stranger },
    reporter: { ...named(loner), capacity: 'mover', identityChecked: true, delegationShown: false },
  });
  const first = settledOne(unknown);
  expect(first.said(first.filing)).toEqual(['destination-unknown']);
  const elsewhere = settledOne(join([asMover(loner, '동거인')], { to: anAddress({ office: eungaram }) }));
  expect(elsewhere.said(elsewhere.filing)).toEqual(['destination-elsewhere']);
});
