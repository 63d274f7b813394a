import type { Database } from 'better-sqlite3';

/**
 * The tables and indexes of a file as SQLite has them, without comments and blanks: two files of the same text hold the
 * same things in the same columns. The logs' own tables are the storage's, which makes them when it opens them.
 */
export const schemaText = (db: Database): string =>
  db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND tbl_name NOT GLOB '*-[0-9]*' AND tbl_name <> 'rx-sequences' ORDER BY type, name`,
    )
    .all()
    .map(({ sql }) => sql.replaceAll(/--[^\n]*/g, '').replaceAll(/\s+/g, ''))
    .join('\n');
