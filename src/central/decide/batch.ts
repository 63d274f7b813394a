import type { PaperFlag } from '../store/certificates.ts';
import type { Connection, Sql } from '../store/database.ts';
import { currentEpoch } from '../store/feeds.ts';
import { holdsTerm } from '../store/leadership.ts';
import { type PrepareWish, prepareBatch } from './prepare.ts';
import type { PrepareDeps, PreparedBatch, SweepStep } from './prepared-batch.ts';
import { writeOutcome } from './write.ts';

export type BatchAnswer =
  | {
      readonly type: 'decided';
      readonly count: number;
      /** What does not fit together. */
      readonly flags: readonly PaperFlag[];
      readonly sweep: SweepStep | null;
      readonly next: PreparedBatch | null;
    }
  /** A new epoch was opened after the batch was prepared; nothing was written. */
  | { readonly type: 'outdated' }
  /** Another leader has followed; nothing was written. */
  | { readonly type: 'fenced-off' };

export interface BatchWish {
  readonly term: number;
  readonly count: number;
  /** A reason for putting the next arrivals into quarantine without looking at them. */
  readonly refuse: string | null;
  /** From the round before. */
  readonly prepared: PreparedBatch | null;
  /** Whether to prepare the next batch while this one is written. */
  readonly ahead: boolean;
  readonly sweep: PrepareWish['sweep'];
}

/**
 * Decides one batch: reads and decides it in memory, then writes it in one transaction. While that runs, the next batch
 * is read and decided by another connection, `reader`.
 */
export const decideBatch = async (
  deps: PrepareDeps,
  connection: Connection,
  reader: Sql,
  { term, count, refuse, prepared, ahead, sweep }: BatchWish,
): Promise<BatchAnswer> => {
  // One that takes arrivals one by one after a failure leaves policy orders for later: they can't be the cause of it.
  const orders = ahead ? count : 0;
  const batch = prepared ?? (await prepareBatch(deps, reader, { count, orders, refuse, sweep, earlier: null }));
  if (!batch) return { type: 'decided', count: 0, flags: [], sweep: null, next: null };
  const [written, next] = await Promise.allSettled([
    writeBatch(deps, connection, term, batch),
    ahead && !batch.isSweeping
      ? prepareBatch(deps, reader, { count, orders, refuse: null, sweep: 'no', earlier: batch })
      : null,
  ]);
  if (written.status === 'rejected') throw written.reason;
  if (written.value !== 'written') return { type: written.value };
  deps.reached('decide:committed');
  // What went wrong while looking ahead will go wrong again when it is that batch's turn, and is dealt with then.
  return {
    type: 'decided',
    count: batch.arrivals.length + batch.orders.length + (batch.sweep ? 1 : 0),
    flags: batch.outcome.flags,
    sweep: batch.sweep,
    next: next.status === 'fulfilled' ? next.value : null,
  };
};

const writeBatch = (
  { vault, reached }: PrepareDeps,
  connection: Connection,
  term: number,
  batch: PreparedBatch,
): Promise<'written' | 'outdated' | 'fenced-off'> =>
  connection.transaction(async (sql) => {
    // Still the leader? The row stays locked, so that the next leader and a new epoch wait for this transaction; and as
    // long as the term is the same, nobody else has decided anything since the batch was prepared.
    if (!(await holdsTerm(sql, term))) return 'fenced-off';
    if ((await currentEpoch(sql)) !== batch.epoch) return 'outdated';
    await writeOutcome(sql, vault, batch);
    reached('decide:written');
    return 'written';
  });
