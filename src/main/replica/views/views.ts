import { readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

const sqlOf = (name: string): string => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8');

/** Makes the tables of all views, without their indexes. */
export const createViews = (db: Database): void => {
  for (const view of ['meta', 'outbox', 'residents', 'filings', 'departures', 'ledger', 'drafts']) db.exec(sqlOf(view));
};

/** Makes the indexes; apart from the tables, because loading a snapshot is faster without them. */
export const createIndexes = (db: Database): void => {
  db.exec(sqlOf('indexes'));
};
