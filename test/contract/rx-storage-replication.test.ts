import Database from 'better-sqlite3';
import type {
  RxConflictHandler,
  RxDocumentData,
  RxStorageInstanceReplicationState,
  RxStorageReplicationMeta,
} from 'rxdb';
import {
  awaitRxStorageReplicationFirstInSync,
  awaitRxStorageReplicationInSync,
  cancelRxStorageReplication,
  deepEqual,
  defaultHashSha256,
  getComposedPrimaryKeyOfDocumentData,
  getRxReplicationMetaInstanceSchema,
  replicateRxStorageInstance,
  rxStorageInstanceToReplicationHandler,
  setCheckpoint,
} from 'rxdb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { createRandom, type Random } from '../builders/random.ts';
import type { TestDocument, TestInstance } from '../builders/rx-documents.ts';
import { aDocument, aSchema, openInstance, prepared, theNext } from '../builders/rx-documents.ts';
import { anAttachment, write } from './rx-storage/frame.ts';

// RxDB's replication protocol between instances of our storage: master, fork, and the fork's notes about the master.

const schema = aSchema([['name']], { attachments: true });
const SEEDS = Number(process.env['RRS_SEEDS'] ?? 10);

type Replication = RxStorageInstanceReplicationState<TestDocument>;
type Side = { readonly master: TestInstance; readonly fork: TestInstance; readonly replication: Replication };

let opened: Database.Database[];
let running: Replication[];
beforeEach(() => {
  opened = [];
  running = [];
});
afterEach(async () => {
  for (const replication of running) await stop(replication);
  for (const db of opened) db.close();
});

const anInstance = (): Promise<TestInstance> => {
  const db = new Database(':memory:');
  opened.push(db);
  return openInstance(createSqliteStorage({ db }), { schema });
};

const aMeta = () => {
  const db = new Database(':memory:');
  opened.push(db);
  return createSqliteStorage({ db }).createStorageInstance<RxStorageReplicationMeta<TestDocument, unknown>>({
    databaseInstanceToken: 'token',
    databaseName: 'tests',
    collectionName: 'meta',
    schema: getRxReplicationMetaInstanceSchema<TestDocument, unknown>(schema, false),
    options: {},
    multiInstance: true,
    devMode: false,
  });
};

const stop = async (replication: Replication) => {
  await cancelRxStorageReplication(replication);
  // What is under way goes on after it was cancelled.
  await Promise.all([replication.streamQueue.up, replication.streamQueue.down]);
};

/** The greater age stands. */
const byAge: RxConflictHandler<TestDocument> = {
  isEqual: (a, b) => deepEqual(a, b),
  resolve: ({ newDocumentState, realMasterState }) =>
    Promise.resolve(Number(newDocumentState.age) > Number(realMasterState.age) ? newDocumentState : realMasterState),
};
const noConflict: RxConflictHandler<TestDocument> = {
  isEqual: byAge.isEqual,
  resolve: ({ newDocumentState, realMasterState }) => {
    if (!deepEqual(newDocumentState, realMasterState)) throw new Error('there is no conflict to resolve');
    return Promise.resolve(realMasterState);
  },
};

async function start(
  master: TestInstance,
  fork: TestInstance,
  options: {
    conflictHandler?: RxConflictHandler<TestDocument>;
    meta?: Awaited<ReturnType<typeof aMeta>>;
    after?: unknown;
  } = {},
): Promise<Side> {
  const conflictHandler = options.conflictHandler ?? noConflict;
  const replication = replicateRxStorageInstance<TestDocument>({
    identifier: 'test',
    replicationHandler: rxStorageInstanceToReplicationHandler(master, conflictHandler, 'master'),
    forkInstance: fork,
    metaInstance: options.meta ?? (await aMeta()),
    pullBatchSize: 7,
    pushBatchSize: 7,
    conflictHandler,
    hashFunction: defaultHashSha256,
    skipStoringPullMeta: false,
    ...(options.after === undefined ? {} : { initialCheckpoint: { upstream: options.after } }),
  });
  replication.events.error.subscribe((error) => {
    throw error;
  });
  running.push(replication);
  await awaitRxStorageReplicationFirstInSync(replication);
  return { master, fork, replication };
}

const inSync = async ({ replication }: Side) => {
  await awaitRxStorageReplicationInSync(replication);
};

/** The documents without what each side has of its own. */
const contentOf = async (instance: TestInstance) => {
  const { documents } = await instance.query(prepared(schema, { selector: {}, sort: [{ id: 'asc' }] }));
  return documents.map(({ _rev, _meta, ...content }) => content);
};
const expectEqual = async (a: TestInstance, b: TestInstance) => {
  await vi.waitFor(async () => expect(await contentOf(a)).toEqual(await contentOf(b)), { timeout: 5000 });
};

test('what either side has and writes is at the other: inserted, changed and deleted', async () => {
  const [master, fork] = [await anInstance(), await anInstance()];
  const documents = Array.from({ length: 30 }, (_, number) => aDocument(`document-${number}`, { age: number }));
  await write(master, ...documents.slice(0, 15));
  await write(fork, ...documents.slice(15));
  const side = await start(master, fork);
  await expectEqual(master, fork);
  expect(await contentOf(fork)).toHaveLength(30);

  const [first] = documents;
  if (!first) throw new Error('there is a document');
  const changed = theNext(first, { name: '바뀜' });
  await master.bulkWrite([{ previous: first, document: changed }], 'update');
  await vi.waitFor(async () =>
    expect(await fork.findDocumentsById([first.id], false)).toMatchObject([{ name: '바뀜' }]),
  );
  const [onFork] = await fork.findDocumentsById([first.id], false);
  if (!onFork) throw new Error('it came over');
  await fork.bulkWrite([{ previous: onFork, document: theNext(onFork, { _deleted: true }) }], 'delete');
  await inSync(side);
  expect(await master.findDocumentsById([first.id], false)).toEqual([]);
  await expectEqual(master, fork);
});

test('the same document on both sides is no conflict; two different ones are resolved', async () => {
  const [master, fork] = [await anInstance(), await anInstance()];
  await Promise.all([master, fork].map((instance) => write(instance, aDocument('same', { age: 1, _rev: '1-a' }))));
  const side = await start(master, fork);
  await expectEqual(master, fork);
  await inSync(side);

  const [otherMaster, otherFork] = [await anInstance(), await anInstance()];
  await write(otherMaster, aDocument('elder', { age: 2 }), aDocument('younger', { age: 1 }));
  await write(otherFork, aDocument('elder', { age: 1 }), aDocument('younger', { age: 2 }));
  await inSync(await start(otherMaster, otherFork, { conflictHandler: byAge }));
  await expectEqual(otherMaster, otherFork);
  expect(await contentOf(otherMaster)).toMatchObject([
    { id: 'elder', age: 2 },
    { id: 'younger', age: 2 },
  ]);
});

test('a chain of four and a star of three carry a document to every end', async () => {
  const [a, b, c, master, d] = await Promise.all(Array.from({ length: 5 }, anInstance));
  if (!a || !b || !c || !master || !d) throw new Error('five were opened');
  for (const [over, under] of [
    [b, a],
    [c, b],
    [master, c],
    [master, d],
  ] as const) {
    await start(over, under);
  }
  await write(a, aDocument('from-a'));
  await write(d, aDocument('from-d'));
  await write(master, aDocument('from-master'));
  for (const instance of [a, b, c, d]) await expectEqual(instance, master);
  expect(await contentOf(a)).toHaveLength(3);
});

test('a replication goes on after its checkpoint: nothing is pushed again, nothing is left out, whatever the clock says', async () => {
  const [master, fork, meta] = [await anInstance(), await anInstance(), await aMeta()];
  const today = Date.UTC(2023, 10, 17, 9);
  await write(fork, aDocument('before', { _meta: { lwt: today } }));
  const first = await start(master, fork, { meta });
  await inSync(first);
  const checkpoint = async () => {
    const id = getComposedPrimaryKeyOfDocumentData(meta.schema, {
      isCheckpoint: '1',
      itemId: 'up',
    } as unknown as RxDocumentData<RxStorageReplicationMeta<TestDocument, unknown>>);
    return (await meta.findDocumentsById([id], false))[0];
  };
  const written = await vi.waitUntil(checkpoint);
  expect(written).toMatchObject({ checkpointData: { seq: 1 } });
  await setCheckpoint(first.replication, 'up', structuredClone(written.checkpointData));
  expect(await checkpoint()).toEqual(written);
  await stop(first.replication);

  await write(fork, aDocument('after', { _meta: { lwt: today - 24 * 60 * 60 * 1000 } }));
  const pushed: string[] = [];
  master.changeStream().subscribe((bulk) => pushed.push(...bulk.events.map(({ documentId }) => documentId)));
  const second = await start(master, fork, { meta });
  await inSync(second);
  await expectEqual(master, fork);
  expect(pushed).toEqual(['after']);
});

test("a fork's first push starts after the checkpoint it is given", async () => {
  const [master, fork] = [await anInstance(), await anInstance()];
  let last: unknown;
  fork.changeStream().subscribe((bulk) => {
    last = bulk.checkpoint;
  });
  await write(fork, aDocument('kept-here'));
  const side = await start(master, fork, { after: last });
  await write(fork, aDocument('pushed'));
  await inSync(side);
  expect((await contentOf(master)).map(({ id }) => id)).toEqual(['pushed']);
});

test('attachments that a document only describes stay where they are', async () => {
  const [master, fork] = [await anInstance(), await anInstance()];
  await write(master, aDocument('a', { _attachments: { scan: await anAttachment('bytes') } }));
  const [onMaster] = await master.findDocumentsById(['a'], false);
  if (!onMaster) throw new Error('it was written');
  await start(master, fork, { conflictHandler: byAge });
  await master.bulkWrite([{ previous: onMaster, document: theNext(onMaster, { age: 3 }) }], 'update');
  const blob = await master.getAttachmentData('a', 'scan', onMaster._attachments['scan']?.digest ?? '');
  expect(await blob.text()).toBe('bytes');
});

test(`both sides end with the same documents after random writes at once, seeds 1 to ${SEEDS}`, {
  timeout: 30_000 + SEEDS * 5_000,
}, async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = createRandom(seed);
    const [master, fork, meta] = [await anInstance(), await anInstance(), await aMeta()];
    let age = 0;
    let side = await start(master, fork, { conflictHandler: byAge, meta });
    for (let step = 0; step < 60; step += 1) {
      age += 1;
      await writeSomewhere(random, random.pick([master, fork]), age);
      if (random.chance(0.3)) await new Promise((resolve) => setTimeout(resolve, random.between(0, 2)));
      if (!random.chance(0.04)) continue;
      await stop(side.replication);
      await writeSomewhere(random, fork, (age += 1));
      side = await start(master, fork, { conflictHandler: byAge, meta });
    }
    await inSync(side);
    await vi.waitFor(async () => expect(await contentOf(fork), `seed ${seed}`).toEqual(await contentOf(master)), {
      timeout: 5000,
    });
    expect((await contentOf(master)).length, `seed ${seed}`).toBeGreaterThan(5);
    await stop(side.replication);
  }
});

/** Inserts, changes or deletes one of a few documents, as RxDB would: it looks first, and tries again on a conflict. */
async function writeSomewhere(random: Random, instance: TestInstance, age: number): Promise<void> {
  const id = `document-${random.between(0, 11)}`;
  const deletes = random.chance(0.15);
  for (let tries = 0; tries < 1000; tries += 1) {
    const [previous] = await instance.findDocumentsById([id], true);
    const document = previous
      ? theNext(previous, { age, _deleted: deletes })
      : aDocument(id, { age, _rev: `1-${random.between(0, 1e9)}` });
    const { error } = await instance.bulkWrite([previous ? { previous, document } : { document }], 'random');
    if (error.length === 0) return;
  }
  throw new Error(`${id} could not be written`);
}
