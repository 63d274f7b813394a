import Database from 'better-sqlite3';
import type { RxAttachmentWriteData, RxDocumentData } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, test } from 'vitest';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { aDocument, aSchema, openInstance, type TestDocument, type TestInstance } from '../builders/rx-documents.ts';

// Two storages take the same writes with attachments, not waiting for each other, and hold the same bytes afterwards.
// RRS_FUZZ and RRS_FUZZ_SEED as in rx-storage-fuzz.test.ts; one round stands for 1000 queries there.
const FIRST_SEED = Number(process.env['RRS_FUZZ_SEED'] ?? 1);
const ROUNDS = Math.max(1, Math.ceil(Number(process.env['RRS_FUZZ'] ?? 20_000) / 1000));

const DOCUMENTS = ['a', '나', '\uF900', '𠮷'];
const ATTACHMENTS = ['scan', '사진', "it's", '𠮷.png'];

type Stored = RxDocumentData<TestDocument>;
type Described = Omit<RxAttachmentWriteData, 'data'>;

test(`attachments in random writes, seeds ${FIRST_SEED} to ${FIRST_SEED + ROUNDS - 1}`, { timeout: 0 }, async () => {
  let read = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed += 1) read += await runRound(seed);
  expect(read).toBeGreaterThan(ROUNDS * 5);
});

/** Returns how many attachments were found and compared. */
async function runRound(seed: number): Promise<number> {
  const random = createRandom(seed);
  const hint = `RRS_FUZZ_SEED=${seed} RRS_FUZZ=1`;
  const schema = aSchema([], { attachments: true });
  const db = new Database(':memory:');
  const ours = await openInstance(createSqliteStorage({ db, hasOneDatabase: true }), { schema });
  const memory = await openInstance(getRxStorageMemory(), { schema, databaseName: `attachments-${seed}` });
  const current = new Map<string, Stored>();
  const texts = new Map<string, string>();

  const writes: Promise<unknown>[] = [];
  for (let write = 0; write < 40; write += 1) {
    const rows = random
      .shuffle(DOCUMENTS)
      .slice(0, random.between(1, 3))
      .map((id) => aRow(random, current, texts, id));
    for (const instance of [ours, memory]) {
      writes.push(instance.bulkWrite(rows, 'fuzz').then(({ error }) => expect(error, hint).toEqual([])));
    }
  }
  await Promise.all(writes);

  let found = 0;
  expect(await ours.findDocumentsById(DOCUMENTS, true), hint).toEqual(await memory.findDocumentsById(DOCUMENTS, true));
  for (const [id, { _attachments }] of current) {
    for (const [name, { digest, type, length }] of Object.entries(_attachments)) {
      for (const instance of [ours, memory]) {
        const blob = await instance.getAttachmentData(id, name, digest);
        expect([await blob.text(), blob.type, blob.size], hint).toEqual([texts.get(digest), type, length]);
      }
      await expectNone(ours, id, name, `${digest}-not`);
      found += 1;
    }
    for (const name of ATTACHMENTS.filter((each) => !_attachments[each])) {
      for (const digest of texts.keys()) await expectNone(ours, id, name, digest);
    }
  }
  const rows = db.prepare('SELECT count(*) FROM "people-0|attachments"').pluck().get();
  expect(rows, `nothing is left over, ${hint}`).toBe(found);
  await memory.remove();
  db.close();
  return found;
}

/** The next state of a document: some attachments new or changed, some only described, some left out. */
function aRow(random: Random, current: Map<string, Stored>, texts: Map<string, string>, id: string) {
  const previous = current.get(id);
  const height = previous ? Number.parseInt(previous._rev, 10) + 1 : 1;
  const isDeleted = random.chance(0.15);
  const handedIn: Record<string, RxAttachmentWriteData | Described> = {};
  const described: Record<string, Described> = {};
  for (const name of isDeleted ? [] : ATTACHMENTS) {
    const kept = previous?._attachments[name];
    const choice = random.between(0, 3);
    if (choice === 0 && kept) handedIn[name] = described[name] = kept;
    if (choice < 2) continue;
    const text = `${id} ${name} `.repeat(random.between(0, 50)) + texts.size;
    const data = new Blob([text], { type: random.pick(['text/plain', 'image/png']) });
    described[name] = { digest: `digest-${texts.size}`, type: data.type, length: data.size };
    handedIn[name] = { ...described[name], data };
    texts.set(described[name].digest, text);
  }
  const document = aDocument(id, { _deleted: isDeleted, _rev: `${height}-x`, _attachments: handedIn });
  current.set(id, { ...document, _attachments: described });
  return previous ? { previous, document } : { document };
}

async function expectNone(instance: TestInstance, id: string, name: string, digest: string): Promise<void> {
  await expect(instance.getAttachmentData(id, name, digest)).rejects.toThrow('does not exist');
}
