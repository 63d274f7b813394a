import { z } from 'zod';
import { HolidayTable } from './holiday-table.ts';
import { OfficeId } from './ids.ts';
import { PlainDate } from './plain-date.ts';
import { publicHolidays } from './public-holidays.ts';

/** A length of time as laws state it. */
const Period = z.strictObject({
  unit: z.enum(['day', 'week', 'month', 'year']),
  count: z.int().min(1).max(400),
});
export type Period = z.infer<typeof Period>;

/**
 * What has to be done within a period that is counted by the Civil Act, whoever has to do it. Of two of them the law
 * sets a bound for what the official sets: a second supplement takes no longer, a notice no shorter.
 */
const Duty = z.enum([
  'report',
  'correction',
  'contract',
  'verification-print',
  'verification-reply',
  'supplement',
  'second-supplement',
  'notice',
  'measure-notice',
  'objection',
  'decision',
]);
export type Duty = z.infer<typeof Duty>;

/**
 * The authority gave more time (행정절차법 16): whatever of `duties` would end from `endsFrom` to `endsTo`, at one of the
 * offices or, with null, at any, ends on `until` instead.
 */
const DeadlineExtension = z
  .strictObject({
    duties: z.array(Duty).min(1),
    offices: z.array(OfficeId).min(1).nullable(),
    endsFrom: PlainDate,
    endsTo: PlainDate,
    until: PlainDate,
    /** Whose decision it is, and where it stands: a letter's number, a notice's title. */
    authority: z.string().trim().min(1).max(200),
  })
  .refine(({ endsFrom, endsTo, until }) => endsFrom <= endsTo && endsTo <= until, {
    message: 'the days are out of order',
    path: ['until'],
  });
export type DeadlineExtension = z.infer<typeof DeadlineExtension>;

/** What an official recorded about a late report. A fine is an official's act; the amount is what the table says. */
export const FineRelief = z.discriminatedUnion('type', [
  /** Just cause (정당한 사유): no fine at all [A 40④]. */
  z.strictObject({ type: z.literal('just-cause'), reason: z.string().trim().min(1).max(500) }),
  z.strictObject({
    type: z.literal('reduced'),
    percent: z.int().min(1).max(100),
    reason: z.string().trim().min(1).max(500),
  }),
]);
export type FineRelief = z.infer<typeof FineRelief>;

/** No step may be higher than the law allows [A 40④]. */
const highestFine = 50_000;

const Fine = z.int().min(0).max(highestFine);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Office hours of a working day, `HH:MM` in Korea; a break stands between two spans. */
const OfficeHours = z
  .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
  .min(1)
  .max(10)
  .refine(
    (spans) => {
      const times = spans.flatMap(({ from, to }) => [from, to]);
      return times.every((time, index) => index === 0 || (times[index - 1] ?? time) < time);
    },
    { message: 'the hours are out of order' },
  );

/** An office's time for a case (처리기간): working hours, or days [CA 19]. */
const ProcessingPeriod = z.strictObject({
  unit: z.enum(['hour', 'day']),
  count: z.int().min(1).max(400),
});
export type ProcessingPeriod = z.infer<typeof ProcessingPeriod>;

/** What central may set about time. It is part of what decides, so a device and central must hold the same one. */
export const DeadlinePolicy = z.strictObject({
  holidays: HolidayTable,
  periods: z.record(Duty, Period),
  extensions: z.array(DeadlineExtension).max(500),
  /** How often a citizen may ask for more time for a supplement [CD 24②]. */
  supplementExtensions: z.int().min(0).max(10),
  fine: z.strictObject({
    /** What it costs to report so long after the deadline, the shortest time first. */
    steps: z.array(z.strictObject({ within: Period, won: Fine })).max(20),
    /** And what any longer costs. */
    longer: Fine,
    /** The most that an official may take off, in percent. */
    reductionLimit: z.int().min(0).max(100),
  }),
  officeHours: OfficeHours,
  processing: z.strictObject({ moveIn: ProcessingPeriod }),
});
export type DeadlinePolicy = z.infer<typeof DeadlinePolicy>;

const days = (count: number): Period => ({ unit: 'day', count });
const months = (count: number): Period => ({ unit: 'month', count });

export const defaultDeadlinePolicy: DeadlinePolicy = {
  holidays: publicHolidays,
  periods: {
    report: days(14), // [A 16①]
    correction: days(14), // [A 13]
    contract: days(5), // [D 15④2]
    'verification-print': days(15), // [D 15①]
    'verification-reply': days(15), // [D 15②]
    supplement: days(7), // "a reasonable period" [CA 22①]: ours
    'second-supplement': days(10), // [CD 24③]
    notice: days(7), // [D 28⑤]
    'measure-notice': days(14), // [A 20⑦]
    objection: days(30), // [A 21①]
    decision: days(10), // [A 21②]
  },
  extensions: [],
  supplementExtensions: 2, // [CD 24②]
  fine: {
    // From memory: 별표 4 of D could not be read, and what is said about it differs (its first step is also given as 5,000).
    steps: [
      { within: days(7), won: 10_000 },
      { within: months(1), won: 20_000 },
      { within: months(3), won: 30_000 },
      { within: months(6), won: 40_000 },
    ],
    longer: 50_000,
    // From memory: 질서위반행위규제법 시행령 2-2.
    reductionLimit: 50,
  },
  // Open from nine to six [CD 8-3]; that noon is the break, which makes it eight hours [CA 19①], is from memory.
  officeHours: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
  // "At once" (즉시) is three working hours [CD 19]; that a move-in is to be processed at once is from memory.
  processing: { moveIn: { unit: 'hour', count: 3 } },
};
