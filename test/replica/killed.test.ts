import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { createRebuild } from '../../src/main/replica/checkpoint/rebuild.ts';
import { openReplica } from '../../src/main/replica/replica.ts';
import { aDeviceFolder, type DeviceFolder } from '../builders/device-folder.ts';
import { createRandom } from '../builders/random.ts';
import { aTownship } from '../builders/township.ts';
import type { Said } from './load.ts';
import { loadedTownship } from './loaded-township.ts';
import { expectedOf, expectWhole } from './whole.ts';

/**
 * A process that writes everything that an office writes is killed with SIGKILL at random moments, while it opens the
 * file, while it works and while a snapshot takes the file's place; the next one goes on with what is there. Each
 * acknowledged deed is there once, the chain is unbroken, and the views are what the logs make of them.
 */
const kills = Number(process.env['RRS_KILLS'] ?? 100);
const seed = Number(process.env['RRS_SEED'] ?? Math.floor(Math.random() * 1_000_000));
/** Against a process that hangs; not a measure of anything. */
const patience = 60_000 + kills * 10_000;
/** A file is left after so many, because checking it takes longer the more is in it. */
const killsEach = 20;

const program = new URL('./load-program.ts', import.meta.url).pathname;
const devices: DeviceFolder[] = [];
afterAll(() => {
  for (const { folder } of devices) rmSync(folder, { recursive: true, force: true });
});

/** Works on the replica for so long. Everything that it said. */
const workAndDie = async (device: DeviceFolder, nth: number, ms: number): Promise<Said[]> => {
  const key = device.key.toString('hex');
  const child = spawn(process.execPath, [program, device.folder, key, device.official, String(nth)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const said: Said[] = [];
  const lines = createInterface(child.stdout);
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      const heard = JSON.parse(line) as Said | { readonly ready: true };
      if ('ready' in heard) resolve();
      else said.push(heard);
    });
  });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  const closed = once(lines, 'close');
  // Some die before they are ready: then the moment counts from the start of the process.
  await (ms < 0 ? wait(-ms) : Promise.race([ready.then(() => wait(ms)), ended]));
  child.kill('SIGKILL');
  const [, signal] = await ended;
  await closed;
  expect(signal, `it ended by itself: ${log}`).toBe('SIGKILL');
  return said;
};

test(`[SY-10, SY-11, SY-12] a replica whose process is killed ${kills} times, seed ${seed}`, {
  timeout: patience,
}, async () => {
  const random = createRandom(seed);
  let rebuilds = 0;
  for (let killed = 0; killed < kills; ) {
    const device = await aDeviceFolder({ township: aTownship(loadedTownship) });
    devices.push(device);
    const said: Said[] = [];
    for (let nth = 0; nth < killsEach && killed < kills; nth += 1, killed += 1) {
      const ms = random.chance(0.15) ? -random.between(150, 400) : random.between(0, 150);
      said.push(...(await workAndDie(device, random.between(0, 1_000_000_000), ms)));
      const about = `seed ${seed}, kill ${killed}`;
      const opened = await openReplica({ ...device, system: device.system }, device.key);
      if (!opened.ok) throw new Error(`${about}: ${JSON.stringify(opened.error)}`);
      expectWhole(device.folder, device.key, expectedOf(said), about);
      const rebuilt = await createRebuild(device, device.key).check();
      // Where somebody has just moved out there is no checkpoint to begin with.
      if (rebuilt.ok) expect(rebuilt.value.differences, about).toEqual([]);
      else expect(rebuilt.error.type, about).toBe('NoCheckpoint');
      rebuilds += Number(rebuilt.ok);
      // Under this load it hardly comes to one by itself.
      await opened.value.upkeep();
      await opened.value.close();
    }
    rmSync(device.folder, { recursive: true, force: true });
    expect(said.length, 'it worked').toBeGreaterThan(killsEach);
  }
  expect(rebuilds, 'checkpoints from which the views were made again').toBeGreaterThan(kills / 10);
});
