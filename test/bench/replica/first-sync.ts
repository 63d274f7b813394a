import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { syncFile } from '../../../src/main/replica/durable-file.ts';
import { createFile } from '../../../src/main/replica/open-file.ts';
import { createIndexes } from '../../../src/main/replica/views/views.ts';
import { addressToText } from '../../../src/shared/registry/address.ts';
import { toInitials } from '../../../src/shared/text/initials.ts';
import { aTownship } from '../../builders/township.ts';
import { absoluteRow, type Row, ratioRow } from '../row.ts';
import { inserter, key } from './files.ts';

export const firstSyncSize = { seed: 7, residents: 30_000 };
const rounds = 4;

/** From the snapshot's bytes to the first answer of a search, in the office's own thread, while this one only listens. */
export const firstSyncRows = async (folder: string): Promise<Row[]> => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let raw = 0;
  let ours = 0;
  for (let round = 0; round < rounds; round += 1) {
    raw += rawLoad(join(folder, `first-sync-raw-${round}.db`));
    ours += await load(join(folder, `first-sync-${round}`), delay);
  }
  const perSecond = (ms: number): number => ((firstSyncSize.residents * rounds) / ms) * 1000;
  return [
    ratioRow(
      'first sync, 30,000 residents: snapshot → usable search',
      'residents/s',
      { value: perSecond(ours), baseline: perSecond(raw) },
      { atLeast: 0.6 },
    ),
    // The histogram counts from one sampling interval.
    absoluteRow("shell thread's loop delay during that, p99", 'ms', delay.percentile(99) / 1e6 - 1, 16),
  ];
};

/** A first sync in a thread of its own. Milliseconds. */
const load = async (home: string, delay: ReturnType<typeof monitorEventLoopDelay>): Promise<number> => {
  mkdirSync(home);
  const worker = new Worker(new URL('./first-sync.worker.ts', import.meta.url), { workerData: { home } });
  const measured = await new Promise<number>((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (message: 'start' | number) => {
      if (message === 'start') delay.enable();
      else resolve(message);
    });
  });
  delay.disable();
  await worker.terminate();
  return measured;
};

/** The same rows, indexes and full-text index into the same kind of file, and on disk at the end. Milliseconds. */
const rawLoad = (path: string): number => {
  const { households, residents } = aTownship(firstSyncSize);
  const householdRows = households.map((household, index) => [
    index + 1,
    household.id,
    addressToText(household.address),
    0,
    0,
    JSON.stringify(household),
  ]);
  const residentRows = residents.map((resident) => [
    resident.id,
    resident.household,
    resident.number,
    resident.name,
    resident.hanja,
    toInitials(resident.name),
    resident.birthDate,
    resident.status,
    resident.relation,
    JSON.stringify(resident),
  ]);
  const start = performance.now();
  const db = createFile(path, key, 'training');
  const putHousehold = inserter(db, 'household');
  const putResident = inserter(db, 'resident');
  const putAddress = db.prepare('INSERT INTO household_address(rowid, address) VALUES (?, ?)');
  db.exec('BEGIN');
  for (const row of householdRows) {
    putHousehold(row);
    putAddress.run(row[0], row[2]);
  }
  for (const row of residentRows) putResident(row);
  createIndexes(db);
  db.exec('COMMIT');
  db.close();
  syncFile(path);
  return performance.now() - start;
};
