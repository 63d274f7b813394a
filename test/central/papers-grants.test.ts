import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sign } from '../../src/shared/contract/signed.ts';
import type { JournalHead } from '../../src/shared/contract/sync.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { createTestDevice } from '../builders/central-device.ts';
import { aReservation, provisionsOf, requestSerials, reserve, serialAt } from '../builders/central-papers.ts';
import { familyAt, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { officeState } from '../builders/central-state.ts';
import { aMoveInReport, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const policy = { mayIssueOffline: true, supervisorAfterHours: 72 };

const flagsOf = async ({ database }: TestCentral): Promise<string[]> =>
  (await database.rows<{ flag: string }>('select flag from paper_flag order by flag')).map(({ flag }) => flag);

describe('a request for serials', () => {
  test('is answered by a block of the office, with the device number and, the first time, the policy', async () => {
    await using central = await setupCentral(cluster, { policy });
    const { device, client } = await central.deviceAt(solnae);
    const request = requestSerials(device, 100);
    expect((await client.push(0)).receipts).toMatchObject([{ status: 'accepted' }]);
    await central.decided();
    const block = { office: solnae, device: device.id, terminal: 1, epoch: 1, first: 1, last: 100 };
    expect(await provisionsOf(client)).toEqual([{ cause: request.id, blocks: [block], policy }]);

    // Another device of the office goes on from there, and the office has its policy by now.
    const second = await central.deviceAt(solnae);
    requestSerials(second.device, 50);
    await second.client.push(0);
    await central.decided();
    expect((await provisionsOf(client)).at(-1)).toMatchObject({
      blocks: [{ device: second.device.id, terminal: 2, first: 101, last: 150 }],
      policy: null,
    });
    // Every office counts for itself, and no other office hears of it.
    const other = await central.deviceAt(yunseul);
    expect(await provisionsOf(other.client)).toEqual([]);
    requestSerials(other.device, 10);
    await other.client.push(0);
    await central.decided();
    expect(await provisionsOf(other.client)).toMatchObject([
      { blocks: [{ office: yunseul, terminal: 1, first: 1, last: 10 }], policy },
    ]);
  });

  test('of two devices in one batch gets two blocks, and a large wish no more than a thousand', async () => {
    await using central = await setupCentral(cluster, { held: true });
    const desks = [await central.deviceAt(solnae), await central.deviceAt(solnae), await central.deviceAt(solnae)];
    for (const { device, client } of desks) {
      requestSerials(device, 10_000);
      await client.push(0);
    }
    await central.decided();
    const { client: reader } = await central.deviceAt(solnae);
    const blocks = (await provisionsOf(reader)).flatMap((provision) => provision.blocks);
    expect(blocks.map(({ device, terminal, first, last }) => ({ device, terminal, first, last }))).toEqual(
      desks.map(({ device }, nth) => ({
        device: device.id,
        terminal: nth + 1,
        first: nth * 1_000 + 1,
        last: (nth + 1) * 1_000,
      })),
    );
  });

  test.each([1, 2, 500])('of many devices at once never gives a serial twice (batches of %i)', async (batchSize) => {
    await using central = await setupCentral(cluster, { batchSize, held: true });
    const desks = await Promise.all(
      Array.from({ length: 6 }, (_, nth) => central.deviceAt(nth % 2 ? solnae : yunseul)),
    );
    await Promise.all(
      desks.map(async ({ device, client }) => {
        for (let round = 0; round < 3; round += 1) {
          requestSerials(device, 20 + round);
          await client.push(round);
        }
      }),
    );
    await central.decided();
    for (const office of [solnae, yunseul]) {
      const { client } = await central.deviceAt(office);
      const blocks = (await provisionsOf(client)).flatMap((provision) => provision.blocks);
      const serials = blocks.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, n) => first + n),
      );
      expect(serials.length).toBeGreaterThan(0);
      expect(serials).toEqual(Array.from({ length: serials.length }, (_, n) => n + 1));
      expect(new Set(blocks.map(({ device, terminal }) => `${device} ${terminal}`)).size).toBe(3);
    }
  });

  test('is answered once, without serials, while the device has more than it wants', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    // Written before the first answer came: the second grant is for a device that has just a hundred, the third not.
    const requests = [requestSerials(device), requestSerials(device), requestSerials(device)];
    await client.push(0);
    await client.push(0, 3);
    await central.decided();
    const provisions = await provisionsOf(client);
    expect(provisions.map(({ cause }) => cause)).toEqual(requests.map(({ id }) => id));
    expect(provisions.map(({ blocks }) => blocks.map(({ first, last }) => [first, last]))).toEqual([
      [[1, 100]],
      [[101, 200]],
      [],
    ]);

    // Once enough of them are used there are new ones.
    for (let n = 1; n <= 100; n += 1) reserve(device, serialAt({ office: solnae, epoch: 1 }, n), { code: null });
    await client.push(3);
    requestSerials(device);
    await client.push(103);
    await central.decided();
    expect((await provisionsOf(client)).at(-1)?.blocks).toMatchObject([{ first: 201, last: 300 }]);
    expect(await flagsOf(central)).toEqual([]);
  });

  test('of a device that was restored from a backup does not count what its earlier journal was granted', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    requestSerials(device, 100);
    requestSerials(device, 100);
    await client.push(0);
    await central.decided();
    const again = createTestDevice({ id: device.id, incarnation: 2 });
    const restored = central.clientOf(again);
    const from = {
      incarnation: 1,
      head: { seq: 1, hash: device.entries[0]?.hash ?? '' },
      takenAt: '2026-08-01T00:00:00.000Z',
    };
    const code = await central.central.issueRestoreCode(device.id);
    const answer = await restored.enrol(code, { incarnation: 2, from });
    // The answer may have been lost on its way.
    expect(await restored.enrol(code, { incarnation: 2, from })).toEqual(answer);
    requestSerials(again, 100);
    // What its earlier life had asked and not sent gets an answer, and no serials.
    requestSerials(device, 100);
    const late = device.pushOf(2, 3);
    const statement: JournalHead = { type: 'journal-head', device: device.id, incarnation: 1, head: device.head() };
    const head = sign(statement, again.signText);
    expect((await restored.send('POST', '/v1/journal', JSON.stringify({ ...late, head }))).status).toBe(200);
    expect((await restored.send('POST', '/v1/journal', JSON.stringify(again.pushOf(0)))).status).toBe(200);
    await central.decided();
    expect((await provisionsOf(restored)).slice(-2).map(({ blocks }) => blocks)).toMatchObject([
      [],
      [{ terminal: 1, first: 201, last: 300, incarnation: 2 }],
    ]);
  });

  test('stands in order among filings, and nothing of either is lost', async () => {
    const families = [familyAt(eungaram, 1, 2), familyAt(eungaram, 5, 2)];
    await using central = await setupCentral(cluster, { families, batchSize: 1, held: true, policy });
    const { device, client } = await central.deviceAt(solnae);
    const start = await client.openSnapshot((await client.snapshot()).bytes);
    for (const [nth, { residents }] of families.entries()) {
      device.file(aMoveInReport({ movers: moversOf(residents), to: familyAt(solnae, nth, 1).household.address }));
      requestSerials(device, 100 + nth);
    }
    await client.push(0);
    await central.decided();
    const feed = await client.wholeFeed();
    expect(feed.map(({ cause }) => cause)).toEqual(device.entries.map(({ id }) => id));
    expect(feed.map(({ content }) => content.kind)).toEqual(['decision', 'provision', 'decision', 'provision']);
    const snapshot = await client.openSnapshot((await client.snapshot()).bytes);
    const state = officeState(snapshot.rows);
    expect(state).toEqual(
      officeState(
        start.rows,
        feed.map(({ content }) => content),
      ),
    );
    expect(state).toMatchObject({ policy, 'block 1 1': { last: 100 }, 'block 1 101': { last: 201 } });
  });
});

describe('a serial that does not fit', () => {
  test('is accepted and flagged: not granted, of another device, of another office, of a later epoch', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    const other = await central.deviceAt(solnae);
    requestSerials(other.device, 10);
    await other.client.push(0);
    await central.decided();
    const at = { office: solnae, epoch: 1 };
    reserve(device, serialAt(at, 11), { code: null });
    reserve(device, serialAt(at, 1), { code: null });
    reserve(device, serialAt({ office: yunseul, epoch: 1 }, 1), { code: null });
    reserve(device, serialAt({ office: solnae, epoch: 2 }, 1), { code: null });
    const { receipts } = await client.push(0);
    expect(receipts.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'accepted'));
    await central.decided();
    expect(await flagsOf(central)).toEqual([
      'serial-not-granted-here',
      'serial-of-a-later-epoch',
      'serial-of-another-device',
      'serial-of-another-office',
    ]);
    expect(central.events.filter(({ event }) => event === 'paper-flagged')).toHaveLength(4);
    expect(await central.database.rows('select 1 from certificate')).toHaveLength(4);
    expect(await client.wholeFeed()).toHaveLength(1);
  });

  test('that was used goes to quarantine with the reason, and the first paper stays as it is', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    const serial = serialAt({ office: solnae, epoch: 1 }, 1);
    const first = reserve(device, serial);
    const second = reserve(device, serial);
    await client.push(0);
    await central.decided();
    const reason = `serial ${serial} was used for certificate ${first.id}`;
    expect((await client.wholeFeed()).map(({ cause, content }) => [cause, content.kind, content.body])).toMatchObject([
      [second.id, 'quarantine', { seq: 2, reason }],
    ]);
    // In a later batch too, and visible in the receipts from then on.
    reserve(device, serial);
    await client.push(2);
    await central.decided();
    expect((await client.wholeFeed()).at(-1)?.content).toMatchObject({ kind: 'quarantine', body: { seq: 3, reason } });
    expect((await client.push(0, 3)).receipts.map(({ status }) => status)).toEqual([
      'accepted',
      'quarantined',
      'quarantined',
    ]);
    expect(await central.database.rows('select id, serial from certificate')).toEqual([{ id: first.id, serial }]);
  });

  test('of the other profile, or an applicant of it, goes to quarantine as a filing would', async () => {
    await using central = await setupCentral(cluster, { profile: 'production' });
    const { device, client } = await central.deviceAt(solnae);
    const paper = aReservation(device, serialAt({ office: solnae, epoch: 1 }, 1), { code: null });
    reserve(device, paper.serial, { code: null, applicant: { ...paper.applicant, number: null } });
    reserve(device, paper.serial, { code: null });
    const { receipts } = await client.push(0);
    expect(receipts.map(({ status }) => status)).toEqual(['quarantined', 'quarantined']);
    await central.decided();
    expect((await client.wholeFeed()).map(({ content }) => content.body)).toMatchObject([
      { reason: 'a serial of the other profile' },
      { reason: 'a resident number of the other profile' },
    ]);
    expect(await central.database.rows('select 1 from certificate')).toEqual([]);
  });
});
