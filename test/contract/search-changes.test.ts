import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFolds } from '../../src/main/replica/connection.ts';
import { createFile, openFile } from '../../src/main/replica/open-file.ts';
import { createSearch } from '../../src/main/replica/search.ts';
import { createMeta } from '../../src/main/replica/views/meta.ts';
import type { ResidentsFold } from '../../src/main/replica/views/residents.ts';
import { createIndexes } from '../../src/main/replica/views/views.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { aDeviceFolder, type DeviceFolder } from '../builders/device-folder.ts';
import { createRandom } from '../builders/random.ts';
import { aHousehold, anAddress, anAddressRow, aResident, eungaram, householdId } from '../builders/registry.ts';
import { aSearchedTownship } from '../builders/searched-township.ts';
import type { Township } from '../builders/township.ts';

// The search while the register changes: between two pages, and what is left of people who have gone.

const township = aSearchedTownship(41, 600);

let device: DeviceFolder;
let db: Database;
let fold: ResidentsFold;
let search: ReturnType<typeof createSearch>;
beforeEach(async () => {
  device = await aDeviceFolder({ township });
  const opened = openFile(device.file(), device.key, 'training');
  if (!opened.ok) throw new Error(opened.error.type);
  db = opened.value;
  fold = createFolds(db, createMeta(db)).residents;
  search = createSearch(db);
});
afterEach(() => {
  db.close();
  rmSync(device.folder, { recursive: true, force: true });
});

const write = (work: () => void): void => db.transaction(work)();

/** The `nth` newcomer, in a house of their own. */
const aNewcomer = (nth: number, name: string): { readonly resident: Resident; readonly household: Household } => {
  const address = anAddress({
    office: eungaram,
    city: '새론시',
    township: '',
    road: '은가람대로',
    building: String(nth),
  });
  const row = anAddressRow({ address, household: householdId(nth), householderName: name });
  const resident = aResident({ nth, name, addresses: [row] });
  return { resident, household: aHousehold({ members: [resident], address }) };
};

const texts = [
  '김',
  'ㄱ',
  '수',
  'rla',
  '은가람동',
  '은가람대로',
  '은가람 1',
  '19',
  '1985',
  '김 1',
  'ㅎ 은가람대로',
  '김 세대',
  'ㅇㅅ 세대',
];

describe('between two pages', () => {
  test.each(texts)('of %s people come and go, and nobody who stays is lost or comes twice', (text) => {
    const whole = pagesOf(text, () => undefined);
    const random = createRandom(7);
    const left = new Set<string>();
    const newNames = ['가가가', '김가', '김하늘', '수리', '이수', '홍김수', '힣힣', '강솔'];
    let nth = 2_000;
    const pages = pagesOf(text, (seen) => {
      write(() => {
        for (const name of random.shuffle(newNames).slice(0, 3)) {
          const { resident, household } = aNewcomer((nth += 1), name);
          fold.putHousehold(household);
          fold.putResident(resident);
        }
        // Somebody who was shown, the last one of the page among them, and somebody who was not.
        const others = whole.filter((id) => !seen.includes(id) && !left.has(id));
        for (const id of [random.pick(seen), seen.at(-1) ?? '', others[random.between(0, others.length)]]) {
          const gone = township.residents.find((each) => each.id === id);
          if (!gone || (text.endsWith('세대') && gone.relation === '본인')) continue;
          fold.removeResident(gone.id);
          left.add(gone.id);
        }
      });
    });
    expect(new Set(pages).size).toBe(pages.length);
    const stayed = (ids: readonly string[]): string[] => ids.filter((id) => whole.includes(id) && !left.has(id));
    expect(stayed(pages)).toEqual(stayed(whole));
  });

  const pagesOf = (text: string, between: (seen: readonly string[]) => void): string[] => {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = search(text, after);
      ids.push(...page.rows.map(({ id }) => id));
      if (page.next === null) return ids;
      after = page.next;
      between(ids);
    }
  };

  test('are many, in most of these', () => {
    const several = texts.filter((text) => search(text, null).next !== null);
    expect(several.length).toBeGreaterThan(8);
  });
});

const searchTables = (of: Database): unknown =>
  [
    'SELECT * FROM spelling',
    'SELECT * FROM place_word',
    // Which number a row has doesn't matter, whose it is does.
    'SELECT resident.id, household_row IS NULL, household.id AS home FROM resident LEFT JOIN household ON row = household_row ORDER BY resident.id',
  ].map((sql) => of.prepare(sql).all());

/** A file that is loaded with this register at once, as a snapshot is. */
const loadedSearchTables = (
  { households, residents }: Pick<Township, 'households' | 'residents'>,
  first: 'households' | 'residents' = 'households',
): unknown => {
  const loaded = createFile(join(device.folder, 'loaded.db'), device.key, 'training');
  loaded.exec('CREATE TABLE "feed-0"(id TEXT, data TEXT)');
  const folds = createFolds(loaded, createMeta(loaded));
  const load = {
    households: () => households.map((household) => folds.residents.loadHousehold(household)),
    residents: () => residents.map((resident) => folds.residents.loadResident(resident)),
  };
  load[first]();
  load[first === 'households' ? 'residents' : 'households']();
  createIndexes(loaded);
  const tables = searchTables(loaded);
  loaded.close();
  rmSync(join(device.folder, 'loaded.db'));
  return tables;
};

test('after any changes the tables of the search are those of a file that was loaded so', () => {
  const random = createRandom(11);
  const households = new Map(township.households.map((each) => [each.id, each]));
  const residents = new Map(township.residents.map((each) => [each.id, each]));
  const gone: Household[] = [];
  for (let round = 0; round < 400; round += 1) {
    const [resident, household] = [random.pick([...residents.values()]), random.pick([...households.values()])];
    write(() => {
      switch (random.between(0, 5)) {
        case 0: {
          const other = random.pick([...residents.values()]);
          const { name, hanja, nameRoman } = other;
          const changed = { ...resident, name, hanja, nameRoman, household: random.pick([...households.keys()]) };
          fold.putResident(changed);
          residents.set(changed.id, changed);
          break;
        }
        case 1:
          fold.removeResident(resident.id);
          residents.delete(resident.id);
          break;
        case 2: {
          const changed = { ...household, address: { ...household.address, road: `새길${round % 5}로`, room: '뒷방' } };
          fold.putHousehold(changed);
          households.set(changed.id, changed);
          break;
        }
        case 3: {
          const on = resident.birthDate;
          const { closed, ...open } = household;
          const changed: Household = closed
            ? open
            : { ...household, closed: { on, reason: '세대합가', members: [], into: null } };
          fold.putHousehold(changed);
          households.set(changed.id, changed);
          break;
        }
        case 4: {
          const back = gone.shift();
          if (!back) break;
          fold.putHousehold(back);
          households.set(back.id, back);
          break;
        }
        default:
          fold.removeHousehold(household.id);
          households.delete(household.id);
          gone.push(household);
      }
    });
  }
  expect(searchTables(db)).toEqual(
    loadedSearchTables({ households: [...households.values()], residents: [...residents.values()] }),
  );
});

test('a snapshot may list people before their households', () => {
  const inOrder = loadedSearchTables(township);
  expect(loadedSearchTables(township, 'residents')).toEqual(inOrder);
});

test('whoever comes before their household, or stays behind it, lives in no other', () => {
  const [first, second] = [aNewcomer(5_000, '뒹굴'), aNewcomer(5_001, '뚱딴지')];
  const namesAt = (road: string): string[] => search(road, null).rows.map(({ name }) => name);
  const put = ({ household }: typeof first, road: string): void =>
    fold.putHousehold({ ...household, address: { ...household.address, road } });
  write(() => fold.putResident(first.resident));
  expect(search('뒹굴', null).rows).toEqual([]);
  write(() => put(first, '꽁치길'));
  expect(namesAt('꽁치길')).toEqual(['뒹굴']);
  // The next household is given the number of the last row, which is free again.
  write(() => fold.removeHousehold(first.household.id));
  write(() => put(second, '꼬막길'));
  expect(namesAt('꼬막길')).toEqual([]);
  write(() => fold.putResident(second.resident));
  expect(namesAt('꼬막길')).toEqual(['뚱딴지']);
  write(() => put(first, '꽁치길'));
  expect(namesAt('꽁치길')).toEqual(['뒹굴']);
});

test('what is undone leaves nothing behind, and can be done again', () => {
  const before = searchTables(db);
  const { resident, household } = aNewcomer(3_000, '퓨퓨렐');
  const arrive = (): void => {
    fold.putHousehold({ ...household, address: { ...household.address, road: '쁘띠길' } });
    fold.putResident(resident);
  };
  expect(() =>
    write(() => {
      arrive();
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(searchTables(db)).toEqual(before);
  write(arrive);
  for (const text of ['퓨퓨렐', 'ㅍㅍㄹ', '쁘띠길', '띠길 3000']) expect(search(text, null).rows, text).toHaveLength(1);
});

test('somebody who has gone is found no more, and stands nowhere in the file', () => {
  const name = '쀼쀽뷁';
  const newcomer = aNewcomer(4_000, name);
  const resident: Resident = { ...newcomer.resident, hanja: '䨺龘靐', nameRoman: 'Qqxyz Zzyxq' };
  const household = { ...newcomer.household, address: { ...newcomer.household.address, room: '뾰뾰방' } };
  write(() => {
    fold.putHousehold(household);
    fold.putResident(resident);
  });
  const traces = [name, '䨺龘靐', 'qqxyz', '뾰뾰방', resident.number];
  expect(traces.filter((text) => plainBytes().includes(text))).toEqual(traces);
  for (const text of [name, '뷁', '䨺', 'zzyxq', '뾰뾰방', resident.number])
    expect(
      search(text, null).rows.map(({ id }) => id),
      text,
    ).toEqual([resident.id]);
  write(() => {
    fold.removeResident(resident.id);
    fold.removeHousehold(household.id);
  });
  for (const text of [name, '뷁', '䨺', 'zzyxq', '뾰뾰방', resident.number])
    expect(search(text, null).rows, text).toEqual([]);
  expect(traces.filter((text) => plainBytes().includes(text))).toEqual([]);
});

/** The pages of the file as they are under the cipher. */
const plainBytes = (): Buffer => {
  db.pragma('wal_checkpoint(TRUNCATE)');
  const copy = join(device.folder, 'plain.db');
  copyFileSync(device.file(), copy);
  const opened = device.open(copy);
  opened.pragma('journal_mode = DELETE');
  opened.pragma(`rekey = ''`);
  opened.close();
  const bytes = readFileSync(copy);
  rmSync(copy);
  return bytes;
};
