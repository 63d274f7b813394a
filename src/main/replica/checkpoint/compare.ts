import Database from 'better-sqlite3';
import { tablesIn } from './content.ts';

/** How a table of the file differs from what the logs make of it. Counts only: what stands in it may name people. */
export interface Difference {
  readonly table: string;
  /** Rows that the file has and the logs don't make. */
  readonly extra: number;
  /** Rows that the logs make and the file doesn't have. */
  readonly missing: number;
  /** The table can't be read: a page of it is damaged. */
  readonly isUnreadable: boolean;
}

/**
 * Which papers are still to be compared is worked off without an entry, so the logs make more of them. Comparing one
 * again costs a moment; not comparing one would be a fault.
 */
const mayMakeMore = ['certificate_to_compare'];

/**
 * Compares the views of the attached file `old`, row by row, with those of the file that was made of its logs. Numbers of
 * rows don't count, only what they hold.
 */
export const compareViews = (db: Database.Database, views: ReadonlySet<string>): Difference[] => {
  const found: Difference[] = [];
  const compare = (table: string, made: string, stands: string): void => {
    const count = (query: string): number =>
      db.prepare<[], number>(`SELECT count(*) FROM (${query})`).pluck().get() ?? 0;
    try {
      const surplus = count(stands) - count(made);
      // A set's difference doesn't see a row that stands there twice; the counts do.
      const extra = Math.max(count(`${stands} EXCEPT ${made}`), surplus);
      const missing = mayMakeMore.includes(table) ? 0 : Math.max(count(`${made} EXCEPT ${stands}`), -surplus);
      if (extra > 0 || missing > 0) found.push({ table, extra, missing, isUnreadable: false });
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      found.push({ table, extra: 0, missing: 0, isUnreadable: true });
    }
  };
  for (const { name, columns } of tablesIn(db).filter((table) => views.has(table.name))) {
    const rows = (schema: string): string => {
      const compared = columns.flatMap((column) => inComparison(column, schema));
      return `SELECT ${compared.join(', ')} FROM ${schema}."${name}"`;
    };
    compare(name, rows('main'), rows('old'));
  }
  compareWords(db, compare);
  return found;
};

/** What a column is compared by: nothing where it numbers rows, and where it names a row of another table, whose that is. */
const inComparison = (column: string, schema: string): string[] => {
  if (column === 'row') return [];
  if (column === 'household_row')
    return ['household_row IS NULL', `(SELECT household.id FROM ${schema}.household WHERE row = household_row)`];
  return [`"${column}"`];
};

/** The words by which households are found by their address: an index without a text, so it is asked for its words. */
const compareWords = (db: Database.Database, compare: (table: string, made: string, stands: string) => void): void => {
  const words = (schema: string): string => {
    db.exec(`CREATE VIRTUAL TABLE temp.words_${schema} USING fts5vocab('${schema}', 'household_address', 'instance')`);
    return `SELECT term, "offset", household.id FROM temp.words_${schema} AS word
      JOIN ${schema}.household ON household.row = word.doc`;
  };
  compare('household_address', words('main'), words('old'));
  for (const schema of ['main', 'old']) db.exec(`DROP TABLE temp.words_${schema}`);
};
