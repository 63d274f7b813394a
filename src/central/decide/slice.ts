import type { MoverAnswer } from '../../shared/registry/answer.ts';
import type { DeviceId, FilingId, HouseholdId, ResidentId } from '../../shared/registry/ids.ts';
import { numbersNamed } from '../../shared/registry/report.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import { numbersOf } from '../../shared/rules/register.ts';

/** The part of the register that a batch of filings can touch, as it stands after the filings decided so far. */
export interface Slice {
  readonly residents: Map<ResidentId, DocState<Resident>>;
  readonly households: Map<HouseholdId, DocState<Household>>;
  readonly filings: Map<FilingId, FilingState>;
  /** Whose number each is or was. */
  readonly residentsByNumber: Map<ResidentNumber, ResidentId[]>;
  /** The filings that name it. */
  readonly filingsByNumber: Map<ResidentNumber, FilingId[]>;
  /** The records that the rules made with it. Children whose birth it reported are found by their numbers. */
  readonly madeWith: Map<FilingId, HouseholdId[]>;
  /** The vault's, remembered. */
  readonly numberIndex: (number: ResidentNumber) => Buffer;
}

/** Texts are compared to see whether a document changed: the rules keep the order of its keys. */
export interface Doc<T> {
  readonly doc: T;
  readonly text: string;
}

export interface DocState<T> {
  /** As it was before any filing touched it; null for what the rules made. */
  readonly origin: T | null;
  /** For what the rules made, a filing with which it is always settled; null for everything else. */
  readonly madeWith: FilingId | null;
  /** Null where nothing is stored. */
  readonly stored: Doc<T> | null;
  /** Null where it doesn't stand (any more). */
  readonly now: Doc<T> | null;
}

export const isChanged = ({ stored, now }: DocState<unknown>): boolean => stored?.text !== now?.text;

export interface FilingState {
  /** With everything that was done with it so far, in order of arrival. */
  readonly filing: Filing;
  readonly device: DeviceId;
  readonly receivedAt: string;
  readonly answers: readonly MoverAnswer[];
  readonly revision: number;
}

export const emptySlice = (numberIndex: (number: ResidentNumber) => Buffer): Slice => {
  const indexes = new Map<ResidentNumber, Buffer>();
  return {
    residents: new Map(),
    households: new Map(),
    filings: new Map(),
    residentsByNumber: new Map(),
    filingsByNumber: new Map(),
    madeWith: new Map(),
    numberIndex: (number) => {
      const known = indexes.get(number);
      if (known) return known;
      const index = numberIndex(number);
      indexes.set(number, index);
      return index;
    },
  };
};

/** Every number that a filing names, as it was taken and as it was supplemented. */
export const numbersOfFiling = ({ report, amendments }: Filing): readonly ResidentNumber[] => {
  const numbers = numbersNamed(report);
  if (!amendments) return numbers;
  const supplements = amendments.flatMap(({ amendment }) =>
    amendment.type === 'supplemented' ? numbersNamed(amendment.report) : [],
  );
  return [...new Set([...numbers, ...supplements])];
};

/** Every number that finds somebody: theirs, as they stand and as they stood before any filing. */
export const numbersOfResident = ({ origin, now }: DocState<Resident>): readonly ResidentNumber[] => {
  // Nearly everybody has the number that they always had.
  if (now && !now.doc.personalChanges && !origin?.personalChanges) return [now.doc.number];
  const present = now ? numbersOf(now.doc) : [];
  const first = origin && origin !== now?.doc ? numbersOf(origin) : [];
  return [...present, ...first.filter((number) => !present.includes(number))];
};

export const putResident = (slice: Slice, id: ResidentId, state: DocState<Resident>): void => {
  slice.residents.set(id, state);
  for (const number of numbersOfResident(state)) addTo(slice.residentsByNumber, number, id);
};

export const putHousehold = (slice: Slice, id: HouseholdId, state: DocState<Household>): void => {
  slice.households.set(id, state);
  if (state.madeWith) addTo(slice.madeWith, state.madeWith, id);
};

/** Enters a filing, its new answers, or what was done with it. */
export const putFiling = (slice: Slice, state: FilingState): void => {
  slice.filings.set(state.filing.id, state);
  for (const number of numbersOfFiling(state.filing)) addTo(slice.filingsByNumber, number, state.filing.id);
};

/** Once each; there are hardly ever more than a few. */
const addTo = <K, T>(map: Map<K, T[]>, key: K, value: T): void => {
  const found = map.get(key);
  if (!found) map.set(key, [value]);
  else if (!found.includes(value)) found.push(value);
};

/** From where a part of the register is looked at. */
export interface Starts {
  readonly numbers?: readonly ResidentNumber[];
  readonly residents?: readonly ResidentId[];
  readonly households?: readonly HouseholdId[];
  readonly filings?: readonly FilingId[];
}

/** Everything that could come out differently because of one filing. */
export interface Component {
  readonly numbers: ReadonlySet<ResidentNumber>;
  readonly residents: ReadonlySet<ResidentId>;
  readonly households: ReadonlySet<HouseholdId>;
  readonly filings: ReadonlySet<FilingId>;
}

/**
 * Follows numbers to the people who have or had them and to the filings that name them, people to their households,
 * households to their members, and filings to the numbers that they name and to what the rules made with them, until
 * nothing is new. Two filings that are not connected in this way can't influence each other.
 */
export const componentAround = (slice: Slice, starts: Starts): Component => {
  const numbers = new Set<ResidentNumber>();
  const residents = new Set<ResidentId>();
  const households = new Set<HouseholdId>();
  const filings = new Set<FilingId>();
  const openPeople: DocState<Resident>[] = [];
  const openFilings: FilingState[] = [];

  const addResident = (id: ResidentId): void => {
    const state = slice.residents.get(id);
    if (!state || residents.has(id)) return;
    residents.add(id);
    openPeople.push(state);
  };
  const addFiling = (id: FilingId): void => {
    const state = slice.filings.get(id);
    if (!state || filings.has(id)) return;
    filings.add(id);
    openFilings.push(state);
  };
  const addNumber = (number: ResidentNumber): void => {
    if (numbers.has(number)) return;
    numbers.add(number);
    for (const id of slice.residentsByNumber.get(number) ?? []) addResident(id);
    for (const id of slice.filingsByNumber.get(number) ?? []) addFiling(id);
  };
  const addHousehold = (id: HouseholdId): void => {
    const state = slice.households.get(id);
    if (!state || households.has(id)) return;
    households.add(id);
    for (const member of state.now?.doc.members ?? []) addResident(member);
    for (const member of state.origin?.members ?? []) addResident(member);
    if (state.madeWith) addFiling(state.madeWith);
  };
  const followPerson = (state: DocState<Resident>): void => {
    for (const doc of [state.now?.doc, state.origin]) if (doc) addHousehold(doc.household);
    for (const number of numbersOfResident(state)) addNumber(number);
    if (state.madeWith) addFiling(state.madeWith);
  };
  const followFiling = ({ filing }: FilingState): void => {
    for (const number of numbersOfFiling(filing)) addNumber(number);
    for (const id of slice.madeWith.get(filing.id) ?? []) addHousehold(id);
  };

  for (const number of starts.numbers ?? []) addNumber(number);
  for (const id of starts.residents ?? []) addResident(id);
  for (const id of starts.households ?? []) addHousehold(id);
  for (const id of starts.filings ?? []) addFiling(id);
  for (;;) {
    const person = openPeople.pop();
    if (person) {
      followPerson(person);
      continue;
    }
    const filing = openFilings.pop();
    if (!filing) return { numbers, residents, households, filings };
    followFiling(filing);
  }
};
