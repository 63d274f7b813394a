import { join } from 'node:path';
import { convertHangulToQwerty, romanize } from 'es-hangul';
import { createFolds } from '../../../src/main/replica/connection.ts';
import { createFile, openReadOnly } from '../../../src/main/replica/open-file.ts';
import { createSearch } from '../../../src/main/replica/search.ts';
import { createMeta } from '../../../src/main/replica/views/meta.ts';
import { createIndexes } from '../../../src/main/replica/views/views.ts';
import { createDispatch } from '../../../src/main/usecases/dispatch.ts';
import { searchResidents } from '../../../src/main/usecases/search-residents.ts';
import type { QueryOutput } from '../../../src/shared/contract/queries.ts';
import { ok } from '../../../src/shared/contract/result.ts';
import type { Resident } from '../../../src/shared/registry/resident.ts';
import { toInitials } from '../../../src/shared/text/initials.ts';
import { createRandom, type Random } from '../../builders/random.ts';
import { aTownship, type Township } from '../../builders/township.ts';
import { absoluteRow, percentile, type Row } from '../row.ts';
import { key } from './files.ts';

const rounds = 200;
const atOnce = 100_000;

/** `RRS_RESIDENTS=1000000 npm run bench -- replica` asks a far larger office than there is, and may take longer. */
const total = Number(process.env['RRS_RESIDENTS'] ?? atOnce);
const budget = total > atOnce ? 50 : 16;

/** The first 50 of all, asked and answered through the contract as the reader's thread does it. */
export const searchRows = async (folder: string): Promise<Row[]> => {
  const path = join(folder, 'search.db');
  const township = fill(path);
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
  const rows: Row[] = [];
  for (const [kind, text] of Object.entries(texts)) {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const resident = random.pick(township.residents);
      const [asked, after] = kind === 'initials, page 20' ? ['ㄱ', pageTwenty(search)] : [text(resident, random), null];
      const start = performance.now();
      const reply = await dispatch({
        id: round,
        type: 'query',
        name: 'searchResidents',
        input: { text: asked, after },
      });
      const line = JSON.stringify(reply);
      samples.push(performance.now() - start);
      if (kind !== 'what nobody is called' && !line.includes('"rows":[{')) throw new Error(`nobody found for ${asked}`);
    }
    rows.push(
      absoluteRow(
        `search ${total.toLocaleString('en')} residents by ${kind}: 50, p99`,
        'ms',
        percentile(samples, 0.99),
        budget,
      ),
    );
  }
  reader.value.close();
  return rows;
};

let known: string | null = null;

const pageTwenty = (search: (text: string, after: string | null) => QueryOutput<'searchResidents'>): string | null => {
  if (known === null) for (let page = 1; page < 20; page += 1) known = search('ㄱ', known).next;
  return known;
};

/** Part by part, so that a million of them need no memory; the last part is what is asked for. */
const fill = (path: string): Township => {
  const db = createFile(path, key, 'training');
  db.exec(`CREATE TABLE "feed-0"(id TEXT, data TEXT)`);
  const { residents } = createFolds(db, createMeta(db));
  let township = aTownship({ seed: 11, residents: atOnce });
  db.exec('BEGIN');
  for (let loaded = 0; loaded < total; loaded += atOnce) {
    if (loaded > 0) township = aTownship({ seed: 11 + loaded / atOnce, residents: atOnce });
    for (const household of township.households) residents.loadHousehold(household);
    for (const resident of township.residents)
      residents.loadResident({ ...resident, nameRoman: toRoman(resident.name) });
  }
  createIndexes(db);
  db.exec('COMMIT');
  db.close();
  return township;
};

const letters = new Map<string, string>();

const toRoman = (name: string): string =>
  Array.from(name, (letter) => {
    const roman = letters.get(letter) ?? romanize(letter);
    letters.set(letter, roman);
    return roman;
  }).join(' ');

const halfOf = (name: string): string => name.slice(0, -1) + toInitials(name.slice(-1));
const yearOf = ({ birthDate }: Resident): string => birthDate.slice(0, 4);
const homeOf = ({ addresses }: Resident) => {
  const home = addresses.at(-1)?.address;
  if (!home) throw new Error('a resident lives somewhere');
  return home;
};

const texts: Readonly<Record<string, (resident: Resident, random: Random) => string>> = {
  name: ({ name }) => name,
  'surname only': ({ name }) => name.slice(0, 1),
  'given name only': ({ name }) => name.slice(1),
  'last syllable only': ({ name }) => name.slice(-1),
  'initial consonants': ({ name }) => toInitials(name),
  'one initial consonant': ({ name }) => toInitials(name.slice(0, 1)),
  'initials, page 20': () => 'ㄱ',
  'name half typed': ({ name }) => halfOf(name),
  'name typed in Latin': ({ name }) => convertHangulToQwerty(name),
  'name in Latin letters': ({ name }) => toRoman(name).replace(' ', '-'),
  'name in Hanja': ({ hanja, name }) => hanja || name,
  'one Hanja': ({ hanja, name }) => hanja.slice(-1) || name,
  'birth date': ({ birthDate }) => birthDate,
  'year of birth': yearOf,
  'six digits': ({ birthDate }) => birthDate.replaceAll('-', '').slice(2),
  'resident number': ({ number }) => number,
  address: (resident) => `${homeOf(resident).road} ${homeOf(resident).building}`,
  road: (resident) => homeOf(resident).road,
  'part of a house name': (resident) => `${homeOf(resident).remark.slice(-4)} ${homeOf(resident).building}`,
  'name and year': (resident) => `${resident.name} ${yearOf(resident)}`,
  'initials and year': (resident) => `${toInitials(resident.name)} ${yearOf(resident)}`,
  'name and road': (resident) => `${resident.name} ${homeOf(resident).road}`,
  'surname and road': (resident) => `${resident.name.slice(0, 1)} ${homeOf(resident).road}`,
  household: (resident) => `${resident.addresses.at(-1)?.householderName ?? ''} 세대`,
  'what nobody is called': (_, random) => `없는${random.between(0, 99)}길 ${random.between(1_000, 9_999)}`,
};
