import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { createTestClient, startOf } from '../builders/central-client.ts';
import { createTestDevice, type TestDevice } from '../builders/central-device.ts';
import { issue, provisionsOf, requestSerials, reserve, serialAt } from '../builders/central-papers.ts';
import {
  copyFolder,
  makeSeededFolder,
  openRegisterOf,
  printCode,
  removeFolder,
  startCentralProcess,
} from '../builders/central-process.ts';
import { familyAt, seedOf, untilDecided } from '../builders/central-setup.ts';
import { eungaram, solnae } from '../builders/registry.ts';

let seeded: string;
beforeAll(async () => {
  seeded = await makeSeededFolder(seedOf([familyAt(eungaram, 1, 2)]));
});
afterAll(() => removeFolder(seeded));

const decided = async (folder: string): Promise<void> => {
  const { database } = await openRegisterOf(folder);
  await untilDecided(database);
  await database.close();
};

test('a central restored from an older copy numbers anew, and takes papers whose grants it has lost', async () => {
  const live = copyFolder(seeded);
  const first = await startCentralProcess(live);
  const [device, other] = [createTestDevice(), createTestDevice()];
  const clientAt = (url: string, who: TestDevice) => createTestClient({ url, device: who, now: () => Date.now() });
  for (const each of [device, other]) await clientAt(first.url, each).enrol(printCode(live, solnae));
  requestSerials(device, 10);
  await clientAt(first.url, device).push(0);
  await decided(live);
  await first.stop();
  const backup = copyFolder(live);

  // After the backup: one paper of the block that the copy knows of, another block, and a paper of that.
  const second = await startCentralProcess(live);
  const before = clientAt(second.url, device);
  const issuedOn = plainDateAt(Date.now());
  const known = reserve(device, serialAt({ office: solnae, epoch: 1 }, 1), { issuedOn });
  issue(device, known);
  requestSerials(device, 20);
  await before.push(1);
  await decided(live);
  expect((await provisionsOf(before)).at(-1)?.blocks).toMatchObject([{ epoch: 1, first: 11, last: 30 }]);
  const lost = reserve(device, serialAt({ office: solnae, epoch: 1 }, 11), { issuedOn });
  await before.push(4);
  await decided(live);
  const tail = await before.feed(startOf(1));
  if ('why' in tail) throw new Error(tail.why);
  await second.stop();

  const restored = await startCentralProcess(backup);
  const survivor = clientAt(restored.url, device);
  expect((await survivor.showTail(tail.signedTail)).epoch).toBe(2);
  const { rows, start } = await survivor.openSnapshot((await survivor.snapshot()).bytes);
  expect(start.position).toEqual(startOf(2));
  expect(rows.filter(({ row }) => row === 'block')).toMatchObject([
    { block: { device: device.id, terminal: 1, epoch: 1, first: 1, last: 10 } },
  ]);
  expect(rows.filter(({ row }) => row === 'policy')).toHaveLength(1);

  // The device offers again what the copy has not, and asks for more; so does another.
  issue(device, lost);
  requestSerials(device, 30);
  expect((await survivor.push(1, 1)).head.seq).toBe(1);
  expect((await survivor.push(1)).receipts.map(({ status }) => status)).toEqual(
    Array.from({ length: device.entries.length - 1 }, () => 'accepted'),
  );
  requestSerials(other, 40);
  await clientAt(restored.url, other).push(0);
  await decided(backup);

  const granted = (await provisionsOf(survivor, 2)).flatMap(({ blocks }) => blocks);
  expect(granted).toMatchObject([
    // The request that it had answered before and forgotten, and the new one.
    { device: device.id, terminal: 1, epoch: 2, first: 1, last: 20 },
    { device: device.id, terminal: 1, epoch: 2, first: 21, last: 50 },
    { device: other.id, terminal: 2, epoch: 2, first: 51, last: 90 },
  ]);
  const again = new Set(
    granted.flatMap((block) =>
      Array.from({ length: block.last - block.first + 1 }, (_, n) => serialAt(block, block.first + n)),
    ),
  );
  expect([known.serial, lost.serial].filter((serial) => again.has(serial))).toEqual([]);
  // The policy goes with the first serials of the epoch.
  expect((await provisionsOf(survivor, 2)).map(({ policy }) => policy !== null)).toEqual([true, false, false]);

  const { database } = await openRegisterOf(backup);
  const papers = await database.rows('select id, issued_at is not null issued from certificate order by serial');
  const flags = await database.rows('select certificate, flag from paper_flag');
  await database.close();
  expect(papers).toEqual([known, lost].map(({ id }) => ({ id, issued: true })));
  expect(flags).toEqual([{ certificate: lost.id, flag: 'serial-not-granted-here' }]);
  await restored.stop();
  for (const folder of [live, backup]) removeFolder(folder);
});

test('one that is started as restored numbers anew from the first grant, before any device has shown anything', async () => {
  const live = copyFolder(seeded);
  const first = await startCentralProcess(live);
  const [device, other] = [createTestDevice(), createTestDevice()];
  const clientAt = (url: string, who: TestDevice) => createTestClient({ url, device: who, now: () => Date.now() });
  for (const each of [device, other]) await clientAt(first.url, each).enrol(printCode(live, solnae));
  await first.stop();
  const backup = copyFolder(live);
  const second = await startCentralProcess(live);
  requestSerials(device, 10);
  await clientAt(second.url, device).push(0);
  await decided(live);
  const tail = await clientAt(second.url, device).feed(startOf(1));
  if ('why' in tail) throw new Error(tail.why);
  await second.stop();

  const restored = await startCentralProcess(backup, { more: ['--restored'] });
  const client = clientAt(restored.url, other);
  expect(await client.feed(startOf(1))).toMatchObject({ why: 'other-epoch', epoch: 2 });
  requestSerials(other, 10);
  await client.push(0);
  await decided(backup);
  expect((await provisionsOf(client, 2)).flatMap(({ blocks }) => blocks)).toMatchObject([
    { device: other.id, epoch: 2, first: 1, last: 10 },
  ]);
  // The device that has seen more than the copy needs no third one.
  expect((await clientAt(restored.url, device).showTail(tail.signedTail)).epoch).toBe(2);
  await restored.stop();
  for (const folder of [live, backup]) removeFolder(folder);
});
