import { genesis, type Link } from '../../shared/contract/chain.ts';
import type { Position } from '../../shared/contract/position.ts';
import type { FeedGone, FeedTail } from '../../shared/contract/sync.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { Reached } from '../steps.ts';
import type { Database } from '../store/database.ts';
import { feedPage } from '../store/feeds.ts';
import type { Vault } from '../store/seal.ts';
import { sha256 } from '../store/sha256.ts';

export interface ReadFeedDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly now: () => number;
  readonly reached: Reached;
}

export type FeedAnswer =
  | { readonly type: 'page'; readonly links: readonly Link[]; readonly tail: FeedTail }
  | { readonly type: 'gone'; readonly gone: FeedGone };

/** A page ends early once it holds this many bytes of bodies. */
const maxPageBytes = 4 * 1_048_576;

/** The items after `position`, or why there is no way on from there. */
export const readFeed = async (
  { database, vault, now, reached }: ReadFeedDeps,
  office: OfficeId,
  position: Position,
  limit: number,
): Promise<FeedAnswer> => {
  // The item at the position itself is read too: its hash shows whether the device and central mean the same feed.
  const { head, items } = await feedPage(database, office, position.seq, limit + 1);
  const at = new Date(now()).toISOString();
  const gone = (why: FeedGone['why']): FeedAnswer => ({
    type: 'gone',
    gone: { type: 'feed-gone', why, epoch: head.epoch, at },
  });
  if (position.epoch !== head.epoch) return gone('other-epoch');
  const first = items[0];
  const hashHere = position.seq === 0 ? genesis : first?.seq === position.seq ? sha256(first.header) : null;
  if (hashHere !== position.hash) return gone('position-unknown');

  const links: Link[] = [];
  let last = position;
  let bytes = 0;
  for (const { seq, header, body } of items) {
    if (seq <= position.seq || links.length === limit || bytes > maxPageBytes) continue;
    links.push({ header, body: vault.open('feed.body', `${head.epoch} ${office} ${seq}`, body) });
    last = { epoch: head.epoch, seq, hash: sha256(header) };
    bytes += body.length;
  }
  reached('feed:read');
  return { type: 'page', links, tail: { type: 'feed-tail', office, position: last, headSeq: head.seq, at } };
};
