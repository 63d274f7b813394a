import { describe, expect, test } from 'vitest';
import { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { day, eungaram, inventedNumber, yunseul } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aPart,
  aReport,
  asMover,
  changing,
  filed,
  inEungaram,
  inYunseul,
  meet,
  named,
  notified,
  type ReportOf,
  recordOf,
  registerWith,
  settled,
  shown,
} from '../builders/settled.ts';

const home = aCoupleWithChildren(1);
const apart = aHome(11, [['본인', 'M', '1979-03-03']], { address: inYunseul });
const origin = registerWith(home, apart);
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];
const [father] = apart.residents as [Resident];

const baby = {
  name: '새아기',
  hanja: '新',
  sex: 'F',
  birthDate: day('2026-08-01'),
  number: inventedNumber('2026-08-01', 'F', 700),
} as const;
const stranger = { name: '모르는이', number: inventedNumber('1970-01-01', 'M', 999) };

const aBirth = (more: Partial<ReportOf<'birth'>> = {}) =>
  aReport('birth', {
    child: baby,
    mother: named(wife),
    father: named(head),
    withParent: 'mother',
    relation: '자녀',
    basis: notified,
    ...more,
  });
const aDeath = (person: Resident, diedOn: string, more: Partial<ReportOf<'death'>> = {}) =>
  aReport('death', { person: named(person), diedOn: day(diedOn), basis: notified, ...more });
const settledOne = (report: RegisterReport, register = origin, more: Partial<Filing> = {}) => {
  const filing = filed(1, report, more);
  return { filing, ...settled(register, [filing]) };
};

describe('a birth', () => {
  test('[ST-6] enters the household of the parent named, in its place on the record', () => {
    const { filing, answer, residents, households } = settledOne(aBirth());
    expect(answer(filing)).toEqual({ type: 'registered', on: '2026-08-03' });
    expect([...residents.values()].find(({ number }) => number === baby.number)).toEqual({
      id: filing.id,
      ...baby,
      nameRoman: '',
      status: 'resident',
      office: home.household.office,
      household: home.household.id,
      relation: '자녀',
      mother: wife.number,
      addresses: [
        {
          registeredOn: '2026-08-03',
          movedOn: '2026-08-01',
          reason: '출생등록',
          address: home.household.address,
          household: home.household.id,
          householderName: '주민1',
          relation: '자녀',
          filing: filing.id,
        },
      ],
    });
    expect(households.get(home.household.id)).toEqual({
      ...home.household,
      members: [head.id, wife.id, son.id, daughter.id, filing.id],
    });
    expect([...origin.residents.keys()].every((id) => residents.get(id) === origin.residents.get(id))).toBe(true);
  });

  test('[ST-6] of the father, where he is the one named', () => {
    const { filing, residents, households } = settledOne(aBirth({ father: named(father), withParent: 'father' }));
    expect(households.get(apart.household.id)?.members).toEqual([father.id, filing.id]);
    expect([...residents.values()].at(-1)).toMatchObject({ office: yunseul, mother: wife.number });
  });

  test('[ST-6, HH-6] before the rest of the family on the record', () => {
    const big = aHome(1, [
      ['본인', 'M', '1980-04-12'],
      ['배우자', 'F', '1982-09-30'],
      ['형제자매', 'M', '1984-06-15'],
    ]);
    const { filing, households } = settledOne(aBirth(), registerWith(big));
    expect(households.get(big.household.id)?.members).toEqual([
      ...big.household.members.slice(0, 2),
      filing.id,
      big.household.members[2],
    ]);
  });

  test('[ST-6] the mother is noted by her number, whoever she is; where none is named, none is', () => {
    for (const mother of [null, stranger]) {
      const { residents } = settledOne(aBirth({ mother, withParent: 'father' }));
      const child = [...residents.values()].at(-1);
      expect(child?.mother).toBe(mother?.number);
      expect(Object.hasOwn(child ?? {}, 'mother')).toBe(mother !== null);
    }
  });

  test('[ST-6] in a household without a householder the lines say the last one’s name', () => {
    const register = {
      ...origin,
      households: new Map([...origin.households, [home.household.id, { ...home.household, householder: null }]]),
    };
    const { residents } = settledOne(aBirth(), register);
    expect([...residents.values()].at(-1)?.addresses[0]?.householderName).toBe('주민1');
  });

  test('[ST-6] where the parent is on the day of the report, whichever arrives first', () => {
    const birth = filed(1, aBirth({ reportDate: day('2026-08-10') }));
    const move = filed(2, aPart(wife, [], { to: inEungaram, reportDate: '2026-08-05', movedOn: '2026-08-05' }));
    const { otherAlone, both } = meet(origin, move, birth);
    const child = { id: birth.id as unknown as Resident['id'] };
    expect(otherAlone.person(child).office).toBe(home.household.office);
    expect(both.person(child)).toMatchObject({ office: eungaram, household: recordOf(move) });
    expect(both.lastLine(child)).toMatchObject({ householderName: '주민2', registeredOn: '2026-08-10' });
    const early = filed(1, aBirth());
    expect(meet(origin, early, move).both.person({ id: early.id as unknown as Resident['id'] }).household).toBe(
      home.household.id,
    );
  });

  test('[ST-1, ST-6] what keeps it waiting', () => {
    const dead = changing(origin, { ...wife, status: 'deleted', diedOn: day('2026-08-01') });
    const gone = changing(origin, { ...wife, status: 'deleted' });
    for (const [missing, report, register] of [
      ['parent-unknown', aBirth({ mother: null }), origin],
      ['parent-unknown', aBirth({ mother: stranger }), origin],
      ['parent-unknown', aBirth({ father: null, withParent: 'father' }), origin],
      ['name-differs', aBirth({ mother: { ...named(wife), name: '다른이름' } }), origin],
      ['mover-deceased', aBirth(), dead],
      ['status-does-not-fit', aBirth(), gone],
      ['number-taken', aBirth({ child: { ...baby, number: son.number } }), origin],
      ['moved-after-report', aBirth({ child: { ...baby, birthDate: day('2026-08-04') } }), origin],
      ['evidence-missing', aBirth({ basis: shown(head, { evidence: '' }) }), origin],
      [
        'report-date-before-current-registration',
        aBirth({ child: { ...baby, birthDate: day('2020-03-01') }, reportDate: day('2020-03-01') }),
        origin,
      ],
    ] as const) {
      const { filing, said, residents } = settledOne(report, register);
      expect(said(filing), missing).toEqual([missing]);
      expect(residents).toEqual(register.residents);
    }
  });

  test('[ST-6] on the day of the birth, and at any office', () => {
    const report = aBirth({ child: { ...baby, birthDate: day('2026-08-03') } });
    const { filing, said } = settledOne(report, origin, { office: eungaram });
    expect(said(filing)).toEqual(['registered']);
  });

  test('[ST-6] of a parent of any status but struck off', () => {
    for (const status of ['unknown-domicile', 'national-abroad', 'staying-abroad'] as const) {
      const { filing, said } = settledOne(aBirth(), changing(origin, { ...wife, status }));
      expect(said(filing)).toEqual(['registered']);
    }
  });

  test('[HH-10] nobody is born the householder', () => {
    const { error } = RegisterReport.safeParse({ ...aBirth(), relation: '본인' });
    expect(error?.issues.map(({ path }) => path)).toEqual([['relation']]);
  });

  test('[ST-6, CF-1] twice: the second finds the number taken', () => {
    const [first, second] = [filed(1, aBirth()), filed(2, aBirth())];
    const { both } = meet(origin, first, second);
    expect([both.said(first), both.said(second)]).toEqual([['registered'], ['number-taken']]);
  });

  test('[ST-6] whoever has a number by birth is found by it from then on', () => {
    const birth = filed(1, aBirth());
    const move = filed(
      2,
      aPart(wife, [{ ...named({ ...son, ...baby }), relation: '자녀', consent: asMover(son).consent }], {
        reportDate: '2026-08-04',
      }),
    );
    expect(settled(origin, [move, birth]).said(move)).toEqual(['registered', 'registered']);
  });
});

describe('a death', () => {
  test('[ST-5] strikes off on its own day, with the day of the report as its line’s', () => {
    const { filing, answer, person, home: homeOf } = settledOne(aDeath(son, '2026-07-20'));
    expect(answer(filing)).toEqual({ type: 'registered', on: '2026-08-03' });
    expect(person(son)).toEqual({
      ...son,
      status: 'deleted',
      diedOn: '2026-07-20',
      addresses: [
        ...son.addresses,
        {
          registeredOn: '2026-08-03',
          movedOn: '2026-07-20',
          reason: '사망',
          address: home.household.address,
          household: home.household.id,
          householderName: '주민1',
          relation: '자녀',
          status: 'deleted',
          filing: filing.id,
        },
      ],
    });
    expect(homeOf(son)).toBe(home.household);
  });

  test('[ST-5, HH-2] of the householder: the others are left without one', () => {
    const { filing, said, home: homeOf } = settledOne(aDeath(head, '2026-07-20'));
    expect(said(filing)).toEqual(['registered left-without-householder']);
    expect(homeOf(wife)).toEqual({ ...home.household, householder: null });
  });

  test('[ST-5] wherever it is reported', () => {
    const { filing, said } = settledOne(aDeath(son, '2026-08-03'), origin, { office: eungaram });
    expect(said(filing)).toEqual(['registered']);
  });

  test('[ST-5] nothing of the person follows it, whenever it is reported', () => {
    const death = filed(1, aDeath(wife, '2026-08-05', { reportDate: day('2026-08-20') }));
    const move = (nth: number, on: string) =>
      filed(nth, aPart(wife, [asMover(son)], { reportDate: on, movedOn: on, to: inEungaram }));
    const after = move(2, '2026-08-06');
    const { alone, otherAlone, both } = meet(origin, death, after);
    expect(otherAlone.said(after)).toEqual(['registered', 'registered']);
    expect(alone.said(death)).toEqual(['registered']);
    expect(both.said(after)).toEqual(['mover-deceased', 'householder-unresolved']);
    expect(both.person(wife).addresses.map(({ reason }) => reason)).toEqual(['신규등록', '사망']);
    // On the day of the death, and before it, the move comes first.
    for (const on of ['2026-08-04', '2026-08-05']) {
      const before = move(3, on);
      const sequence = meet(origin, before, death).both;
      expect(sequence.said(before)).toEqual(['registered', 'registered']);
      expect(sequence.said(death)).toEqual(['registered left-without-householder']);
      expect(sequence.person(wife)).toMatchObject({ office: eungaram, status: 'deleted' });
      expect(sequence.home(son).householder).toBeNull();
    }
  });

  test('[ST-5] nor does another report about them', () => {
    const death = filed(1, aDeath(son, '2026-08-01', { reportDate: day('2026-08-20') }));
    const correction = filed(
      2,
      aReport('correction', {
        person: named(son),
        changes: [{ what: 'hanja', to: '金' }],
        isAdoption: false,
        reason: '정정',
        basis: notified,
      }),
    );
    expect(settled(origin, [death, correction]).said(correction)).toEqual(['mover-deceased']);
    const again = filed(3, aDeath(son, '2026-08-02'));
    expect(settled(origin, [death, again]).said(again)).toEqual(['mover-deceased']);
  });

  test('[ST-5] of somebody who was struck off before', () => {
    const { filing, said, person } = settledOne(
      aDeath(son, '2026-07-20'),
      changing(origin, { ...son, status: 'deleted' }),
    );
    expect(said(filing)).toEqual(['registered']);
    expect(person(son).diedOn).toBe('2026-07-20');
  });

  test('[ST-1, ST-3, ST-5] what keeps it waiting', () => {
    for (const [missing, report] of [
      ['moved-after-report', aDeath(son, '2026-08-04')],
      ['evidence-missing', aDeath(son, '2026-08-01', { basis: shown(head, { evidence: '' }) })],
      ['evidence-missing', aDeath(son, '2026-08-01', { basis: { ...notified, evidence: '' } })],
      ['identity-not-checked', aDeath(son, '2026-08-01', { basis: shown(head, { identityChecked: false }) })],
      ['person-unknown', aDeath(son, '2026-08-01', { person: stranger })],
      ['name-differs', aDeath(son, '2026-08-01', { person: { ...named(son), name: '다른이름' } })],
      ['report-date-before-current-registration', aDeath(son, '2020-02-01', { reportDate: day('2020-03-01') })],
    ] as const) {
      const { filing, said, residents } = settledOne(report);
      expect(said(filing), missing).toEqual([missing]);
      expect(residents).toEqual(origin.residents);
    }
  });
});
