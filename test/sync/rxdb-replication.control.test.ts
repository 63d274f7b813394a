import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { until } from '../../scripts/run/until.ts';
import { type Collections, type JournalDocument, openCollections } from '../../src/main/replica/collections.ts';
import type { Replica } from '../../src/main/replica/replica.ts';
import { createCentralClient, type Fetch } from '../../src/main/sync/central-client.ts';
import { readPrivateKey, verifierOf } from '../../src/main/sync/keys.ts';
import { pushJournal } from '../../src/main/sync/push.ts';
import { emptyHead, type Head } from '../../src/shared/contract/chain.ts';
import { readEntryHeader } from '../../src/shared/contract/entry.ts';
import { sign } from '../../src/shared/contract/signed.ts';
import type { PushAnswer, PushRequest } from '../../src/shared/contract/sync.ts';
import { sha256 } from '../builders/central-device.ts';
import { aCentralKey } from '../builders/checked-snapshot.ts';
import { aDeviceFolder, type DeviceFolder } from '../builders/device-folder.ts';
import { openEncrypted } from '../builders/encrypted-database.ts';

// Why the journal is pushed by a loop of our own (docs/adr/0003). The first part is the control: RxDB's replication,
// on the same storage and the same collection, loses what the rules forbid to lose. The second part is our loop.

const entries = 50;
/** What central still has after it was restored from a backup. */
const left = 20;

describe('the control: replication by RxDB', () => {
  let folder: string;
  let db: Database;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rrs-control-'));
    db = openEncrypted(join(folder, 'control.db'));
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const anEntry = (seq: number): JournalDocument => ({
    id: `entry-${seq}`,
    device: 'device',
    incarnation: 1,
    seq,
    header: JSON.stringify({ seq, kind: 'moveInReported', bodyHash: sha256(bodyOf(seq)) }),
    body: bodyOf(seq),
  });
  const bodyOf = (seq: number): string => JSON.stringify({ v: 1, report: `of a family ${seq} `.repeat(40) });

  let opened = 0;
  const open = (): Promise<Collections> => {
    opened += 1;
    return openCollections(db, `control-${opened}`, { journal: () => undefined, feed: () => undefined });
  };
  const startPush = (
    { journal }: Collections,
    handler: (ids: readonly string[]) => void,
    retryTime = 20,
  ): RxReplicationState<JournalDocument, unknown> =>
    replicateRxCollection<JournalDocument, unknown>({
      collection: journal,
      replicationIdentifier: 'central',
      retryTime,
      live: true,
      push: {
        batchSize: 100,
        handler: async (rows) => {
          handler(rows.map(({ newDocumentState }) => newDocumentState.id));
          return [];
        },
      },
    });
  const settled = async (replication: RxReplicationState<JournalDocument, unknown>): Promise<void> => {
    await replication.awaitInitialReplication();
    await replication.awaitInSync();
  };

  test('offers nothing again to a central that was restored, not even after a restart', async () => {
    const central: string[] = [];
    const first = await open();
    await first.journal.bulkInsert(Array.from({ length: entries }, (_, index) => anEntry(index + 1)));
    const replication = startPush(first, (ids) => central.push(...ids));
    await settled(replication);
    expect(central).toHaveLength(entries);

    central.length = left;
    const offered: string[] = [];
    replication.reSync();
    await settled(replication);
    await first.database.close();
    const second = await open();
    const restarted = startPush(second, (ids) => offered.push(...ids));
    await settled(restarted);
    restarted.reSync();
    await settled(restarted);
    expect(offered).toEqual([]);

    // A new entry does get through: central now has a gap that nobody will ever fill.
    await second.journal.insert(anEntry(entries + 1));
    await until('the new entry is pushed', async () => (offered.length > 0 ? true : null));
    expect(offered).toEqual([`entry-${entries + 1}`]);
    await second.database.close();
  });

  test('keeps a second copy of every body, which erasing the first does not reach', async () => {
    const collections = await open();
    await collections.journal.bulkInsert(Array.from({ length: entries }, (_, index) => anEntry(index + 1)));
    await settled(startPush(collections, () => undefined));
    await collections.database.close();

    const [meta] = db
      .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%replication-meta%'`)
      .pluck()
      .all();
    const bodies = (table: string): unknown =>
      db.prepare(`SELECT count(*) FROM "${table}" WHERE data LIKE '%of a family%'`).pluck().get();
    const bytes = (table: string): number =>
      Number(db.prepare(`SELECT sum(length(CAST(data AS BLOB))) FROM "${table}"`).pluck().get());
    expect([bodies('journal-0'), bodies(meta ?? '')]).toEqual([entries, entries]);
    // The figures of the ADR: 46 KB of journal, and 54 KB of copy.
    expect(bytes('journal-0') / entries).toBeCloseTo(911, -1);
    expect(bytes(meta ?? '') / entries).toBeCloseTo(1_079, -1);

    db.exec(`UPDATE "journal-0" SET data = json_set(data, '$.body', NULL)`);
    expect([bodies('journal-0'), bodies(meta ?? '')]).toEqual([0, entries]);
  });

  test('tries again after the same time for ever, so that offices that were cut off together come back together', async () => {
    const collections = await open();
    await collections.journal.insert(anEntry(1));
    const waits: unknown[] = [];
    const setTimeoutOfNode = globalThis.setTimeout;
    const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms: number) => {
      if (ms === 7) waits.push(ms);
      return setTimeoutOfNode(work, ms);
    }) as typeof setTimeout);
    let tries = 0;
    const replication = startPush(
      collections,
      () => {
        tries += 1;
        throw new Error('central is away');
      },
      7,
    );
    await until('it has tried often', async () => (tries >= 12 ? true : null));
    await replication.cancel();
    spy.mockRestore();
    // Eleven waits between twelve tries, each of exactly the time that was set: no growth, no chance in it.
    expect(waits.length).toBeGreaterThanOrEqual(11);
    await collections.database.close();
  });
});

describe('our own loop', () => {
  let device: DeviceFolder;
  beforeEach(async () => {
    device = await aDeviceFolder({ residents: 0 });
    await device.filed(entries);
  });
  afterEach(() => rmSync(device.folder, { recursive: true, force: true }));

  const key = aCentralKey();

  /** As much of central as a push needs: it takes what continues its journal, and says what it has. */
  const createJournalOfCentral = () => {
    const has: { readonly id: string; readonly hash: string }[] = [];
    const offers: number[] = [];
    const fetch: Fetch = async (_, init) => {
      const push = JSON.parse(init.body as string) as PushRequest;
      offers.push(push.entries.length);
      const receipts: PushAnswer['receipts'] = [];
      for (const { header } of push.entries) {
        const read = readEntryHeader(header);
        if (!read) throw new Error('a device sends headers that can be read');
        if (read.seq > has.length + 1) break;
        if (read.seq === has.length + 1) has.push({ id: read.id, hash: sha256(header) });
        receipts.push({ id: read.id, seq: read.seq, hash: sha256(header), status: 'accepted' });
      }
      const head: Head = has.length === 0 ? emptyHead : { seq: has.length, hash: has.at(-1)?.hash ?? '' };
      const { device: id, incarnation } = device.identity;
      const at = '2026-11-22T01:00:00.000Z';
      const answer: PushAnswer = {
        type: 'receipts',
        device: id,
        incarnation,
        epoch: 1,
        head,
        receipts,
        mismatch: false,
        at,
      };
      return Response.json(sign(answer, key.sign));
    };
    return { has, offers, fetch };
  };
  const push = (replica: Replica, fetch: Fetch) =>
    pushJournal(
      replica,
      createCentralClient({
        url: () => 'http://central.test',
        verify: verifierOf(key.publicKey),
        signer: { device: device.identity.device, key: readPrivateKey(device.identity.deviceKey) },
        system: device.system,
        fetch,
      }),
      () => undefined,
    );

  test('[SY-1, SY-2] offers a restored central everything above its head again, once', async () => {
    const central = createJournalOfCentral();
    const first = await device.openReplica();
    expect(await push(first, central.fetch)).toEqual({ ok: true, value: entries });
    const ids = central.has.map(({ id }) => id);
    await first.close();

    central.has.length = left;
    central.offers.length = 0;
    const second = await device.openReplica();
    expect(second.unsentCount()).toBe(0);
    expect(await push(second, central.fetch)).toEqual({ ok: true, value: entries - left });
    expect(central.has.map(({ id }) => id)).toEqual(ids);
    expect(central.offers).toEqual([0, entries - left]);
    await second.close();
  });

  test('keeps no second copy of an entry', async () => {
    const central = createJournalOfCentral();
    const replica = await device.openReplica();
    await push(replica, central.fetch);
    await replica.close();
    const db = device.open();
    const tables = db
      .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '% data %'`)
      .pluck()
      .all()
      .filter((name) => db.prepare(`SELECT 1 FROM "${name}" WHERE data LIKE '%moveInReported%' LIMIT 1`).get());
    db.close();
    expect(tables).toEqual(['journal-0']);
  });
});
