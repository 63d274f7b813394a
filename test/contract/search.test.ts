import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openReadOnly } from '../../src/main/replica/open-file.ts';
import { createSearch } from '../../src/main/replica/search.ts';
import type { ResidentLine } from '../../src/shared/contract/queries.ts';
import { addressToText } from '../../src/shared/registry/address.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { maskResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { toInitials } from '../../src/shared/text/initials.ts';
import { aDeviceFolder, type DeviceFolder } from '../builders/device-folder.ts';
import { createRandom } from '../builders/random.ts';

// The search on a real encrypted file, against a plain walk through all residents.

let device: DeviceFolder;
let db: Database;
let search: ReturnType<typeof createSearch>;
let residents: readonly Resident[];
beforeAll(async () => {
  device = await aDeviceFolder({ residents: 2_000 });
  const opened = openReadOnly(device.file(), device.key, 'training');
  if (!opened.ok) throw new Error(opened.error.type);
  db = opened.value;
  search = createSearch(db);
  residents = device.township.residents;
});
afterAll(() => {
  db.close();
  rmSync(device.folder, { recursive: true, force: true });
});

const random = createRandom(31);
const some = (count: number): Resident[] => random.shuffle(residents).slice(0, count);

/** All pages of an answer, one after the other. */
const searchAll = (text: string): { readonly rows: readonly ResidentLine[]; readonly pages: number } => {
  const rows: ResidentLine[] = [];
  let pages = 0;
  for (let after: string | null = null; ; ) {
    const page = search(text, after);
    pages += 1;
    expect(page.rows.length).toBeLessThanOrEqual(50);
    expect(page.next !== null && page.rows.length < 50, `a short page of ${text} has no next one`).toBe(false);
    rows.push(...page.rows);
    if (page.next === null) return { rows, pages };
    after = page.next;
  }
};

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).toSorted();

const expectAll = (text: string, matches: (resident: Resident) => boolean): number => {
  const { rows, pages } = searchAll(text);
  expect(idsOf(rows), text).toEqual(idsOf(residents.filter(matches)));
  expect(pages, text).toBe(Math.max(1, Math.ceil(rows.length / 50)));
  return rows.length;
};

/** All of these before anybody else. */
const expectFirst = (text: string, matches: (resident: Resident) => boolean): number => {
  const wanted = residents.filter(matches);
  expect(idsOf(searchAll(text).rows.slice(0, wanted.length)), text).toEqual(idsOf(wanted));
  return wanted.length;
};

const addressOf = (resident: Resident): string => {
  const address = resident.addresses.at(-1)?.address;
  return address ? addressToText(address) : '';
};

describe('a search finds all of these, and nobody else', () => {
  test('people by their whole name, or by how it begins: these first, whoever else may be meant', () => {
    for (const { name } of some(40))
      for (const text of new Set([name, name.slice(0, 2), name.slice(0, 1), ` ${name}  `]))
        expect(expectFirst(text, (each) => each.name.startsWith(text.trim()))).toBeGreaterThan(0);
  });

  test('people whose name begins with the same syllable as it is also written, before those who have it further on', () => {
    const { rows } = searchAll('유');
    // 윤 and 육 may still become of 유, while it is typed.
    const rankOf = (name: string): number =>
      name.startsWith('유') ? 0 : /^[육-윺]/.test(name) ? 1 : name.startsWith('류') ? 2 : 3;
    const ranks = rows.map(({ name }) => rankOf(name));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    // Of each kind there is somebody: else the order would say nothing.
    expect(new Set(ranks).size).toBe(4);
  });

  test('people by a name that was typed in pieces of letters, as other systems write them', () => {
    const [{ name } = { name: '' }] = some(1);
    expect(name.normalize('NFD')).not.toBe(name);
    expectFirst(name.normalize('NFD'), (each) => each.name.startsWith(name));
  });

  test('people by their initial consonants', () => {
    for (const { name } of some(40))
      for (const text of new Set([toInitials(name), toInitials(name).slice(0, 2), toInitials(name).slice(0, 1)]))
        expect(expectFirst(text, (each) => toInitials(each.name).startsWith(text))).toBeGreaterThan(0);
  });

  test('people by their birth date, however it is typed', () => {
    for (const { birthDate } of some(15)) {
      const [year = '', month = '', day = ''] = birthDate.split('-');
      const [m, d] = [String(Number(month)), String(Number(day))];
      const forms = [
        birthDate,
        `${year}${month}${day}`,
        `${year}.${m}.${d}.`,
        `${year}. ${m}. ${d}.`,
        `${year}/${month}/${day}`,
        `${year}년 ${m}월 ${d}일`,
        `${year}년${month}월${day}일`,
      ];
      for (const form of forms)
        expect(
          expectAll(form, (each) => each.birthDate === birthDate),
          form,
        ).toBeGreaterThan(0);
    }
  });

  test('households by words of their address, in any order, and by how the words begin', () => {
    const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}-]+/u);
    const matches = (words: readonly string[]) => (resident: Resident) => {
      const here = wordsOf(addressOf(resident));
      return words.every((word) => here.some((each) => each.startsWith(word)));
    };
    for (const resident of some(40)) {
      const address = resident.addresses.at(-1)?.address;
      if (!address) continue;
      const building = address.building.split('-')[0] ?? '';
      for (const words of [
        [address.road, building],
        [building, address.road],
        [address.road.slice(0, 3), building.slice(0, 1)],
        [address.city, address.road],
        [address.road, building, ...address.unit.split(' ').filter((word) => word !== '')],
      ])
        expect(expectAll(words.join(' '), matches(words)), words.join(' ')).toBeGreaterThan(0);
    }
  });

  test('a household by its address as it is printed', () => {
    for (const resident of some(40)) {
      const { rows } = searchAll(addressOf(resident));
      expect(idsOf(rows)).toContain(resident.id);
      const members = residents.filter(({ household }) => household === resident.household);
      expect(idsOf(rows)).toEqual(expect.arrayContaining(idsOf(members)));
    }
  });

  test('nobody for an empty text, and for what nobody is called', () => {
    for (const text of ['', '   ', '없는이름', 'zzz', '1899-01-01', '9999', '2025-02-30', '없는길 9999'])
      expect(search(text, null)).toMatchObject({ rows: [], next: null });
  });
});

describe('a text says', () => {
  const wanted = (): Resident => residents[3] as Resident;
  test.each([
    ['a name', () => wanted().name, ['name']],
    ['a birth date', () => wanted().birthDate, ['birth-date']],
    ['a year', () => `${wanted().birthDate.slice(0, 4)}년생`, ['birth-date']],
    ['six digits, which begin a number too', () => '850412', ['birth-date', 'number']],
    ['a number', () => wanted().number, ['number']],
    ['the front of a number', () => wanted().number.slice(0, 8), ['number']],
    ['an address', () => addressOf(wanted()), ['address']],
    ['a name and a year', () => `${wanted().name} ${wanted().birthDate.slice(0, 4)}`, ['name', 'birth-date']],
    ['a name and a road', () => `${wanted().name} ${wanted().addresses.at(-1)?.address.road}`, ['name', 'address']],
    ['a household', () => `${wanted().name} 세대`, ['household']],
    ['a name that nobody has', () => '없는이름', ['name']],
  ])('%s', (_, text, takenFor) => {
    expect(search(text(), null).takenFor).toEqual(takenFor);
  });

  test('nothing, where there is no letter in it', () => {
    for (const text of ['', ' ', '-', '. ,', '()', '\u0000'])
      expect(search(text, null)).toEqual({ rows: [], next: null });
  });
});

describe('a resident number', () => {
  test('finds its bearer, whole or by its front, with the hyphen or without', () => {
    for (const { id, number } of some(20))
      for (const text of [number, number.replace('-', ''), `${number.slice(0, 8)}******`, number.slice(0, 8)])
        expect(idsOf(searchAll(text).rows), text).toContain(id);
    for (const { id, number } of some(20)) expect(idsOf(searchAll(number).rows)).toEqual([id]);
  });

  test('stands in no answer, and in no cursor', () => {
    const { number } = some(1)[0] as Resident;
    for (const text of [number, number.slice(0, 6), number.slice(0, 7)])
      for (let after: string | null = null; ; ) {
        const page = search(text, after);
        expect(JSON.stringify(page)).not.toContain(number.slice(8));
        if (page.next === null) break;
        after = page.next;
      }
  });
});

test('lines say what lists show, and the resident number only under its mask', () => {
  for (const resident of some(20)) {
    const line = searchAll(resident.name).rows.find(({ id }) => id === resident.id);
    expect(line).toEqual({
      id: resident.id,
      name: resident.name,
      hanja: resident.hanja,
      birthDate: resident.birthDate,
      maskedNumber: maskResidentNumber(resident.number),
      address: addressOf(resident),
      relation: resident.relation,
      status: resident.status,
      household: resident.household,
      pending: false,
    });
    expect(JSON.stringify(line)).not.toContain(resident.number.slice(8));
  }
});

describe('pages', () => {
  test('follow each other in one order, without a gap or a repetition', () => {
    const names = searchAll('김')
      .rows.map(({ name }) => name)
      .filter((name) => name.startsWith('김'));
    expect(names.length).toBeGreaterThan(150);
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    for (const text of ['김', 'ㄱ', '다온도 새론시', '은가람동 1']) {
      const { rows, pages } = searchAll(text);
      expect(pages, text).toBeGreaterThan(1);
      expect(new Set(rows.map(({ id }) => id)).size, text).toBe(rows.length);
    }
  });

  test('of an address keep the members of a household together', () => {
    const households = searchAll('다온도 새론시').rows.map(({ household }) => household);
    expect(households).toHaveLength(2_000);
    const changes = households.filter((household, index) => household !== households[index - 1]);
    expect(new Set(households).size).toBe(changes.length);
  });

  test('after a cursor that is none, or is one of another search, begin at the beginning or are empty, but never fail', () => {
    const id = residents[0]?.id ?? '';
    const cursors = [
      '',
      'x',
      '[]',
      'null',
      '{"a":1}',
      '["a"]',
      '["a","b"]',
      '["\\q","00000000-0000-4000-8000-000000000001"]',
      `["a\nb","${id}"]`,
      `["${'x'.repeat(100)}","${id}"]`,
      `["1e999","${id}"]`,
      `["-5","${id}"]`,
      `["김","${id}"]`,
      `["999999999999999999999","${id}"]`,
      `["' OR 1=1 --","${id}"]`,
      `["a","${id}","b"]`,
    ];
    for (const text of ['김', 'ㄱ', '1985-04-12', '다온도 새론시'])
      for (const cursor of cursors) expect(() => search(text, cursor), `${text} ${cursor}`).not.toThrow();
    for (const cursor of cursors.slice(0, 8)) expect(search('김', cursor)).toEqual(search('김', null));
    expect(search('다온도 새론시', `["김","${id}"]`)).toEqual(search('다온도 새론시', null));
    const other = search('김', null).next;
    expect(search('다온도 새론시', other)).toEqual(search('다온도 새론시', null));
  });
});

describe('whatever is typed', () => {
  const operators = [
    '"',
    '""',
    '" OR "',
    '1" OR "a',
    '은가람대로 OR 1',
    '은가람대로 NOT 1',
    'address:은가람 1',
    'NEAR(은가람 1)',
    '은가람* 1*',
    '^은가람 1',
    '{address} : 1',
    '은가람 + 1',
    '- 1',
    '* 1',
    '( 1',
    ') 1 (',
    "1' OR '1'='1",
    "'; DROP TABLE resident; -- 1",
    '%_ 1',
    '\\ 1',
    '1 \u0000 a',
    '1 a\u0000b',
    '\u0000',
    '\ud800 1',
    '\u{10FFFF}',
    'ㄱ%',
    '１２ ３',
    '김*',
    '김?',
    '김[가-힣]',
    '[^김]*',
    ']',
    '김\\',
    'ㅏ',
    'ㄳ',
    '\u1100\u1161\u11ff',
    '😀',
    '김😀',
    '가'.repeat(100),
    'rlA'.repeat(33),
    'hnjnj',
    '1990-13-41',
    '900101-1234567890123',
    '세대',
    ' 세대주 ',
    "김' AND 1",
  ];

  test.each(operators)('%j is a text to look for, not a command', (text) => {
    const { rows } = searchAll(text);
    expect(rows.length).toBeLessThanOrEqual(2_000);
    expect(searchAll('김').rows.length).toBeGreaterThan(150);
  });

  test('words that FTS takes for operators are looked for like others', () => {
    expect(searchAll('은가람대로 OR').rows).toEqual([]);
    expect(searchAll('은가람대로 NOT 1').rows).toEqual([]);
    expect(searchAll('1" OR "다온도').rows).toEqual([]);
  });

  test('no text at all fails', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 100 }),
        fc.option(fc.string({ maxLength: 200 })),
        (text, after) => {
          expect(search(text, after).rows.length).toBeLessThanOrEqual(50);
        },
      ),
      { numRuns: 500, seed: 20_261_122 },
    );
    const alphabet = fc.constantFrom(...'" * ( ) - + : ^ { } \' \\ 1 김 ㄱ O R N T , .'.split(' '), ' ');
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 30 }), (text) => {
        expect(search(text, null).rows.length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 1_000, seed: 20_261_122 },
    );
  });
});
