import Database from 'better-sqlite3';

/** A key for tests only. */
const TEST_KEY = 'ab'.repeat(32);

/** Opens an encrypted file as the replica does: raw key, write-ahead log, every commit on the disk. */
export function openEncrypted(file: string): Database.Database {
  const db = new Database(file);
  db.pragma(`cipher='sqlcipher'`);
  db.pragma(`key="x'${TEST_KEY}'"`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  return db;
}
