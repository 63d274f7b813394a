import { expect } from 'vitest';
import { type Answer, type Missing, moverKey } from '../../src/shared/registry/answer.ts';
import { arrivalsAt, departuresFrom } from '../../src/shared/registry/departure.ts';
import { FilingId, HouseholdId, type OfficeId, OfficialId } from '../../src/shared/registry/ids.ts';
import { MoveInReport, type Mover } from '../../src/shared/registry/move-in.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { type AreaChange, type Procedure, RegisterReport } from '../../src/shared/registry/register-report.ts';
import { isMoveIn, type Report } from '../../src/shared/registry/report.ts';
import type { AddressRow, Household, Relation, Resident } from '../../src/shared/registry/resident.ts';
import type { FiledAmendment, Filing } from '../../src/shared/rules/filing.ts';
import { type Register, registerOf } from '../../src/shared/rules/register.ts';
import { type Settlement, settle } from '../../src/shared/rules/settle.ts';
import {
  aHousehold,
  aMoveInReport,
  anAddress,
  anAddressRow,
  aResident,
  day,
  eungaram,
  filingId,
  householdId,
  solnae,
  yunseul,
} from './registry.ts';

/** Three places, one in the area of each office. */
export const inSolnae = anAddress();
export const inEungaram = anAddress({
  office: eungaram,
  city: '새론시',
  township: '',
  road: '은가람대로',
  building: '45',
});
export const inYunseul = anAddress({ office: yunseul, township: '윤슬읍', road: '윤슬물목로', building: '61' });

/** A household of invented people `first`, `first + 1` …, the first of whom leads it. */
export interface Home {
  readonly household: Household;
  readonly residents: readonly Resident[];
}

type Person = readonly [relation: Relation, sex: 'M' | 'F', birthDate: string, more?: Partial<Resident>];

export const aHome = (
  first: number,
  people: readonly Person[],
  { address = inSolnae, ...more }: Partial<Omit<Household, 'members'>> = {},
): Home => {
  const residents = people.map(([relation, sex, birthDate, overrides], index) => {
    const household = householdId(first);
    const row = anAddressRow({ address, household, relation, householderName: `주민${String(first)}` });
    return aResident({
      nth: first + index,
      relation,
      sex,
      birthDate: day(birthDate),
      household,
      addresses: [row],
      ...overrides,
    });
  });
  return { household: aHousehold({ members: residents, address, ...more }), residents };
};

/** A couple with a son and a daughter below nineteen. */
export const aCoupleWithChildren = (first: number, address = inSolnae): Home =>
  aHome(
    first,
    [
      ['본인', 'M', '1980-04-12'],
      ['배우자', 'F', '1982-09-30'],
      ['자녀', 'M', '2010-06-15'],
      ['자녀', 'F', '2013-02-03'],
    ],
    { address },
  );

export const registerWith = (...homes: readonly Home[]): Register =>
  registerOf(
    homes.flatMap(({ residents }) => residents),
    homes.map(({ household }) => household),
  );

/** The register with this person otherwise. */
export const changing = (register: Register, ...people: readonly Resident[]): Register => ({
  ...register,
  residents: new Map([...register.residents, ...people.map((person) => [person.id, person] as const)]),
});

export const named = ({ name, number }: Pick<Resident, 'name' | 'number'>) => ({ name, number });

const clerk = OfficialId.parse('solnae-clerk-1');

/** On whose word. */
export const shown = (who: Resident, more: object = {}) =>
  ({ type: 'report', reporter: named(who), identityChecked: true, evidence: '기본증명서', ...more }) as const;
export const notified = { type: 'notified', by: '가족관계등록관서', evidence: '통보 제1호' } as const;
/** Investigated on 1 July 2026, and called upon on 10 July with seven days, so that the office may act from 18 July. */
export const byTheOffice = (procedure: Partial<Procedure> = {}) =>
  ({
    type: 'ex-officio',
    evidence: '',
    procedure: {
      investigatedOn: day('2026-07-01'),
      official: clerk,
      noticeOn: day('2026-07-10'),
      isPublicNotice: false,
      noticeDays: 7,
      ...procedure,
    },
  }) as const;

type Kind = RegisterReport['kind'];
export type ReportOf<K extends Kind> = Extract<RegisterReport, { readonly kind: K }>;

/** A report as central would read it: what the contract refuses throws. */
export const aReport = <K extends Kind>(kind: K, fields: Partial<ReportOf<K>> & object): ReportOf<K> =>
  RegisterReport.parse({ kind, reportDate: '2026-08-03', ...fields }) as ReportOf<K>;

/** How an adult agrees, and a minor's guardian does. */
export const byHand = { by: 'mover', cardShown: true, kinOfReporter: null } as const;
export const byGuardian = (guardian: Resident) =>
  ({ by: 'guardian', guardian: named(guardian), formShown: true, cardShown: true, kinOfReporter: null }) as const;
/** The office's own fact-finding stands in place of every consent: for tests that are about something else. */
export const foundThere = { by: 'fact-finding', on: day('2026-08-01'), official: clerk, livesThere: true } as const;

export const asMover = (resident: Resident, relation = resident.relation, more: Partial<Mover> = {}): Mover => ({
  ...named(resident),
  relation,
  consent: foundThere,
  ...more,
});

/** Part of a household, reported in person by `leader`, whom the others follow. In order unless told otherwise. */
export const aPart = (
  leader: Resident,
  others: readonly Mover[],
  more: Omit<Partial<MoveInReport>, 'reportDate' | 'movedOn'> & {
    readonly reportDate?: string;
    readonly movedOn?: string;
  } = {},
): MoveInReport =>
  MoveInReport.parse({
    ...aMoveInReport({ form: 'part-of-household', movers: [asMover(leader, '본인')], to: inEungaram }),
    movers: [asMover(leader, '본인'), ...others],
    reporter: { ...named(leader), capacity: 'householder', identityChecked: true, delegationShown: false },
    ...more,
  });

/** The whole household, led as before. */
export const aWhole = (home: Home, more: Parameters<typeof aPart>[2] = {}): MoveInReport => {
  const [head, ...others] = home.residents as [Resident, ...Resident[]];
  return aPart(
    head,
    others.map((each) => asMover(each)),
    { form: 'whole-household', ...more },
  );
};

/** Into the household that `host` leads, who reports it. */
export const aJoin = (host: Resident, movers: readonly Mover[], more: Parameters<typeof aPart>[2] = {}): MoveInReport =>
  MoveInReport.parse({
    ...aPart(host, [], { to: inEungaram }),
    into: { type: 'household-of', householder: named(host) },
    movers,
    ...more,
  });

/** The `nth` filing: taken by the office of the new address, or by Solnae. */
export const filed = (nth: number, report: Report, more: Partial<Filing> = {}): Filing => ({
  id: filingId(nth),
  office: isMoveIn(report) ? report.to.office : solnae,
  contentHash: String(nth).padStart(64, '0'),
  notBefore: null,
  notAfter: null,
  report,
  ...more,
});

export const amended = (filing: Filing, ...amendments: readonly FiledAmendment[]): Filing => ({
  ...filing,
  amendments,
});

/** What a settlement says of a filing and of people, in few words. */
export interface Settled extends Settlement {
  /** In the order of the report, by what the answer is, why, or what is missing. */
  readonly said: (filing: Filing) => readonly string[];
  readonly answer: (filing: Filing, who?: Resident | string) => Answer;
  readonly person: (who: Pick<Resident, 'id'>) => Resident;
  readonly home: (who: Pick<Resident, 'id'>) => Household;
  /** The lines that came since the register was taken over, as `2026-08-03 전입 은가람대로 45`. */
  readonly lines: (who: Pick<Resident, 'id'>) => readonly string[];
  readonly lastLine: (who: Pick<Resident, 'id'>) => AddressRow;
  /** The office's move-out list and its move-in list, as `주민1 2026-08-03 to 9911051000`. */
  readonly departures: (office: OfficeId) => readonly string[];
  readonly arrivals: (office: OfficeId) => readonly string[];
}

export const settled = (register: Register, filings: readonly Filing[], areas: readonly AreaChange[] = []): Settled => {
  const settlement = settle(register, filings, areas);
  const answersOf = ({ id }: Filing) => {
    const found = settlement.answers.get(id);
    if (!found) throw new Error(`no answer to ${id}`);
    return found;
  };
  const person = ({ id }: Pick<Resident, 'id'>): Resident => {
    const found = settlement.residents.get(id);
    if (!found) throw new Error(`nobody is ${id}`);
    return found;
  };
  const people = [...settlement.residents.values()];
  return {
    ...settlement,
    person,
    said: (filing) => answersOf(filing).map(({ answer }) => inWords(answer)),
    answer: (filing, who) => {
      const found = answersOf(filing);
      const key = typeof who === 'string' ? who : who && moverKey(who);
      const own = key === undefined ? found[0] : found.find(({ mover }) => mover === key);
      if (!own) throw new Error(`no answer for ${String(key)}`);
      return own.answer;
    },
    home: (who) => {
      const found = settlement.households.get(person(who).household);
      if (!found) throw new Error(`${person(who).name} is in no household`);
      return found;
    },
    lines: (who) =>
      person(who)
        .addresses.filter(({ filing, reason }) => filing !== null || reason === '행정구역변경')
        .map(({ registeredOn, reason, address }) => `${registeredOn} ${reason} ${address.road} ${address.building}`),
    lastLine: (who) => person(who).addresses.at(-1) as AddressRow,
    departures: (office) =>
      people.flatMap((each) =>
        departuresFrom(each, office).map(
          ({ name, registeredOn, toOffice }) => `${name} ${registeredOn} to ${toOffice}`,
        ),
      ),
    arrivals: (office) =>
      people.flatMap((each) =>
        arrivalsAt(each, office).map(
          ({ name, registeredOn, fromOffice }) => `${name} ${registeredOn} from ${fromOffice}`,
        ),
      ),
  };
};

const inWords = (answer: Answer): string => {
  switch (answer.type) {
    case 'registered':
      return ['registered', ...(answer.notices ?? [])].join(' ');
    case 'supplement':
      return answer.missing.join(' ');
    case 'held':
      return `held ${answer.why}`;
    case 'withdrawn':
    case 'refused':
      return answer.type;
  }
};

export const missingOf = (answer: Answer): readonly Missing[] => (answer.type === 'supplement' ? answer.missing : []);

const plain = ({ residents, households, answers }: Settlement) => ({
  residents: [...residents].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  households: [...households].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  answers: [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1)),
});

/** Everybody is in exactly one record, which lists them, is of one office, and is led by its only 본인. */
const expectSound = ({ residents, households }: Settlement): void => {
  const listed = [...households.values()].flatMap(({ members }) => members);
  expect(new Set(listed).size).toBe(listed.length);
  for (const resident of residents.values()) {
    const household = households.get(resident.household);
    expect(household?.members).toContain(resident.id);
    expect(household?.office).toBe(resident.office);
    expect(household?.closed).toBeUndefined();
  }
  for (const { closed, householder, members } of households.values()) {
    if (closed || householder === null) continue;
    const heads = members.filter((id) => {
      const member = residents.get(id);
      return member && member.status !== 'deleted' && member.relation === '본인';
    });
    if (residents.get(householder)?.status !== 'deleted') expect(heads).toEqual([householder]);
  }
};

/** Each filing alone, and both: the same whichever arrives first. */
export const meet = (
  register: Register,
  first: Filing,
  second: Filing,
  areas: readonly AreaChange[] = [],
): { readonly alone: Settled; readonly otherAlone: Settled; readonly both: Settled } => {
  const both = settled(register, [first, second], areas);
  expect(plain(settled(register, [second, first], areas))).toEqual(plain(both));
  expectSound(both);
  return { both, alone: settled(register, [first], areas), otherAlone: settled(register, [second], areas) };
};

/** A change of areas: eungaram's comes to yunseul, all of it unless told otherwise. */
export const anAreaChange = (more: Partial<AreaChange> = {}): AreaChange => ({
  on: PlainDate.parse('2026-08-05'),
  from: eungaram,
  to: yunseul,
  roads: [],
  becomes: { city: '늘해군', township: '윤슬읍' },
  ...more,
});

/** The record that a filing makes. */
export const recordOf = (filing: Filing, nth = 0): HouseholdId =>
  HouseholdId.parse(
    nth === 0 ? filing.id : `${filing.id.slice(0, 14)}8${String(nth).padStart(3, '0')}${filing.id.slice(18)}`,
  );

export const unknownFiling = FilingId.parse('00000000-0000-4000-8000-d00000000001');
