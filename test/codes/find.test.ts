import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CodeBook } from '../../src/main/codes/code-book.ts';
import { Address, addressToText } from '../../src/shared/registry/address.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { textToAddressQueries } from '../../src/shared/rules/address/query.ts';
import { toCp949 } from './encode.ts';
import { fileOf, importInto, makeFolder, openBook, reportOf, sampleBook, sampleCodes } from './setup.ts';

const eve = PlainDate.parse('2026-06-30');
const reform = PlainDate.parse('2026-07-01');

/** What the first meaning that finds anything finds. */
const find = (book: CodeBook, typed: string, on: PlainDate) => {
  const answers = textToAddressQueries(typed).map((query) => book.findAddresses(query, on));
  return answers.find(({ hits }) => hits.length > 0)?.hits ?? [];
};
const found = (book: CodeBook, typed: string, on = eve): string[] =>
  find(book, typed, on).map(({ address }) => addressToText(address));

describe('finding addresses', () => {
  test('[AD-18] by road and the beginning of a number, whole numbers first', async () => {
    const book = await sampleBook();
    const [house, part, later] = [
      '다온도 새론시 가온로 12 (가온동, 한빛아파트)',
      '다온도 새론시 가온로 12-3 (가온동)',
      '다온도 새론시 가온로 120 (가온동)',
    ];
    expect(found(book, '가온로 1')).toEqual([house, part, later]);
    expect(found(book, '가온로 12')).toEqual([house, part, later]);
    expect(found(book, '가온로12-')).toEqual([part]);
    expect(found(book, '가온로 12-3')).toEqual([part]);
    expect(found(book, '가온로 13')).toEqual([]);
    expect(found(book, '가온로 지하 7')).toEqual(['다온도 새론시 가온로 지하 7 (가온동)']);
    expect(found(book, '가온로')).toHaveLength(4);
  });

  test('[AD-18] by the beginning of either name of a building, however it is spaced', async () => {
    const book = await sampleBook();
    for (const typed of ['한빛', '한빛아파트', '한빛 마을', '새론시 한빛아파트'])
      expect(found(book, typed), typed).toEqual(['다온도 새론시 가온로 12 (가온동, 한빛아파트)']);
    expect(found(book, '늘해군 한빛아파트')).toEqual([]);
    expect(found(book, '솔내햏맨션')).toEqual(['다온도 늘해군 솔내면 똠방길 3 (솔내햏맨션)']);
    // Its only name is the local one.
    expect(found(book, '다솜연립')).toEqual(['다온도 새론시 나래길 5 (나래동, 다솜연립)']);
  });

  test('[AD-18] by the old lot number, and by further lots of the same address', async () => {
    const book = await sampleBook();
    expect(found(book, '물빛리 산 12-3')).toEqual(['다온도 늘해군 솔내면 물빛길 12-3']);
    expect(found(book, '물빛리 40')).toEqual(['다온도 늘해군 솔내면 물빛길 12-3']);
    expect(found(book, '물빛리 12-3')).toEqual([]);
    expect(found(book, '가온동 119')).toEqual(found(book, '가온동 120-3'));
    // A lot of the neighbouring dong belongs to the same address.
    expect(found(book, '나래동 1-1')).toEqual(found(book, '가온동 120-3'));
    expect(find(book, '물빛리 산 12-3', eve)[0]?.lot).toBe('솔내면 물빛리 산 12-3');
  });

  test('[AD-18] words before it narrow the search', async () => {
    const book = await sampleBook();
    expect(found(book, '새론시 은가람대로 45')).toHaveLength(1);
    expect(found(book, '늘해군 은가람대로 45')).toEqual([]);
    expect(found(book, '한들시 서구 노을길 1')).toEqual(['다온도 한들시 서구 노을길 1 (노을동)']);
    expect(found(book, '다온도 새론시 은가람대로 45 (은가람동)')).toEqual(['다온도 새론시 은가람대로 45 (은가람동)']);
  });

  test('[AD-18] fifty at most, and whether there are more', async () => {
    const row = (main: number): string =>
      `991101023000000200${String(main).padStart(5, '0')}000|9911010200|다온도|새론시|가온동||0|${String(main)}|0|991103000002|가온로|0|${String(main)}|0|9911052000|가온동|99002||20140101|0||||`.replace(
        /^\d+/,
        (number) => number.padEnd(26, '0').slice(0, 26),
      );
    const lines = Array.from({ length: 60 }, (_, index) => row(index + 1)).join('\n');
    const into = join(makeFolder(), 'codes.sqlite');
    const addresses = { roads: [], buildings: [fileOf(toCp949(`${lines}\n`))] };
    await reportOf(importInto(into, { codes: sampleCodes, addresses }));
    const book = openBook(into);
    const road = { by: 'road', road: '가온로', number: null, within: [] } as const;
    const all = book.findAddresses(road, eve);
    expect(all.hits.map(({ address }) => address.building)).toEqual(
      Array.from({ length: 50 }, (_, index) => String(index + 1)),
    );
    expect(all.isMore).toBe(true);
    const few = book.findAddresses({ ...road, number: { level: 'ground', main: '5', sub: null } }, eve);
    expect(few.hits.map(({ address }) => address.building)).toEqual([
      '5',
      ...Array.from({ length: 10 }, (_, i) => `5${String(i)}`),
    ]);
    expect(few.isMore).toBe(false);
  });
});

describe('an address on a day', () => {
  test('[AD-19] has the office, the names and the place of that day', async () => {
    const book = await sampleBook();
    const shell = (on: PlainDate) => find(book, '조개길 20', on).map(({ address }) => [address.office, address.city]);
    expect(shell(eve)).toEqual([['9973025000', '모래군']]);
    expect(shell(reform)).toEqual([['9923025000', '모래시']]);
    // The ri went over to the eup next door.
    expect(found(book, '물빛길 12-3', eve)).toEqual(['다온도 늘해군 솔내면 물빛길 12-3']);
    expect(found(book, '물빛길 12-3', reform)).toEqual(['다온도 늘해군 윤슬읍 물빛길 12-3']);
    expect(find(book, '물빛길 12-3', reform)[0]?.address.office).toBe('9971025000');
    expect(found(book, '모래시 조개길', reform)).toHaveLength(1);
    // The words of the file are understood too.
    expect(found(book, '모래군 조개길', reform)).toEqual(['다온도 모래시 갯벌읍 조개길 20 (갯벌타운)']);
  });

  test('[AD-19] a file newer than the day asked about is read back to that day', async () => {
    const line =
      '99230250300000100002000000|9923025021|다온도|모래시|갯벌읍|조개리|0|77|0|992303000001|조개길|0|20|0|9923025000|갯벌읍|99730||20140101|1||갯벌타운||';
    const into = join(makeFolder(), 'codes.sqlite');
    const addresses = { roads: [], buildings: [fileOf(toCp949(`${line}\r\n`))] };
    await reportOf(importInto(into, { codes: sampleCodes, addresses }));
    const book = openBook(into);
    const offices = (on: PlainDate) => find(book, '조개길 20', on).map(({ address }) => [address.office, address.city]);
    expect(offices(eve)).toEqual([['9973025000', '모래군']]);
    expect(offices(reform)).toEqual([['9923025000', '모래시']]);
  });

  test('[AD-19] two dong that became one are one office', async () => {
    const book = await sampleBook();
    expect(find(book, '나래길 5', reform).map(({ offices }) => offices)).toEqual([['9911055000']]);
  });

  test('[AD-4] where a dong was split, or no office is stated, all are given and none is guessed', async () => {
    const book = await sampleBook();
    const offices = (typed: string, on: PlainDate) => find(book, typed, on)[0]?.offices;
    expect(offices('가온로 12', eve)).toEqual(['9911052000']);
    expect(offices('가온로 12', reform)).toEqual(['9911052100', '9911052200']);
    expect(offices('노을길 1', eve)).toEqual(['9931351000', '9931352000']);
  });

  test('[AD-20] is not found before it takes effect', async () => {
    const book = await sampleBook();
    expect(found(book, '은가람대로 8', PlainDate.parse('2026-12-31'))).toEqual([]);
    expect(found(book, '은가람대로 8', PlainDate.parse('2027-01-01'))).toEqual(['다온도 모래시 소금면 은가람대로 8']);
    expect(found(book, '가온로 12', PlainDate.parse('2013-12-31'))).toEqual([]);
  });

  test('[AD-20] is not found on a road that has ended', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const roads = fileOf(
      toCp949(
        '99110|3000002|가온로|Gaon-ro|01|다온도|새론시|1|102|가온동|||1|1||Daon-do|Saeron-si|Gaon-dong|20140101|20250101\r\n',
      ),
    );
    const line =
      '9911010200|다온도|새론시|가온동||0|120|3|991103000002|가온로|0|12|0|||9911010200101200003000011|01|9911052000|가온동|99002|||||||0|99002|0||';
    await reportOf(
      importInto(into, {
        codes: sampleCodes,
        addresses: { roads: [roads], buildings: [fileOf(toCp949(`${line}\r\n`))] },
      }),
    );
    const book = openBook(into);
    expect(found(book, '가온로 12', PlainDate.parse('2024-12-31'))).toHaveLength(1);
    expect(found(book, '가온로 12', PlainDate.parse('2025-01-01'))).toEqual([]);
    expect(found(book, '가온로 12', PlainDate.parse('2013-12-31'))).toEqual([]);
  });

  test('[AD-7, AD-8] is one of the register, in the order of the law', async () => {
    const book = await sampleBook();
    const all = [
      '은가람대로',
      '가온로',
      '나래길',
      '별빛로',
      '노을길',
      '바다로',
      '솔내동촌길',
      '물빛길',
      '똠방길',
      '조개길',
    ];
    for (const road of all)
      for (const { address } of find(book, road, eve)) expect(Address.safeParse(address).success, road).toBe(true);
    expect(found(book, '별빛로 9')).toEqual(['다온도 새론시 별빛로 9 (별빛로1가)']);
    expect(found(book, '바다로 10')).toEqual(['다온도 늘해군 윤슬읍 바다로 10']);
    // A province without cities has nothing to print there.
    expect(found(book, '하늘마루로 2130')).toEqual(['다온도 하늘마루로 2130 (하늘마루동)']);
  });
});
