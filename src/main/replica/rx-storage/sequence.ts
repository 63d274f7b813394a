import type { Database } from 'better-sqlite3';
import { quoted } from './columns.ts';

/** The numbers of a table's writes: they only grow, and none is given twice. */
export type Sequence = {
  /** The highest number given so far. */
  last(): number;
  /** Writes the highest number down. To be called before rows are deleted, because the newest may be among them. */
  keep(): void;
};

/**
 * Opens the sequence of a table, which must exist.
 *
 * It is read from the rows themselves at each write and kept nowhere in memory, so it needs no repair after a
 * roll-back or a restart. What is written down outlives even the table: one that is created again under the same name
 * goes on counting, and nobody's old checkpoint skips its rows.
 */
export function openSequence(db: Database, tableName: string): Sequence {
  db.exec(
    `CREATE TABLE IF NOT EXISTS "rx-sequences" ("table" TEXT PRIMARY KEY, kept INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  );
  const stmts = {
    last: db
      .prepare<[string], number>(
        `SELECT max(
           coalesce((SELECT max(seq) FROM ${quoted(tableName)}), 0),
           coalesce((SELECT kept FROM "rx-sequences" WHERE "table" = ?), 0))`,
      )
      .pluck(),
    keep: db.prepare<[string, number]>(
      `INSERT INTO "rx-sequences" ("table", kept) VALUES (?, ?) ON CONFLICT DO UPDATE SET kept = excluded.kept`,
    ),
  };
  const last = () => stmts.last.get(tableName) ?? 0;
  return {
    last,
    keep: () => {
      stmts.keep.run(tableName, last());
    },
  };
}
