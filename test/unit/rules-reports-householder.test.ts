import { describe, expect, test } from 'vitest';
import { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { day, eungaram, inventedNumber } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aReport,
  changing,
  filed,
  inEungaram,
  missingOf,
  named,
  notified,
  type ReportOf,
  recordOf,
  registerWith,
  settled,
  shown,
} from '../builders/settled.ts';

// 주민1 leads, with his wife 주민2, their son 주민3 and daughter 주민4; 주민11 lives alone elsewhere. That the children are
// the wife's, too, is assumed.
const home = aCoupleWithChildren(1);
const alone = aHome(11, [['본인', 'F', '1990-03-03']], { address: inEungaram });
const origin = registerWith(home, alone);
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];
const [lodger] = alone.residents as [Resident];

const aChange = (to: Resident, more: Partial<ReportOf<'householder-change'>> = {}) =>
  aReport('householder-change', { newHouseholder: named(to), relations: [], basis: shown(to), ...more });
const settledOne = (report: RegisterReport, register = origin, more = {}) => {
  const filing = filed(1, report, more);
  return { filing, ...settled(register, [filing]) };
};

describe('a change of householder', () => {
  test('[HH-10] a new record under the new householder, a line for each, and the old record kept as it was', () => {
    const { filing, said, home: homeOf, households, person, lastLine } = settledOne(aChange(wife));
    expect(said(filing)).toEqual(['registered relation-assumed']);
    expect(homeOf(wife)).toEqual({
      id: recordOf(filing),
      office: home.household.office,
      address: home.household.address,
      householder: wife.id,
      members: [wife.id, head.id, son.id, daughter.id],
      formedOn: '2026-08-03',
      formedReason: '세대주변경',
    });
    expect(households.get(home.household.id)).toEqual({
      ...home.household,
      members: [],
      closed: {
        on: '2026-08-03',
        reason: '세대주변경',
        members: home.household.members,
        into: recordOf(filing),
      },
    });
    expect(home.residents.map((each) => person(each).relation)).toEqual(['배우자', '본인', '자녀', '자녀']);
    expect(home.residents.map((each) => person(each).addresses.length)).toEqual([2, 2, 2, 2]);
    expect(lastLine(son)).toEqual({
      registeredOn: '2026-08-03',
      movedOn: '2026-08-03',
      reason: '세대주변경',
      address: home.household.address,
      household: recordOf(filing),
      householderName: '주민2',
      relation: '자녀',
      filing: filing.id,
    });
    expect(homeOf(lodger)).toBe(alone.household);
  });

  test('[HH-10] what is stated of a relation counts, and then nothing is assumed', () => {
    const relations = [
      { number: son.number, relation: '배우자의 자녀' as const },
      { number: lodger.number, relation: '조카' as const },
      { number: inventedNumber('1970-01-01', 'M', 999), relation: '조카' as const },
    ];
    const part = settledOne(aChange(wife, { relations }));
    expect(part.said(part.filing)).toEqual(['registered relation-assumed']);
    expect(part.lastLine(son).relation).toBe('배우자의 자녀');
    const whole = settledOne(
      aChange(wife, { relations: [...relations, { number: daughter.number, relation: '동거인' }] }),
    );
    expect(whole.answer(whole.filing)).toEqual({ type: 'registered', on: '2026-08-03' });
    expect(whole.person(daughter).relation).toBe('동거인');
    expect(whole.home(wife).members).toEqual([wife.id, head.id, son.id, daughter.id]);
    expect(whole.person(lodger)).toBe(lodger);
  });

  test('[HH-10] a relation that is certain is not assumed, and what is stated of the new householder is not asked', () => {
    const couple = aHome(21, [
      ['본인', 'M', '1980-04-12'],
      ['배우자', 'F', '1982-09-30'],
    ]);
    const [husband, spouse] = couple.residents as [Resident, Resident];
    const relations = [{ number: spouse.number, relation: '동거인' as const }];
    const { filing, said, person } = settledOne(aChange(spouse, { relations }), registerWith(couple));
    expect(said(filing)).toEqual(['registered']);
    expect([person(husband).relation, person(spouse).relation]).toEqual(['배우자', '본인']);
  });

  test('[HH-10] only the householder is 본인: no form says so of somebody else', () => {
    const report = { ...aChange(wife), relations: [{ number: son.number, relation: '본인' }] };
    expect(RegisterReport.safeParse(report).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'relations.0.relation',
    ]);
  });

  test('[HH-10] who is the householder already changes nothing', () => {
    const { filing, said, residents, households } = settledOne(aChange(head));
    expect(said(filing)).toEqual(['already-householder']);
    expect([residents, households]).toEqual([origin.residents, origin.households]);
  });

  test('[ST-3] the person named is in the register, alive, under that name, at the office that took it', () => {
    const stranger = { name: '모르는이', number: inventedNumber('1970-01-01', 'M', 999) };
    const cases = [
      ['person-unknown', aChange(wife, { newHouseholder: stranger }), {}],
      ['name-differs', aChange(wife, { newHouseholder: { ...named(wife), name: '다른이름' } }), {}],
      ['other-office', aChange(wife), { office: eungaram }],
      [
        'name-differs other-office',
        aChange(wife, { newHouseholder: { ...named(wife), name: 'x' } }),
        { office: eungaram },
      ],
    ] as const;
    for (const [missing, report, more] of cases) {
      const { filing, said, residents } = settledOne(report, origin, more);
      expect(said(filing), missing).toEqual([missing]);
      expect(residents).toEqual(origin.residents);
    }
    const dead = changing(origin, { ...wife, status: 'deleted', diedOn: day('2026-07-01') });
    const { filing, said } = settledOne(aChange(wife), dead);
    expect(said(filing)).toEqual(['mover-deceased']);
  });

  test.for(['deleted', 'unknown-domicile'] as const)('[ST-4] somebody of the status %s leads nobody', (status) => {
    const { filing, said } = settledOne(aChange(wife), changing(origin, { ...wife, status }));
    expect(said(filing)).toEqual(['status-does-not-fit']);
  });

  test.for(['national-abroad', 'staying-abroad'] as const)('[ST-4] somebody of the status %s can lead', (status) => {
    const { person, home: homeOf } = settledOne(aChange(wife), changing(origin, { ...wife, status }));
    expect(homeOf(son).householder).toBe(wife.id);
    expect(person(wife).status).toBe(status);
  });

  test('[HH-2, HH-10] a record without a householder gets one, of whom everybody has a line', () => {
    const register = {
      ...origin,
      households: new Map([...origin.households, [home.household.id, { ...home.household, householder: null }]]),
    };
    const { filing, said, home: homeOf } = settledOne(aChange(wife), register);
    expect(said(filing)).toEqual(['registered relation-assumed']);
    expect(homeOf(daughter).householder).toBe(wife.id);
  });

  test('[CF-1] a second change of the household on that day is held with the facts of the first, the day after it counts', () => {
    const first = filed(1, aChange(wife));
    const second = filed(2, aChange(son));
    const both = settled(origin, [second, first]);
    expect(both.said(first)).toEqual(['registered relation-assumed']);
    expect(both.answer(second)).toEqual({
      type: 'held',
      why: 'same-day-filing',
      other: {
        filing: first.id,
        office: home.household.office,
        reportDate: '2026-08-03',
        address: '다온도 늘해군 솔내면 솔내동촌길 1',
        householderName: '주민2',
      },
    });
    const later = filed(2, aChange(son, { reportDate: day('2026-08-04') }));
    expect(settled(origin, [first, later]).said(later)[0]).toMatch(/^registered/);
  });

  test('[CF-1] a line of that day from before the register was taken over holds nothing up', () => {
    const row = { ...wife.addresses[0], registeredOn: day('2026-08-03'), reason: '세대주변경' } as const;
    const register = changing(origin, { ...wife, addresses: [...wife.addresses, row] as Resident['addresses'] });
    const { filing, said } = settledOne(aChange(wife), register);
    expect(said(filing)[0]).toMatch(/^registered/);
  });

  test('[CF-1] nor does another line of that day', () => {
    const correction = filed(
      1,
      aReport('correction', {
        person: named(wife),
        changes: [{ what: 'relation', to: '동거인' }],
        isAdoption: false,
        reason: '관계 정정',
        basis: shown(wife),
      }),
    );
    const change = filed(2, aChange(wife));
    expect(settled(origin, [correction, change]).said(change)[0]).toMatch(/^registered/);
  });

  test('[HH-13] foreign family is noted on the new record, as what they are to the new householder', () => {
    const mother = { name: '응우옌', nameRoman: 'NGUYEN', number: '902101-6000001', since: day('2024-01-01') };
    const foreignFamily = [
      { ...mother, relation: '모' as const },
      { ...mother, relation: '동거인' as const, number: '902101-6000002', until: day('2025-01-01') },
    ];
    const register = {
      ...origin,
      households: new Map([...origin.households, [home.household.id, { ...home.household, foreignFamily }]]),
    };
    const { home: homeOf, households } = settledOne(aChange(wife), register);
    expect(homeOf(wife).foreignFamily).toEqual([{ ...mother, relation: '배우자의 모' }]);
    expect(households.get(home.household.id)?.foreignFamily).toEqual(foreignFamily);
    expect(settledOne(aChange(wife)).home(wife)).not.toHaveProperty('foreignFamily');
  });

  test('[HH-10, MI-16] a record in a dormitory stays in it', () => {
    const register = {
      ...origin,
      households: new Map([...origin.households, [home.household.id, { ...home.household, dormitory: '솔빛집' }]]),
    };
    expect(settledOne(aChange(wife), register).home(wife).dormitory).toBe('솔빛집');
  });

  test('[HH-6, HH-11] who was struck off goes along on the record, last and without a line', () => {
    const register = changing(origin, { ...son, status: 'deleted' });
    const { home: homeOf, person } = settledOne(aChange(wife), register);
    expect(homeOf(wife).members).toEqual([wife.id, head.id, daughter.id, son.id]);
    expect(person(son)).toEqual({ ...son, status: 'deleted', household: homeOf(wife).id });
  });

  test('[MI-3] the days that the office could have taken it bind every report', () => {
    const limits = { notBefore: day('2026-08-03'), notAfter: day('2026-08-03') };
    for (const [reportDate, missing] of [
      ['2026-08-02', 'report-date-too-early'],
      ['2026-08-03', 'registered relation-assumed'],
      ['2026-08-04', 'report-date-after-arrival'],
    ] as const) {
      const { filing, said } = settledOne(aChange(wife, { reportDate: day(reportDate) }), origin, limits);
      expect(said(filing)).toEqual([missing]);
    }
  });

  test('[MI-9] a report from before what was taken over waits; from that day on it counts', () => {
    for (const [reportDate, missing] of [
      ['2020-03-01', ['report-date-before-current-registration']],
      ['2020-03-02', []],
    ] as const) {
      const { filing, answer, residents } = settledOne(aChange(wife, { reportDate: day(reportDate) }));
      expect(missingOf(answer(filing))).toEqual(missing);
      expect(residents.get(head.id)?.addresses).toHaveLength(missing.length > 0 ? 1 : 2);
    }
  });
});

describe('on whose word', () => {
  test('[ST-1] who reports is identified; a document is asked only for what nobody’s word is enough for', () => {
    const said = (report: RegisterReport) => {
      const { filing, said: words } = settledOne(report);
      return words(filing)[0];
    };
    expect(said(aChange(wife, { basis: shown(wife, { identityChecked: false }) }))).toBe('identity-not-checked');
    expect(said(aChange(wife, { basis: shown(wife, { evidence: '' }) }))).toMatch(/^registered/);
    expect(said(aChange(wife, { basis: { ...notified, evidence: '' } }))).toMatch(/^registered/);
  });
});
