import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { paths } from '../../src/shared/contract/sync.ts';
import { enrolDesk } from '../builders/desk.ts';
import { at, liedToDesk } from '../builders/lied-to-desk.ts';
import { expectRefused } from '../builders/refused.ts';
import { eungaram } from '../builders/registry.ts';
import { alteredBytes, brokenAfter, type Lie } from '../doubles/bent-network.ts';

// Answers that central's key has signed, or nearly: altered on the way, shown again later, or meant for somebody else.
// The liar of these tests may even have the key, where a fault of central's own is to be played.

const world = liedToDesk();

describe('[SY-4, SY-11] a snapshot', () => {
  const gone: Lie = () => world.saidByCentral({ type: 'feed-gone', why: 'other-epoch', epoch: 1, at }, 410);
  /** The feed can't be gone on with, the first time that it is asked. */
  const needSnapshot = (): void =>
    world.desk.network.bend(paths.feed, (request) => (request.nth === 0 ? gone(request) : request.honest()));
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
    const ids = [await world.neighbour.file(), await world.desk.file()];
    await world.neighbour.sync();
    expect(await world.desk.sync()).toMatchObject({ ok: true });
    await world.central.decided();
    const before = await world.desk.stored();
    needSnapshot();
    world.desk.network.bend(paths.snapshot, lie);
    expectRefused(await world.desk.sync(), 'NotCentral');
    expect(await world.desk.stored()).toEqual(before);
    await world.expectInOrder(ids);
  });

  describe('to a desk that has seen no other,', () => {
    beforeEach(() => world.newDesk());

    test('of another office is not loaded', async () => {
      const other = await enrolDesk({ central: world.central, random: world.random, office: eungaram });
      let theirs: Buffer = Buffer.alloc(0);
      other.network.bend(paths.feed, (request) => (request.nth === 0 ? gone(request) : request.honest()));
      other.network.bend(
        paths.snapshot,
        alteredBytes((bytes) => (theirs = bytes)),
      );
      expect(await other.sync()).toMatchObject({ ok: true });
      expect(theirs.length).toBeGreaterThan(100);
      const before = await world.desk.stored();
      needSnapshot();
      world.desk.network.bend(paths.snapshot, () => new Response(new Uint8Array(theirs)));
      expectRefused(await world.desk.sync(), 'NotCentral');
      expect(await world.desk.stored()).toEqual(before);
      await world.expectInOrder([]);
      await other.close();
    });

    test('from before, shown again whole, is followed by what has happened since', async () => {
      let old: Buffer = Buffer.alloc(0);
      needSnapshot();
      world.desk.network.bend(
        paths.snapshot,
        alteredBytes((bytes) => (old = bytes)),
      );
      expect(await world.desk.sync()).toMatchObject({ ok: true });
      world.desk.network.straighten();
      const ids = [await world.desk.file(), await world.neighbour.file()];
      await world.neighbour.sync();
      await world.desk.sync();
      await world.central.decided();
      await world.desk.sync();

      needSnapshot();
      world.desk.network.bend(paths.snapshot, () => new Response(new Uint8Array(old)));
      expect(await world.desk.sync()).toMatchObject({ ok: true });
      await world.expectInOrder(ids);
    });

    test('that breaks off again and again is gone on with where it broke, without a byte twice', async () => {
      const ids = [await world.desk.file()];
      await world.desk.sync();
      await world.central.decided();
      needSnapshot();
      const ranges: (string | null)[] = [];
      let received = 0;
      let size = 0;
      world.desk.network.bend(paths.snapshot, async ({ honest, init, nth }) => {
        ranges.push(new Headers(init.headers).get('range'));
        const response = await honest();
        const bytes = new Uint8Array(await response.arrayBuffer());
        if (nth === 0) size = bytes.length;
        const part = Math.min(bytes.length, Math.ceil(size / 4));
        received += part;
        return part === bytes.length ? new Response(bytes, response) : brokenAfter(bytes, part, response);
      });
      expect(await world.desk.sync()).toMatchObject({ ok: true });
      const quarter = Math.ceil(size / 4);
      expect(ranges).toEqual([null, `bytes=${quarter}-`, `bytes=${2 * quarter}-`, `bytes=${3 * quarter}-`]);
      expect(received).toBe(size);
      await world.expectInOrder(ids);
    });

    test('that has changed by the time it is gone on with is taken from its start', async () => {
      const ids: string[] = [];
      needSnapshot();
      let wholes = 0;
      world.desk.network.bend(paths.snapshot, async ({ honest, init, nth }) => {
        if (nth === 0) {
          const response = await honest();
          const bytes = new Uint8Array(await response.arrayBuffer());
          return brokenAfter(bytes, Math.floor(bytes.length / 2), response);
        }
        // Central no longer has the one from before: it gives the whole of a newer one.
        const { 'if-range': _, range, ...headers } = init.headers as Record<string, string>;
        expect(range).toBeDefined();
        ids.push(await world.neighbour.file());
        await world.neighbour.sync();
        await world.central.decided();
        wholes += 1;
        return fetch(`${world.central.central.url}${paths.snapshot}`, { ...init, headers });
      });
      expect(await world.desk.sync()).toMatchObject({ ok: true });
      expect(wholes).toBe(1);
      await world.expectInOrder(ids);
    });

    test('that never comes through is given up after some tries, for the loop to try again later', async () => {
      const before = await world.desk.stored();
      needSnapshot();
      let tries = 0;
      world.desk.network.bend(paths.snapshot, async ({ honest }) => {
        tries += 1;
        const response = await honest();
        return brokenAfter(new Uint8Array(await response.arrayBuffer()), 10, response);
      });
      expectRefused(await world.desk.sync(), 'CentralUnreachable');
      expect(tries).toBeLessThanOrEqual(20);
      expect(await world.desk.stored()).toEqual(before);
      await world.expectInOrder([]);
    });
  });
});
