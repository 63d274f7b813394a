import type { MoveInReport, Mover } from '../../src/shared/registry/move-in.ts';
import type { PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { Basis, RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { aMoveInReport, day, filingId, inventedNumber, moversOf } from './registry.ts';

/** Somebody as a form names them. */
export const named = ({ name, number }: Resident): { readonly name: string; readonly number: Resident['number'] } => ({
  name,
  number,
});

/** A report of the person's or the household's own, with what has to be shown for it. */
export const onReport = (reporter: Resident): Basis => ({
  type: 'report',
  reporter: named(reporter),
  identityChecked: true,
  evidence: '기본증명서',
});

export const exOfficio: Basis = {
  type: 'ex-officio',
  procedure: {
    investigatedOn: day('2026-07-01'),
    official: 'solnae-clerk' as never,
    noticeOn: day('2026-07-06'),
    isPublicNotice: false,
    noticeDays: 14,
  },
  evidence: '사실조사서',
};

/** As movers who agreed in person to a move by which their householder changes. */
export const consenting = (people: readonly Resident[], relation: Mover['relation'] = '동거인'): Mover[] =>
  moversOf(people).map((mover) => ({
    ...mover,
    relation,
    consent: { by: 'mover', cardShown: true, kinOfReporter: null },
  }));

/** Reported by somebody who moves, but for whom no more has to be shown. */
export const reportedBy = ({ name, number }: Resident): Pick<MoveInReport, 'reporter'> => ({
  reporter: { name, number, capacity: 'mover', identityChecked: true, delegationShown: false },
});

/** People of a household who join another one. */
export const joining = (
  people: readonly Resident[],
  householder: Resident,
  overrides: Partial<MoveInReport> = {},
): MoveInReport => {
  const [first] = people;
  if (!first) throw new Error('somebody joins');
  return aMoveInReport({
    form: 'part-of-household',
    movers: consenting(people),
    into: { type: 'household-of', householder: named(householder) },
    ...reportedBy(first),
    ...overrides,
  });
};

const reportDate: PlainDate = day('2026-08-03');

/** One report of each kind, in order, about the people of a household: its householder first, then a spouse. */
export const everyRegisterReport = (people: readonly Resident[]): readonly RegisterReport[] => {
  const [head, spouse] = people;
  if (!head || !spouse) throw new Error('a couple at least');
  const basis = onReport(head);
  return [
    { kind: 'householder-change', reportDate, newHouseholder: named(spouse), relations: [], basis },
    {
      kind: 'correction',
      reportDate,
      person: named(spouse),
      changes: [{ what: 'name', to: '새이름' }],
      isAdoption: false,
      reason: '개명',
      basis,
    },
    { kind: 'unknown-domicile', reportDate, people: [named(spouse)], basis: exOfficio },
    { kind: 'deletion', reportDate, people: [named(spouse)], why: 'loss-of-nationality', basis },
    { kind: 'stay-abroad', reportDate, people: [named(spouse)], step: 'departure', basis },
    {
      kind: 'birth',
      reportDate,
      child: {
        name: '아이하나',
        hanja: '',
        sex: 'F',
        birthDate: day('2026-07-30'),
        number: inventedNumber('2026-07-30', 'F', 777_001),
      },
      mother: named(spouse),
      father: named(head),
      withParent: 'mother',
      relation: '자녀',
      basis,
    },
    { kind: 'death', reportDate, person: named(spouse), diedOn: day('2026-08-01'), basis },
    {
      kind: 'foreign-family',
      reportDate,
      householder: named(head),
      step: 'noted',
      member: {
        relation: '배우자',
        name: '린',
        nameRoman: 'LIN',
        number: inventedNumber('1990-02-03', 'F', 777_002),
        since: reportDate,
      },
      basis,
    },
    {
      kind: 'objection',
      reportDate,
      person: named(spouse),
      measure: filingId(900),
      decidedOn: reportDate,
      isUpheld: true,
      reason: '거주 확인',
      remedies: '',
    },
  ];
};
