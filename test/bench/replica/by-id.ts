import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openReadOnly } from '../../../src/main/replica/open-file.ts';
import { snapshotOf } from '../../builders/device-folder.ts';
import { createRandom } from '../../builders/random.ts';
import { aTownship } from '../../builders/township.ts';
import { absoluteRow, type Row, ratioRow } from '../row.ts';
import { aReplica, key } from './files.ts';

const residents = 30_000;
const rounds = 5;
const perRound = 20_000;

/** `RRS_READS=1000000 npm run bench -- replica` for the full count. */
const reads = Number(process.env['RRS_READS'] ?? 200_000);

/** A resident by id as use cases read one, beside a prepared statement on the same file and `JSON.parse`. */
export const byIdRows = async (folder: string): Promise<Row[]> => {
  const home = join(folder, 'by-id');
  mkdirSync(home);
  const replica = await aReplica(home, 'no central');
  const township = aTownship({ seed: 9, residents });
  await replica.loadSnapshot(snapshotOf(township));
  const raw = openReadOnly(replica.file(), key, 'training');
  if (!raw.ok) throw new Error(raw.error.type);
  const byId = raw.value.prepare<[string], string>('SELECT document FROM resident WHERE id = ?').pluck();
  const random = createRandom(3);

  let [ours, theirs] = [0, 0];
  for (let round = 0; round <= rounds; round += 1) {
    const ids = Array.from({ length: perRound }, () => random.pick(township.residents).id);
    const start = performance.now();
    for (const id of ids) replica.reads().resident(id);
    const between = performance.now();
    for (const id of ids) JSON.parse(byId.get(id) ?? '');
    // The first round warms up the compiler, for both.
    if (round === 0) continue;
    ours += between - start;
    theirs += performance.now() - between;
  }
  raw.value.close();

  const { pick } = random;
  const memory: number[] = [];
  for (let nth = 0; nth < reads; nth += 1) {
    replica.reads().resident(pick(township.residents).id);
    if (nth % 1_000 === 0) memory.push(process.memoryUsage.rss() / 2 ** 20);
  }
  await replica.close();
  const tenth = Math.ceil(memory.length / 10);
  const grown = Math.max(...memory.slice(-tenth)) - Math.max(...memory.slice(0, tenth));
  const perSecond = (ms: number): number => (perRound * rounds * 1_000) / ms;
  return [
    ratioRow(
      'a resident by id, as use cases read one',
      'reads/s',
      { value: perSecond(ours), baseline: perSecond(theirs) },
      { atLeast: 0.5 },
    ),
    absoluteRow(`memory over ${reads.toLocaleString('en')} reads, last tenth above first`, 'MB', grown, 20),
  ];
};
