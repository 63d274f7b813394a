import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { decodeCp949 } from '../../src/main/codes/cp949.ts';
import { importAddresses, importCodes } from '../../src/main/codes/import-files.ts';
import { kindOfLine } from '../../src/main/codes/layouts.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { codeFile, toCp949 } from './encode.ts';
import { sampleFiles } from './samples.ts';
import {
  code,
  fileOf,
  importInto,
  makeFolder,
  openBook,
  quietly,
  reportOf,
  sample,
  sampleAddresses,
  sampleCodes,
} from './setup.ts';

const today = PlainDate.parse('2026-06-30');
const textOf = (name: string): string => {
  const bytes = sampleFiles()[name];
  if (!bytes) throw new Error(name);
  return decoded(bytes);
};
const decoded = (bytes: Uint8Array): string => {
  const read = decodeCp949(bytes);
  if (!read.ok) throw new Error(`byte ${String(read.at)}`);
  return read.text;
};

const rowsOf = (file: string, table: string): unknown[] => {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all();
  } finally {
    db.close();
  }
};

const imported = async (input: Parameters<typeof importInto>[1]): Promise<string> => {
  const into = join(makeFolder(), 'codes.sqlite');
  const report = await reportOf(importInto(into, input));
  expect(report.problems).toEqual([]);
  return into;
};

describe('the code files', () => {
  test('[AD-11] every line is taken, and counted', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const report = await reportOf(importInto(into, { codes: sampleCodes }));
    expect(report.files.map(({ kind, encoding, lines, kept, bad }) => [kind, encoding, lines, kept, bad])).toEqual([
      ['administrative-codes', 'cp949', 30, 29, 0],
      ['legal-codes', 'cp949', 33, 32, 0],
      ['jurisdictions', 'cp949', 30, 29, 0],
    ]);
    expect(Object.fromEntries(report.tables.map(({ table, after }) => [table, after]))).toMatchObject({
      administrative: 29,
      legal: 32,
      // Two lines say only that a province and a city are their own.
      jurisdiction: 27,
    });
    expect(report.notes).toEqual([]);
  });

  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['line feeds alone', (text: string) => toCp949(text.replaceAll('\r\n', '\n'))],
    ['no blanks at the ends of lines', (text: string) => toCp949(text.replaceAll(/ +\r\n/g, '\r\n'))],
    ['no end of the last line', (text: string) => toCp949(text.trimEnd().padEnd(text.length - 2))],
    [
      'lines filled up beyond their last column',
      (text: string) => toCp949(text.replaceAll('\r\n', `${' '.repeat(178)}\r\n`)),
    ],
    ['no header', (text: string) => toCp949(text.slice(text.indexOf('\r\n') + 2))],
    ['blank lines', (text: string) => toCp949(text.replaceAll('\r\n', '\r\n   \r\n\r\n'))],
  ])('[AD-15] with %s they say the same', async (_, change) => {
    const h = fileOf(change(textOf('KIKcd_H.20260720')));
    const file = await imported({ codes: { ...sampleCodes, h } });
    const names = (row: unknown): unknown => ({ ...(row as object), line: 0 });
    expect(rowsOf(file, 'area').map(names)).toEqual(rowsOf(await imported({ codes: sampleCodes }), 'area').map(names));
  });

  test('[AD-15] an encoding that is given is used', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const report = await importCodes(quietly)({ ...sampleCodes, into, encoding: 'cp949' });
    expect(report.ok && report.value.files.map(({ encoding }) => encoding)).toEqual(['cp949', 'cp949', 'cp949']);
  });

  test('[AD-15] letters outside KS X 1001 arrive whole', async () => {
    const book = openBook(await imported({ codes: sampleCodes }));
    expect(book.codeOn('legal', code('9971031023'), today)?.ri).toBe('똠방리');
  });

  test("[AD-11] a dong's name may stand in the last column of names", async () => {
    const b = fileOf(
      toCp949(codeFile('b', ['9911010100|다온도|새론시||은가람동|19880423|', '9911000000|다온도|새론시|||19880423|'])),
    );
    const book = openBook(await imported({ codes: { ...sampleCodes, b, mix: mixOf('9911051000', '9911010100') } }));
    expect(book.codeOn('legal', code('9911010100'), today)).toMatchObject({ township: '은가람동', ri: '' });
  });

  test('[AD-11] a file without struck-off codes is taken, with a note', async () => {
    const h = fileOf(toCp949(codeFile('h', ['9911051000|다온도|새론시|은가람동|19880423|'])), 'KIKcd_H');
    const into = join(makeFolder(), 'codes.sqlite');
    const report = await reportOf(importInto(into, { codes: { ...sampleCodes, h } }));
    expect(report.notes).toEqual([{ type: 'NoHistory', file: h }]);
  });
});

const mixOf = (administrative: string, legal: string): string =>
  fileOf(toCp949(codeFile('mix', [`${administrative}|다온도|새론시|은가람동|${legal}|은가람동|19880423|`])));

describe('the three sets of address files', () => {
  const base = { codes: sampleCodes };
  const gaon = (file: string) => {
    const book = openBook(file);
    const number = { level: 'ground' as const, main: '12', sub: null };
    return book.findAddresses({ by: 'road', road: '가온로', number, within: [] }, today).hits;
  };
  /** What all three sets say of the apartment house at 가온로 12. */
  const house = {
    address: {
      office: '9911052000',
      city: '새론시',
      township: '',
      road: '가온로',
      building: '12',
      remark: '가온동, 한빛아파트',
    },
    offices: ['9911052000'],
    lot: '가온동 120-3',
    postcode: '99002',
  };

  test('[AD-11] 도로명주소 한글: address, road and lot in one line', async () => {
    const file = await imported({ ...base, addresses: sampleAddresses });
    expect(gaon(file)[0]).toMatchObject(house);
    expect(rowsOf(file, 'lot')).toHaveLength(3);
  });

  test('[AD-11] 주소DB: four files that are put together, in any order', async () => {
    const buildings = ['address_details_daon.txt', 'address_lots_daon.txt', 'addresses_daon.txt'].map(sample);
    for (const order of [buildings, buildings.toReversed()]) {
      const into = join(makeFolder(), 'codes.sqlite');
      const report = await reportOf(
        importInto(into, { ...base, addresses: { roads: [sample('roads_17.txt')], buildings: order } }),
      );
      expect(gaon(into)[0]).toMatchObject(house);
      expect(gaon(into).map((hit) => hit.address.building)).toEqual(['12', '12-3']);
      expect(report.tables.find(({ table }) => table === 'lot')?.after).toBe(1);
      // A road that is no longer used, and ended before the file was made.
      expect(rowsOf(into, 'street')).toContainEqual(
        expect.objectContaining({ name: '옛가온길', to_day: '2019-01-01' }),
      );
    }
  });

  test('[AD-21] 건물DB: the houses of one address are one address, with the first name that there is', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const addresses = {
      roads: [sample('road_code_total.txt')],
      buildings: [sample('build_daon.txt'), sample('jibun_daon.txt')],
    };
    const report = await reportOf(importInto(into, { ...base, addresses }));
    expect(report.merged).toBe(2);
    expect(report.problems).toEqual([]);
    expect(gaon(into)).toHaveLength(1);
    expect(gaon(into)[0]).toMatchObject(house);
  });

  test('[AD-17] addresses alone are a file too: with the names and offices that they give themselves', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const report = await importAddresses(quietly)({ ...sampleAddresses, into });
    expect(report.ok).toBe(true);
    expect(gaon(into)[0]).toMatchObject(house);
  });

  test('[AD-17] each row names its file and line, also after the other part was replaced', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    await reportOf(importInto(into, { codes: sampleCodes }));
    await reportOf(importInto(into, { addresses: sampleAddresses }));
    await reportOf(importInto(into, { codes: sampleCodes }));
    const db = new Database(into, { readonly: true });
    const of = (table: string, where: string): unknown =>
      db.prepare(`SELECT source.name, line FROM ${table} JOIN source ON source.id = file WHERE ${where}`).all();
    expect(of('area', "code = '9911000000' AND system = 'legal'")).toEqual([{ name: sampleCodes.b, line: 3 }]);
    expect(of('address', "road = '991103000002' AND level = 1")).toEqual([
      { name: sampleAddresses.buildings[0], line: 5 },
    ]);
    expect(db.prepare('SELECT count(*) FROM source').pluck().get()).toBe(5);
    db.close();
  });

  test('[AD-20] of a road that runs through several townships, the last to end counts', async () => {
    const addresses = {
      roads: [sample('roads_17.txt')],
      buildings: ['addresses_daon.txt', 'address_lots_daon.txt', 'address_details_daon.txt'].map(sample),
    };
    expect(rowsOf(await imported({ ...base, addresses }), 'street')).toContainEqual(
      expect.objectContaining({ name: '가온로', from_day: '2014-01-01', to_day: null }),
    );
  });

  test.each([
    ['with a separator at the end of each line', (text: string) => text.replaceAll('\r\n', '|\r\n')],
    ['with line feeds alone and none at the end', (text: string) => text.replaceAll('\r\n', '\n').trimEnd()],
    ['with blanks around the fields', (text: string) => text.replaceAll('|', ' | ')],
  ])('[AD-11] %s they say the same', async (_, change) => {
    const text = change(textOf('rnaddrkor_daon.txt').split('\r\n').slice(0, 5).join('\r\n'));
    const addresses = { roads: [], buildings: [fileOf(toCp949(text))] };
    expect(gaon(await imported({ ...base, addresses }))[0]).toMatchObject(house);
  });

  test('[AD-15] a mark of UTF-8 is no part of the first number', async () => {
    const buildings = [fileOf(`\ufeff${textOf('rnaddrkor_daon.txt')}`)];
    const report = await reportOf(
      importInto(join(makeFolder(), 'codes.sqlite'), { ...base, addresses: { roads: [], buildings } }),
    );
    expect(report.problems).toEqual([]);
    expect(report.files.at(-1)).toMatchObject({ encoding: 'utf-8', kept: 15 });
  });
});

test('[AD-14] the kind of each sample is seen from any of its lines', () => {
  const kinds = {
    'KIKcd_H.20260720': 'administrative-codes',
    'KIKcd_B.20260720': 'legal-codes',
    'KIKmix.20260720': 'jurisdictions',
    'rnaddrkor_daon.txt': 'road-addresses',
    'jibun_rnaddrkor_daon.txt': 'road-address-lots',
    'roads_17.txt': 'roads-17',
    'addresses_daon.txt': 'addresses',
    'address_lots_daon.txt': 'address-lots',
    'address_details_daon.txt': 'address-details',
    'road_code_total.txt': 'roads-20',
    'build_daon.txt': 'buildings',
    'jibun_daon.txt': 'building-lots',
  } as const;
  for (const [name, kind] of Object.entries(kinds))
    for (const line of decoded(readFileSync(sample(name)))
      .split(/\r?\n/)
      .slice(0, -1))
      expect(kindOfLine(line.trimEnd()), `${name}: ${line}`).toBe(kind);
});
