import { join } from 'node:path';
import { createRxDatabase, type RxJsonSchema } from 'rxdb';
import { createSqliteStorage } from '../../../src/main/replica/rx-storage/storage.ts';
import { type Row, ratioRow } from '../row.ts';
import { aRawFile, copyTables, inserter } from './files.ts';

interface BenchDocument {
  readonly id: string;
  readonly name: string;
  readonly seq: number;
  readonly text: string;
}

const schema: RxJsonSchema<BenchDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    name: { type: 'string', maxLength: 40 },
    seq: { type: 'integer', minimum: 0, maximum: 1_000_000, multipleOf: 1 },
    text: { type: 'string' },
  },
  required: ['id', 'name', 'seq', 'text'],
  indexes: ['name', 'seq', ['name', 'seq'], ['seq', 'name']],
};

const batch = 200;
const total = 12_000;
/** The first documents only warm up the compiler, for both. */
const warmUp = 4_000;

/** Through an RxCollection on our storage, beside plain inserts of the same documents into a table of the same form. */
export const bulkWriteRows = async (folder: string): Promise<Row[]> => {
  const ours = aRawFile(join(folder, 'bulk-ours.db'));
  const database = await createRxDatabase({
    name: 'bench',
    storage: createSqliteStorage({ db: ours, hasOneDatabase: true }),
    multiInstance: false,
    eventReduce: false,
  });
  const { documents } = await database.addCollections({ documents: { schema } });
  const docs = Array.from({ length: total }, (_, index) => ({
    id: `document-${String((index * 7919) % total).padStart(8, '0')}`,
    name: `이름${(index * 31) % 997}`,
    seq: index,
    text: '다온도 늘해군 솔내면 '.repeat(16),
  }));

  const raw = aRawFile(join(folder, 'bulk-raw.db'));
  copyTables(ours, raw, ['documents-0']);
  const put = inserter(raw, 'documents-0');
  const written = ours.prepare<[number], unknown[]>(`SELECT * FROM "documents-0" WHERE seq > ? ORDER BY seq`).raw();
  const columns = ours.prepare<[], string>(`SELECT name FROM pragma_table_info('documents-0')`).pluck().all();
  const data = columns.indexOf('data');

  let oursMs = 0;
  let rawMs = 0;
  // Turn by turn, so that what disturbs one disturbs the other.
  for (let from = 0; from < total; from += batch) {
    let start = performance.now();
    const { error } = await documents.bulkInsert(docs.slice(from, from + batch));
    if (from >= warmUp) oursMs += performance.now() - start;
    if (error.length > 0) throw new Error('a bulk insert failed');
    const rows = written.all(from).map((row) => row.with(data, JSON.parse(String(row[data]))));
    start = performance.now();
    raw.transaction(() => {
      // Whoever stores documents in SQLite by hand turns them into text too.
      for (const row of rows) put(row.with(data, JSON.stringify(row[data])));
    })();
    if (from >= warmUp) rawMs += performance.now() - start;
  }
  await database.close();
  ours.close();
  raw.close();
  const counted = total - warmUp;
  const measured = { value: (counted / oursMs) * 1000, baseline: (counted / rawMs) * 1000 };
  return [
    ratioRow('replica bulk write, encrypted, durable, batches of 200', 'documents/s', measured, { atLeast: 0.9 }),
  ];
};
