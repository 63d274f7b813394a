import { type HolidayTable, lunarHolidays, type SubstituteRule } from '../../registry/holiday-table.ts';
import { addDays, compareDates, type PlainDate } from '../../registry/plain-date.ts';
import { weekdayOf, yearOf } from './days.ts';
import { type Known, known, unknownYear } from './known.ts';

/** Which days are holidays, in the years for which that is known. */
export interface Calendar {
  readonly firstYear: number;
  readonly lastYear: number;
  /** Names by day. Sundays are holidays too, and stand here only if they are another one as well. */
  readonly holidays: ReadonlyMap<PlainDate, readonly string[]>;
}

/** A holiday that a law made; `of` is what the substitute rules call it. */
interface Statutory {
  readonly on: PlainDate;
  readonly name: string;
  readonly of: string;
}

/** PO-3, PO-4: works out the holidays of all years of the table. A few milliseconds: made once for each policy. */
export const createCalendar = (table: HolidayTable): Calendar => {
  const years = table.lunar.map(({ year }) => year);
  const holidays = new Map<PlainDate, string[]>();
  const add = (on: PlainDate, name: string): void => {
    holidays.set(on, [...(holidays.get(on) ?? []), name]);
  };
  const statutory = [...years.flatMap((year) => solarDays(table, year)), ...table.lunar.flatMap(lunarDays)];
  for (const { on, name } of [...statutory, ...table.single]) add(on, name);
  // In the order of their days, because a substitute that finds its day taken moves on.
  const inOrder = statutory.toSorted((a, b) => compareDates(a.on, b.on));
  for (const [on, those] of Map.groupBy(inOrder, (each) => each.on))
    for (const lost of lostOn(on, those, table.substitutes))
      add(substituteAfter(on, holidays), `대체공휴일(${lost.of})`);
  return { firstYear: Math.min(...years), lastYear: Math.max(...years), holidays };
};

const solarDays = ({ solar }: HolidayTable, year: number): Statutory[] =>
  solar
    .map(({ name, month, day, since, until }) => {
      const on = `${year}-${twoDigits(month)}-${twoDigits(day)}` as PlainDate;
      return { on, name, of: name, inForce: (since === null || since <= on) && (until === null || on <= until) };
    })
    .filter(({ inForce }) => inForce);

const lunarDays = ({ seollal, buddha, chuseok }: HolidayTable['lunar'][number]): Statutory[] => [
  ...threeDays(lunarHolidays.seollal, seollal),
  { on: buddha, name: lunarHolidays.buddha, of: lunarHolidays.buddha },
  ...threeDays(lunarHolidays.chuseok, chuseok),
];

const threeDays = (of: string, on: PlainDate): Statutory[] => [
  { on: addDays(on, -1), name: `${of} 전날`, of },
  { on, name: of, of },
  { on: addDays(on, 1), name: `${of} 다음 날`, of },
];

const saturday = 6;
const sunday = 0;

/**
 * The holidays of a day for which another day is given: on a Saturday or Sunday each that the rule names; on another
 * day one, where two fall together and the rule names either.
 */
const lostOn = (on: PlainDate, those: readonly Statutory[], rules: readonly SubstituteRule[]): readonly Statutory[] => {
  const rule = rules.findLast(({ since }) => since <= on);
  if (!rule) return [];
  const named = (names: readonly string[]): Statutory[] => those.filter(({ of }) => names.includes(of));
  if (weekdayOf(on) === saturday) return named(rule.saturday);
  if (weekdayOf(on) === sunday) return named(rule.sunday);
  return those.length > 1 ? named(rule.together).slice(-1) : [];
};

/** The first day after that is neither a holiday, nor another's substitute, nor a Saturday [3①–③]. */
const substituteAfter = (on: PlainDate, holidays: Calendar['holidays']): PlainDate => {
  const next = addDays(on, 1);
  return isFree(next, holidays) ? next : substituteAfter(next, holidays);
};

const isFree = (day: PlainDate, holidays: Calendar['holidays']): boolean =>
  weekdayOf(day) !== saturday && weekdayOf(day) !== sunday && !holidays.has(day);

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** PO-5: outside of the table's years nobody knows. */
const isKnownYear = ({ firstYear, lastYear }: Calendar, year: number): boolean => firstYear <= year && year <= lastYear;

/** What the day is called as a public holiday; none on a working day and on a Saturday that is nothing else. */
export const holidayNames = (calendar: Calendar, day: PlainDate): Known<readonly string[]> => {
  if (!isKnownYear(calendar, yearOf(day))) return unknownYear(yearOf(day));
  return known([...(weekdayOf(day) === sunday ? ['일요일'] : []), ...(calendar.holidays.get(day) ?? [])]);
};

/** Neither a Saturday nor a public holiday. */
export const isWorkingDay = (calendar: Calendar, day: PlainDate): Known<boolean> =>
  isKnownYear(calendar, yearOf(day)) ? known(isFree(day, calendar.holidays)) : unknownYear(yearOf(day));

/** PO-2: the day itself if it is a working day, else the next one that is [민법 161]. */
export const workingDayFrom = (calendar: Calendar, day: PlainDate): Known<PlainDate> => {
  const isWorking = isWorkingDay(calendar, day);
  if (!isWorking.ok) return isWorking;
  return isWorking.value ? known(day) : workingDayFrom(calendar, addDays(day, 1));
};
