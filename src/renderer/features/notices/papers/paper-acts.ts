import type { CertificateLine } from '../../../../shared/contract/queries.ts';
import { mayBeReplaced } from '../../../../shared/rules/ledger.ts';

export type PaperAct = 'confirm' | 'retry' | 'replace' | 'withdraw' | 'doubt';

/**
 * What the office would let somebody do with a paper as it stands, what is most likely wanted first. An issued one is made
 * anew on its day only; then a new request is taken.
 */
export const paperActs = (
  { state, issuedOn, replacedBy }: Pick<CertificateLine, 'state' | 'issuedOn' | 'replacedBy'>,
  today: string | null,
): readonly PaperAct[] => {
  const acts: PaperAct[] = [];
  if (state === 'suspect' || state === 'printed') acts.push('confirm');
  if (state === 'failed-clean') acts.push('retry');
  const isInTime = state !== 'issued' || today === null || issuedOn === today;
  if (mayBeReplaced(state) && replacedBy === null && isInTime) acts.push('replace');
  if (state === 'reserved' || state === 'rendered' || state === 'failed-clean') acts.push('withdraw');
  // Before anything is sent there is nothing to doubt.
  if (state === 'sending' || state === 'printing') acts.push('doubt');
  return acts;
};
