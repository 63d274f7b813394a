import { type FeedContent, writeFeedItem } from '../../shared/contract/feed-item.ts';
import type { Position } from '../../shared/contract/position.ts';
import type { FilingId, OfficeId } from '../../shared/registry/ids.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import type { Arrival } from '../store/filings.ts';
import { sha256 } from '../store/sha256.ts';
import { applyDecision, decide } from './decision.ts';
import { contentsOf, type DepartureChange, departureChanges } from './items.ts';
import type { FilingState, Slice } from './slice.ts';

/** An arrival as the decider found it: a filing, or the reason why it is none. */
export type ReadArrival =
  | { readonly arrival: Arrival; readonly filing: Filing }
  | { readonly arrival: Arrival; readonly filing: null; readonly reason: string };

export interface FeedItem {
  readonly office: OfficeId;
  readonly seq: number;
  readonly header: string;
  readonly body: string;
}

/** All that a batch of arrivals leads to, besides what it did to the slice. */
export interface Outcome {
  readonly filings: readonly { readonly arrival: string; readonly filing: Filing }[];
  /** Every revision, in order. */
  readonly answers: readonly FilingState[];
  /** By office and resident; the last word on each. */
  readonly departures: ReadonlyMap<string, DepartureChange>;
  readonly items: readonly FeedItem[];
  /** Where the feeds end after the items: those that moved only. */
  readonly heads: ReadonlyMap<OfficeId, Position>;
  /** Reasons by arrival. */
  readonly quarantined: ReadonlyMap<string, string>;
}

/** Longest body of a feed item that a device takes, in characters. */
const maxBody = 262_144;

/**
 * Decides the arrivals in order and writes what each office gets to know. One that can't be decided is put into
 * quarantine and passed, so that the queue never jams.
 */
export const decideInOrder = (
  slice: Slice,
  heads: ReadonlyMap<OfficeId, Position>,
  arrivals: readonly ReadArrival[],
  at: string,
): Outcome => {
  const moved = new Map<OfficeId, Position>();
  const outcome = {
    filings: new Array<{ arrival: string; filing: Filing }>(),
    answers: new Array<FilingState>(),
    departures: new Map<string, DepartureChange>(),
    items: new Array<FeedItem>(),
    heads: moved,
    quarantined: new Map<string, string>(),
  };
  const isKnown = (office: OfficeId): boolean => heads.has(office);

  /** The items for the offices, chained to what stands; nothing counts before `keep`. */
  const chain = (contents: ReadonlyMap<OfficeId, FeedContent>, cause: FilingId) =>
    [...contents].map(([office, content]) => {
      const position = moved.get(office) ?? heads.get(office);
      if (!position) throw new Error(`office ${office} is not on central's list`);
      const item = writeFeedItem(content, { office, position, at, cause }, sha256);
      if (item.body.length > maxBody) throw new Error(`the decision is too large for the feed of ${office}`);
      return { office, ...item };
    });
  const keep = (items: ReturnType<typeof chain>): void => {
    for (const { office, header, body, position } of items) {
      outcome.items.push({ office, seq: position.seq, header, body });
      moved.set(office, position);
    }
  };

  const decideFiling = (arrival: Arrival, filing: Filing): void => {
    if (!isKnown(filing.report.to.office))
      throw new Error(`office ${filing.report.to.office} is not on central's list`);
    const decision = decide(slice, { filing, device: arrival.device, receivedAt: arrival.arrivedAt });
    const departures = departureChanges(decision.residents, isKnown);
    const contents = [...contentsOf(decision, departures)].map(
      ([office, body]) => [office, { kind: 'decision', body }] as const,
    );
    keep(chain(new Map(contents), filing.id));
    applyDecision(slice, decision);
    outcome.filings.push({ arrival: arrival.arrival, filing });
    outcome.answers.push(...decision.answers);
    for (const each of departures) outcome.departures.set(`${each.office} ${each.resident}`, each);
  };
  const quarantine = (arrival: Arrival, reason: string): void => {
    const { device, incarnation, seq, office } = arrival;
    const body = { device, incarnation, seq, reason: reason.slice(0, 400) };
    keep(chain(new Map([[office, { kind: 'quarantine', body }]]), arrival.id));
    outcome.quarantined.set(arrival.arrival, body.reason);
  };

  for (const each of arrivals) {
    if (each.filing === null) {
      quarantine(each.arrival, each.reason);
      continue;
    }
    try {
      decideFiling(each.arrival, each.filing);
    } catch (error) {
      quarantine(each.arrival, error instanceof Error ? error.message : 'it could not be decided');
    }
  }
  return outcome;
};
