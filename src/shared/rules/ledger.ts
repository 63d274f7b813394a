import type { LedgerState, LedgerStep } from '../registry/ledger.ts';

/** Which states a step may be taken from. LE-1 … LE-6 in `docs/spec.md`. */
const from: Readonly<Record<LedgerStep['to'], readonly LedgerState[]>> = {
  // Again, where the bytes were lost before any was sent, or a person has it tried once more, perhaps elsewhere.
  rendered: ['reserved', 'rendered', 'submitting', 'created', 'failed-clean'],
  // A second attempt is made only where it is certain that nothing reached paper.
  submitting: ['rendered', 'submitting', 'created', 'sending', 'failed-clean'],
  created: ['submitting'],
  sending: ['created'],
  printing: ['sending', 'printing'],
  printed: ['printing', 'suspect'],
  issued: ['printed', 'suspect'],
  'failed-clean': ['submitting', 'created', 'sending', 'printing'],
  suspect: ['submitting', 'created', 'sending', 'printing'],
  // One that is issued becomes void only by the reservation of the paper that takes its place (LE-6).
  void: ['reserved', 'rendered', 'submitting', 'created', 'failed-clean', 'printed', 'suspect'],
};

export const mayStep = (state: LedgerState, to: LedgerStep['to']): boolean => from[to].includes(state);

/**
 * A device restored from a backup can't know what became of a paper since: whatever state its copy of the ledger is in
 * short of the end, it becomes a person's question (BK-6).
 */
export const isDoubtOfRestored = (state: LedgerState, step: LedgerStep): boolean =>
  step.to === 'suspect' && step.why === 'restored' && state !== 'issued' && state !== 'void' && state !== 'suspect';

/** Nothing follows by itself any more: it is issued, void, or waits for a person. */
export const isSettled = (state: LedgerState): boolean =>
  state === 'issued' || state === 'void' || state === 'suspect' || state === 'failed-clean';

/** Another paper may take the place of one that reached a person or may have; of one that is under way, never. */
export const mayBeReplaced = (state: LedgerState): boolean =>
  state === 'issued' || state === 'suspect' || state === 'printed' || state === 'failed-clean';
