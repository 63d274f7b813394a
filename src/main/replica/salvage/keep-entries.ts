import Database from 'better-sqlite3';
import { syncFile } from '../durable-file.ts';
import { unlock } from '../open-file.ts';
import type { FoundEntry } from './collect.ts';

/** Keeps entries that could be read and have no place in a chain any more, in an encrypted file of their own. */
export const keepEntries = (
  path: string,
  key: Buffer,
  entries: readonly { readonly entry: FoundEntry; readonly receipt: string | null }[],
): void => {
  const db = new Database(path);
  try {
    unlock(db, key);
    db.pragma('journal_mode = OFF');
    db.exec(`BEGIN; CREATE TABLE entry(
      incarnation INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, receipt TEXT,
      header TEXT NOT NULL, body TEXT, PRIMARY KEY (incarnation, seq)
    ) STRICT, WITHOUT ROWID`);
    const put = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)');
    for (const { entry, receipt } of entries) {
      const { incarnation, seq, id, kind } = entry.header;
      put.run(incarnation, seq, id, kind, receipt, entry.headerText, entry.body);
    }
    db.exec('COMMIT');
  } finally {
    db.close();
  }
  syncFile(path);
};
