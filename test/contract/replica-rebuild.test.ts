import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { tablesIn } from '../../src/main/replica/checkpoint/content.ts';
import { viewTables } from '../../src/main/replica/checkpoint/keep-checkpoint.ts';
import { createRebuild } from '../../src/main/replica/checkpoint/rebuild.ts';
import type { Replica } from '../../src/main/replica/replica.ts';
import { aDeviceFolder, type DeviceFolder } from '../builders/device-folder.ts';
import { kims, lees } from '../builders/filing-people.ts';
import { createRandom } from '../builders/random.ts';
import { createHistory, type History } from '../builders/replica-history.ts';
import { aTownship } from '../builders/township.ts';

/** The views are folds of the two logs: made again from the checkpoint and what came after it, they are the same. */
const seeds = Number(process.env['RRS_SEEDS'] ?? 6);
const firstSeed = Number(process.env['RRS_FIRST_SEED'] ?? 1);
const stepsEach = 60;

const made: { device: DeviceFolder; replica: Replica }[] = [];
afterEach(async () => {
  for (const { device, replica } of made.splice(0)) {
    await replica.close();
    rmSync(device.folder, { recursive: true, force: true });
  }
});

const start = async (seed: number): Promise<{ device: DeviceFolder; history: History; replica: Replica }> => {
  const homes = [kims, lees];
  const device = await aDeviceFolder({
    township: {
      ...aTownship({ seed: 11, residents: 1 }),
      households: homes.map(({ household }) => household),
      residents: homes.flatMap(({ residents }) => residents),
    },
  });
  const replica = await device.openReplica();
  made.push({ device, replica });
  return { device, replica, history: createHistory(device, createRandom(seed), homes) };
};

describe('the views', () => {
  test.for(Array.from({ length: seeds }, (_, index) => firstSeed + index))(
    '[RT-1, RT-2] made again from checkpoint and logs are what they are, seed %i',
    async (seed) => {
      const { device, replica, history } = await start(seed);
      const rebuild = createRebuild(device, device.key);
      const lived: string[] = [];
      await replica.upkeep();
      let checked = 0;
      for (let nth = 0; nth < stepsEach; nth += 1) {
        lived.push(await history.step(replica));
        if (nth % 3 !== 2) continue;
        const result = await rebuild.check();
        if (!result.ok) expect(result.error.type).toBe('NoCheckpoint');
        else {
          expect(result.value.differences, `seed ${seed} after ${lived.join(' ')}`).toEqual([]);
          checked += 1;
        }
      }
      expect(checked).toBeGreaterThan(0);
    },
  );

  test('[RT-1] a rebuild makes a new file that says the same, is the replica from then on, and goes on', async () => {
    const { device, history, ...opened } = await start(firstSeed);
    let { replica } = opened;
    await replica.upkeep();
    for (let nth = 0; nth < 40; nth += 1) await history.step(replica);
    await replica.upkeep();
    await history.step(replica);
    const file = replica.file();
    const before = storedIn(device);
    await replica.close();
    expect(await createRebuild(device, device.key).rebuild()).toMatchObject({ ok: true, value: { differences: [] } });
    replica = await device.openReplica();
    made.splice(0, made.length, { device, replica });
    expect(replica.file()).not.toBe(file);
    expect(existsSync(file)).toBe(false);
    expect(storedIn(device)).toEqual(before);
    for (let nth = 0; nth < 20; nth += 1) await history.step(replica);
    await replica.upkeep();
    expect(await createRebuild(device, device.key).check()).toMatchObject({ ok: true, value: { differences: [] } });
  });

  test('[RT-1] in a file that says otherwise than its logs, each table is found and named, and a rebuild mends it', async () => {
    const { device, history, replica } = await start(firstSeed);
    await lifeOf(replica, history);
    await replica.close();
    made.splice(0);
    const whole = readFileSync(device.file());
    const tables = [...viewTables(), 'household_address'].filter((table) => !Object.hasOwn(notCompared, table));
    const unfound: string[] = [];
    for (const table of tables) {
      writeFileSync(device.file(), whole);
      const db = device.open();
      const planted = db
        .prepare(`DELETE FROM "${table}" WHERE ${oneRowOf[table] ?? firstRowOf(db, table)}`)
        .run().changes;
      db.close();
      expect(planted, `a row of ${table}`).toBeGreaterThan(0);
      const found = await createRebuild(device, device.key).check();
      expect(found, table).toMatchObject({ ok: true });
      if (!found.ok || !found.value.differences.some((each) => each.table === table)) unfound.push(table);
    }
    expect(unfound).toEqual([]);
    expect(await createRebuild(device, device.key).rebuild()).toMatchObject({ ok: true });
    const mended = await device.openReplica();
    await mended.upkeep();
    await mended.close();
    expect(await createRebuild(device, device.key).check()).toMatchObject({ ok: true, value: { differences: [] } });
    rmSync(device.folder, { recursive: true, force: true });
  });
});

/** Why a row that goes missing here is no fault that the logs could tell. */
const notCompared = {
  official: 'comes with enrolment and snapshots, in no log',
  draft: "is its official's and this device's alone, in no log",
  certificate_pdf: 'bytes that the ledger names by their hash, in no log',
  certificate_to_compare: 'is worked off without an entry, so the logs may make more of it',
};

/** A row whose loss doesn't stop the file from being read at all. */
const oneRowOf: Readonly<Record<string, string>> = { meta: `name = 'printers'` };

const firstRowOf = (db: Database, table: string): string => {
  const [column] = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  return table === 'household_address'
    ? 'rowid = (SELECT min(row) FROM household WHERE is_closed = 0)'
    : `"${column}" = (SELECT min("${column}") FROM "${table}")`;
};

/** Something of everything, so that no table is empty; the last of it after the checkpoint. */
const lifeOf = async (replica: Replica, history: History): Promise<void> => {
  for (const name of everyHappening) await history.happen(replica, name);
  await replica.upkeep();
  for (const name of everyHappening) if (name !== 'leave') await history.happen(replica, name);
};
const everyHappening = [
  'arrive',
  'file',
  'answer',
  'file',
  'amend',
  'change',
  'change',
  'provide',
  'provide',
  'provide',
  'provide',
  'issue',
  'print',
  'print',
  'note',
  'leave',
] as const;

/** Which number a row has may change, whose it is may not. */
const whoseRow = 'household_row IS NULL, (SELECT household.id FROM household WHERE row = household_row)';

const storedIn = (device: DeviceFolder): Record<string, string[]> => {
  const db = device.open();
  const stored = tablesIn(db)
    .filter(({ name }) => viewTables().has(name))
    .map(({ name, columns }) => {
      const compared = columns
        .filter((column) => column !== 'row')
        .map((column) => (column === 'household_row' ? whoseRow : `"${column}"`));
      const rows = db.prepare(`SELECT ${compared.join(', ')} FROM "${name}"`).all();
      return [name, rows.map((row) => JSON.stringify(row)).toSorted()] as const;
    });
  db.close();
  return Object.fromEntries(stored);
};
