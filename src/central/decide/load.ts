import type { FilingId, HouseholdId, ResidentId } from '../../shared/registry/ids.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import type { Sql } from '../store/database.ts';
import { filingsById, filingsNaming, type StoredFiling } from '../store/filings.ts';
import {
  householdsById,
  householdsMadeWith,
  residentsById,
  residentsByNumber,
  type StoredDoc,
} from '../store/register.ts';
import type { Vault } from '../store/seal.ts';
import {
  componentAround,
  type DocState,
  emptySlice,
  numbersOfFiling,
  numbersOfResident,
  putFiling,
  putHousehold,
  putResident,
  type Slice,
  type Starts,
} from './slice.ts';

/**
 * Loads all that decisions from there on can touch: a few statements for the whole batch, each round following what the
 * round before it found, until nothing is new. What `earlier` has, the slice of a batch that is being written, is taken
 * from there: the database may show it as it was before or after.
 */
export const loadSlice = async (sql: Sql, vault: Vault, starts: Starts, earlier: Slice | null): Promise<Slice> => {
  const slice = emptySlice(vault.numberIndex);
  /** Numbers that filings name: everybody who has or had one of them is looked up. */
  const named = createQueue<ResidentNumber>();
  /** All numbers: the filings that name one of them are looked up. */
  const numbers = createQueue<ResidentNumber>();
  const residents = createQueue<ResidentId>();
  const households = createQueue<HouseholdId>();
  const filings = createQueue<FilingId>();
  /** Filings with which the rules may have made records. */
  const makers = createQueue<FilingId>();

  /** Copies what `earlier` has around there. It holds whatever it holds at all with everything connected to it. */
  const takeOver = (from: Starts): void => {
    if (!earlier) return;
    const found = componentAround(earlier, from);
    for (const id of found.residents) {
      const state = earlier.residents.get(id);
      if (residents.mark(id) && state) putResident(slice, id, { ...state, stored: state.now });
    }
    for (const id of found.households) {
      const state = earlier.households.get(id);
      if (households.mark(id) && state) putHousehold(slice, id, { ...state, stored: state.now });
    }
    for (const id of found.filings) {
      const state = earlier.filings.get(id);
      if (!filings.mark(id) || !state) continue;
      makers.mark(id);
      putFiling(slice, state);
      for (const number of numbersOfFiling(state.filing)) named.mark(number);
    }
    for (const number of found.numbers) numbers.mark(number);
  };
  const wantNumber = (number: ResidentNumber): void => {
    if (!numbers.isNew(number)) return;
    if (earlier?.residentsByNumber.has(number) || earlier?.filingsByNumber.has(number)) takeOver({ numbers: [number] });
    numbers.add(number);
  };
  const wantNamed = (number: ResidentNumber): void => {
    wantNumber(number);
    named.add(number);
  };
  const wantResident = (id: ResidentId): void => {
    if (residents.isNew(id) && earlier?.residents.has(id)) takeOver({ residents: [id] });
    residents.add(id);
  };
  const wantHousehold = (id: HouseholdId): void => {
    if (households.isNew(id) && earlier?.households.has(id)) takeOver({ households: [id] });
    households.add(id);
  };
  const wantFiling = (id: FilingId): void => {
    if (filings.isNew(id) && earlier?.filings.has(id)) takeOver({ filings: [id] });
    filings.add(id);
  };

  const foundResident = (found: StoredDoc<Resident>): void => {
    const { id } = found.doc;
    if (slice.residents.has(id)) return;
    if (earlier?.residents.has(id)) return takeOver({ residents: [id] });
    residents.mark(id);
    const state = toState(found);
    putResident(slice, id, state);
    for (const doc of [found.doc, found.origin]) if (doc) wantHousehold(doc.household);
    for (const number of numbersOfResident(state)) wantNumber(number);
    if (found.madeWith) wantFiling(found.madeWith);
  };
  const foundHousehold = (found: StoredDoc<Household>): void => {
    const { id } = found.doc;
    if (slice.households.has(id)) return;
    if (earlier?.households.has(id)) return takeOver({ households: [id] });
    households.mark(id);
    putHousehold(slice, id, toState(found));
    for (const doc of [found.doc, found.origin]) for (const member of doc?.members ?? []) wantResident(member);
    if (found.madeWith) wantFiling(found.madeWith);
  };
  const foundFiling = (found: StoredFiling): void => {
    const { id } = found.filing;
    if (slice.filings.has(id)) return;
    if (earlier?.filings.has(id)) return takeOver({ filings: [id] });
    filings.mark(id);
    putFiling(slice, found);
    for (const number of numbersOfFiling(found.filing)) wantNamed(number);
    makers.add(id);
  };

  for (const number of starts.numbers ?? []) wantNamed(number);
  for (const id of starts.residents ?? []) wantResident(id);
  for (const id of starts.households ?? []) wantHousehold(id);
  for (const id of starts.filings ?? []) wantFiling(id);

  const indexesOf = (some: readonly ResidentNumber[]): Buffer[] => some.map(slice.numberIndex);
  for (;;) {
    // In the order that needs the fewest statements: families are together before anybody asks for their filings.
    if (filings.isOpen()) for (const each of await filingsById(sql, vault, filings.take())) foundFiling(each);
    else if (named.isOpen())
      for (const each of await residentsByNumber(sql, vault, indexesOf(named.take()))) foundResident(each);
    else if (households.isOpen())
      for (const each of await householdsById(sql, vault, households.take())) foundHousehold(each);
    else if (residents.isOpen())
      for (const each of await residentsById(sql, vault, residents.take())) foundResident(each);
    else if (numbers.isOpen())
      for (const each of await filingsNaming(sql, vault, indexesOf(numbers.take()))) foundFiling(each);
    else if (makers.isOpen())
      for (const each of await householdsMadeWith(sql, vault, makers.take())) foundHousehold(each);
    else return slice;
  }
};

const toState = <T>({ doc, text, origin, madeWith }: StoredDoc<T>): DocState<T> => {
  const stored = { doc, text };
  return { origin, madeWith, stored, now: stored };
};

interface Queue<T> {
  /** Puts it in the queue, once for ever. */
  readonly add: (value: T) => void;
  /** Counts as asked for from now on, without being in the queue; false if it did already. */
  readonly mark: (value: T) => boolean;
  readonly isNew: (value: T) => boolean;
  readonly isOpen: () => boolean;
  /** All that wait. */
  readonly take: () => readonly T[];
}

const createQueue = <T>(): Queue<T> => {
  const known = new Set<T>();
  let open = new Set<T>();
  return {
    add: (value) => {
      if (known.has(value)) return;
      known.add(value);
      open.add(value);
    },
    mark: (value) => {
      open.delete(value);
      if (known.has(value)) return false;
      known.add(value);
      return true;
    },
    isNew: (value) => !known.has(value),
    isOpen: () => open.size > 0,
    take: () => {
      const taken = [...open];
      open = new Set();
      return taken;
    },
  };
};
