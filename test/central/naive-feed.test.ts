import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/central/store/database.ts';
import type { TestClient } from '../builders/central-client.ts';
import { type Cluster, openTestDatabase, startCluster } from '../builders/central-database.ts';
import { addressAt, familyAt, setupCentral } from '../builders/central-setup.ts';
import { aMoveInReport, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const writers = 32;
const rowsEach = 40;

/**
 * The control: the feed that everybody builds first. Numbers are given when a row is written and rows are seen when
 * they are committed, in another order, so whoever reads `seq > last` skips some. If this ever stops losing rows, the
 * load is too light to show anything about the real feed either.
 */
test('a feed read by `seq > last` over a bigserial skips rows', async () => {
  const database = openTestDatabase(await cluster.createDatabase(), writers + 1);
  await database.run('create table change (seq bigserial primary key, writer int not null)');
  const stop = { now: false };
  const reading = readBySequence(database, stop);
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let nth = 0; nth < rowsEach; nth += 1)
        await database.transaction(async (sql) => {
          await sql.run('insert into change (writer) values ($1)', [writer]);
          await sql.rows('select count(*) from change');
        });
    }),
  );
  stop.now = true;
  const seen = await reading;
  await database.close();
  expect(writers * rowsEach - seen).toBeGreaterThan(0);
});

const readBySequence = async (database: Database, stop: { readonly now: boolean }): Promise<number> => {
  let last = '0';
  let seen = 0;
  for (;;) {
    const isLast = stop.now;
    const rows = await database.rows<{ seq: string }>('select seq from change where seq > $1 order by seq', [last]);
    last = rows.at(-1)?.seq ?? last;
    seen += rows.length;
    if (isLast) return seen;
  }
};

test('the offices’ feeds skip nothing under as many writers, and have no gaps', async () => {
  const each = 6;
  const families = Array.from({ length: writers * each }, (_, nth) => familyAt(eungaram, 1 + nth * 2, 2));
  await using central = await setupCentral(cluster, { families });
  const desks: Awaited<ReturnType<typeof central.deviceAt>>[] = [];
  for (let nth = 0; nth < writers; nth += 1) desks.push(await central.deviceAt(nth % 2 === 0 ? solnae : yunseul));
  const reader = desks[0];
  const from = await central.deviceAt(eungaram);
  if (!reader) throw new Error('there are desks');
  // The client follows while it is being written, and throws at the first gap or broken link.
  const stop = { now: false };
  const following = follow(reader.client, stop);
  await Promise.all(
    desks.map(async ({ device, client }, nth) => {
      for (let mine = 0; mine < each; mine += 1) {
        const family = families[nth * each + mine];
        const to = addressAt(nth % 2 === 0 ? solnae : yunseul, nth * each + mine);
        device.file(aMoveInReport({ to, movers: moversOf(family?.residents ?? []) }));
        await client.push(mine);
      }
    }),
  );
  await central.decided();
  stop.now = true;
  expect(await following).toBe((writers / 2) * each);
  expect((await from.client.wholeFeed()).map(({ seq }) => seq)).toEqual(families.map((_, index) => index + 1));
});

const follow = async (client: TestClient, stop: { readonly now: boolean }): Promise<number> => {
  for (;;) {
    const isLast = stop.now;
    const items = await client.wholeFeed();
    if (isLast) return items.length;
  }
};
