import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnrolmentCode } from '../../src/shared/contract/enrolment-code.ts';
import { CentralIdentity, EnrolAnswer, paths } from '../../src/shared/contract/sync.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { createTestDevice } from '../builders/central-device.ts';
import { addressAt, familyAt, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { aMoveInReport, eungaram, moversOf, solnae } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const enrolWith = (central: TestCentral, code: string, device = createTestDevice(), change: object = {}) => {
  const client = central.clientOf(device);
  const secret = readEnrolmentCode(code)?.secret ?? code;
  const body = { v: 1, secret, device: device.id, deviceKey: device.publicKey, profile: 'training', ...change };
  return client.send('POST', paths.enrol, JSON.stringify(body));
};

test('who central is, is said to everybody, and signed', async () => {
  await using central = await setupCentral(cluster);
  const client = central.clientOf(createTestDevice());
  expect(await client.open(await client.send('GET', paths.identity), CentralIdentity)).toMatchObject({
    profile: 'training',
  });
});

test('a code enrols one device once, in upper or lower case', async () => {
  await using central = await setupCentral(cluster);
  const code = await central.central.issueCode(solnae);
  const device = createTestDevice();
  const client = central.clientOf(device);
  const secret = readEnrolmentCode(code)?.secret.toLowerCase();
  const first = await client.open(await enrolWith(central, code, device, { secret }), EnrolAnswer);
  expect(first).toMatchObject({ device: device.id, profile: 'training', office: { id: solnae } });
  // The answer may have been lost on its way.
  expect(await client.open(await enrolWith(central, code, device), EnrolAnswer)).toEqual(first);
  const other = await enrolWith(central, code);
  expect([other.status, (await client.refusal(other)).code]).toEqual([403, 'code-unknown']);
  const sameIdOtherKey = await enrolWith(central, code, createTestDevice({ id: device.id }));
  expect((await client.refusal(sameIdOtherKey)).code).toBe('code-unknown');
  expect(await client.push(0, 0)).toMatchObject({ head: { seq: 0 } });
});

test('two devices with one code at the same moment: one is enrolled', async () => {
  await using central = await setupCentral(cluster);
  const code = await central.central.issueCode(solnae);
  const replies = await Promise.all([enrolWith(central, code), enrolWith(central, code), enrolWith(central, code)]);
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403, 403]);
});

test('a code is good for a day', async () => {
  await using central = await setupCentral(cluster);
  const code = await central.central.issueCode(solnae);
  central.clock.setDay('2026-08-05');
  expect((await enrolWith(central, code)).status).toBe(403);
});

test('wrong codes, profiles, keys and forms are refused, each with its reason', async () => {
  await using central = await setupCentral(cluster);
  const client = central.clientOf(createTestDevice());
  const code = await central.central.issueCode(solnae);
  const refusals = {
    'code-unknown': await enrolWith(central, 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA'),
    'wrong-profile': await enrolWith(central, code, createTestDevice(), { profile: 'production' }),
    'bad-request': await enrolWith(central, code, createTestDevice(), { deviceKey: 'AAAA' }),
  };
  for (const [expected, reply] of Object.entries(refusals)) expect((await client.refusal(reply)).code).toBe(expected);
  expect((await client.refusal(await client.send('POST', paths.enrol, '{"v":2}'))).code).toBe('bad-request');
  // None of them used the code up.
  expect((await enrolWith(central, code)).status).toBe(200);
  await expect(central.central.issueCode('9999999999' as typeof solnae)).rejects.toThrow('not on');
});

test('wrong codes are answered ever more slowly', async () => {
  await using central = await setupCentral(cluster);
  const times: number[] = [];
  for (let nth = 0; nth < 4; nth += 1) {
    const started = performance.now();
    await enrolWith(central, 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA');
    times.push(performance.now() - started);
  }
  expect(times[3]).toBeGreaterThan(300);
  expect(times[3]).toBeGreaterThan((times[0] ?? 0) * 2);
});

test('a device that is known enrols again with a fresh code and goes on with its journal', async () => {
  const family = familyAt(eungaram, 1, 1);
  await using central = await setupCentral(cluster, { families: [family] });
  const { device, client } = await central.deviceAt(solnae);
  device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) }));
  await client.push(0);
  await client.enrol(await central.central.issueCode(solnae));
  expect(await client.push(1, 1)).toMatchObject({ head: device.head() });

  const otherKey = createTestDevice({ id: device.id });
  const reply = await enrolWith(central, await central.central.issueCode(solnae), otherKey);
  expect([reply.status, (await client.refusal(reply)).code]).toEqual([409, 'bad-request']);
  const elsewhere = await enrolWith(central, await central.central.issueCode(eungaram), device);
  expect(elsewhere.status).toBe(409);
});

test('a device that central forgot enrols again and offers everything anew', async () => {
  const family = familyAt(eungaram, 1, 1);
  await using central = await setupCentral(cluster, { families: [family] });
  await using restored = await setupCentral(cluster, { families: [family] });
  const { device, client } = await central.deviceAt(solnae);
  device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) }));
  await client.push(0);
  const again = restored.clientOf(device);
  expect((await again.refusal(await again.send('POST', paths.journal, JSON.stringify(device.pushOf(0))))).code).toBe(
    'device-unknown',
  );
  await again.enrol(await restored.central.issueCode(solnae));
  expect(await again.push(1, 1)).toMatchObject({ head: { seq: 0 }, mismatch: false });
  expect(await again.push(0)).toMatchObject({ head: device.head() });
});
