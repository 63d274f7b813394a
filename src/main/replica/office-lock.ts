import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { diskErrorToAppError } from './open-file.ts';

/**
 * One process at a time works in a data folder: two writers would fork the journal. The lock is a transaction that
 * stays open on an empty database, so the operating system lets go of it however the process ends.
 */
export const takeOfficeLock = (
  folder: string,
  name: 'office.lock' | 'backup.lock' = 'office.lock',
): Result<{ readonly release: () => void }, AppError> => {
  const path = join(folder, name);
  let db: Database.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const locked = (db = new Database(path, { timeout: 0 }));
    locked.pragma('locking_mode = EXCLUSIVE');
    locked.exec('BEGIN EXCLUSIVE');
    return ok({ release: () => locked.close() });
  } catch (error) {
    db?.close();
    const known = diskErrorToAppError(error, path);
    if (known) return err(known);
    throw error;
  }
};
