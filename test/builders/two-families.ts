import type { Answer, Missing } from '../../src/shared/registry/answer.ts';
import { MoveInReport, type Mover } from '../../src/shared/registry/move-in.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { type Register, registerOf } from '../../src/shared/rules/register.ts';
import { settle } from '../../src/shared/rules/settle.ts';
import { aFamily, aFiling, anAddress, eungaram, householdId, moversOf } from './registry.ts';

// 주민1 (householder), 주민2 (spouse), 주민3 and 주민4 (children) live in 솔내면; 주민11 leads another household in 은가람동.
export const family = aFamily({ first: 1, size: 4 });
export const there = anAddress({
  office: eungaram,
  city: '새론시',
  township: '',
  road: '은가람대로',
  building: '45',
  unit: '101동 1203호',
});
export const hosts = aFamily({ first: 11, size: 2, address: there });
export const origin = registerOf([...family.residents, ...hosts.residents], [family.household, hosts.household]);
export const [head, spouse, child, younger] = family.residents as [Resident, Resident, Resident, Resident];
export const [host] = hosts.residents as [Resident, Resident];
export const elsewhere = anAddress({
  office: eungaram,
  city: '새론시',
  township: '',
  road: '은가람대로',
  building: '77',
});

export const named = ({ name, number }: Resident) => ({ name, number });
export const byHand = { by: 'mover', cardShown: true, kinOfReporter: null } as const;
export const byGuardian = (guardian: Resident) =>
  ({ by: 'guardian', guardian: named(guardian), formShown: true, cardShown: true, kinOfReporter: null }) as const;
export const asMover = (resident: Resident, overrides: Partial<Mover> = {}): Mover => ({
  ...(moversOf([resident])[0] as Mover),
  ...overrides,
});

/** A report made in person by `reporter`, in order unless told otherwise. */
export const aReport = (reporter: Resident, overrides: Partial<MoveInReport>): MoveInReport =>
  MoveInReport.parse({
    form: 'part-of-household',
    reportDate: '2026-08-03',
    movedOn: '2026-08-01',
    to: elsewhere,
    previousAddress: '다온도 늘해군 솔내면 솔내동촌길 1',
    reason: '가족',
    movers: [asMover(reporter)],
    reporter: { ...named(reporter), capacity: 'householder', identityChecked: true, delegationShown: false },
    ...overrides,
  });

export const settleOne = (report: MoveInReport, filing: Partial<Filing> = {}, register: Register = origin) => {
  const taken = aFiling({ report, office: report.to.office, ...filing });
  const settlement = settle(register, [taken]);
  const answers = new Map((settlement.answers.get(taken.id) ?? []).map(({ mover, answer }) => [mover, answer]));
  return {
    answers: report.movers.map(({ number }) => answers.get(number ?? '')),
    person: ({ id }: Resident): Resident => settlement.residents.get(id) as Resident,
    home: ({ id }: Resident) => settlement.households.get(settlement.residents.get(id)?.household ?? householdId(99)),
    households: settlement.households,
    residents: settlement.residents,
  };
};

export const types = (answers: readonly (Answer | undefined)[]): (string | undefined)[] =>
  answers.map((each) => each?.type);
export const missingOf = (answer: Answer | undefined): Missing[] =>
  answer?.type === 'supplement' ? answer.missing : [];
export const noticesOf = (answer: Answer | undefined): readonly string[] =>
  answer?.type === 'registered' ? (answer.notices ?? []) : [];

export const withStatus = (resident: Resident, status: Resident['status']): Register => ({
  ...origin,
  residents: new Map([...origin.residents, [resident.id, { ...resident, status }]]),
});
