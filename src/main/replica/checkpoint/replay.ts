import type { Database } from 'better-sqlite3';
import { parseJson } from '../../../shared/contract/chain.ts';
import { FeedHeader } from '../../../shared/contract/feed-item.ts';
import { Position } from '../../../shared/contract/position.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import type { System } from '../../system.ts';
import { type FeedDocument, feedTable, type JournalDocument, journalTable } from '../collections.ts';
import { type Folds, foldItem } from '../connection.ts';
import type { Meta } from '../views/meta.ts';
import type { Checkpoint } from './checkpoint-file.ts';

/** After so many rows other work of the thread gets its turn. */
const rowsAtOnce = 20;

/**
 * Folds what lies after a checkpoint out of both logs of `db`, in the order in which it came. False if the body of any
 * of it was erased.
 *
 * The logs count for themselves and don't say how they lay between each other. What an entry says of the register that
 * its official saw (`asOf`) does, and an item never came before the entry that caused it. Where neither tells, the views
 * come out the same.
 */
export const replay = async (
  db: Database,
  deps: { readonly system: Pick<System, 'sha256'>; readonly meta: Meta; readonly folds: Folds },
  from: Pick<Checkpoint, 'feedRow' | 'journalRow'>,
): Promise<boolean> => {
  const { system, meta, folds } = deps;
  const entries = rowsAfter<JournalDocument>(db, journalTable, from.journalRow).map((document) => ({
    document,
    asOf: asOfIn(document.body),
  }));
  const items = rowsAfter<FeedDocument>(db, feedTable, from.feedRow);
  if (entries.some(({ document }) => document.body === null) || items.some(({ body }) => body === null)) return false;
  // Receipts are in no log, and say of an entry that central could not read it.
  const unread = new Set(
    db.prepare<[], FilingId>(`SELECT id FROM entry WHERE receipt = 'quarantined' ORDER BY seq`).pluck().all(),
  );
  const markIfUnread = (id: string): void => {
    if (unread.has(id as FilingId)) folds.filings.markQuarantined(id as FilingId, null);
  };

  for (const id of unread) markIfUnread(id);

  const ahead = new Set(entries.map(({ document }) => document.id));
  let nextEntry = 0;
  let nextItem = 0;
  let nextSeen = 0;
  const mayComeNow = (item: FeedDocument): boolean => {
    const header = FeedHeader.parse(parseJson(item.header));
    if (ahead.has(header.cause)) return false;
    // The first entry still to come that says what its official saw.
    nextSeen = Math.max(nextSeen, nextEntry);
    while (nextSeen < entries.length && entries[nextSeen]?.asOf?.epoch !== header.epoch) nextSeen += 1;
    const seen = entries[nextSeen]?.asOf;
    return !seen || header.seq <= seen.seq;
  };
  for (let count = 1; nextEntry < entries.length || nextItem < items.length; count += 1) {
    const item = items[nextItem];
    const entry = entries[nextEntry]?.document;
    if (item && (!entry || mayComeNow(item))) {
      foldItem(system, meta, folds, item);
      nextItem += 1;
    } else if (entry) {
      folds.foldEntry(entry);
      markIfUnread(entry.id);
      ahead.delete(entry.id);
      nextEntry += 1;
    }
    if (count % rowsAtOnce === 0) await new Promise(setImmediate);
  }
  return true;
};

const rowsAfter = <T>(db: Database, table: string, row: number): T[] =>
  db
    .prepare<[number], string>(`SELECT data FROM "${table}" WHERE seq > ? ORDER BY seq`)
    .pluck()
    .all(row)
    .map((data) => JSON.parse(data) as T);

const asOfIn = (body: string | null): Position | null => {
  const read = parseJson(body ?? 'null');
  const asOf = typeof read === 'object' && read !== null && 'asOf' in read ? read.asOf : null;
  return Position.safeParse(asOf).data ?? null;
};
