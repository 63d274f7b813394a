import { genesis } from '../../shared/contract/chain.ts';
import type { EpochAnswer, FeedTail } from '../../shared/contract/sync.ts';
import { type LogLine, logLine } from '../../shared/text/log-line.ts';
import type { Reached } from '../steps.ts';
import type { Database } from '../store/database.ts';
import { currentEpoch, feedPage, openEpoch } from '../store/feeds.ts';
import { holdDecisions } from '../store/leadership.ts';
import { sha256 } from '../store/sha256.ts';

export interface EpochDeps {
  readonly database: Database;
  readonly now: () => number;
  readonly reached: Reached;
  readonly log: (event: { readonly event: string; readonly detail?: LogLine }) => void;
}

/**
 * Looks at a tail that central itself signed. If central has no such position, it was restored from an older copy, and
 * the numbers after that copy would be given a second time: it opens a new epoch. The same tail shown again, and every
 * other one, is answered with the epoch that counts.
 */
export const showTail = async (
  { database, now, reached, log }: EpochDeps,
  { office, position }: FeedTail,
): Promise<EpochAnswer> => {
  const at = new Date(now()).toISOString();
  const answer = await database.transaction(async (sql) => {
    await holdDecisions(sql);
    const current = await currentEpoch(sql);
    if (position.epoch < current) return { epoch: current, isNew: false };
    if (position.epoch === current) {
      const { items } = await feedPage(sql, office, position.seq, 1);
      const hash = position.seq === 0 ? genesis : items[0]?.seq === position.seq && sha256(items[0].header);
      if (hash === position.hash) return { epoch: current, isNew: false };
    }
    // Above every epoch that was ever signed, this one included: an older copy may not know of the last one.
    const epoch = position.epoch + 1;
    await openEpoch(sql, epoch, at);
    return { epoch, isNew: true };
  });
  if (answer.isNew) {
    log({
      event: 'epoch-opened',
      detail: logLine(`epoch ${answer.epoch}: this database is older than what it has signed`),
    });
    reached('epoch:opened');
  }
  return { type: 'epoch', epoch: answer.epoch, at };
};
