import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPracticeLink, type PracticeLink } from '../../src/main/practice-link.ts';
import { readSampleOfficials } from '../../src/main/sample-officials.ts';
import type { OfficeStatus, QueryOutput } from '../../src/shared/contract/queries.ts';
import type { OfficialId } from '../../src/shared/registry/ids.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { createClock, familyAt, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { type Desk, enrolDesk } from '../builders/desk.ts';
import { aDeviceFolder, password } from '../builders/device-folder.ts';
import { startTestOffice, type TestOffice } from '../builders/office.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { solnae } from '../builders/registry.ts';

// Where people practise, the cable can be pulled: nothing goes out, what is open breaks, and putting it back mends it.

const ask = async <T>(office: TestOffice, name: string): Promise<T> => {
  const reply = await office.running.dispatch({ id: 1, type: 'query', name, input: {} });
  if (!reply.ok) throw new Error(reply.error.type);
  return reply.value as T;
};

describe('[DE-6] the practice cable', () => {
  const server = createServer((request, response) => {
    // A stream that never ends, as central's events are.
    if (request.url === '/events') response.write('data: 1\n\n');
    else if (request.url === '/never') return;
    else response.end('here');
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('lets everything through while it is in, and nothing while it is out', async () => {
    const link = createPracticeLink(fetch);
    expect(link.isConnected()).toBe(true);
    expect(await (await link.fetch(url, {})).text()).toBe('here');
    link.setConnected(false);
    link.setConnected(false);
    expect(link.isConnected()).toBe(false);
    await expect(link.fetch(url, {})).rejects.toMatchObject({ code: 'ENETUNREACH' });
    link.setConnected(true);
    link.setConnected(true);
    expect(await (await link.fetch(url, {})).text()).toBe('here');
  });

  test('breaks what is open: requests, and streams in the midst of them', async () => {
    const link = createPracticeLink(fetch);
    // As sync asks: with a signal of its own.
    const { signal } = new AbortController();
    const stream = await link.fetch(`${url}/events`, { signal });
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: 1\n\n');
    const ends = [reader.read(), link.fetch(`${url}/never`, { signal }), link.fetch(`${url}/never`, {})];
    link.setConnected(false);
    for (const end of ends) await expect(end).rejects.toMatchObject({ code: 'ENETUNREACH' });
    // What was broken stays so, when the cable is back.
    link.setConnected(true);
    await expect(reader.read()).rejects.toThrow();
  });

  test('still ends a request that its own caller gives up', async () => {
    const link = createPracticeLink(fetch);
    const caller = new AbortController();
    const pending = link.fetch(`${url}/never`, { signal: caller.signal });
    caller.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    expect(link.isConnected()).toBe(true);
  });
});

describe('[DE-6] an office whose cable can be pulled', () => {
  const random = createRandom(606);
  const families = [familyAt(solnae, 10, 2)];
  let cluster: Cluster;
  let central: TestCentral;
  let desk: Desk;
  let practice: PracticeLink;
  beforeAll(async () => {
    cluster = await startCluster();
    central = await setupCentral(cluster, { families, clock: createClock('2026-08-10') });
    practice = createPracticeLink(fetch);
    desk = await enrolDesk({ central, random, practice });
  });
  afterAll(async () => {
    await desk.close();
    await central[Symbol.asyncDispose]();
    await cluster.stop();
  });

  test('is offline by it, goes on filing, and sends all of it once the cable is back', async () => {
    const status = (): Promise<OfficeStatus> => ask(desk.running, 'getStatus');
    expect((await status()).link).toMatchObject({ state: 'online', practice: true });
    expect(await desk.running.command('setPracticeLink', { connected: false })).toMatchObject({ ok: true });
    expect(expectRefused((await desk.sync()) as never, 'CentralUnreachable').detail).toBe('ENETUNREACH');
    expect((await status()).link).toMatchObject({ state: 'offline', practice: false });
    const filing = await desk.file(families[0]);
    expect((await status()).unsent).toBe(1);
    await desk.running.command('setPracticeLink', { connected: true });
    expect(await desk.sync()).toMatchObject({ ok: true, value: { sent: 1 } });
    expect(desk.filings().map(({ id }) => id)).toEqual([filing]);
    expect((await status()).link).toMatchObject({ state: 'online', practice: true });
  });
});

describe('[DE-6] an office with a real cable', () => {
  test('knows no other: nothing is pulled, and nothing is shown of it', async () => {
    const device = await aDeviceFolder({ profile: 'production', residents: 0 });
    const office = device.start();
    expectRefused(await office.command('setPracticeLink', { connected: false }), 'NotSignedIn');
    await office.command('signIn', { official: device.official, password });
    expectRefused(await office.command('setPracticeLink', { connected: false }), 'TrainingOnly');
    expect((await ask<OfficeStatus>(office, 'getStatus')).link.practice).toBeNull();
    expect((await ask<QueryOutput<'getSignIn'>>(office, 'getSignIn')).samples).toBeNull();
    await office.close();
    rmSync(device.folder, { recursive: true, force: true });
  });
});

describe('the sample officials', () => {
  test('are those of the training township, each with a password that a slot takes', () => {
    const samples = readSampleOfficials() ?? [];
    expect(samples.length).toBeGreaterThanOrEqual(12);
    for (const { password: typed } of samples) expect(typed.length).toBeGreaterThanOrEqual(8);
    expect(samples.map(({ official }) => official)).toContain('solnae-clerk-1');
  });

  test('are shown only where they can sign in', async () => {
    const device = await aDeviceFolder();
    const samples = [
      { official: device.official, password },
      { official: 'somebody-else' as OfficialId, password: 'noran-nabi-2' },
    ];
    const { folder, system } = device;
    const office = startTestOffice({ folder, system, fetch, samples });
    await office.command('signIn', { official: device.official, password });
    expect((await ask<QueryOutput<'getSignIn'>>(office, 'getSignIn')).samples).toEqual([samples[0]]);
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
