import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskErrorToAppError } from '../../src/main/replica/open-file.ts';
import { openReplica, type Replica } from '../../src/main/replica/replica.ts';
import { aDeviceFolder } from '../builders/device-folder.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { mountSmallDisk, unmount } from '../builders/small-disk.ts';
import { aTownship } from '../builders/township.ts';
import { createLoad, type Said } from './load.ts';
import { loadedTownship } from './loaded-township.ts';
import { expectedOf, expectWhole } from './whole.ts';

/**
 * A disk with room for none, one, two … more pages, at each write that an office makes. What doesn't fit is refused as a
 * whole, what was acknowledged stays, and with room again the same office works on.
 */
const rounds = Number(process.env['RRS_FULL_DISKS'] ?? 40);
const seed = Number(process.env['RRS_SEED'] ?? Math.floor(Math.random() * 1_000_000));
/** So many blocks of a full disk are left free at most. */
const mostBlocks = 40;
/** A file is left after so many: at some size it has no room for a snapshot, even on a disk that is empty but for it. */
const roundsEach = 100;

const isKnown = (error: unknown, file: string): boolean => diskErrorToAppError(error, file)?.type === 'DiskFull';

const fillAgainAndAgain = async (disk: string, random: Random, from: number, to: number): Promise<number> => {
  const device = await aDeviceFolder({ folder: join(disk, 'office'), township: aTownship(loadedTownship) });
  const open = async (): Promise<Replica> => {
    const opened = await openReplica({ ...device, system: device.system }, device.key);
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    return opened.value;
  };
  const said: Said[] = [];
  const ballast = join(disk, 'ballast');
  let refused = 0;
  for (let round = from; round < to; round += 1) {
    const about = `seed ${seed}, round ${round}`;
    const replica = await open();
    const load = createLoad({ ...device, replica, random, say: (each) => void said.push(each) });
    const { bavail, bsize } = statfsSync(disk);
    const left = random.between(0, mostBlocks);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail - left) * bsize));
    for (let nth = 0; nth < 12; nth += 1) {
      const before = said.length;
      try {
        await random.pick([load.atTheCounter, load.fromCentral])();
      } catch (error) {
        expect(isKnown(error, device.file()), `${about}: ${String(error)}`).toBe(true);
        refused += 1;
        // Refused, so nothing of it may be there. A draft or an item can be there already when the log is emptied.
        if (['entry', 'receipts'].includes(said.at(-1)?.deed.type ?? '')) said.splice(before);
      }
    }
    rmSync(ballast);
    await load.atTheCounter();
    await load.fromCentral();
    expectWhole(device.folder, device.key, expectedOf(said), about);
    await replica.close();
    expectWhole(device.folder, device.key, expectedOf(said), `${about}, closed`);
  }
  rmSync(device.folder, { recursive: true });
  return refused;
};

const name = `[SY-10, SY-11] a disk that is full at any write, ${rounds} times, seed ${seed}`;
test(name, { timeout: 60_000 + rounds * 5_000 }, async ({ skip }) => {
  const disk = mkdtempSync(join(tmpdir(), 'rrs-full-'));
  const isMounted = mountSmallDisk(disk, '8m');
  try {
    if (!isMounted) skip('a small disk needs the right to mount one');
    const random = createRandom(seed);
    let refused = 0;
    for (let from = 0; from < rounds; from += roundsEach)
      refused += await fillAgainAndAgain(disk, random, from, Math.min(rounds, from + roundsEach));
    expect(refused, 'the disk was full').toBeGreaterThan(rounds);
  } finally {
    if (isMounted) unmount(disk);
    rmSync(disk, { recursive: true, force: true });
  }
});
