import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { syncFile } from '../../../src/main/replica/durable-file.ts';
import { createFile } from '../../../src/main/replica/open-file.ts';
import { toPlaceWords, toSearchedAddress } from '../../../src/main/replica/search/address-words.ts';
import { createIndexes } from '../../../src/main/replica/views/views.ts';
import { addressToText } from '../../../src/shared/registry/address.ts';
import { toHanjaKey, toNameKey, toRomanKey } from '../../../src/shared/text/name-key.ts';
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
  const rows = new Map(households.map(({ id }, index) => [id, index + 1]));
  const residentRows = residents.map((resident) => [
    resident.id,
    rows.get(resident.household),
    resident.number,
    resident.name,
    resident.hanja,
    toNameKey(resident.name),
    toHanjaKey(resident.hanja),
    toRomanKey(resident.nameRoman),
    resident.birthDate,
    resident.status,
    resident.relation,
    JSON.stringify(resident),
  ]);
  const searched = households.map((household) =>
    toSearchedAddress(household.address, addressToText(household.address)),
  );
  const words = [...new Set(searched.flatMap((text) => toPlaceWords(text)))];
  const start = performance.now();
  const db = createFile(path, key, 'training');
  const putHousehold = inserter(db, 'household');
  const putResident = inserter(db, 'resident');
  const putAddress = db.prepare('INSERT INTO household_address(rowid, address) VALUES (?, ?)');
  const putWord = db.prepare('INSERT INTO place_word VALUES (?)');
  db.exec('BEGIN');
  for (const [index, row] of householdRows.entries()) {
    putHousehold(row);
    putAddress.run(row[0], searched[index]);
  }
  for (const word of words) putWord.run(word);
  for (const row of residentRows) putResident(row);
  createIndexes(db);
  db.exec('COMMIT');
  db.close();
  syncFile(path);
  return performance.now() - start;
};
