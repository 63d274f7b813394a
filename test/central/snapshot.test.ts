import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressToText } from '../../src/shared/registry/address.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { addressAt, familyAt, setupCentral } from '../builders/central-setup.ts';
import { officeState } from '../builders/central-state.ts';
import { aMoveInReport, eungaram, moversOf, solnae } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const families = Array.from({ length: 30 }, (_, nth) => familyAt(nth < 20 ? eungaram : solnae, 1 + nth * 3, 3));

test('a snapshot is all that an office has, in the order of addresses, and equals the fold of its feed', async () => {
  await using central = await setupCentral(cluster, { families });
  const { device, client } = await central.deviceAt(eungaram);
  const start = await client.openSnapshot((await client.snapshot()).bytes);
  expect(start.start).toMatchObject({ office: { id: eungaram }, position: { epoch: 1, seq: 0 } });
  const households = start.rows.flatMap((row) => (row.row === 'household' ? row.household : []));
  expect(households).toHaveLength(20);
  const addresses = households.map(({ address }) => addressToText(address));
  expect(addresses).toEqual(addresses.toSorted());
  // Each household is followed by its members.
  expect(start.rows.slice(0, 8).map(({ row }) => row)).toEqual(
    [0, 1].flatMap(() => ['household', 'resident', 'resident', 'resident']),
  );

  const elsewhere = await central.deviceAt(solnae);
  const go = (nth: number, to: typeof device, place: typeof solnae): unknown =>
    to.file(aMoveInReport({ to: addressAt(place, nth), movers: moversOf(families[nth]?.residents ?? []) }));
  for (const nth of [0, 1, 2]) go(nth, elsewhere.device, solnae);
  for (const nth of [5, 25, 26]) go(nth, device, eungaram);
  await elsewhere.client.push(0);
  await client.push(0);
  await central.decided();

  const items = await client.wholeFeed();
  const after = await client.openSnapshot((await client.snapshot()).bytes);
  expect(after.start.position.seq).toBe(items.length);
  const folded = officeState(
    start.rows,
    items.map(({ content }) => content),
  );
  expect(officeState(after.rows)).toEqual(folded);
  expect(Object.keys(folded).filter((key) => key.startsWith('departure'))).toHaveLength(9);
  expect(Object.keys(folded).filter((key) => key.startsWith('answer'))).toHaveLength(3);
});

test('a download that broke off goes on where it was, even after the office’s feed has moved', async () => {
  await using central = await setupCentral(cluster, { families });
  const { device, client } = await central.deviceAt(eungaram);
  const whole = await client.snapshot();
  const etag = whole.headers.get('etag') ?? '';
  expect(whole.status).toBe(200);
  expect(whole.headers.get('content-length')).toBe(String(whole.bytes.length));
  const half = Math.floor(whole.bytes.length / 2);

  device.file(aMoveInReport({ to: addressAt(eungaram, 99), movers: moversOf(families[0]?.residents ?? []) }));
  await client.push(0);
  await central.decided();
  const rest = await client.snapshot({ range: `bytes=${half}-`, 'if-range': etag });
  expect(rest.status).toBe(206);
  expect(rest.headers.get('content-range')).toBe(`bytes ${half}-${whole.bytes.length - 1}/${whole.bytes.length}`);
  expect(Buffer.concat([whole.bytes.subarray(0, half), rest.bytes]).equals(whole.bytes)).toBe(true);
  const middle = await client.snapshot({ range: 'bytes=10-19', 'if-range': etag });
  expect(middle.bytes.equals(whole.bytes.subarray(10, 20))).toBe(true);

  const other = await client.snapshot({ range: `bytes=${half}-`, 'if-range': '"another"' });
  expect(other.status).toBe(200);
  expect((await client.openSnapshot(other.bytes)).start.position.seq).toBe(1);
  const beyond = await client.snapshot({ range: 'bytes=99999999-' });
  expect(beyond.status).toBe(416);
});

test('asked for by many at once it is made once', async () => {
  const built: string[] = [];
  await using central = await setupCentral(cluster, { families, reached: (step) => built.push(step) });
  const { client } = await central.deviceAt(eungaram);
  const replies = await Promise.all(Array.from({ length: 12 }, () => client.snapshot()));
  expect(new Set(replies.map(({ headers }) => headers.get('etag'))).size).toBe(1);
  expect(built.filter((step) => step === 'snapshot:built')).toHaveLength(1);
});
