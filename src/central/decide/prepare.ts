import type { Position } from '../../shared/contract/position.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { Reached } from '../steps.ts';
import type { Sql } from '../store/database.ts';
import { currentEpoch, feedHeads } from '../store/feeds.ts';
import { undecidedArrivals } from '../store/filings.ts';
import { openOrders, type PolicyOrder } from '../store/policies.ts';
import type { Vault } from '../store/seal.ts';
import { officesOf } from './decision.ts';
import { loadSlice } from './load.ts';
import { loadPapers } from './load-papers.ts';
import { decideInOrder, type Outcome } from './outcome.ts';
import type { Papers } from './papers.ts';
import { type ReadArrival, readArrival } from './read-arrival.ts';
import type { Slice } from './slice.ts';

export interface PrepareDeps {
  readonly vault: Vault;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly reached: Reached;
}

/** Decisions that were made in memory and are not yet written. */
export interface PreparedBatch {
  readonly arrivals: readonly ReadArrival[];
  readonly orders: readonly PolicyOrder[];
  readonly slice: Slice;
  readonly papers: Papers;
  readonly outcome: Outcome;
  /** Which the feed items belong to. */
  readonly epoch: number;
  readonly at: string;
}

export interface PrepareWish {
  /** Most arrivals. */
  readonly count: number;
  /** Most policy orders. */
  readonly orders: number;
  readonly refuse: string | null;
  readonly earlier: PreparedBatch | null;
}

/**
 * Decides the next arrivals and policy orders in memory; null if there are none. `earlier` is
 * the batch that is being written meanwhile: what it changes is taken from it, so that it does not matter whether the
 * database shows it already. With a reason in `refuse` the arrivals are put into quarantine without being looked at.
 */
export const prepareBatch = async (
  { vault, now, reached }: PrepareDeps,
  sql: Sql,
  wish: PrepareWish,
): Promise<PreparedBatch | null> => {
  const { count, refuse, earlier } = wish;
  const underWay = earlier?.arrivals.map(({ arrival }) => arrival.arrival) ?? [];
  const arrivals = await undecidedArrivals(sql, vault, count, underWay);
  const orders = await openOrders(sql, wish.orders, earlier?.orders.map(({ id }) => id) ?? []);
  if (arrivals.length === 0 && orders.length === 0) return null;
  const read = arrivals.map((arrival) => readArrival(arrival, refuse));
  const filings = read.flatMap((each) => (each.type === 'filing' ? each.filing : []));
  const slice = await loadSlice(sql, vault, filings, earlier?.slice ?? null);
  const epoch = earlier?.epoch ?? (await currentEpoch(sql));
  const papers = await loadPapers(sql, vault, { read, orders, epoch, earlier: earlier?.papers ?? null });
  const offices = [...officesTouched(slice, read), ...orders.map(({ office }) => office)];
  const heads = new Map<OfficeId, Position>(await feedHeads(sql, epoch, offices));
  for (const [office, head] of earlier?.outcome.heads ?? []) heads.set(office, head);
  reached('decide:loaded');
  const at = new Date(now()).toISOString();
  const outcome = decideInOrder(vault, { slice, papers, heads }, { arrivals: read, orders }, at);
  reached('decide:settled');
  return { arrivals: read, orders, slice, papers, outcome, epoch, at };
};

const officesTouched = (slice: Slice, read: readonly ReadArrival[]): OfficeId[] => {
  const offices = new Set(read.map(({ arrival }) => arrival.office));
  for (const each of read) if (each.type === 'filing') offices.add(each.filing.report.to.office);
  for (const { filing } of slice.filings.values()) offices.add(filing.office).add(filing.report.to.office);
  for (const { doc, origin } of slice.residents.values())
    for (const office of [doc.office, origin.office, ...officesOf(doc), ...officesOf(origin)]) offices.add(office);
  for (const { doc, origin } of slice.households.values())
    for (const household of [doc, origin]) if (household) offices.add(household.office);
  return [...offices];
};
