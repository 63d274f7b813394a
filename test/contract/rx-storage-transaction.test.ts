import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fold } from '../../src/main/replica/rx-storage/storage.ts';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { tableName } from '../../src/main/replica/rx-storage/table-name.ts';
import { aDocument, aSchema, openInstance, theNext } from '../builders/rx-documents.ts';

// What our storage promises beyond RxDB's interface: one transaction for documents, sequence and fold, and at once.

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  db.exec('CREATE TABLE folded (position INTEGER PRIMARY KEY, id TEXT NOT NULL)');
});
afterEach(() => {
  db.close();
});

const idsIn = (table: string) => db.prepare<[], string>(`SELECT id FROM "${table}" ORDER BY rowid`).pluck().all();
const open = (folds: Record<string, Fold> = {}) =>
  openInstance(createSqliteStorage({ db, folds, hasOneDatabase: true }));

test('the table is named after collection and schema version', async () => {
  await openInstance(createSqliteStorage({ db, hasOneDatabase: true }), {
    collectionName: 'journal',
    schema: aSchema([], { version: 3 }),
  });
  expect(tableName('journal', 3)).toBe('journal-3');
  expect(idsIn('journal-3')).toEqual([]);
});

test('a write is committed before the call returns, so calls commit in their order', async () => {
  const instance = await open();
  const first = instance.bulkWrite([{ document: aDocument('a') }], 'write');
  expect(idsIn('people-0')).toEqual(['a']);
  expect(db.inTransaction).toBe(false);
  const second = instance.bulkWrite([{ document: aDocument('b') }], 'write');
  expect(idsIn('people-0')).toEqual(['a', 'b']);
  await Promise.all([first, second]);
});

test('sequence follows the rows of a call, inserts and updates alike', async () => {
  const instance = await open();
  const m = aDocument('m');
  await instance.bulkWrite([{ document: m }], 'write');
  const rows = [{ document: aDocument('z') }, { previous: m, document: theNext(m) }, { document: aDocument('a') }];
  await instance.bulkWrite(rows, 'write');
  expect(db.prepare('SELECT seq, id FROM "people-0" ORDER BY seq').raw().all()).toEqual([
    [2, 'z'],
    [3, 'm'],
    [4, 'a'],
  ]);
});

test('the fold sees the stored documents in call order, and none that was refused', async () => {
  const seen: string[][] = [];
  const instance = await open({ people: (documents) => seen.push(documents.map((document) => document._rev)) });
  const m = aDocument('m', { _rev: '1-m' });
  await instance.bulkWrite([{ document: m }], 'write');
  await instance.bulkWrite(
    [
      { document: aDocument('z', { _rev: '1-z' }) },
      { previous: m, document: theNext(m, { _rev: '2-m' }) },
      { document: aDocument('z', { _rev: '1-refused' }) },
      { document: aDocument('a', { _rev: '1-a', _deleted: true }) },
    ],
    'write',
  );
  await instance.bulkWrite([{ document: aDocument('m', { _rev: '1-refused' }) }], 'write');
  expect(seen).toEqual([['1-m'], ['1-z', '2-m', '1-a']]);
});

test("the fold's SQL is committed with the documents, and only for its own collection", async () => {
  const insert = db.prepare<[string]>('INSERT INTO folded (id) VALUES (?)');
  const folds = { people: () => void insert.run('from people') };
  const storage = createSqliteStorage({ db, folds, hasOneDatabase: true });
  const people = await openInstance(storage);
  const households = await openInstance(storage, { collectionName: 'households' });
  await households.bulkWrite([{ document: aDocument('a') }], 'write');
  expect(db.prepare('SELECT id FROM folded').pluck().all()).toEqual([]);
  let inTransaction = true;
  people.changeStream().subscribe(() => {
    inTransaction = db.inTransaction;
  });
  await people.bulkWrite([{ document: aDocument('a') }], 'write');
  expect(db.prepare('SELECT id FROM folded').pluck().all()).toEqual(['from people']);
  expect(inTransaction).toBe(false);
});

test('a fold that throws rolls back documents, sequence and its own SQL, and nobody is told', async () => {
  const insert = db.prepare<[string]>('INSERT INTO folded (id) VALUES (?)');
  let broken = true;
  const instance = await open({
    people: (documents) => {
      for (const { _rev } of documents) insert.run(_rev);
      if (broken) throw new Error('the fold refuses');
    },
  });
  const heard: unknown[] = [];
  instance.changeStream().subscribe((bulk) => heard.push(bulk));
  const rows = [{ document: aDocument('a') }, { document: aDocument('b') }];
  await expect(instance.bulkWrite(rows, 'write')).rejects.toThrow('the fold refuses');
  expect([idsIn('people-0'), idsIn('folded'), heard, db.inTransaction]).toEqual([[], [], [], false]);

  broken = false;
  await instance.bulkWrite(rows, 'write');
  expect(db.prepare('SELECT seq FROM "people-0"').pluck().all()).toEqual([1, 2]);
  expect(heard).toMatchObject([{ checkpoint: { seq: 2 } }]);
});

test('a fold that would wait is refused', async () => {
  const instance = await open({ people: (() => Promise.resolve()) as unknown as Fold });
  await expect(instance.bulkWrite([{ document: aDocument('a') }], 'write')).rejects.toThrow('cannot wait');
  expect(idsIn('people-0')).toEqual([]);
});

test('a write, clean-up or removal inside a transaction of the caller is refused and leaves it as it was', async () => {
  const instance = await open();
  const withAttachments = aSchema([], { attachments: true });
  const other = await openInstance(createSqliteStorage({ db, hasOneDatabase: true }), {
    collectionName: 'scans',
    schema: withAttachments,
  });
  db.exec("BEGIN; INSERT INTO folded (id) VALUES ('mine')");
  const refused = [
    instance.bulkWrite([{ document: aDocument('a') }], 'write'),
    other.bulkWrite([{ document: aDocument('a') }], 'write'),
    instance.cleanup(0),
    instance.remove(),
  ];
  await Promise.all(refused.map((call) => expect(call).rejects.toThrow('a transaction that is already open')));
  expect(await instance.findDocumentsById(['a'], true)).toEqual([]);
  db.exec('COMMIT');
  expect([idsIn('people-0'), idsIn('folded')]).toEqual([[], ['mine']]);
  await instance.bulkWrite([{ document: aDocument('a') }], 'write');
});

test('no sequence is given twice, not after purge, restart or removal', async () => {
  const instance = await open();
  const tombstones = ['a', 'b', 'c'].map((id) => ({ document: aDocument(id, { _deleted: true, _meta: { lwt: 1 } }) }));
  await instance.bulkWrite(tombstones, 'write');
  await instance.cleanup(0);
  await instance.close();
  const restarted = await open();
  await restarted.bulkWrite([{ document: aDocument('d') }], 'write');
  expect(await restarted.getChangedDocumentsSince?.(10, { seq: 3 })).toMatchObject({ checkpoint: { seq: 4 } });
  await restarted.remove();
  const created = await open();
  await created.bulkWrite([{ document: aDocument('e') }], 'write');
  expect(await created.getChangedDocumentsSince?.(10)).toMatchObject({ checkpoint: { seq: 5 } });
});

test('closing an instance leaves the connection open, and waits for writes that read attachments', async () => {
  const instance = await openInstance(createSqliteStorage({ db, hasOneDatabase: true }), {
    schema: aSchema([], { attachments: true }),
  });
  const data = new Blob(['bytes']);
  const _attachments = { scan: { data, digest: 'digest', type: '', length: data.size } };
  const written = instance.bulkWrite([{ document: aDocument('a', { _attachments }) }], 'write');
  await instance.close();
  expect(await written).toEqual({ error: [] });
  expect([db.open, idsIn('people-0')]).toEqual([true, ['a']]);
});

test('purging a tombstone purges the attachments that came with it', async () => {
  const instance = await openInstance(createSqliteStorage({ db, hasOneDatabase: true }), {
    schema: aSchema([], { attachments: true }),
  });
  const data = new Blob(['bytes']);
  const _attachments = { scan: { data, digest: 'digest', type: '', length: data.size } };
  await instance.bulkWrite([{ document: aDocument('a', { _attachments, _deleted: true }) }], 'pull');
  expect(await (await instance.getAttachmentData('a', 'scan', 'digest')).text()).toBe('bytes');
  await instance.cleanup(-1000);
  await expect(instance.getAttachmentData('a', 'scan', 'digest')).rejects.toThrow('does not exist');
});

test("a collection whose name differs from another's only in case is refused, as SQLite would take one for the other", async () => {
  await open();
  const other = openInstance(createSqliteStorage({ db, hasOneDatabase: true }), { collectionName: 'People' });
  await expect(other).rejects.toThrow('People-0 and people-0 differ only in case');
});

test('a file of one database takes no other', async () => {
  const storage = createSqliteStorage({ db, hasOneDatabase: true });
  await openInstance(storage);
  await expect(openInstance(storage, { databaseName: 'other' })).rejects.toThrow('holds the database tests');
});

test('[RS-31] several databases in one file have tables of their own, for whoever opens them', async () => {
  const first = await openInstance(createSqliteStorage({ db }), { databaseName: 'first' });
  const second = await openInstance(createSqliteStorage({ db }), { databaseName: 'second' });
  await first.bulkWrite([{ document: aDocument('a') }], 'write');
  await second.bulkWrite([{ document: aDocument('b') }], 'write');
  expect([idsIn('first/people-0'), idsIn('second/people-0')]).toEqual([['a'], ['b']]);
  await second.remove();
  const again = await openInstance(createSqliteStorage({ db }), { databaseName: 'first' });
  expect((await again.findDocumentsById(['a', 'b'], true)).map(({ id }) => id)).toEqual(['a']);
});
