import { describe, expect, test } from 'vitest';
import type { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { draftOf, residentOf } from '../../src/shared/rules/register.ts';
import { anAddress, day, eungaram, inventedNumber } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aPart,
  aReport,
  asMover,
  byTheOffice,
  changing,
  filed,
  inEungaram,
  inSolnae,
  named,
  notified,
  type ReportOf,
  registerWith,
  settled,
  shown,
} from '../builders/settled.ts';

const home = aCoupleWithChildren(1);
const other = aHome(11, [['본인', 'F', '1990-03-03']], { address: inEungaram });
const origin = registerWith(home, other);
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];
const [lodger] = other.residents as [Resident];

type Changes = ReportOf<'correction'>['changes'];
const aCorrection = (changes: Changes, person: Resident = son, more: Partial<ReportOf<'correction'>> = {}) =>
  aReport('correction', {
    person: named(person),
    changes,
    isAdoption: false,
    reason: '개명',
    basis: shown(head),
    ...more,
  });
const settledOne = (report: RegisterReport, register = origin, more: Partial<Filing> = {}) => {
  const filing = filed(1, report, more);
  return { filing, ...settled(register, [filing]) };
};
const newNumber = inventedNumber('2010-06-16', 'M', 303);

describe('a correction of what identifies a person', () => {
  const values: readonly (readonly [Changes[number], keyof Resident])[] = [
    [{ what: 'name', to: '새이름' }, 'name'],
    [{ what: 'hanja', to: '金海' }, 'hanja'],
    [{ what: 'birth-date', to: day('2010-06-16') }, 'birthDate'],
    [{ what: 'sex', to: 'F' }, 'sex'],
    [{ what: 'number', to: newNumber }, 'number'],
  ];

  test.for(values)(
    '[ST-7] $0.what: counts from the report date, and the old value stays with the reason',
    ([change, key]) => {
      const { filing, answer, person } = settledOne(aCorrection([change]));
      expect(answer(filing)).toEqual({ type: 'registered', on: '2026-08-03' });
      expect(person(son)).toEqual({
        ...son,
        [key]: change.to,
        personalChanges: [
          {
            on: '2026-08-03',
            what: change.what,
            from: son[key],
            to: change.to,
            reason: '개명',
            isAdoption: false,
            filing: filing.id,
          },
        ],
      });
    },
  );

  test.for(values)('[ST-7] $0.what: what the register says already is no correction', ([change, key]) => {
    const register = changing(origin, { ...son, [key]: change.to });
    const { filing, said, residents } = settledOne(
      aCorrection([change], son, {
        person: { name: key === 'name' ? '새이름' : son.name, number: key === 'number' ? newNumber : son.number },
      }),
      register,
    );
    expect(said(filing)).toEqual(['nothing-changes']);
    expect(residents).toEqual(register.residents);
  });

  test('[ST-7] several at once: what is new is changed, each with a line; the rest stays', () => {
    const changes: Changes = [
      { what: 'name', to: '새이름' },
      { what: 'sex', to: 'M' },
      { what: 'number', to: newNumber },
    ];
    const { filing, said, person } = settledOne(aCorrection(changes, son, { isAdoption: true, reason: '입양' }));
    expect(said(filing)).toEqual(['registered']);
    expect(person(son)).toMatchObject({ name: '새이름', number: newNumber, sex: 'M' });
    expect(person(son).personalChanges).toMatchObject([
      { what: 'name', from: '주민3', to: '새이름', isAdoption: true, reason: '입양' },
      { what: 'number', from: son.number, to: newNumber, isAdoption: true },
    ]);
  });

  test('[ST-7] earlier changes stay before it', () => {
    const before = {
      on: day('2015-01-05'),
      what: 'name' as const,
      from: '옛이름',
      to: '주민3',
      reason: '개명',
      isAdoption: false,
    };
    const register = changing(origin, { ...son, personalChanges: [before] });
    const { person } = settledOne(aCorrection([{ what: 'name', to: '새이름' }]), register);
    expect(person(son).personalChanges).toMatchObject([before, { from: '주민3', to: '새이름' }]);
  });

  test('[ST-7, MI-2] a filing of an earlier day finds the person under the old name, one of a later day under the new', () => {
    const correction = filed(1, aCorrection([{ what: 'name', to: '새이름' }]));
    const move = (nth: number, reportDate: string, name: string) =>
      filed(nth, aPart(wife, [asMover(son, '자녀', { name })], { reportDate, movedOn: reportDate }));
    const [early, late] = [move(2, '2026-08-01', '주민3'), move(3, '2026-08-05', '주민3')];
    const before = settled(origin, [correction, early]);
    expect(before.said(early)).toEqual(['registered', 'registered']);
    // The family register's word follows them to the other office; a report would have to be made there.
    expect(before.said(correction)).toEqual(['other-office']);
    expect(settled(origin, [correction, late]).said(late)).toEqual(['registered', 'name-differs']);
    const renamed = move(3, '2026-08-05', '새이름');
    expect(settled(origin, [correction, renamed]).said(renamed)).toEqual(['registered', 'registered']);
  });

  test('[ST-7] who has another number is found by both, on either side of that day', () => {
    const correction = filed(1, aCorrection([{ what: 'number', to: newNumber }]));
    for (const [reportDate, number] of [
      ['2026-08-05', newNumber],
      ['2026-08-05', son.number],
    ] as const) {
      const move = filed(2, aPart(wife, [asMover(son, '자녀', { number })], { reportDate, movedOn: reportDate }));
      expect(settled(origin, [correction, move]).said(move), number).toEqual(['registered', 'registered']);
    }
    const early = filed(
      2,
      aPart(wife, [asMover(son, '자녀', { number: newNumber })], { reportDate: '2026-08-01', movedOn: '2026-08-01' }),
    );
    expect(settled(origin, [correction, early]).said(early)).toEqual(['registered', 'mover-unknown']);
  });

  test('[ST-7] a number that is somebody else’s, or was, is taken', () => {
    for (const [taken, register] of [
      [lodger.number, origin],
      [
        newNumber,
        changing(origin, {
          ...lodger,
          personalChanges: [
            {
              on: day('2021-01-01'),
              what: 'number',
              from: newNumber,
              to: lodger.number,
              reason: '변경',
              isAdoption: false,
            },
          ],
        }),
      ],
    ] as const) {
      const { filing, said, residents } = settledOne(aCorrection([{ what: 'number', to: taken }]), register);
      expect(said(filing)).toEqual(['number-taken']);
      expect(residents).toEqual(register.residents);
    }
  });

  test('[ST-7] a former number of their own is theirs to have back', () => {
    const there = filed(1, aCorrection([{ what: 'number', to: newNumber }]));
    const back = filed(2, aCorrection([{ what: 'number', to: son.number }], son, { reportDate: day('2026-08-10') }));
    const both = settled(origin, [there, back]);
    expect(both.said(back)).toEqual(['registered']);
    expect(both.person(son).number).toBe(son.number);
  });

  test('[CF-5] comes before the moves of its day', () => {
    const correction = filed(1, aCorrection([{ what: 'name', to: '새이름' }]), { contentHash: 'f'.repeat(64) });
    const move = filed(2, aPart(wife, [asMover(son, '자녀', { name: '새이름' })]), { contentHash: '0'.repeat(64) });
    expect(settled(origin, [move, correction]).said(move)).toEqual(['registered', 'registered']);
  });
});

describe('a correction of a relation or an address', () => {
  test('[ST-7, HH-6] a relation: a line with it, and the record in its order', () => {
    const { filing, said, person, home: homeOf } = settledOne(aCorrection([{ what: 'relation', to: '조카' }]));
    expect(said(filing)).toEqual(['registered']);
    expect(person(son)).toEqual({
      ...son,
      relation: '조카',
      addresses: [
        ...son.addresses,
        {
          registeredOn: '2026-08-03',
          movedOn: '2026-08-03',
          reason: '정정',
          address: inSolnae,
          household: home.household.id,
          householderName: '주민1',
          relation: '조카',
          filing: filing.id,
        },
      ],
    });
    expect(homeOf(son)).toEqual({ ...home.household, members: [head.id, wife.id, daughter.id, son.id] });
    expect(person(daughter)).toBe(daughter);
  });

  test('[ST-7] an address: a line for everybody who is registered there, and the record', () => {
    const to = anAddress({ unit: '2층' });
    const register = changing(origin, { ...daughter, status: 'deleted' });
    const {
      filing,
      said,
      person,
      home: homeOf,
      lastLine,
    } = settledOne(aCorrection([{ what: 'address', to }], son, { basis: byTheOffice() }), register);
    expect(said(filing)).toEqual(['registered']);
    for (const each of [head, wife, son])
      expect(lastLine(each)).toEqual({
        registeredOn: '2026-08-03',
        movedOn: '2026-08-03',
        reason: '직권정정',
        address: to,
        household: home.household.id,
        householderName: '주민1',
        relation: each.relation,
        filing: filing.id,
      });
    expect(person(daughter)).toEqual({ ...daughter, status: 'deleted' });
    expect(homeOf(son)).toEqual({ ...home.household, address: to });
  });

  test('[ST-7] of the room alone, which never prints, is one too', () => {
    const at = (room: string) => anAddress({ room });
    const { filing, said, home: homeOf } = settledOne(aCorrection([{ what: 'address', to: at('201호') }]));
    expect(said(filing)).toEqual(['registered']);
    expect(homeOf(son).address.room).toBe('201호');
    const again = filed(2, aCorrection([{ what: 'address', to: at('201호') }], son, { reportDate: day('2026-08-10') }));
    expect(settled(origin, [filing, again]).said(again)).toEqual(['nothing-changes']);
    const next = filed(2, aCorrection([{ what: 'address', to: at('202호') }], son, { reportDate: day('2026-08-10') }));
    expect(settled(origin, [filing, next]).said(next)).toEqual(['registered']);
    const back = filed(2, aCorrection([{ what: 'address', to: inSolnae }], son, { reportDate: day('2026-08-10') }));
    expect(settled(origin, [filing, back]).said(back)).toEqual(['registered']);
  });

  test('[ST-7] what the register says already is no correction', () => {
    for (const change of [
      { what: 'relation', to: '자녀' },
      { what: 'address', to: inSolnae },
    ] as const) {
      const { filing, said } = settledOne(aCorrection([change]));
      expect(said(filing)).toEqual(['nothing-changes']);
    }
  });

  test('[ST-7] the householder’s name in the lines is the present one', () => {
    const renamed = filed(1, aCorrection([{ what: 'name', to: '새이름' }], head));
    const to = anAddress({ unit: '2층' });
    const address = filed(2, aCorrection([{ what: 'address', to }], son, { reportDate: day('2026-08-10') }));
    const both = settled(origin, [renamed, address]);
    expect(both.person(son).addresses.map(({ householderName }) => householderName)).toEqual(['주민1', '새이름']);
    const headless = {
      ...origin,
      households: new Map([...origin.households, [home.household.id, { ...home.household, householder: null }]]),
    };
    expect(settled(headless, [address]).lastLine(son).householderName).toBe('주민1');
  });

  test('[HH-10] nobody becomes or stops being the householder by it', () => {
    for (const [person, to] of [
      [son, '본인'],
      [head, '동거인'],
    ] as const) {
      const { filing, said, residents } = settledOne(aCorrection([{ what: 'relation', to }], person));
      expect(said(filing)).toEqual(['relation-not-clear']);
      expect(residents).toEqual(origin.residents);
    }
  });

  test('[ST-7] an address in another office’s area is a move and no correction', () => {
    const { filing, said } = settledOne(aCorrection([{ what: 'address', to: inEungaram }]));
    expect(said(filing)).toEqual(['other-office']);
  });

  test('[ST-7] several at once each get their line, the relation within the address’s', () => {
    const to = anAddress({ unit: '2층' });
    const {
      lastLine,
      person,
      home: homeOf,
    } = settledOne(
      aCorrection([
        { what: 'relation', to: '조카' },
        { what: 'address', to },
        { what: 'name', to: '새이름' },
      ]),
    );
    expect(person(son).addresses).toHaveLength(3);
    expect(lastLine(son)).toMatchObject({ relation: '조카', address: to });
    expect(person(son)).toMatchObject({ name: '새이름', relation: '조카' });
    expect(homeOf(son)).toMatchObject({ address: to, members: [head.id, wife.id, daughter.id, son.id] });
  });

  test('[ST-7] one of several that can’t be made keeps back the others', () => {
    const { filing, said, residents } = settledOne(
      aCorrection([
        { what: 'name', to: '새이름' },
        { what: 'relation', to: '본인' },
      ]),
    );
    expect(said(filing)).toEqual(['relation-not-clear']);
    expect(residents).toEqual(origin.residents);
  });
});

describe('on whose word', () => {
  const name: Changes = [{ what: 'name', to: '새이름' }];
  const said = (report: RegisterReport, more: Partial<Filing> = {}): readonly string[] => {
    const { filing, said: words } = settledOne(report, origin, more);
    return words(filing);
  };

  test('[ST-1] what somebody is called, which number they have and the like is shown by a document', () => {
    const evidence = '';
    for (const change of [
      { what: 'name', to: '새이름' },
      { what: 'hanja', to: '金' },
      { what: 'birth-date', to: day('2010-06-16') },
      { what: 'sex', to: 'F' },
      { what: 'number', to: newNumber },
    ] as const) {
      expect(said(aCorrection([change], son, { basis: shown(head, { evidence }) }))).toEqual(['evidence-missing']);
      expect(said(aCorrection([change], son, { basis: { ...notified, evidence } }))).toEqual(['evidence-missing']);
      expect(said(aCorrection([change], son, { basis: notified }))).toEqual(['registered']);
    }
    for (const change of [
      { what: 'relation', to: '조카' },
      { what: 'address', to: anAddress({ unit: '2층' }) },
    ] as const)
      expect(said(aCorrection([change], son, { basis: shown(head, { evidence }) }))).toEqual(['registered']);
    const both: Changes = [{ what: 'relation', to: '조카' }, ...name];
    expect(said(aCorrection(both, son, { basis: shown(head, { evidence, identityChecked: false }) }))).toEqual([
      'identity-not-checked evidence-missing',
    ]);
  });

  test('[ST-2] by the office after an investigation and a notice', () => {
    expect(said(aCorrection(name, son, { basis: byTheOffice() }))).toEqual(['registered']);
    expect(said(aCorrection(name, son, { basis: byTheOffice({ noticeDays: 6 }) }))).toEqual(['procedure-incomplete']);
  });

  test('[ST-3] the family register’s word counts wherever they live, a report only at their own office', () => {
    const there = { office: eungaram };
    expect(said(aCorrection(name, son, { basis: notified }), there)).toEqual(['registered']);
    expect(said(aCorrection(name), there)).toEqual(['other-office']);
    expect(said(aCorrection(name, son, { basis: byTheOffice() }), there)).toEqual(['other-office']);
  });

  test('[ST-7] the word for it: 정정, and by the office’s own act 직권정정', () => {
    const reasonOf = (report: RegisterReport) => settledOne(report).lastLine(son).reason;
    const relation: Changes = [{ what: 'relation', to: '조카' }];
    expect(reasonOf(aCorrection(relation))).toBe('정정');
    expect(reasonOf(aCorrection(relation, son, { basis: notified }))).toBe('정정');
    expect(reasonOf(aCorrection(relation, son, { basis: byTheOffice() }))).toBe('직권정정');
  });

  test('[MI-9] a correction from before what was taken over waits', () => {
    expect(said(aCorrection(name, son, { reportDate: day('2020-03-01') }))).toEqual([
      'report-date-before-current-registration',
    ]);
  });
});

test('[RN-5] where a number was somebody’s before it came to another, the one who has it now is meant', () => {
  const change = { on: day('2021-01-01'), what: 'number' as const, to: '', reason: '변경', isAdoption: false };
  const register = changing(
    origin,
    { ...son, personalChanges: [{ ...change, from: lodger.number }] },
    { ...wife, personalChanges: [{ ...change, what: 'name', from: newNumber }] },
    { ...daughter, personalChanges: [{ ...change, from: newNumber }] },
  );
  const draft = draftOf(register);
  expect(residentOf(draft, lodger.number)?.id).toBe(lodger.id);
  expect(residentOf(draft, newNumber)?.id).toBe(daughter.id);
  expect(residentOf(draft, null)).toBeUndefined();
});
