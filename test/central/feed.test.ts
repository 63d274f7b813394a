import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths, Ring } from '../../src/shared/contract/sync.ts';
import { startOf, type TestClient } from '../builders/central-client.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import type { TestDevice } from '../builders/central-device.ts';
import { addressAt, createClock, familyAt, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { aMoveInReport, day, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const families = Array.from({ length: 7 }, (_, nth) => familyAt(eungaram, 1 + nth * 2, 2));

const fileAll = async (central: TestCentral): Promise<{ readonly device: TestDevice; readonly client: TestClient }> => {
  const desk = await central.deviceAt(solnae);
  families.forEach(({ residents }, nth) =>
    desk.device.file(aMoveInReport({ to: addressAt(solnae, nth), movers: moversOf(residents) })),
  );
  await desk.client.push(0);
  await central.decided();
  return desk;
};

test('a feed is read in pages that are one chain', async () => {
  await using central = await setupCentral(cluster, { families });
  const { client } = await fileAll(central);
  const whole = await client.wholeFeed();
  expect(whole.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await client.wholeFeed(1, 3)).toEqual(whole);
  const first = await client.feed(startOf(1), 3);
  if ('why' in first) throw new Error(first.why);
  expect(first.tail).toMatchObject({ office: solnae, headSeq: 7, position: { epoch: 1, seq: 3 } });
  const end = await client.feed({ epoch: 1, seq: 3, hash: first.tail.position.hash });
  if ('why' in end) throw new Error(end.why);
  expect(end.items.map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
  const none = await client.feed(end.tail.position);
  expect(none).toMatchObject({ items: [], tail: { position: end.tail.position, headSeq: 7 } });
});

test('is compressed for those who ask for it', async () => {
  await using central = await setupCentral(cluster, { families });
  const { client } = await fileAll(central);
  const { epoch, seq, hash } = startOf(1);
  const path = `${paths.feed}?epoch=${epoch}&since=${seq}&hash=${hash}`;
  const plain = await client.send('GET', path);
  expect(plain.headers.get('content-encoding')).toBe(null);
  expect(plain.headers.get('content-type')).toContain('application/x-ndjson');
  const reply = await fetchRaw(client, path);
  expect(reply.headers.get('content-encoding')).toBe('zstd');
  const text = reply.isDecoded ? reply.bytes.toString() : zstdDecompressSync(reply.bytes).toString();
  const withoutTail = (each: string): string[] => each.split('\n').slice(0, 7);
  expect(withoutTail(text)).toEqual(withoutTail(plain.bytes.toString()));
});

/** Some versions of fetch undo zstd by themselves. */
const fetchRaw = async (client: TestClient, path: string) => {
  const { headers, bytes } = await client.send('GET', path, '', { headers: { 'accept-encoding': 'zstd' } });
  return { headers, bytes, isDecoded: bytes[0] === '{'.charCodeAt(0) };
};

test('another epoch, a position beyond the end and another history are gone', async () => {
  await using central = await setupCentral(cluster, { families });
  const { client } = await fileAll(central);
  const page = await client.feed(startOf(1));
  if ('why' in page) throw new Error(page.why);
  const { position } = page.tail;
  const other = 'ab'.repeat(32);
  expect(await client.feed({ ...position, epoch: 2 })).toMatchObject({ why: 'other-epoch', epoch: 1 });
  expect(await client.feed({ ...position, seq: 8 })).toMatchObject({ why: 'position-unknown', epoch: 1 });
  expect(await client.feed({ ...position, seq: 3 })).toMatchObject({ why: 'position-unknown' });
  expect(await client.feed({ ...position, hash: other })).toMatchObject({ why: 'position-unknown' });
  expect(await client.feed({ ...startOf(1), hash: other })).toMatchObject({ why: 'position-unknown' });
});

test('a question of another form is refused', async () => {
  await using central = await setupCentral(cluster);
  const { client } = await central.deviceAt(solnae);
  for (const query of ['', '?epoch=1&since=-1&hash=x', `?epoch=1&since=0&hash=${startOf(1).hash}&limit=201`]) {
    const reply = await client.send('GET', `${paths.feed}${query}`);
    expect(await client.refusal(reply)).toMatchObject({ code: 'bad-request' });
  }
  const lost = await client.send('GET', '/v1/nothing');
  expect([lost.status, (await client.refusal(lost)).code]).toEqual([404, 'bad-request']);
});

test('report dates before the day on which a device had sent everything need more than its word', async () => {
  const clock = createClock('2026-08-01');
  await using central = await setupCentral(cluster, { families, clock });
  const { device, client } = await central.deviceAt(solnae);
  const file = async (nth: number, reportDate: string): Promise<void> => {
    const movers = moversOf(families[nth]?.residents ?? []);
    device.file(
      aMoveInReport({ reportDate: day(reportDate), movedOn: day('2026-07-30'), to: addressAt(solnae), movers }),
    );
    await client.push(nth);
    await central.decided();
  };
  const lastMissing = async (): Promise<unknown> => {
    const last = (await client.wholeFeed()).at(-1)?.content;
    return last?.kind === 'decision' ? last.body.answers[0]?.movers[0]?.answer : null;
  };

  clock.setDay('2026-08-10');
  // With an entry of its own still unsent, the device has not caught up, whatever it asks for.
  await client.feed(startOf(1), 1, 1);
  await file(0, '2026-08-01');
  expect(await lastMissing()).toMatchObject({ type: 'registered' });
  await client.feed(startOf(1), 1, 1);
  await file(1, '2026-08-09');
  expect(await lastMissing()).toEqual({ type: 'supplement', missing: ['report-date-too-early'] });
  await file(2, '2026-08-10');
  expect(await lastMissing()).toMatchObject({ type: 'registered' });
  await file(3, '2026-08-11');
  expect(await lastMissing()).toEqual({ type: 'supplement', missing: ['report-date-after-arrival'] });
});

test('the doorbell rings at connect and whenever the office’s feed moves, and not for others', async () => {
  await using central = await setupCentral(cluster, { families });
  const bystander = await central.deviceAt(yunseul);
  const quiet = await listen(central, bystander.device);
  const desk = await central.deviceAt(solnae);
  const rings = await listen(central, desk.device);
  await expect.poll(rings.heard).toEqual([{ epoch: 1, seq: 0 }]);
  const started = performance.now();
  desk.device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(families[0]?.residents ?? []) }));
  await desk.client.push(0);
  await expect.poll(rings.heard, { interval: 5 }).toEqual([
    { epoch: 1, seq: 0 },
    { epoch: 1, seq: 1 },
  ]);
  expect(performance.now() - started).toBeLessThan(1_500);
  expect(quiet.heard()).toEqual([{ epoch: 1, seq: 0 }]);
  rings.stop();
  quiet.stop();
});

const listen = async (central: TestCentral, device: TestDevice) => {
  const url = `${central.central.url}${paths.events}`;
  const stopped = new AbortController();
  const headers = device.requestHeaders({ method: 'GET', url, body: '' }, central.clock.now());
  const response = await fetch(url, { headers, signal: stopped.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let text = '';
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk as Uint8Array).toString();
  };
  read().catch(() => undefined);
  return {
    heard: () => [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => Ring.parse(JSON.parse(data))),
    stop: () => stopped.abort(),
  };
};
