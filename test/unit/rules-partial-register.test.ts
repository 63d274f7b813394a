import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/shared/registry/report.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { draftOf, householdOf, lastRow, type Register, registerOf } from '../../src/shared/rules/register.ts';
import { anAddress, day, inventedNumber } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  anAreaChange,
  aPart,
  aReport,
  asMover,
  aWhole,
  byTheOffice,
  changing,
  filed,
  inEungaram,
  named,
  notified,
  settled,
  shown,
} from '../builders/settled.ts';

/**
 * An office knows a part of the register: somebody whose record isn't here, or has ended here. It is answered, and
 * nothing is thrown.
 */
const home = aCoupleWithChildren(1, inEungaram);
const [head, wife, son] = home.residents as [Resident, Resident, Resident];

const deletion = filed(1, aReport('deletion', { people: [named(son)], why: 'other', basis: byTheOffice() }), {
  office: inEungaram.office,
});
const reports: readonly (readonly [string, Report])[] = [
  ['a whole household', aWhole(home, { to: anAddress() })],
  ['a part of it', aPart(wife, [asMover(son)], { to: anAddress() })],
  [
    'who joins it',
    {
      ...aPart(head, [], { to: inEungaram }),
      movers: [asMover(son)],
      into: { type: 'household-of', householder: named(head) },
    },
  ],
  [
    'a change of householder',
    aReport('householder-change', { newHouseholder: named(wife), relations: [], basis: shown(wife) }),
  ],
  [
    'a relation',
    aReport('correction', {
      person: named(son),
      changes: [{ what: 'relation', to: '조카' }],
      isAdoption: false,
      reason: '정정',
      basis: notified,
    }),
  ],
  [
    'an address',
    aReport('correction', {
      person: named(son),
      changes: [{ what: 'address', to: { ...inEungaram, unit: '2층' } }],
      isAdoption: false,
      reason: '정정',
      basis: notified,
    }),
  ],
  [
    'a name',
    aReport('correction', {
      person: named(son),
      changes: [{ what: 'name', to: '새이름' }],
      isAdoption: false,
      reason: '정정',
      basis: notified,
    }),
  ],
  ['a death', aReport('death', { person: named(head), diedOn: day('2026-08-01'), basis: notified })],
  ['a status', aReport('unknown-domicile', { people: [named(head)], basis: byTheOffice() })],
  [
    'a birth',
    aReport('birth', {
      child: {
        name: '새아기',
        hanja: '',
        sex: 'F',
        birthDate: day('2026-08-01'),
        number: inventedNumber('2026-08-01', 'F', 700),
      },
      mother: named(wife),
      father: null,
      withParent: 'mother',
      relation: '자녀',
      basis: notified,
    }),
  ],
  [
    'foreign family',
    aReport('foreign-family', {
      householder: named(head),
      step: 'noted',
      member: {
        relation: '모',
        name: '응우옌',
        nameRoman: 'NGUYEN',
        number: '902101-6000001',
        since: day('2020-01-01'),
      },
      basis: notified,
    }),
  ],
  [
    'an objection',
    aReport('objection', {
      person: named(son),
      measure: deletion.id,
      decidedOn: day('2026-08-03'),
      isUpheld: true,
      reason: '사실과 다름',
      remedies: '',
    }),
  ],
];

const answered = (report: Report, register: Register): string => {
  const filing = filed(9, report, { office: 'form' in report ? report.to.office : inEungaram.office });
  return settled(register, [filing], [anAreaChange({ on: day('2026-09-01') })])
    .said(filing)
    .join(', ');
};

describe('people whose record isn’t here', () => {
  const register = registerOf(home.residents, []);
  const expected: Readonly<Record<string, string>> = {
    'a whole household': Array.from({ length: 4 }, () => 'householder-unresolved').join(', '),
    'a part of it': 'held not-of-this-household, held not-of-this-household',
    'who joins it': 'destination-unknown',
    'a change of householder': 'status-does-not-fit',
    'a relation': 'status-does-not-fit',
    'an address': 'status-does-not-fit',
    'a name': 'registered',
    'a death': 'registered',
    'a status': 'registered',
    'a birth': 'status-does-not-fit',
    'foreign family': 'not-a-member',
    'an objection': 'status-does-not-fit',
  };

  test.for(reports)('[HH-1] %s', ([name, report]) => {
    expect(answered(report, register)).toBe(expected[name]);
  });

  test('[HH-1] an objection where the measure is here', () => {
    const upheld = filed(9, reports.at(-1)?.[1] as Report, { office: inEungaram.office });
    expect(settled(register, [deletion, upheld]).said(upheld)).toEqual(['status-does-not-fit']);
  });
});

describe('people whose record has ended', () => {
  const ended: Household = {
    ...home.household,
    closed: { on: day('2021-01-01'), reason: '세대합가', members: home.household.members, into: null },
  };
  const register = registerOf(home.residents, [ended]);

  test('[HH-11] nobody joins it, is born into it, leads it or is noted with it', () => {
    for (const [name, word] of [
      ['who joins it', 'destination-elsewhere'],
      ['a change of householder', 'status-does-not-fit'],
      ['a birth', 'status-does-not-fit'],
      ['foreign family', 'not-a-member'],
    ] as const) {
      const [, report] = reports.find(([each]) => each === name) ?? [];
      expect(answered(report as Report, register), name).toBe(word);
    }
  });

  test('[HH-11] it stays as it was when they move away, or are struck off', () => {
    const struckOff = changing(register, { ...head, status: 'deleted' }, { ...wife, status: 'deleted' });
    const again = filed(9, aPart(wife, [asMover(head, '배우자')], { form: 're-registration', to: anAddress() }));
    const { said, households, home: homeOf } = settled(struckOff, [again]);
    expect(said(again)).toEqual(['registered', 'registered']);
    expect(households.get(ended.id)).toEqual(ended);
    expect(homeOf(wife)).toMatchObject({ householder: wife.id, members: [wife.id, head.id] });
    const led = filed(9, aPart(head, [], { form: 're-registration', to: anAddress() }));
    const alone = settled(struckOff, [led]);
    expect(alone.home(head).id).not.toBe(ended.id);
    expect(alone.households.get(ended.id)).toEqual(ended);
    const unknown = filed(9, reports.find(([each]) => each === 'a status')?.[1] as Report, {
      office: inEungaram.office,
    });
    expect(settled(register, [unknown]).households.get(ended.id)).toEqual(ended);
  });
});

test('[HH-1] what can’t be is an error of ours, and says whose', () => {
  const draft = draftOf(registerOf(home.residents, []));
  expect(() => householdOf(draft, son)).toThrow(`resident ${son.id} is on no record`);
  expect(() => lastRow({ ...son, addresses: [] })).toThrow(`resident ${son.id} has no address`);
});
