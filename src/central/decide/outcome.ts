import { type FeedContent, writeFeedItem } from '../../shared/contract/feed-item.ts';
import type { Position } from '../../shared/contract/position.ts';
import type { FilingId, OfficeId } from '../../shared/registry/ids.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import type { NewReservation, PaperFlag } from '../store/certificates.ts';
import type { Arrival } from '../store/filings.ts';
import type { PolicyOrder } from '../store/policies.ts';
import type { Vault } from '../store/seal.ts';
import { sha256 } from '../store/sha256.ts';
import { applyDecision, decide } from './decision.ts';
import { grantSerials } from './grant.ts';
import { contentsOf, type DepartureChange, departureChanges } from './items.ts';
import { overtakePaper, type PaperChange, reservePaper, stepPaper } from './paper-acts.ts';
import { keepChanged, type Papers } from './papers.ts';
import type { PaperAct, ReadArrival } from './read-arrival.ts';
import type { FilingState, Slice } from './slice.ts';

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
  readonly reservations: readonly NewReservation[];
  readonly flags: readonly PaperFlag[];
}

/** What a batch is decided from, and into. */
export interface Decided {
  readonly slice: Slice;
  readonly papers: Papers;
  readonly heads: ReadonlyMap<OfficeId, Position>;
}

/** Longest body of a feed item that a device takes, in characters. */
const maxBody = 262_144;

/**
 * Carries out the policy orders, then decides the arrivals in order, and writes what each office gets to know. One that
 * can't be decided is put into quarantine and passed, so that the queue never jams.
 */
export const decideInOrder = (
  vault: Pick<Vault, 'documentIndex'>,
  { slice, papers, heads }: Decided,
  { arrivals, orders }: { readonly arrivals: readonly ReadArrival[]; readonly orders: readonly PolicyOrder[] },
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
    reservations: new Array<NewReservation>(),
    flags: new Array<PaperFlag>(),
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

  const decidePaper = (arrival: Arrival, act: PaperAct): void => {
    if (act.kind === 'serialsRequested') {
      const { body, apply } = grantSerials(papers, arrival, act.body.wanted);
      keep(chain(new Map([[arrival.office, { kind: 'provision', body }]]), arrival.id));
      apply();
      return;
    }
    const { flags, reservation, apply } = changePaper(vault, papers, arrival, act);
    apply();
    outcome.flags.push(...flags);
    if (reservation) outcome.reservations.push(reservation);
  };
  /** Nothing follows for an office that has this policy already. */
  const carryOut = ({ id, office, policy }: PolicyOrder): void => {
    const current = papers.policies.get(office)?.now;
    if (JSON.stringify(current) === JSON.stringify(policy)) return;
    keep(chain(new Map([[office, { kind: 'provision', body: { blocks: [], policy } }]]), id));
    keepChanged(papers.policies, office, policy);
  };

  for (const order of orders) carryOut(order);
  for (const each of arrivals) {
    if (each.type === 'unusable') {
      quarantine(each.arrival, each.reason);
      continue;
    }
    try {
      if (each.type === 'filing') decideFiling(each.arrival, each.filing);
      else decidePaper(each.arrival, each.act);
    } catch (error) {
      quarantine(each.arrival, error instanceof Error ? error.message : 'it could not be decided');
    }
  }
  return outcome;
};

const changePaper = (
  vault: Pick<Vault, 'documentIndex'>,
  papers: Papers,
  arrival: Arrival,
  act: Exclude<PaperAct, { kind: 'serialsRequested' }>,
): PaperChange => {
  switch (act.kind) {
    case 'certificateReserved':
      return reservePaper(papers, arrival, act.body, vault.documentIndex(act.body.documentNumber).toString('hex'));
    case 'certificateStepped':
      return stepPaper(papers, arrival, act.body);
    case 'certificateOvertaken':
      return overtakePaper(papers, arrival, act.body);
  }
};
