import type { Position } from '../../shared/contract/position.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { Reached } from '../steps.ts';
import type { Sql } from '../store/database.ts';
import { currentEpoch, feedHeads } from '../store/feeds.ts';
import { type Arrival, arrivalToFiling, undecidedArrivals } from '../store/filings.ts';
import type { Vault } from '../store/seal.ts';
import { officesOf } from './decision.ts';
import { loadSlice } from './load.ts';
import { decideInOrder, type Outcome, type ReadArrival } from './outcome.ts';
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
  readonly slice: Slice;
  readonly outcome: Outcome;
  /** Which the feed items belong to. */
  readonly epoch: number;
  readonly at: string;
}

/**
 * Decides the next arrivals, up to `count`, in memory; null if there are none. `earlier` is the batch that is being
 * written meanwhile: what it changes is taken from it, so that it does not matter whether the database shows it already.
 * With a reason in `refuse` the arrivals are put into quarantine without being looked at.
 */
export const prepareBatch = async (
  { vault, now, reached }: PrepareDeps,
  sql: Sql,
  wish: { readonly count: number; readonly refuse: string | null; readonly earlier: PreparedBatch | null },
): Promise<PreparedBatch | null> => {
  const { count, refuse, earlier } = wish;
  const underWay = earlier?.arrivals.map(({ arrival }) => arrival.arrival) ?? [];
  const arrivals = await undecidedArrivals(sql, vault, count, underWay);
  if (arrivals.length === 0) return null;
  const read = arrivals.map((arrival) => readArrival(arrival, refuse));
  const filings = read.flatMap(({ filing }) => filing ?? []);
  const slice = await loadSlice(sql, vault, filings, earlier?.slice ?? null);
  const epoch = earlier?.epoch ?? (await currentEpoch(sql));
  const heads = new Map<OfficeId, Position>(await feedHeads(sql, epoch, officesTouched(slice, read)));
  for (const [office, head] of earlier?.outcome.heads ?? []) heads.set(office, head);
  reached('decide:loaded');
  const at = new Date(now()).toISOString();
  const outcome = decideInOrder(slice, heads, read, at);
  reached('decide:settled');
  return { arrivals: read, slice, outcome, epoch, at };
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
