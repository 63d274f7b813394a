import fc from 'fast-check';
import { type DeadlinePolicy, defaultDeadlinePolicy } from '../../src/shared/registry/deadline-policy.ts';
import { addDays, type PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { LegalTime } from '../../src/shared/rules/calendar/deadlines.ts';
import { type Calendar, createCalendar } from '../../src/shared/rules/calendar/holidays.ts';
import { day } from './registry.ts';

let calendar: Calendar | null = null;
/**
 * The calendar of the default policy, worked out by the first test that needs it: code that runs while a file is loaded
 * makes mutation testing run every test for each of its mutants.
 */
export const publicCalendar = (): Calendar => {
  calendar ??= createCalendar(defaultDeadlinePolicy.holidays);
  return calendar;
};

/** The default policy with a few things set otherwise, but not the holidays. */
export const aLegalTime = (overrides: Omit<Partial<DeadlinePolicy>, 'holidays'> = {}): LegalTime => {
  const policy = { ...defaultDeadlinePolicy, ...overrides };
  return {
    policy,
    get calendar() {
      return publicCalendar();
    },
  };
};

/** The value of an answer that must be there. */
export const valueOf = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(`no answer: ${JSON.stringify(answer.error)}`);
  return answer.value;
};

/** Any day from `first` to `last`. */
export const anyDay = (first: string, last: string): fc.Arbitrary<PlainDate> => {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return fc.integer({ min: 0, max: days }).map((after) => addDays(day(first), after));
};

/** An instant of Korean time, in milliseconds since 1970. */
export const at = (date: string, time: string): number => Date.parse(`${date}T${time}:00+09:00`);
