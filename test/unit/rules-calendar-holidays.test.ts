import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HolidayTable } from '../../src/shared/registry/holiday-table.ts';
import { addDays, type PlainDate } from '../../src/shared/registry/plain-date.ts';
import { publicHolidays } from '../../src/shared/registry/public-holidays.ts';
import { weekdayOf } from '../../src/shared/rules/calendar/days.ts';
import { type Calendar, createCalendar, holidayNames, isWorkingDay } from '../../src/shared/rules/calendar/holidays.ts';
import { valueOf } from '../builders/legal-time.ts';
import { day } from '../builders/registry.ts';

/** The holidays of a year other than plain Sundays, as month and day. */
const holidaysOf = (calendar: Calendar, year: number): string[] =>
  [...calendar.holidays.keys()]
    .filter((on) => on.startsWith(`${year}-`))
    .map((on) => on.slice(5))
    .toSorted();

const substitutesOf = (calendar: Calendar): PlainDate[] =>
  [...calendar.holidays]
    .filter(([, names]) => names.some((name) => name.startsWith('대체공휴일')))
    .map(([on]) => on)
    .toSorted();

describe('the public holidays', () => {
  /**
   * As the state's calendar for printers (월력요항) of each year lists them, with what was decreed or amended after it came
   * out: the days of 2020-08-17, 2023-10-02, 2024-10-01, 2025-01-27 and 2025-06-03, and Labour Day of 2026.
   */
  const published: Record<number, string> = {
    2018: '01-01 02-15 02-16 02-17 03-01 05-05 05-07 05-22 06-06 06-13 08-15 09-23 09-24 09-25 09-26 10-03 10-09 12-25',
    2019: '01-01 02-04 02-05 02-06 03-01 05-05 05-06 05-12 06-06 08-15 09-12 09-13 09-14 10-03 10-09 12-25',
    2020: '01-01 01-24 01-25 01-26 01-27 03-01 04-15 04-30 05-05 06-06 08-15 08-17 09-30 10-01 10-02 10-03 10-09 12-25',
    2021: '01-01 02-11 02-12 02-13 03-01 05-05 05-19 06-06 08-15 08-16 09-20 09-21 09-22 10-03 10-04 10-09 10-11 12-25',
    2022: '01-01 01-31 02-01 02-02 03-01 03-09 05-05 05-08 06-01 06-06 08-15 09-09 09-10 09-11 09-12 10-03 10-09 10-10 12-25',
    2023: '01-01 01-21 01-22 01-23 01-24 03-01 05-05 05-27 05-29 06-06 08-15 09-28 09-29 09-30 10-02 10-03 10-09 12-25',
    2024: '01-01 02-09 02-10 02-11 02-12 03-01 04-10 05-05 05-06 05-15 06-06 08-15 09-16 09-17 09-18 10-01 10-03 10-09 12-25',
    2025: '01-01 01-27 01-28 01-29 01-30 03-01 03-03 05-05 05-06 06-03 06-06 08-15 10-03 10-05 10-06 10-07 10-08 10-09 12-25',
    2026: '01-01 02-16 02-17 02-18 03-01 03-02 05-01 05-05 05-24 05-25 06-03 06-06 07-17 08-15 08-17 09-24 09-25 09-26 10-03 10-05 10-09 12-25',
    2027: '01-01 02-06 02-07 02-08 02-09 03-01 05-01 05-03 05-05 05-13 06-06 07-17 07-19 08-15 08-16 09-14 09-15 09-16 10-03 10-04 10-09 10-11 12-25 12-27',
  };

  test.each(Object.entries(published))('[PO-3, PO-4] are those that were published for %s', (year, days) => {
    expect(holidaysOf(createCalendar(publicHolidays), Number(year)).join(' ')).toBe(days);
  });

  test('[PO-3] have their names, and Sundays are among them', () => {
    const calendar = createCalendar(publicHolidays);
    const names = (text: string): readonly string[] => valueOf(holidayNames(calendar, day(text)));
    expect(names('2026-11-23')).toEqual([]);
    expect(names('2026-11-21')).toEqual([]);
    expect(names('2026-11-22')).toEqual(['일요일']);
    expect(names('2026-05-24')).toEqual(['일요일', '부처님 오신 날']);
    expect(names('2026-05-25')).toEqual(['대체공휴일(부처님 오신 날)']);
    expect([names('2027-02-06'), names('2027-02-07'), names('2027-02-08'), names('2027-02-09')]).toEqual([
      ['설날 전날'],
      ['일요일', '설날'],
      ['설날 다음 날'],
      ['대체공휴일(설날)'],
    ]);
    expect(names('2028-10-03')).toEqual(['개천절', '추석']);
    expect(names('2026-06-03')).toEqual(['전국동시지방선거']);
    expect(names('2026-07-17')).toEqual(['제헌절']);
    expect(names('2025-07-17')).toEqual([]);
    expect(names('2026-05-01')).toEqual(['노동절']);
    expect(holidayNames(calendar, day('2041-05-05'))).toEqual({
      ok: false,
      error: { type: 'holidays-unknown', year: 2041 },
    });
  });

  test('[PO-3] of the lunar calendar are those that ICU works out from the sky', () => {
    const lunarDay = new Intl.DateTimeFormat('en-u-ca-dangi', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
    // A leap month is called "4bis", and has no holidays.
    const named = new Map([
      ['1-1', 'seollal'],
      ['4-8', 'buddha'],
      ['8-15', 'chuseok'],
    ]);
    const find = (year: number): Record<string, PlainDate[]> => {
      const found: Record<string, PlainDate[]> = {};
      for (let on = day(`${year}-01-01`); on < `${year + 1}`; on = addDays(on, 1)) {
        const parts = new Map(lunarDay.formatToParts(Date.parse(on)).map(({ type, value }) => [type, value]));
        const name = named.get(`${parts.get('month')}-${parts.get('day')}`);
        if (name) found[name] = [...(found[name] ?? []), on];
      }
      return found;
    };
    expect(publicHolidays.lunar.map(({ year }) => year)).toEqual(
      Array.from({ length: 23 }, (_, index) => 2018 + index),
    );
    for (const { year, seollal, buddha, chuseok } of publicHolidays.lunar)
      expect(find(year)).toEqual({ seollal: [seollal], buddha: [buddha], chuseok: [chuseok] });
  });

  test('[PO-3] include the elections at the end of each term', () => {
    const withoutElections = createCalendar({ ...publicHolidays, single: [] });
    /** [공직선거법 34]: the first Wednesday so many days before the term's end; a week later if it is at a holiday. */
    const electionDay = (termEnds: string, daysBefore: number): PlainDate => {
      const isWednesday = (on: PlainDate): boolean => weekdayOf(on) === 3;
      const isAtHoliday = (on: PlainDate): boolean =>
        [-1, 0, 1].some((by) => withoutElections.holidays.has(addDays(on, by)));
      let on = addDays(day(termEnds), -daysBefore);
      while (!isWednesday(on) || isAtHoliday(on)) on = addDays(on, 1);
      return on;
    };
    const expected = [
      ...['2022-05-09', '2030-06-03', '2035-06-03', '2040-06-03'].map((ends) => electionDay(ends, 70)),
      ...[2020, 2024, 2028, 2032, 2036, 2040].map((year) => electionDay(`${year}-05-29`, 50)),
      ...[2018, 2022, 2026, 2030, 2034, 2038].map((year) => electionDay(`${year}-06-30`, 30)),
    ];
    const listed = publicHolidays.single.filter(({ why }) => why === 'election').map(({ on }) => on);
    expect(listed).toEqual(expected.toSorted());
    const calendar = createCalendar(publicHolidays);
    for (const on of listed) expect(valueOf(isWorkingDay(calendar, on))).toBe(false);
  });

  test('[PO-4] get substitutes by the rule in force on the day', () => {
    const calendar = createCalendar(publicHolidays);
    const substitutes = substitutesOf(calendar);
    // Liberation Day 2021 is the first of the national days to get one, Buddha's Birthday 2023 the first after it.
    expect(substitutes.filter((on) => on < '2024')).toEqual(
      '2018-05-07 2018-09-26 2019-05-06 2020-01-27 2021-08-16 2021-10-04 2021-10-11 2022-09-12 2022-10-10 2023-01-24 2023-05-29'.split(
        ' ',
      ),
    );
    // Never New Year nor Memorial Day, and no Saturday of Seollal or Chuseok.
    for (const none of ['2022-01-03', '2022-06-07', '2026-06-08', '2026-09-28', '2027-06-07'])
      expect(valueOf(isWorkingDay(calendar, day(none)))).toBe(true);
    // Two holidays on one working day lose one.
    expect(substitutes.filter((on) => on.startsWith('2028-'))).toEqual(['2028-10-05']);
    expect(substitutes.filter((on) => on.startsWith('2029-'))).toEqual(['2029-05-07', '2029-05-21', '2029-09-24']);
  });
});

/** A table of one year, with a lunar calendar that stays out of the way. 2029 begins on a Monday. */
const aTable = (overrides: Partial<Record<keyof HolidayTable, unknown>>): HolidayTable =>
  HolidayTable.parse({
    solar: [],
    lunar: [{ year: 2029, seollal: '2029-02-13', buddha: '2029-05-22', chuseok: '2029-09-19' }],
    substitutes: [],
    single: [],
    ...overrides,
  });
const solar = (name: string, on: string, limits: { since?: string; until?: string } = {}): unknown => ({
  name,
  month: Number(on.slice(0, 2)),
  day: Number(on.slice(3)),
  since: limits.since ?? null,
  until: limits.until ?? null,
});
const rule = (since: string, names: { saturday?: string[]; sunday?: string[]; together?: string[] }): unknown => ({
  since,
  saturday: [],
  sunday: [],
  together: [],
  ...names,
});
/** Days out of the way for those that a rule names and an example doesn't need: a Tuesday to a Thursday in June. */
const spare: Record<string, string> = { 가: '06-05', 나: '06-06', 다: '06-07' };
const aTableWith = (days: Record<string, string>, rules: unknown[], single: unknown[] = []): HolidayTable =>
  aTable({
    solar: Object.entries({ ...spare, ...days }).map(([name, on]) => solar(name, on)),
    substitutes: rules,
    single,
  });
const substitutes = (...table: Parameters<typeof aTableWith>): string[] =>
  substitutesOf(createCalendar(aTableWith(...table))).map((on) => on.slice(5));

describe('a table of holidays', () => {
  test('[PO-3] counts a day from the date on which it became one to the date on which it ceased', () => {
    const days = (limits: Parameters<typeof solar>[2]): string[] =>
      holidaysOf(createCalendar(aTable({ solar: [solar('가', '04-05', limits)] })), 2029).filter((on) =>
        on.startsWith('04'),
      );
    expect(days({})).toEqual(['04-05']);
    expect(days({ since: '2029-04-05' })).toEqual(['04-05']);
    expect(days({ since: '2029-04-06' })).toEqual([]);
    expect(days({ until: '2029-04-05' })).toEqual(['04-05']);
    expect(days({ until: '2029-04-04' })).toEqual([]);
  });

  test('[PO-3] takes what central adds: another year, a decreed day', () => {
    const more = HolidayTable.parse({
      ...publicHolidays,
      lunar: [
        ...publicHolidays.lunar,
        { year: 2041, seollal: '2041-02-01', buddha: '2041-05-07', chuseok: '2041-09-10' },
      ],
      single: [...publicHolidays.single, { on: '2026-11-23', name: '임시공휴일', why: 'decreed' }],
    });
    const calendar = createCalendar(more);
    expect([calendar.firstYear, calendar.lastYear]).toEqual([2018, 2041]);
    expect(valueOf(isWorkingDay(calendar, day('2026-11-23')))).toBe(false);
    expect(valueOf(holidayNames(calendar, day('2041-01-31')))).toEqual(['설날 전날']);
  });

  test('[PO-4] gives a substitute on the first day after that is no holiday, no substitute and no Saturday', () => {
    // 2029-04-01 is a Sunday, 2029-03-31 a Saturday.
    const both = [rule('2029-01-01', { saturday: ['가', '나'], sunday: ['가', '나'], together: ['가'] })];
    expect(substitutes({ 가: '04-01' }, both)).toEqual(['04-02']);
    expect(substitutes({ 가: '03-31' }, both)).toEqual(['04-02']);
    expect(substitutes({ 가: '04-01', 다: '04-02' }, both)).toEqual(['04-03']);
    expect(substitutes({ 가: '04-01' }, both, [{ on: '2029-04-02', name: '임시', why: 'decreed' }])).toEqual(['04-03']);
    // The earlier has its choice, in whatever order they are listed, and both get a day.
    const names = (days: Record<string, string>): string[] =>
      ['04-02', '04-03'].flatMap((on) =>
        valueOf(holidayNames(createCalendar(aTableWith(days, both)), day(`2029-${on}`))),
      );
    expect(names({ 가: '04-01', 나: '03-31' })).toEqual(['대체공휴일(나)', '대체공휴일(가)']);
    expect(names({ 가: '03-31', 나: '04-01' })).toEqual(['대체공휴일(가)', '대체공휴일(나)']);
    // Two on one Sunday lose two days.
    expect(substitutes({ 가: '04-01', 나: '04-01' }, both)).toEqual(['04-02', '04-03']);
    // On a Friday they lose one, and the next free day is Monday.
    expect(substitutes({ 가: '04-06', 나: '04-06' }, both)).toEqual(['04-09']);
    expect(substitutes({ 나: '04-06', 다: '04-06' }, both)).toEqual([]);
    expect(substitutes({ 가: '04-06' }, both)).toEqual([]);
  });

  test('[PO-4] gives none for a day that was decreed, nor for two of which one was', () => {
    const all = [rule('2029-01-01', { saturday: ['가'], sunday: ['가'], together: ['가'] })];
    const decreed = (on: string): unknown => ({ on, name: '가', why: 'decreed' });
    expect(substitutes({ 가: '04-06' }, all, [decreed('2029-04-06')])).toEqual([]);
    expect(substitutes({}, all, [decreed('2029-04-01')])).toEqual([]);
  });

  test('[PO-4] goes by each kind of day on its own, and by the rule in force on the day', () => {
    const weekend = { 가: '03-31', 나: '04-01' };
    expect(substitutes(weekend, [rule('2029-01-01', { saturday: ['가', '나'] })])).toEqual(['04-02']);
    expect(substitutes(weekend, [rule('2029-01-01', { sunday: ['가', '나'] })])).toEqual(['04-02']);
    expect(substitutes(weekend, [rule('2029-01-01', { together: ['가', '나'] })])).toEqual([]);
    expect(substitutes(weekend, [rule('2029-03-31', { saturday: ['가'] })])).toEqual(['04-02']);
    expect(substitutes(weekend, [rule('2029-04-01', { saturday: ['가'] })])).toEqual([]);
    const amended = [rule('2029-01-01', { saturday: ['가'], sunday: ['나'] }), rule('2029-04-01', {})];
    expect(substitutes(weekend, amended)).toEqual(['04-02']);
    expect(substitutes(weekend, [])).toEqual([]);
  });

  test('[PO-4] loses no day and gives none away, whatever falls together', () => {
    const anyOn = fc.tuple(fc.integer({ min: 3, max: 4 }), fc.integer({ min: 1, max: 28 }));
    const names = ['가', '나', '다', '라', '마', '바'];
    const anyNames = fc.subarray(names);
    fc.assert(
      fc.property(
        fc.array(anyOn, { minLength: 6, maxLength: 6 }),
        fc.record({ saturday: anyNames, sunday: anyNames, together: anyNames }),
        (days, lists) => {
          const text = days.map(([month, nth]) => `${String(month).padStart(2, '0')}-${String(nth).padStart(2, '0')}`);
          const table = aTable({
            solar: names.map((name, index) => solar(name, text[index] ?? '')),
            substitutes: [rule('2029-01-01', lists)],
          });
          // Day by day: what is lost is owed, and the next day that is free pays one back.
          const expected: string[] = [];
          let owed = 0;
          for (let on = day('2029-03-01'); on < '2029-06-01'; on = addDays(on, 1)) {
            const here = names.filter((_, index) => text[index] === on.slice(5));
            const weekday = weekdayOf(on);
            const isFree =
              weekday !== 0 && weekday !== 6 && here.length === 0 && !['05-21', '05-22', '05-23'].includes(on.slice(5));
            if (isFree && owed > 0) {
              expected.push(on);
              owed -= 1;
            }
            if (weekday === 6) owed += here.filter((name) => lists.saturday.includes(name)).length;
            else if (weekday === 0) owed += here.filter((name) => lists.sunday.includes(name)).length;
            else if (here.length > 1 && here.some((name) => lists.together.includes(name))) owed += 1;
          }
          expect(substitutesOf(createCalendar(table))).toEqual(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('[PO-19] that contradicts itself is not taken', () => {
    const messages = (overrides: Parameters<typeof aTable>[0]): string[] => {
      const parsed = HolidayTable.safeParse({
        solar: [],
        lunar: publicHolidays.lunar,
        substitutes: [],
        single: [],
        ...overrides,
      });
      return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    };
    expect(messages({})).toEqual([]);
    const [first, second, third] = publicHolidays.lunar;
    expect(messages({ lunar: [first, third] })).toEqual(['lunar: a year is missing or out of order']);
    expect(messages({ lunar: [second, first] })).toEqual(['lunar: a year is missing or out of order']);
    expect(messages({ lunar: [{ ...first, seollal: '2019-02-05' }] })).toEqual([
      'lunar.0.year: not the days of this year, in their order',
    ]);
    expect(messages({ lunar: [{ ...first, chuseok: '2019-09-13' }] })).toEqual([
      'lunar.0.year: not the days of this year, in their order',
    ]);
    expect(messages({ lunar: [{ ...first, buddha: '2018-02-16' }] })).toEqual([
      'lunar.0.year: not the days of this year, in their order',
    ]);
    expect(messages({ lunar: [{ ...first, buddha: '2018-09-24' }] })).toEqual([
      'lunar.0.year: not the days of this year, in their order',
    ]);
    expect(messages({ solar: [solar('가', '02-28')] })).toEqual([]);
    expect(messages({ solar: [solar('가', '02-29')] })).toEqual(['solar.0.day: not a day of every year']);
    expect(messages({ solar: [solar('가', '04-31')] })).toEqual(['solar.0.day: not a day of every year']);
    expect(messages({ substitutes: [rule('2020-01-01', {}), rule('2020-01-01', {})] })).toEqual([
      'substitutes: rules out of the order of their dates',
    ]);
    expect(messages({ substitutes: [rule('2020-01-01', {}), rule('2020-01-02', {})] })).toEqual([]);
    expect(messages({ substitutes: [rule('2020-01-01', { saturday: ['설날', '추석', '부처님 오신 날'] })] })).toEqual(
      [],
    );
    for (const list of ['saturday', 'sunday', 'together'])
      expect(messages({ substitutes: [rule('2020-01-01', { [list]: ['가', '설날'] })] })).toEqual([
        'substitutes: no such holiday: 가',
      ]);
    expect(messages({ single: [{ on: '2040-12-31', name: '임시', why: 'decreed' }] })).toEqual([]);
    expect(messages({ single: [{ on: '2041-01-01', name: '임시', why: 'decreed' }] })).toEqual([
      'single: a day outside of the years',
    ]);
  });
});
