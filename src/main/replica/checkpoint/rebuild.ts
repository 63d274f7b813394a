import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { readEntryHeader } from '../../../shared/contract/entry.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import { feedTable, type JournalDocument, journalTable } from '../collections.ts';
import { createFolds } from '../connection.ts';
import { checkpointOf, currentFile, discard, nextPart, promote, sweep } from '../generations.ts';
import { forSqlite } from '../keys/file-key.ts';
import { createFile, finishPart, openReadOnly, schemaVersion } from '../open-file.ts';
import { createMeta, type Identity } from '../views/meta.ts';
import { createIndexes } from '../views/views.ts';
import { type ReadCheckpoint, readCheckpoint } from './checkpoint-file.ts';
import { compareViews, type Difference } from './compare.ts';
import { inNoLog, loadLines, ownFacts } from './content.ts';
import { viewTables } from './keep-checkpoint.ts';
import { replay } from './replay.ts';

/** What came of making the views again out of the checkpoint and the logs. */
export interface Rebuilt {
  /** Where the file says otherwise than its logs; empty if nowhere. */
  readonly differences: readonly Difference[];
  /** Entries and items that were folded after the checkpoint. */
  readonly folded: number;
  /** When the checkpoint was made, by this computer's clock. */
  readonly checkpointAt: string;
}

export interface Rebuild {
  /** Only compares; the file stays as it is. May run beside an office that works. */
  readonly check: () => Promise<Result<Rebuilt, AppError>>;
  /** Makes a new file with views made from the logs. Nobody may have the old one open. */
  readonly rebuild: () => Promise<Result<Rebuilt, AppError>>;
}

export const createRebuild = (
  deps: { readonly folder: string; readonly profile: Profile; readonly system: Pick<System, 'sha256' | 'reached'> },
  key: Buffer,
): Rebuild => {
  const { folder, profile, system } = deps;

  const run = async (isKept: boolean): Promise<Result<Rebuilt, AppError>> => {
    const file = currentFile(folder);
    if (file === null) return err({ type: 'NotEnrolled' });
    const looked = openReadOnly(file, key, profile);
    if (!looked.ok) return looked;
    const identity = createMeta(looked.value).get('identity');
    looked.value.close();
    const checkpoint = identity && readCheckpoint(file, key, identity);
    if (!identity || !checkpoint)
      return err({ type: 'NoCheckpoint', why: existsSync(checkpointOf(file)) ? 'damaged' : 'none' });
    const part = nextPart(folder);
    try {
      if (checkpoint.about.schema !== schemaVersion) return err({ type: 'NoCheckpoint', why: 'other-version' });
      const made = await make(part, file, identity, checkpoint);
      if (!made) return err({ type: 'NoCheckpoint', why: 'erased-since' });
      system.reached('rebuild:built');
      if (isKept) {
        promote(folder, part);
        sweep(folder);
      }
      return ok({ ...made, checkpointAt: checkpoint.about.at });
    } finally {
      checkpoint.close();
      if (currentFile(folder) === file) discard(folder, part);
    }
  };

  /** Null if the logs have lost what lies after the checkpoint. */
  const make = async (
    part: string,
    old: string,
    identity: Identity,
    checkpoint: ReadCheckpoint,
  ): Promise<Pick<Rebuilt, 'differences' | 'folded'> | null> => {
    const db = createFile(part, key, profile);
    try {
      // Somebody may come and go again on the way.
      db.pragma('secure_delete = ON');
      db.prepare('ATTACH ? AS old KEY ?').run(old, forSqlite(key));
      db.exec('BEGIN');
      const meta = createMeta(db);
      meta.set('identity', identity);
      copyLogs(db);
      await enterHeaders(db, system);
      const folds = createFolds(db, meta);
      await loadLines(db, folds, checkpoint.lines());
      createIndexes(db);
      const { feedRow, journalRow } = checkpoint.about;
      if (!(await replay(db, { system, meta, folds }, checkpoint.about))) return null;
      for (const table of inNoLog) db.exec(`INSERT INTO main."${table}" SELECT * FROM old."${table}"`);
      db.exec(`INSERT OR REPLACE INTO main.meta SELECT * FROM old.meta WHERE name IN (${ownFacts})`);
      const differences = compareViews(db, viewTables());
      db.exec('COMMIT');
      const folded = db
        .prepare<[number, number], number>(
          `SELECT (SELECT count(*) FROM main."${feedTable}" WHERE seq > ?)
             + (SELECT count(*) FROM main."${journalTable}" WHERE seq > ?)`,
        )
        .pluck()
        .get(feedRow, journalRow);
      finishPart(db);
      return { differences, folded: folded ?? 0 };
    } finally {
      db.close();
    }
  };

  return { check: () => run(false), rebuild: () => run(true) };
};

/** The logs are what they are: taken over with everything that the storage keeps of them. */
const copyLogs = (db: Database): void => {
  const tables = db.prepare<[string], string>(
    'SELECT sql FROM old.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL',
  );
  for (const table of [journalTable, feedTable]) {
    for (const sql of tables.pluck().all(table)) db.exec(sql);
    db.exec(`INSERT INTO main."${table}" SELECT * FROM old."${table}"`);
  }
};

/** Each entry's place in the chain, from its header; what central said of it is in no log. */
const enterHeaders = async (db: Database, { sha256 }: Pick<System, 'sha256'>): Promise<void> => {
  const put = db.prepare(
    'INSERT INTO main.entry VALUES (?, ?, ?, ?, ?, ?, (SELECT receipt FROM old.entry WHERE id = ?))',
  );
  const rows = db.prepare<[number], { seq: number; data: string }>(
    `SELECT seq, data FROM main."${journalTable}" WHERE seq > ? ORDER BY seq LIMIT 100`,
  );
  for (let after = 0; ; ) {
    const some = rows.all(after);
    for (const { seq, data } of some) {
      const { header: text } = JSON.parse(data) as JournalDocument;
      const header = readEntryHeader(text);
      if (!header) throw new Error(`row ${seq} of the journal has no readable header`);
      put.run(header.device, header.incarnation, header.seq, header.id, header.kind, sha256(text), header.id);
      after = seq;
    }
    if (some.length === 0) return;
    await new Promise(setImmediate);
  }
};
