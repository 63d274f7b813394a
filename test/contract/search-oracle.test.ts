import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { convertHangulToQwerty, convertQwertyToHangul, disassemble, getChoseong } from 'es-hangul';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openReadOnly } from '../../src/main/replica/open-file.ts';
import { createSearch } from '../../src/main/replica/search.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { aDeviceFolder, type DeviceFolder } from '../builders/device-folder.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { createSearchOracle, type Wish } from '../builders/search-oracle.ts';
import { aSearchedTownship } from '../builders/searched-township.ts';

// Random searches against a walk through everybody: the same people, in the same order, page by page.
// RRS_FUZZ sets how many are asked, RRS_FUZZ_SEED the first seed, so that a failure can be replayed alone.

const firstSeed = Number(process.env['RRS_FUZZ_SEED'] ?? 1);
const rounds = Math.min(Number(process.env['RRS_FUZZ'] ?? 250), 20_000);

let device: DeviceFolder;
let db: Database;
let search: ReturnType<typeof createSearch>;
/** Never begins with an address, which in a township of this size it always would. */
let searchByNames: ReturnType<typeof createSearch>;
let residents: readonly Resident[];
let expected: ReturnType<typeof createSearchOracle>;
beforeAll(async () => {
  const township = aSearchedTownship(23, 1_200);
  device = await aDeviceFolder({ township });
  const opened = openReadOnly(device.file(), device.key, 'training');
  if (!opened.ok) throw new Error(opened.error.type);
  db = opened.value;
  search = createSearch(db);
  searchByNames = createSearch(db, 0);
  residents = township.residents;
  expected = createSearchOracle(township);
});
afterAll(() => {
  db.close();
  rmSync(device.folder, { recursive: true, force: true });
});

const searchAll = (text: string, by = search): string[] => {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = by(text, after);
    ids.push(...page.rows.map(({ id }) => id));
    if (page.next === null) return ids;
    expect(page.rows, text).toHaveLength(50);
    expect(page.next.length, page.next).toBeLessThanOrEqual(200);
    after = page.next;
  }
};

/** A name as it stands on the screen while its `at`th letter is typed. */
const halfComposed = (random: Random, name: string, at: number): string => {
  const keys = disassemble(name.slice(at - 1));
  const typed = keys.slice(0, random.between(1, Math.min(keys.length, 4)));
  return name.slice(0, at - 1) + compose(typed);
};

/** Keys as the keyboard puts them together, which undoes `disassemble`. */
const compose = (keys: string): string => convertQwertyToHangul(convertHangulToQwerty(keys));

const writtenInLatin = (random: Random, text: string): string => {
  const latin = convertHangulToQwerty(text);
  const swapped = [...latin].map((key) => (key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase())).join('');
  return random.pick([latin, latin, swapped, latin.toUpperCase(), [...latin].join(random.chance(0.5) ? '' : ' ')]);
};

const partOfName = (random: Random, name: string): string => {
  const [surname = '', ...given] = [...name];
  return random.pick([
    () => name,
    () => name.slice(0, random.between(1, name.length)),
    () => name.slice(random.between(0, name.length - 1)),
    () => [...name].map((letter) => getChoseong(letter)).join(''),
    () =>
      [...name]
        .map((letter) => getChoseong(letter))
        .join('')
        .slice(0, random.between(1, 3)),
    () => surname + given.map((letter) => getChoseong(letter)).join(''),
    () => [...name].map((letter) => (random.chance(0.4) ? getChoseong(letter) : letter)).join(''),
    () => halfComposed(random, name, random.between(1, name.length)),
    () => halfComposed(random, name.slice(random.between(0, 1)), 1),
    () => `${surname} ${given.join('')}`,
    () => name.normalize('NFD'),
    () => name.replace(/^[이리]/, (first) => (first === '이' ? '리' : '이')).replace(/^[유류]/, '류'),
  ])();
};

interface Search {
  readonly text: string;
  /** What it may mean, the likeliest first. */
  readonly wishes: readonly Wish[];
}

const aBirth = (
  random: Random,
  birthDate: string,
): { readonly text: string; readonly born: (date: string) => boolean } => {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const [y, m, d] = [year.slice(2), String(Number(month)), String(Number(day))];
  const inYear = (date: string): boolean => date.slice(2, 4) === y && date >= '19' && date < '21';
  const onDay = (date: string): boolean => inYear(date) && date.slice(5) === `${month}-${day}`;
  return random.pick([
    { text: birthDate, born: (date: string) => date === birthDate },
    { text: `${year}. ${m}. ${d}.`, born: (date: string) => date === birthDate },
    { text: `${year}년 ${m}월 ${d}일`, born: (date: string) => date === birthDate },
    { text: `${y}.${m}.${d}`, born: onDay },
    { text: `${y}-${month}-${day}`, born: onDay },
    { text: `${y}년 ${m}월 ${d}일생`, born: onDay },
    { text: `${year}-${month}`, born: (date: string) => date.startsWith(`${year}-${month}`) },
    { text: `${year}년 ${m}월`, born: (date: string) => date.startsWith(`${year}-${month}`) },
    { text: year, born: (date: string) => date.startsWith(year) },
    { text: `${year}년생`, born: (date: string) => date.startsWith(year) },
    { text: `${y}년생`, born: inYear },
  ]);
};

const kinds: Readonly<Record<string, (random: Random, resident: Resident) => Search>> = {
  name: (random, { name }) => {
    const text = partOfName(random, name);
    return { text, wishes: [{ name: text }, { address: [text] }] };
  },
  'name typed in Latin': (random, { name }) => {
    const text = writtenInLatin(random, partOfName(random, name).normalize('NFC'));
    return { text, wishes: [{ name: text }] };
  },
  'name in Latin letters': (random, { nameRoman }) => {
    const words = nameRoman.split(/[\s-]+/);
    const text = random.pick([
      nameRoman,
      nameRoman.toLowerCase(),
      words.slice(-1).join(),
      words.join(''),
      words.toReversed().join(' '),
      nameRoman.slice(0, random.between(1, 6)),
      words.slice(1).join('-'),
    ]);
    return { text, wishes: [{ name: text }] };
  },
  'name in Hanja': (random, { hanja }) => {
    const from = random.between(0, Math.max(0, hanja.length - 1));
    const text = random.pick([hanja, hanja.slice(0, 2), hanja.slice(from), hanja.slice(from, from + 1)]);
    return { text, wishes: /^\p{Script=Han}+$/u.test(text) ? [{ hanja: text }] : [] };
  },
  'birth date': (random, { birthDate }) => {
    const { text, born } = aBirth(random, birthDate);
    return { text, wishes: [{ born }] };
  },
  'six digits': (_, { birthDate }) => {
    const text = birthDate.replaceAll('-', '').slice(2);
    const born = (date: string): boolean => date.replaceAll('-', '').slice(2) === text;
    return { text, wishes: [{ born, number: text }] };
  },
  number: (random, { number }) => {
    const text = random.pick([
      number,
      number.slice(0, random.between(7, 13)),
      number.replace('-', ''),
      `${number.slice(0, 8)}******`,
    ]);
    return { text, wishes: [{ number: text.includes('-') ? text.replaceAll('*', '') : number }] };
  },
  'name and birth': (random, { name, birthDate }) => {
    const part = partOfName(random, name);
    const { text, born } = aBirth(random, birthDate);
    const both = { text: random.chance(0.7) ? `${part} ${text}` : `${text} ${part}` };
    return {
      ...both,
      wishes: [
        { name: part, born },
        { address: [part], born },
      ],
    };
  },
  address: (random, resident) => {
    const address = resident.addresses.at(-1)?.address;
    const [road, building] = [address?.road ?? '', address?.building ?? ''];
    const house = address?.remark.split(', ').at(-1) ?? '';
    const words = random.pick([
      [road, building],
      [building, road],
      [road.slice(0, 3), building],
      [road.slice(1, 4), building.slice(0, 1)],
      [house, ...(address?.unit ?? '').split(' ')].filter((word) => word !== ''),
      [house.slice(-3), building],
      [Array.from(road.slice(0, 3), (letter) => getChoseong(letter)).join(''), building],
    ]);
    const [first = '', ...others] = words;
    const isName = !/\d|[로길]$|아파트$|빌라$|타운$/.test(first);
    const asName = isName && others.length > 0 ? [{ name: first, address: others }] : [];
    return { text: words.join(random.pick([' ', ', ', '  '])), wishes: [...asName, { address: words }] };
  },
  'name and road': (random, { name, addresses }) => {
    const part = random.pick([
      name,
      name.slice(0, 2),
      name.slice(0, 1),
      [...name].map((letter) => getChoseong(letter)).join(''),
    ]);
    const road = addresses.at(-1)?.address.road ?? '';
    const building = random.chance(0.3) ? [addresses.at(-1)?.address.building ?? ''] : [];
    const isFirst = random.chance(0.7);
    const words = isFirst ? [part, road, ...building] : [road, ...building, part];
    return { text: words.join(' '), wishes: [{ name: part, address: [road, ...building] }] };
  },
  household: (random, { name }) => {
    const text = `${name}${random.pick([' 세대', '세대', ' 세대주', ' 가족'])}`;
    return { text, wishes: [{ name, isHousehold: true }] };
  },
};

describe('what is found is what a walk through everybody finds', () => {
  test.each(Object.entries(kinds))('by %s', (kind, make) => {
    let foundSome = 0;
    for (let seed = firstSeed; seed < firstSeed + Math.ceil(rounds / 10); seed += 1) {
      const random = createRandom(seed);
      const fits = (resident: Resident): boolean =>
        (kind !== 'name in Latin letters' || resident.nameRoman !== '') &&
        (kind !== 'name in Hanja' || resident.hanja !== '');
      const { text, wishes } = make(random, random.pick(residents.filter(fits)));
      if (wishes.length === 0 || text.length > 100) continue;
      const answers = wishes.map((wish) => expected(wish));
      const wanted = answers.find((ids) => ids.length > 0) ?? [];
      const hint = `RRS_FUZZ_SEED=${seed} RRS_FUZZ=1: ${kind} ${JSON.stringify(text)}`;
      expect(searchAll(text), hint).toEqual(wanted);
      if (wishes.some(({ name, address }) => name && address))
        expect(searchAll(text, searchByNames), hint).toEqual(wanted);
      foundSome += wanted.length > 0 ? 1 : 0;
    }
    expect(foundSome).toBeGreaterThan(Math.floor(rounds / 50) - 1);
  });
});

describe('every way in which a name can be typed finds whoever bears it', () => {
  const bearers = (): Resident[] => {
    const random = createRandom(firstSeed);
    return [...random.shuffle(residents).slice(0, Math.ceil(rounds / 25)), ...residents.slice(-16)];
  };
  const expectFound = (text: string, { id, name }: Resident): void => {
    expect(searchAll(text).includes(id), `RRS_FUZZ_SEED=${firstSeed}: ${JSON.stringify(text)} for ${name}`).toBe(true);
  };
  const begins = (text: string): string[] => Array.from(text, (_, at) => text.slice(0, at + 1));

  test('each beginning, each part, and each of its initial consonants', () => {
    for (const resident of bearers()) {
      const { name } = resident;
      const initials = Array.from(name, (letter) => getChoseong(letter) || letter).join('');
      const parts = Array.from(name, (_, at) => name.slice(at));
      const mixed = Array.from(name, (_, at) => name.slice(0, at) + initials.slice(at));
      for (const text of new Set([...begins(name), ...parts, ...begins(initials), ...mixed]))
        expectFound(text, resident);
    }
  });

  test('each state of the screen while it is typed', () => {
    for (const resident of bearers().filter(({ name }) => /^[가-힣]+$/.test(name))) {
      const keys = convertHangulToQwerty(resident.name);
      for (const typed of begins(keys)) expectFound(convertQwertyToHangul(typed), resident);
    }
  });

  test('the same with the keyboard in Latin, with the caps lock on, and with a blank in it', () => {
    for (const resident of bearers().filter(({ name }) => /^[가-힣]+$/.test(name))) {
      const keys = convertHangulToQwerty(resident.name);
      const swapped = Array.from(keys, (key) => (key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase()));
      const apart = `${keys.slice(0, 3)} ${keys.slice(3)}`;
      for (const text of new Set([...begins(keys), swapped.join(''), apart, ` ${apart} `])) expectFound(text, resident);
    }
  });

  test('the way it sounds at the beginning', () => {
    const pairs = [
      ['이서린', '리서린'],
      ['림나윤', '임라윤'],
      ['유연희', '류련희'],
    ] as const;
    for (const [one, other] of pairs) {
      const ids = residents.filter(({ name }) => name === one || name === other).map(({ id }) => id);
      for (const text of [one, other, one.slice(0, 2), convertHangulToQwerty(other)])
        expect(searchAll(text), text).toEqual(expect.arrayContaining(ids));
      expect(search(one, null).rows[0]?.name).toBe(one);
      expect(search(other, null).rows[0]?.name).toBe(other);
    }
  });
});
