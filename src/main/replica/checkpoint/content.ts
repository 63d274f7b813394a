import type { Database } from 'better-sqlite3';
import type { Household, Resident } from '../../../shared/registry/resident.ts';
import type { Folds } from '../connection.ts';
import { deviceFacts } from '../views/meta.ts';

/**
 * What a checkpoint holds of each table, one line a row. Whoever adds a view need not come here: a table that is named
 * nowhere below is held row by row, as it stands.
 */

/** Held as the documents from which the folds make these tables again, so that a rebuild makes them anew. */
const documents = { household: 'h', resident: 'p' } as const;
const fromDocuments = ['former_number', 'spelling', 'place_word', 'household_address'];
/** In no log, so taken over from the file that is rebuilt. */
export const inNoLog = ['official', 'draft', 'certificate_pdf'];
/** Made again from the headers of the journal, which stay; what central said of each entry is in no log. */
const fromHeaders = ['entry'];

export const ownFacts = deviceFacts.map((name) => `'${name}'`).join(', ');

/** After this many rows other work of the thread gets its turn. */
const rowsAtOnce = 50;

/** The tables of the views in a file, with the columns that can be written. */
export const tablesIn = (db: Database, schema = 'main'): { readonly name: string; readonly columns: string[] }[] =>
  db
    .prepare<[string], string>(
      `SELECT name FROM pragma_table_list WHERE schema = ? AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY name`,
    )
    .pluck()
    .all(schema)
    .map((name) => ({
      name,
      columns: db
        .prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)')
        .pluck()
        .all(name, schema),
    }));

/** Those of them of which a checkpoint holds every row. */
const isHeld = (name: string): boolean =>
  !Object.hasOwn(documents, name) && ![...fromDocuments, ...inNoLog, ...fromHeaders].includes(name);

/**
 * The lines of a checkpoint, read inside the transaction of a connection that has nothing else to do.
 *
 * @param isView whether a table belongs to the views; the logs and what the storage keeps beside them don't
 */
export async function* linesOf(db: Database, isView: (table: string) => boolean): AsyncGenerator<string> {
  let sinceRest = 0;
  const rest = async (): Promise<void> => {
    sinceRest += 1;
    if (sinceRest % rowsAtOnce === 0) await new Promise(setImmediate);
  };
  for (const [table, mark] of Object.entries(documents)) {
    const rows = db.prepare<[], string>(`SELECT document FROM ${table} ORDER BY rowid`).pluck();
    for (const document of rows.iterate()) {
      yield `${mark}${document}`;
      await rest();
    }
  }
  for (const { name, columns } of tablesIn(db).filter((table) => isView(table.name) && isHeld(table.name))) {
    yield `t${JSON.stringify({ table: name, columns })}`;
    const where = name === 'meta' ? `WHERE name NOT IN (${ownFacts})` : '';
    for (const row of db.prepare<[], unknown[]>(`SELECT * FROM "${name}" ${where}`).raw().iterate()) {
      yield `r${JSON.stringify(row.map(toJson))}`;
      await rest();
    }
  }
}

/** Puts the lines into a file without indexes. Inside a transaction of the caller's. */
export const loadLines = async (db: Database, { residents }: Folds, lines: Iterable<string>): Promise<void> => {
  let put: ((row: readonly unknown[]) => void) | null = null;
  let count = 0;
  for (const line of lines) {
    const text = line.slice(1);
    switch (line[0]) {
      case documents.household:
        residents.loadHousehold(JSON.parse(text) as Household, text);
        break;
      case documents.resident:
        residents.loadResident(JSON.parse(text) as Resident, text);
        break;
      case 't':
        put = inserterOf(db, JSON.parse(text) as Heading);
        break;
      default:
        put?.((JSON.parse(text) as unknown[]).map(fromJson));
    }
    count += 1;
    if (count % rowsAtOnce === 0) await new Promise(setImmediate);
  }
};

/** What stands before the rows of a table. */
interface Heading {
  readonly table: string;
  readonly columns: readonly string[];
}

const inserterOf = (db: Database, { table, columns }: Heading): ((row: readonly unknown[]) => void) => {
  const names = columns.map((column) => `"${column}"`).join(', ');
  const statement = db.prepare(
    `INSERT OR REPLACE INTO "${table}"(${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (row) => void statement.run(...row);
};

const toJson = (value: unknown): unknown => (Buffer.isBuffer(value) ? { blob: value.toString('base64') } : value);

const fromJson = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'blob' in value && typeof value.blob === 'string'
    ? Buffer.from(value.blob, 'base64')
    : value;
