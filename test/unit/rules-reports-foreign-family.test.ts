import { describe, expect, test } from 'vitest';
import { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { ForeignMember, Resident } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { day, eungaram, inventedNumber } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aJoin,
  aPart,
  aReport,
  asMover,
  aWhole,
  changing,
  filed,
  inEungaram,
  named,
  notified,
  type ReportOf,
  registerWith,
  settled,
  shown,
} from '../builders/settled.ts';

const home = aCoupleWithChildren(1);
const origin = registerWith(home);
const [head, wife, son] = home.residents as [Resident, Resident, Resident];

const mother: ReportOf<'foreign-family'>['member'] = {
  relation: '배우자의 모',
  name: '응우옌',
  nameRoman: 'NGUYEN',
  number: '902101-6000001',
  since: day('2020-01-01'),
};
const uncle: ReportOf<'foreign-family'>['member'] = {
  ...mother,
  relation: '그 밖의 친족',
  name: '쩐',
  number: '902101-5000002',
};

const aNote = (step: 'noted' | 'removed', more: Partial<ReportOf<'foreign-family'>> = {}) =>
  aReport('foreign-family', { householder: named(head), step, member: mother, basis: notified, ...more });
const settledOne = (report: RegisterReport, register = origin, more: Partial<Filing> = {}) => {
  const filing = filed(1, report, more);
  return { filing, ...settled(register, [filing]) };
};
const withFamily = (...foreignFamily: readonly ForeignMember[]) => ({
  ...origin,
  households: new Map([
    ...origin.households,
    [home.household.id, { ...home.household, foreignFamily: [...foreignFamily] }] as const,
  ]),
});

describe('a foreign family member', () => {
  test('[HH-13] is noted with the household from the day of the report, and nobody gets a line', () => {
    const { filing, answer, home: homeOf, residents } = settledOne(aNote('noted'));
    expect(answer(filing)).toEqual({ type: 'registered', on: '2026-08-03' });
    expect(homeOf(head)).toEqual({ ...home.household, foreignFamily: [{ ...mother, since: '2026-08-03' }] });
    expect(residents).toEqual(origin.residents);
  });

  test('[HH-13] is noted as present, whatever end the report gives', () => {
    const report = aNote('noted', { member: { ...mother, until: day('2026-01-01') } });
    expect(settledOne(report).home(head).foreignFamily).toEqual([{ ...mother, since: '2026-08-03' }]);
  });

  test('[HH-13] is taken off with the day, and stays to be read', () => {
    const { filing, said, home: homeOf } = settledOne(aNote('removed'), withFamily(mother, uncle));
    expect(said(filing)).toEqual(['registered']);
    expect(homeOf(head).foreignFamily).toEqual([{ ...mother, until: '2026-08-03' }, uncle]);
  });

  test('[HH-13] comes and goes and comes again', () => {
    const noted = filed(1, aNote('noted'));
    const removed = filed(2, aNote('removed', { reportDate: day('2026-08-10') }));
    const again = filed(3, aNote('noted', { reportDate: day('2026-08-20') }));
    const all = settled(origin, [again, removed, noted]);
    expect([noted, removed, again].map((each) => all.said(each)[0])).toEqual([
      'registered',
      'registered',
      'registered',
    ]);
    expect(all.home(head).foreignFamily).toMatchObject([
      { since: '2026-08-03', until: '2026-08-10' },
      { since: '2026-08-20' },
    ]);
  });

  test('[HH-13] is noted once, and taken off only where they are noted', () => {
    const gone = { ...mother, until: day('2025-01-01') };
    for (const [missing, step, register] of [
      ['nothing-changes', 'noted', withFamily(mother)],
      ['registered', 'noted', withFamily(gone)],
      ['registered', 'noted', withFamily(uncle)],
      ['foreign-member-unknown', 'removed', origin],
      ['foreign-member-unknown', 'removed', withFamily(gone)],
      ['foreign-member-unknown', 'removed', withFamily(uncle)],
    ] as const) {
      const { filing, said, households } = settledOne(aNote(step), register);
      expect(said(filing)).toEqual([missing]);
      if (missing !== 'registered') expect(households).toEqual(register.households);
    }
  });

  test('[CF-5] taken off on the day on which they are noted, in either order', () => {
    for (const [a, b] of [
      ['0', 'f'],
      ['f', '0'],
    ] as const) {
      const noted = filed(1, aNote('noted'), { contentHash: a.repeat(64) });
      const removed = filed(2, aNote('removed'), { contentHash: b.repeat(64) });
      const both = settled(origin, [noted, removed]);
      expect([both.said(noted), both.said(removed)]).toEqual([['registered'], ['registered']]);
      expect(both.home(head).foreignFamily).toMatchObject([{ since: '2026-08-03', until: '2026-08-03' }]);
    }
  });

  test('[HH-13, ST-3] with a household of this office, named by who leads it', () => {
    const stranger = { name: '모르는이', number: inventedNumber('1970-01-01', 'M', 999) };
    for (const [missing, report, more] of [
      ['not-a-member', aNote('noted', { householder: named(wife) }), {}],
      ['person-unknown', aNote('noted', { householder: stranger }), {}],
      ['other-office', aNote('noted'), { office: eungaram }],
      ['identity-not-checked', aNote('noted', { basis: shown(head, { identityChecked: false }) }), {}],
      ['report-date-before-current-registration', aNote('noted', { reportDate: day('2020-03-01') }), {}],
    ] as const) {
      const { filing, said, households } = settledOne(report, origin, more);
      expect(said(filing), missing).toEqual([missing]);
      expect(households).toEqual(origin.households);
    }
    const { filing, said } = settledOne(aNote('noted', { basis: shown(head, { evidence: '' }) }));
    expect(said(filing)).toEqual(['registered']);
  });

  test('[HH-10] is not the householder', () => {
    const { error } = RegisterReport.safeParse({ ...aNote('noted'), member: { ...mother, relation: '본인' } });
    expect(error?.issues.map(({ path }) => path)).toEqual([['member', 'relation']]);
  });
});

describe('when the household moves', () => {
  test('[HH-13] as a whole: they are taken off it with the day, and the office is told', () => {
    const gone = { ...uncle, until: day('2025-01-01') };
    const move = filed(1, aWhole(home));
    const { said, home: homeOf } = settled(withFamily(mother, gone), [move]);
    expect(said(move)).toEqual(Array.from({ length: 4 }, () => 'registered foreign-family-stays'));
    expect(homeOf(head).foreignFamily).toEqual([{ ...mother, until: '2026-08-03' }, gone]);
  });

  test('[HH-13, HH-11] as a whole into another household: the record ends with them on it, and the office is told', () => {
    const hosts = aCoupleWithChildren(11, inEungaram);
    const [host] = hosts.residents as [Resident];
    const register = registerWith(home, hosts);
    const noted = { ...home.household, foreignFamily: [mother] };
    const movers = home.residents.map((each) => asMover(each, '동거인'));
    const move = filed(1, aJoin(host, movers, { form: 'whole-household', to: inEungaram }));
    const { said, home: homeOf } = settled(
      { ...register, households: new Map([...register.households, [noted.id, noted] as const]) },
      [move],
    );
    expect(said(move)).toEqual(Array.from({ length: 4 }, () => 'registered foreign-family-stays'));
    expect(homeOf(head).id).toBe(hosts.household.id);
    expect(homeOf(head)).not.toHaveProperty('foreignFamily');
  });

  test('[HH-13] its householder with some of it: who goes is told, and who stays has them noted', () => {
    const move = filed(1, aPart(head, [asMover(son)]));
    const { said, home: homeOf } = settled(withFamily(mother), [move]);
    expect(said(move)[0]).toBe('registered left-without-householder foreign-family-stays');
    expect(homeOf(wife).foreignFamily).toEqual([mother]);
  });

  test('[HH-13] who is gone already is nobody to tell of', () => {
    const move = filed(1, aWhole(home));
    const register = withFamily({ ...mother, until: day('2025-01-01') });
    expect(settled(register, [move]).said(move)[0]).toBe('registered');
  });

  test('[HH-13] with its householder alone: they stay noted with those who stay', () => {
    const named1 = filed(1, aPart(head, [], { remaining: { householder: wife.number } }));
    const led = settled(withFamily(mother), [named1]);
    expect(led.home(wife).foreignFamily).toEqual([{ ...mother, relation: '모' }]);
    const unnamed = filed(1, aPart(head, []));
    const unled = settled(withFamily(mother), [unnamed]);
    expect(unled.home(wife)).toMatchObject({ householder: null, foreignFamily: [mother] });
    expect(unled.home(head).foreignFamily).toMatchObject([{ until: '2026-08-03' }]);
  });

  test('[HH-13] without its householder: they stay noted where they are', () => {
    const move = filed(1, aPart(wife, [asMover(son)], { to: inEungaram }));
    const { home: homeOf, said } = settled(withFamily(mother), [move]);
    expect(said(move)).toEqual(['registered', 'registered']);
    expect(homeOf(head).foreignFamily).toEqual([mother]);
    expect(homeOf(wife)).not.toHaveProperty('foreignFamily');
  });

  test('[HH-13] where only struck-off people stay, the office is told', () => {
    const register = changing(withFamily(mother), { ...son, status: 'deleted' });
    const rest = home.residents.filter((each) => each !== son && each !== head);
    const move = filed(
      1,
      aPart(
        head,
        rest.map((each) => asMover(each)),
      ),
    );
    const { said } = settled(register, [move]);
    expect(said(move)[0]).toBe('registered foreign-family-stays');
  });
});
