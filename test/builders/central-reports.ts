import { Amendment } from '../../src/shared/registry/amendment.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { ResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { aMoveInReport, inventedNumber } from './registry.ts';

/** Reports that are in order, with few words. */

type Kind = RegisterReport['kind'];
type ReportOf<K extends Kind> = Extract<RegisterReport, { kind: K }>;

export const named = ({ name, number }: Pick<Resident, 'name' | 'number'>) => ({ name, number });

const notified = { type: 'notified', by: '가족관계등록관서', evidence: '통보 제1호' } as const;
const reportDate = '2026-08-03';

const parsed = <K extends Kind>(report: { readonly kind: K } & Record<string, unknown>): ReportOf<K> =>
  RegisterReport.parse(report) as ReportOf<K>;

export const aBirth = (
  mother: Resident,
  {
    nth,
    name = '새아기',
    born = '2026-08-01',
    ...more
  }: { nth: number; name?: string; born?: string } & Partial<ReportOf<'birth'>>,
): ReportOf<'birth'> =>
  parsed({
    kind: 'birth',
    reportDate,
    child: { name, hanja: '', sex: 'F', birthDate: born, number: inventedNumber(born, 'F', nth) },
    mother: named(mother),
    father: null,
    withParent: 'mother',
    relation: mother.relation === '본인' || mother.relation === '배우자' ? '자녀' : '손',
    basis: notified,
    ...more,
  });

export const aDeath = (person: Resident, diedOn: string, more: Partial<ReportOf<'death'>> = {}): ReportOf<'death'> =>
  parsed({ kind: 'death', reportDate, person: named(person), diedOn, basis: notified, ...more });

export const aNumberCorrection = (
  person: Resident,
  to: ResidentNumber,
  more: Partial<ReportOf<'correction'>> = {},
): ReportOf<'correction'> =>
  parsed({
    kind: 'correction',
    reportDate,
    person: named(person),
    changes: [{ what: 'number', to }],
    isAdoption: false,
    reason: '주민등록번호 정정',
    basis: notified,
    ...more,
  });

export const aHouseholderChange = (
  person: Resident,
  more: Partial<ReportOf<'householder-change'>> = {},
): ReportOf<'householder-change'> =>
  parsed({
    kind: 'householder-change',
    reportDate,
    newHouseholder: named(person),
    relations: [],
    basis: { type: 'report', reporter: named(person), identityChecked: true, evidence: '' },
    ...more,
  });

/** Some of a household go; each agreed in their own hand. */
export const aPartMove = (movers: MoveInReport['movers'], more: Partial<MoveInReport> = {}): MoveInReport =>
  aMoveInReport({ form: 'part-of-household', movers: movers.map(agreed), ...more });

/** Into the household that `householder` leads. */
export const aJoining = (
  householder: Resident,
  movers: MoveInReport['movers'],
  more: Partial<MoveInReport> = {},
): MoveInReport => {
  const { name, number } = householder;
  return aPartMove(movers, {
    into: { type: 'household-of', householder: named(householder) },
    reporter: { name, number, capacity: 'householder', identityChecked: true, delegationShown: false },
    ...more,
  });
};

const agreed = (mover: MoveInReport['movers'][number]): MoveInReport['movers'][number] => ({
  consent: { by: 'fact-finding', on: reportDate as never, official: 'test-clerk' as never, livesThere: true },
  ...mover,
});

const on = '2026-08-03';

export const aSupplement = (report: MoveInReport | RegisterReport, version = 1): Amendment =>
  Amendment.parse({ type: 'supplemented', on, version, report, note: '보완' });
export const aWithdrawal = (): Amendment => Amendment.parse({ type: 'withdrawn', on, note: '민원인 취하' });
export const aRefusal = (people: readonly ResidentNumber[] | null = null): Amendment =>
  Amendment.parse({ type: 'refused', on, people, reasons: '거주하지 않음', remedies: '이의신청 30일' });
