import type { DecisionBody, FeedContent } from '../../shared/contract/feed-item.ts';
import type { Position } from '../../shared/contract/position.ts';
import type { Departure } from '../../shared/registry/departure.ts';
import type { FilingId, OfficeId } from '../../shared/registry/ids.ts';
import type { AreaChange } from '../../shared/registry/register-report.ts';
import type { FiledAmendment, Filing } from '../../shared/rules/filing.ts';
import type { NewAmendment } from '../store/amendments.ts';
import type { SweptPlace } from '../store/areas.ts';
import type { Arrival } from '../store/arrivals.ts';
import type { NewReservation, PaperFlag } from '../store/certificates.ts';
import type { PolicyOrder } from '../store/policies.ts';
import type { Vault } from '../store/seal.ts';
import { applyDecision, type Decision, decide, decideAgain, type UndecidedFiling } from './decision.ts';
import { createFeedWriter, type FeedItem } from './feed-writer.ts';
import { arrivalChanges, contentsOf, departureChanges, joinBodies, type ListChange } from './items.ts';
import { officesOfFiling } from './offices.ts';
import { decidePaper, orderPolicy } from './paper-outcome.ts';
import type { Papers } from './papers.ts';
import type { ReadArrival } from './read-arrival.ts';
import { componentAround, type FilingState, type Slice, type Starts } from './slice.ts';

/** All that a batch leads to, besides what it did to the slice. */
export interface Outcome {
  readonly filings: readonly { readonly arrival: string; readonly filing: Filing }[];
  readonly amendments: readonly (NewAmendment & { readonly amendment: FiledAmendment })[];
  /** Every revision, in order. */
  readonly answers: readonly FilingState[];
  /** By office and resident; the last word on each. */
  readonly departures: ReadonlyMap<string, ListChange<Departure>>;
  readonly items: readonly FeedItem[];
  /** Where the feeds end after the items: those that moved only. */
  readonly heads: ReadonlyMap<OfficeId, Position>;
  /** Reasons by arrival. */
  readonly quarantined: ReadonlyMap<string, string>;
  readonly reservations: readonly NewReservation[];
  readonly flags: readonly PaperFlag[];
}

/** What a batch is decided from, and into. */
export interface Decided {
  readonly slice: Slice;
  readonly papers: Papers;
  readonly heads: ReadonlyMap<OfficeId, Position>;
  /** The changes of areas that are in force and bear on any of it. */
  readonly areas: readonly AreaChange[];
}

/** What a batch has to do, in this order. */
export interface Work {
  readonly orders: readonly PolicyOrder[];
  /** Where a change of areas is carried out. */
  readonly sweep: { readonly cause: FilingId; readonly places: readonly SweptPlace[] } | null;
  readonly arrivals: readonly ReadArrival[];
}

/**
 * Carries out the policy orders, then decides the arrivals in order, and writes what each office gets to know. One that
 * can't be decided is put into quarantine and passed, so that the queue never jams.
 */
export const decideInOrder = (
  vault: Pick<Vault, 'documentIndex'>,
  { slice, papers, heads, areas }: Decided,
  { orders, sweep, arrivals }: Work,
  at: string,
): Outcome => {
  const feed = createFeedWriter(heads, at);
  const outcome = {
    filings: new Array<{ arrival: string; filing: Filing }>(),
    amendments: new Array<NewAmendment & { amendment: FiledAmendment }>(),
    answers: new Array<FilingState>(),
    departures: new Map<string, ListChange<Departure>>(),
    items: feed.items,
    heads: feed.moved,
    quarantined: new Map<string, string>(),
    reservations: new Array<NewReservation>(),
    flags: new Array<PaperFlag>(),
  };

  /** Nothing of a decision counts unless `tell` could do what it does with the contents. */
  const carryOut = (decision: Decision, tell: (contents: ReadonlyMap<OfficeId, DecisionBody>) => void): void => {
    const departures = departureChanges(decision.residents, feed.isKnown);
    tell(contentsOf(decision, departures, arrivalChanges(decision.residents, feed.isKnown)));
    applyDecision(slice, decision);
    outcome.answers.push(...decision.answers);
    for (const each of departures) outcome.departures.set(`${each.office} ${each.resident}`, each);
  };
  const decideFiling = (undecided: UndecidedFiling, cause: FilingId): void => {
    const stranger = officesOfFiling(undecided.filing).find((office) => !feed.isKnown(office));
    if (stranger !== undefined) throw new Error(`office ${stranger} is not on central's list`);
    carryOut(decide(slice, areas, undecided), (contents) => feed.write(asDecisions(contents), cause));
  };
  const amend = (arrival: Arrival, id: FilingId, amendment: FiledAmendment): void => {
    const known = slice.filings.get(id);
    if (!known) throw new Error(`it is about filing ${id}, which is not known here`);
    const { filing } = known;
    if (filing.office !== arrival.office) throw new Error(`it is about filing ${id}, which is another office's`);
    const amendments = [...(filing.amendments ?? []), amendment];
    decideFiling({ ...known, filing: { ...filing, amendments } }, arrival.id);
    outcome.amendments.push({ arrival: arrival.arrival, filing: id, amendment });
  };
  const sweepPlaces = (cause: FilingId, places: readonly SweptPlace[]): void => {
    const told = new Map<OfficeId, DecisionBody>();
    for (const component of componentsOf(slice, places))
      carryOut(decideAgain(slice, areas, component), (contents) => {
        for (const [office, body] of contents) told.set(office, joinBodies(told.get(office), body));
      });
    feed.write(asDecisions(told), cause);
  };
  const quarantine = (arrival: Arrival, reason: string): void => {
    const { device, incarnation, seq, office } = arrival;
    const body = { device, incarnation, seq, reason: reason.slice(0, 400) };
    feed.write(new Map([[office, { kind: 'quarantine', body }]]), arrival.id);
    outcome.quarantined.set(arrival.arrival, body.reason);
  };
  const decideArrival = (each: Exclude<ReadArrival, { type: 'unusable' }>): void => {
    const { arrival } = each;
    switch (each.type) {
      case 'filing':
        decideFiling({ filing: each.filing, device: arrival.device, receivedAt: arrival.arrivedAt }, arrival.id);
        outcome.filings.push({ arrival: arrival.arrival, filing: each.filing });
        return;
      case 'amendment':
        amend(arrival, each.filing, each.amendment);
        return;
      case 'paper': {
        const { flags, reservation } = decidePaper(vault, papers, feed, arrival, each.act);
        outcome.flags.push(...flags);
        if (reservation) outcome.reservations.push(reservation);
      }
    }
  };

  for (const order of orders) orderPolicy(papers, feed, order);
  if (sweep) sweepPlaces(sweep.cause, sweep.places);
  for (const each of arrivals) {
    if (each.type === 'unusable') {
      quarantine(each.arrival, each.reason);
      continue;
    }
    try {
      decideArrival(each);
    } catch (error) {
      quarantine(each.arrival, error instanceof Error ? error.message : 'it could not be decided');
    }
  }
  return outcome;
};

const asDecisions = (contents: ReadonlyMap<OfficeId, DecisionBody>): ReadonlyMap<OfficeId, FeedContent> =>
  new Map([...contents].map(([office, body]) => [office, { kind: 'decision', body }]));

/** Everything that is connected with the places, each once. */
function* componentsOf(slice: Slice, places: readonly SweptPlace[]) {
  const seen = new Set<string>();
  for (const place of places) {
    if (seen.has(place.id)) continue;
    const component = componentAround(slice, startsOf([place]));
    for (const ids of [component.residents, component.households, component.filings])
      for (const id of ids) seen.add(id);
    yield component;
  }
}

export const startsOf = (places: readonly SweptPlace[]): Starts => ({
  households: places.flatMap((place) => (place.kind === 'household' ? place.id : [])),
  residents: places.flatMap((place) => (place.kind === 'resident' ? place.id : [])),
});
