import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CodeBook, openCodeBook } from '../../src/main/codes/code-book.ts';
import type { AreaSystem } from '../../src/shared/registry/area.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { codeFile, toCp949 } from './encode.ts';
import { code, fileOf, importInto, openBook, reportOf, sampleCodes } from './setup.ts';

const folder = mkdtempSync(join(tmpdir(), 'rrs-codes-'));
let book: CodeBook;
beforeAll(async () => {
  const into = join(folder, 'codes.sqlite');
  await reportOf(importInto(into, { codes: sampleCodes }));
  const opened = openCodeBook(into);
  if (!opened.ok) throw new Error(opened.error.type);
  book = opened.value;
});
afterAll(() => {
  book.close();
  rmSync(folder, { recursive: true, force: true });
});

const day = (text: string): PlainDate => PlainDate.parse(text);
const eve = day('2026-06-30');
const reform = day('2026-07-01');
const codesOf = (areas: readonly { readonly code: string }[]): string[] => areas.map((area) => area.code);

describe('a code on a day', () => {
  test('[AD-1] is in force from its first day up to, not with, the day on which it was struck off', () => {
    const gaon = (on: PlainDate) => book.codeOn('administrative', code('9911052000'), on)?.township ?? null;
    expect([day('1988-04-22'), day('1988-04-23'), eve, reform].map(gaon)).toEqual([null, '가온동', '가온동', null]);
    expect(book.codeOn('administrative', code('9911052100'), eve)).toBeNull();
    expect(book.codeOn('administrative', code('9911052100'), reform)?.township).toBe('가온1동');
  });

  test('[AD-1] has the name that it had then', () => {
    const name = (on: string) => book.codeOn('administrative', code('9971032000'), day(on))?.township;
    expect([name('2014-12-31'), name('2015-01-01')]).toEqual(['옛터면', '새터면']);
    expect(book.livesOf('administrative', code('9971032000')).map(({ township, to }) => [township, to])).toEqual([
      ['옛터면', '2015-01-01'],
      ['새터면', null],
    ]);
  });

  test('[AD-2] is legal or administrative, never both', () => {
    expect(book.codeOn('legal', code('9971025021'), eve)?.ri).toBe('바다리');
    expect(book.codeOn('administrative', code('9971025021'), eve)).toBeNull();
    // The same ten digits in both systems.
    expect(book.codeOn('legal', code('9971031000'), eve)?.system).toBe('legal');
    expect(book.codeOn('administrative', code('9971031000'), eve)?.system).toBe('administrative');
  });
});

describe('offices and legal areas', () => {
  test('[AD-3] a legal dong has the office of the day', () => {
    expect(codesOf(book.officesOn(code('9911010200'), eve))).toEqual(['9911052000']);
    expect(codesOf(book.officesOn(code('9911010200'), reform))).toEqual(['9911052100', '9911052200']);
    expect(codesOf(book.officesOn(code('9911010300'), eve))).toEqual(['9911053000']);
    expect(codesOf(book.officesOn(code('9911010300'), reform))).toEqual(['9911055000']);
  });

  test('[AD-3] an office serves several legal areas, and other ones on another day', () => {
    expect(codesOf(book.legalAreasOn(code('9911051000'), eve))).toEqual(['9911010100', '9911010500']);
    expect(codesOf(book.legalAreasOn(code('9911055000'), reform))).toEqual(['9911010300', '9911010400']);
    expect(codesOf(book.legalAreasOn(code('9911055000'), eve))).toEqual([]);
    const solnae = (on: PlainDate) => codesOf(book.legalAreasOn(code('9971031000'), on));
    expect(solnae(eve)).toContain('9971031022');
    expect(solnae(reform)).not.toContain('9971031022');
  });

  test('[AD-3] a ri that is not listed has the office of its eup or myeon', () => {
    expect(codesOf(book.officesOn(code('9971025099'), eve))).toEqual(['9971025000']);
    expect(codesOf(book.officesOn(code('9973031099'), eve))).toEqual([]);
  });

  test('[AD-3] before the branch office opened, the eup served its ri', () => {
    expect(codesOf(book.officesOn(code('9971025021'), day('2004-12-31')))).toEqual(['9971025000']);
    expect(codesOf(book.officesOn(code('9971025021'), day('2005-01-01')))).toEqual(['9971025100']);
  });
});

describe('what became of a code', () => {
  const successors = (system: AreaSystem, text: string, on = reform) =>
    book.successorsOf(system, code(text), on).map(({ area, reasons }) => [area.code, ...reasons]);

  test('[AD-5] a dong that was split has several successors, two that were merged have one', () => {
    expect(successors('administrative', '9911052000')).toEqual([
      ['9911052100', 'same-area'],
      ['9911052200', 'same-area'],
    ]);
    expect(successors('administrative', '9911053000')).toEqual([['9911055000', 'same-area']]);
    expect(successors('administrative', '9911054000')).toEqual([['9911055000', 'same-area']]);
  });

  test('[AD-5] a county that became a city under another code hands on all below it', () => {
    expect(successors('administrative', '9973025000')).toEqual([['9923025000', 'same-name', 'same-area']]);
    expect(successors('legal', '9973025021')).toEqual([['9923025021', 'same-name']]);
    expect(successors('administrative', '9973000000')).toEqual([['9923000000', 'contains-successors']]);
    expect(successors('legal', '9973000000')).toEqual([['9923000000', 'contains-successors']]);
  });

  test('[AD-5] a ri that went over to the neighbouring eup has its new code', () => {
    expect(successors('legal', '9971031022')).toEqual([['9971025022', 'same-name']]);
  });

  test('[AD-5] a code in force is its own successor, and one that is not there yet has none', () => {
    expect(successors('administrative', '9911052000', eve)).toEqual([['9911052000']]);
    expect(successors('administrative', '9971032000')).toEqual([['9971032000']]);
    expect(successors('administrative', '9911052100', eve)).toEqual([]);
    expect(successors('legal', '9911019999')).toEqual([]);
  });

  test('[AD-5] looking back, a new code had these before it', () => {
    const before = (system: AreaSystem, text: string) => codesOf(book.predecessorsOf(system, code(text), eve));
    expect(before('administrative', '9911055000').toSorted()).toEqual(['9911053000', '9911054000']);
    expect(before('administrative', '9911052100')).toEqual(['9911052000']);
    expect(before('legal', '9923025021')).toEqual(['9973025021']);
    expect(before('legal', '9971025022')).toEqual(['9971031022']);
    expect(before('administrative', '9911051000')).toEqual(['9911051000']);
  });
});

describe('the tree', () => {
  const below = (text: string | null, on: PlainDate): string[] =>
    codesOf(book.childrenOn('administrative', text === null ? null : code(text), on));

  test('[AD-6] province, city, district, dong', () => {
    expect(below(null, eve)).toEqual(['9900000000']);
    expect(below('9931000000', eve)).toEqual(['9931100000', '9931300000']);
    expect(below('9931300000', eve)).toEqual(['9931351000', '9931352000']);
    expect(codesOf(book.pathOn('administrative', code('9931351000'), eve))).toEqual([
      '9900000000',
      '9931000000',
      '9931300000',
      '9931351000',
    ]);
  });

  test('[AD-6] is that of the day', () => {
    expect(below('9900000000', eve)).toContain('9973000000');
    expect(below('9900000000', reform)).not.toContain('9973000000');
    expect(below('9900000000', reform)).toContain('9923000000');
    expect(below('9911000000', eve)).toEqual(['9911051000', '9911052000', '9911053000', '9911054000']);
    expect(below('9911000000', reform)).toEqual(['9911051000', '9911052100', '9911052200', '9911055000']);
    // Before the districts were made, the city had none.
    expect(below('9931000000', day('2009-12-31'))).toEqual([]);
  });

  test('[AD-6] a branch office lies below its eup', () => {
    expect(below('9971025000', eve)).toEqual(['9971025100']);
    expect(below('9971000000', eve)).not.toContain('9971025100');
  });

  test('[AD-6] where a province has no cities, the dong lie below a city without a name', () => {
    expect(codesOf(book.pathOn('administrative', code('9936051000'), eve))).toEqual([
      '9900000000',
      '9936000000',
      '9936051000',
    ]);
  });

  test('[AD-6] the ri lie below their eup and myeon', () => {
    expect(codesOf(book.childrenOn('legal', code('9971031000'), eve))).toEqual([
      '9971031021',
      '9971031022',
      '9971031023',
    ]);
    expect(codesOf(book.pathOn('legal', code('9971031022'), eve)).at(-2)).toBe('9971031000');
    expect(book.pathOn('legal', code('9971031022'), reform)).toEqual([]);
  });

  test('[AD-6] what has nothing of the level above it lies in the next one', async () => {
    const into = join(folder, 'orphans.sqlite');
    const h = fileOf(
      toCp949(codeFile('h', ['9900000000|다온도|||19880423|', '9977051000|다온도|없는시|외딴동|19880423|'])),
    );
    const b = fileOf(
      toCp949(
        codeFile('b', [
          '9900000000|다온도||||19880423|',
          '9971000000|다온도|늘해군|||19880423|',
          '9971039021|다온도|늘해군|없는면|외딴리|19880423|',
        ]),
      ),
    );
    const mix = fileOf(toCp949(codeFile('mix', ['9977051000|다온도|없는시|외딴동|9971039021|외딴리|19880423|'])));
    await reportOf(importInto(into, { codes: { h, b, mix } }));
    const lonely = openBook(into);
    expect(codesOf(lonely.childrenOn('administrative', code('9900000000'), eve))).toEqual(['9977051000']);
    expect(codesOf(lonely.childrenOn('legal', code('9971000000'), eve))).toEqual(['9971039021']);
    expect(codesOf(lonely.pathOn('legal', code('9971039021'), eve))).toEqual([
      '9900000000',
      '9971000000',
      '9971039021',
    ]);
  });
});
