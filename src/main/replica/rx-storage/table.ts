import type { Database } from 'better-sqlite3';
import type { Column, ColumnType, Layout, SqlValue } from './columns.ts';
import { createColumnReader, quoted } from './columns.ts';

/** The rows of one collection: each document's newest state, under the sequence of the write that made it so. */
export type Table = {
  /** Quoted, for queries that are built elsewhere. */
  readonly sql: string;
  /** The stored document's revision, or undefined. */
  revisionOf(key: string): string | undefined;
  /** The stored document as JSON, or undefined. */
  dataOf(key: string): string | undefined;
  /** Stores a document under a new sequence, unless one with its key is there; answers whether it did. */
  add(seq: number, document: { readonly _rev: string }): boolean;
  /** Stores a document's state under a new sequence, instead of its earlier state if there is one. */
  put(seq: number, document: { readonly _rev: string }): void;
  /** Documents written after a sequence, oldest write first. A negative limit means all. */
  since(seq: number, limit: number): { seq: number; data: string }[];
  /** Deletes tombstones that were written at or before a time, and returns the keys of those deleted. */
  purge(writtenUntil: number, limit: number): string[];
  /** Whether some document doesn't fit its schema in an indexed field; then columns can't answer queries. */
  hasIrregular(): boolean;
  drop(): void;
};

const SQL_TYPES: Readonly<Record<ColumnType, string>> = { text: 'TEXT', number: 'REAL', boolean: 'INTEGER' };

/**
 * Opens the table behind a collection, and creates it if need be.
 *
 * The sequence is the row's own key, and a document that is written again gets a new row. So following the changes is
 * a walk along the table, and a write appends to it. Our logs are written once and never updated; where documents are
 * (RxDB's own bookkeeping), the indexes are small.
 */
export function openTable(db: Database, name: string, layout: Layout): Table {
  const sql = quoted(name);
  const columns = [...layout.columns.values()];
  createTable(db, name, layout);

  const fields = ['seq', ...columns.map((column) => column.sql), 'irregular', 'rev', 'data'];
  const row = `(${fields.join(', ')}) VALUES (${fields.map(() => '?').join(', ')})`;
  const stmts = {
    revision: db.prepare<[string], string>(`SELECT rev FROM ${sql} WHERE id = ?`).pluck(),
    data: db.prepare<[string], string>(`SELECT data FROM ${sql} WHERE id = ?`).pluck(),
    add: db.prepare<[(SqlValue | null)[]]>(`INSERT INTO ${sql} ${row} ON CONFLICT (id) DO NOTHING`),
    put: db.prepare<[(SqlValue | null)[]]>(`INSERT OR REPLACE INTO ${sql} ${row}`),
    since: db.prepare<[number, number], { seq: number; data: string }>(
      `SELECT seq, data FROM ${sql} WHERE seq > ? ORDER BY seq LIMIT ?`,
    ),
    purge: db
      .prepare<[number, number], string>(
        `DELETE FROM ${sql} WHERE seq IN (SELECT seq FROM ${sql} WHERE deleted = 1 AND lwt <= ? LIMIT ?) RETURNING id`,
      )
      .pluck(),
    hasIrregular: db.prepare<[], number>(`SELECT EXISTS (SELECT 1 FROM ${sql} WHERE irregular = 1)`).pluck(),
  };
  const readers = columns.map(createColumnReader);
  const valuesOf = (seq: number, document: { readonly _rev: string }): (SqlValue | null)[] => {
    const values: (SqlValue | null)[] = [seq];
    let irregular = 0;
    for (const read of readers) {
      const value = read(document);
      if (value === undefined) irregular = 1;
      values.push(value ?? null);
    }
    values.push(irregular, document._rev, JSON.stringify(document));
    return values;
  };

  return {
    sql,
    revisionOf: (key) => stmts.revision.get(key),
    dataOf: (key) => stmts.data.get(key),
    add: (seq, document) => stmts.add.run(valuesOf(seq, document)).changes === 1,
    put: (seq, document) => {
      stmts.put.run(valuesOf(seq, document));
    },
    since: (seq, limit) => stmts.since.all(seq, limit),
    purge: (writtenUntil, limit) => stmts.purge.all(writtenUntil, limit),
    hasIrregular: () => stmts.hasIrregular.get() === 1,
    drop: () => db.exec(`DROP TABLE IF EXISTS ${sql}`),
  };
}

function createTable(db: Database, name: string, layout: Layout): void {
  const table = quoted(name);
  // SQLite would take another collection's table for this one's.
  const alike = db
    .prepare<[string, string], string>('SELECT name FROM sqlite_schema WHERE name = ? COLLATE NOCASE AND name <> ?')
    .pluck()
    .get(name, name);
  if (alike !== undefined)
    throw new Error(`${name} and ${alike} differ only in case, so they cannot stand in one file`);
  const fields = [...layout.columns.values()].map(columnToDefinition);
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (
       seq INTEGER PRIMARY KEY, ${fields.join(', ')},
       irregular INTEGER NOT NULL, rev TEXT NOT NULL, data TEXT NOT NULL
     ) STRICT;
     CREATE INDEX IF NOT EXISTS ${quoted(`${name}|tombstones`)} ON ${table} (lwt) WHERE deleted = 1;
     CREATE INDEX IF NOT EXISTS ${quoted(`${name}|irregular`)} ON ${table} (irregular) WHERE irregular = 1;`,
  );
  for (const index of layout.indexes) {
    const indexName = quoted(`${name}|${index.map((column) => column.label).join(',')}`);
    db.exec(`CREATE INDEX IF NOT EXISTS ${indexName} ON ${table} (${index.map((column) => column.sql).join(', ')})`);
  }
}

function columnToDefinition(column: Column): string {
  return `${column.sql} ${SQL_TYPES[column.type]}${column.sql === 'id' ? ' NOT NULL UNIQUE' : ''}`;
}
