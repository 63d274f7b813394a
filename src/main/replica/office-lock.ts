import Database from 'better-sqlite3';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';

/**
 * One process at a time works in a data folder: two writers would fork the journal. The lock is a transaction that
 * stays open on an empty database, so the operating system lets go of it however the process ends.
 */
export const takeOfficeLock = (path: string): Result<{ readonly release: () => void }, AppError> => {
  const db = new Database(path, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      return err({ type: 'FileInUse' });
    throw error;
  }
  return ok({ release: () => db.close() });
};
