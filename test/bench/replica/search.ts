import { join } from 'node:path';
import { createFolds } from '../../../src/main/replica/connection.ts';
import { createFile, openReadOnly } from '../../../src/main/replica/open-file.ts';
import { createSearch } from '../../../src/main/replica/search.ts';
import { createMeta } from '../../../src/main/replica/views/meta.ts';
import { createIndexes } from '../../../src/main/replica/views/views.ts';
import { createDispatch } from '../../../src/main/usecases/dispatch.ts';
import { searchResidents } from '../../../src/main/usecases/search-residents.ts';
import { ok } from '../../../src/shared/contract/result.ts';
import { toInitials } from '../../../src/shared/text/initials.ts';
import { createRandom } from '../../builders/random.ts';
import { aTownship } from '../../builders/township.ts';
import { absoluteRow, percentile, type Row } from '../row.ts';
import { key } from './files.ts';

const rounds = 1_000;

/** The first 50 of 100,000, asked and answered through the contract as the reader's thread does it. */
export const searchRows = async (folder: string): Promise<Row[]> => {
  const path = join(folder, 'search.db');
  const township = aTownship({ seed: 11, residents: 100_000 });
  const db = createFile(path, key, 'training');
  db.exec(`CREATE TABLE "feed-0"(id TEXT, data TEXT)`);
  const { residents } = createFolds(db, createMeta(db));
  db.exec('BEGIN');
  for (const household of township.households) residents.putHousehold(household);
  for (const resident of township.residents) residents.putResident(resident);
  createIndexes(db);
  db.exec('COMMIT');
  db.close();

  const reader = openReadOnly(path, key, 'training');
  if (!reader.ok) throw new Error(reader.error.type);
  const search = createSearch(reader.value);
  const dispatch = createDispatch(
    { commands: {}, queries: { searchResidents: searchResidents({ reads: () => ok({ search }) }) } },
    (error) => {
      throw error;
    },
  );

  const random = createRandom(5);
  const texts: Readonly<Record<string, () => string>> = {
    name: () => random.pick(township.residents).name,
    'surname only': () => random.pick(township.residents).name.slice(0, 1),
    'initial consonants': () => toInitials(random.pick(township.residents).name),
    'birth date': () => random.pick(township.residents).birthDate,
    address: () => {
      const { road, building } = random.pick(township.households).address;
      return `${road} ${building}`;
    },
  };
  const rows: Row[] = [];
  for (const [kind, text] of Object.entries(texts)) {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const input = { text: text(), after: null };
      const start = performance.now();
      const reply = await dispatch({ id: round, type: 'query', name: 'searchResidents', input });
      const line = JSON.stringify(reply);
      samples.push(performance.now() - start);
      if (!line.includes('"rows":[{')) throw new Error(`nobody found for ${input.text}`);
    }
    rows.push(absoluteRow(`search 100,000 residents by ${kind}: first 50, p99`, 'ms', percentile(samples, 0.99), 16));
  }
  reader.value.close();
  return rows;
};
