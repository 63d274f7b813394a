import type { HouseholdId, ResidentId } from '../../shared/registry/ids.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import type { Sql } from '../store/database.ts';
import { filingsNaming } from '../store/filings.ts';
import { householdsById, residentsById, residentsByNumber, type StoredResident } from '../store/register.ts';
import type { Vault } from '../store/seal.ts';
import { emptySlice, putFiling, type Slice, takeOver } from './slice.ts';

/**
 * Loads all that the filings can touch: a few statements for the whole batch, each round following what the round
 * before it found, until nothing is new. What `earlier` has, the slice of a batch that is being written, is taken from
 * there: the database may show it as it was before or after.
 */
export const loadSlice = async (
  sql: Sql,
  vault: Vault,
  filings: readonly Filing[],
  earlier: Slice | null,
): Promise<Slice> => {
  const slice = emptySlice(vault.numberIndex);
  const askedNumbers = new Set<ResidentNumber>();
  const askedHouseholds = new Set<HouseholdId>();
  const askedResidents = new Set<ResidentId>();

  let open: readonly Filing[] = filings;
  while (open.length > 0) {
    const named = unasked(
      askedNumbers,
      open.flatMap(({ report }) => report.movers.map(({ number }) => number)),
    );
    if (earlier) takeOver(slice, earlier, named);
    const numbers = named.filter((number) => !slice.idByNumber.has(number));
    if (numbers.length === 0) break;
    const found = await residentsByNumber(sql, vault, numbers.map(slice.numberIndex));
    const people = [...found];
    for (let fresh: readonly StoredResident[] = found; fresh.length > 0; ) {
      for (const resident of fresh) putResident(slice, askedResidents, resident);
      fresh = await loadHouseholds(fresh);
      people.push(...fresh);
    }
    if (people.length === 0) break;
    const known = await filingsNaming(
      sql,
      vault,
      people.map(({ numberIndex }) => numberIndex),
    );
    const newlyKnown = known.filter(({ filing }) => !slice.filings.has(filing.id));
    for (const state of newlyKnown) putFiling(slice, state);
    open = newlyKnown.map(({ filing }) => filing);
  }
  return slice;

  /** Loads the households of these people, and answers the members that were not loaded yet. */
  async function loadHouseholds(people: readonly StoredResident[]): Promise<StoredResident[]> {
    const ids = unasked(
      askedHouseholds,
      people.flatMap(({ doc, origin }) => [doc.household, origin.household]),
    );
    if (ids.length === 0) return [];
    const households = await householdsById(sql, vault, ids);
    for (const { doc, text, origin } of households)
      slice.households.set(doc.id, { origin, storedText: text, doc, text });
    const members = unasked(
      askedResidents,
      households.flatMap(({ doc, origin }) => [...doc.members, ...(origin?.members ?? [])]),
    );
    return members.length === 0 ? [] : residentsById(sql, vault, members);
  }
};

const putResident = (slice: Slice, asked: Set<ResidentId>, { doc, text, origin }: StoredResident): void => {
  asked.add(doc.id);
  slice.residents.set(doc.id, { origin, storedText: text, doc, text });
  slice.idByNumber.set(doc.number, doc.id);
};

/** The ids not asked for yet, once each; they count as asked from now on. */
const unasked = <T>(asked: Set<T>, ids: readonly T[]): T[] =>
  ids.filter((id) => {
    if (asked.has(id)) return false;
    asked.add(id);
    return true;
  });
