import type { Position } from '../../shared/contract/position.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import { numbersNamed } from '../../shared/registry/report.ts';
import { areaChangesAround, openSweep } from '../store/areas.ts';
import { undecidedArrivals } from '../store/arrivals.ts';
import type { Sql } from '../store/database.ts';
import { currentEpoch, feedHeads } from '../store/feeds.ts';
import { openOrders } from '../store/policies.ts';
import { loadSlice } from './load.ts';
import { loadPapers } from './load-papers.ts';
import { officesTouched, withAreas } from './offices.ts';
import { decideInOrder } from './outcome.ts';
import type { PrepareDeps, PreparedBatch } from './prepared-batch.ts';
import { type ReadArrival, readArrival } from './read-arrival.ts';
import { numbersOfFiling, type Starts } from './slice.ts';
import { prepareSweep } from './sweep.ts';

export interface PrepareWish {
  /** Most arrivals. */
  readonly count: number;
  /** Most policy orders. */
  readonly orders: number;
  readonly refuse: string | null;
  /**
   * Whether a change of areas is carried on with: before all else, or if nothing else is to do; not beside an earlier
   * batch, because a sweep sees only what is written.
   */
  readonly sweep: 'first' | 'last' | 'no';
  readonly earlier: PreparedBatch | null;
}

/**
 * Decides the next arrivals and policy orders in memory; null if there are none. `earlier` is
 * the batch that is being written meanwhile: what it changes is taken from it, so that it does not matter whether the
 * database shows it already. With a reason in `refuse` the arrivals are put into quarantine without being looked at.
 */
export const prepareBatch = async (deps: PrepareDeps, sql: Sql, wish: PrepareWish): Promise<PreparedBatch | null> => {
  const { vault, now, reached } = deps;
  const { count, refuse, earlier } = wish;
  const today = plainDateAt(now());
  const at = new Date(now()).toISOString();
  const sweep = await openSweep(sql, today);
  if (sweep && wish.sweep === 'first') return prepareSweep(deps, sql, sweep, { today, at });

  const underWay = earlier?.arrivals.map(({ arrival }) => arrival.arrival) ?? [];
  const arrivals = await undecidedArrivals(sql, vault, count, underWay);
  const orders = await openOrders(sql, wish.orders, earlier?.orders.map(({ id }) => id) ?? []);
  if (arrivals.length === 0 && orders.length === 0)
    return sweep && wish.sweep === 'last' ? prepareSweep(deps, sql, sweep, { today, at }) : null;
  const read = arrivals.map((arrival) => readArrival(arrival, refuse));
  const slice = await loadSlice(sql, vault, startsOfArrivals(read), earlier?.slice ?? null);
  const epoch = earlier?.epoch ?? (await currentEpoch(sql));
  const papers = await loadPapers(sql, vault, { read, orders, epoch, earlier: earlier?.papers ?? null });
  const touched = officesTouched(slice, read);
  const areas = await areaChangesAround(sql, [...touched], today);
  const offices = [...withAreas(touched, areas), ...orders.map(({ office }) => office)];
  const heads = new Map<OfficeId, Position>(await feedHeads(sql, epoch, offices));
  for (const [office, head] of earlier?.outcome.heads ?? []) heads.set(office, head);
  reached('decide:loaded');
  const outcome = decideInOrder(
    vault,
    { slice, papers, heads, areas: areas.map(({ change }) => change) },
    { arrivals: read, orders, sweep: null },
    at,
  );
  reached('decide:settled');
  return { arrivals: read, orders, sweep: null, isSweeping: sweep !== null, slice, papers, outcome, epoch, at };
};

const startsOfArrivals = (read: readonly ReadArrival[]): Starts => {
  const numbers = read.flatMap((each) => {
    if (each.type === 'filing') return numbersOfFiling(each.filing);
    if (each.type !== 'amendment') return [];
    const { amendment } = each.amendment;
    return amendment.type === 'supplemented' ? numbersNamed(amendment.report) : [];
  });
  return { numbers, filings: read.flatMap((each) => (each.type === 'amendment' ? each.filing : [])) };
};
