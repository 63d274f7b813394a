import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openReplica } from '../../src/main/replica/replica.ts';
import { aDeviceFolder, type DeviceFolder } from '../builders/device-folder.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { aTownship } from '../builders/township.ts';
import type { Said } from './load.ts';
import { loadedTownship } from './loaded-township.ts';
import { createTracedDisk, readCalls } from './traced-disk.ts';
import { expectedOf, expectWhole } from './whole.ts';

/**
 * The power goes at any moment of a load: what the disk may hold then is made from the system calls of a process that
 * worked, and opened. A deed counts as acknowledged once the process said so before the cut.
 */
const cuts = Number(process.env['RRS_CUTS'] ?? 60);
const seed = Number(process.env['RRS_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const deeds = 120;

const whyNot =
  process.platform !== 'linux' || spawnSync('strace', ['-V']).status !== 0
    ? 'system calls are read by strace, which is not here (apt install strace)'
    : null;
const root = mkdtempSync(join(tmpdir(), 'rrs-power-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const loadProgram = new URL('./load-program.ts', import.meta.url).pathname;
const draftProgram = new URL('./draft-program.ts', import.meta.url).pathname;
const calls = 'openat,close,write,pwrite64,ftruncate,fsync,fdatasync,rename,unlink';

/** The system calls, in their order, of a program that ends without closing anything. */
const trace = async (device: DeviceFolder, program: string, ...more: readonly string[]): Promise<string> => {
  const log = join(root, 'calls');
  const work = [program, device.folder, device.key.toString('hex'), device.official, ...more];
  const child = spawn(
    'strace',
    ['-f', '-xx', '-s', '70000', '-e', `trace=${calls}`, '-o', log, process.execPath, ...work],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  await once(child, 'exit');
  return readFileSync(log, 'latin1');
};

const filesIn = (folder: string): ReadonlyMap<string, Buffer> =>
  new Map(readdirSync(folder).map((name) => [join(folder, name), readFileSync(join(folder, name))]));

/** Opens what the disk holds, as the office does after the power is back, and closes it again. The folder. */
const openedFrom = async (device: DeviceFolder, image: ReadonlyMap<string, Buffer>, about: string): Promise<string> => {
  const folder = join(root, 'cut');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [path, bytes] of image) writeFileSync(join(folder, basename(path)), bytes);
  const opened = await openReplica({ folder, profile: device.profile, system: device.system }, device.key);
  if (!opened.ok) throw new Error(`${about}: ${JSON.stringify(opened.error)}`);
  expect(opened.value.lostDraft(), `${about}: a draft that is said to be lost`).toBeNull();
  await opened.value.close();
  return folder;
};

const cutAnywhere = async (random: Random): Promise<void> => {
  const device = await aDeviceFolder({ folder: join(root, 'device'), township: aTownship(loadedTownship) });
  const disk = createTracedDisk(device.folder, filesIn(device.folder));
  const all = [...readCalls((await trace(device, loadProgram, String(seed), String(deeds))).split('\n'))];
  expect(all.length).toBeGreaterThan(deeds * 3);
  // A file that takes another's place is over in a moment, and most can go wrong then.
  const after = all.flatMap(({ name }, at) =>
    name === 'rename' ? Array.from({ length: 40 }, (_, nth) => at + nth) : [],
  );
  const anywhere = all.map((_, at) => at);
  const chosen = new Set([after, anywhere].flatMap((moments) => random.shuffle(moments).slice(0, cuts / 2)));
  const said: Said[] = [];
  let unsure = 0;
  for (const [at, call] of all.entries()) {
    const text = disk.take(call);
    for (const line of text?.trim().split('\n') ?? []) {
      const heard = JSON.parse(line) as Said | { readonly ready: true };
      if (!('ready' in heard)) said.push(heard);
    }
    if (!chosen.has(at)) continue;
    unsure += Number(disk.unsure() > 0);
    const about = `seed ${seed}, after call ${at} of ${all.length}`;
    const folder = await openedFrom(device, disk.cut(random.chance), about);
    expectWhole(folder, device.key, expectedOf(said), about);
  }
  expect(said.filter((each) => each.said === 'done').length).toBeGreaterThanOrEqual(deeds);
  expect(unsure, 'there was something to lose').toBeGreaterThan(cuts / 10);
};

const cutIt = (): void => {
  const name = `[SY-10, SY-11, SY-12, MG-11] a replica whose power goes at ${cuts} moments, seed ${seed}`;
  test(name, { timeout: 120_000 + cuts * 5_000 }, () => cutAnywhere(createRandom(seed)));

  test('[MG-11] a draft that was discarded is not missed, whatever of its witness the power took', async () => {
    const device = await aDeviceFolder({ folder: join(root, 'drafts') });
    const disk = createTracedDisk(device.folder, filesIn(device.folder));
    for (const call of readCalls((await trace(device, draftProgram)).split('\n'))) disk.take(call);
    const { chance } = createRandom(1);
    for (let nth = 0; nth < 30; nth += 1) await openedFrom(device, disk.cut(chance), `cut ${nth}`);
  });
};
/** Where the calls of a process can't be written down; `whyNot` says what is missing, and is printed. */
const skipIt = (reason: string): void => {
  test('a replica whose power goes', (context) => context.skip(reason));
};

if (whyNot === null) cutIt();
else skipIt(whyNot);
