import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRebuild } from '../../src/main/replica/checkpoint/rebuild.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { entryBodies } from '../../src/shared/contract/entry.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import type { Answer } from '../../src/shared/registry/answer.ts';
import { FilingId, type OfficeId } from '../../src/shared/registry/ids.ts';
import { addDays, PlainDate } from '../../src/shared/registry/plain-date.ts';
import { isMoveIn, type Report } from '../../src/shared/registry/report.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import {
  addressAt,
  clerkOf,
  createClock,
  familyAt,
  setupCentral,
  type TestCentral,
} from '../builders/central-setup.ts';
import { arrivalsAt, type DoneWith, expectedDumps, type FiledReport } from '../builders/expected-register.ts';
import { anId, startTestOffice, type TestOffice, type TestSystem, testSystem } from '../builders/office.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { aMoveInReport, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';
import { everyRegisterReport, joining } from '../builders/reports.ts';
import { createFaultyNetwork, type FaultyNetwork } from '../doubles/faulty-network.ts';

/**
 * Offices that file, lose the network, get answers twice or not at all, are restarted and have lying clocks, against a
 * real central. When all is well again, every office must show exactly what the rules make of all filings that were
 * acknowledged, whichever way and in whichever order they arrived.
 */
const seeds = Number(process.env['RRS_SEEDS'] ?? 12);
const firstSeed = Number(process.env['RRS_FIRST_SEED'] ?? 1);
const steps = 60;
const password = 'a training password';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

interface Device {
  readonly office: OfficeId;
  readonly folder: string;
  readonly network: FaultyNetwork;
  readonly system: TestSystem;
  readonly key: () => Buffer;
  running: TestOffice;
}

const families = [solnae, eungaram, yunseul].flatMap((office, index) =>
  [1, 2, 3, 4].map((size, nth) => familyAt(office, 100 * (index + 1) + 10 * nth, size)),
);

/** Kinds of answer that the runs came to. */
const reached = new Set<string>();

describe('offices and central agree in the end', () => {
  test.for(Array.from({ length: seeds }, (_, index) => firstSeed + index))(
    '[SY-1, SY-2, SY-7, SY-8, SY-9, MI-2] seed %i',
    async (seed) => {
      const random = createRandom(seed);
      const clock = createClock('2026-08-10');
      await using central = await setupCentral(cluster, { families, clock });
      const root = mkdtempSync(join(tmpdir(), 'rrs-fuzz-'));
      const devices: Device[] = [];
      for (const [nth, office] of [solnae, solnae, eungaram, yunseul].entries())
        devices.push(await enrolDevice(central, random, office, join(root, String(nth))));

      const filed: FiledReport[] = [];
      const done: DoneWith[] = [];
      let day = PlainDate.parse('2026-08-10');
      for (let step = 0; step < steps; step += 1) {
        const device = random.pick(devices);
        const action = random.pick([
          'file',
          'file',
          'file',
          'amend',
          'sync',
          'sync',
          'cut',
          'restart',
          'keep',
          'rebuild',
          'clock',
          'day',
        ] as const);
        if (action === 'file') filed.push(await file(random, device, day, anId(random)));
        if (action === 'amend') done.push(...(await amend(random, device, filed, day)));
        if (action === 'sync') await sync(central, device);
        if (action === 'cut') device.network.isCut = !device.network.isCut;
        if (action === 'restart') await restart(device);
        if (action === 'keep') await device.running.running.current()?.replica.upkeep();
        if (action === 'rebuild') await expectFolded(device, seed);
        if (action === 'clock')
          device.system.clock = Date.parse(random.pick(['2025-01-01', '2026-08-12', '2027-12-31']));
        if (action === 'day' && random.chance(0.4)) {
          day = addDays(day, 1);
          clock.setDay(day);
        }
      }

      for (const device of devices) Object.assign(device.network, { isCut: false, faults: 0 });
      // Twice: what one office sends changes what others are to receive.
      for (const round of [1, 2])
        for (const device of devices) expect(await sync(central, device), `round ${round}`).toBe(true);

      const expected = expectedDumps(families, filed, await arrivalsAt(central.database), done);
      for (const { answers } of expected.values())
        for (const given of Object.values(answers).flatMap((each) => Object.values(each) as Answer[]))
          reached.add(given.type === 'held' ? given.why : given.type);
      for (const device of devices) {
        expect(device.running.dump(), `a device of ${device.office}, seed ${seed}`).toEqual(
          expected.get(device.office),
        );
        expect(device.running.running.current()?.replica.unsentCount()).toBe(0);
        await expectFolded(device, seed);
      }
      for (const office of [solnae, eungaram, yunseul]) {
        const fresh = await enrolDevice(central, random, office, join(root, `fresh-${office}`));
        await sync(central, fresh);
        expect(fresh.running.dump(), `a new device of ${office}, seed ${seed}`).toEqual(expected.get(office));
        await fresh.running.close();
      }
      for (const device of devices) await device.running.close();
      rmSync(root, { recursive: true, force: true });
    },
  );

  test('the runs came to every kind of answer', () => {
    for (const each of [
      'rebuilt-with-more',
      'rebuilt',
      'not-of-this-household',
      'registered',
      'same-day-filing',
      'supplement',
      'withdrawn',
    ])
      expect(reached).toContain(each);
  });
});

const enrolDevice = async (central: TestCentral, random: Random, office: OfficeId, folder: string): Promise<Device> => {
  const network = createFaultyNetwork(random);
  const system = testSystem(random, central.clock.now());
  const running = startTestOffice({ folder, system, fetch: network.fetch });
  const code = await central.central.issueCode(office);
  const enrolled = await running.command('enrol', {
    centralUrl: central.central.url,
    code,
    official: clerkOf(office).id,
    password,
  });
  expect(enrolled.ok).toBe(true);
  expect((await running.command('syncNow', {})).ok).toBe(true);
  network.faults = 0.3;
  const opened = await createKeySlots(join(folder, 'slots.json'), 'training').open(clerkOf(office).id, password);
  if (!opened.ok) throw new Error(opened.error.type);
  return { office, folder, network, system, key: () => opened.value, running };
};

/** RT-1: the views are what the logs make of them, from the last checkpoint on. There is none for a while after a move-out. */
const expectFolded = async (device: Device, seed: number): Promise<void> => {
  const { folder, system } = device;
  const made = await createRebuild({ folder, profile: 'training', system }, device.key()).check();
  if (!made.ok) expect(made.error.type).toBe('NoCheckpoint');
  else expect(made.value.differences, `seed ${seed}`).toEqual([]);
  if (made.ok) reached.add(made.value.folded > 0 ? 'rebuilt-with-more' : 'rebuilt');
};

/** A report of a random family, mostly a move to a random house of the device's office, not always in order. */
const file = async (random: Random, device: Device, today: PlainDate, id: string): Promise<FiledReport> => {
  const report = random.pick([aMove, aMove, aMove, aJoining, aChange])(random, device.office, today);
  const filing = { id: FilingId.parse(id), office: device.office, report };
  const acknowledged = await fileAt(device, filing);
  expect(acknowledged).toMatchObject({ ok: true });
  // Pressed twice: the same act, once.
  if (random.chance(0.2)) expect(await fileAt(device, filing)).toMatchObject({ ok: true });
  return filing;
};

const fileAt = ({ running }: Device, { id, report }: FiledReport) =>
  isMoveIn(report)
    ? running.command('reportMoveIn', { id, report })
    : running.command('reportToRegister', { id, report });

type AnyReport = (random: Random, office: OfficeId, today: PlainDate) => Report;

const datesOf = (random: Random, today: PlainDate) => ({
  reportDate: addDays(today, -random.between(0, 2)),
  movedOn: addDays(today, -random.between(3, 9)),
});

const aMove: AnyReport = (random, office, today) => {
  const { residents } = random.pick(families);
  const listed = random.chance(0.1) ? residents.slice(1) : residents;
  const movers = moversOf(listed.length > 0 ? listed : residents).map((mover, index) => ({
    ...mover,
    relation: index === 0 ? ('본인' as const) : mover.relation,
    name: random.chance(0.05) ? '다른 이름' : mover.name,
  }));
  return aMoveInReport({
    movers,
    form: random.chance(0.2) ? 'part-of-household' : 'whole-household',
    ...datesOf(random, today),
    to: addressAt(office, random.between(500, 520)),
  });
};

const aJoining: AnyReport = (random, office, today) => {
  const { residents, household } = random.pick(families.filter((family) => family.household.office === office));
  const others = random.pick(families).residents.slice(-random.between(1, 2));
  const [head] = residents;
  if (!head) throw new Error('a family has a head');
  const people = others.filter((person) => person !== head);
  return people.length === 0
    ? aMove(random, office, today)
    : joining(people, head, { ...datesOf(random, today), to: household.address });
};

const aChange: AnyReport = (random, _office, today) => {
  const { residents } = random.pick(families.filter((family) => family.residents.length > 1));
  const reports = everyRegisterReport(residents).filter(
    (report) => report.kind !== 'deletion' && !('basis' in report && report.basis.type === 'ex-officio'),
  );
  const { reportDate } = datesOf(random, today);
  const report = random.pick(reports);
  return report.kind === 'death' ? { ...report, reportDate, diedOn: reportDate } : { ...report, reportDate };
};

/** Something done with a filing that the device knows of; what central has registered by then can't be taken back. */
const amend = async (
  random: Random,
  device: Device,
  filed: readonly FiledReport[],
  today: PlainDate,
): Promise<DoneWith[]> => {
  const here = filed.filter(({ office }) => office === device.office);
  if (here.length === 0) return [];
  const { id: filing, report } = random.pick(here);
  const reason = random.pick(['가족', '교육', '주거환경'] as const);
  const amendment = random.pick<Amendment>([
    {
      type: 'supplemented',
      on: today,
      version: 1,
      report: isMoveIn(report) ? { ...report, reason } : report,
      note: '보완',
    },
    { type: 'withdrawn', on: today, note: '취하' },
    ...(isMoveIn(report) ? [{ type: 'post-verified' as const, on: today, step: { type: 'sent' as const } }] : []),
  ]);
  const id = FilingId.parse(anId(random));
  const amended = await device.running.command('amendFiling', { id, filing, amendment });
  if (!amended.ok) {
    expect(['FilingNotFound', 'FilingAlreadyRegistered']).toContain(amended.error.type);
    return [];
  }
  const body = device.running.running.current()?.replica.entryBody(id) ?? '';
  return [{ filing, id, amendment: entryBodies.filingAmended.parse(JSON.parse(body)).amendment }];
};

const sync = async (central: TestCentral, device: Device): Promise<boolean> => {
  await device.running.command('syncNow', {});
  await central.decided();
  return (await device.running.command('syncNow', {})).ok;
};

const restart = async (device: Device): Promise<void> => {
  await device.running.close();
  device.running = startTestOffice({ folder: device.folder, system: device.system, fetch: device.network.fetch });
  const signedIn = await device.running.command('signIn', { official: clerkOf(device.office).id, password });
  expect(signedIn).toMatchObject({ ok: true });
};
