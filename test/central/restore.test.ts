import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { createTestClient, startOf } from '../builders/central-client.ts';
import { createTestDevice } from '../builders/central-device.ts';
import {
  copyFolder,
  makeSeededFolder,
  openRegisterOf,
  printCode,
  removeFolder,
  startCentralProcess,
} from '../builders/central-process.ts';
import { addressAt, familyAt, seedOf, untilDecided } from '../builders/central-setup.ts';
import { officeState } from '../builders/central-state.ts';
import { aMoveInReport, eungaram, moversOf, solnae } from '../builders/registry.ts';

const families = Array.from({ length: 4 }, (_, nth) => familyAt(eungaram, 1 + nth * 2, 2));
let seeded: string;
beforeAll(async () => {
  seeded = await makeSeededFolder(seedOf(families));
});
afterAll(() => removeFolder(seeded));

const decided = async (folder: string): Promise<void> => {
  const { database } = await openRegisterOf(folder);
  await untilDecided(database);
  await database.close();
};

test('a central restored from an older copy opens a new epoch, and gets back what it lost from the devices', async () => {
  const live = copyFolder(seeded);
  const central = await startCentralProcess(live);
  const device = createTestDevice();
  const today = plainDateAt(Date.now());
  const file = (nth: number): unknown =>
    device.file(
      aMoveInReport({
        reportDate: today,
        movedOn: today,
        to: addressAt(solnae, nth),
        movers: moversOf(families[nth]?.residents ?? []),
      }),
    );
  const clientAt = (url: string) => createTestClient({ url, device, now: () => Date.now() });
  const client = clientAt(central.url);
  await client.enrol(printCode(live, solnae));
  file(0);
  await client.push(0);
  await decided(live);
  await central.stop();
  const backup = copyFolder(live);

  // After the backup two more filings are taken and answered; then the disk is lost.
  const again = await startCentralProcess(live);
  const later = clientAt(again.url);
  file(1);
  file(2);
  await later.push(1);
  await decided(live);
  const before = await later.feed(startOf(1));
  if ('why' in before) throw new Error(before.why);
  expect(before.tail.position.seq).toBe(3);
  await again.stop();

  const restored = await startCentralProcess(backup);
  const survivor = clientAt(restored.url);
  expect(await survivor.feed(before.tail.position)).toMatchObject({ why: 'position-unknown', epoch: 1 });
  expect(await survivor.push(3, 3)).toMatchObject({ head: { seq: 1 }, epoch: 1 });
  // Even if the numbers are given again before anybody shows the proof, their hashes differ.
  file(3);
  await survivor.push(1, 4);
  await decided(backup);
  expect(await survivor.feed(before.tail.position)).toMatchObject({ why: 'position-unknown' });

  expect((await survivor.showTail(before.signedTail)).epoch).toBe(2);
  expect((await survivor.showTail(before.signedTail)).epoch).toBe(2);
  expect(await survivor.feed(before.tail.position)).toMatchObject({ why: 'other-epoch', epoch: 2 });
  const snapshot = await survivor.openSnapshot((await survivor.snapshot()).bytes);
  expect(snapshot.start.position).toEqual(startOf(2));
  const state = officeState(snapshot.rows);
  expect(Object.keys(state).filter((key) => key.startsWith('answer'))).toEqual(
    device.entries.map(({ id }) => `answer ${id}`).toSorted(),
  );

  // A tail that it still knows proves nothing, and one that central did not sign even less.
  const fresh = await survivor.feed(startOf(2));
  if ('why' in fresh) throw new Error(fresh.why);
  expect((await survivor.showTail(fresh.signedTail)).epoch).toBe(2);
  const forged = { ...fresh.signedTail, signed: fresh.signedTail.signed.replace('"seq":0', '"seq":9') };
  await expect(survivor.showTail(forged)).rejects.toThrow('bad-request');
  await restored.stop();
  for (const folder of [live, backup]) removeFolder(folder);
});

test('a copy older than the last epoch opens one above all that were ever signed', async () => {
  const live = copyFolder(seeded);
  const first = await startCentralProcess(live);
  const device = createTestDevice();
  const clientAt = (url: string) => createTestClient({ url, device, now: () => Date.now() });
  await clientAt(first.url).enrol(printCode(live, solnae));
  await first.stop();
  const backup = copyFolder(live);

  const second = await startCentralProcess(live);
  const register = await openRegisterOf(live);
  await register.database.run('insert into epoch (n, opened_at) values (2, now())');
  await register.database.run(`insert into feed_head select 2, id, 0, repeat('0', 64) from office`);
  await register.database.close();
  const tail = await clientAt(second.url).feed(startOf(2));
  if ('why' in tail) throw new Error(tail.why);
  await second.stop();

  const restored = await startCentralProcess(backup);
  expect((await clientAt(restored.url).showTail(tail.signedTail)).epoch).toBe(3);
  await restored.stop();
  for (const folder of [live, backup]) removeFolder(folder);
});
