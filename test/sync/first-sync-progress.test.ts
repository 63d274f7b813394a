import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OfficeStatus } from '../../src/shared/contract/queries.ts';
import { paths } from '../../src/shared/contract/sync.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { createClock, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { enrolDesk, manyFamilies } from '../builders/desk.ts';
import { createRandom } from '../builders/random.ts';
import { brokenAfter } from '../doubles/bent-network.ts';

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

type Progress = OfficeStatus['snapshot'];

/** What a window could have seen while the register was taken whole. */
const watchWhile = async (work: Promise<unknown>, look: () => Promise<Progress>): Promise<NonNullable<Progress>[]> => {
  const seen: NonNullable<Progress>[] = [];
  const over = Symbol('over');
  const turn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));
  const end = work.then(() => over);
  while ((await Promise.race([end, turn()])) !== over) {
    const progress = await look();
    if (progress) seen.push(progress);
  }
  return seen;
};

test('a first sync tells how far it is: fetched, then loaded, never back, and nothing once it is there', async () => {
  const desk = await enrolDesk({ central, random: createRandom(511), synced: false });
  try {
    const snapshotOf = async (): Promise<Progress> => (await desk.status()).snapshot;
    expect(await snapshotOf()).toBeNull();
    const seen = await watchWhile(desk.sync(), snapshotOf);
    expect(await snapshotOf()).toBeNull();
    expect(new Set(seen.map(({ step }) => step))).toEqual(new Set(['fetching', 'loading']));
    const places = seen.map(({ step, part }) => (step === 'fetching' ? part : 1 + part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.at(-1)).toBeGreaterThan(1.5);
  } finally {
    await desk.close();
  }
});

test('one that breaks off is over until it is tried again', async () => {
  const desk = await enrolDesk({ central, random: createRandom(512), synced: false });
  try {
    desk.network.bend(paths.snapshot, async ({ honest }) => {
      const bytes = new Uint8Array(await (await honest()).arrayBuffer());
      return brokenAfter(bytes, 40, new Response(null, { status: 200 }));
    });
    expect(await desk.sync()).toMatchObject({ ok: false });
    expect((await desk.status()).snapshot).toBeNull();
  } finally {
    await desk.close();
  }
});
