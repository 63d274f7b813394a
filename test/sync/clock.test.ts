import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEntryHeader } from '../../src/shared/contract/entry.ts';
import { paths } from '../../src/shared/contract/sync.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import type { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { addressAt, createClock, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { type Desk, type DeskOptions, enrolDesk, manyFamilies } from '../builders/desk.ts';
import { anId } from '../builders/office.ts';
import { createRandom } from '../builders/random.ts';
import { aMoveInReport, moversOf, solnae } from '../builders/registry.ts';
import { bodyOf } from '../doubles/bent-network.ts';

// Clocks of office computers are wrong, jump, and are set back. It may show in what people read, and nowhere else.

const random = createRandom(86_400);
const day = 86_400_000;
const year = 365 * day;

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

/** A desk whose clock is off by so much; what it sends to central's journal is kept. */
const deskOff = async (
  offset: number,
  options: Partial<DeskOptions> = {},
): Promise<{ readonly desk: Desk; readonly sent: { readonly headers: string[]; requests: number } }> => {
  const sent = { headers: [] as string[], requests: 0 };
  const desk = await enrolDesk({
    central,
    random,
    clock: central.clock.now() + offset,
    bend: (network) =>
      network.bend(paths.journal, async (request) => {
        sent.requests += 1;
        const answer = await request.honest();
        const { entries } = bodyOf(request) as { entries: { header: string }[] };
        if (answer.ok) sent.headers.push(...entries.map(({ header }) => header));
        return answer;
      }),
    ...options,
  });
  return { desk, sent };
};

const timesOf = (headers: readonly string[]): string[] => headers.map((header) => readEntryHeader(header)?.at ?? '');

const syncTwice = async (desk: Desk): Promise<void> => {
  expect(await desk.sync()).toMatchObject({ ok: true });
  await central.decided();
  expect(await desk.sync()).toMatchObject({ ok: true });
};

describe.each([
  ['a year behind', -year],
  ['a year ahead', year],
  ['at the start of the epoch', -Date.parse('2026-08-10T03:00:00Z')],
  ['six minutes behind', -6 * 60_000],
  ['right', 0],
])('[SY-7] a clock that is %s', (_, offset) => {
  test('changes nothing of what is sent, accepted and answered', async () => {
    const { desk, sent } = await deskOff(offset);
    const asOf = new Date(central.clock.now()).toISOString();
    expect(await desk.status()).toMatchObject({
      link: { state: 'online', error: null, clockOffsetSeconds: offset / 1_000 },
      registerAsOf: asOf,
    });

    // Told once that its clock is off, the device signs in central's time; no request is refused again.
    sent.requests = 0;
    const ids = [await desk.file(), await desk.file()];
    await syncTwice(desk);
    expect(sent.requests).toBe(2);
    const lines = desk.filings().filter(({ id }) => ids.includes(id));
    expect(lines.flatMap(({ movers }) => movers.map(({ answer }) => answer))).toEqual(
      lines.flatMap(({ movers }) => movers.map(() => ({ type: 'registered', on: '2026-08-10' }))),
    );
    expect(lines).toHaveLength(2);
    // The device's own time stands in its entries, for people to read.
    expect(timesOf(sent.headers)).toEqual(ids.map(() => new Date(desk.system.clock).toISOString()));
    await desk.close();
  });

  test('gives the same answer at the counter', async () => {
    const { desk } = await deskOff(offset);
    const family = manyFamilies.at(-1);
    if (!family) throw new Error('there are families');
    const today = '2026-08-10' as PlainDate;
    const movers = moversOf(family.residents);
    const report = aMoveInReport({ movers, to: addressAt(solnae, 999), reportDate: today, movedOn: today });
    const id = FilingId.parse(anId(random));
    expect(await desk.running.command('reportMoveIn', { id, report })).toMatchObject({
      ok: true,
      value: {
        filing: id,
        preview: movers.map(({ number }) => ({ mover: number, answer: { type: 'registered', on: today } })),
        centralChecks: ['report-date'],
      },
    });
    await desk.close();
  });
});

test('[SY-7] a first contact with a clock that is off costs one refused request, not the contact', async () => {
  const statuses: number[] = [];
  const { desk } = await deskOff(-year, {
    bend: (network) =>
      network.bend(paths.journal, async ({ honest }) => {
        const answer = await honest();
        statuses.push(answer.status);
        return answer;
      }),
  });
  await desk.file();
  await syncTwice(desk);
  expect(statuses.map((status) => status === 401)).toEqual(statuses.map((_, nth) => nth === 0));
  statuses.length = 0;

  // It jumps while the program runs: again one refusal, and on.
  desk.system.clock += 2 * year;
  await desk.file();
  await syncTwice(desk);
  expect(statuses).toEqual([401, 200, 200]);
  expect((await desk.status()).link.clockOffsetSeconds).toBe(year / 1_000);
  await desk.close();
});

test('[SY-7] the times of the entries never run backwards, whatever the clock does between two acts', async () => {
  const { desk, sent } = await deskOff(0);
  const start = desk.system.clock;
  const jumps = [0, day, -day, -year, 3_600_000, 2 * day, 1_000, 2 * day + 1, -20 * year];
  for (const jump of jumps) {
    desk.system.clock = start + jump;
    await desk.file();
  }
  await syncTwice(desk);
  const highest = jumps.map((_, index) => Math.max(...jumps.slice(0, index + 1)));
  expect(timesOf(sent.headers)).toEqual(highest.map((jump) => new Date(start + jump).toISOString()));
  expect((await desk.status()).unsent).toBe(0);
  await desk.close();
});

test('[SY-7] what is filed after the clock was set back between two starts is sent like anything else', async () => {
  const { desk, sent } = await deskOff(0);
  const ids = [await desk.file()];
  expect(await desk.sync()).toMatchObject({ ok: true });
  const before = desk.system.clock;
  for (const back of [day, 2 * day, 400 * day]) {
    desk.system.clock = before - back;
    await desk.restart();
    ids.push(await desk.file(), await desk.file());
    expect((await desk.status()).unsent).toBe(2);
    expect(await desk.sync()).toMatchObject({ ok: true, value: { sent: 2 } });
  }
  await syncTwice(desk);
  const headers = sent.headers.map((header) => readEntryHeader(header));
  expect(headers.map((header) => header?.id)).toEqual(ids);
  expect(headers.map((header) => header?.seq)).toEqual(ids.map((_, index) => index + 1));
  expect(timesOf(sent.headers)).toEqual(ids.map(() => new Date(before).toISOString()));
  const states = new Map(desk.filings().map(({ id, state }) => [id as string, state]));
  expect(ids.map((id) => states.get(id))).toEqual(ids.map(() => 'answered'));
  await desk.close();
});

test('[SY-7] a desk with a clock of its own follows the other desk of the office without losing an item', async () => {
  const { desk: behind } = await deskOff(-year);
  const { desk: ahead } = await deskOff(year);
  for (let round = 0; round < 4; round += 1) {
    await behind.file();
    await syncTwice(behind);
    behind.system.clock += (round % 2 === 0 ? 1 : -1) * 3 * year;
    await ahead.file();
    await syncTwice(ahead);
    ahead.system.clock -= day;
  }
  await syncTwice(behind);
  expect(behind.running.dump()).toEqual(ahead.running.dump());
  expect((await behind.status()).position).toEqual((await ahead.status()).position);
  await behind.close();
  await ahead.close();
});

test('since when the office is offline is told in its own time, since it has no other', async () => {
  const { desk } = await deskOff(-year);
  desk.network.bend(paths.journal, () => {
    throw new TypeError('fetch failed');
  });
  desk.system.clock += 5_000;
  await desk.sync();
  const since = new Date(desk.system.clock).toISOString();
  desk.system.clock += 60_000;
  await desk.sync();
  expect((await desk.status()).link).toMatchObject({ state: 'offline', since });
  await desk.close();
});
