import type { Period } from '../../registry/deadline-policy.ts';
import { addDays, type PlainDate } from '../../registry/plain-date.ts';

/** 0 is Sunday, 6 Saturday. */
export const weekdayOf = (day: PlainDate): number => new Date(day).getUTCDay();

export const yearOf = (day: PlainDate): number => Number(day.slice(0, 4));

/** How many days `to` is after `from`; negative when it is before. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** How many days a period that begins on `from` is. */
export const lengthInDays = (from: PlainDate, period: Period): number =>
  daysBetween(from, lastDayCounted(from, period));

export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? b : a);

/**
 * PO-1: the last day of a period, before anyone asks whether that is a holiday. The day on which the period begins is
 * not counted [민법 157]; it ends with its last day [159]; weeks, months and years go by the calendar and end on the day
 * before the one that corresponds to the first counted one [160①②], or with the month where there is none [160③].
 */
export const lastDayCounted = (from: PlainDate, { unit, count }: Period): PlainDate => {
  switch (unit) {
    case 'day':
      return addDays(from, count);
    case 'week':
      return addDays(from, count * 7);
    case 'month':
      return lastOfMonths(addDays(from, 1), count);
    case 'year':
      return lastOfMonths(addDays(from, 1), count * 12);
  }
};

const lastOfMonths = (firstCounted: PlainDate, months: number): PlainDate => {
  const [year = 0, month = 0, day = 0] = firstCounted.split('-').map(Number);
  const dayOfMonth = (monthIndex: number, nth: number): PlainDate =>
    new Date(Date.UTC(year, monthIndex, nth)).toISOString().slice(0, 10) as PlainDate;
  const lengthOfMonth = Number(dayOfMonth(month + months, 0).slice(8));
  return dayOfMonth(month - 1 + months, Math.min(day - 1, lengthOfMonth));
};
