import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { addDays } from '../../src/shared/registry/plain-date.ts';
import { startOf } from '../builders/central-client.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { newFilingId } from '../builders/central-device.ts';
import { addressAt, createClock, type Family, familyAt, setupCentral } from '../builders/central-setup.ts';
import { officeState, registerState, type State } from '../builders/central-state.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { aMoveInReport, day, eungaram, inventedNumber, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const places = [solnae, eungaram, yunseul];
const rounds = Number(process.env['RRS_SOAK_ROUNDS'] ?? 5);
const seed = Number(process.env['RRS_SEED'] ?? Math.floor(performance.now() * 1_000) % 1_000_000);

const someFamilies = (random: Random): Family[] =>
  Array.from({ length: 6 }, (_, nth) => familyAt(random.pick(places), 1 + nth * 10, random.between(1, 4)));

/** Reports that get in each other's way: same people, same days, wrong names, strangers, two families on one form. */
const someReports = (random: Random, families: readonly Family[]): MoveInReport[] =>
  Array.from({ length: 14 }, () => {
    const family = random.pick(families);
    const others = random.chance(0.15) ? random.pick(families).residents : [];
    const people = [...new Set([...family.residents, ...others])].filter(() => random.chance(0.95));
    const listed = people.length === 0 ? family.residents : people;
    const movers = moversOf(listed).map((mover, index) => ({
      ...mover,
      relation: index === 0 ? ('본인' as const) : mover.relation === '본인' ? ('동거인' as const) : mover.relation,
      name: index > 0 && random.chance(0.2) ? '다른이름' : mover.name,
    }));
    const stranger = {
      number: inventedNumber('1990-01-01', 'M', 999_999),
      name: '없는이',
      relation: '동거인' as const,
    };
    const reportDate = addDays(day('2026-08-02'), random.between(0, 6));
    return aMoveInReport({
      reportDate,
      movedOn: addDays(reportDate, -random.between(0, 2)),
      to: addressAt(random.pick(places), random.between(1, 50)),
      movers: random.chance(0.1) ? [...movers, stranger] : movers,
    });
  });

interface Arrived {
  readonly register: State;
  readonly offices: readonly State[];
}

test(`the register does not depend on the order of arrival (RRS_SEED=${seed})`, async () => {
  const random = createRandom(seed);
  for (let round = 0; round < rounds; round += 1) {
    const families = someFamilies(random);
    const filings = someReports(random, families).map((report) => ({
      id: newFilingId(),
      report,
      at: random.pick(places),
    }));
    const results: Arrived[] = [];
    // One by one, in batches that are prepared while the one before is written, and all in one batch.
    for (const batchSize of [1, random.between(2, 5), filings.length])
      results.push(await run(random, families, filings, batchSize));
    const [first, ...others] = results;
    // Otherwise nothing was compared.
    expect(Object.keys(first?.register ?? {}).filter((key) => key.startsWith('answer'))).toHaveLength(filings.length);
    for (const other of others) expect(other).toEqual(first);
  }
});

const run = async (
  random: Random,
  families: readonly Family[],
  filings: readonly {
    readonly id: ReturnType<typeof newFilingId>;
    readonly report: MoveInReport;
    readonly at: Family['household']['office'];
  }[],
  batchSize: number,
): Promise<Arrived> => {
  const clock = createClock('2026-08-01');
  await using central = await setupCentral(cluster, { families, clock, batchSize, held: batchSize > 1 });
  const desks = new Map(
    await Promise.all(places.map(async (place) => [place, await central.deviceAt(place)] as const)),
  );
  const starts = await Promise.all(
    [...desks.values()].map(async ({ client }) => client.openSnapshot((await client.snapshot()).bytes)),
  );
  clock.setDay('2026-08-20');
  for (const { id, report, at } of random.shuffle(filings)) {
    const desk = desks.get(at);
    desk?.device.file(report, id);
    await desk?.client.push(desk.device.entries.length - 1);
    if (batchSize === 1) await central.decided();
  }
  await central.decided();
  // A batch that failed would be taken again one by one, and come out right all the same.
  expect(central.events.map(({ event }) => event)).toEqual(['decider-leads']);

  // What the offices hold is the register cut along their areas, by snapshot and by feed alike.
  const offices: State[] = [];
  for (const [index, { client }] of [...desks.values()].entries()) {
    const items = await client.wholeFeed(startOf(1).epoch);
    const fed = officeState(
      starts[index]?.rows ?? [],
      items.map(({ content }) => content),
    );
    const taken = officeState((await client.openSnapshot((await client.snapshot()).bytes)).rows);
    expect(taken).toEqual(fed);
    offices.push(withoutDevices(fed));
  }
  const register = await registerState(central);
  for (const [key, doc] of Object.entries(register))
    if (/^(?:resident|household)/.test(key)) expect(offices.filter((office) => key in office)).toHaveLength(1);
    else if (doc === undefined) throw new Error(key);
  return { register, offices };
};

/** Which device took a filing differs from run to run. */
const withoutDevices = (state: State): State =>
  Object.fromEntries(
    Object.entries(state).map(([key, doc]) => [
      key,
      key.startsWith('filing') ? { ...(doc as object), device: '' } : doc,
    ]),
  );
