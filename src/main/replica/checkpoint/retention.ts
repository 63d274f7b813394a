import type { Database } from 'better-sqlite3';
import type { EntryKind } from '../../../shared/contract/entry.ts';
import type { System } from '../../system.ts';
import { feedTable, journalTable } from '../collections.ts';
import { coveredSeqs } from '../journal.ts';
import { createMeta } from '../views/meta.ts';
import type { Checkpoint } from './checkpoint-file.ts';

/** Nothing in the views comes from the body of such an entry but what they have, or will ever need of it again. */
const never = '0';
/** A new snapshot tells only of what central has answered to, and filings it can't read are in the entry alone. */
const filingIsOpen = `NOT EXISTS (SELECT 1 FROM filing WHERE filing.id = entry.id AND is_waiting = 0 AND quarantined IS NULL)`;
const amendmentIsOpen = `NOT EXISTS (
  SELECT 1 FROM amendment JOIN filing ON filing.id = amendment.filing
  WHERE amendment.entry = entry.id AND amendment.is_confirmed = 1 AND amendment.quarantined IS NULL
    AND filing.is_waiting = 0 AND filing.quarantined IS NULL)`;
/** After a crash the paper is gone on with from what its entries say. */
const paperIsOpen = (id: string): string =>
  `NOT EXISTS (SELECT 1 FROM certificate WHERE id = ${id} AND state IN ('issued', 'void'))`;

/** RT-4: for each kind of entry, when a view still needs its body (docs/spec.md). A kind not named here is kept. */
const isNeeded: Readonly<Record<EntryKind, string>> = {
  moveInReported: filingIsOpen,
  registerReported: filingIsOpen,
  filingAmended: amendmentIsOpen,
  residentViewed: never,
  numberRevealed: never,
  passwordSlotAdded: never,
  backupFolderSet: never,
  fileRekeyed: never,
  paperPreviewed: never,
  ledgerExported: never,
  serialsRequested: 'EXISTS (SELECT 1 FROM serial_request WHERE serial_request.entry = entry.id AND is_answered = 0)',
  certificateReserved: paperIsOpen('entry.id'),
  certificateStepped: paperIsOpen('(SELECT certificate FROM certificate_step WHERE certificate_step.entry = entry.id)'),
  certificateOvertaken: never,
  printersSet: never,
  sheetsSpent: never,
  daySigned: never,
};

/** So many rows are looked at in one go, and their bodies erased in one transaction. */
const rowsAtOnce = 50;

export interface Retention {
  /**
   * Goes through what lies before the checkpoint, from what was left the last time. Each call of the step that it gives
   * erases the bodies that may go among a few rows, in one transaction, and says how many, and whether it has come to
   * the end. A step belongs into the append's turn: nothing else is written meanwhile.
   */
  readonly begin: (checkpoint: Pick<Checkpoint, 'feedRow' | 'journalRow'>) => RetentionStep;
}

export type RetentionStep = () => { readonly erased: number; readonly isDone: boolean };

/**
 * Erases bodies in the logs that lie before the checkpoint: of the feed all of them, of the journal what central has
 * given a receipt for, has in its own backup, and no view needs. Headers stay.
 *
 * By our own SQL: a deletion through the document layer would keep the body and offer it to others.
 */
export const createRetention = (db: Database, system: Pick<System, 'reached'>): Retention => {
  const meta = createMeta(db);
  const identity = meta.get('identity');
  if (!identity) throw new Error('a replica has a device');
  const { device, incarnation } = identity;
  const kept = Object.entries(isNeeded)
    .map(([kind, condition]) => `WHEN '${kind}' THEN ${condition}`)
    .join(' ');
  const range = 'seq > :after AND seq <= :last ORDER BY seq LIMIT :limit';
  const hasBody = (table: string): string => `json_extract("${table}".data, '$.body') IS NOT NULL`;
  const statements = {
    feed: db.prepare<[Range], Candidate>(
      `SELECT seq AS row, id, 0 AS seq, 0 AS incarnation, ${hasBody(feedTable)} AS hasBody, ${hasBody(feedTable)} AS isErasable
       FROM "${feedTable}" WHERE ${range}`,
    ),
    journal: db.prepare<[Range & { device: string; covered: string }], Candidate>(
      `SELECT document.seq AS row, document.id, ifnull(entry.seq, 0) AS seq, ifnull(entry.incarnation, 0) AS incarnation,
         ${hasBody('document')} AS hasBody,
         ${hasBody('document')} AND entry.receipt = 'accepted' AND entry.device = :device
           AND entry.seq <= (:covered ->> ('$.' || entry.incarnation))
           AND NOT (CASE entry.kind ${kept} ELSE 1 END) AS isErasable
       FROM (SELECT seq, id, data FROM "${journalTable}" WHERE ${range}) AS document
       LEFT JOIN entry ON entry.id = document.id ORDER BY document.seq`,
    ),
    erase: {
      [feedTable]: db.prepare(`UPDATE "${feedTable}" SET data = json_set(data, '$.body', NULL) WHERE id = ?`),
      [journalTable]: db.prepare(`UPDATE "${journalTable}" SET data = json_set(data, '$.body', NULL) WHERE id = ?`),
    },
  };
  /** The last rows before which nothing is left to erase. */
  let feedClearedTo = 0;
  let journalClearedTo = 0;

  const erase = (table: string, rows: readonly Candidate[]): number => {
    const erasable = rows.filter(({ isErasable }) => isErasable === 1);
    if (erasable.length === 0) return 0;
    db.transaction(() => {
      for (const { id } of erasable) statements.erase[table]?.run(id);
      // Of earlier incarnations nothing is added to any more: there the bodies themselves tell.
      const own = erasable.filter((row) => row.incarnation === incarnation).map((row) => row.seq);
      if (own.length > 0) {
        const before = meta.get('erasedTo');
        const seq = Math.max(before?.incarnation === incarnation ? before.seq : 0, ...own);
        meta.set('erasedTo', { incarnation, seq });
      }
      system.reached('erase:written');
    })();
    system.reached('erase:committed');
    return erasable.length;
  };

  return {
    begin: (checkpoint) => {
      const seqs = coveredSeqs(meta);
      const covered = JSON.stringify(seqs);
      const isAnyCovered = Object.values(seqs).some((seq) => seq > 0);
      let journalAfter = journalClearedTo;
      let isClear = true;
      return () => {
        const limit = rowsAtOnce;
        const items = statements.feed.all({ after: feedClearedTo, last: checkpoint.feedRow, limit });
        const lastItem = items.at(-1);
        if (lastItem) {
          const erased = erase(feedTable, items);
          feedClearedTo = lastItem.row;
          return { erased, isDone: false };
        }
        const range = { after: journalAfter, last: isAnyCovered ? checkpoint.journalRow : 0, limit };
        const entries = statements.journal.all({ ...range, device, covered });
        const erased = erase(journalTable, entries);
        const last = entries.at(-1);
        if (!last) return { erased, isDone: true };
        journalAfter = last.row;
        isClear &&= entries.every((entry) => entry.hasBody === entry.isErasable);
        if (isClear) journalClearedTo = last.row;
        return { erased, isDone: false };
      };
    },
  };
};

interface Range {
  readonly after: number;
  readonly last: number;
  readonly limit: number;
}

interface Candidate {
  /** As the storage counts. */
  readonly row: number;
  readonly id: string;
  /** Its place in the journal, and in which. */
  readonly seq: number;
  readonly incarnation: number;
  readonly hasBody: number;
  readonly isErasable: number | null;
}
