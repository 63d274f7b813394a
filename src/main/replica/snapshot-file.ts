import type { Database } from 'better-sqlite3';
import type { SnapshotRow, SnapshotStart } from '../../shared/contract/sync.ts';
import type { FilingId } from '../../shared/registry/ids.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import { type JournalDocument, journalTable } from './collections.ts';
import { createFolds, type Folds } from './connection.ts';
import { removeFile } from './durable-file.ts';
import { forSqlite } from './keys/file-key.ts';
import { createFile, finishPart } from './open-file.ts';
import { createMeta, type Identity, type Meta } from './views/meta.ts';
import type { JsonText } from './views/residents.ts';
import { createIndexes } from './views/views.ts';

/** After this many rows, other work of the thread gets its turn. */
const rowsAtOnce = 500;

const ledgerTables = [
  'certificate',
  'certificate_step',
  'certificate_subject',
  'certificate_to_compare',
  'certificate_pdf',
  'serial_block',
  'serial_request',
  'sheets_spent',
  'signed_day',
] as const;

/** A row, with the JSON of its household or resident as it came, where that is at hand. */
export type SnapshotLine = SnapshotRow & { readonly document?: JsonText };

/** A snapshot that was checked: its rows may be read once. */
export interface CheckedSnapshot {
  readonly start: SnapshotStart;
  readonly rows: Iterable<SnapshotLine>;
}

/**
 * Makes a new file without any data of residents: for a device that is being enrolled.
 * The caller gives it its name when it is closed.
 */
export const buildEmptyFile = (path: string, key: Buffer, profile: Profile, identity: Identity): void => {
  const db = createFile(path, key, profile);
  createIndexes(db);
  createMeta(db).set('identity', identity);
  finishPart(db);
  db.close();
};

/** Makes a new file out of a snapshot, by plain SQL and without a journal; `copyJournal` makes it whole. */
export const buildSnapshotFile = async (
  path: string,
  key: Buffer,
  profile: Profile,
  identity: Identity,
  snapshot: CheckedSnapshot,
): Promise<Database> => {
  const db = createFile(path, key, profile);
  try {
    const meta = createMeta(db);
    meta.set('identity', identity);
    await loadRows(db, meta, identity, snapshot.rows);
    createIndexes(db);
    meta.set('office', snapshot.start.office);
    meta.setOfficials(snapshot.start.officials);
    meta.set('position', snapshot.start.position);
    meta.set('registerAsOf', snapshot.start.at);
    db.exec('COMMIT');
    return db;
  } catch (error) {
    // A file that stays open keeps its space, and the disk may be full.
    db.close();
    removeFile(path);
    throw error;
  }
};

/** In a transaction that it leaves open. */
const loadRows = async (db: Database, meta: Meta, identity: Identity, rows: Iterable<SnapshotLine>): Promise<void> => {
  const folds = createFolds(db, meta);
  let count = 0;
  db.exec('BEGIN');
  for (const row of rows) {
    switch (row.row) {
      case 'departure':
        folds.departures.addDeparture(row.departure);
        break;
      case 'arrival':
        folds.departures.addArrival(row.arrival);
        break;
      case 'block':
        folds.ledger.grant(identity, row.block);
        break;
      case 'policy':
        meta.set('policy', row.policy);
        break;
      case 'deadlines':
        meta.set('deadlines', row.deadlines);
        break;
      default:
        loadRow(folds, row);
    }
    count += 1;
    if (count % rowsAtOnce === 0) await new Promise(setImmediate);
  }
};

/**
 * Brings over what only this device has: its journal with the receipts, filings that central has not answered, and drafts.
 * No entry may be appended from here until the new file has its name.
 */
export const copyJournal = (db: Database, oldPath: string, key: Buffer): void => {
  db.prepare('ATTACH ? AS old KEY ?').run(oldPath, forSqlite(key));
  // The storage makes the logs' tables when it opens them; the journal's is here before it, in the same form.
  const tables = db.prepare<[string], string>(
    'SELECT sql FROM old.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL',
  );
  for (const sql of tables.pluck().all(journalTable)) db.exec(sql);
  db.exec(`
    INSERT INTO "${journalTable}" SELECT * FROM old."${journalTable}";
    INSERT INTO entry SELECT * FROM old.entry;
  `);
  // Filings too that central has told of: it doesn't tell which of them this device took, nor their hashes.
  const filed = db
    .prepare<[], string>(
      `SELECT document.data FROM entry JOIN "${journalTable}" AS document ON document.id = entry.id
       WHERE entry.kind IN ('moveInReported', 'registerReported', 'filingAmended')
       ORDER BY entry.incarnation, entry.seq`,
    )
    .pluck();
  const { foldEntry, filings } = createFolds(db, createMeta(db));
  for (const data of filed.all()) foldEntry(JSON.parse(data) as JournalDocument);
  const quarantined = db.prepare<[], { id: FilingId; reason: string }>(
    `SELECT id, quarantined AS reason FROM old.filing WHERE quarantined IS NOT NULL
     UNION ALL SELECT entry, quarantined FROM old.amendment WHERE quarantined IS NOT NULL AND entry IS NOT NULL`,
  );
  for (const { id, reason } of quarantined.all()) filings.markQuarantined(id, reason);
  // The ledger is this device's own, whatever central said of it; what was used up of a block stays used up.
  for (const table of ledgerTables) db.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM old.${table}`);
  // Nobody knows what changed between the two files, so every paper that is still valid is compared anew.
  db.exec(`
    INSERT OR IGNORE INTO certificate_to_compare
      SELECT id FROM certificate WHERE state = 'issued' AND overtaken IS NULL
        AND issued_on >= (SELECT date(max(issued_on), '-90 days') FROM certificate);
    DELETE FROM serial_request WHERE entry NOT IN (SELECT id FROM entry WHERE receipt IS NULL);
    INSERT INTO meta SELECT * FROM old.meta WHERE name IN ('printers', 'clockOffsetMs', 'admitted', 'backupFolder', 'lastBackup', 'covered', 'coveredEarlier', 'erasedTo');
    INSERT INTO draft SELECT * FROM old.draft;
  `);
  db.exec('DETACH old');
};

const loadRow = (
  { residents, filings }: Folds,
  row: Extract<SnapshotLine, { readonly row: 'household' | 'resident' | 'filing' }>,
): void => {
  switch (row.row) {
    case 'household':
      residents.loadHousehold(row.household, row.document);
      return;
    case 'resident':
      residents.loadResident(row.resident, row.document);
      return;
    case 'filing': {
      filings.putSummary(row.filing);
      filings.putAnswers(row.filing.id, row.answers);
      return;
    }
  }
};
