import Database from 'better-sqlite3';
import type { BulkWriteRow, FilledMangoQuery, RxDocumentData, RxStorageWriteError } from 'rxdb';
import { getQueryMatcher, getSortComparator, prepareQuery } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, test } from 'vitest';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { createRandom, type Random } from '../builders/random.ts';
import type { Misfit, TestDocument, TestInstance, TestSchema } from '../builders/rx-documents.ts';
import {
  aDocument,
  anId,
  aRandomQuery,
  aRandomSchema,
  aSchema,
  MISFITS,
  openInstance,
  someFields,
  theNext,
} from '../builders/rx-documents.ts';

// Two storages take the same writes and answer the same queries; each round has its own schema, documents and seed.
// RRS_FUZZ sets how many queries are asked, RRS_FUZZ_SEED the first seed, so that a failure can be replayed alone.
const QUERIES = Number(process.env['RRS_FUZZ'] ?? 20_000);
const FIRST_SEED = Number(process.env['RRS_FUZZ_SEED'] ?? 1);
const QUERIES_A_ROUND = 200;
const DOCUMENTS = 60;
const ROUNDS = Math.max(1, Math.ceil(QUERIES / QUERIES_A_ROUND));

type Stored = RxDocumentData<TestDocument>;

test(`${QUERIES} random queries are answered as RxDB's memory storage and matcher answer them`, {
  timeout: 0,
}, async () => {
  let answeredBySql = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed += 1) {
    answeredBySql += await runRound(seed);
  }
  // Enough rounds must reach the translation, or this test would compare the matcher with itself. One alone may not.
  if (ROUNDS > 10) expect(answeredBySql).toBeGreaterThan(ROUNDS / 3);
});

/** Returns 1 if columns could answer (all documents fitted the schema), else 0. */
async function runRound(seed: number): Promise<number> {
  const random = createRandom(seed);
  const schema = aRandomSchema(random);
  // The memory storage's secondary indexes are inexact for missing fields, so it is asked to do without them.
  const plainSchema = aSchema();
  const misfit = random.chance(0.5) ? 'none' : random.pick(MISFITS);
  const db = new Database(':memory:');
  const ours = await openInstance(createSqliteStorage({ db }), { schema });
  const memory = await openInstance(getRxStorageMemory(), { schema: plainSchema, databaseName: `fuzz-${seed}` });

  const current = new Map<string, Stored>();
  for (let write = 0; write < 4; write += 1) await writeToBoth(random, ours, memory, current, misfit, seed);
  for (let asked = 0; asked < QUERIES_A_ROUND; asked += 1) {
    if (asked % 50 === 49) await writeToBoth(random, ours, memory, current, misfit, seed);
    await askBoth(aRandomQuery(random, schema), { ours, memory, plainSchema, schema, current, misfit, seed });
  }
  const irregular = db.prepare('SELECT count(*) FROM "people-0" WHERE irregular = 1').pluck().get();
  await memory.remove();
  db.close();
  return irregular === 0 ? 1 : 0;
}

async function askBoth(
  query: FilledMangoQuery<TestDocument>,
  round: {
    ours: TestInstance;
    memory: TestInstance;
    schema: TestSchema;
    plainSchema: TestSchema;
    current: ReadonlyMap<string, Stored>;
    misfit: Misfit;
    seed: number;
  },
): Promise<void> {
  const hint = `RRS_FUZZ_SEED=${round.seed} RRS_FUZZ=1: ${JSON.stringify(query)}`;
  const expected = answerOf(query, round.schema, [...round.current.values()]);
  const fromOurs = await round.ours.query(prepareQuery(round.schema, query));
  const { count } = await round.ours.count(prepareQuery(round.schema, query));

  // RxDB's plans trust the schema, so where documents break it the memory storage and the matcher may disagree.
  if (round.misfit === 'none') {
    const fromMemory = await round.memory.query(prepareQuery(round.plainSchema, query));
    expect(idsOf(fromMemory.documents), `memory against matcher, ${hint}`).toEqual(idsOf(expected));
  }
  expect(idsOf(fromOurs.documents), hint).toEqual(idsOf(expected));
  expect(fromOurs.documents, hint).toEqual(expected);
  expect(count, hint).toBe(expected.length);
}

/** What RxDB's own matcher and comparator make of the documents. */
function answerOf(query: FilledMangoQuery<TestDocument>, schema: TestSchema, documents: Stored[]): Stored[] {
  const end = query.limit === undefined ? undefined : query.skip + query.limit;
  return documents
    .filter(getQueryMatcher<TestDocument>(schema, query))
    .toSorted(getSortComparator(schema, query))
    .slice(query.skip, end);
}

/** Writes the same rows to both, some of them stale, and expects the same answers and the same events. */
async function writeToBoth(
  random: Random,
  ours: TestInstance,
  memory: TestInstance,
  current: Map<string, Stored>,
  misfit: Misfit,
  seed: number,
): Promise<void> {
  const rows = new Map<string, BulkWriteRow<TestDocument>>();
  for (let count = 0; count < DOCUMENTS / 4; count += 1) {
    const row = aRow(random, current, misfit);
    rows.set(row.document.id, row);
  }
  const write = [...rows.values()];
  const [oursSaid, memorySaid] = [await outcomeOf(ours, write), await outcomeOf(memory, write)];
  expect(oursSaid, `writes of RRS_FUZZ_SEED=${seed}`).toEqual(memorySaid);
  const refused = new Set(memorySaid.errors.map((error) => error.documentId));
  for (const row of write) {
    // The stored document is what JSON keeps of it.
    if (!refused.has(row.document.id)) current.set(row.document.id, JSON.parse(JSON.stringify(row.document)) as Stored);
  }
}

function aRow(random: Random, current: ReadonlyMap<string, Stored>, misfit: Misfit): BulkWriteRow<TestDocument> {
  const id = anId(random, DOCUMENTS);
  const previous = current.get(id);
  const fields = someFields(random, misfit);
  const _deleted = random.chance(0.12);
  if (!previous) return { document: aDocument(id, { ...fields, _deleted }) };
  if (random.chance(0.1)) return { document: aDocument(id, fields) };
  if (random.chance(0.1)) return { previous: { ...previous, _rev: '1-stale' }, document: theNext(previous, fields) };
  const document = theNext(aDocument(id, { _rev: previous._rev }), { ...fields, _deleted });
  return { previous, document };
}

async function outcomeOf(instance: TestInstance, rows: BulkWriteRow<TestDocument>[]) {
  const events: unknown[] = [];
  const listening = instance.changeStream().subscribe((bulk) => events.push(...bulk.events));
  const { error } = await instance.bulkWrite(rows, 'fuzz');
  listening.unsubscribe();
  return { errors: error.map(summaryOf), events };
}

function summaryOf(error: RxStorageWriteError<TestDocument>) {
  const { status, documentId, context } = error;
  return { status, documentId, context, documentInDb: 'documentInDb' in error ? error.documentInDb : undefined };
}

function idsOf(documents: readonly Stored[]): string[] {
  return documents.map((document) => document.id);
}
