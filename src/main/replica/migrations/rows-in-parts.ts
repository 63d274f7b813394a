import type { Database } from 'better-sqlite3';

const rowsAtOnce = 500;

/**
 * Runs a statement over the rows of a table, some at a time, in the order of their rowids.
 *
 * @param sql its parameters are the rowid behind which a part begins and the one with which it ends
 * @returns after each part, how many rows it changed
 */
export function* runInParts(db: Database, table: string, sql: string): Generator<number> {
  const take = db.prepare<[number, number]>(sql);
  const lastOf = db
    .prepare<[number, number], number | null>(
      `SELECT max(rowid) FROM (SELECT rowid FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?)`,
    )
    .pluck();
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const last = lastOf.get(after, rowsAtOnce);
    if (typeof last !== 'number') return;
    yield take.run(after, last).changes;
    after = last;
  }
}
