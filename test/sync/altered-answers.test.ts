import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startLink } from '../../scripts/run/link.ts';
import type { OfficeStep } from '../../src/main/steps.ts';
import { parseJson } from '../../src/shared/contract/chain.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import { type FeedHeader, writeFeedItem } from '../../src/shared/contract/feed-item.ts';
import { Signed } from '../../src/shared/contract/signed.ts';
import { FeedTail, PushAnswer, paths, type Receipt } from '../../src/shared/contract/sync.ts';
import { DeviceId } from '../../src/shared/registry/ids.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { sha256 } from '../builders/central-device.ts';
import { createClock, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { type Desk, enrolDesk, manyFamilies, signAs } from '../builders/desk.ts';
import { anId } from '../builders/office.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { eungaram, filingId } from '../builders/registry.ts';
import { altered, alteredBytes, alteredLines, bodyOf, brokenAfter, type Lie } from '../doubles/bent-network.ts';

// Answers that central's key has signed, or nearly: altered on the way, shown again later, or meant for somebody else.
// The liar of these tests may even have the key, where a fault of central's own is to be played.

const random = createRandom(419);
const at = '2026-08-10T03:00:00.000Z';
type Statement = { readonly type: string };

let cluster: Cluster;
let central: TestCentral;
let desk: Desk;
let neighbour: Desk;
beforeAll(async () => {
  cluster = await startCluster();
  central = await setupCentral(cluster, { families: manyFamilies, clock: createClock('2026-08-10') });
  neighbour = await enrolDesk({ central, random });
});
afterAll(async () => {
  await neighbour.close();
  await central[Symbol.asyncDispose]();
  await cluster.stop();
});
beforeEach(async () => {
  desk = await enrolDesk({ central, random });
});
afterEach(async () => {
  await desk.close();
});

const saidByCentral = (statement: Statement, status = 200): Response =>
  new Response(JSON.stringify(signAs(central)(statement)), { status });

/** Central's true answer, with some of it changed and signed again with its key. */
const said =
  (change: (answer: PushAnswer) => Partial<PushAnswer>): Lie =>
  async ({ honest }) => {
    const signed = Signed.parse(await (await honest()).json());
    const answer = PushAnswer.parse(parseJson(signed.signed));
    return saidByCentral({ ...answer, ...change(answer) });
  };

/** With the honest network back, one sync sends what there is, and the next one has the answers to it. */
const expectInOrder = async (filings: readonly string[]): Promise<void> => {
  desk.network.straighten();
  expect(await desk.sync()).toMatchObject({ ok: true });
  await central.decided();
  expect(await desk.sync()).toMatchObject({ ok: true });
  const status = await desk.status();
  expect(status).toMatchObject({ unsent: 0, link: { state: 'online', error: null } });
  const states = new Map(desk.filings().map(({ id, state }) => [id as string, state]));
  for (const id of filings) expect(states.get(id)).toBe('answered');
  // The other desk of the office has heard nothing but the truth.
  expect(await neighbour.sync()).toMatchObject({ ok: true });
  expect(desk.running.dump()).toEqual(neighbour.running.dump());
  expect(status.position).toEqual((await neighbour.status()).position);
};

describe('[SY-1, SY-4] receipts', () => {
  const fileThree = async (): Promise<string[]> => [await desk.file(), await desk.file(), await desk.file()];
  const aReceipt = (seq: number): Receipt => ({ id: filingId(1), seq, hash: 'ab'.repeat(32), status: 'accepted' });

  const useless: readonly (readonly [string, AppError['type'], Lie])[] = [
    ['for entries that were never sent', 'CentralRefused', said(() => ({ receipts: [aReceipt(7), aReceipt(8)] }))],
    [
      'with the hash of another entry',
      'CentralRefused',
      said(({ receipts }) => ({ receipts: receipts.map((each) => ({ ...each, hash: 'cd'.repeat(32) })) })),
    ],
    [
      'that quarantine with the hash of another entry',
      'CentralRefused',
      said(({ receipts }) => ({
        receipts: receipts.map((each) => ({ ...each, hash: 'cd'.repeat(32), status: 'quarantined' })),
      })),
    ],
    [
      'with the id of another entry',
      'CentralRefused',
      said(({ receipts }) => ({
        receipts: receipts.map((each) => ({ ...each, id: filingId(9), status: 'quarantined' })),
      })),
    ],
    [
      'above the head that central says it has',
      'CentralRefused',
      said(() => ({ head: { seq: 0, hash: '0'.repeat(64) } })),
    ],
    ['none at all', 'CentralRefused', said(() => ({ receipts: [] }))],
    [
      'with a head beyond our own',
      'JournalMismatch',
      said(({ head }) => ({ head: { seq: head.seq + 1, hash: 'ef'.repeat(32) } })),
    ],
    [
      'with a head that is not ours',
      'JournalMismatch',
      said(({ head }) => ({ head: { ...head, hash: 'ef'.repeat(32) } })),
    ],
    ['for another incarnation', 'JournalMismatch', said(() => ({ incarnation: 2 }))],
    ['for another device', 'NotCentral', said(() => ({ device: DeviceId.parse(anId(random)) }))],
    [
      'for another device that has sent nothing yet',
      'NotCentral',
      said(() => ({ device: DeviceId.parse(anId(random)), head: { seq: 0, hash: '0'.repeat(64) }, receipts: [] })),
    ],
  ];

  test.each(useless)('%s let no entry go', async (_, type, lie) => {
    const ids = await fileThree();
    const before = await desk.stored();
    desk.network.bend(paths.journal, lie);
    for (let time = 0; time < 2; time += 1) expectRefused(await desk.sync(), type);
    expect((await desk.status()).unsent).toBe(3);
    expect(await desk.stored()).toEqual(before);
    await expectInOrder(ids);
  });

  test('for some of the entries let those go, and the others are offered again', async () => {
    const ids = await fileThree();
    const offered: number[] = [];
    desk.network.bend(paths.journal, async (request) => {
      const { entries } = bodyOf(request) as { entries: unknown[] };
      offered.push(entries.length);
      return said(({ receipts }) => ({ receipts: receipts.slice(-1) }))(request);
    });
    expect(await desk.sync()).toMatchObject({ ok: true, value: { sent: 3 } });
    expect(offered).toEqual([3, 2, 1]);
    await expectInOrder(ids);
  });

  test('that were right once, shown again after more was filed, let nothing go that they do not name', async () => {
    const [first] = await fileThree();
    let kept = '';
    desk.network.bend(paths.journal, async ({ honest }) => {
      kept = await (await honest()).text();
      return new Response(kept);
    });
    expect(await desk.sync()).toMatchObject({ ok: true });
    const later = [await desk.file(), await desk.file()];
    desk.network.bend(paths.journal, () => new Response(kept));
    expectRefused(await desk.sync(), 'CentralRefused');
    expect((await desk.status()).unsent).toBe(2);
    await expectInOrder([first ?? '', ...later]);
  });

  test('of a first, empty journal, shown again, only make the device offer everything once more', async () => {
    let kept = '';
    desk.network.bend(paths.journal, async ({ honest }) => {
      kept = await (await honest()).text();
      return new Response(kept);
    });
    await desk.sync();
    desk.network.straighten();
    const ids = await fileThree();
    expect(await desk.sync()).toMatchObject({ ok: true, value: { sent: 3 } });
    desk.network.bend(paths.journal, () => new Response(kept));
    expectRefused(await desk.sync(), 'CentralRefused');
    expect((await desk.status()).unsent).toBe(3);
    await expectInOrder(ids);
  });

  test('are counted for what they are, when something is filed at the moment at which they come', async () => {
    const ids = [await desk.file()];
    const meanwhile: Promise<string>[] = [];
    Object.assign(desk.system, {
      reached: (step: OfficeStep) => {
        if (step === 'push:answered' && meanwhile.length === 0) meanwhile.push(desk.file());
      },
    });
    expect(await desk.sync()).toMatchObject({ ok: true, value: { sent: 2 } });
    await expectInOrder([...ids, ...(await Promise.all(meanwhile))]);
  });

  test('[SY-2] come late, twice or not at all, while filings go on: each filing is at central once', async () => {
    const ids: string[] = [];
    desk.network.bend(paths.journal, async ({ honest, nth }) => {
      if (nth % 3 === 1) {
        await (await honest()).arrayBuffer();
        throw new TypeError('fetch failed');
      }
      return honest();
    });
    for (let round = 0; round < 8; round += 1) {
      const syncing = desk.sync();
      ids.push(await desk.file(), await desk.file());
      const synced = await syncing;
      // An entry that is filed while its forerunners get their receipts must not look like one that was refused.
      if (!synced.ok) expectRefused(synced, 'CentralUnreachable');
    }
    await expectInOrder(ids);
    const rows = await central.database.rows<{ count: string }>(
      `select count(*)::text as count from inbox where device = '${desk.replica().identity().device}'`,
    );
    expect(rows).toEqual([{ count: String(ids.length) }]);
  });
});

describe('[SY-3, SY-4] a page of the feed', () => {
  const ids: string[] = [];
  beforeEach(async () => {
    ids.splice(0, ids.length, await neighbour.file(), await neighbour.file(), await neighbour.file());
    expect(await neighbour.sync()).toMatchObject({ ok: true });
    await central.decided();
  });

  const header = (line: string): FeedHeader => parseJson((parseJson(line) as { header: string }).header) as FeedHeader;
  const withHeader = (line: string, change: Partial<FeedHeader>): string => {
    const link = parseJson(line) as { header: string; body: string };
    return JSON.stringify({ ...link, header: JSON.stringify({ ...header(line), ...change }) });
  };
  /** The items, changed; the tail as central signed it. */
  const items = (change: (lines: string[]) => readonly string[]): Lie =>
    alteredLines((lines) => [...change(lines.slice(0, -1)), lines.at(-1) ?? '']);
  /** Central's tail, changed and signed again with its key. */
  const tail = (change: (tail: FeedTail) => Partial<FeedTail>): Lie =>
    alteredLines((lines) => {
      const old = FeedTail.parse(parseJson(Signed.parse(parseJson(lines.at(-1) ?? '')).signed));
      return [...lines.slice(0, -1), JSON.stringify(signAs(central)({ ...old, ...change(old) }))];
    });

  const pages: readonly (readonly [string, AppError['type'], Lie])[] = [
    [
      'a header',
      'FeedAltered',
      items(([first = '', ...rest]) => [withHeader(first, { at: '2026-08-10T03:00:01.000Z' }), ...rest]),
    ],
    [
      'the last header, after which no chain goes on',
      'FeedAltered',
      items((lines) => [...lines.slice(0, -1), withHeader(lines.at(-1) ?? '', { at: '2026-08-10T03:00:01.000Z' })]),
    ],
    ['a body', 'FeedAltered', altered((text) => text.replace('주택', '직업'))],
    [
      'a body that is missing',
      'FeedAltered',
      items(([first = '', ...rest]) => [JSON.stringify({ ...(parseJson(first) as object), body: null }), ...rest]),
    ],
    ['the order', 'FeedAltered', items(([first = '', second = '', ...rest]) => [second, first, ...rest])],
    ['the first left out', 'FeedAltered', items((lines) => lines.slice(1))],
    ['one in the middle left out', 'FeedAltered', items(([first = '', , ...rest]) => [first, ...rest])],
    ['the last left out', 'FeedAltered', items((lines) => lines.slice(0, -1))],
    ['all left out', 'FeedAltered', items(() => [])],
    ['one twice', 'FeedAltered', items(([first = '', ...rest]) => [first, first, ...rest])],
    ['one more at the end', 'FeedAltered', items((lines) => [...lines, lines.at(-1) ?? ''])],
    [
      'items of another office',
      'FeedAltered',
      items((lines) => lines.map((line) => withHeader(line, { office: eungaram }))),
    ],
    ['items of another epoch', 'FeedAltered', items((lines) => lines.map((line) => withHeader(line, { epoch: 2 })))],
    ['a line that is no item', 'FeedAltered', items(([, ...rest]) => ['{"header":"{}"}', ...rest])],
    ['the tail cut off', 'NotCentral', alteredLines((lines) => lines.slice(0, -1))],
    [
      'the tail in the middle',
      'NotCentral',
      alteredLines((lines) => [lines[0] ?? '', lines.at(-1) ?? '', lines[1] ?? '']),
    ],
    [
      'the tail with another end of the feed',
      'NotCentral',
      altered((text) => text.replace(/headSeq\\":\d+/, 'headSeq\\":0')),
    ],
    ["another office's tail", 'NotCentral', tail(() => ({ office: eungaram }))],
    ['a tail of another epoch', 'FeedAltered', tail((old) => ({ position: { ...old.position, epoch: 2 } }))],
    ['a tail that says less than came', 'FeedAltered', tail((old) => ({ position: { ...old.position, seq: 1 } }))],
  ];

  test.each(pages)('with %s changed is not folded', async (_, type, lie) => {
    const before = await desk.stored();
    desk.network.bend(paths.feed, lie);
    const error = expectRefused(await desk.sync(), type);
    expect((await desk.status()).link).toMatchObject({ state: 'offline', error });
    expect(await desk.stored()).toEqual(before);
    await expectInOrder(ids);
  });

  test('with the tail of an earlier page is not folded', async () => {
    const tails: string[] = [];
    desk.network.bend(
      paths.feed,
      altered((text) => {
        tails.push(text.trimEnd().split('\n').at(-1) ?? '');
        return text;
      }),
    );
    expect(await desk.sync()).toMatchObject({ ok: true });
    ids.push(await neighbour.file());
    await neighbour.sync();
    await central.decided();
    const before = await desk.stored();
    desk.network.bend(
      paths.feed,
      alteredLines((lines) => [...lines.slice(0, -1), tails[0] ?? '']),
    );
    expectRefused(await desk.sync(), 'FeedAltered');
    expect(await desk.stored()).toEqual(before);
    await expectInOrder(ids);
  });

  test('that was right an hour ago says nothing new, and does not pretend to be of now', async () => {
    desk.network.straighten();
    await desk.sync();
    let kept = '';
    desk.network.bend(
      paths.feed,
      altered((text) => {
        kept = text;
        return text;
      }),
    );
    await desk.sync();
    const { registerAsOf, position } = await desk.status();
    ids.push(await neighbour.file());
    await neighbour.sync();
    await central.decided();
    desk.network.bend(paths.feed, () => new Response(kept));
    expect(await desk.sync()).toMatchObject({ ok: true, value: { received: 0 } });
    expect(await desk.status()).toMatchObject({ registerAsOf, position });
    await expectInOrder(ids);
  });

  test('that goes on being wrong is given up for a snapshot, as the person was told', async () => {
    const file = await desk.file();
    desk.network.bend(paths.feed, (request) =>
      request.nth < 2 ? items((lines) => lines.slice(1))(request) : request.honest(),
    );
    expectRefused(await desk.sync(), 'FeedAltered');
    expect(await desk.sync()).toMatchObject({ ok: true });
    expect((await desk.status()).link).toMatchObject({ state: 'online', error: null });
    await expectInOrder([...ids, file]);
  });

  test('that central itself has signed and nobody can read is told, and the outbox goes on', async () => {
    const position = desk.replica().position();
    if (!position) throw new Error('the desk has a position');
    const place = { office: desk.office, position, at, cause: filingId(1) };
    const unreadable = { kind: 'decision', body: { filings: 'none' } } as unknown as Parameters<
      typeof writeFeedItem
    >[0];
    const item = writeFeedItem(unreadable, place, sha256);
    const end: FeedTail = { type: 'feed-tail', office: desk.office, position: item.position, headSeq: 9, at };
    const text = [{ header: item.header, body: item.body }, signAs(central)(end)]
      .map((each) => JSON.stringify(each))
      .join('\n');
    desk.network.bend(paths.feed, () => new Response(text));
    ids.push(await desk.file());
    const error = expectRefused(await desk.sync(), 'FeedAltered');
    expect(error).toMatchObject({ fault: 'unreadable', seq: position.seq + 1 });
    expect((await desk.status()).unsent).toBe(0);
    await expectInOrder(ids);
  });
});

describe('[SY-4, SY-11] a snapshot', () => {
  const gone: Lie = () => saidByCentral({ type: 'feed-gone', why: 'other-epoch', epoch: 1, at } as Statement, 410);
  /** The feed can't be gone on with, the first time that it is asked. */
  const needSnapshot = (): void =>
    desk.network.bend(paths.feed, (request) => (request.nth === 0 ? gone(request) : request.honest()));
  const repacked = (change: (text: string) => string): Lie =>
    alteredBytes((bytes) => zstdCompressSync(change(zstdDecompressSync(bytes).toString())));
  const lines = (change: (lines: string[]) => readonly string[]): Lie =>
    repacked((text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`);

  const snapshots: readonly (readonly [string, Lie])[] = [
    ['cut off', alteredBytes((bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)))],
    ['without its last byte', alteredBytes((bytes) => bytes.subarray(0, -1))],
    [
      'with a byte turned',
      alteredBytes((bytes) => Buffer.from(bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte)))),
    ],
    ['with a name changed', repacked((text) => text.replace('주민10', '주민99'))],
    ['with a row left out', lines((all) => [...all.slice(0, 3), ...all.slice(4)])],
    ['with a row twice', lines((all) => [...all.slice(0, 4), ...all.slice(3)])],
    ['without its end', lines((all) => all.slice(0, -1))],
    ['with another position', repacked((text) => text.replace(/"seq":\d+/, '"seq":99'))],
    ['without a row, signed', lines((all) => [all.at(-1) ?? ''])],
    ['empty', () => new Response(zstdCompressSync(''))],
    ['with something after its end', repacked((text) => `${text}{"row":"resident"}\n`)],
  ];

  test.each(snapshots)('%s is not loaded', async (_, lie) => {
    const ids = [await neighbour.file(), await desk.file()];
    await neighbour.sync();
    expect(await desk.sync()).toMatchObject({ ok: true });
    await central.decided();
    const before = await desk.stored();
    needSnapshot();
    desk.network.bend(paths.snapshot, lie);
    expectRefused(await desk.sync(), 'NotCentral');
    expect(await desk.stored()).toEqual(before);
    await expectInOrder(ids);
  });

  test('of another office is not loaded', async () => {
    const other = await enrolDesk({ central, random, office: eungaram });
    let theirs: Buffer = Buffer.alloc(0);
    other.network.bend(paths.feed, (request) => (request.nth === 0 ? gone(request) : request.honest()));
    other.network.bend(
      paths.snapshot,
      alteredBytes((bytes) => (theirs = bytes)),
    );
    expect(await other.sync()).toMatchObject({ ok: true });
    expect(theirs.length).toBeGreaterThan(100);
    const before = await desk.stored();
    needSnapshot();
    desk.network.bend(paths.snapshot, () => new Response(new Uint8Array(theirs)));
    expectRefused(await desk.sync(), 'NotCentral');
    expect(await desk.stored()).toEqual(before);
    await expectInOrder([]);
    await other.close();
  });

  test('from before, shown again whole, is followed by what has happened since', async () => {
    let old: Buffer = Buffer.alloc(0);
    needSnapshot();
    desk.network.bend(
      paths.snapshot,
      alteredBytes((bytes) => (old = bytes)),
    );
    expect(await desk.sync()).toMatchObject({ ok: true });
    desk.network.straighten();
    const ids = [await desk.file(), await neighbour.file()];
    await neighbour.sync();
    await desk.sync();
    await central.decided();
    await desk.sync();

    needSnapshot();
    desk.network.bend(paths.snapshot, () => new Response(new Uint8Array(old)));
    expect(await desk.sync()).toMatchObject({ ok: true });
    await expectInOrder(ids);
  });

  test('that breaks off again and again is gone on with where it broke, without a byte twice', async () => {
    const ids = [await desk.file()];
    await desk.sync();
    await central.decided();
    needSnapshot();
    const ranges: (string | null)[] = [];
    let received = 0;
    let size = 0;
    desk.network.bend(paths.snapshot, async ({ honest, init, nth }) => {
      ranges.push(new Headers(init.headers).get('range'));
      const response = await honest();
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (nth === 0) size = bytes.length;
      const part = Math.min(bytes.length, Math.ceil(size / 4));
      received += part;
      return part === bytes.length ? new Response(bytes, response) : brokenAfter(bytes, part, response);
    });
    expect(await desk.sync()).toMatchObject({ ok: true });
    const quarter = Math.ceil(size / 4);
    expect(ranges).toEqual([null, `bytes=${quarter}-`, `bytes=${2 * quarter}-`, `bytes=${3 * quarter}-`]);
    expect(received).toBe(size);
    await expectInOrder(ids);
  });

  test('that has changed by the time it is gone on with is taken from its start', async () => {
    const ids: string[] = [];
    needSnapshot();
    let wholes = 0;
    desk.network.bend(paths.snapshot, async ({ honest, init, nth }) => {
      if (nth === 0) {
        const response = await honest();
        const bytes = new Uint8Array(await response.arrayBuffer());
        return brokenAfter(bytes, Math.floor(bytes.length / 2), response);
      }
      // Central no longer has the one from before: it gives the whole of a newer one.
      const { 'if-range': _, range, ...headers } = init.headers as Record<string, string>;
      expect(range).toBeDefined();
      ids.push(await neighbour.file());
      await neighbour.sync();
      await central.decided();
      wholes += 1;
      return fetch(`${central.central.url}${paths.snapshot}`, { ...init, headers });
    });
    expect(await desk.sync()).toMatchObject({ ok: true });
    expect(wholes).toBe(1);
    await expectInOrder(ids);
  });

  test('that never comes through is given up after some tries, for the loop to try again later', async () => {
    const before = await desk.stored();
    needSnapshot();
    let tries = 0;
    desk.network.bend(paths.snapshot, async ({ honest }) => {
      tries += 1;
      const response = await honest();
      return brokenAfter(new Uint8Array(await response.arrayBuffer()), 10, response);
    });
    expectRefused(await desk.sync(), 'CentralUnreachable');
    expect(tries).toBeLessThanOrEqual(20);
    expect(await desk.stored()).toEqual(before);
    await expectInOrder([]);
  });
});

test('[SY-4] a line that is cut while an answer is on it', async () => {
  const link = await startLink(() => central.central.url);
  desk.network.straighten();
  const ids = [await desk.file(), await desk.file()];
  for (const path of [paths.journal, paths.feed]) {
    desk.network.bend(path, async ({ init }) => {
      const response = await fetch(`${link.url}${path}`, init);
      link.cut();
      return response;
    });
    const synced = await desk.sync();
    // A small answer may have come whole before the line was cut.
    if (!synced.ok) expectRefused(synced, 'CentralUnreachable');
    link.mend();
  }
  await link.close();
  await expectInOrder(ids);
});

test('[SY-9] of those who have left the office nothing stays but the line of its move-out list', async () => {
  const family = manyFamilies.at(-1);
  const [resident] = family?.residents ?? [];
  if (!family || !resident) throw new Error('there are families');
  const there = await enrolDesk({ central, random, office: eungaram });
  // Their move within the office brings their documents into the feed; a day later they leave.
  await desk.file(family);
  await desk.sync();
  await central.decided();
  await desk.sync();
  const inFeed = async () =>
    ((await desk.stored())['feed-0'] ?? []).filter((row) => JSON.stringify(row).includes(resident.number));
  expect(await inFeed()).toHaveLength(1);
  central.clock.setDay('2026-08-11');
  await there.file(family);
  await there.sync();
  await central.decided();
  expect(await desk.sync()).toMatchObject({ ok: true });

  const { residents, households, departures } = desk.running.dump();
  expect([residents[resident.id], households[family.household.id]]).toEqual([undefined, undefined]);
  expect(desk.running.search(resident.name, null).rows.map(({ id }) => id)).not.toContain(resident.id);
  expect(await inFeed()).toEqual([]);
  expect(departures[resident.id]).toMatchObject([
    { name: resident.name, toOffice: eungaram, registeredOn: '2026-08-11' },
  ]);
  expect(there.running.dump().residents[resident.id]).toBeUndefined();
  await there.sync();
  expect(there.running.dump().residents[resident.id]).toMatchObject({ office: eungaram });
  await there.close();
});
