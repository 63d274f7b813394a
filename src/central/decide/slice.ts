import type { MoverAnswer } from '../../shared/registry/answer.ts';
import type { DeviceId, FilingId, HouseholdId, ResidentId } from '../../shared/registry/ids.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import type { Filing } from '../../shared/rules/filing.ts';

/** The part of the register that a batch of filings can touch, as it stands after the filings decided so far. */
export interface Slice {
  readonly residents: Map<ResidentId, ResidentState>;
  readonly households: Map<HouseholdId, HouseholdState>;
  readonly filings: Map<FilingId, FilingState>;
  readonly idByNumber: Map<ResidentNumber, ResidentId>;
  readonly filingsByNumber: Map<ResidentNumber, FilingState[]>;
  /** The vault's, remembered. */
  readonly numberIndex: (number: ResidentNumber) => Buffer;
}

/** Texts are compared to see whether a document changed: the rules keep the order of its keys. */
export interface ResidentState {
  readonly origin: Resident;
  readonly storedText: string;
  readonly doc: Resident;
  readonly text: string;
}

export interface HouseholdState {
  /** Null for a record that the rules made. */
  readonly origin: Household | null;
  /** Null where nothing is stored. */
  readonly storedText: string | null;
  /** Null where the record doesn't stand (any more). */
  readonly doc: Household | null;
  readonly text: string | null;
}

export interface FilingState {
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
    idByNumber: new Map(),
    filingsByNumber: new Map(),
    numberIndex: (number) => {
      const known = indexes.get(number);
      if (known) return known;
      const index = numberIndex(number);
      indexes.set(number, index);
      return index;
    },
  };
};

/** Enters a filing, or its new answers. */
export const putFiling = (slice: Slice, state: FilingState): void => {
  slice.filings.set(state.filing.id, state);
  for (const { number } of state.filing.report.movers) {
    const others = slice.filingsByNumber.get(number)?.filter((each) => each.filing.id !== state.filing.id) ?? [];
    slice.filingsByNumber.set(number, [...others, state]);
  }
};

/** Everything that could come out differently because of one filing. */
export interface Component {
  readonly residents: ReadonlySet<ResidentId>;
  readonly households: ReadonlySet<HouseholdId>;
  readonly filings: ReadonlySet<FilingId>;
}

/**
 * Follows movers to their households, households to their members, members to the filings that name them, and those to
 * their movers, until nothing is new. Two filings that are not connected in this way can't influence each other.
 */
export const componentOf = (slice: Slice, filing: Filing): Component =>
  componentAround(
    slice,
    filing.report.movers.flatMap(({ number }) => slice.idByNumber.get(number) ?? []),
  );

const componentAround = (slice: Slice, start: readonly ResidentId[]): Component => {
  const residents = new Set<ResidentId>();
  const households = new Set<HouseholdId>();
  const filings = new Set<FilingId>();
  const open: ResidentId[] = [];

  const addResident = (id: ResidentId | undefined): void => {
    if (id === undefined || residents.has(id) || !slice.residents.has(id)) return;
    residents.add(id);
    open.push(id);
  };
  const addHousehold = (id: HouseholdId): void => {
    const state = slice.households.get(id);
    if (!state || households.has(id)) return;
    households.add(id);
    for (const member of state.doc?.members ?? []) addResident(member);
    for (const member of state.origin?.members ?? []) addResident(member);
  };
  const addMovers = ({ report }: Filing): void => {
    for (const { number } of report.movers) addResident(slice.idByNumber.get(number));
  };

  for (const id of start) addResident(id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const state = slice.residents.get(id);
    if (!state) continue;
    addHousehold(state.doc.household);
    addHousehold(state.origin.household);
    for (const known of slice.filingsByNumber.get(state.doc.number) ?? []) {
      if (filings.has(known.filing.id)) continue;
      filings.add(known.filing.id);
      addMovers(known.filing);
    }
  }
  return { residents, households, filings };
};

/**
 * Takes over the people with these numbers, and all that is connected with them, as they stand in a slice that is being
 * written: it holds every component that it holds at all as a whole.
 */
export const takeOver = (slice: Slice, earlier: Slice, numbers: readonly ResidentNumber[]): void => {
  const ids = numbers.flatMap((number) => earlier.idByNumber.get(number) ?? []);
  const { residents, households, filings } = componentAround(
    earlier,
    ids.filter((id) => !slice.residents.has(id)),
  );
  for (const id of residents) {
    const state = earlier.residents.get(id);
    if (!state) continue;
    slice.residents.set(id, { ...state, storedText: state.text });
    slice.idByNumber.set(state.doc.number, id);
  }
  for (const id of households) {
    const state = earlier.households.get(id);
    if (state) slice.households.set(id, { ...state, storedText: state.text });
  }
  for (const id of filings) {
    const state = earlier.filings.get(id);
    if (state) putFiling(slice, state);
  }
};
