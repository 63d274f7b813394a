import { readdirSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createCheckpointKeeper } from '../../src/main/replica/checkpoint/keep-checkpoint.ts';
import type { Replica } from '../../src/main/replica/replica.ts';
import type { OfficeStep } from '../../src/main/steps.ts';
import { aDeviceFolder, type DeviceFolder, snapshotOf } from '../builders/device-folder.ts';
import { openedBy } from '../builders/rekeyed.ts';
import { aTownship } from '../builders/township.ts';

// Who closes the file, or puts another in its place, does not wait for a checkpoint of it, and leaves none behind.

/** With so many that a checkpoint takes a while, and each step that is reached from the moment on that `listen` names. */
const start = async (): Promise<{ device: DeviceFolder; replica: Replica; reached: OfficeStep[] }> => {
  const device = await aDeviceFolder({ township: aTownship({ seed: 11, residents: 600 }) });
  onTestFinished(() => rmSync(device.folder, { recursive: true, force: true }));
  const reached: OfficeStep[] = [];
  device.system.reached = (step) => void reached.push(step);
  return { device, replica: await device.openReplica(), reached };
};

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

test.each([0, 1, 2, 4])('[RT-2] the file is closed while a checkpoint is made, after %i turns', async (count) => {
  const { device, replica, reached } = await start();
  const making = replica.upkeep();
  await turns(count);
  await replica.close();
  expect(readdirSync(device.folder).filter((name) => /checkpoint|part/.test(name))).toEqual([]);
  await making;
  await turns(20);
  expect(reached).not.toContain('checkpoint:written');
  expect(openedBy(device.folder, device.key).filter((name) => /checkpoint|part/.test(name))).toEqual([]);
});

test.each([1, 2, 4])('[RT-2] whoever has it stopped finds nothing of it any more, after %i turns', async (count) => {
  const { device, replica } = await start();
  await replica.close();
  const db = device.open();
  const { key, profile, system } = device;
  const keeper = createCheckpointKeeper({ key: () => key, profile, system, db: () => db });
  const isThere = (): boolean => readdirSync(device.folder).some((name) => /checkpoint|part/.test(name));
  const making = keeper.keep();
  await turns(count);
  expect(isThere()).toBe(true);
  await keeper.stop();
  expect(isThere()).toBe(false);
  await making;
  expect(isThere()).toBe(false);
  await keeper.keep();
  expect(isThere()).toBe(true);
  db.close();
});

test('[RT-2] the file is closed while its last checkpoint is looked through', async () => {
  const { device, replica } = await start();
  await replica.upkeep();
  await replica.close();
  for (let count = 0; count < 4; count += 1) {
    const again = await device.openReplica();
    const looking = again.upkeep();
    await turns(count);
    await again.close();
    await expect(looking, `after ${count} turns`).resolves.toBeUndefined();
  }
});

test('[RT-2, KE-5] the file gets another key while a checkpoint is made', async () => {
  const { device, replica, reached } = await start();
  const making: Promise<void>[] = [];
  // A checkpoint of the old file is under way when the new one is to take its place, however long each takes.
  const tell = (): void => void making.push(replica.upkeep());
  device.system.reached = (step) => {
    reached.push(step);
    if (step === 'rekey:copied') tell();
  };
  const watch = { tell: () => undefined, signal: new AbortController().signal };
  expect(await replica.rekey(Buffer.alloc(32, 9), watch)).toMatchObject({ ok: true });
  await Promise.all(making);
  expect(reached.slice(reached.indexOf('rekey:copied'), reached.indexOf('rekey:opened'))).not.toContain(
    'checkpoint:written',
  );
  expect(openedBy(device.folder, device.key)).toEqual([]);
  await replica.close();
});

test('[RT-2] a snapshot takes the place of the file while a checkpoint is made', async () => {
  const { device, replica, reached } = await start();
  const { start: begin, rows } = snapshotOf(device.township);
  let making: Promise<void> = Promise.resolve();
  device.system.reached = (step) => {
    reached.push(step);
    if (step === 'snapshot:loaded') making = replica.upkeep();
  };
  await replica.loadSnapshot({ start: { ...begin, position: { ...begin.position, epoch: 2 } }, rows });
  await making;
  expect(reached.slice(0, reached.indexOf('snapshot:opened'))).not.toContain('checkpoint:written');
  await replica.close();
});
