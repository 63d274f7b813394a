import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultDeadlinePolicy, FineRelief } from '../../src/shared/registry/deadline-policy.ts';
import { addDays, type PlainDate } from '../../src/shared/registry/plain-date.ts';
import { type LegalTime, reportDeadline } from '../../src/shared/rules/calendar/deadlines.ts';
import { daysLate, type LateFine, lateFine } from '../../src/shared/rules/calendar/late-report.ts';
import { aLegalTime, anyDay, valueOf } from '../builders/legal-time.ts';
import { day, solnae } from '../builders/registry.ts';

const time = aLegalTime();
const office = solnae;
const late = (movedOn: string, reportDate: string, by = time): unknown =>
  daysLate(by, { movedOn: day(movedOn), reportDate: day(reportDate), office });
const fineOf = (movedOn: string, reportDate: string, relief: FineRelief | null = null, by = time): LateFine =>
  valueOf(lateFine(by, { movedOn: day(movedOn), reportDate: day(reportDate), office, relief }));
const justCause: FineRelief = { type: 'just-cause', reason: '입원' };
const reduced = (percent: number): FineRelief => ({ type: 'reduced', percent, reason: '기초생활수급자' });
const fineTable = (fine: Partial<typeof defaultDeadlinePolicy.fine>): LegalTime =>
  aLegalTime({ fine: { ...defaultDeadlinePolicy.fine, ...fine } });
const unknown = (year: number): unknown => ({ ok: false, error: { type: 'holidays-unknown', year } });

describe('a late report', () => {
  test('[PO-7] is late from the day after the last on, by the days since', () => {
    expect(late('2026-11-02', '2026-11-02')).toEqual({ ok: true, value: 0 });
    expect(late('2026-11-02', '2026-11-16')).toEqual({ ok: true, value: 0 });
    expect(late('2026-11-02', '2026-11-17')).toEqual({ ok: true, value: 1 });
    expect(late('2026-11-02', '2027-11-16')).toEqual({ ok: true, value: 365 });
    // The fourteenth day is a Saturday.
    expect(late('2026-11-07', '2026-11-23')).toEqual({ ok: true, value: 0 });
    expect(late('2026-11-07', '2026-11-24')).toEqual({ ok: true, value: 1 });
  });

  test('[PO-7] is in time within what the authority gave', () => {
    const by = aLegalTime({
      extensions: [
        {
          duties: ['report'],
          offices: null,
          endsFrom: day('2026-11-16'),
          endsTo: day('2026-11-16'),
          until: day('2026-11-20'),
          authority: '고시',
        },
      ],
    });
    expect(late('2026-11-02', '2026-11-20', by)).toEqual({ ok: true, value: 0 });
    expect(late('2026-11-02', '2026-11-23', by)).toEqual({ ok: true, value: 3 });
    expect(fineOf('2026-11-02', '2026-11-27', null, by)).toEqual({
      daysLate: 7,
      listed: 10_000,
      won: 10_000,
      why: 'late',
    });
  });

  test('[PO-5, PO-7] is late by nobody knows how much where the holidays are unknown, but in time all the same', () => {
    expect(late('2017-06-01', '2026-11-23')).toEqual(unknown(2017));
    expect(late('2050-06-01', '2050-06-15')).toEqual({ ok: true, value: 0 });
    expect(late('2050-06-01', '2050-06-16')).toEqual(unknown(2050));
    expect(late('9999-12-31', '9999-12-31')).toEqual(unknown(9999));
    const fine = lateFine(time, { movedOn: day('2017-06-01'), reportDate: day('2026-11-23'), office, relief: null });
    expect(fine).toEqual(unknown(2017));
  });

  test('[PO-7] is late by what passed since its last day, whenever it was', () => {
    fc.assert(
      fc.property(anyDay('2018-01-01', '2039-12-31'), fc.integer({ min: -30, max: 400 }), (movedOn, after) => {
        const { last } = valueOf(reportDeadline(time, { movedOn, office }));
        const report = { movedOn, reportDate: addDays(last, after), office };
        expect(valueOf(daysLate(time, report))).toBe(Math.max(0, after));
        expect(valueOf(lateFine(time, { ...report, relief: null })).daysLate).toBe(Math.max(0, after));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('the fine for it', () => {
  test('[PO-8] is nothing in time', () => {
    expect(fineOf('2026-11-02', '2026-11-16')).toEqual({ daysLate: 0, listed: 0, won: 0, why: 'in-time' });
    expect(fineOf('2026-11-07', '2026-11-23', reduced(50))).toEqual({ daysLate: 0, listed: 0, won: 0, why: 'in-time' });
  });

  test('[PO-8] goes by the steps of the table', () => {
    // Due on Monday, 2026-11-16.
    const won = (reportDate: string, by = time): number => fineOf('2026-11-02', reportDate, null, by).won;
    expect([won('2026-11-17'), won('2026-11-23'), won('2026-11-24')]).toEqual([10_000, 10_000, 20_000]);
    expect([won('2026-12-16'), won('2026-12-17')]).toEqual([20_000, 30_000]);
    expect([won('2027-02-16'), won('2027-02-17')]).toEqual([30_000, 40_000]);
    expect([won('2027-05-16'), won('2027-05-17'), won('2036-11-17')]).toEqual([40_000, 50_000, 50_000]);
    expect(fineOf('2026-11-02', '2026-11-24')).toEqual({ daysLate: 8, listed: 20_000, won: 20_000, why: 'late' });
    const other = fineTable({ steps: [{ within: { unit: 'week', count: 2 }, won: 5_000 }], longer: 7_000 });
    expect([won('2026-11-30', other), won('2026-12-01', other)]).toEqual([5_000, 7_000]);
    expect(won('2026-11-17', fineTable({ steps: [] }))).toBe(50_000);
  });

  test('[PO-9] is none with a just cause', () => {
    expect(fineOf('2026-11-02', '2026-11-24', justCause)).toEqual({
      daysLate: 8,
      listed: 20_000,
      won: 0,
      why: 'just-cause',
    });
  });

  test('[PO-9] is less by what the official took off, to the won below, up to the limit', () => {
    expect(fineOf('2026-11-02', '2026-11-24', reduced(50))).toEqual({
      daysLate: 8,
      listed: 20_000,
      won: 10_000,
      why: 'reduced',
    });
    expect(fineOf('2026-11-02', '2026-11-24', reduced(1)).won).toBe(19_800);
    const odd = fineTable({ steps: [], longer: 33, reductionLimit: 100 });
    expect(fineOf('2026-11-02', '2026-11-24', reduced(50), odd).won).toBe(16);
    expect(fineOf('2026-11-02', '2026-11-24', reduced(100), odd)).toEqual({
      daysLate: 8,
      listed: 33,
      won: 0,
      why: 'reduced',
    });
    const tooMuch = lateFine(time, {
      movedOn: day('2026-11-02'),
      reportDate: day('2026-11-24'),
      office,
      relief: reduced(51),
    });
    expect(tooMuch).toEqual({ ok: false, error: { type: 'out-of-range', min: 1, max: 50 } });
  });

  test('[PO-9] is waived or reduced for a reason only', () => {
    expect(FineRelief.safeParse(justCause).success).toBe(true);
    expect(FineRelief.safeParse(reduced(30)).success).toBe(true);
    for (const relief of [
      { ...justCause, reason: '  ' },
      { ...reduced(30), reason: '' },
      { ...reduced(0) },
      { ...reduced(101) },
      { type: 'none' },
    ])
      expect(FineRelief.safeParse(relief).success).toBe(false);
  });

  test('[PO-8, PO-9] never falls as time passes, is never over the law’s limit, and relief never adds to it', () => {
    const anyRelief = fc.oneof(fc.constant(null), fc.constant(justCause), fc.integer({ min: 1, max: 50 }).map(reduced));
    const fine = (movedOn: PlainDate, reportDate: PlainDate, relief: FineRelief | null): number =>
      valueOf(lateFine(time, { movedOn, reportDate, office, relief })).won;
    fc.assert(
      fc.property(
        anyDay('2018-01-01', '2038-12-31'),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        anyRelief,
        (movedOn, after, more, relief) => {
          const first = addDays(movedOn, after);
          const second = addDays(first, more);
          expect(fine(movedOn, first, relief) <= fine(movedOn, second, relief)).toBe(true);
          expect(fine(movedOn, second, null) <= 50_000).toBe(true);
          expect(fine(movedOn, second, relief) <= fine(movedOn, second, null)).toBe(true);
          if (relief?.type === 'just-cause') expect(fine(movedOn, second, relief)).toBe(0);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
