import type { ProcessingPeriod } from '../../registry/deadline-policy.ts';
import { addDays, type PlainDate, plainDateAt } from '../../registry/plain-date.ts';
import type { LegalTime } from './deadlines.ts';
import { isWorkingDay } from './holidays.ts';
import { type Known, known } from './known.ts';

/** The system didn't work, in milliseconds since 1970; `to` isn't before `from`, and null while it still doesn't. */
export interface Outage {
  readonly from: number;
  readonly to: number | null;
}

/** The office waits for the citizen; `arrivedOn` is null while it still does. */
export interface SupplementWait {
  readonly requestedOn: PlainDate;
  readonly arrivedOn: PlainDate | null;
}

export interface Case {
  /** When the system took it, in milliseconds since 1970. */
  readonly lodgedAt: number;
  readonly period: ProcessingPeriod;
  readonly outages: readonly Outage[];
  readonly supplements: readonly SupplementWait[];
}

export type ProcessingDeadline =
  /** A time counted in hours ends at an instant, in milliseconds since 1970; the instant itself is in time. */
  | { readonly type: 'instant'; readonly at: number }
  /** A time counted in days ends with a day. */
  | { readonly type: 'day'; readonly last: PlainDate }
  /** An outage or a supplement without an end stops it now. */
  | { readonly type: 'stopped' };

/** From an instant up to, not including, another. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const hourMs = 3_600_000;
/** Up to five days are counted in hours, eight to a day [CA 19①]. */
const mostDaysInHours = 5;
const hoursOfADay = 8;

/**
 * PO-16, PO-17, PO-18: when the office's time for a case (처리기간) ends. It runs in office hours of working days only, or
 * from six days on in working days with the first one counted [CA 19①②], and it stands still while the system is down,
 * for cases that were lodged before [CD 20 no. 2], and from the day of asking for a supplement to that of its arrival,
 * both included [CD 20 no. 1, 행정절차법 시행령 11 no. 1].
 */
export const processingDeadline = (
  time: LegalTime,
  { lodgedAt, period, outages, supplements }: Case,
): Known<ProcessingDeadline> => {
  const stops = [
    ...outages.filter(({ from }) => lodgedAt <= from).map(({ from, to }) => ({ from, to: to ?? Infinity })),
    ...supplements.map(({ requestedOn, arrivedOn }) => ({
      from: timeOn(requestedOn, '00:00'),
      to: arrivedOn === null ? Infinity : timeOn(addDays(arrivedOn, 1), '00:00'),
    })),
  ];
  const { unit, count } = period;
  if (unit === 'day' && count > mostDaysInHours) return countDays(time, plainDateAt(lodgedAt), count, stops);
  return countHours(time, lodgedAt, count * (unit === 'day' ? hoursOfADay : 1) * hourMs, stops);
};

const countHours = (
  time: LegalTime,
  lodgedAt: number,
  needed: number,
  stops: readonly Span[],
): Known<ProcessingDeadline> => {
  let left = needed;
  for (let day = plainDateAt(lodgedAt); ; day = addDays(day, 1)) {
    const hours = officeHoursOn(time, day);
    if (!hours.ok) return hours;
    const ran = hours.value.flatMap((span) => without(span, [{ from: -Infinity, to: lodgedAt }, ...stops]));
    for (const { from, to } of ran) {
      if (left <= to - from) return known({ type: 'instant', at: from + left });
      left -= to - from;
    }
    if (isStoppedAfter(day, stops)) return known({ type: 'stopped' });
  }
};

const countDays = (
  time: LegalTime,
  first: PlainDate,
  count: number,
  stops: readonly Span[],
): Known<ProcessingDeadline> => {
  let left = count;
  for (let day = first; ; day = addDays(day, 1)) {
    const hours = officeHoursOn(time, day);
    if (!hours.ok) return hours;
    const isWhole = hours.value.every(({ from, to }) => !stops.some((stop) => stop.from < to && from < stop.to));
    if (hours.value.length > 0 && isWhole) left -= 1;
    if (left === 0) return known({ type: 'day', last: day });
    if (isStoppedAfter(day, stops)) return known({ type: 'stopped' });
  }
};

/** The office hours of a day: none on a Saturday or holiday. */
const officeHoursOn = ({ policy, calendar }: LegalTime, day: PlainDate): Known<readonly Span[]> => {
  const isWorking = isWorkingDay(calendar, day);
  if (!isWorking.ok) return isWorking;
  if (!isWorking.value) return known([]);
  return known(policy.officeHours.map(({ from, to }) => ({ from: timeOn(day, from), to: timeOn(day, to) })));
};

/** Nothing runs from the end of the day on, and nobody knows until when. */
const isStoppedAfter = (day: PlainDate, stops: readonly Span[]): boolean =>
  stops.some(({ from, to }) => to === Infinity && from <= timeOn(addDays(day, 1), '00:00'));

/** What the stops leave of a span. */
const without = (span: Span, stops: readonly Span[]): readonly Span[] =>
  stops.reduce<readonly Span[]>(
    (parts, stop) =>
      parts.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, stop.from) },
          { from: Math.max(from, stop.to), to },
        ].filter((part) => part.from < part.to),
      ),
    [span],
  );

const timeOn = (day: PlainDate, timeOfDay: string): number => Date.parse(`${day}T${timeOfDay}:00+09:00`);
