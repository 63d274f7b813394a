import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { forSqlite } from '../../src/main/replica/keys/file-key.ts';

/** Opens a file with a key, whatever stands in it, and reads all of it. Throws if that can't be done. */
export const openWithKey = (path: string, key: Buffer): Database.Database => {
  const db = new Database(path, { fileMustExist: true });
  try {
    db.pragma(`cipher = 'sqlcipher'`);
    db.key(forSqlite(key));
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/** Names of the folder's files that the key opens, also those which have no name of the replica's. */
export const openedBy = (folder: string, key: Buffer): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(db|part|checkpoint)[^/]*$/.test(name) && !/-(wal|shm)$/.test(name))
    .filter((name) => {
      try {
        openWithKey(join(folder, name), key).close();
        return true;
      } catch {
        return false;
      }
    });

/** All that the file says, read by SQLite itself, which must find it whole. */
export const contentOf = (db: Database.Database): Record<string, unknown[]> => {
  const whole = db.pragma('integrity_check', { simple: true });
  if (whole !== 'ok') throw new Error(String(whole));
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck();
  return Object.fromEntries(tables.all().map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]));
};
