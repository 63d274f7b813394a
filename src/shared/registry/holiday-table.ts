import { z } from 'zod';
import { PlainDate } from './plain-date.ts';

/**
 * Public holidays as the holiday regulation (관공서의 공휴일에 관한 규정) makes them, in the shape of its articles, so that an
 * amendment is a row with its date of effect and no new code. Sundays [2 no. 1] are not listed: every one is a holiday.
 */

const HolidayName = z.string().min(1).max(40);

/** The holidays of the lunar calendar [2 no. 4, 5, 9]. The first and the last are three days each, around the day itself. */
export const lunarHolidays = { seollal: '설날', buddha: '부처님 오신 날', chuseok: '추석' } as const;

/** The same day every year [2 no. 2, 3, 6–8, 10], from `since` to `until`, both included; null sets no limit. */
const SolarHoliday = z
  .strictObject({
    name: HolidayName,
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    since: PlainDate.nullable(),
    until: PlainDate.nullable(),
  })
  .refine(({ month, day }) => PlainDate.safeParse(`2023-${twoDigits(month)}-${twoDigits(day)}`).success, {
    message: 'not a day of every year',
    path: ['day'],
  });

/** A year's lunar holidays in the solar calendar. The years listed are those for which holidays are known at all. */
const LunarYear = z
  .strictObject({ year: z.int().min(1900).max(2100), seollal: PlainDate, buddha: PlainDate, chuseok: PlainDate })
  .refine(
    ({ year, seollal, buddha, chuseok }) =>
      seollal < buddha && buddha < chuseok && [seollal, chuseok].every((date) => Number(date.slice(0, 4)) === year),
    { message: 'not the days of this year, in their order', path: ['year'] },
  );

/**
 * Which holidays get a substitute (대체공휴일) [3], for those that fall on `since` or later: on a Saturday, on a Sunday, and
 * on another day together with a second holiday. Until the next rule.
 */
const SubstituteRule = z.strictObject({
  since: PlainDate,
  saturday: z.array(HolidayName),
  sunday: z.array(HolidayName),
  together: z.array(HolidayName),
});
export type SubstituteRule = z.infer<typeof SubstituteRule>;

/** One day only: an election at the end of a term [2 no. 10-2], or what the government decreed [2 no. 11, 4]. */
const SingleHoliday = z.strictObject({ on: PlainDate, name: HolidayName, why: z.enum(['election', 'decreed']) });

/** Central's policy sends one, made of the default with more single days, years or rules. */
export const HolidayTable = z
  .strictObject({
    solar: z.array(SolarHoliday).max(60),
    lunar: z.array(LunarYear).min(1).max(201),
    substitutes: z.array(SubstituteRule).max(60),
    single: z.array(SingleHoliday).max(600),
  })
  .superRefine(({ solar, lunar, substitutes, single }, context) => {
    const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    const years = lunar.map(({ year }) => year);
    if (years.some((year, index) => year !== (years[0] ?? 0) + index))
      issue('lunar', 'a year is missing or out of order');
    const since = substitutes.map((rule) => rule.since);
    if (since.some((date, index) => index > 0 && date <= (since[index - 1] ?? date)))
      issue('substitutes', 'rules out of the order of their dates');
    const names = new Set([...solar.map(({ name }) => name), ...Object.values(lunarHolidays)]);
    const unknown = substitutes.flatMap((rule) =>
      [...rule.saturday, ...rule.sunday, ...rule.together].filter((name) => !names.has(name)),
    );
    if (unknown.length > 0) issue('substitutes', `no such holiday: ${[...new Set(unknown)].join(', ')}`);
    if (single.some(({ on }) => !years.includes(Number(on.slice(0, 4))))) issue('single', 'a day outside of the years');
  });
export type HolidayTable = z.infer<typeof HolidayTable>;

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
