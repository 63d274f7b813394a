import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { MigrationStrategies, RxCollection, RxDatabase, RxJsonSchema, RxStorage } from 'rxdb';
import { addRxPlugin, createRxDatabase } from 'rxdb';
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments';
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup';
import { wrappedKeyEncryptionCryptoJsStorage } from 'rxdb/plugins/encryption-crypto-js';
import { wrappedKeyCompressionStorage } from 'rxdb/plugins/key-compression';
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { openEncrypted } from '../builders/encrypted-database.ts';

// What RxDB builds around and above a storage, on ours and on one encrypted file: wrappers, local documents, attachments,
// migration, clean-up, several databases at once, replication with its notes in the same file.

for (const plugin of [RxDBAttachmentsPlugin, RxDBCleanupPlugin, RxDBLocalDocumentsPlugin, RxDBMigrationSchemaPlugin]) {
  addRxPlugin(plugin);
}

type Resident = { id: string; name: string; age: number; home?: { village: string; lot?: number } };
type Collections = { residents: RxCollection<Resident> };
type AnyStorage = RxStorage<unknown, Record<string, never>>;

const SCHEMA: RxJsonSchema<Resident> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    name: { type: 'string', maxLength: 40 },
    age: { type: 'integer', minimum: 0, maximum: 200, multipleOf: 1 },
    home: {
      type: 'object',
      properties: { village: { type: 'string', maxLength: 20 }, lot: { type: 'integer' } },
      required: ['village'],
    },
  },
  required: ['id', 'name', 'age'],
  indexes: ['name', ['home.village', 'age']],
};

let folder: string;
let connections: Database[];
let databases: RxDatabase<Collections>[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx-storage-'));
  connections = [];
  databases = [];
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const close = async (): Promise<void> => {
  for (const database of databases.splice(0)) await database.close();
  for (const db of connections.splice(0)) db.close();
};

const open = async (
  options: {
    schema?: RxJsonSchema<Resident>;
    wrap?: (storage: AnyStorage) => AnyStorage;
    migrationStrategies?: MigrationStrategies;
    password?: string;
  } = {},
): Promise<RxDatabase<Collections>> => {
  const db = openEncrypted(join(folder, 'replica.db'));
  connections.push(db);
  const storage: AnyStorage = createSqliteStorage({ db, hasOneDatabase: true });
  const database = await createRxDatabase<Collections>({
    name: 'office',
    storage: (options.wrap ?? ((same: AnyStorage) => same))(storage),
    localDocuments: true,
    ...(options.password === undefined ? {} : { password: options.password }),
  });
  databases.push(database);
  const { schema = SCHEMA, migrationStrategies = {} } = options;
  await database.addCollections({ residents: { schema, migrationStrategies, localDocuments: true } });
  return database;
};

const reopen = async (options: Parameters<typeof open>[0] = {}) => {
  await close();
  return open(options);
};

const aResident = (number: number, fields: Partial<Resident> = {}): Resident => ({
  id: `resident-${number}`,
  name: '김철수',
  age: number,
  ...fields,
});
const stored = (table = 'residents-0') =>
  connections.at(-1)?.prepare<[], string>(`SELECT data FROM "${table}"`).pluck().all().join('\n') ?? '';
const tables = () =>
  connections.at(-1)?.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() ?? [];

test('with compressed keys, queries by nested and indexed fields still find', async () => {
  const schema = { ...SCHEMA, keyCompression: true };
  const wrap = (storage: AnyStorage) => wrappedKeyCompressionStorage({ storage });
  const { residents } = await open({ schema, wrap });
  await residents.bulkInsert([
    aResident(1, { home: { village: '나리', lot: 2 } }),
    aResident(2, { home: { village: '가리' } }),
    aResident(3, { name: '\uF900' }),
    aResident(4, { name: '𠮷', home: { village: '가리', lot: 7 } }),
  ]);
  expect(stored()).not.toContain('"name"');
  const again = (await reopen({ schema, wrap })).residents;
  const inGari = await again.find({ selector: { 'home.village': '가리' }, sort: [{ age: 'desc' }] }).exec();
  expect(inGari.map((resident) => resident.toJSON())).toEqual([
    aResident(4, { name: '𠮷', home: { village: '가리', lot: 7 } }),
    aResident(2, { home: { village: '가리' } }),
  ]);
  const byName = await again.find({ selector: { name: { $gt: '김철수' } }, sort: [{ name: 'asc' }] }).exec();
  expect(byName.map(({ name }) => name)).toEqual(['𠮷', '\uF900']);
  await (await again.findOne('resident-1').exec(true)).incrementalPatch({ age: 50 });
  expect(await again.count({ selector: { age: { $gte: 50 } } }).exec()).toBe(1);
});

test("with RxDB's own encryption, a field and an attachment come back, and neither is stored as it is", async () => {
  const schema: RxJsonSchema<Resident> = { ...SCHEMA, encrypted: ['home'], attachments: { encrypted: true } };
  const options = {
    schema,
    password: 'a long password',
    wrap: (storage: AnyStorage) => wrappedKeyEncryptionCryptoJsStorage({ storage }),
  };
  const { residents } = await open(options);
  const resident = await residents.insert(aResident(1, { home: { village: '비밀리' } }));
  await resident.putAttachment({ id: 'scan', type: 'text/plain', data: new Blob(['비밀 서류']) });
  expect(stored()).not.toContain('비밀리');
  const bytes = connections.at(-1)?.prepare<[], Buffer>('SELECT bytes FROM "residents-0|attachments"').pluck().get();
  expect([bytes?.length === 0, bytes?.includes('비밀 서류')]).toEqual([false, false]);
  const again = await (await reopen(options)).residents.findOne('resident-1').exec(true);
  expect(again.home?.village).toBe('비밀리');
  expect(await again.getAttachment('scan')?.getStringData()).toBe('비밀 서류');
});

test('with validation, a document that breaks its schema is refused and not stored', async () => {
  const { residents } = await open({ wrap: (storage) => wrappedValidateAjvStorage({ storage }) });
  const { success, error } = await residents.bulkInsert([aResident(1), aResident(2, { age: -1 }), aResident(3)]);
  expect(success.map(({ id }) => id)).toEqual(['resident-1', 'resident-3']);
  expect(error).toMatchObject([{ status: 422, documentId: 'resident-2' }]);
  expect(await residents.count().exec()).toBe(2);
});

test('local documents of database and collection last', async () => {
  const database = await open();
  await database.insertLocal('settings', { language: 'ko' });
  await database.residents.insertLocal('view', { sort: 'name' });
  await (await database.getLocal<{ language: string }>('settings'))?.incrementalPatch({ language: 'en' });
  const again = await reopen();
  expect((await again.getLocal<{ language: string }>('settings'))?.get('language')).toBe('en');
  expect((await again.residents.getLocal<{ sort: string }>('view'))?.get('sort')).toBe('name');
  expect(await again.residents.count().exec()).toBe(0);
});

test('attachments of a collection last, change and go with their document', async () => {
  const schema = { ...SCHEMA, attachments: {} };
  const { residents } = await open({ schema });
  const resident = await residents.insert(aResident(1));
  await resident.putAttachment({ id: 'scan', type: 'text/plain', data: new Blob(['처음']) });
  await resident.getLatest().putAttachment({ id: 'photo', type: 'image/png', data: new Blob(['사진']) });
  await resident.getLatest().putAttachment({ id: 'scan', type: 'text/plain', data: new Blob(['다음']) });
  const again = await (await reopen({ schema })).residents.findOne('resident-1').exec(true);
  expect(again.allAttachments().map(({ id, type, length }) => [id, type, length])).toEqual([
    ['scan', 'text/plain', 6],
    ['photo', 'image/png', 6],
  ]);
  expect(await again.getAttachment('scan')?.getStringData()).toBe('다음');
  await again.getAttachment('photo')?.remove();
  await again.getLatest().remove();
  expect(connections.at(-1)?.prepare('SELECT count(*) FROM "residents-0|attachments"').pluck().get()).toBe(0);
});

test('a migration takes documents and attachments to the next version, and the old table away', async () => {
  const schema = { ...SCHEMA, attachments: {} };
  const { residents } = await open({ schema });
  await residents.bulkInsert(Array.from({ length: 50 }, (_, number) => aResident(number)));
  const first = await residents.findOne('resident-1').exec(true);
  await first.putAttachment({ id: 'scan', type: 'text/plain', data: new Blob(['서류']) });
  await (await residents.findOne('resident-2').exec(true)).remove();

  const migrated = await reopen({
    schema: { ...schema, version: 1, indexes: ['age'] },
    migrationStrategies: {
      1: (old: Resident): Resident | null => (old.age === 3 ? null : { ...old, name: `${old.name} 님` }),
    },
  });
  expect(await migrated.residents.count().exec()).toBe(48);
  const one = await migrated.residents.findOne('resident-1').exec(true);
  expect([one.name, await one.getAttachment('scan')?.getStringData()]).toEqual(['김철수 님', '서류']);
  expect(tables()).toContain('residents-1');
  expect(tables()).not.toContain('residents-0');
  expect(tables()).not.toContain('residents-0|attachments');
});

test('clean-up leaves no row of what was removed', async () => {
  const { residents } = await open();
  await residents.bulkInsert(Array.from({ length: 20 }, (_, number) => aResident(number)));
  await residents.find({ selector: { age: { $lt: 5 } } }).remove();
  await residents.cleanup(0);
  expect(connections.at(-1)?.prepare('SELECT count(*), sum(deleted) FROM "residents-0"').raw().get()).toEqual([15, 0]);
  await residents.insert(aResident(1));
  expect(await residents.count().exec()).toBe(16);
});

test('[RS-35] live queries of one database follow the writes of another on the same file', async () => {
  const first = await open();
  const db = openEncrypted(join(folder, 'replica.db'));
  connections.push(db);
  // As another user of the file: RxDB lets one process open a name again only on a storage of another name.
  const storage = { ...createSqliteStorage({ db, hasOneDatabase: true }), name: 'another' };
  const second = await createRxDatabase<Collections>({ name: 'office', storage });
  databases.push(second);
  await second.addCollections({ residents: { schema: SCHEMA } });

  const seen: string[][] = [];
  const following = second.residents
    .find({ sort: [{ age: 'asc' }] })
    .$.subscribe((residents) => seen.push(residents.map(({ name }) => name)));
  await vi.waitFor(() => expect(seen).toEqual([[]]));
  const inserted = await first.residents.insert(aResident(1));
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['김철수']));
  await (await second.residents.findOne('resident-1').exec(true)).incrementalPatch({ name: '바뀜' });
  await vi.waitFor(() => expect(inserted.getLatest().name).toBe('바뀜'));
  expect(seen.at(-1)).toEqual(['바뀜']);
  following.unsubscribe();
});

test('replication keeps its notes in the same file and goes on from them after a restart', async () => {
  const atCentral = new Map<string, Resident>();
  const pushed: string[][] = [];
  const replicate = async (residents: RxCollection<Resident>) => {
    const replication = replicateRxCollection<Resident, { at: number }>({
      collection: residents,
      replicationIdentifier: 'central',
      live: false,
      waitForLeadership: false,
      push: {
        batchSize: 5,
        handler: (rows) => {
          pushed.push(rows.map((row) => row.newDocumentState.id));
          for (const { newDocumentState } of rows) atCentral.set(newDocumentState.id, newDocumentState);
          return Promise.resolve([]);
        },
      },
      pull: {
        handler: (last, batchSize) => {
          const at = last?.at ?? 0;
          const documents = [...atCentral.values()].slice(at, at + batchSize);
          return Promise.resolve({
            documents: documents.map((document) => ({ ...document, _deleted: false })),
            checkpoint: { at: at + documents.length },
          });
        },
      },
    });
    await replication.awaitInitialReplication();
    await replication.cancel();
  };
  atCentral.set('resident-100', aResident(100));
  const { residents } = await open();
  await residents.bulkInsert([1, 2, 3, 4, 5, 6, 7].map((number) => aResident(number)));
  await replicate(residents);
  expect(pushed.flat().toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `resident-${number}`));
  expect(await residents.count().exec()).toBe(8);

  pushed.length = 0;
  const again = (await reopen()).residents;
  await again.insert(aResident(8));
  await replicate(again);
  expect(pushed).toEqual([['resident-8']]);
});

test('a removed database leaves nothing but its sequences, and can be made again', async () => {
  const database = await open();
  await database.residents.insert(aResident(1));
  await database.insertLocal('settings', { language: 'ko' });
  await database.remove();
  databases.pop();
  expect(tables()).toEqual(['rx-sequences']);
  const again = await reopen();
  expect(await again.residents.find().exec()).toEqual([]);
  expect(await again.getLocal('settings')).toBeNull();
  await again.residents.insert(aResident(1));
  expect(await again.residents.count().exec()).toBe(1);
});
