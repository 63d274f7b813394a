import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { BROADCAST_CHANNEL_BY_TOKEN, getChangedDocumentsSince } from 'rxdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { openEncrypted } from '../builders/encrypted-database.ts';
import { aDocument, aSchema, openInstance, prepared, theNext } from '../builders/rx-documents.ts';
import { anAttachment, idsOf, listenTo, write } from './rx-storage/frame.ts';

// Several instances on the same documents, on one connection or on several to one file, in one process.

let folder: string;
let opened: Database.Database[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx-storage-'));
  opened = [];
});
afterEach(() => {
  for (const db of opened) db.close();
  rmSync(folder, { recursive: true });
});

const connect = (path = 'replica.db') => {
  const db = path === ':memory:' ? new Database(path) : openEncrypted(join(folder, path));
  opened.push(db);
  return db;
};
const open = (db: Database.Database, params: Parameters<typeof openInstance>[1] = {}) =>
  openInstance(createSqliteStorage({ db }), { multiInstance: true, ...params });
const ofOne = (path: string) => {
  const db = connect(path);
  return [db, db] as const;
};

describe.each([
  ['one connection to a file', () => ofOne('replica.db')],
  ['one connection to memory', () => ofOne(':memory:')],
  ['two connections to a file', () => [connect(), connect()] as const],
])('on %s', (_, connectTwice) => {
  test('[RS-35] instances that share hear each write once, in order, and can read it', async () => {
    const [first, second] = connectTwice();
    const [a, b, third] = [await open(first), await open(second), await open(second)];
    const heard = [a, b, third].map(listenTo);
    const reads: Promise<unknown>[] = [];
    b.changeStream().subscribe((bulk) => reads.push(b.findDocumentsById(idsOfEvents(bulk), false)));
    const document = aDocument('a');
    const changed = theNext(document, { name: 'changed' });
    await write(a, document);
    await b.bulkWrite([{ previous: document, document: changed }], 'update');
    await write(third, aDocument('c'));
    for (const bulks of heard) {
      expect(bulks).toEqual(heard[0]);
      expect(bulks.map(({ events }) => events[0]?.operation)).toEqual(['INSERT', 'UPDATE', 'INSERT']);
      expect(bulks.map(({ checkpoint }) => checkpoint)).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
    }
    expect(await Promise.all(reads)).toEqual([[document], [changed], [expect.objectContaining({ id: 'c' })]]);
  });

  test('[RS-36] a write meets what another instance has written, and no sequence is given twice', async () => {
    const [first, second] = connectTwice();
    const [a, b] = [await open(first), await open(second)];
    const document = aDocument('a');
    await write(a, document);
    const { error } = await b.bulkWrite([{ document: aDocument('a', { name: 'other' }) }], 'insert');
    expect(error).toMatchObject([{ status: 409, documentInDb: document }]);
    const rounds = Array.from({ length: 40 }, (_each, number) => [
      write(a, aDocument(`a-${number}`)),
      write(b, aDocument(`b-${number}`)),
    ]);
    await Promise.all(rounds.flat());
    const { documents, checkpoint } = await getChangedDocumentsSince(a, 100);
    expect(documents).toHaveLength(81);
    expect(checkpoint).toEqual({ seq: 81 });
    expect(await getChangedDocumentsSince(b, 100)).toEqual({ documents, checkpoint });
    expect((await b.query(prepared(aSchema(), {}))).documents).toHaveLength(81);
  });

  test('[RS-36] closing one instance leaves the other at work, and removing one empties both', async () => {
    const [first, second] = connectTwice();
    const schema = aSchema([['name']], { attachments: true });
    const [a, b] = [await open(first, { schema }), await open(second, { schema })];
    await write(a, aDocument('a', { _attachments: { scan: await anAttachment('scan') } }));
    await a.close();
    expect(idsOf(await b.findDocumentsById(['a'], false))).toEqual(['a']);
    const c = await open(first, { schema });
    await b.remove();
    // The table is gone; whoever still has it open is told so, and doesn't find something else.
    await expect(c.findDocumentsById(['a'], true)).rejects.toThrow('no such table');
    await expect(c.bulkWrite([{ document: aDocument('b') }], 'write')).rejects.toThrow('no such table');
    await c.close();
    const again = await open(second, { schema });
    expect(await again.findDocumentsById(['a'], true)).toEqual([]);
    await write(again, aDocument('b'));
    expect(await getChangedDocumentsSince(again, 10, { seq: 1 })).toMatchObject({ checkpoint: { seq: 2 } });
  });
});

test('[RS-36] of three processes that write the same documents at once, no write is lost and none counts twice', async () => {
  const [documents, rounds] = [25, 8];
  const db = connect();
  const instance = await open(db);
  const writer = fileURLToPath(new URL('./rx-storage/writer.ts', import.meta.url));
  const told = await Promise.all(
    ['first', 'second', 'third'].map(async (name) => {
      const args = [writer, join(folder, 'replica.db'), name, `${documents}`, `${rounds}`];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      return JSON.parse(await text(child.stdout)) as { inserted: string[]; raised: number; refused: number };
    }),
  );
  const { documents: found } = await instance.query(prepared(aSchema(), {}));
  const raised = told.reduce((sum, each) => sum + each.raised, 0);
  expect(told.flatMap((each) => each.inserted).toSorted()).toEqual(idsOf(found).toSorted());
  expect(found).toHaveLength(documents);
  expect(found.reduce((sum, { age }) => sum + Number(age), 0)).toBe(raised);
  const { checkpoint } = await getChangedDocumentsSince(instance, 1000);
  expect(checkpoint).toEqual({ seq: documents + raised });
});

test('[RS-35] another table, another file, an instance that does not share and a closed one hear nothing', async () => {
  const db = connect();
  const [memory, otherMemory] = [connect(':memory:'), connect(':memory:')];
  const [writer, inMemory] = [await open(db), await open(memory)];
  const closed = await open(db);
  const others = [
    await open(db, { collectionName: 'households' }),
    await open(db, { schema: aSchema([], { version: 1 }) }),
    await open(db, { multiInstance: false }),
    await open(connect('other.db')),
    await open(otherMemory),
    closed,
  ];
  const heard = others.map(listenTo);
  await closed.close();
  await write(writer, aDocument('a'));
  await write(inMemory, aDocument('a'));
  expect(heard.flat()).toEqual([]);
});

test('[RS-35] a file is known under every name', async () => {
  mkdirSync(join(folder, 'data'));
  symlinkSync(join(folder, 'data'), join(folder, 'link'));
  const [a, b] = [await open(connect('data/replica.db')), await open(connect('link/replica.db'))];
  const heard = listenTo(b);
  await write(a, aDocument('a'));
  expect(heard).toHaveLength(1);
});

test('[RS-35] who writes on hearing a write is heard after it, by all', async () => {
  const db = connect(':memory:');
  const [a, b, c] = [await open(db), await open(db), await open(db)];
  const heard = [a, b, c].map(() => [] as string[]);
  const answers: Promise<unknown>[] = [];
  for (const [number, instance] of [a, b, c].entries()) {
    instance.changeStream().subscribe((bulk) => {
      heard[number]?.push(...idsOfEvents(bulk));
      if (instance !== c && idsOfEvents(bulk).includes('first'))
        answers.push(write(instance, aDocument(`answer-${number}`)));
    });
  }
  await write(a, aDocument('first'));
  await Promise.all(answers);
  for (const ids of heard) expect(ids).toEqual(['first', 'answer-0', 'answer-1']);
});

test('[RS-35] what one listener does to its documents is not seen by another', async () => {
  const db = connect(':memory:');
  const [a, b, c] = [await open(db), await open(db), await open(db)];
  b.changeStream().subscribe((bulk) => Object.assign(bulk.events[0]?.documentData ?? {}, { name: 'spoilt' }));
  const heard = [a, c].map(listenTo);
  await write(a, aDocument('a', { name: 'whole' }));
  expect(heard.map(([bulk]) => bulk?.events[0]?.documentData.name)).toEqual(['whole', 'whole']);
});

test("[RS-35] RxDB's channel, which writes documents to the temporary folder, is not used", async () => {
  const instance = await open(connect());
  await write(instance, aDocument('a'));
  expect([...BROADCAST_CHANNEL_BY_TOKEN.keys()]).toEqual([]);
});

test('[RS-33] an instance whose removal fails is closed, and closing it is no error', async () => {
  const db = connect();
  const instance = await open(db);
  const ended: string[] = [];
  instance.changeStream().subscribe({ complete: () => ended.push('ended') });
  await write(instance, aDocument('a'));
  db.pragma('query_only = true');
  await expect(instance.remove()).rejects.toThrow('readonly');
  await instance.close();
  expect(ended).toEqual(['ended']);
  await expect(instance.findDocumentsById(['a'], true)).rejects.toThrow('closed');
  db.pragma('query_only = false');
  const again = await open(db);
  expect(idsOf(await again.findDocumentsById(['a'], true))).toEqual(['a']);
});

function idsOfEvents(bulk: { readonly events: readonly { readonly documentId: string }[] }): string[] {
  return bulk.events.map(({ documentId }) => documentId);
}
