import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideBatch } from '../../src/central/decide/batch.ts';
import { prepareBatch } from '../../src/central/decide/prepare.ts';
import { orderAreaChange } from '../../src/central/errands.ts';
import { becomeLeader } from '../../src/central/store/leadership.ts';
import type { OfficeId } from '../../src/shared/registry/ids.ts';
import { AreaChange } from '../../src/shared/registry/register-report.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { checkOffices, type TestDesk } from '../builders/central-expected.ts';
import { aJoining } from '../builders/central-reports.ts';
import { addressAt, createClock, type Family, familyAt, setupCentral } from '../builders/central-setup.ts';
import { registerState } from '../builders/central-state.ts';
import { aMoveInReport, day, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const anAreaChange = (more: Partial<AreaChange> = {}): AreaChange =>
  AreaChange.parse({
    on: '2026-08-10',
    from: eungaram,
    to: yunseul,
    roads: [],
    becomes: { city: '늘해군', township: '윤슬읍' },
    ...more,
  });

const setup = async (families: readonly Family[], options: { readonly today?: string } = {}) => {
  const clock = createClock('2026-08-01');
  const central = await setupCentral(cluster, { families, clock });
  const desks = new Map<OfficeId, TestDesk>();
  for (const office of [solnae, eungaram, yunseul]) desks.set(office, { office, ...(await central.deviceAt(office)) });
  clock.setDay(options.today ?? '2026-08-20');
  const deskAt = (office: OfficeId): TestDesk => {
    const desk = desks.get(office);
    if (!desk) throw new Error(`no desk at ${office}`);
    return desk;
  };
  return {
    central,
    clock,
    deskAt,
    order: (change: AreaChange) => orderAreaChange(central, change),
    file: async (office: OfficeId, report: Parameters<TestDesk['device']['file']>[0]) => {
      const { device, client } = deskAt(office);
      const { id } = device.file(report);
      await client.push(device.entries.length - 1);
      return id;
    },
    check: (areas: readonly AreaChange[]) => checkOffices(central, families, [...desks.values()], areas),
    [Symbol.asyncDispose]: () => central[Symbol.asyncDispose](),
  };
};

/** More than are looked at in one transaction. */
const many = Array.from({ length: 130 }, (_, nth) => familyAt(eungaram, 1 + nth * 2, 1 + (nth % 2)));

const withPrefix = (state: Readonly<Record<string, unknown>> | undefined, prefix: string): string[] =>
  Object.keys(state ?? {}).filter((key) => key.startsWith(prefix));

describe('a change of areas', () => {
  test('[HH-12] brings every household of the area to the other office, and nobody else hears of it', async () => {
    const elsewhere = familyAt(solnae, 501, 2);
    await using office = await setup([...many, elsewhere]);
    const change = anAreaChange();
    expect(await office.order(change)).toContain('2026-08-10');
    await office.central.decided();
    const states = await office.check([change]);
    expect(withPrefix(states.get(eungaram), 'resident')).toEqual([]);
    expect(withPrefix(states.get(eungaram), 'household')).toEqual([]);
    expect(withPrefix(states.get(eungaram), 'departure')).toHaveLength(195);
    expect(withPrefix(states.get(yunseul), 'resident')).toHaveLength(195);
    expect(withPrefix(states.get(yunseul), 'arrival')).toHaveLength(195);
    expect(await office.deskAt(solnae).client.wholeFeed()).toEqual([]);
    // Many households are told in one item, but not more than a device takes.
    expect((await office.deskAt(yunseul).client.wholeFeed()).length).toBeLessThan(10);
    expect(office.central.events.map(({ event }) => event)).toEqual(['decider-leads']);
  });

  test('of some roads leaves the others, and the office goes on with them', async () => {
    const [goes, stays] = [familyAt(eungaram, 1, 2), familyAt(eungaram, 11, 2)];
    const road = '다른길';
    const there = { ...goes.household.address, road };
    const moved: Family = {
      household: { ...goes.household, address: there },
      residents: goes.residents.map((each) => ({
        ...each,
        addresses: each.addresses.map((row) => ({ ...row, address: there })),
      })),
    };
    await using office = await setup([moved, stays]);
    const change = anAreaChange({ roads: [road] });
    await office.order(change);
    await office.central.decided();
    const states = await office.check([change]);
    expect(withPrefix(states.get(yunseul), 'resident')).toHaveLength(2);
    expect(withPrefix(states.get(eungaram), 'resident')).toHaveLength(2);
  });

  test('that is ordered ahead waits for its day', async () => {
    const family = familyAt(eungaram, 1, 2);
    await using office = await setup([family], { today: '2026-08-09' });
    const change = anAreaChange();
    await office.order(change);
    await office.file(
      eungaram,
      aMoveInReport({ reportDate: day('2026-08-05'), to: addressAt(eungaram, 9), movers: moversOf(family.residents) }),
    );
    await office.central.decided();
    await office.check([]);
    office.clock.setDay('2026-08-10');
    await office.central.decided();
    expect(withPrefix((await office.check([change])).get(yunseul), 'resident')).toHaveLength(2);
  });

  test('of an office that is not on the list is not taken', async () => {
    await using office = await setup([familyAt(eungaram, 1, 1)]);
    await expect(office.order(anAreaChange({ to: '9999999999' as OfficeId }))).rejects.toThrow('9999999999');
    expect(await office.central.database.rows('select 1 from area_change')).toEqual([]);
  });
});

describe('filings around it', () => {
  const [first, second, third, fourth] = [1, 11, 21, 31].map((nth) => familyAt(eungaram, nth, 2)) as [
    Family,
    Family,
    Family,
    Family,
  ];
  const away = familyAt(solnae, 41, 2);
  /** Out of the area and into it, before its day and after it, and between offices that it joins. */
  const filings = [
    {
      office: solnae,
      report: { reportDate: day('2026-08-05'), to: addressAt(solnae), movers: moversOf(first.residents) },
    },
    {
      office: solnae,
      report: { reportDate: day('2026-08-15'), to: addressAt(solnae, 2), movers: moversOf(second.residents) },
    },
    {
      office: eungaram,
      report: { reportDate: day('2026-08-12'), to: addressAt(eungaram, 8), movers: moversOf(third.residents) },
    },
    {
      office: eungaram,
      report: { reportDate: day('2026-08-06'), to: addressAt(eungaram, 9), movers: moversOf(away.residents) },
    },
    // Taken by the office that has the area since, under the address that it has since.
    {
      office: yunseul,
      report: {
        reportDate: day('2026-08-12'),
        to: { ...addressAt(eungaram, 7), office: yunseul, city: '늘해군', township: '윤슬읍' },
        movers: moversOf(fourth.residents),
      },
    },
  ] as const;

  test('[MI-2, MI-17] come out alike, whether it was ordered before them, between them, or after all of them', async () => {
    const results: unknown[] = [];
    for (const orderedAfter of [0, 2, filings.length]) {
      await using office = await setup([first, second, third, fourth, away]);
      const change = anAreaChange();
      for (const [nth, { office: at, report }] of filings.entries()) {
        if (nth === orderedAfter) await office.order(change);
        await office.file(at, aMoveInReport(report));
        await office.central.decided();
      }
      if (orderedAfter === filings.length) await office.order(change);
      await office.central.decided();
      const states = await office.check([change]);
      results.push(
        [...states.values()].map(
          (state) =>
            Object.values(state).filter((doc) => typeof doc === 'object' && doc !== null && 'addresses' in doc).length,
        ),
      );
    }
    expect(results).toEqual([
      [4, 0, 6],
      [4, 0, 6],
      [4, 0, 6],
    ]);
  });

  test('are decided while it is carried out, and take turns with it', async () => {
    const others = Array.from({ length: 12 }, (_, nth) => familyAt(solnae, 601 + nth * 2, 1));
    await using office = await setup([...many, ...others]);
    const change = anAreaChange();
    await office.order(change);
    for (const [nth, { residents }] of others.entries())
      await office.file(eungaram, aMoveInReport({ to: addressAt(eungaram, 900 + nth), movers: moversOf(residents) }));
    await office.central.decided();
    const states = await office.check([change]);
    expect(withPrefix(states.get(yunseul), 'resident')).toHaveLength(195 + 12);
    expect(office.central.events.map(({ event }) => event)).toEqual(['decider-leads']);
  });

  test('that waited because the place was still called otherwise are registered by it', async () => {
    const [joins, joined] = [familyAt(solnae, 51, 1), familyAt(eungaram, 61, 2)];
    await using office = await setup([joins, joined]);
    const [head] = joined.residents;
    if (!head) throw new Error('a family of two');
    const change = anAreaChange();
    const id = await office.file(
      yunseul,
      aJoining(
        head,
        [{ name: joins.residents[0]?.name ?? '', number: joins.residents[0]?.number ?? null, relation: '동거인' }],
        {
          reportDate: day('2026-08-12'),
          to: { ...addressAt(eungaram, 61), office: yunseul, city: '늘해군', township: '윤슬읍' },
        },
      ),
    );
    await office.central.decided();
    expect((await office.check([])).get(yunseul)?.[`answer ${id}`]).toMatchObject([{ answer: { type: 'supplement' } }]);
    await office.order(change);
    await office.central.decided();
    expect((await office.check([change])).get(yunseul)?.[`answer ${id}`]).toMatchObject([
      { answer: { type: 'registered' } },
    ]);
  });
});

test('a sweep is not prepared while a batch is being written that did not know of it', async () => {
  const family = familyAt(solnae, 1, 2);
  const clock = createClock('2026-08-20');
  await using central = await setupCentral(cluster, { families: [family], clock, held: true });
  const { device, client } = await central.deviceAt(eungaram);
  device.file(
    aMoveInReport({ reportDate: day('2026-08-20'), to: addressAt(eungaram), movers: moversOf(family.residents) }),
  );
  await client.push(0);
  const deps = { vault: central.vault, now: clock.now, reached: () => undefined };
  const wish = { count: 10, orders: 10, refuse: null, sweep: 'first', earlier: null } as const;
  const prepared = await prepareBatch(deps, central.database, wish);
  expect(prepared).toMatchObject({ sweep: null, isSweeping: false });
  const change = anAreaChange();
  await orderAreaChange(central, change);

  const connection = await central.database.connect(() => undefined);
  const term = (await becomeLeader(connection)) ?? 0;
  const batch = { term, count: 10, refuse: null, prepared, ahead: true, sweep: 'first' } as const;
  expect(await decideBatch(deps, connection, central.database, batch)).toMatchObject({ count: 1, next: null });
  // What it wrote has gone into the area, and is found there.
  for (const isLast of [false, true]) {
    const answer = await decideBatch(deps, connection, central.database, { ...batch, prepared: null });
    expect(answer).toMatchObject({ count: isLast ? 0 : 1, next: null });
  }
  await connection.close();
  const state = await registerState(central);
  expect(state[`household ${family.household.id}`]).toMatchObject({ office: yunseul });
});

describe('what can not be carried out', () => {
  test('is skipped and said so, and everything else goes over', async () => {
    await using office = await setup(many);
    const bad = [many[3]?.household.id, many[77]?.household.id];
    await office.central.database.run(
      `update household set doc = set_byte(doc, 40, 255 - get_byte(doc, 40)) where id = any ($1::uuid[])`,
      [bad],
    );
    await office.order(anAreaChange());
    await office.central.decided();
    const left = await office.central.database.rows<{ id: string }>(
      'select id from household where office = $1 order by id',
      [eungaram],
    );
    expect(left.map(({ id }) => id)).toEqual(bad);
    expect(office.central.events.filter(({ event }) => event !== 'decider-leads')).toEqual(
      bad.map((id) => ({ event: 'area-change-skipped', detail: `household ${id}` })),
    );
  });
});
