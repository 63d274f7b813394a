import type { OfficeId } from '../../shared/registry/ids.ts';
import type { Reached } from '../steps.ts';
import type { Connection } from '../store/database.ts';
import { currentEpoch, feedHeads } from '../store/feeds.ts';
import { type Arrival, arrivalToFiling, undecidedArrivals } from '../store/filings.ts';
import { holdsTerm } from '../store/leadership.ts';
import type { Vault } from '../store/seal.ts';
import { officesOf } from './decision.ts';
import { loadSlice } from './load.ts';
import { decideInOrder, type ReadArrival } from './outcome.ts';
import type { Slice } from './slice.ts';
import { writeOutcome } from './write.ts';

export interface BatchDeps {
  readonly vault: Vault;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly reached: Reached;
}

export type BatchAnswer =
  | { readonly type: 'decided'; readonly count: number }
  /** Another leader has followed; nothing was written. */
  | { readonly type: 'fenced-off' };

/**
 * Decides the next arrivals, up to `count`, in one transaction. With a reason in `refuse` they are put into quarantine
 * without being looked at: the way past one that can't even be loaded or written.
 */
export const decideBatch = async (
  { vault, now, reached }: BatchDeps,
  connection: Connection,
  { term, count, refuse }: { readonly term: number; readonly count: number; readonly refuse: string | null },
): Promise<BatchAnswer> => {
  const answer = await connection.transaction(async (sql): Promise<BatchAnswer> => {
    // 1. What waits? Rows that another leader decides meanwhile don't matter: then the term is not ours any more.
    const arrivals = await undecidedArrivals(sql, vault, count);
    if (arrivals.length === 0) return { type: 'decided', count: 0 };
    // 2. Still the leader? The row stays locked, so that the next leader and a new epoch wait for this transaction.
    if (!(await holdsTerm(sql, term))) return { type: 'fenced-off' };
    // 3. Everything that these filings can touch, and where the feeds end.
    const read = arrivals.map((arrival) => readArrival(arrival, refuse));
    const slice = await loadSlice(
      sql,
      vault,
      read.flatMap(({ filing }) => filing ?? []),
    );
    const heads = await feedHeads(sql, officesTouched(slice, read));
    const epoch = await currentEpoch(sql);
    reached('decide:loaded');
    // 4. One after the other in memory, 5. and written together.
    const at = new Date(now()).toISOString();
    const outcome = decideInOrder(slice, heads, read, at);
    reached('decide:settled');
    await writeOutcome(sql, vault, { slice, outcome, arrivals: read, epoch, at });
    reached('decide:written');
    return { type: 'decided', count: arrivals.length };
  });
  if (answer.type === 'decided' && answer.count > 0) reached('decide:committed');
  return answer;
};

const readArrival = (arrival: Arrival, refuse: string | null): ReadArrival => {
  const reason = arrival.quarantined ?? refuse;
  if (reason !== null) return { arrival, filing: null, reason };
  try {
    return { arrival, filing: arrivalToFiling(arrival) };
  } catch {
    return { arrival, filing: null, reason: 'the stored body can not be opened' };
  }
};

const officesTouched = (slice: Slice, read: readonly ReadArrival[]): OfficeId[] => {
  const offices = new Set(read.map(({ arrival }) => arrival.office));
  for (const { filing } of read) if (filing) offices.add(filing.report.to.office);
  for (const { filing } of slice.filings.values()) offices.add(filing.office).add(filing.report.to.office);
  for (const { doc, origin } of slice.residents.values())
    for (const office of [doc.office, origin.office, ...officesOf(doc), ...officesOf(origin)]) offices.add(office);
  for (const { doc, origin } of slice.households.values())
    for (const household of [doc, origin]) if (household) offices.add(household.office);
  return [...offices];
};
