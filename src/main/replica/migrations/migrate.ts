import { constants, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { Reached } from '../../steps.ts';
import { discard, nextPart, promote } from '../generations.ts';
import { diskErrorToAppError, finishPart, schemaVersion, unlock } from '../open-file.ts';
import { createIndexes, createViews } from '../views/views.ts';
import { namesAsSearchedAndDrafts } from './0002-names-as-searched-and-drafts.ts';
import { householdsByRow } from './0003-households-by-row.ts';
import type { MigrationWatch } from './migrating.ts';
import type { Migration } from './migration.ts';
import { schemaText } from './schema-text.ts';

/** Every step there is, each in a file of its own and none ever taken out. */
export const migrations: readonly Migration[] = [namesAsSearchedAndDrafts, householdsByRow];

/** Where each part of the work begins on the way from 0 to 1, by how long they took with 30,000 residents. */
const begins = { copying: 0, changing: 0.1, checking: 0.8 } as const;

/**
 * Brings a file of an earlier version to this one: a copy becomes the next generation, step by step. The old file is
 * only read. Until the copy has its name the old file is the replica, and it stays until the new one has opened. Between
 * two parts of the work the thread's other work gets its turn: an official waits at the sign-in page and is told.
 *
 * @param version of the file at `path`
 * @returns the new file
 */
export const migrateFile = async (
  deps: { readonly folder: string; readonly reached: Reached; readonly watch: MigrationWatch },
  { path, version, key }: { readonly path: string; readonly version: number; readonly key: Buffer },
  all: readonly Migration[] = migrations,
): Promise<Result<string, AppError>> => {
  const { folder, reached, watch } = deps;
  const steps = stepsFrom(version, all);
  if (!steps) return err({ type: 'FileOlder', file: path, version });
  let part: string | null = null;
  let doing = 'copying';
  const pause = async (step: keyof typeof begins, done: number): Promise<void> => {
    watch.tell({ step, part: done });
    await new Promise(setImmediate);
    if (watch.signal.aborted) throw new Error('stopped');
  };
  try {
    await pause('copying', begins.copying);
    part = nextPart(folder);
    await copyWithLog(path, part);
    reached('migrate:copied');
    const db = openCopy(part, key);
    try {
      const before = countLogs(db);
      for (const [nth, step] of steps.entries()) {
        doing = `version ${step.to}`;
        const share = (begins.checking - begins.changing) / steps.length;
        await runStep(db, step, (done) => pause('changing', begins.changing + share * (nth + done)));
        reached('migrate:stepped');
      }
      doing = 'checking';
      await pause('checking', begins.checking);
      check(db, before);
      finishPart(db);
      reached('migrate:checked');
    } finally {
      db.close();
    }
    const file = promote(folder, part);
    reached('migrate:named');
    return ok(file);
  } catch (error) {
    if (part !== null) discard(folder, part);
    return err(
      diskErrorToAppError(error, path) ?? {
        type: 'FileNotMigrated',
        file: path,
        version,
        detail: `${doing}: ${error instanceof Error ? error.message : String(error)}`,
      },
    );
  } finally {
    watch.tell(null);
  }
};

/** The steps from a version to this program's, or null where one is missing. */
const stepsFrom = (version: number, all: readonly Migration[]): readonly Migration[] | null => {
  const steps = Array.from({ length: schemaVersion - version }, (_, index) =>
    all.find(({ to }) => to === version + index + 1),
  );
  return steps.every((step) => step !== undefined) ? steps : null;
};

/** With what its log holds. Nobody else has the file open: the folder is locked, and nobody is signed in yet. */
const copyWithLog = async (from: string, to: string): Promise<void> => {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  if (existsSync(`${from}-wal`)) await copyFile(`${from}-wal`, `${to}-wal`, constants.COPYFILE_FICLONE);
};

/** Without a journal and without fsync: until it gets its name it isn't there. */
const openCopy = (part: string, key: Buffer): Database.Database => {
  const db = new Database(part, { fileMustExist: true });
  try {
    unlock(db, key);
    // Takes the log in.
    db.pragma('journal_mode = DELETE');
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    // What a table held that is made anew must not lie in free pages: people in it may leave one day.
    db.pragma('secure_delete = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -65536');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

const runStep = async (
  db: Database.Database,
  { to, run }: Migration,
  pause: (done: number) => Promise<void>,
): Promise<void> => {
  db.exec('BEGIN');
  for (const done of run(db)) await pause(done);
  db.pragma(`user_version = ${to}`);
  db.exec('COMMIT');
};

/** How long the logs are; a file in which nobody ever worked has none. */
const countLogs = (db: Database.Database): string =>
  JSON.stringify(
    db
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE name IN ('entry', 'journal-0', 'feed-0') ORDER BY name`,
      )
      .pluck()
      .all()
      .map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()]),
  );

/** Whether every page is whole, the tables are those of a new file, and no entry is missing. */
const check = (db: Database.Database, before: string): void => {
  const problem = db.pragma('integrity_check(1)', { simple: true });
  if (problem !== 'ok') throw new Error('the new file is not whole');
  if (countLogs(db) !== before) throw new Error('an entry is missing in the new file');
  const fresh = new Database(':memory:');
  try {
    createViews(fresh);
    createIndexes(fresh);
    if (schemaText(fresh) !== schemaText(db)) throw new Error('the tables are not those of a new file');
  } finally {
    fresh.close();
  }
};
