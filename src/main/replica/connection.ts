import type { Database } from 'better-sqlite3';
import { parseJson } from '../../shared/contract/chain.ts';
import { readEntryBody, readEntryHeader } from '../../shared/contract/entry.ts';
import { type FeedContent, FeedHeader, readFeedBody } from '../../shared/contract/feed-item.ts';
import type { Position } from '../../shared/contract/position.ts';
import type { Signed } from '../../shared/contract/signed.ts';
import type { FilingId } from '../../shared/registry/ids.ts';
import type { System } from '../system.ts';
import {
  type Collections,
  type FeedDocument,
  feedTable,
  type JournalDocument,
  openCollections,
} from './collections.ts';
import { createDeparturesFold, type DeparturesFold } from './views/departures.ts';
import { createFilingsFold, type FilingsFold } from './views/filings.ts';
import { createLedgerFold, type LedgerFold } from './views/ledger.ts';
import { createMeta, type Meta } from './views/meta.ts';
import { createResidentsFold, type ResidentsFold } from './views/residents.ts';

/** What a page of the feed brings besides its items; kept in the same transaction. */
export interface PageEnd {
  readonly tail: Signed;
  /** Central's time, if the page ends at the head of the feed. */
  readonly upToDateAt: string | null;
}

export interface Folds {
  readonly residents: ResidentsFold;
  readonly filings: FilingsFold;
  readonly departures: DeparturesFold;
  readonly ledger: LedgerFold;
  /** Folds one journal entry, given as it stands in the log. */
  readonly foldEntry: (document: JournalDocument) => void;
}

/** One open replica file: its two logs, and the views that are folded from them in the same transactions. */
export interface Connection {
  readonly db: Database;
  readonly meta: Meta;
  readonly folds: Folds;
  readonly collections: Collections;
  /** Writes feed items that were checked; all of them and the page's end, or nothing. */
  readonly writeItems: (items: readonly FeedDocument[], end: PageEnd) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const createFolds = (db: Database, meta: Meta): Folds => {
  const filings = createFilingsFold(db);
  const ledger = createLedgerFold(db);
  return {
    residents: createResidentsFold(db, feedTable),
    filings,
    departures: createDeparturesFold(db),
    ledger,
    foldEntry: (document) => foldEntry(meta, filings, ledger, document),
  };
};

/** @param erasing called inside the transaction, before anything of a resident who left is erased for good */
export const openConnection = async (
  db: Database,
  system: System,
  erasing: () => void = () => undefined,
): Promise<Connection> => {
  const meta = createMeta(db);
  const folds = createFolds(db, meta);
  const putEntry = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, NULL)');
  let pageEnd: PageEnd | null = null;

  const storePageEnd = ({ tail, upToDateAt }: PageEnd): void => {
    meta.set('tail', tail);
    if (upToDateAt === null) return;
    meta.set('registerAsOf', upToDateAt);
    meta.set('clockOffsetMs', system.now() - Date.parse(upToDateAt));
  };

  const collections = await openCollections(db, `replica-${system.newId()}`, {
    journal: (documents) => {
      for (const document of documents as unknown as readonly JournalDocument[]) {
        const header = readEntryHeader(document.header);
        if (!header) throw new Error(`journal entry ${document.id} has no readable header`);
        const { device, incarnation, seq, id, kind } = header;
        putEntry.run(device, incarnation, seq, id, kind, system.sha256(document.header));
        folds.foldEntry(document);
      }
      system.reached('append:folded');
    },
    feed: (documents) => {
      for (const document of documents as unknown as readonly FeedDocument[])
        if (foldItem(system, meta, folds, document).hasErased) erasing();
      if (pageEnd) storePageEnd(pageEnd);
      system.reached('pull:folded');
    },
  });

  return {
    db,
    meta,
    folds,
    collections,
    writeItems: async (items, end) => {
      if (items.length === 0) {
        db.transaction(() => storePageEnd(end))();
        return;
      }
      pageEnd = end;
      const { error } = await collections.feed.bulkInsert([...items]).finally(() => {
        pageEnd = null;
      });
      if (error.length > 0) throw new Error(`feed item ${error[0]?.documentId ?? ''} stands here already`);
    },
    close: async () => {
      await collections.database.close();
      db.close();
    },
  };
};

const foldEntry = (meta: Meta, filings: FilingsFold, ledger: LedgerFold, document: JournalDocument): void => {
  const header = readEntryHeader(document.header);
  if (!header) return;
  if (document.body === null) {
    filings.knowOwn(header);
    return;
  }
  const entry = readEntryBody(header, document.body);
  if (entry.type === 'unreadable') return;
  switch (entry.act.kind) {
    case 'moveInReported':
    case 'registerReported': {
      const { id, device, at: takenAt, bodyHash: contentHash } = header;
      filings.putFiling({ id, device, takenAt, report: entry.act.body.report, contentHash });
      return;
    }
    case 'filingAmended': {
      const { filing, amendment } = entry.act.body;
      filings.addAmendment({ filing, amendment, entry: header.id, contentHash: header.bodyHash });
      return;
    }
    case 'residentViewed':
    case 'numberRevealed':
    case 'passwordSlotAdded':
    case 'fileRekeyed':
    case 'paperPreviewed':
    case 'ledgerExported':
      return;
    case 'serialsRequested':
      ledger.requestSerials(header.id, entry.act.body);
      return;
    case 'certificateReserved':
      ledger.reserve(header, entry.act.body);
      return;
    case 'certificateStepped':
      ledger.step(header, entry.act.body);
      return;
    case 'certificateOvertaken':
      ledger.overtake(entry.act.body);
      return;
    case 'backupFolderSet':
      meta.set('backupFolder', entry.act.body.folder);
      return;
    case 'printersSet':
      meta.set('printers', entry.act.body.printers);
      return;
    case 'sheetsSpent':
      ledger.spendSheets(header.id, entry.act.body);
      return;
    case 'daySigned':
      ledger.signDay(header, entry.act.body);
      return;
  }
};

/** SY-3: an item that is not the very next one must never get here; should it, the whole page is rolled back. */
export const foldItem = (
  system: Pick<System, 'sha256'>,
  meta: Meta,
  folds: Folds,
  document: FeedDocument,
): { readonly hasErased: boolean } => {
  const header = FeedHeader.parse(parseJson(document.header));
  const position = meta.get('position');
  if (position?.epoch !== header.epoch || position.seq + 1 !== header.seq || position.hash !== header.prev)
    throw new Error(`feed item ${document.id} does not follow position ${position?.epoch}-${position?.seq}`);
  const content = document.body === null ? null : readFeedBody(header.kind, document.body);
  if (!content) throw new Error(`feed item ${document.id} is not readable`);
  foldContent(meta, folds, document.id, header.cause, content);
  const next: Position = { epoch: header.epoch, seq: header.seq, hash: system.sha256(document.header) };
  meta.set('position', next);
  if (content.kind !== 'decision') return { hasErased: false };
  const { residents, households } = content.body.gone;
  return { hasErased: residents.length + households.length > 0 };
};

const foldContent = (
  meta: Meta,
  { residents, filings, departures, ledger }: Folds,
  item: string,
  cause: FilingId,
  content: FeedContent,
): void => {
  if (content.kind === 'quarantine') {
    filings.markQuarantined(cause, content.body.reason);
    ledger.closeRequest(cause);
    return;
  }
  if (content.kind === 'provision') {
    const identity = meta.get('identity');
    if (!identity) throw new Error('a replica has a device');
    for (const block of content.body.blocks) ledger.grant(identity, block);
    ledger.closeRequest(cause);
    if (content.body.policy) meta.set('policy', content.body.policy);
    if (content.body.deadlines) meta.set('deadlines', content.body.deadlines);
    return;
  }
  const { body } = content;
  for (const household of body.households) residents.putHousehold(household);
  for (const resident of body.residents) residents.putResident(resident);
  for (const resident of body.residents) ledger.noteChange(resident.id, resident);
  for (const id of body.gone.residents) ledger.noteChange(id, null);
  residents.noteSubjects(
    item,
    body.residents.map((resident) => resident.id),
  );
  for (const filing of body.filings) filings.putSummary(filing);
  for (const { filing, movers } of body.answers) filings.putAnswers(filing, movers);
  for (const { resident, lines } of body.departures) departures.putDepartures(resident, lines);
  for (const { resident, lines } of body.arrivals ?? []) departures.putArrivals(resident, lines);
  for (const id of body.gone.residents) residents.removeResident(id);
  for (const id of body.gone.households) residents.removeHousehold(id);
};
