import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectCheckpoint } from '../../src/main/replica/checkpoint/checkpoint-file.ts';
import { checkpointOf, currentFile } from '../../src/main/replica/generations.ts';
import { takeOfficeLock } from '../../src/main/replica/office-lock.ts';
import { openReplica } from '../../src/main/replica/replica.ts';
import { runReplica } from '../builders/backup-setup.ts';
import { pagesIn, tearPages } from '../builders/damage.ts';
import { aDeviceFolder, bytesOf, type DeviceFolder } from '../builders/device-folder.ts';
import { createRandom } from '../builders/random.ts';

// `npm run replica -- rebuild`, as a process of its own; and a checkpoint that is damaged.

let device: DeviceFolder;
const folders: string[] = [];
beforeAll(async () => {
  device = await aDeviceFolder({ residents: 300 });
  await device.filed(3);
  const replica = await device.openReplica();
  await replica.upkeep();
  await replica.close();
  expect(checkpointIn(device.folder)).toMatchObject({ device: device.identity.device });
});
afterAll(() => {
  for (const folder of [device.folder, ...folders]) rmSync(folder, { recursive: true, force: true });
});

const fileIn = (folder: string): string => currentFile(folder) ?? '';
const checkpointIn = (folder: string) => inspectCheckpoint(fileIn(folder), device.key, device.identity);

const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-rebuild-'));
  folders.push(folder);
  for (const name of readdirSync(device.folder))
    if (!name.endsWith('-shm')) cpSync(join(device.folder, name), join(folder, name));
  return folder;
};

/** A folder whose checkpoint is damaged in what it holds; what it says of itself is whole. */
const withDamagedCheckpoint = (): string => {
  const folder = aFolder();
  const path = checkpointOf(fileIn(folder));
  const db = device.open(path);
  const pages = db.prepare<[], number>(`SELECT pageno FROM dbstat WHERE name = 'chunk' AND pagetype = 'overflow'`);
  const [page = 0] = pages.pluck().all().slice(-1);
  db.close();
  expect(page).toBeGreaterThan(0);
  tearPages(path, [page], createRandom(3));
  expect(checkpointIn(folder)).toBe('damaged');
  return folder;
};

const run = (folder: string, args: readonly string[], password?: string) =>
  runReplica(
    [...args, '--data', folder, '--official', device.official, '--lang', 'en'],
    password === undefined ? {} : { password },
  );
const changeView = (folder: string): void => {
  const db = device.open(fileIn(folder));
  db.exec('DELETE FROM resident WHERE rowid = (SELECT min(rowid) FROM resident)');
  db.close();
};

describe('[RT-1] npm run replica -- rebuild', () => {
  test('finds a view that says otherwise than the logs, changes nothing to check, and mends it', async () => {
    const folder = aFolder();
    changeView(folder);
    const before = bytesOf(folder);
    const checked = await run(folder, ['rebuild', '--check']);
    expect(checked).toMatchObject({
      code: 4,
      out: expect.stringContaining('resident: 0 rows that the logs') as string,
    });
    expect(bytesOf(folder)).toEqual(before);
    const rebuilt = await run(folder, ['rebuild', '--json']);
    expect(rebuilt.code).toBe(0);
    expect(JSON.parse(rebuilt.out)).toMatchObject({ isCheck: false, differences: [{ table: 'resident', missing: 1 }] });
    expect(Object.keys(before)).not.toContain(basename(fileIn(folder)));
    const replica = await openReplica({ ...device, folder }, device.key);
    if (!replica.ok) throw new Error(replica.error.type);
    expect(replica.value.unsentCount()).toBe(3);
    await replica.value.upkeep();
    await replica.value.close();
    expect(await run(folder, ['rebuild', '--check'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('The views are what the logs make of them.') as string,
    });
  });

  test('does nothing for a wrong password, and beside an office that works', async () => {
    const folder = aFolder();
    const before = bytesOf(folder);
    expect(await run(folder, ['rebuild'], 'not this one')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('password is wrong') as string,
    });
    const lock = takeOfficeLock(folder);
    if (!lock.ok) throw new Error(lock.error.type);
    expect(await run(folder, ['rebuild'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('already running') as string,
    });
    lock.value.release();
    expect(bytesOf(folder)).toEqual(before);
  });
});

describe('[RT-2] a checkpoint that is damaged in what it holds', () => {
  test('is told by the doctor, and made anew by a rebuild, which can compare nothing', async () => {
    const folder = withDamagedCheckpoint();
    const before = bytesOf(folder);
    const told = await run(folder, ['doctor']);
    expect(told).toMatchObject({
      code: 3,
      out: expect.stringMatching(/\[look at\] The checkpoint .* is damaged\. .*`replica rebuild`/) as string,
    });
    expect(await run(folder, ['rebuild', '--check'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('no whole checkpoint') as string,
    });
    expect(bytesOf(folder)).toEqual(before);
    expect(await run(folder, ['rebuild'])).toMatchObject({
      code: 3,
      out: expect.stringContaining('one was made of the views') as string,
    });
    expect(checkpointIn(folder)).toMatchObject({ device: device.identity.device });
    expect(bytesOf(folder)[basename(fileIn(folder))]).toBe(before[basename(fileIn(folder))]);
    expect((await run(folder, ['rebuild', '--check'])).code).toBe(0);
  });

  test('is not made anew of a file that is damaged itself', async () => {
    const folder = withDamagedCheckpoint();
    const db = device.open(fileIn(folder));
    const [page = 0] = pagesIn(db, 'resident').leaf;
    db.close();
    tearPages(fileIn(folder), [page], createRandom(4));
    const before = bytesOf(folder);
    expect(await run(folder, ['rebuild'])).toMatchObject({ code: 4, out: '' });
    expect(bytesOf(folder)).toEqual(before);
  });

  test('is made anew while somebody is signed in, before anything is erased behind it', async () => {
    const folder = withDamagedCheckpoint();
    const replica = await openReplica({ ...device, folder }, device.key);
    if (!replica.ok) throw new Error(replica.error.type);
    await replica.value.upkeep();
    expect(checkpointIn(folder)).toMatchObject({ device: device.identity.device });
    await replica.value.close();
  });

  test('is looked for once: closing breaks it off', async () => {
    const folder = withDamagedCheckpoint();
    const replica = await openReplica({ ...device, folder }, device.key);
    if (!replica.ok) throw new Error(replica.error.type);
    const upkeep = replica.value.upkeep();
    await replica.value.close();
    await upkeep;
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
