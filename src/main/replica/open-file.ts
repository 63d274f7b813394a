import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import { forSqlite } from './keys/file-key.ts';
import { pageSize, readSaltOf } from './page-cipher.ts';
import { readWal } from './salvage/wal.ts';
import { createViews } from './views/views.ts';

/**
 * Raised with every change of the views, with a step in `migrations/` that brings files of the version before to it. A
 * later file is left alone: what is in it is safe, and this program would read it wrong.
 */
export const schemaVersion = 3;

/** Marks a file as ours (`RRSP`, `RRST` in ASCII), and production's and training's as different things. */
const applicationId = { production: 0x52_52_53_50, training: 0x52_52_53_54 } as const satisfies Record<Profile, number>;

/** The settings that an open connection needs; `key` is 32 bytes and is used as it is, without a derivation. */
export const unlock = (db: Database.Database, key: Buffer): void => {
  db.pragma(`cipher = 'sqlcipher'`);
  const raw = forSqlite(key);
  db.key(raw);
  raw.fill(0);
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

/** Opens a file that has no name yet, to rewrite it whole: without a log or fsync, because a crash throws it away. */
export const openPart = (path: string, key: Buffer): Database.Database => {
  const db = new Database(path, { fileMustExist: true });
  unlock(db, key);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('temp_store = MEMORY');
  return db;
};

/**
 * Makes a part what an open file is, before it gets its name. Turned into that when it is opened, it would lie beside a
 * rollback journal for a moment, and after a power cut in that moment nobody could read it who only reads.
 */
export const finishPart = (db: Database.Database): void => {
  db.pragma('main.journal_mode = WAL');
};

/** Encrypts every page of a part with another key. */
export const rekeyPart = (path: string, from: Buffer, to: Buffer): void => {
  const db = openPart(path, from);
  try {
    const raw = forSqlite(to);
    db.rekey(raw);
    raw.fill(0);
  } finally {
    db.close();
  }
};

/**
 * Opens the office's file for writing (WAL, every commit on disk before it is acknowledged).
 *
 * @param look says what else is wrong with it, as long as nothing was written
 */
export const openFile = (
  path: string,
  key: Buffer,
  profile: Profile,
  look: (db: Database.Database) => AppError | null = () => null,
): Result<Database.Database, AppError> =>
  guardOpen(path, (opening) => {
    // Looked at before it is touched: a connection that may write takes in a log that was left, even of a file refused.
    const looked = openReadOnly(path, key, profile);
    if (!looked.ok) return looked;
    opening(looked.value);
    const problem: AppError | null = isCutOff(looked.value, path, key)
      ? { type: 'FileDamaged', file: path, detail: 'its end is missing' }
      : look(looked.value);
    looked.value.close();
    if (problem) return err(problem);
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

/**
 * Opens the same file for reading beside the writer.
 * @param oldest the earliest version that the caller can read
 */
export const openReadOnly = (
  path: string,
  key: Buffer,
  profile: Profile,
  oldest = schemaVersion,
): Result<Database.Database, AppError> =>
  guardOpen(path, (opening) => {
    // SQLite takes an empty file for a new database, and would delete the log beside it with all that is in there.
    if (statSync(path).size < pageSize) return err({ type: 'FileDamaged', file: path, detail: 'it has no page' });
    const db = opening(new Database(path, { fileMustExist: true, readonly: true }));
    const checked = checkFile(db, path, key, profile, oldest);
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
  oldest: number,
): Result<Database.Database, AppError> => {
  unlock(db, key);
  const mark: unknown = db.pragma('application_id', { simple: true });
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
  if (version < oldest) return closed(db, { type: 'FileOlder', file: path, version });
  return ok(db);
};

/** Whether pages are missing at the end that the log doesn't bring either. */
const isCutOff = (db: Database.Database, path: string, key: Buffer): boolean => {
  const pages = Number(db.pragma('page_count', { simple: true }));
  const there = Math.floor(statSync(path).size / pageSize);
  if (there >= pages) return false;
  const { frames, taken } = readWal(`${path}-wal`, key, readSaltOf(path));
  const inLog = new Set(frames.slice(0, taken).map(({ page }) => page));
  return Array.from({ length: pages - there }, (_, index) => there + index + 1).some((page) => !inLog.has(page));
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
    const known = diskErrorToAppError(causeOf(error, path), path);
    if (known) return err(known);
    throw error;
  }
};

/**
 * Where the disk doesn't give the first page, the cipher takes what it has instead for the page of another file. Read
 * beside SQLite (raw-files.ts says why not): in a file that doesn't open nobody works.
 */
const causeOf = (error: unknown, path: string): unknown => {
  if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_NOTADB') return error;
  try {
    readSaltOf(path);
    return error;
  } catch (unreadable) {
    return unreadable;
  }
};

/** What SQLite or the file system says of a file or its disk. Null for errors that are nobody's to expect. */
export const diskErrorToAppError = (error: unknown, path: string): AppError | null => {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const { code, message } = error;
  switch (error instanceof Database.SqliteError ? code.split('_').slice(0, 2).join('_') : code) {
    case 'SQLITE_NOTADB':
      // The slot's seal has shown that the key is right, so it is the file that isn't.
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

/** Whether the file and its folder may be written to; before it is there, the folder. */
export const canWrite = (path: string): boolean => {
  try {
    accessSync(dirname(path), constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};
