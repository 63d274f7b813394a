import type { MoverAnswer } from '../registry/answer.ts';
import type { FilingId } from '../registry/ids.ts';
import type { Household, Resident } from '../registry/resident.ts';
import { compareFilings, type Filing } from './filing.ts';
import { applyMoveIn } from './move-in.ts';
import { draftOf, type Register } from './register.ts';

/** The register after the filings, and exactly one current answer for each mover of each. */
export interface Settlement {
  readonly residents: ReadonlyMap<Resident['id'], Resident>;
  readonly households: ReadonlyMap<Household['id'], Household>;
  readonly answers: ReadonlyMap<FilingId, readonly MoverAnswer[]>;
}

/**
 * MI-2: the register is the fold of its filings in order of report date, never of arrival. So a late filing is
 * inserted where it belongs simply by settling all of them again from `origin`, the register before any of them.
 * The same code answers on a device (for its own residents) and at central (for everyone).
 */
export const settle = (origin: Register, filings: Iterable<Filing>): Settlement => {
  const draft = draftOf(origin);
  const answers = new Map<FilingId, readonly MoverAnswer[]>();
  const once = new Map([...filings].map((filing) => [filing.id, filing]));
  for (const filing of [...once.values()].toSorted(compareFilings)) answers.set(filing.id, applyMoveIn(draft, filing));
  return { residents: draft.residents, households: draft.households, answers };
};
