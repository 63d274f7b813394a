import { z } from 'zod';

/** A calendar day in Korea, `YYYY-MM-DD`. Register facts carry days, never instants. */
export const PlainDate = z.iso.date().brand<'PlainDate'>();
export type PlainDate = z.infer<typeof PlainDate>;

const dayMs = 86_400_000;
/** Korea keeps UTC+9 all year (no daylight saving since 1988), so no time zone database is needed. */
const koreaOffsetMs = 9 * 3_600_000;

/** The day in Korea at an instant given in milliseconds since 1970-01-01 UTC. */
export const plainDateAt = (epochMs: number): PlainDate =>
  new Date(epochMs + koreaOffsetMs).toISOString().slice(0, 10) as PlainDate;

/** `days` may be negative. */
export const addDays = (date: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10) as PlainDate;

/** Text order is date order, because ISO dates have a fixed width. */
export const compareDates = (a: PlainDate, b: PlainDate): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A birth date as people type it: `1990-01-01`, `1990.1.1`, `19900101`, `1990년 1월 1일`.
 * Returns null for anything that is not a day of the calendar.
 */
export const textToPlainDate = (text: string): PlainDate | null => {
  const match =
    /^\s*(\d{4})\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})\s*[일.]?\s*$/.exec(text) ??
    /^\s*(\d{4})(\d{2})(\d{2})\s*$/.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const parsed = PlainDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return parsed.success ? parsed.data : null;
};
