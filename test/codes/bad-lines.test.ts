import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ImportReport, problemKinds } from '../../src/shared/registry/code-import.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { importReportToLines, problemToText } from '../../src/shared/text/code-import.ts';
import { codeFile, toCp949 } from './encode.ts';
import { sampleFiles } from './samples.ts';
import {
  code,
  fileOf,
  importInto,
  makeFolder,
  openBook,
  reportOf,
  sample,
  sampleAddresses,
  sampleCodes,
} from './setup.ts';

const problemsOf = (report: ImportReport): unknown[] =>
  report.problems.map(({ line, column, problem, read, isKept }) => [line, column, problem, read, isKept]);

describe('lines of code files that are wrong', () => {
  test('[AD-11] each is reported with its line, column, kind and what was read; the others are taken', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const report = await reportOf(importInto(into, { codes: { ...sampleCodes, h: sample('KIKcd_H.bad') } }));
    const ofFile = report.problems.filter(({ file }) => file.endsWith('KIKcd_H.bad'));
    expect(problemsOf({ ...report, problems: ofFile })).toEqual([
      [5, '행정동코드', 'not-a-code', '99110x1000', false],
      [6, '시도명', 'missing', '', false],
      [7, '읍면동명', 'missing', '', false],
      [8, '생성일자', 'not-a-date', '20230229', false],
      [9, '말소일자', 'ends-before-it-begins', '2026-07-01 – 2026-06-30', false],
      [10, '생성일자', 'missing', '', false],
      [11, '읍면동명', 'columns-not-apart', '          198804', false],
      [12, '읍면동명', 'line-too-short', expect.stringMatching(/^9911051000 다온도 +새론시/), false],
      [13, null, 'text-after-end', '덧붙임', false],
      [14, null, 'invisible-character', expect.stringContaining('보이\\u0001않는동'), false],
      [15, '읍면동명', 'columns-not-apart', expect.stringContaining('거너더'), false],
      [16, '읍면동명', 'letter-across-columns', expect.stringContaining('거'), false],
      [19, '시군구명', 'undecodable', '\\xB0 ', false],
      [20, null, 'line-too-long', '', false],
      [17, '생성일자', 'duplicate', 'administrative 9911051000 1988-04-23', false],
      [18, '생성일자', 'overlap', 'administrative 9911051000 2020-01-01', false],
    ]);
    const book = openBook(into);
    const on = PlainDate.parse('2026-08-01');
    expect(book.codeOn('administrative', code('9911060000'), on)?.township).toBe('끝동');
    // Of lives that clash, the first line's is the only one.
    expect(book.livesOf('administrative', code('9911051000')).map(({ township }) => township)).toEqual(['은가람동']);
    expect(report.files[0]).toMatchObject({ lines: 21, kept: 6, bad: 14 });
  });

  test('[AD-11] a line of KIKmix that names a code of no file is taken, and reported', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const report = await reportOf(importInto(into, { codes: { ...sampleCodes, mix: sample('KIKmix.bad') } }));
    expect(problemsOf(report)).toEqual([
      [6, '생성일자', 'duplicate', '9911051000 9911010100 1988-04-23', false],
      [7, '행정동코드', 'unknown-code', '9911059900', true],
      [8, '법정동코드', 'unknown-code', '9911019900', true],
    ]);
  });
});

describe('lines of address files that are wrong', () => {
  test('[AD-11, AD-22] each is reported; the others are taken', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const addresses = { roads: [], buildings: [sample('rnaddrkor_bad.txt')] };
    const report = await reportOf(importInto(into, { addresses }));
    expect(problemsOf(report)).toEqual([
      [2, '도로명주소관리번호', 'not-a-code', '9911', false],
      [3, '법정동코드', 'missing', '', false],
      [4, '법정읍면동명', 'missing', '', false],
      [5, '도로명코드', 'not-a-code', '99110300000', false],
      [6, '지하여부', 'unknown-value', '9', false],
      [7, '건물본번', 'not-a-number', '0', false],
      [8, '건물부번', 'not-a-number', '100000', false],
      [9, '행정동코드', 'not-a-code', '동', false],
      [10, '효력발생일', 'not-a-date', '20141301', false],
      [11, '이동사유코드', 'cancelled-entry', '63', false],
      [12, '건축물대장건물명', 'too-wide', expect.stringContaining('가가가'), false],
      [13, null, 'column-count', expect.stringContaining('12/24'), false],
      [14, null, 'column-count', expect.stringContaining('26/24'), false],
      [15, null, 'duplicate', '99110101300000100004500000', false],
    ]);
    expect(report.tables.find(({ table }) => table === 'address')?.after).toBe(2);
  });

  test('[AD-11] what has no partner in another file is reported where it stands', async () => {
    const orphan = (name: string, row: string): string => fileOf(Buffer.concat([bytesOf(name), toCp949(row)]), name);
    const addresses = {
      roads: [sample('roads_17.txt')],
      buildings: [
        orphan(
          'addresses_daon.txt',
          '9911010200101200009000009|991103000002|01|0|99|0|99002||||0\r\n9911010200101200009000008|991103099999|01|0|98|0|99002||||0\r\n',
        ),
        orphan(
          'address_lots_daon.txt',
          '9911010200101200009000008|1|9911010200|다온도|새론시|가온동||0|98|0|1\r\n9911010200101200009000007|2|9911010200|다온도|새론시|가온동||0|97|0|0\r\n',
        ),
        sample('address_details_daon.txt'),
        orphan('jibun_daon.txt', '9911010200|다온도|새론시|가온동||0|1|0|991103000002|0|77|0|1|\n'),
      ],
    };
    const report = await reportOf(importInto(join(makeFolder(), 'codes.sqlite'), { addresses }));
    expect(problemsOf(report)).toEqual([
      [5, '관리번호', 'no-lot', '9911010200101200009000009', false],
      [6, '도로명코드', 'unknown-road', '991103099999', false],
      [2, null, 'unknown-address', '991103000002 77-0', false],
      [7, null, 'unknown-address', '9911010200101200009000007', false],
    ]);
  });

  test('[AD-11] a road that ended without a day, and is not used, is no road', async () => {
    const roads = fileOf(
      toCp949(
        '99110|3000002|가온로|Gaon-ro|01|다온도|새론시|1|102|가온동|||1|1||Daon-do|Saeron-si|Gaon-dong|20140101|\r\n',
      ),
    );
    const buildings = ['addresses_daon.txt', 'address_lots_daon.txt', 'address_details_daon.txt'].map(sample);
    const report = await reportOf(
      importInto(join(makeFolder(), 'codes.sqlite'), { addresses: { roads: [roads], buildings } }),
    );
    expect(report.totals.filter(({ problem }) => problem === 'unknown-road')).toMatchObject([{ count: 4 }]);
  });
});

const bytesOf = (name: string): Buffer => {
  const bytes = sampleFiles()[name];
  if (!bytes) throw new Error(name);
  return bytes;
};

describe('the report', () => {
  test('[AD-12] names the first of each kind, and counts them all', async () => {
    const wrong = Array.from(
      { length: 5_000 },
      (_, index) => `99110x${String(index).padStart(4, '0')}|다온도|새론시|가동|19880423|`,
    );
    const h = fileOf(toCp949(codeFile('h', ['9911051000|다온도|새론시|은가람동|19880423|', ...wrong])), 'H');
    const report = await reportOf(importInto(join(makeFolder(), 'c'), { codes: { ...sampleCodes, h } }));
    expect(report.problems.filter(({ problem }) => problem === 'not-a-code')).toHaveLength(20);
    expect(report.totals).toContainEqual({ file: h, problem: 'not-a-code', count: 5_000 });
    const text = importReportToLines(report, 'ko').join('\n');
    expect(text).toContain(`5000 × ${h}: 코드가 아님`);
    expect(text).toMatch(/그 밖에 \d+건/);
    expect(text).toContain(`${h}:3 [행정동코드] 코드가 아님: "99110x0000"`);
  });

  test('[AD-12] says in both languages what is wrong, and hides what looks like a resident number', () => {
    for (const problem of problemKinds)
      for (const language of ['ko', 'en'] as const)
        expect(
          problemToText(
            { file: 'F', line: 3, column: '시도명', problem, read: '902101-1234567', isKept: true },
            language,
          ),
        ).toMatch(/^F:3 \[시도명\] .{4,}: "\*{6}-\*{7}" \(.+\)$/);
  });

  test('[AD-17] counts what was there before, and notes when far less came', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    await reportOf(importInto(into, { codes: sampleCodes, addresses: sampleAddresses }));
    const h = fileOf(toCp949(codeFile('h', ['9911051000|다온도|새론시|은가람동|19880423|20300101'])));
    const report = await reportOf(importInto(into, { codes: { ...sampleCodes, h } }));
    expect(report.tables.filter(({ table }) => table === 'administrative' || table === 'address')).toEqual([
      { table: 'administrative', before: 29, after: 1 },
      { table: 'address', before: 15, after: 15 },
    ]);
    expect(report.notes).toEqual([{ type: 'FarFewer', table: 'administrative', before: 29, after: 1 }]);
    expect(importReportToLines(report, 'en').join('\n')).toContain(
      'far fewer administrative areas than before (29 → 1)',
    );
  });
});
