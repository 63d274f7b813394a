import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import { createViews } from './views/views.ts';

/**
 * Raised with every change of the views. A file of another version is left alone: what is in it is safe, and this program
 * would read it wrong.
 */
const schemaVersion = 2;

/** Marks a file as ours (`RRSP`, `RRST` in ASCII), and production's and training's as different things. */
const applicationId = { production: 0x52_52_53_50, training: 0x52_52_53_54 } as const satisfies Record<Profile, number>;

/** What the cipher makes its pages of. */
const pageSize = 4_096;

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
  guardOpen(path, (opening) => {
    // Looked at before it is touched: a connection that may write takes in a log that was left, even of a file refused.
    const looked = openReadOnly(path, key, profile);
    if (!looked.ok) return looked;
    looked.value.close();
    const db = opening(new Database(path, { fileMustExist: true }));
    unlock(db, key);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -65536');
    if (!isWhole(db, path)) return closed(db, { type: 'FileDamaged', file: path, detail: 'its end is missing' });
    return ok(db);
  });

/** Opens the same file for reading beside the writer. */
export const openReadOnly = (path: string, key: Buffer, profile: Profile): Result<Database.Database, AppError> =>
  guardOpen(path, (opening) => {
    // SQLite takes an empty file for a new database, and would delete the log beside it with all that is in there.
    if (statSync(path).size < pageSize) return err({ type: 'FileDamaged', file: path, detail: 'it has no page' });
    const db = opening(new Database(path, { fileMustExist: true, readonly: true }));
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
  if (version > schemaVersion) return closed(db, { type: 'FileNewer', file: path, version });
  if (version < 1) return closed(db, { type: 'FileDamaged', file: path, detail: `version ${version}` });
  if (version < schemaVersion) return closed(db, { type: 'FileOlder', file: path, version });
  return ok(db);
};

/** Whether the file holds all the pages that it counts. Cheap, where a full check of every page is not. */
const isWhole = (db: Database.Database, path: string): boolean => {
  db.pragma('wal_checkpoint(TRUNCATE)');
  const pages = Number(db.pragma('page_count', { simple: true }));
  return statSync(path).size >= pages * pageSize;
};

const closed = (db: Database.Database, error: AppError): Result<never, AppError> => {
  db.close();
  return err(error);
};

/** Turns what SQLite says of a file into what a person can do about it. Anything unforeseen is thrown on. */
const guardOpen = (
  path: string,
  open: (opening: (db: Database.Database) => Database.Database) => Result<Database.Database, AppError>,
): Result<Database.Database, AppError> => {
  let opened: Database.Database | undefined;
  try {
    return open((db) => (opened = db));
  } catch (error) {
    opened?.close();
    const known = diskErrorToAppError(error, path);
    if (known) return err(known);
    throw error;
  }
};

/** What SQLite or the file system says of a file or its disk. Null for errors that are nobody's to expect. */
export const diskErrorToAppError = (error: unknown, path: string): AppError | null => {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const { code, message } = error;
  switch (error instanceof Database.SqliteError ? code.split('_').slice(0, 2).join('_') : code) {
    case 'SQLITE_NOTADB':
      return { type: 'FileNotOurs', file: path };
    case 'SQLITE_CORRUPT':
      return { type: 'FileDamaged', file: path, detail: message };
    case 'SQLITE_IOERR':
    case 'EIO':
      return { type: 'FileDamaged', file: path, detail: `${code}: ${message}` };
    case 'ENOENT':
      return { type: 'FileDamaged', file: path, detail: 'it is not there' };
    case 'SQLITE_CANTOPEN':
      // SQLite doesn't say why; a folder in which it may not make its log is the usual reason.
      return canWrite(path)
        ? { type: 'FileDamaged', file: path, detail: 'it can not be opened' }
        : { type: 'DiskReadOnly' };
    case 'SQLITE_FULL':
    case 'ENOSPC':
    case 'EDQUOT':
      return { type: 'DiskFull' };
    case 'SQLITE_READONLY':
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return { type: 'DiskReadOnly' };
    case 'SQLITE_BUSY':
      return { type: 'FileInUse' };
    default:
      return null;
  }
};

const canWrite = (path: string): boolean => {
  try {
    accessSync(dirname(path), constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const isSqliteError = (error: unknown, code: string): boolean =>
  error instanceof Database.SqliteError && error.code === code;
