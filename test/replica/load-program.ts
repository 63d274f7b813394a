import { writeSync } from 'node:fs';
import { openReplica } from '../../src/main/replica/replica.ts';
import { realSystem } from '../../src/main/system.ts';
import type { OfficialId } from '../../src/shared/registry/ids.ts';
import { createRandom } from '../builders/random.ts';
import { aTownship } from '../builders/township.ts';
import { createLoad, type Said } from './load.ts';
import { loadedTownship } from './loaded-township.ts';

/**
 * A process that works on a replica until it is killed: `FOLDER KEY OFFICIAL SEED`,
 * or until so many deeds are done: a fifth argument. A line for each deed, before and after.
 */
const [folder = '', key = '', official = '', seed = '', most = 'Infinity'] = process.argv.slice(2);
// At once and whole: what was said before the end is heard.
const tell = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const system = realSystem(() => undefined);
const opened = await openReplica({ folder, profile: 'training', system }, Buffer.from(key, 'hex'));
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
let done = 0;
const load = createLoad({
  replica: opened.value,
  township: aTownship(loadedTownship),
  official: official as OfficialId,
  system,
  random: createRandom(Number(seed)),
  say: (said: Said) => {
    tell(said);
    if (said.said === 'done') done += 1;
    // Without a word to anybody, as when the power goes.
    if (done >= Number(most)) process.kill(process.pid, 'SIGKILL');
  },
});
tell({ ready: true });
const forEver = async (work: () => Promise<void>): Promise<never> => {
  for (;;) await work();
};
await Promise.all([forEver(load.atTheCounter), forEver(load.fromCentral)]);
