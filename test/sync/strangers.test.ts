import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../scripts/run/until.ts';
import { parseJson } from '../../src/shared/contract/chain.ts';
import type { ErrorType } from '../../src/shared/contract/errors.ts';
import { Signed } from '../../src/shared/contract/signed.ts';
import { paths, type Refusal } from '../../src/shared/contract/sync.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { clerkOf, createClock, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { aCentralKey } from '../builders/checked-snapshot.ts';
import { type Desk, enrolDesk, manyFamilies, signAs } from '../builders/desk.ts';
import { startTestOffice, testSystem } from '../builders/office.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { solnae } from '../builders/registry.ts';
import {
  altered,
  type BentNetwork,
  brokenAfter,
  brokenInTheMiddle,
  createBentNetwork,
  type Lie,
  unreachable,
} from '../doubles/bent-network.ts';

// Somebody else answers in central's place: the person is told so, nothing here changes, and as soon as central is
// back one sync brings everything to order.

const random = createRandom(2_611);
const at = '2026-08-10T03:00:00.000Z';
const page = '<!DOCTYPE html><html><body>Please log in to this network</body></html>';
const html = { headers: { 'content-type': 'text/html; charset=utf-8' } };
const stranger = aCentralKey();

let cluster: Cluster;
let central: TestCentral;
beforeAll(async () => {
  cluster = await startCluster();
  central = await setupCentral(cluster, { families: manyFamilies, clock: createClock('2026-08-10') });
});
afterAll(async () => {
  await central[Symbol.asyncDispose]();
  await cluster.stop();
});

/** Every signature in an answer made anew with another key. */
const resigned = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const signed = Signed.safeParse(parseJson(line));
      return signed.success ? JSON.stringify({ ...signed.data, signature: stranger.sign(signed.data.signed) }) : line;
    })
    .join('\n');

const resignedAnswer: Lie = async ({ honest }) => {
  const response = await honest();
  const bytes = Buffer.from(await response.arrayBuffer());
  const body = response.headers.get('content-type')?.includes('zstd')
    ? zstdCompressSync(resigned(zstdDecompressSync(bytes).toString()))
    : resigned(bytes.toString());
  return new Response(body, { status: response.status });
};

const refusal = (code: Refusal['code'], status: number): Lie => {
  return () => {
    const statement: Refusal = { type: 'refusal', code, detail: 'for the test', at };
    return new Response(JSON.stringify(signAs(central)(statement)), { status });
  };
};

const lies: readonly (readonly [string, ErrorType, Lie])[] = [
  ['a log-in page with status 200', 'NotCentral', () => new Response(page, { status: 200, ...html })],
  ['a redirection to a log-in page', 'NotCentral', () => Response.redirect('http://login.example/', 302)],
  ['a log-in page with status 511', 'NotCentral', () => new Response(page, { status: 511, ...html })],
  ['JSON that is none', 'NotCentral', () => new Response('{"ok": tr')],
  ['JSON of somebody else', 'NotCentral', () => Response.json({ status: 'ok', version: '1.2.3' })],
  ['nothing', 'NotCentral', () => new Response('')],
  ['nothing, with status 204', 'NotCentral', () => new Response(null, { status: 204 })],
  ['random bytes', 'NotCentral', () => new Response(randomBytes(5_000))],
  ['a log-in page with status 410', 'NotCentral', () => new Response(page, { status: 410, ...html })],
  ['what central says, signed with another key', 'NotCentral', resignedAnswer],
  [
    "central's signature over another statement",
    'NotCentral',
    () => Response.json(signAs(central)({ type: 'epoch-of-something', epoch: 7, at } as { readonly type: string })),
  ],
  ['a broken proxy with status 500', 'NotCentral', () => new Response('upstream failed', { status: 500 })],
  ['a busy proxy with status 503', 'NotCentral', () => new Response(page, { status: 503, ...html })],
  ['a connection that breaks in the middle of the answer', 'CentralUnreachable', brokenInTheMiddle],
  ['nobody', 'CentralUnreachable', unreachable],
];

const refusals: readonly (readonly [string, ErrorType, Lie])[] = [
  ['central, too busy', 'CentralBusy', (request) => refusal('busy', 503)(request)],
  ['central, in trouble', 'CentralRefused', (request) => refusal('internal', 500)(request)],
  ['central, which has another form in mind', 'CentralRefused', (request) => refusal('bad-request', 400)(request)],
  ['central, again and again about the clock', 'CentralRefused', (request) => refusal('clock-skew', 401)(request)],
];

/** What must be bent besides the path, so that the device asks there. */
const gone = (why: string): Lie => {
  return () =>
    new Response(
      JSON.stringify(signAs(central)({ type: 'feed-gone', why, epoch: 1, at } as { readonly type: string })),
      {
        status: 410,
      },
    );
};
const asked: readonly (readonly [string, (desk: Desk) => void])[] = [
  [paths.journal, () => undefined],
  [paths.feed, () => undefined],
  [paths.snapshot, (desk) => desk.network.bend(paths.feed, gone('other-epoch'))],
  [paths.epoch, (desk) => desk.network.bend(paths.feed, gone('position-unknown'))],
];

describe.each(asked)('[SY-4, SY-6] at %s', (path, lead) => {
  let desk: Desk;
  let neighbour: Desk;
  beforeAll(async () => {
    desk = await enrolDesk({ central, random });
    neighbour = await enrolDesk({ central, random });
  });
  afterAll(async () => {
    await desk.close();
    await neighbour.close();
  });

  test.each([...lies, ...refusals])('answers %s: %s', async (_, type, lie) => {
    const [theirs, ours] = [await neighbour.file(), path === paths.journal ? await desk.file() : null];
    expect(await neighbour.sync()).toMatchObject({ ok: true });
    await central.decided();
    const before = await desk.stored();

    lead(desk);
    desk.network.bend(path, lie);
    for (let time = 0; time < 2; time += 1) {
      const error = expectRefused(await desk.sync(), type);
      expect((await desk.status()).link).toMatchObject({ state: 'offline', error });
    }
    expect(await desk.stored()).toEqual(before);
    expect((await desk.status()).unsent).toBe(ours === null ? 0 : 1);

    desk.network.straighten();
    expect(await desk.sync()).toMatchObject({ ok: true, value: { sent: ours === null ? 0 : 1 } });
    await central.decided();
    expect(await desk.sync()).toMatchObject({ ok: true });
    const known = desk.filings().filter(({ id }) => id === theirs || id === ours);
    expect(known.map(({ state }) => state)).toEqual(known.map(() => 'answered'));
    expect(known).toHaveLength(ours === null ? 1 : 2);
    expect((await desk.status()).link).toMatchObject({ state: 'online', error: null });
    expect(desk.running.log()).toBe('');
  });
});

describe.each([paths.identity, paths.enrol])('[SY-6] enrolling, when %s', (path) => {
  test.each(lies)('answers %s: %s', async (_, type, lie) => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-enrol-'));
    const network = createBentNetwork();
    const office = startTestOffice({ folder, system: testSystem(random, central.clock.now()), fetch: network.fetch });
    const code = await central.central.issueCode(solnae);
    const official = clerkOf(solnae).id;
    const enrol = () =>
      office.command('enrol', { centralUrl: central.central.url, code, official, password: 'paran-haneul-1' });

    network.bend(path, lie);
    expectRefused(await enrol(), type);
    expect(office.running.current()).toBeNull();
    // Before central is known to be central, nothing is made here and the secret of the code has not been said.
    const files = readdirSync(folder).filter((name) => /^(slots|replica)/.test(name));
    expect(files).toEqual(path === paths.identity ? [] : ['replica-000001.db', 'slots.json']);

    network.straighten();
    expect(await enrol()).toMatchObject({ ok: true, value: { office: { id: solnae } } });
    expect(await office.command('syncNow', {})).toMatchObject({ ok: true });
    await office.close();
    rmSync(folder, { recursive: true });
  });
});

test('a device is made with a password, and without one nobody else comes to be signed in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-enrol-'));
  const office = startTestOffice({ folder, system: testSystem(random, central.clock.now()), fetch });
  const enrol = async () =>
    office.command('enrol', {
      centralUrl: central.central.url,
      code: await central.central.issueCode(solnae),
      official: clerkOf(solnae).id,
      password: null,
    });
  expectRefused(await enrol(), 'NotSignedIn');
  expect(office.running.current()).toBeNull();
  expect(readdirSync(folder).filter((name) => /^(slots|replica)/.test(name))).toEqual([]);
  await office.close();
  rmSync(folder, { recursive: true });
});

test('[SY-6] another central at the address is not the one of the code, and hears nothing of its secret', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-enrol-'));
  const network = createBentNetwork();
  const office = startTestOffice({ folder, system: testSystem(random), fetch: network.fetch });
  const identity = JSON.stringify({ type: 'central', centralKey: stranger.publicKey, profile: 'training', at });
  network.bend(paths.identity, () => Response.json({ signed: identity, signature: stranger.sign(identity) }));
  const asked: unknown[] = [];
  network.bend(paths.enrol, ({ init }) => {
    asked.push(init.body);
    return new Response('');
  });
  const code = await central.central.issueCode(solnae);
  const official = clerkOf(solnae).id;
  const enrolled = await office.command('enrol', {
    centralUrl: central.central.url,
    code,
    official,
    password: 'paran-haneul-1',
  });
  expectRefused(enrolled, 'CodeOfAnotherCentral');
  expect(asked).toEqual([]);
  await office.close();
  rmSync(folder, { recursive: true });
});

test('[SY-4] a replica without its key slots is never taken for a computer that may be enrolled anew', async () => {
  const desk = await enrolDesk({ central, random });
  await desk.file();
  await desk.running.close();
  rmSync(join(desk.folder, 'slots.json'));
  const office = startTestOffice({ folder: desk.folder, system: desk.system, fetch: desk.network.fetch });
  const code = await central.central.issueCode(solnae);
  const official = clerkOf(solnae).id;
  const before = readdirSync(desk.folder);
  const centralUrl = central.central.url;
  expectRefused(
    await office.command('enrol', { centralUrl, code, official, password: 'paran-haneul-1' }),
    'FileDamaged',
  );
  expect(readdirSync(desk.folder)).toEqual(before);
  await office.close();
  rmSync(desk.folder, { recursive: true });
});

test('[SY-6] whoever sits at the doorbell can only ring: the feed is followed all the same', async () => {
  const ring = (text: string): Lie => {
    return () => new Response(text, { headers: { 'content-type': 'text/event-stream' } });
  };
  const atTheBell: readonly Lie[] = [
    () => new Response(page, { status: 200, ...html }),
    ring('data: {"epoch":1,"seq":99999}\n\ndata: {"epoch":-1}\n\ndata: x\n\n'),
    ring('x'.repeat(50_000)),
    () => brokenAfter(Buffer.from('data: {"epoch'), 8, new Response('')),
    unreachable,
  ];
  let met = 0;
  const bend = (network: BentNetwork): void =>
    network.bend(paths.events, (request) => {
      met = request.nth + 1;
      return (atTheBell[request.nth % atTheBell.length] ?? unreachable)(request);
    });
  const desk = await enrolDesk({ central, random, worksAlone: true, bend });
  const neighbour = await enrolDesk({ central, random });
  for (let nth = 0; nth < 2; nth += 1) {
    const id = await neighbour.file();
    await neighbour.sync();
    await until('the filing of the other desk is seen here', async () =>
      desk.filings().some((row) => row.id === id) ? true : null,
    );
  }
  await until('each of them has sat at the doorbell', async () => (met >= atTheBell.length ? true : null));
  expect((await desk.status()).link).toMatchObject({ state: 'online', error: null });
  expect(desk.running.log()).toBe('');
  await desk.close();
  await neighbour.close();
});

test('[SY-4] while an answer is slow the office works on, and closes at once', async () => {
  const desk = await enrolDesk({ central, random });
  let answerNow: () => void = () => undefined;
  const waited = new Promise<void>((resolve) => (answerNow = resolve));
  desk.network.bend(paths.journal, async ({ honest }) => {
    await waited;
    return honest();
  });
  await desk.file();
  const syncing = desk.sync();
  const ids = [await desk.file(), await desk.file()];
  expect((await desk.status()).unsent).toBe(3);
  answerNow();
  expect(await syncing).toMatchObject({ ok: true });
  expect(await desk.sync()).toMatchObject({ ok: true });
  expect((await desk.status()).unsent).toBe(0);
  await central.decided();
  await desk.sync();
  expect(desk.filings().filter(({ id, state }) => ids.includes(id) && state === 'answered')).toHaveLength(2);

  desk.network.bend(
    paths.feed,
    ({ init }) =>
      new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  );
  const hanging = desk.sync();
  await desk.close();
  expectRefused(await hanging, 'CentralUnreachable');
});

test('[SY-6] a small answer that would unpack to gigabytes is given up', async () => {
  const desk = await enrolDesk({ central, random });
  const part = zstdCompressSync(Buffer.alloc(64 * 1_048_576));
  const bomb = Buffer.concat(Array.from({ length: 10 }, () => part));
  expect(bomb.length).toBeLessThan(100_000);
  const before = await desk.stored();
  desk.network.bend(paths.feed, gone('other-epoch'));
  desk.network.bend(paths.snapshot, () => new Response(bomb));
  expectRefused(await desk.sync(), 'NotCentral');
  expect(await desk.stored()).toEqual(before);
  await desk.close();
});

test('an answer that was signed, altered by one character anywhere, is nobody’s', async () => {
  const desk = await enrolDesk({ central, random });
  await desk.file();
  for (const place of [12, 40, 120, 200]) {
    desk.network.bend(
      paths.journal,
      altered((text) => `${text.slice(0, place)}${text[place] === 'a' ? 'b' : 'a'}${text.slice(place + 1)}`),
    );
    expectRefused(await desk.sync(), 'NotCentral');
    expect((await desk.status()).unsent).toBe(1);
  }
  desk.network.straighten();
  // Central had taken it already each time; it is still one filing.
  expect(await desk.sync()).toMatchObject({ ok: true, value: { sent: 1 } });
  await desk.close();
});
