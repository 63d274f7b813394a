import type { PlainDate } from '../../shared/registry/plain-date.ts';
import { areaChangesAround, type OpenSweep, placesToSweep, type SweptPlace } from '../store/areas.ts';
import { isTransient, type Sql } from '../store/database.ts';
import { currentEpoch, feedHeads } from '../store/feeds.ts';
import { loadSlice } from './load.ts';
import { officesTouched, withAreas } from './offices.ts';
import { decideInOrder, startsOf } from './outcome.ts';
import { emptyPapers } from './papers.ts';
import type { PrepareDeps, PreparedBatch, SweepStep } from './prepared-batch.ts';

/** Most places in one transaction. */
const placesAtOnce = 100;

/**
 * Carries a change of areas on to the next places, in memory: what a filing touches gets it with the filing, and this
 * finds everything else. It is prepared only when nothing is being written, and what it has done is noted in the same
 * transaction, so that after a crash it goes on from there.
 */
export const prepareSweep = async (
  deps: PrepareDeps,
  sql: Sql,
  sweep: OpenSweep,
  when: { readonly today: PlainDate; readonly at: string },
): Promise<PreparedBatch> => {
  const places = await placesToSweep(sql, sweep, placesAtOnce);
  const isLast = places.length < placesAtOnce;
  return carryOn(deps, sql, sweep, when, places, isLast ? null : (places.at(-1) ?? null));
};

/** With half of the places after a failure, and so on, until the one that fails is alone and is skipped. */
const carryOn = async (
  deps: PrepareDeps,
  sql: Sql,
  sweep: OpenSweep,
  when: { readonly today: PlainDate; readonly at: string },
  places: readonly SweptPlace[],
  reached: SweptPlace | null,
): Promise<PreparedBatch> => {
  try {
    return await sweepThere(deps, sql, sweep, when, places, { id: sweep.id, reached, skipped: [] });
  } catch (error) {
    const [first] = places;
    if (isTransient(error) || !first) throw error;
    if (places.length === 1) return sweepThere(deps, sql, sweep, when, [], { id: sweep.id, reached, skipped: places });
    const half = places.slice(0, Math.floor(places.length / 2));
    return carryOn(deps, sql, sweep, when, half, half.at(-1) ?? null);
  }
};

const sweepThere = async (
  { vault, reached }: PrepareDeps,
  sql: Sql,
  { id }: OpenSweep,
  { today, at }: { readonly today: PlainDate; readonly at: string },
  places: readonly SweptPlace[],
  step: SweepStep,
): Promise<PreparedBatch> => {
  const slice = await loadSlice(sql, vault, startsOf(places), null);
  const epoch = await currentEpoch(sql);
  const papers = emptyPapers(epoch);
  const touched = officesTouched(slice, []);
  const areas = await areaChangesAround(sql, [...touched], today);
  const heads = await feedHeads(sql, epoch, withAreas(touched, areas));
  reached('decide:loaded');
  const outcome = decideInOrder(
    vault,
    { slice, papers, heads, areas: areas.map(({ change }) => change) },
    { arrivals: [], orders: [], sweep: { cause: id, places } },
    at,
  );
  reached('decide:settled');
  return { arrivals: [], orders: [], sweep: step, isSweeping: true, slice, papers, outcome, epoch, at };
};
