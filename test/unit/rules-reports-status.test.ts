import { describe, expect, test } from 'vitest';
import type { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident, ResidentStatus } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { day, eungaram, inventedNumber } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aReport,
  byTheOffice,
  changing,
  filed,
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

const settledOne = (report: RegisterReport, register = origin, more: Partial<Filing> = {}) => {
  const filing = filed(1, report, more);
  return { filing, ...settled(register, [filing]) };
};
const unknown = (people: readonly Resident[], more: Partial<ReportOf<'unknown-domicile'>> = {}) =>
  aReport('unknown-domicile', { people: people.map(named), basis: byTheOffice(), ...more });
const deleted = (people: readonly Resident[], more: Partial<ReportOf<'deletion'>> = {}) =>
  aReport('deletion', { people: people.map(named), why: 'other', basis: byTheOffice(), ...more });
const abroad = (people: readonly Resident[], more: Partial<ReportOf<'stay-abroad'>> = {}) =>
  aReport('stay-abroad', { people: people.map(named), step: 'departure', basis: shown(head), ...more });

describe('a household whose householder is of it no more', () => {
  const [, , , daughter] = home.residents as [Resident, Resident, Resident, Resident];

  test('[HH-2] waits for those who stay, if one of them can lead it, whoever else can not', () => {
    const register = changing(origin, { ...son, status: 'unknown-domicile' });
    const { filing, said, home: homeOf } = settledOne(unknown([head]), register);
    expect(said(filing)).toEqual(['registered left-without-householder']);
    expect(homeOf(wife).householder).toBeNull();
  });

  test('[HH-2] is led by nobody, and nobody is told, where none of them can', () => {
    const others = [wife, son, daughter].map((each) => ({ ...each, status: 'unknown-domicile' as const }));
    const { filing, said, home: homeOf } = settledOne(unknown([head]), changing(origin, ...others));
    expect(said(filing)).toEqual(['registered']);
    expect(homeOf(wife).householder).toBeNull();
  });

  test('[HH-2] keeps the householder of whom nobody is left', () => {
    const alone = aHome(41, [['본인', 'F', '1960-01-01']]);
    const [only] = alone.residents as [Resident];
    const { filing, said, home: homeOf } = settledOne(unknown([only]), registerWith(alone));
    expect(said(filing)).toEqual(['registered']);
    expect(homeOf(only).householder).toBe(only.id);
  });
});

describe('a status that changes', () => {
  test('[ST-4] of unknown domicile: a line that says so at the same address, and everything else as it was', () => {
    const { filing, answer, person, home: homeOf } = settledOne(unknown([son]));
    expect(answer(filing)).toEqual({ type: 'registered', on: '2026-08-03' });
    expect(person(son)).toEqual({
      ...son,
      status: 'unknown-domicile',
      addresses: [
        ...son.addresses,
        {
          registeredOn: '2026-08-03',
          movedOn: '2026-08-03',
          reason: '거주불명등록',
          address: home.household.address,
          household: home.household.id,
          householderName: '주민1',
          relation: '자녀',
          status: 'unknown-domicile',
          filing: filing.id,
        },
      ],
    });
    expect(homeOf(son)).toBe(home.household);
    expect(person(head)).toBe(head);
  });

  test('[ST-4] struck off: still on the last record, with the reason', () => {
    for (const [why, reason] of [
      ['double-registration', '말소'],
      ['loss-of-nationality', '말소'],
      ['unknown-for-five-years', '말소'],
      ['other', '말소'],
    ] as const) {
      const { filing, said, person, lastLine, home: homeOf } = settledOne(deleted([son], { why }));
      expect(said(filing)).toEqual(['registered']);
      expect(person(son).status).toBe('deleted');
      expect(lastLine(son)).toMatchObject({ reason, status: 'deleted' });
      expect(homeOf(son)).toBe(home.household);
    }
  });

  test('[ST-4] who emigrates is a national abroad from then on, and leads the household no more', () => {
    const { filing, said, person, lastLine } = settledOne(deleted([son], { why: 'emigration' }));
    expect(said(filing)).toEqual(['registered']);
    expect(person(son).status).toBe('national-abroad');
    expect(lastLine(son)).toMatchObject({ reason: '국외이주신고', status: 'national-abroad' });
    const led = settledOne(deleted([head], { why: 'emigration' }));
    expect(led.answers.get(led.filing.id)).toMatchObject([{ answer: { notices: ['left-without-householder'] } }]);
    expect(led.home(head)).toMatchObject({ householder: null });
  });

  test('[ST-4] a stay abroad begins and ends', () => {
    const away = settledOne(abroad([son]));
    expect([away.person(son).status, away.lastLine(son).reason]).toEqual(['staying-abroad', '해외체류']);
    const register = changing(origin, { ...son, status: 'staying-abroad' });
    const back = settledOne(abroad([son], { step: 'return' }), register);
    expect([back.person(son).status, back.lastLine(son).reason]).toEqual(['resident', '귀국신고']);
    expect(back.lastLine(son).status).toBe('resident');
  });

  const follows: readonly (readonly [string, RegisterReport, readonly ResidentStatus[]])[] = [
    ['unknown domicile', unknown([son]), ['resident', 'staying-abroad', 'national-abroad']],
    ['deletion', deleted([son]), ['resident', 'unknown-domicile', 'national-abroad', 'staying-abroad']],
    ['emigration', deleted([son], { why: 'emigration' }), ['resident', 'unknown-domicile', 'staying-abroad']],
    ['a stay abroad', abroad([son]), ['resident']],
    ['a return', abroad([son], { step: 'return' }), ['staying-abroad']],
  ];
  const statuses = ['resident', 'unknown-domicile', 'national-abroad', 'staying-abroad', 'deleted'] as const;

  test.for(follows)('[ST-4] %s follows only the statuses that it can follow', ([, report, from]) => {
    for (const status of statuses) {
      const register = changing(origin, { ...son, status });
      const { filing, said, residents } = settledOne(report, register);
      expect(said(filing), status).toEqual([from.includes(status) ? 'registered' : 'status-does-not-fit']);
      if (!from.includes(status)) expect(residents).toEqual(register.residents);
    }
  });

  test('[ST-3] each of several people gets an answer of their own', () => {
    const stranger = { name: '모르는이', number: inventedNumber('1970-01-01', 'M', 999) };
    const report = unknown([wife, son]);
    const people = [...report.people, stranger, { ...named(head), name: '다른이름' }];
    const register = changing(origin, { ...son, status: 'unknown-domicile' });
    const { filing, said, answers } = settledOne({ ...report, people }, register);
    expect(said(filing)).toEqual(['registered', 'status-does-not-fit', 'person-unknown', 'name-differs']);
    expect(answers.get(filing.id)?.map(({ mover }) => mover)).toEqual(people.map(({ number }) => number));
  });

  test('[ST-3] the office acts on its own register', () => {
    for (const report of [unknown([son]), deleted([son]), abroad([son])]) {
      const { filing, said } = settledOne(report, origin, { office: eungaram });
      expect(said(filing)).toEqual(['other-office']);
    }
  });
});

describe('a householder whose status changes', () => {
  test('[HH-2] leaves the others without one, if they are struck off or not to be found', () => {
    for (const report of [unknown([head]), deleted([head])]) {
      const { filing, said, home: homeOf, person } = settledOne(report);
      expect(said(filing)).toEqual(['registered left-without-householder']);
      expect(homeOf(wife)).toEqual({ ...home.household, householder: null });
      expect(person(wife)).toBe(wife);
    }
  });

  test('[HH-2] goes on leading from abroad', () => {
    const { filing, said, home: homeOf } = settledOne(abroad([head]));
    expect(said(filing)).toEqual(['registered']);
    expect(homeOf(head)).toBe(home.household);
  });

  test('[HH-2] stays on the record where nobody else is registered', () => {
    const single = aHome(1, [
      ['본인', 'M', '1980-04-12'],
      ['자녀', 'M', '2010-06-15', { status: 'deleted' }],
    ]);
    const { filing, said, home: homeOf } = settledOne(deleted([head]), registerWith(single));
    expect(said(filing)).toEqual(['registered']);
    expect(homeOf(head)).toBe(single.household);
  });

  test('[HH-2] a member who goes leaves the householder where they are', () => {
    const { filing, said, home: homeOf } = settledOne(unknown([wife]));
    expect(said(filing)).toEqual(['registered']);
    expect(homeOf(head)).toBe(home.household);
  });

  test('[HH-2] of all at once: the last one leaves nobody behind', () => {
    const { filing, said, home: homeOf } = settledOne(deleted(home.residents));
    expect(said(filing)).toEqual(['registered left-without-householder', 'registered', 'registered', 'registered']);
    expect(homeOf(head).householder).toBeNull();
  });
});

describe('what has to come before it', () => {
  const said = (report: RegisterReport): string => {
    const { filing, said: words } = settledOne(report);
    return words(filing)[0] ?? '';
  };

  test('[ST-2] an investigation, then a notice of at least seven days that have passed', () => {
    // The notice began on 10 July; with seven days its last is 17 July.
    for (const [procedure, reportDate, expected] of [
      [{}, '2026-07-18', 'registered'],
      [{}, '2026-07-17', 'procedure-incomplete'],
      [{ noticeDays: 8 }, '2026-07-18', 'procedure-incomplete'],
      [{ noticeDays: 8 }, '2026-07-19', 'registered'],
      [{ noticeDays: 6 }, '2026-12-31', 'procedure-incomplete'],
      [{ investigatedOn: day('2026-07-10') }, '2026-07-18', 'registered'],
      [{ investigatedOn: day('2026-07-11') }, '2026-12-31', 'procedure-incomplete'],
      [{ isPublicNotice: true }, '2026-07-18', 'registered'],
    ] as const) {
      const report = unknown([son], { basis: byTheOffice(procedure), reportDate: day(reportDate) });
      expect(said(report), JSON.stringify([procedure, reportDate])).toBe(expected);
    }
  });

  test('[ST-2] for everybody on it at once', () => {
    const {
      filing,
      said: words,
      residents,
    } = settledOne(unknown([wife, son], { basis: byTheOffice({ noticeDays: 1 }) }));
    expect(words(filing)).toEqual(['procedure-incomplete', 'procedure-incomplete']);
    expect(residents).toEqual(origin.residents);
  });

  test('[ST-1] who reports is identified; what another authority tells needs neither', () => {
    expect(said(abroad([son], { basis: shown(head, { identityChecked: false }) }))).toBe('identity-not-checked');
    expect(said(abroad([son], { basis: shown(head, { evidence: '' }) }))).toBe('registered');
    expect(said(deleted([son], { basis: { ...notified, evidence: '' } }))).toBe('registered');
  });

  test('[ST-1, MI-3] everything that is missing of the report is said at once', () => {
    const report = abroad([son], { basis: shown(head, { identityChecked: false }) });
    const { filing, said: words } = settledOne(report, origin, { notAfter: day('2026-08-02') });
    expect(words(filing)).toEqual(['report-date-after-arrival identity-not-checked']);
  });
});

describe('statuses and days', () => {
  test('[MI-2] come in the order of their days, whichever arrives first', () => {
    const first = filed(1, abroad([son], { reportDate: day('2026-08-03') }));
    const second = filed(2, abroad([son], { step: 'return', reportDate: day('2026-08-10') }));
    const both = settled(origin, [second, first]);
    expect([both.said(first), both.said(second)]).toEqual([['registered'], ['registered']]);
    expect(both.lines(son)).toEqual(['2026-08-03 해외체류 솔내동촌길 1', '2026-08-10 귀국신고 솔내동촌길 1']);
    expect(settled(origin, [second]).said(second)).toEqual(['status-does-not-fit']);
  });

  test('[CF-5] two of one day: the one that the other makes possible comes after it', () => {
    for (const [a, b] of [
      ['0', 'f'],
      ['f', '0'],
    ] as const) {
      const back = filed(1, abroad([son], { step: 'return' }), { contentHash: a.repeat(64) });
      const away = filed(2, abroad([son]), { contentHash: b.repeat(64) });
      const both = settled(origin, [back, away]);
      expect([both.said(away), both.said(back)]).toEqual([['registered'], ['registered']]);
      expect(both.person(son).status).toBe('resident');
    }
  });
});
