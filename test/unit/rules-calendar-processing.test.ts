import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultDeadlinePolicy, type ProcessingPeriod } from '../../src/shared/registry/deadline-policy.ts';
import { addDays, type PlainDate, plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { reportDeadline } from '../../src/shared/rules/calendar/deadlines.ts';
import { isWorkingDay } from '../../src/shared/rules/calendar/holidays.ts';
import { type Case, processingDeadline } from '../../src/shared/rules/calendar/processing-time.ts';
import { aLegalTime, at, publicCalendar, valueOf } from '../builders/legal-time.ts';
import { day, solnae } from '../builders/registry.ts';

const time = aLegalTime();
const atOnce = defaultDeadlinePolicy.processing.moveIn;
const hours = (count: number): ProcessingPeriod => ({ unit: 'hour', count });
const days = (count: number): ProcessingPeriod => ({ unit: 'day', count });

/** When the time for a case ends, as text of Korean time. */
const ends = (
  lodgedAt: number,
  period: ProcessingPeriod,
  stops: Partial<Pick<Case, 'outages' | 'supplements'>> = {},
  by = time,
): string => {
  const answer = valueOf(processingDeadline(by, { lodgedAt, period, outages: [], supplements: [], ...stops }));
  if (answer.type === 'stopped') return 'stopped';
  if (answer.type === 'day') return answer.last;
  return new Date(answer.at + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
};

describe('a time in working hours', () => {
  test('[PO-16] of a case that is due at once is three of them', () => {
    expect(atOnce).toEqual(hours(3));
    // 2026-11-20 is a Friday.
    expect(ends(at('2026-11-20', '09:00'), atOnce)).toBe('2026-11-20 12:00');
    expect(ends(at('2026-11-20', '09:01'), atOnce)).toBe('2026-11-20 13:01');
    expect(ends(at('2026-11-20', '10:30'), atOnce)).toBe('2026-11-20 14:30');
    expect(ends(at('2026-11-20', '12:30'), atOnce)).toBe('2026-11-20 16:00');
    expect(ends(at('2026-11-20', '15:00'), atOnce)).toBe('2026-11-20 18:00');
    expect(ends(at('2026-11-20', '15:01'), atOnce)).toBe('2026-11-23 09:01');
    expect(ends(at('2026-11-20', '17:00'), atOnce)).toBe('2026-11-23 11:00');
    expect(ends(at('2026-11-20', '18:00'), atOnce)).toBe('2026-11-23 12:00');
    expect(ends(at('2026-11-20', '23:59'), atOnce)).toBe('2026-11-23 12:00');
    expect(ends(at('2026-11-20', '00:00'), atOnce)).toBe('2026-11-20 12:00');
  });

  test('[PO-16] does not run on Saturdays and holidays', () => {
    expect(ends(at('2026-11-21', '10:00'), atOnce)).toBe('2026-11-23 12:00');
    expect(ends(at('2026-11-22', '10:00'), atOnce)).toBe('2026-11-23 12:00');
    expect(ends(at('2026-09-23', '16:00'), atOnce)).toBe('2026-09-28 10:00');
  });

  test('[PO-16] is eight for each day of up to five', () => {
    expect(ends(at('2026-11-20', '09:00'), days(1))).toBe('2026-11-20 18:00');
    expect(ends(at('2026-11-20', '10:00'), days(1))).toBe('2026-11-23 10:00');
    expect(ends(at('2026-11-16', '09:00'), days(5))).toBe('2026-11-20 18:00');
    expect(ends(at('2026-11-16', '14:00'), days(5))).toBe('2026-11-23 14:00');
    expect(ends(at('2026-11-16', '14:00'), hours(8))).toBe(ends(at('2026-11-16', '14:00'), days(1)));
  });

  test('[PO-16] runs in the hours of the policy', () => {
    const afternoons = aLegalTime({ officeHours: [{ from: '13:00', to: '14:30' }] });
    expect(ends(at('2026-11-19', '09:00'), atOnce, {}, afternoons)).toBe('2026-11-20 14:30');
    expect(ends(at('2026-11-19', '14:00'), atOnce, {}, afternoons)).toBe('2026-11-23 14:00');
  });

  test('[PO-5, PO-16] has an end that nobody knows where the holidays are unknown', () => {
    const of = (lodgedAt: number, period: ProcessingPeriod): unknown =>
      processingDeadline(time, { lodgedAt, period, outages: [], supplements: [] });
    const unknown = { ok: false, error: { type: 'holidays-unknown', year: 2041 } };
    expect(of(at('2040-12-31', '15:00'), atOnce)).toEqual({
      ok: true,
      value: { type: 'instant', at: at('2040-12-31', '18:00') },
    });
    expect(of(at('2040-12-31', '15:01'), atOnce)).toEqual(unknown);
    expect(of(at('2040-12-24', '15:01'), days(6))).toEqual(unknown);
    expect(of(at('2041-02-01', '15:01'), days(6))).toEqual(unknown);
  });
});

describe('a time in working days', () => {
  test('[PO-17] counts the first day, and neither Saturdays nor holidays', () => {
    expect(ends(at('2026-11-20', '09:00'), days(6))).toBe('2026-11-27');
    expect(ends(at('2026-11-20', '17:59'), days(6))).toBe('2026-11-27');
    expect(ends(at('2026-11-21', '09:00'), days(6))).toBe('2026-11-30');
    expect(ends(at('2026-11-20', '09:00'), days(10))).toBe('2026-12-03');
    expect(ends(at('2026-09-21', '09:00'), days(6))).toBe('2026-09-30');
    // It is the Korean day that counts.
    expect(ends(at('2026-11-20', '00:00'), days(6))).toBe('2026-11-27');
    expect(ends(at('2026-11-19', '23:59'), days(6))).toBe('2026-11-26');
  });
});

describe('an outage', () => {
  const friday = (from: string, to: string | null): Case['outages'][number] => ({
    from: at('2026-11-20', from),
    to: to === null ? null : at('2026-11-20', to),
  });

  test('[PO-18] stops the hours of a case that was lodged before', () => {
    const lodged = at('2026-11-20', '09:30');
    expect(ends(lodged, atOnce, { outages: [friday('10:00', '11:00')] })).toBe('2026-11-20 14:30');
    expect(ends(lodged, atOnce, { outages: [friday('09:30', '10:30')] })).toBe('2026-11-20 14:30');
    expect(ends(lodged, atOnce, { outages: [friday('12:00', '13:00')] })).toBe('2026-11-20 13:30');
    expect(ends(lodged, atOnce, { outages: [friday('11:00', '14:00')] })).toBe('2026-11-20 15:30');
    expect(ends(lodged, atOnce, { outages: [friday('10:00', '11:00'), friday('10:30', '11:30')] })).toBe(
      '2026-11-20 15:00',
    );
    expect(
      ends(lodged, atOnce, { outages: [{ from: at('2026-11-20', '11:00'), to: at('2026-11-24', '11:00') }] }),
    ).toBe('2026-11-24 13:30');
  });

  test('[PO-18] stops nothing that ended before it, and no case that was lodged during it', () => {
    const lodged = at('2026-11-20', '09:30');
    expect(ends(lodged, atOnce, { outages: [friday('13:30', '17:00')] })).toBe('2026-11-20 13:30');
    expect(ends(lodged, atOnce, { outages: [friday('13:30', null)] })).toBe('2026-11-20 13:30');
    expect(ends(lodged, atOnce, { outages: [friday('13:29', '13:30')] })).toBe('2026-11-20 13:31');
    expect(ends(lodged, atOnce, { outages: [friday('09:29', '11:00')] })).toBe('2026-11-20 13:30');
    expect(ends(lodged, atOnce, { outages: [friday('09:29', null)] })).toBe('2026-11-20 13:30');
  });

  test('[PO-18] without an end leaves a case without one', () => {
    const lodged = at('2026-11-20', '09:30');
    expect(ends(lodged, atOnce, { outages: [friday('13:29', null)] })).toBe('stopped');
    expect(ends(lodged, atOnce, { outages: [friday('10:00', '11:00'), friday('14:00', null)] })).toBe('stopped');
    expect(ends(at('2026-11-20', '17:00'), atOnce, { outages: [{ from: at('2026-11-23', '10:59'), to: null }] })).toBe(
      'stopped',
    );
    expect(ends(at('2026-11-20', '17:00'), atOnce, { outages: [{ from: at('2026-11-23', '11:00'), to: null }] })).toBe(
      '2026-11-23 11:00',
    );
    // It begins with the first day of which nothing else is known.
    const newYear = { from: at('2041-01-01', '00:00'), to: null };
    expect(ends(at('2040-12-31', '17:00'), atOnce, { outages: [newYear] })).toBe('stopped');
    expect(ends(at('2026-11-20', '09:00'), days(6), { outages: [{ from: at('2026-11-27', '17:59'), to: null }] })).toBe(
      'stopped',
    );
    expect(ends(at('2026-11-20', '09:00'), days(6), { outages: [{ from: at('2026-11-27', '18:00'), to: null }] })).toBe(
      '2026-11-27',
    );
  });

  test('[PO-18] takes the days that it touches in office hours out of a time in days', () => {
    const lodged = at('2026-11-20', '09:00');
    const touched = (from: string, to: string): string =>
      ends(lodged, days(6), { outages: [{ from: at('2026-11-24', from), to: at('2026-11-24', to) }] });
    expect(touched('08:00', '09:00')).toBe('2026-11-27');
    expect(touched('08:00', '09:01')).toBe('2026-11-30');
    expect(touched('12:00', '13:00')).toBe('2026-11-27');
    expect(touched('11:59', '13:00')).toBe('2026-11-30');
    expect(touched('17:59', '23:00')).toBe('2026-11-30');
    expect(touched('18:00', '23:00')).toBe('2026-11-27');
    expect(
      ends(lodged, days(6), { outages: [{ from: at('2026-11-23', '10:00'), to: at('2026-11-25', '10:00') }] }),
    ).toBe('2026-12-02');
  });

  test('[PO-18] and the wait for a supplement stop the office’s time only, not the citizen’s fourteen days', () => {
    const movedOn = day('2026-11-02');
    const outages = [{ from: at('2026-11-10', '00:00'), to: at('2026-11-20', '00:00') }];
    expect(ends(at('2026-11-09', '17:00'), atOnce, { outages })).toBe('2026-11-20 11:00');
    expect(valueOf(reportDeadline(time, { movedOn, office: solnae })).last).toBe('2026-11-16');
  });
});

describe('the wait for a supplement', () => {
  test('[PO-18] is left out with the day of asking and that of its arrival', () => {
    const lodged = at('2026-11-16', '10:00');
    const wait = (requestedOn: string, arrivedOn: string | null): Case['supplements'] => [
      { requestedOn: day(requestedOn), arrivedOn: arrivedOn === null ? null : day(arrivedOn) },
    ];
    expect(ends(lodged, atOnce, { supplements: wait('2026-11-16', '2026-11-18') })).toBe('2026-11-19 12:00');
    expect(ends(lodged, days(2), { supplements: wait('2026-11-17', '2026-11-18') })).toBe('2026-11-20 10:00');
    expect(ends(lodged, days(6), { supplements: wait('2026-11-17', '2026-11-18') })).toBe('2026-11-25');
    expect(ends(lodged, days(6), { supplements: wait('2026-11-16', '2026-11-16') })).toBe('2026-11-24');
    expect(ends(lodged, days(6), { supplements: wait('2026-11-17', null) })).toBe('stopped');
    expect(ends(lodged, days(6), { supplements: wait('2026-11-24', null) })).toBe('2026-11-23');
    expect(ends(lodged, days(6), { supplements: wait('2026-11-23', null) })).toBe('stopped');
  });
});

describe('any case', () => {
  const start = at('2026-09-18', '00:00'); // a Friday, a week before Chuseok
  const quarter = 15 * 60_000;
  const anyQuarter = (most: number): fc.Arbitrary<number> =>
    fc.integer({ min: 0, max: most / 15 }).map((quarters) => start + quarters * quarter);
  const anyOutage = fc
    .tuple(anyQuarter(8 * 1440), fc.option(fc.integer({ min: 1, max: 200 })))
    .map(([from, quarters]) => ({ from, to: quarters === null ? null : from + quarters * quarter }));
  const anySupplement = fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.option(fc.integer({ min: 0, max: 6 })))
    .map(([after, length]) => {
      const requestedOn = addDays(day('2026-09-18'), after);
      return { requestedOn, arrivedOn: length === null ? null : addDays(requestedOn, length) };
    });
  const anyCase = (period: fc.Arbitrary<ProcessingPeriod>): fc.Arbitrary<Case> =>
    fc.record({
      lodgedAt: anyQuarter(4 * 1440),
      period,
      outages: fc.array(anyOutage, { maxLength: 4 }),
      supplements: fc.array(anySupplement, { maxLength: 1 }),
    });
  const isOpen = (on: PlainDate, minute: number): boolean =>
    valueOf(isWorkingDay(publicCalendar(), on)) &&
    ((540 <= minute && minute < 720) || (780 <= minute && minute < 1080));

  /** Quarter by quarter: does the office's time run in the one that begins then? */
  const runs = ({ lodgedAt, outages, supplements }: Case, instant: number): boolean => {
    const on = plainDateAt(instant);
    const minute = (instant - at(on, '00:00')) / 60_000;
    const isDown = outages.some(({ from, to }) => lodgedAt <= from && from <= instant && (to === null || instant < to));
    const isWaiting = supplements.some(
      ({ requestedOn, arrivedOn }) => requestedOn <= on && (arrivedOn === null || on <= arrivedOn),
    );
    return lodgedAt <= instant && !isDown && !isWaiting && isOpen(on, minute);
  };
  /** No test case needs longer, unless it is stopped for good. */
  const horizon = start + 90 * 1440 * 60_000;

  test('[PO-16, PO-18] ends with the last of its quarters of an hour', () => {
    fc.assert(
      fc.property(
        anyCase(fc.oneof(fc.integer({ min: 1, max: 12 }).map(hours), fc.integer({ min: 1, max: 2 }).map(days))),
        (each) => {
          const needed = each.period.count * 4 * (each.period.unit === 'day' ? 8 : 1);
          const hasOpenEnd = [
            ...each.outages.map(({ from, to }) => each.lodgedAt <= from && to === null),
            ...each.supplements.map(({ arrivedOn }) => arrivedOn === null),
          ].includes(true);
          const until = hasOpenEnd ? start + 20 * 1440 * 60_000 : horizon;
          let ran = 0;
          let instant = each.lodgedAt;
          for (; ran < needed && instant < until; instant += quarter) if (runs(each, instant)) ran += 1;
          const expected = ran === needed ? { type: 'instant', at: instant } : { type: 'stopped' };
          expect(valueOf(processingDeadline(time, each))).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('[PO-17, PO-18] ends with the last of its days', () => {
    fc.assert(
      fc.property(anyCase(fc.integer({ min: 6, max: 12 }).map(days)), (each) => {
        const first = plainDateAt(each.lodgedAt);
        const stops = { ...each, lodgedAt: 0, outages: each.outages.filter(({ from }) => each.lodgedAt <= from) };
        let left = each.period.count;
        let last: PlainDate | null = null;
        for (let on = first; last === null && on < '2026-12-10'; on = addDays(on, 1)) {
          const open = Array.from({ length: 96 }, (_, nth) => nth * 15).filter((minute) => isOpen(on, minute));
          if (open.length > 0 && open.every((minute) => runs(stops, at(on, '00:00') + minute * 60_000))) left -= 1;
          if (left === 0) last = on;
        }
        expect(valueOf(processingDeadline(time, each))).toEqual(
          last === null ? { type: 'stopped' } : { type: 'day', last },
        );
      }),
      { numRuns: 150 },
    );
  });

  test('[PO-18] is never due sooner because of an outage', () => {
    const order = (each: Case): number => {
      const answer = valueOf(processingDeadline(time, each));
      if (answer.type === 'stopped') return Infinity;
      return answer.type === 'day' ? Date.parse(answer.last) : answer.at;
    };
    fc.assert(
      fc.property(
        anyCase(fc.oneof(fc.integer({ min: 1, max: 40 }).map(hours), fc.integer({ min: 1, max: 15 }).map(days))),
        anyOutage,
        (each, outage) => {
          expect(order(each) <= order({ ...each, outages: [...each.outages, outage] })).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
