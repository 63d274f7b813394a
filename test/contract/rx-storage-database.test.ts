import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { RxCollection, RxDatabase, RxJsonSchema } from 'rxdb';
import { createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { openEncrypted } from '../builders/encrypted-database.ts';

// The storage under RxDB itself: database, collections, live queries and replication, on one encrypted file.

type Resident = { id: string; name: string; age: number };
type Collections = { residents: RxCollection<Resident> };

const SCHEMA: RxJsonSchema<Resident> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    name: { type: 'string', maxLength: 40 },
    age: { type: 'integer', minimum: 0, maximum: 200, multipleOf: 1 },
  },
  required: ['id', 'name', 'age'],
  indexes: ['name', ['age', 'name']],
};

let folder: string;
let db: Database;
let database: RxDatabase<Collections>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rx-storage-'));
  await open();
});
afterEach(async () => {
  await database.close();
  db.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<void> {
  db = openEncrypted(join(folder, 'replica.db'));
  const storage = createSqliteStorage({ db, hasOneDatabase: true });
  database = await createRxDatabase<Collections>({ name: 'office', storage, multiInstance: false });
  await database.addCollections({ residents: { schema: SCHEMA } });
}

async function reopen(): Promise<void> {
  await database.close();
  db.close();
  await open();
}

const aResident = (number: number, name = '김철수'): Resident => ({ id: `resident-${number}`, name, age: number });

test('documents are inserted, found, changed and removed, also after the file was closed and opened', async () => {
  const { residents } = database;
  await residents.insert(aResident(1));
  const { error } = await residents.bulkInsert([aResident(2, '𠮷野'), aResident(3, '\uF900나'), aResident(1)]);
  expect(error).toMatchObject([{ status: 409, documentId: 'resident-1' }]);
  await (await residents.findOne('resident-1').exec(true)).incrementalPatch({ name: '김영희' });

  await reopen();
  const byName = await database.residents.find({ sort: [{ name: 'asc' }] }).exec();
  expect(byName.map((resident) => resident.name)).toEqual(['김영희', '𠮷野', '\uF900나']);
  expect(await database.residents.count({ selector: { age: { $gt: 1 } } }).exec()).toBe(2);
  const first = await database.residents.findOne('resident-1').exec(true);
  await first.remove();
  expect(await database.residents.findOne('resident-1').exec()).toBeNull();
  await database.residents.insert(aResident(1, '다시'));
  expect((await database.residents.findOne('resident-1').exec(true)).name).toBe('다시');
});

test('a live query follows the writes', async () => {
  const seen: number[] = [];
  const query = database.residents.find({ selector: { age: { $lt: 3 } } });
  const following = query.$.subscribe((residents) => seen.push(residents.length));
  await query.exec();
  for (const number of [1, 2, 3]) await database.residents.insert(aResident(number));
  await vi.waitFor(() => expect(seen.at(-1)).toBe(2));
  following.unsubscribe();
});

test('a collection can be removed and added again', async () => {
  await database.residents.insert(aResident(1));
  await database.residents.remove();
  await database.addCollections({ residents: { schema: SCHEMA } });
  expect(await database.residents.find().exec()).toEqual([]);
});

test('replication pushes what was written after the clock was set back', async () => {
  const pushed: string[] = [];
  const replicate = async () => {
    const replication = replicateRxCollection<Resident, unknown>({
      collection: database.residents,
      replicationIdentifier: 'central',
      live: false,
      push: {
        handler: async (rows) => {
          pushed.push(...rows.map((row) => row.newDocumentState.id));
          return [];
        },
      },
    });
    await replication.awaitInitialReplication();
  };
  await database.residents.insert(aResident(1));
  // RxDB takes its time from Date, and within one process never lets it go back; so the first write is from tomorrow.
  const tomorrow = Date.now() + 24 * 60 * 60 * 1000;
  db.prepare(`UPDATE "residents-0" SET lwt = ?, data = json_set(data, '$._meta.lwt', ?)`).run(tomorrow, tomorrow);
  await replicate();
  await reopen();
  await database.residents.insert(aResident(2));
  await replicate();
  expect(pushed).toEqual(['resident-1', 'resident-2']);
});

test('nothing of a document can be read from the files', async () => {
  await database.residents.insert(aResident(1, 'a name to look for'));
  for (const file of ['replica.db', 'replica.db-wal']) {
    const bytes = readFileSync(join(folder, file));
    expect(bytes.length).toBeGreaterThan(0);
    expect([bytes.includes('SQLite format 3'), bytes.includes('a name to look for')]).toEqual([false, false]);
  }
});
