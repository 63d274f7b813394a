import { type DecisionBody, type FeedContent, writeFeedItem } from '../../shared/contract/feed-item.ts';
import type { Position } from '../../shared/contract/position.ts';
import type { FilingId, OfficeId } from '../../shared/registry/ids.ts';
import { sha256 } from '../store/sha256.ts';

export interface FeedItem {
  readonly office: OfficeId;
  readonly seq: number;
  readonly header: string;
  readonly body: string;
}

/** Continues the feeds of a batch, in memory. */
export interface FeedWriter {
  readonly isKnown: (office: OfficeId) => boolean;
  /** Adds items, all or none: throws for an office that is not on central's list, and for what no item can hold. */
  readonly write: (contents: ReadonlyMap<OfficeId, FeedContent>, cause: FilingId) => void;
  readonly items: readonly FeedItem[];
  /** Where the feeds end after the items: those that moved only. */
  readonly moved: ReadonlyMap<OfficeId, Position>;
}

/** Longest body of a feed item that a device takes, in characters. */
const maxBody = 262_144;
/** What stands in a body around its parts. */
const frame = 400;

export const createFeedWriter = (heads: ReadonlyMap<OfficeId, Position>, at: string): FeedWriter => {
  const items: FeedItem[] = [];
  const moved = new Map<OfficeId, Position>();
  const isKnown = (office: OfficeId): boolean => heads.has(office);

  const follow = (office: OfficeId, content: FeedContent, from: Position, cause: FilingId) => {
    const item = writeFeedItem(content, { office, position: from, at, cause }, sha256);
    if (item.body.length <= maxBody) return [{ office, ...item }];
    if (content.kind !== 'decision') throw new Error(`the decision is too large for the feed of ${office}`);
    let position = from;
    return partsOf(content.body, maxBody - frame).map((body) => {
      const part = writeFeedItem({ kind: 'decision', body }, { office, position, at, cause }, sha256);
      position = part.position;
      return { office, ...part };
    });
  };

  return {
    isKnown,
    items,
    moved,
    write: (contents, cause) => {
      const written = [...contents].flatMap(([office, content]) => {
        const position = moved.get(office) ?? heads.get(office);
        if (!position) throw new Error(`office ${office} is not on central's list`);
        return follow(office, content, position, cause);
      });
      for (const { office, header, body, position } of written) {
        items.push({ office, seq: position.seq, header, body });
        moved.set(office, position);
      }
    },
  };
};

const emptyBody = (): DecisionBody => ({
  filings: [],
  answers: [],
  residents: [],
  households: [],
  gone: { residents: [], households: [] },
  departures: [],
});

/**
 * A body that no item can hold, as several that follow each other: a household stays together with its members as far
 * as that goes.
 */
const partsOf = (body: DecisionBody, size: number): DecisionBody[] => {
  const parts: DecisionBody[] = [];
  let part = emptyBody();
  let used = 0;
  const add = (values: readonly unknown[], put: (into: DecisionBody) => void): void => {
    const length = values.reduce<number>((sum, value) => sum + JSON.stringify(value).length + 1, 0);
    if (length > size) throw new Error('a document is too large for a feed');
    if (used > 0 && used + length > size) {
      parts.push(part);
      part = emptyBody();
      used = 0;
    }
    put(part);
    used += length;
  };

  for (const filing of body.filings) add([filing], (into) => into.filings.push(filing));
  for (const answer of body.answers) add([answer], (into) => into.answers.push(answer));
  const placed = new Set<string>();
  for (const household of body.households) {
    const members = body.residents.filter((resident) => resident.household === household.id);
    for (const { id } of members) placed.add(id);
    const isTogether = JSON.stringify([household, ...members]).length < size;
    if (isTogether)
      add([household, ...members], (into) => {
        into.households.push(household);
        into.residents.push(...members);
      });
    else {
      add([household], (into) => into.households.push(household));
      for (const member of members) add([member], (into) => into.residents.push(member));
    }
  }
  for (const resident of body.residents)
    if (!placed.has(resident.id)) add([resident], (into) => into.residents.push(resident));
  for (const id of body.gone.residents) add([id], (into) => into.gone.residents.push(id));
  for (const id of body.gone.households) add([id], (into) => into.gone.households.push(id));
  for (const each of body.departures) add([each], (into) => into.departures.push(each));
  for (const each of body.arrivals ?? []) add([each], (into) => (into.arrivals ??= []).push(each));
  parts.push(part);
  return parts;
};
