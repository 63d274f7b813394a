import { describe, expect, test } from 'vitest';
import { linesToPrint, presentRow, statusAfter, yearsBefore } from '../../src/shared/rules/paper/lines.ts';
import { hideTail, hideTailOfAny, hideTailsIn } from '../../src/shared/rules/paper/numbers.ts';
import { anAddressRow, day } from '../builders/registry.ts';

/** What all papers are put together from. */
describe('numbers on paper', () => {
  test('[CE-16] keep the first six digits and hide seven, however they are written', () => {
    expect(hideTail('852412-2000007')).toBe('852412-*******');
    for (const number of ['852412-6000077', '8524126000077', '852412-', '852412', '852412-60\n00077'])
      expect(hideTailOfAny(number), number).toBe('852412-*******');
    // Too short before the hyphen: nothing of what follows it takes the place.
    expect(hideTailOfAny('8524-6000077')).toBe('8524-*******');
  });

  test('[CE-23] are hidden wherever they stand in a text, with a hyphen, a space or nothing between', () => {
    for (const number of ['852412-2000007', '852412 2000007', '8524122000007']) {
      expect(hideTailsIn(number), number).toBe('852412-*******');
      expect(hideTailsIn(`번호는 ${number}입니다`), number).toBe('번호는 852412-*******입니다');
    }
    expect(hideTailsIn('852412-2000007, 852412-2000008')).toBe('852412-*******, 852412-*******');
  });

  test('[CE-23] are not seen in a longer row of digits, nor in what only resembles them', () => {
    for (const text of ['85241220000071', '1852412-2000007', '852412-200000', '85241-2000007', '852412--2000007'])
      expect(hideTailsIn(text), text).toBe(text);
    for (const text of ['852412a2000007', '852412·2000007']) expect(hideTailsIn(text), text).toBe(text);
  });
});

describe('lines on paper', () => {
  test('[CE-18] go back to the same day so many years before, also in early centuries', () => {
    expect(yearsBefore(day('2026-11-22'), 19)).toBe('2007-11-22');
    expect(yearsBefore(day('2028-02-29'), 4)).toBe('2024-02-29');
    expect(yearsBefore(day('2028-02-29'), 1)).toBe('2027-02-28');
    expect(yearsBefore(day('1050-03-01'), 100)).toBe('0950-03-01');
  });

  test('[CE-18] are the present one where nothing else is asked for or has happened lately', () => {
    const rows = ['2001-05-06', '2016-11-22'].map((on) => anAddressRow({ registeredOn: day(on) }));
    expect(linesToPrint(rows, { type: 'none' }, day('2026-11-22'))).toEqual(rows.slice(1));
    expect(linesToPrint(rows, { type: 'recent', years: 1 }, day('2026-11-22'))).toEqual(rows.slice(1));
    expect(presentRow({ id: 'a', addresses: rows })).toBe(rows[1]);
  });

  test('[CE-19] leave a status as it was, but for the one that brings another', () => {
    const rows = (['staying-abroad', undefined, 'resident'] as const).map((status) =>
      status ? { ...anAddressRow(), status } : anAddressRow(),
    );
    const after = (lines: number): string => statusAfter({ status: 'resident', addresses: rows }, lines);
    expect([0, 1, 2, 3].map(after)).toEqual(['resident', 'staying-abroad', 'staying-abroad', 'resident']);
    // Taken over, with a move since that says nothing of it.
    const takenOver = { status: 'national-abroad', addresses: [anAddressRow(), anAddressRow()] } as const;
    expect([0, 1, 2].map((lines) => statusAfter(takenOver, lines))).toEqual(Array(3).fill('national-abroad'));
  });

  test('of a resident without any can’t be', () => {
    expect(() => presentRow({ id: 'resident-7', addresses: [] })).toThrow('resident resident-7 has no address');
  });
});
