import type { HouseholdId, ResidentId } from '../../shared/registry/ids.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import type { Statement } from '../store/database.ts';
import {
  addNumbers,
  changeHouseholds,
  changeResidents,
  deleteHouseholds,
  deleteResidents,
  insertHouseholds,
  insertResidents,
  type NumberOf,
  removeNumbers,
} from '../store/register.ts';
import type { Vault } from '../store/seal.ts';
import { type DocState, isChanged, numbersOfResident, type Slice } from './slice.ts';

/** Each document once, as it stands after the last filing of the batch. */
export function* documentStatements(vault: Vault, slice: Slice): Generator<Statement> {
  const residents = sortedByWhatToDo(slice.residents);
  // First, so that an id that is taken ends the transaction before it has done much.
  for (const some of inParts(residents.added, 64)) yield insertResidents(vault, some);
  for (const some of inParts(residents.changed, 64)) yield changeResidents(vault, some);
  if (residents.gone.length > 0) yield deleteResidents(residents.gone);
  const numbers = numberChanges(slice);
  if (numbers.lost.length > 0) yield removeNumbers(numbers.lost);
  if (numbers.got.length > 0) yield addNumbers(numbers.got);

  const households = sortedByWhatToDo(slice.households);
  for (const some of inParts(households.added.map(withOffice), 128)) yield insertHouseholds(vault, some);
  for (const some of inParts(households.changed.map(withOffice), 128)) yield changeHouseholds(vault, some);
  if (households.gone.length > 0) yield deleteHouseholds(households.gone);
}

const sortedByWhatToDo = <Id extends ResidentId | HouseholdId, T>(states: ReadonlyMap<Id, DocState<T>>) => {
  const added = [];
  const changed = [];
  const gone: Id[] = [];
  for (const [id, state] of states) {
    const { stored, now, madeWith } = state;
    if (!isChanged(state)) continue;
    if (!now) gone.push(id);
    else if (stored) changed.push({ id, ...now });
    else added.push({ id, ...now, madeWith });
  }
  return { added, changed, gone };
};

const withOffice = <D extends { readonly doc: Household }>(household: D) => ({
  ...household,
  office: household.doc.office,
});

/** By which numbers residents are found that were not before, and the other way round. */
const numberChanges = (slice: Slice): { readonly got: readonly NumberOf[]; readonly lost: readonly NumberOf[] } => {
  const got: NumberOf[] = [];
  const lost: NumberOf[] = [];
  for (const [resident, state] of slice.residents) {
    if (!isChanged(state) || hasOneNumber(state)) continue;
    const before = state.stored ? numbersOfResident({ ...state, now: state.stored }) : [];
    const after = state.now ? numbersOfResident(state) : [];
    for (const number of after)
      if (!before.includes(number)) got.push({ resident, numberIndex: slice.numberIndex(number) });
    for (const number of before)
      if (!after.includes(number)) lost.push({ resident, numberIndex: slice.numberIndex(number) });
  }
  return { got, lost };
};

/** Nearly everybody: the number that they always had. A child's may be another once its birth is supplemented. */
const hasOneNumber = ({ stored, now }: DocState<Resident>): boolean =>
  stored !== null &&
  now !== null &&
  stored.doc.number === now.doc.number &&
  !stored.doc.personalChanges &&
  !now.doc.personalChanges;

export function* inParts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
