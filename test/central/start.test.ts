import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/central/store/database.ts';
import { startPostgres } from '../../src/central/store/postgres.ts';
import { startCluster } from '../builders/central-database.ts';
import { createTestDevice } from '../builders/central-device.ts';
import { copyFolder, makeSeededFolder, removeFolder, startCentralProcess } from '../builders/central-process.ts';
import { familyAt, seedOf, setupCentral } from '../builders/central-setup.ts';
import { eungaram } from '../builders/registry.ts';

const start = (folder: string) => startPostgres({ folder, sleep: (ms) => sleep(ms) });

test('a second start on a folder in use is refused, and the first goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-test-'));
  const first = await start(folder);
  await expect(start(folder)).rejects.toThrow('in use');
  const database = openDatabase({ address: first.address, connections: 1, onError: () => undefined });
  expect(await database.rows('select 1 one')).toEqual([{ one: 1 }]);
  await database.close();
  await first.stop();
  removeFolder(folder);
});

test('a folder whose path is too long for a socket works, and the socket’s folder is private', async () => {
  const root = mkdtempSync(join(tmpdir(), 'rrs-test-'));
  chmodSync(root, 0o755);
  const postgres = await start(join(root, 'x'.repeat(60), 'y'.repeat(60)));
  const { address } = postgres;
  if ('url' in address) throw new Error('a socket');
  expect(address.host.length).toBeLessThan(90);
  expect(statSync(address.host).mode & 0o777).toBe(0o700);
  const database = openDatabase({ address, connections: 1, onError: () => undefined });
  expect(await database.rows(`select current_setting('listen_addresses') a, current_setting('fsync') f`)).toEqual([
    { a: '', f: 'on' },
  ]);
  await database.close();
  await postgres.stop();
  removeFolder(root);
  removeFolder(address.host);
});

test.runIf(process.getuid?.() === 0)('root is told when PostgreSQL, which is not root, can not get there', async () => {
  const closed = mkdtempSync(join(tmpdir(), 'rrs-test-'));
  mkdirSync(join(closed, 'data'));
  await expect(start(join(closed, 'data'))).rejects.toThrow(`${closed} is closed to others`);
  removeFolder(closed);
});

test('keys are private, and a database is not opened with other keys or for another profile', async () => {
  const folder = await makeSeededFolder(seedOf([familyAt(eungaram, 1, 1)]));
  const keyFile = join(folder, 'central.key');
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  await expect(startCentralProcess(folder, { profile: 'production' })).rejects.toThrow('not one for production');
  const without = copyFolder(folder);
  renameSync(join(without, 'central.key'), join(without, 'elsewhere.key'));
  await expect(startCentralProcess(without)).rejects.toThrow('another key file');
  expect(existsSync(keyFile)).toBe(true);
  for (const each of [folder, without]) removeFolder(each);
});

test('a register with invented numbers is not for production', async () => {
  const cluster = await startCluster();
  const families = [familyAt(eungaram, 1, 1)];
  await expect(setupCentral(cluster, { families, profile: 'production' })).rejects.toThrow('other profile');
  // Nothing was loaded, not even the offices.
  await using empty = await setupCentral(cluster, { profile: 'production', families: [] });
  expect(await empty.database.rows('select 1 from resident')).toEqual([]);
  expect(createTestDevice().head().seq).toBe(0);
  await cluster.stop();
});
