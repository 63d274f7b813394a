import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import { createViews } from './views/views.ts';

/** A later version of the app may write files that this one can't read; it then leaves them alone. */
const schemaVersion = 1;

/** Marks a file as ours (`RRSP`, `RRST` in ASCII), and production's and training's as different things. */
const applicationId = { production: 0x52_52_53_50, training: 0x52_52_53_54 } as const satisfies Record<Profile, number>;

/** The settings that an open connection needs; `key` is 32 bytes and is used as it is, without a derivation. */
const unlock = (db: Database.Database, key: Buffer): void => {
  db.pragma(`cipher = 'sqlcipher'`);
  db.pragma(`key = "x'${key.toString('hex')}'"`);
};

/** Makes a new, empty replica file for filling: no journal and no fsync, because until it gets its name it isn't there. */
export const createFile = (path: string, key: Buffer, profile: Profile): Database.Database => {
  const db = new Database(path);
  unlock(db, key);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  db.pragma(`application_id = ${applicationId[profile]}`);
  db.pragma(`user_version = ${schemaVersion}`);
  createViews(db);
  return db;
};

/** Opens the office's file for writing (WAL, every commit on disk before it is acknowledged). */
export const openFile = (path: string, key: Buffer, profile: Profile): Result<Database.Database, AppError> =>
  guardOpen(path, () => {
    const db = new Database(path, { fileMustExist: true });
    const checked = checkFile(db, path, key, profile);
    if (!checked.ok) return checked;
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -65536');
    return isWhole(db, path) ? ok(db) : closed(db, { type: 'FileDamaged', file: path, detail: 'its end is missing' });
  });

/** Opens the same file for reading beside the writer. */
export const openReadOnly = (path: string, key: Buffer, profile: Profile): Result<Database.Database, AppError> =>
  guardOpen(path, () => {
    const db = new Database(path, { fileMustExist: true, readonly: true });
    const checked = checkFile(db, path, key, profile);
    if (!checked.ok) return checked;
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -65536');
    return ok(db);
  });

const checkFile = (
  db: Database.Database,
  path: string,
  key: Buffer,
  profile: Profile,
): Result<Database.Database, AppError> => {
  unlock(db, key);
  let mark: unknown;
  try {
    mark = db.pragma('application_id', { simple: true });
  } catch (error) {
    // The slot's seal has shown that the key is right, so it is the file that isn't.
    if (isSqliteError(error, 'SQLITE_NOTADB')) return closed(db, { type: 'FileNotOurs', file: path });
    throw error;
  }
  if (mark !== applicationId[profile]) {
    const isOther = Object.values<unknown>(applicationId).includes(mark);
    return closed(
      db,
      isOther ? { type: 'FileOfOtherProfile', file: path, expected: profile } : { type: 'FileNotOurs', file: path },
    );
  }
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version !== schemaVersion) return closed(db, { type: 'FileNewer', file: path, version });
  return ok(db);
};

/** Whether the file holds all the pages that it counts. Cheap, where a full check of every page is not. */
const isWhole = (db: Database.Database, path: string): boolean => {
  db.pragma('wal_checkpoint(TRUNCATE)');
  const pages = Number(db.pragma('page_count', { simple: true }));
  const pageSize = Number(db.pragma('page_size', { simple: true }));
  return statSync(path).size >= pages * pageSize;
};

const closed = (db: Database.Database, error: AppError): Result<never, AppError> => {
  db.close();
  return err(error);
};

/** Turns what SQLite says of a file into what a person can do about it. Anything unforeseen is thrown on. */
const guardOpen = (
  path: string,
  open: () => Result<Database.Database, AppError>,
): Result<Database.Database, AppError> => {
  try {
    return open();
  } catch (error) {
    const known = sqliteErrorToAppError(error, path);
    if (known) return err(known);
    throw error;
  }
};

/** Null for errors that are nobody's to expect. */
export const sqliteErrorToAppError = (error: unknown, path: string): AppError | null => {
  if (!(error instanceof Database.SqliteError)) return null;
  const code = error.code.split('_').slice(0, 2).join('_');
  switch (code) {
    case 'SQLITE_NOTADB':
      return { type: 'FileNotOurs', file: path };
    case 'SQLITE_CORRUPT':
      return { type: 'FileDamaged', file: path, detail: error.message };
    case 'SQLITE_IOERR':
      return { type: 'FileDamaged', file: path, detail: `${error.code}: ${error.message}` };
    case 'SQLITE_CANTOPEN':
      return { type: 'FileDamaged', file: path, detail: 'it can not be opened' };
    case 'SQLITE_FULL':
      return { type: 'DiskFull' };
    case 'SQLITE_READONLY':
      return { type: 'DiskReadOnly' };
    case 'SQLITE_BUSY':
      return { type: 'FileInUse' };
    default:
      return null;
  }
};

const isSqliteError = (error: unknown, code: string): boolean =>
  error instanceof Database.SqliteError && error.code === code;
