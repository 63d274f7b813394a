import { constants, copyFileSync, existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { Reached } from '../../steps.ts';
import { discard, nextPart, promote } from '../generations.ts';
import { diskErrorToAppError, finishPart, schemaVersion, unlock } from '../open-file.ts';
import { createIndexes, createViews } from '../views/views.ts';
import { namesAsSearchedAndDrafts } from './0002-names-as-searched-and-drafts.ts';
import type { Migration } from './migration.ts';
import { schemaText } from './schema-text.ts';

/** Every step there is, each in a file of its own and none ever taken out. */
export const migrations: readonly Migration[] = [namesAsSearchedAndDrafts];

/**
 * Brings a file of an earlier version to this one: a copy becomes the next generation, step by step. The old file is
 * only read. Until the copy has its name the old file is the replica, and it stays until the new one has opened.
 *
 * @param version of the file at `path`
 * @returns the new file
 */
export const migrateFile = (
  deps: { readonly folder: string; readonly reached: Reached },
  { path, version, key }: { readonly path: string; readonly version: number; readonly key: Buffer },
  all: readonly Migration[] = migrations,
): Result<string, AppError> => {
  const { folder, reached } = deps;
  const steps = stepsFrom(version, all);
  if (!steps) return err({ type: 'FileOlder', file: path, version });
  let part: string | null = null;
  let doing = 'copying';
  try {
    part = nextPart(folder);
    copyFile(path, part);
    reached('migrate:copied');
    const db = openCopy(part, key);
    try {
      const before = countLogs(db);
      for (const step of steps) {
        doing = `version ${step.to}`;
        runStep(db, step);
        reached('migrate:stepped');
      }
      doing = 'checking';
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
const copyFile = (from: string, to: string): void => {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`, constants.COPYFILE_FICLONE);
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

const runStep = (db: Database.Database, { to, run }: Migration): void => {
  db.exec('BEGIN');
  run(db);
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
