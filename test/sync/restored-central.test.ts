import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FilingId, type OfficeId } from '../../src/shared/registry/ids.ts';
import { type Cluster, copyDatabase, startCluster } from '../builders/central-database.ts';
import {
  addressAt,
  clerkOf,
  familyAt,
  setupCentral,
  type TestCentral,
  type TestClock,
} from '../builders/central-setup.ts';
import { arrivalsAt, expectedDumps, type FiledReport } from '../builders/expected-register.ts';
import { anId, startTestOffice, type TestOffice, testSystem } from '../builders/office.ts';
import { createRandom } from '../builders/random.ts';
import { aMoveInReport, day, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';

/**
 * Central loses some hours of work: its database is put back to an older copy. Every office still has what it filed,
 * and its own feed proves to central that it once knew more.
 */
const password = 'a training password';
const random = createRandom(1);

let cluster: Cluster;
let root: string;
beforeAll(async () => {
  cluster = await startCluster();
  root = mkdtempSync(join(tmpdir(), 'rrs-restored-'));
});
afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await cluster.stop();
});

const families = [
  familyAt(solnae, 100, 3),
  familyAt(eungaram, 200, 4),
  familyAt(eungaram, 300, 2),
  familyAt(yunseul, 400, 2),
];

/** Ten seconds pass at every look, so that nothing decided again comes out byte for byte as it did before. */
const createRunningClock = (): TestClock => {
  let at = Date.parse('2026-08-10T10:00:00+09:00');
  return { now: () => (at += 10_000), setDay: () => undefined };
};

const start = (folder: string, url: () => string): TestOffice =>
  startTestOffice({
    folder: join(root, folder),
    system: testSystem(random, Date.parse('2026-08-10T03:00:00Z')),
    // The same name leads to whichever central answers to it now.
    fetch: (asked, init) => fetch(asked.replace('http://central.invalid', url()), init),
  });

const enrol = async (central: TestCentral, office: TestOffice, id: OfficeId) => {
  const code = await central.central.issueCode(id);
  const enrolled = await office.command('enrol', {
    centralUrl: 'http://central.invalid',
    code,
    official: clerkOf(id).id,
    password,
  });
  expect(enrolled).toMatchObject({ ok: true });
  expect(await office.command('syncNow', {})).toMatchObject({ ok: true });
};

const file = async (office: TestOffice, to: OfficeId, family: number, building: number): Promise<FiledReport> => {
  const report = aMoveInReport({
    movers: moversOf(families[family]?.residents ?? []),
    reportDate: day('2026-08-10'),
    movedOn: day('2026-08-09'),
    to: addressAt(to, building),
  });
  const id = FilingId.parse(anId(random));
  expect(await office.command('reportMoveIn', { id, report })).toMatchObject({ ok: true });
  return { id, office: to, report };
};

const settleAll = async (central: TestCentral, offices: readonly TestOffice[]) => {
  for (let round = 0; round < 3; round += 1) {
    for (const office of offices) expect(await office.command('syncNow', {})).toMatchObject({ ok: true });
    await central.decided();
  }
};

describe('a central that was restored from an old copy', () => {
  test('[SY-5] opens a new epoch, gets everything again, and comes to the same register', async () => {
    const clock = createRunningClock();
    const address = await cluster.createDatabase();
    let central = await setupCentral(cluster, { families, clock, address });
    const keys = central.keys;
    const url = () => central.central.url;
    const myeon = start('myeon', url);
    const dong = start('dong', url);
    await enrol(central, myeon, solnae);
    await enrol(central, dong, eungaram);
    const filed = [await file(myeon, solnae, 0, 601)];
    await settleAll(central, [myeon, dong]);

    await central[Symbol.asyncDispose]();
    const backup = await copyDatabase(address);
    central = await setupCentral(cluster, { families, clock, address, keys });
    const late = start('late', url);
    await enrol(central, late, yunseul);
    filed.push(
      await file(myeon, solnae, 1, 602),
      await file(dong, eungaram, 2, 603),
      await file(late, yunseul, 3, 604),
    );
    await settleAll(central, [myeon, dong, late]);
    const before = { myeon: myeon.dump(), dong: dong.dump(), late: late.dump() };

    await central[Symbol.asyncDispose]();
    central = await setupCentral(cluster, { families, clock, address: backup, keys });

    // Enrolled after the copy was made: central doesn't know it, says so, and knows it again after a new code.
    expect(await late.command('syncNow', {})).toMatchObject({ ok: false, error: { type: 'DeviceUnknown' } });
    expect(late.running.current()?.sync.link().error).toEqual({ type: 'DeviceUnknown' });
    await enrol(central, late, yunseul);
    await settleAll(central, [myeon, dong, late]);

    expect(myeon.running.current()?.replica.position()?.epoch).toBe(2);
    expect(dong.running.current()?.replica.position()?.epoch).toBe(2);
    const expected = expectedDumps(families, filed, await arrivalsAt(central.database));
    expect(myeon.dump()).toEqual(expected.get(solnae));
    expect(dong.dump()).toEqual(expected.get(eungaram));
    expect(late.dump()).toEqual(expected.get(yunseul));
    expect({ myeon: myeon.dump(), dong: dong.dump(), late: late.dump() }).toEqual(before);
    const [counts] = await central.database.rows<{ entries: string; distinct: string }>(
      'select count(*)::text as entries, count(distinct id)::text as distinct from inbox',
    );
    expect(counts).toEqual({ entries: '4', distinct: '4' });

    for (const office of [myeon, dong, late]) await office.close();
    await central[Symbol.asyncDispose]();
  });

  test('[SY-5] a filing that was waiting when central was restored is not lost between the epochs', async () => {
    const clock = createRunningClock();
    const address = await cluster.createDatabase();
    let central = await setupCentral(cluster, { families, clock, address });
    const keys = central.keys;
    const office = start('waiting', () => central.central.url);
    await enrol(central, office, solnae);
    await central[Symbol.asyncDispose]();
    const backup = await copyDatabase(address);
    central = await setupCentral(cluster, { families, clock, address, keys });
    const filed = [await file(office, solnae, 0, 611)];
    await settleAll(central, [office]);
    await central[Symbol.asyncDispose]();
    filed.push(await file(office, solnae, 1, 612));

    central = await setupCentral(cluster, { families, clock, address: backup, keys });
    await settleAll(central, [office]);
    expect(office.dump()).toEqual(expectedDumps(families, filed, await arrivalsAt(central.database)).get(solnae));
    await office.close();
    await central[Symbol.asyncDispose]();
  });
});
