import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { maxPush, PushAnswer, paths } from '../../shared/contract/sync.ts';
import type { Replica } from '../replica/replica.ts';
import type { Reached } from '../steps.ts';
import type { CentralClient } from './central-client.ts';

/**
 * Offers central everything that it has given no receipt for, a batch at a time. Whatever goes wrong on the way, what
 * has no receipt is offered again the next time, and central takes each entry once (SY-1, SY-2).
 *
 * A device that was restored offers what its earlier incarnations had not sent before anything else. Whether central has
 * lost something of them is asked only where it may have, in a new epoch; what of them it has backed up, when it may have
 * backed up more and nothing waits to be sent. Central answers no question of a closed incarnation, and keeps what it
 * sends (BK-8).
 *
 * @param reach `every` to ask after every incarnation
 * @returns how many entries got their receipt.
 */
export const pushJournal = async (
  replica: Replica,
  central: CentralClient,
  reached: Reached,
  reach: 'unsent' | 'every' = 'unsent',
): Promise<Result<number, AppError>> => {
  let sent = 0;
  const isEvery = reach === 'every';
  const heads =
    isEvery || replica.unsentCount() === 0 ? [...(await replica.earlierHeads(isEvery ? 'every' : 'uncovered'))] : [];
  for (;;) {
    const batch = heads.shift() ?? (await replica.nextBatch(maxPush));
    if (batch.entries.length === 0 && sent > 0) return ok(sent);
    reached('push:read');
    const { incarnation, entries, head } = batch;
    const answer = await central.ask(
      { method: 'POST', path: paths.journal, body: { v: 1, incarnation, entries, head } },
      PushAnswer,
    );
    if (!answer.ok) return answer;
    reached('push:answered');
    if (answer.value.device !== replica.identity().device)
      return err({ type: 'NotCentral', detail: 'the receipts are for another device' });
    if (answer.value.incarnation !== incarnation)
      return err({ type: 'JournalMismatch', centralSeq: answer.value.head.seq, ownSeq: replica.journalHeadSeq() });
    central.noteCentralTime(answer.value.at);
    const stored = await replica.storeReceipts(answer.value);
    if (!stored.ok) return stored;
    reached('push:stored');
    const { left, cameBack } = stored.value;
    sent += left;
    if (heads.length > 0) continue;
    if (replica.unsentCount() === 0 && incarnation === replica.identity().incarnation) return ok(sent);
    // Central took some, or has less than it had: go on. Nothing taken at all would go round for ever.
    if (left === 0 && cameBack === 0 && entries.length > 0)
      return err({ type: 'CentralRefused', code: 'no-receipt', detail: 'central took none of the entries' });
  }
};
