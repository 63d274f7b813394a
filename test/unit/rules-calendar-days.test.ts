import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Period } from '../../src/shared/registry/deadline-policy.ts';
import { addDays, type PlainDate } from '../../src/shared/registry/plain-date.ts';
import {
  daysBetween,
  lastDayCounted,
  laterOf,
  lengthInDays,
  weekdayOf,
  yearOf,
} from '../../src/shared/rules/calendar/days.ts';
import { isWorkingDay, workingDayFrom } from '../../src/shared/rules/calendar/holidays.ts';
import { anyDay, publicCalendar, valueOf } from '../builders/legal-time.ts';
import { day } from '../builders/registry.ts';

const period = (count: number, unit: Period['unit']): Period => ({ unit, count });
const ends = (from: string, count: number, unit: Period['unit']): string =>
  lastDayCounted(day(from), period(count, unit));

describe('a period of the Civil Act', () => {
  test('[PO-1] leaves out the day on which it begins', () => {
    expect(ends('2026-11-02', 1, 'day')).toBe('2026-11-03');
    expect(ends('2026-11-02', 14, 'day')).toBe('2026-11-16');
    expect(ends('2026-12-25', 14, 'day')).toBe('2027-01-08');
    expect(ends('2028-02-20', 14, 'day')).toBe('2028-03-05');
    expect(ends('2026-11-02', 1, 'week')).toBe('2026-11-09');
    expect(ends('2026-11-02', 2, 'week')).toBe('2026-11-16');
  });

  test('[PO-1] of months ends on the day before the one that corresponds to the first counted', () => {
    expect(ends('2026-11-22', 1, 'month')).toBe('2026-12-22');
    expect(ends('2026-11-22', 3, 'month')).toBe('2027-02-22');
    expect(ends('2026-12-31', 1, 'month')).toBe('2027-01-31');
    expect(ends('2026-04-30', 1, 'month')).toBe('2026-05-31');
    expect(ends('2026-02-28', 1, 'month')).toBe('2026-03-31');
    expect(ends('2028-02-28', 1, 'month')).toBe('2028-03-28');
    expect(ends('2028-02-29', 1, 'year')).toBe('2029-02-28');
    expect(ends('2026-11-22', 1, 'year')).toBe('2027-11-22');
    expect(ends('2026-12-31', 2, 'year')).toBe('2028-12-31');
  });

  test('[PO-1] of months ends with the month where no day corresponds', () => {
    expect(ends('2027-01-29', 1, 'month')).toBe('2027-02-28');
    expect(ends('2027-01-28', 1, 'month')).toBe('2027-02-28');
    expect(ends('2027-01-27', 1, 'month')).toBe('2027-02-27');
    expect(ends('2028-01-29', 1, 'month')).toBe('2028-02-29');
    expect(ends('2027-03-30', 1, 'month')).toBe('2027-04-30');
    expect(ends('2027-03-29', 1, 'month')).toBe('2027-04-29');
    expect(ends('2028-02-28', 1, 'year')).toBe('2029-02-28');
  });

  test('[PO-1] is as long as the days from its beginning to its end', () => {
    expect(lengthInDays(day('2026-11-02'), period(14, 'day'))).toBe(14);
    expect(lengthInDays(day('2026-11-02'), period(2, 'week'))).toBe(14);
    expect(lengthInDays(day('2027-02-10'), period(1, 'month'))).toBe(28);
    expect(lengthInDays(day('2028-02-10'), period(1, 'month'))).toBe(29);
  });

  test('[PO-1] of days and weeks is so many days, whenever it begins', () => {
    fc.assert(
      fc.property(anyDay('1999-12-30', '2099-12-30'), fc.integer({ min: 1, max: 400 }), (from, count) => {
        expect(daysBetween(from, lastDayCounted(from, period(count, 'day')))).toBe(count);
        expect(daysBetween(from, lastDayCounted(from, period(count, 'week')))).toBe(7 * count);
      }),
      { numRuns: 1000 },
    );
  });

  /** [민법 160] told from the other side: of all days after the beginning, the one whose morrow corresponds. */
  const lastByCalendar = (from: PlainDate, months: number): PlainDate => {
    const [year = 0, month = 0, nth = ''] = addDays(from, 1)
      .split('-')
      .map((part, index) => (index < 2 ? Number(part) : part));
    const inMonths = Number(year) * 12 + Number(month) - 1 + months;
    const target = `${Math.floor(inMonths / 12)}-${String((inMonths % 12) + 1).padStart(2, '0')}`;
    for (let last = addDays(from, Math.floor(months * 30.43) - 6); ; last = addDays(last, 1)) {
      const morrow = addDays(last, 1);
      if (morrow === `${target}-${nth}`) return last;
      if (last.startsWith(target) && !morrow.startsWith(target)) return last;
    }
  };

  test('[PO-1] of months and years ends where the calendar says, whenever it begins', () => {
    fc.assert(
      fc.property(anyDay('1999-12-30', '2099-12-30'), fc.integer({ min: 1, max: 50 }), (from, count) => {
        expect(lastDayCounted(from, period(count, 'month'))).toBe(lastByCalendar(from, count));
        expect(lastDayCounted(from, period(count, 'year'))).toBe(lastByCalendar(from, 12 * count));
      }),
      { numRuns: 2000 },
    );
  });

  test('[PO-1] counts weekdays, years and the days between as the calendar has them', () => {
    expect(weekdayOf(day('2026-11-22'))).toBe(0);
    expect(weekdayOf(day('2026-11-28'))).toBe(6);
    expect(yearOf(day('2026-11-22'))).toBe(2026);
    expect(daysBetween(day('2026-12-31'), day('2027-01-02'))).toBe(2);
    expect(daysBetween(day('2027-01-02'), day('2026-12-31'))).toBe(-2);
    expect(laterOf(day('2027-01-02'), day('2026-12-31'))).toBe('2027-01-02');
    expect(laterOf(day('2026-12-31'), day('2027-01-02'))).toBe('2027-01-02');
  });
});

describe('a last day', () => {
  const moved = (text: string): string => valueOf(workingDayFrom(publicCalendar(), day(text)));

  test('[PO-2] stays on a working day', () => {
    expect(moved('2026-11-20')).toBe('2026-11-20');
    expect(moved('2026-11-23')).toBe('2026-11-23');
  });

  test('[PO-2] moves from a Saturday, a Sunday or a holiday to the next working day', () => {
    expect(moved('2026-11-21')).toBe('2026-11-23');
    expect(moved('2026-11-22')).toBe('2026-11-23');
    expect(moved('2026-10-09')).toBe('2026-10-12');
    expect(moved('2026-09-24')).toBe('2026-09-28');
    expect(moved('2025-10-03')).toBe('2025-10-10');
    expect(moved('2026-12-25')).toBe('2026-12-28');
    // Labour Day is a Friday, and has been a holiday of public offices since that very day.
    expect(moved('2026-05-01')).toBe('2026-05-04');
    expect(moved('2025-05-01')).toBe('2025-05-01');
  });

  test('[PO-2] is never earlier, is a working day, and skips none', () => {
    fc.assert(
      fc.property(anyDay('2018-01-01', '2040-12-20'), (from) => {
        const last = valueOf(workingDayFrom(publicCalendar(), from));
        expect(last >= from).toBe(true);
        expect(valueOf(isWorkingDay(publicCalendar(), last))).toBe(true);
        for (let passed = from; passed < last; passed = addDays(passed, 1))
          expect(valueOf(isWorkingDay(publicCalendar(), passed))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('[PO-5] is unknown outside of the years of the table', () => {
    const unknown = (year: number): unknown => ({ ok: false, error: { type: 'holidays-unknown', year } });
    expect(workingDayFrom(publicCalendar(), day('2017-12-31'))).toEqual(unknown(2017));
    expect(moved('2018-01-01')).toBe('2018-01-02');
    expect(moved('2040-12-31')).toBe('2040-12-31');
    expect(workingDayFrom(publicCalendar(), day('2041-01-01'))).toEqual(unknown(2041));
    expect(isWorkingDay(publicCalendar(), day('2041-01-02'))).toEqual(unknown(2041));
    // The next working day may lie in a year of which nothing is known.
    const sundayAtTheEnd = { ...publicCalendar(), lastYear: 2028 };
    expect(workingDayFrom(sundayAtTheEnd, day('2028-12-31'))).toEqual(unknown(2029));
  });
});
