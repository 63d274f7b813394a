import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOfficeProcess } from '../../scripts/run/office-process.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import { type CurrentBook, createCurrentBook } from '../../src/main/codes/current-book.ts';
import { searchAddresses } from '../../src/main/usecases/search-addresses.ts';
import { err, ok } from '../../src/shared/contract/result.ts';
import { type Address, addressToText } from '../../src/shared/registry/address.ts';
import { password } from '../builders/device-folder.ts';
import { aFilingDesk, type FilingDesk } from '../builders/filing-desk.ts';
import { aFamily, anAddress, solnae } from '../builders/registry.ts';
import { importInto, makeFolder, reportOf, sampleAddresses, sampleCodes } from '../codes/setup.ts';

// Addresses as people type them at a counter: those of the office's own residents, and the public ones besides.

const tower = (unit: string) => anAddress({ road: '물빛길', building: '12', unit, remark: '한빛마을아파트' });
const places: readonly Address[] = [
  anAddress({ road: '솔내동촌길', building: '7' }),
  anAddress({ road: '솔내동촌길', building: '70' }),
  anAddress({ road: '솔내동촌길', building: '7-2' }),
  anAddress({ road: '솔내동촌길', building: '100' }),
  anAddress({ road: '솔내동촌길', building: '9' }),
  anAddress({ road: '솔내로12번길', building: '3' }),
  anAddress({ road: '솔내로12번길', building: '3', room: '1호실' }),
  tower('101동 1203호'),
  tower('101동 1203호'),
  tower('102동 3호'),
  tower('102동 301호'),
  anAddress({ road: '한길', building: '5', remark: '솔내리, 다솜빌라' }),
];

let desk: FilingDesk;
beforeAll(async () => {
  desk = await aFilingDesk(places.map((address, nth) => aFamily({ first: 100 + nth * 10, size: 1, address })));
});
afterAll(() => desk.close());

const search = async (text: string): Promise<readonly (readonly [string, number])[]> => {
  const { rows } = await desk.ask('searchAddresses', { text });
  return rows.map(({ address, households }) => [
    addressToText(address).replace('다온도 늘해군 솔내면 ', ''),
    households,
  ]);
};
const found = async (text: string): Promise<readonly string[]> => (await search(text)).map(([address]) => address);

describe("the office's own addresses are found", () => {
  test('by road and building, what is meant exactly before what only begins so, in the order of the houses', async () => {
    expect(await found('솔내동촌길 7')).toEqual(['솔내동촌길 7', '솔내동촌길 7-2', '솔내동촌길 70']);
    expect(await found('솔내동촌길')).toEqual([
      '솔내동촌길 7',
      '솔내동촌길 7-2',
      '솔내동촌길 9',
      '솔내동촌길 70',
      '솔내동촌길 100',
    ]);
    expect(await found('솔내동촌길 7-2')).toEqual(['솔내동촌길 7-2']);
    expect(await found('솔내동촌길 8')).toEqual([]);
  });

  test.each([
    '솔내로12번길 3',
    '솔내로 12번길 3',
    '솔내로12 번길3',
    ' 솔내로１２번길　３ ',
    '솔내면 솔내로12번길 3',
    '늘해군 솔내면 솔내로12번길 3',
    '다온도 늘해군 솔내면 솔내로12번길 3',
    '솔내로12번길 3'.normalize('NFD'),
    'ㅅㄴㄹ12ㅂㄱ 3',
    'ㅅㄴㄹ12ㅂㄱ',
  ])('wherever somebody puts the blanks, and by initial consonants: %s', async (text) => {
    expect(await search(text)).toEqual([['솔내로12번길 3', 2]]);
  });

  test('by the part of its name by which people call a road, and as the keys of the other keyboard', async () => {
    for (const text of ['동촌길 7', 'thfsoehdchsrlf 7', 'ehdchsrlf 7'])
      expect(await found(text), text).toEqual(['솔내동촌길 7', '솔내동촌길 7-2', '솔내동촌길 70']);
    expect(await found('촌')).toEqual([]);
    expect(await found('gksrlf 5')).toEqual(['한길 5 (솔내리, 다솜빌라)']);
  });

  test('by initial consonants that the keyboard has put together', async () => {
    const home = aFamily({ first: 950, size: 1, address: anAddress({ road: '갈산길', building: '1' }) });
    await desk.decide({ households: [home.household], residents: [...home.residents] });
    expect(await found('ㄳㄱ')).toEqual(['갈산길 1']);
  });

  test('by the name of the house', async () => {
    for (const text of [
      '다솜빌라',
      '다솜 빌라',
      '다솜',
      'ㄷㅅㅂㄹ',
      'ㄷㅅ',
      '한길 다솜빌라',
      '한길 5',
      'ㅎㄱ5',
      '솔내리',
    ])
      expect(await found(text), text).toEqual(['한길 5 (솔내리, 다솜빌라)']);
  });

  test('a building once, with all its households; its units once one is typed', async () => {
    for (const text of ['물빛길 12', '한빛마을', 'ㅎㅂㅁㅇㅇㅍㅌ'])
      expect(await search(text), text).toEqual([['물빛길 12 (한빛마을아파트)', 4]]);
    expect(await search('물빛길 12, 101동 1203호')).toEqual([['물빛길 12, 101동 1203호 (한빛마을아파트)', 2]]);
    expect(await found('한빛마을아파트 102동 3')).toEqual([
      '물빛길 12, 102동 3호 (한빛마을아파트)',
      '물빛길 12, 102동 301호 (한빛마을아파트)',
    ]);
  });

  test('never by nothing, by what is no address, or by what a query could be made of', async () => {
    for (const text of ['', ' ', ',', '()', '%', '*', '"', "' OR 1=1 --", '\u0000', 'ㅋㅋㅋ', '없는길 1', 'null'])
      expect(await found(text), text).toEqual([]);
  });

  test('as the register is now', async () => {
    const home = aFamily({ first: 900, size: 1, address: anAddress({ road: '새로난길', building: '1' }) });
    expect(await search('새로난길')).toEqual([]);
    await desk.decide({ households: [home.household], residents: [...home.residents] });
    expect(await search('새로난길')).toEqual([['새로난길 1', 1]]);
    await desk.decide({ gone: { residents: [home.residents[0]?.id as never], households: [home.household.id] } });
    expect(await search('새로난길')).toEqual([]);
  });

  test('what is meant before what begins so, and that before what has it inside', async () => {
    for (const [first, road, remark] of [
      [960, '가람길', '큰바다집'],
      [970, '나래길', '바다마을'],
      [980, '다온길', '바다'],
    ] as const) {
      const home = aFamily({ first, size: 1, address: anAddress({ road, building: '1', remark }) });
      await desk.decide({ households: [home.household], residents: [...home.residents] });
    }
    expect(await found('바다')).toEqual(['다온길 1 (바다)', '나래길 1 (바다마을)', '가람길 1 (큰바다집)']);
  });

  test('twenty at most', async () => {
    const many = Array.from({ length: 25 }, (_, nth) =>
      aFamily({ first: 2_000 + nth * 10, size: 1, address: anAddress({ road: '많은길', building: String(nth + 1) }) }),
    );
    await desk.decide({
      households: many.map(({ household }) => household),
      residents: many.flatMap(({ residents }) => residents),
    });
    expect(await found('많은길')).toEqual(Array.from({ length: 20 }, (_, nth) => `많은길 ${String(nth + 1)}`));
  });
});

describe('the public addresses', () => {
  const own = { address: anAddress({ road: '물빛길', building: '12-3', unit: '2층' }), households: 1 };
  const ask = async (book: CurrentBook, text: string, rows = [own]) => {
    const reads = () => ok({ searchAddresses: () => rows, office: () => ({ id: solnae }) });
    const system = { now: () => Date.parse('2026-06-30T01:00:00Z') };
    const answer = await searchAddresses({ reads, addressBook: book.current, system })({ text });
    if (!answer.ok) throw new Error(answer.error.type);
    return answer.value.rows.map(({ address, households }) => [addressToText(address), households]);
  };
  const refused: string[] = [];
  const bookIn = (file: string) => createCurrentBook(file, (error) => void refused.push(error.type));

  test('stand behind the own ones, each once, and only those of the office', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    await reportOf(importInto(into, { codes: sampleCodes, addresses: sampleAddresses }));
    const book = bookIn(into);
    expect(await ask(book, '똠방길')).toEqual([
      ['다온도 늘해군 솔내면 물빛길 12-3, 2층', 1],
      ['다온도 늘해군 솔내면 똠방길 3 (솔내햏맨션)', 0],
    ]);
    expect(await ask(book, '물빛길 12-3')).toEqual([['다온도 늘해군 솔내면 물빛길 12-3, 2층', 1]]);
    expect(await ask(book, '가온로 12', [])).toEqual([]);
    book.close();
  });

  test('are there once somebody has imported them, and are done without until then', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const book = bookIn(into);
    expect(await ask(book, '똠방길', [])).toEqual([]);
    await reportOf(importInto(into, { codes: sampleCodes, addresses: sampleAddresses }));
    expect(await ask(book, '똠방길', [])).toHaveLength(1);
    book.close();
    expect(refused).toEqual([]);
  });

  test('in a file that can not be read are told once, and done without', async () => {
    const file = join(makeFolder(), 'codes.sqlite');
    writeFileSync(file, 'no database at all, but long enough to look like something');
    const book = bookIn(file);
    for (let nth = 0; nth < 2; nth += 1) expect(await ask(book, '똠방길', [])).toEqual([]);
    expect(refused).toHaveLength(1);
    book.close();
  });

  test('are read by the office as it runs, from its data folder', async () => {
    const { device, office } = await aFilingDesk([aFamily({ first: 10, size: 1 })]);
    await office.close();
    await reportOf(importInto(join(device.folder, 'codes.sqlite'), { codes: sampleCodes, addresses: sampleAddresses }));
    const running = startOfficeProcess({ data: device.folder });
    valueOf(await running.command('signIn', { official: device.official, password }));
    const { rows } = valueOf(await running.query('searchAddresses', { text: '똠방길 3' }));
    expect(rows.map(({ address, households }) => [addressToText(address), households])).toEqual([
      ['다온도 늘해군 솔내면 똠방길 3 (솔내햏맨션)', 0],
    ]);
    await running.stop();
    expect(running.log()).toBe('');
    rmSync(device.folder, { recursive: true, force: true });
  });

  test('are nobody’s to ask for before the file is open', async () => {
    const reads = () => err({ type: 'NotSignedIn' } as const);
    const search = searchAddresses({ reads, addressBook: () => null, system: { now: () => 0 } });
    expect(await search({ text: '물빛길' })).toEqual({ ok: false, error: { type: 'NotSignedIn' } });
  });
});
