import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { CodeFileError } from '../../shared/registry/code-import.ts';

/**
 * The imported codes and addresses: one SQLite file of public data, so it isn't encrypted. It is never changed, only
 * replaced as a whole by a new one that gets its name.
 */
const applicationId = 0x52_52_53_43; // RRSC
const schemaVersion = 1;

/** The file that is being made, and what may stand beside it; a crash leaves them, and the next import removes them. */
const partOf = (file: string): string => `${file}.part`;
const stagingOf = (file: string): string => `${file}.staging`;

const remove = (path: string): void => {
  for (const each of [path, `${path}-journal`, `${path}-wal`, `${path}-shm`]) rmSync(each, { force: true });
};

export const removeParts = (file: string): void => {
  remove(partOf(file));
  remove(stagingOf(file));
};

/** Makes a new file for filling: no journal and no fsync, because until it gets its name it isn't there. */
export const createPart = (file: string): Database.Database => {
  removeParts(file);
  const db = new Database(partOf(file));
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('temp_store = FILE');
  db.pragma('cache_size = -65536');
  db.pragma(`application_id = ${String(applicationId)}`);
  db.pragma(`user_version = ${String(schemaVersion)}`);
  db.prepare('ATTACH ? AS staging').run(stagingOf(file));
  db.pragma('staging.journal_mode = OFF');
  db.pragma('staging.synchronous = OFF');
  return db;
};

const syncPath = (path: string, flags: string): void => {
  const handle = openSync(path, flags);
  fsyncSync(handle);
  closeSync(handle);
};

/** Puts the finished, closed part in the file's place. Before the rename the old file counts, after it the new one. */
export const promotePart = (file: string): void => {
  syncPath(partOf(file), 'r+');
  renameSync(partOf(file), file);
  // Windows can't and needn't open folders.
  if (process.platform !== 'win32') syncPath(dirname(file), 'r');
  remove(stagingOf(file));
};

/** Opens an imported file for reading. Refuses any other file, and leaves it as it is. */
export const openCodeFile = (file: string): Result<Database.Database, CodeFileError> => {
  if (!existsSync(file)) return err({ type: 'CodeFileMissing', file });
  let db: Database.Database | undefined;
  const refuse = (error: CodeFileError): Result<never, CodeFileError> => {
    db?.close();
    return err(error);
  };
  try {
    // SQLite would open a folder too, and say one thing or another of what it can't read there.
    if (!statSync(file).isFile()) return refuse({ type: 'NotACodeFile', file });
    db = new Database(file, { readonly: true, fileMustExist: true });
    if (db.pragma('application_id', { simple: true }) !== applicationId) return refuse({ type: 'NotACodeFile', file });
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > schemaVersion) return refuse({ type: 'CodeFileNewer', file, version });
    db.pragma('cache_size = -16384');
    return ok(db);
  } catch (error) {
    const known = errorToCodeFileError(error, file);
    if (known) return refuse(known);
    throw error;
  }
};

/** One import at a time makes a new file. The system lets go of the lock however the process ends. */
export const takeImportLock = (file: string): Result<{ readonly release: () => void }, CodeFileError> => {
  let db: Database.Database | undefined;
  try {
    const locked = (db = new Database(`${file}.lock`, { timeout: 0 }));
    locked.pragma('locking_mode = EXCLUSIVE');
    locked.exec('BEGIN EXCLUSIVE');
    return ok({ release: () => locked.close() });
  } catch (error) {
    db?.close();
    const known = errorToCodeFileError(error, file);
    if (known) return err(known);
    throw error;
  }
};

/** What SQLite or the file system says of the file or its disk. Null for errors that are nobody's to expect. */
export const errorToCodeFileError = (error: unknown, file: string): CodeFileError | null => {
  if (!(error instanceof Error)) return null;
  // The driver refuses a path whose folder isn't there with an error of its own.
  if (error instanceof TypeError && error.message.includes('directory does not exist'))
    return { type: 'CodeFileUnwritable', file, detail: 'its folder is not there' };
  if (!('code' in error) || typeof error.code !== 'string') return null;
  const { code, message } = error;
  switch (error instanceof Database.SqliteError ? code.split('_').slice(0, 2).join('_') : code) {
    case 'SQLITE_NOTADB':
      return { type: 'NotACodeFile', file };
    case 'SQLITE_CORRUPT':
      return { type: 'CodeFileDamaged', file, detail: message };
    case 'SQLITE_FULL':
    case 'ENOSPC':
    case 'EDQUOT':
      return { type: 'CodeDiskFull', file };
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
    case 'EBUSY':
      return { type: 'CodeFileInUse', file };
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
    case 'SQLITE_IOERR':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EISDIR':
    case 'ENOENT':
    case 'EIO':
      return { type: 'CodeFileUnwritable', file, detail: `${code}: ${message}` };
    default:
      return null;
  }
};
