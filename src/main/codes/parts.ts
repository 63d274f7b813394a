import type { Database } from 'better-sqlite3';
import type { CountedTable } from '../../shared/registry/code-import.ts';

/** The halves of the file. An import replaces one or both. */
export const parts = ['codes', 'addresses'] as const;
export type Part = (typeof parts)[number];

const tablesOf = {
  codes: ['area', 'jurisdiction'],
  addresses: ['street', 'place', 'address', 'lot', 'building_name'],
} as const satisfies Record<Part, readonly string[]>;
/** Rows of these name their source. */
const withSource: readonly string[] = ['area', 'jurisdiction', 'address'];

/** Copies a part of the old file into the new one, inside SQLite. Its sources get numbers of their own. */
export const takeOver = (db: Database, oldFile: string, part: Part): void => {
  db.prepare('ATTACH ? AS old').run(oldFile);
  const by = db.prepare('SELECT coalesce(max(id), -1) + 1 FROM main.source').pluck().get() as number;
  for (const table of tablesOf[part]) {
    db.exec(`INSERT INTO main.${table} SELECT * FROM old.${table}`);
    if (withSource.includes(table)) db.exec(`UPDATE main.${table} SET file = file + ${String(by)}`);
  }
  db.prepare(
    `INSERT INTO main.source SELECT id + ${String(by)}, part, name, kind, lines, kept FROM old.source WHERE part = ?`,
  ).run(part);
  db.exec('DETACH old');
};

const counts = {
  administrative: "SELECT count(*) FROM area WHERE system = 'administrative'",
  legal: "SELECT count(*) FROM area WHERE system = 'legal'",
  jurisdiction: 'SELECT count(*) FROM jurisdiction',
  street: 'SELECT count(*) FROM street',
  address: 'SELECT count(*) FROM address',
  lot: 'SELECT count(*) FROM lot',
} as const satisfies Record<CountedTable, string>;

export const countOf = (db: Database, table: CountedTable): number => db.prepare(counts[table]).pluck().get() as number;
