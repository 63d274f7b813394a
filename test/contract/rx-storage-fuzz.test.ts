import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import type { BulkWriteRow, FilledMangoQuery, RxDocumentData, RxStorageInstance, RxStorageWriteError } from 'rxdb';
import { getChangedDocumentsSince, getQueryMatcher, getSortComparator, prepareQuery } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, test } from 'vitest';
import { schemaToLayout } from '../../src/main/replica/rx-storage/columns.ts';
import { selectorToCondition, sortToOrderBy } from '../../src/main/replica/rx-storage/mango.ts';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { createRandom } from '../builders/random.ts';
import { openInstance } from '../builders/rx-documents.ts';
import {
  aFuzzDocument,
  aFuzzQuery,
  aShape,
  type FuzzDocument,
  type FuzzSchema,
  type Shape,
} from '../builders/rx-fuzz.ts';

// Two storages take the same writes, deletions and clean-ups and answer the same queries; each round has its own schema,
// documents and seed. RRS_FUZZ sets how many queries are asked, RRS_FUZZ_SEED the first seed, to replay a failure alone.
const QUERIES = Number(process.env['RRS_FUZZ'] ?? 20_000);
const FIRST_SEED = Number(process.env['RRS_FUZZ_SEED'] ?? 1);
const QUERIES_A_ROUND = 200;
const DOCUMENTS = 60;
const ROUNDS = Math.max(1, Math.ceil(QUERIES / QUERIES_A_ROUND));
const MINUTE = 60_000;

type Stored = RxDocumentData<FuzzDocument>;
type Instance = RxStorageInstance<FuzzDocument, unknown, Record<string, never>>;
type Row = BulkWriteRow<FuzzDocument>;
/** Where a reader of the changes stands, in both storages and in the order of all writes. */
type Reader = { ours: unknown; memory: unknown; writes: number };

test(`${QUERIES} random queries, seeds ${FIRST_SEED} to ${FIRST_SEED + ROUNDS - 1}, among random writes`, {
  timeout: 0,
}, async () => {
  const total = { regular: 0, inSql: 0, rows: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed += 1) {
    const round = await openRound(seed);
    for (let asked = 0; asked < QUERIES_A_ROUND; asked += 1) {
      if (asked % 20 === 0) await changeSomething(round);
      await askBoth(round, aFuzzQuery(round.random, round.shape), total);
    }
    await round.memory.remove();
    round.db.close();
  }
  const share = Math.round((100 * total.inSql) / Math.max(1, total.regular));
  process.stdout.write(
    `Of ${total.regular} queries over documents that fit their schema, ${share} % ran in SQL alone.\n`,
  );
  // One round may have no indexes; all together must reach the translation, or the matcher was compared with itself.
  if (ROUNDS > 10) expect(total.inSql).toBeGreaterThan(QUERIES / 10);
  if (ROUNDS > 10) expect(total.rows).toBeGreaterThan(QUERIES);
});

type Round = Awaited<ReturnType<typeof openRound>>;

async function openRound(seed: number) {
  const random = createRandom(seed);
  const shape = aShape(random, DOCUMENTS);
  const db = new Database(':memory:');
  const open = (storage: Parameters<typeof openInstance>[0], schema: FuzzSchema, databaseName = 'fuzz') =>
    openInstance(storage, { schema, databaseName } as object) as unknown as Promise<Instance>;
  return {
    random,
    shape,
    seed,
    db,
    layout: schemaToLayout(shape.schema),
    openOurs: () => open(createSqliteStorage({ db }), shape.schema),
    ours: await open(createSqliteStorage({ db }), shape.schema),
    // The memory storage's secondary indexes are inexact for missing fields, so it is asked to do without them.
    memory: await open(getRxStorageMemory(), shape.plainSchema, `fuzz-${seed}`),
    /** What is stored, by id, in the order of the last writes; the map's values are what JSON keeps of a document. */
    current: new Map<string, Stored>(),
    writeNumbers: new Map<string, number>(),
    writes: 0,
    /** Writes are a minute apart, so that a clean-up can be timed between two of them whatever the time it takes. */
    clock: Date.now() - 100_000 * MINUTE,
    readers: [{ ours: undefined, memory: undefined, writes: 0 }] as Reader[],
  };
}

const hintOf = ({ seed }: Round, what: string): string => `RRS_FUZZ_SEED=${seed} RRS_FUZZ=1: ${what}`;

async function changeSomething(round: Round): Promise<void> {
  const { random } = round;
  await writeToBoth(round);
  await readChanges(round, random.pick(round.readers));
  if (random.chance(0.2)) round.readers.push({ ...random.pick(round.readers) });
  if (random.chance(0.3)) await cleanUpBoth(round);
  if (random.chance(0.3)) await readById(round);
  if (random.chance(0.1)) {
    await round.ours.close();
    round.ours = await round.openOurs();
  }
}

/** Writes the same rows to both, some of them stale, and expects the same answers and the same events. */
async function writeToBoth(round: Round): Promise<void> {
  const rows = new Map<string, Row>();
  for (let count = 0; count < DOCUMENTS / 4; count += 1) {
    const row = aRow(round);
    rows.set(row.document.id, row);
  }
  const write = [...rows.values()];
  for (const { document } of write) document._meta = { lwt: (round.clock += MINUTE) };
  const [ours, memory] = [await outcomeOf(round.ours, write), await outcomeOf(round.memory, write)];
  expect(ours, hintOf(round, 'writes')).toEqual(memory);
  const refused = new Set(memory.errors.map((error) => error.documentId));
  for (const { document } of write) {
    if (refused.has(document.id)) continue;
    round.writes += 1;
    round.writeNumbers.set(document.id, round.writes);
    round.current.delete(document.id);
    round.current.set(document.id, document);
  }
}

function aRow(round: Round): Row {
  const { random, current } = round;
  const fields = aFuzzDocument(random, round.shape);
  const previous = current.get(fields.id);
  const height = previous ? Number.parseInt(previous._rev, 10) + 1 : 1;
  const document = {
    ...fields,
    _deleted: random.chance(0.15),
    _attachments: {},
    _meta: { lwt: 1 },
    _rev: `${height}-${random.between(0, 1e9)}`,
  };
  if (!previous || random.chance(0.1)) return { document };
  return { document, previous: random.chance(0.1) ? { ...previous, _rev: '1-stale' } : previous };
}

async function outcomeOf(instance: Instance, rows: Row[]) {
  const events: unknown[] = [];
  const listening = instance.changeStream().subscribe((bulk) => events.push(...bulk.events));
  const { error } = await instance.bulkWrite(structuredClone(rows), 'fuzz');
  listening.unsubscribe();
  return { errors: error.map(summaryOf), events };
}

function summaryOf(error: RxStorageWriteError<FuzzDocument>) {
  const { status, documentId, context } = error;
  return { status, documentId, context, documentInDb: 'documentInDb' in error ? error.documentInDb : undefined };
}

async function readChanges(round: Round, reader: Reader): Promise<void> {
  const limit = round.random.pick([1, 5, 1000]);
  const since = [...round.current.values()].filter(({ id }) => (round.writeNumbers.get(id) ?? 0) > reader.writes);
  const expected = since.slice(0, limit);
  const ours = await getChangedDocumentsSince(round.ours, limit, reader.ours);
  const memory = await getChangedDocumentsSince(round.memory, limit, reader.memory);
  const hint = hintOf(round, `changes after write ${reader.writes}`);
  expect(idsOf(memory.documents), `memory, ${hint}`).toEqual(idsOf(expected));
  expect(ours.documents, hint).toEqual(expected);
  reader.ours = ours.checkpoint;
  reader.memory = memory.checkpoint;
  reader.writes = round.writeNumbers.get(expected.at(-1)?.id ?? '') ?? reader.writes;
}

async function cleanUpBoth(round: Round): Promise<void> {
  const writtenUntil = round.clock - round.random.between(0, 40) * MINUTE + MINUTE / 2;
  for (const instance of [round.ours, round.memory]) {
    while (!(await instance.cleanup(Date.now() - writtenUntil)));
  }
  for (const { id, _deleted, _meta } of round.current.values()) {
    if (!_deleted || _meta.lwt > writtenUntil) continue;
    round.current.delete(id);
    round.writeNumbers.delete(id);
  }
  const all = await round.ours.findDocumentsById([...round.current.keys()], true);
  expect(all.length, hintOf(round, 'documents after a clean-up')).toBe(round.current.size);
}

async function readById(round: Round): Promise<void> {
  const ids = Array.from({ length: 8 }, () => aFuzzDocument(round.random, round.shape).id);
  for (const withDeleted of [true, false]) {
    const expected = ids.flatMap((id) => round.current.get(id) ?? []).filter((found) => withDeleted || !found._deleted);
    for (const instance of [round.ours, round.memory]) {
      expect(await instance.findDocumentsById(ids, withDeleted), hintOf(round, `by id ${ids.join()}`)).toEqual(
        expected,
      );
    }
  }
}

async function askBoth(
  round: Round,
  query: FilledMangoQuery<FuzzDocument>,
  total: { regular: number; inSql: number; rows: number },
): Promise<void> {
  const { schema, plainSchema, misfit } = round.shape;
  const hint = hintOf(round, JSON.stringify(query));
  const expected = answerOf(query, round.shape, [...round.current.values()]);
  const { documents } = await round.ours.query(prepareQuery(schema, query));
  const { count } = await round.ours.count(prepareQuery(schema, query));
  if (!isDeepStrictEqual(documents, expected)) {
    expect(idsOf(documents), hint).toEqual(idsOf(expected));
    expect(documents, hint).toEqual(expected);
  }
  expect(count, hint).toBe(expected.length);
  total.rows += expected.length;
  if (misfit !== 'none') return;

  // RxDB's plans trust the schema, so where documents break it the memory storage and the matcher may disagree.
  const fromMemory = await round.memory.query(prepareQuery(plainSchema, query));
  expect(idsOf(fromMemory.documents), `memory against matcher, ${hint}`).toEqual(idsOf(expected));
  const { columns } = round.layout;
  total.regular += 1;
  if (selectorToCondition(query.selector, columns).exact && sortToOrderBy(query.sort, columns)) total.inSql += 1;
}

/** What RxDB's own matcher and comparator make of the documents. */
function answerOf(query: FilledMangoQuery<FuzzDocument>, { schema }: Shape, documents: Stored[]): Stored[] {
  const end = query.limit === undefined ? undefined : query.skip + query.limit;
  return documents
    .filter(getQueryMatcher<FuzzDocument>(schema, query))
    .toSorted(getSortComparator(schema, query))
    .slice(query.skip, end);
}

function idsOf(documents: readonly { id: string }[]): string[] {
  return documents.map((document) => document.id);
}
