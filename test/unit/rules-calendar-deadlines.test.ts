import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeadlineExtension, type Duty, defaultDeadlinePolicy } from '../../src/shared/registry/deadline-policy.ts';
import { addDays, type PlainDate } from '../../src/shared/registry/plain-date.ts';
import {
  correctionDeadline,
  type Deadline,
  daysPast,
  decisionDeadline,
  type LegalTime,
  measureNoticeDeadline,
  noticeDeadline,
  objectionDeadline,
  postVerification,
  reportDeadline,
  type SupplementRequest,
  supplementDeadline,
  type VerificationFacts,
} from '../../src/shared/rules/calendar/deadlines.ts';
import { isWorkingDay, workingDayFrom } from '../../src/shared/rules/calendar/holidays.ts';
import { aLegalTime, anyDay, publicCalendar, valueOf } from '../builders/legal-time.ts';
import { day, eungaram, solnae } from '../builders/registry.ts';

const time = aLegalTime();
const office = solnae;
const report = (movedOn: string, by: LegalTime = time): Deadline =>
  valueOf(reportDeadline(by, { movedOn: day(movedOn), office }));
const unknown = (year: number): unknown => ({ ok: false, error: { type: 'holidays-unknown', year } });

const anExtension = (overrides: Partial<Record<keyof DeadlineExtension, unknown>> = {}): DeadlineExtension => ({
  duties: ['report'],
  offices: null,
  endsFrom: day('2026-11-16'),
  endsTo: day('2026-11-18'),
  until: day('2026-11-25'),
  authority: '행정안전부 주민과-1234',
  ...(overrides as Partial<DeadlineExtension>),
});
const extendedBy = (...extensions: DeadlineExtension[]): LegalTime => aLegalTime({ extensions });

describe('the report of a move-in', () => {
  test('[PO-6] is due on the fourteenth day after the move', () => {
    expect(report('2026-11-02')).toEqual({ counted: '2026-11-16', last: '2026-11-16' });
    expect(report('2026-11-06')).toEqual({ counted: '2026-11-20', last: '2026-11-20' });
  });

  test('[PO-6] is due on the next working day if that one is none', () => {
    expect(report('2026-11-07')).toEqual({ counted: '2026-11-21', last: '2026-11-23' });
    expect(report('2026-09-10')).toEqual({ counted: '2026-09-24', last: '2026-09-28' });
    expect(report('2026-05-22')).toEqual({ counted: '2026-06-05', last: '2026-06-05' });
    expect(report('2026-05-23')).toEqual({ counted: '2026-06-06', last: '2026-06-08' });
    expect(report('2027-01-23')).toEqual({ counted: '2027-02-06', last: '2027-02-10' });
  });

  test('[PO-6] is due within what the policy says, and a corrective report with its own period', () => {
    const longer = aLegalTime({ periods: { ...defaultDeadlinePolicy.periods, report: { unit: 'month', count: 1 } } });
    expect(report('2026-11-02', longer).last).toBe('2026-12-02');
    const correction = (by: LegalTime): string =>
      valueOf(correctionDeadline(by, { changedOn: day('2026-11-07'), office })).last;
    expect([correction(time), correction(longer)]).toEqual(['2026-11-23', '2026-11-23']);
  });

  test('[PO-5, PO-6] has an end that nobody knows where the holidays are unknown', () => {
    const end = (movedOn: string): unknown => reportDeadline(time, { movedOn: day(movedOn), office });
    expect(end('2017-12-17')).toEqual(unknown(2017));
    expect(end('2017-12-18')).toEqual({ ok: true, value: { counted: '2018-01-01', last: '2018-01-02' } });
    expect(end('2040-12-17')).toEqual({ ok: true, value: { counted: '2040-12-31', last: '2040-12-31' } });
    expect(end('2040-12-18')).toEqual(unknown(2041));
    expect(end('2041-01-01')).toEqual(unknown(2041));
    expect(end('9999-12-31')).toEqual(unknown(9999));
  });

  test('[PO-2, PO-6] ends on the first working day from the fourteenth on, whenever somebody moved', () => {
    fc.assert(
      fc.property(anyDay('2017-12-18', '2040-12-17'), (movedOn) => {
        const { counted, last } = report(movedOn);
        expect(counted).toBe(addDays(movedOn, 14));
        expect(last).toBe(valueOf(workingDayFrom(publicCalendar(), counted)));
      }),
      { numRuns: 2000 },
    );
  });

  test('[PO-6] is past from the day after its last', () => {
    const { last } = report('2026-11-07');
    expect(['2026-11-20', '2026-11-23', '2026-11-24', '2026-12-23'].map((on) => daysPast({ last }, day(on)))).toEqual([
      0, 0, 1, 30,
    ]);
  });
});

describe('more time by the authority', () => {
  test('[PO-10] moves the end of what would end on the days that it names', () => {
    const by = extendedBy(anExtension());
    expect(report('2026-11-01', by).last).toBe('2026-11-25'); // would have ended on Sunday the 15th, so on the 16th
    expect(report('2026-11-04', by)).toEqual({ counted: '2026-11-18', last: '2026-11-25' });
    expect(report('2026-11-05', by).last).toBe('2026-11-19');
    expect(report('2026-10-30', by).last).toBe('2026-11-13');
  });

  test('[PO-10] moves the duties and offices that it names, and no other', () => {
    const correction = (by: LegalTime): string =>
      valueOf(correctionDeadline(by, { changedOn: day('2026-11-02'), office })).last;
    expect(correction(extendedBy(anExtension()))).toBe('2026-11-16');
    expect(correction(extendedBy(anExtension({ duties: ['report', 'correction'] })))).toBe('2026-11-25');
    expect(report('2026-11-02', extendedBy(anExtension({ offices: [eungaram] }))).last).toBe('2026-11-16');
    expect(report('2026-11-02', extendedBy(anExtension({ offices: [eungaram, solnae] }))).last).toBe('2026-11-25');
  });

  test('[PO-10] ends on a working day, and never sooner than the law has it', () => {
    expect(report('2026-11-02', extendedBy(anExtension({ until: day('2026-11-28') }))).last).toBe('2026-11-30');
    expect(
      report('2026-11-01', extendedBy(anExtension({ endsTo: day('2026-11-17'), until: day('2026-11-15') }))).last,
    ).toBe('2026-11-16');
  });

  test('[PO-10] may be given again, in whatever order that is listed', () => {
    const first = anExtension();
    const second = anExtension({ endsFrom: day('2026-11-25'), endsTo: day('2026-11-25'), until: day('2026-12-02') });
    const farther = anExtension({ until: day('2026-11-27') });
    for (const extensions of [
      [first, second, farther],
      [second, farther, first],
      [farther, second, first],
    ])
      expect(report('2026-11-02', extendedBy(...extensions)).last).toBe('2026-12-02');
    expect(report('2026-11-02', extendedBy(first, farther)).last).toBe('2026-11-27');
  });

  test('[PO-5, PO-10] is unknown where the holidays of its end are', () => {
    const by = extendedBy(anExtension({ until: day('2041-01-02') }));
    expect(reportDeadline(by, { movedOn: day('2026-11-02'), office })).toEqual(unknown(2041));
    expect(report('2026-11-05', by).last).toBe('2026-11-19');
  });

  test('[PO-10] never makes an end earlier, and leaves a working day', () => {
    const anyExtension = fc
      .tuple(
        anyDay('2026-11-01', '2026-12-20'),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom(null, [solnae], [eungaram]),
      )
      .map(([endsFrom, length, more, offices]) =>
        anExtension({ endsFrom, endsTo: addDays(endsFrom, length), until: addDays(endsFrom, length + more), offices }),
      );
    fc.assert(
      fc.property(
        fc.array(anyExtension, { maxLength: 6 }),
        anyExtension,
        anyDay('2026-10-15', '2026-12-20'),
        (some, another, movedOn) => {
          const without = report(movedOn, extendedBy(...some)).last;
          const withIt = report(movedOn, extendedBy(another, ...some)).last;
          expect(report(movedOn).last <= without && without <= withIt).toBe(true);
          expect(report(movedOn, extendedBy(...some, another)).last).toBe(withIt);
          expect(valueOf(isWorkingDay(publicCalendar(), withIt))).toBe(true);
          if (withIt !== without)
            expect([...some, another].map(({ until }) => valueOf(workingDayFrom(publicCalendar(), until)))).toContain(
              withIt,
            );
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('post-verification', () => {
  const verify = (facts: Partial<VerificationFacts>, by = time): unknown =>
    valueOf(
      postVerification(by, {
        office,
        reportDate: day('2026-11-02'),
        fixedDateGiven: false,
        contractShownOn: null,
        sentOn: null,
        ...facts,
      }),
    );
  const contract = { counted: '2026-11-07', last: '2026-11-09' };
  const send = { counted: '2026-11-17', last: '2026-11-17' };

  test('[PO-11] goes out within fifteen days of the report, and is answered within fifteen of its going out', () => {
    expect(verify({})).toEqual({ type: 'due', contract, send, reply: null });
    expect(verify({ sentOn: day('2026-11-06') })).toEqual({
      type: 'due',
      contract,
      send,
      reply: { counted: '2026-11-21', last: '2026-11-23' },
    });
  });

  test('[PO-12] is spared by a fixed date, or a contract that is shown within five days', () => {
    expect(verify({ fixedDateGiven: true })).toEqual({ type: 'exempt', by: 'fixed-date' });
    expect(verify({ contractShownOn: day('2026-11-02') })).toEqual({ type: 'exempt', by: 'contract' });
    expect(verify({ contractShownOn: day('2026-11-09') })).toEqual({ type: 'exempt', by: 'contract' });
    expect(verify({ contractShownOn: day('2026-11-10') })).toEqual({ type: 'due', contract, send, reply: null });
    expect(verify({ fixedDateGiven: true, contractShownOn: day('2026-11-09') })).toEqual({
      type: 'exempt',
      by: 'fixed-date',
    });
  });

  test('[PO-5, PO-11] is unknown where one of its ends is', () => {
    const facts = { office, fixedDateGiven: false, contractShownOn: null, sentOn: null };
    const verifyOn = (reportDate: string, sentOn: string | null = null): unknown =>
      postVerification(time, { ...facts, reportDate: day(reportDate), sentOn: sentOn === null ? null : day(sentOn) });
    expect(verifyOn('2040-12-27')).toEqual(unknown(2041));
    const shown = { ...facts, reportDate: day('2040-12-27'), contractShownOn: day('2041-01-02') };
    expect(postVerification(time, shown)).toEqual(unknown(2041));
    expect(verifyOn('2040-12-20')).toEqual(unknown(2041));
    expect(verifyOn('2040-12-10', '2040-12-20')).toEqual(unknown(2041));
    expect(verifyOn('2040-12-10', '2040-12-16')).toMatchObject({ ok: true, value: { reply: { last: '2040-12-31' } } });
    expect(postVerification(time, { ...facts, reportDate: day('2050-01-01'), fixedDateGiven: true })).toEqual({
      ok: true,
      value: { type: 'exempt', by: 'fixed-date' },
    });
  });

  test('[PO-10, PO-11] has each of its ends extended on its own', () => {
    const extension = (duty: Duty, on: string): LegalTime =>
      extendedBy(anExtension({ duties: [duty], endsFrom: day(on), endsTo: day(on), until: day('2026-12-01') }));
    const sentOn = day('2026-11-06');
    const later = { last: '2026-12-01' };
    expect(verify({ sentOn }, extension('contract', '2026-11-09'))).toMatchObject({ contract: later, send });
    expect(verify({ sentOn }, extension('verification-print', '2026-11-17'))).toMatchObject({
      contract,
      send: later,
      reply: { last: '2026-11-23' },
    });
    expect(verify({ sentOn }, extension('verification-reply', '2026-11-23'))).toMatchObject({
      contract,
      send,
      reply: later,
    });
  });

  test('[PO-11, PO-12] answers within the law, whatever happens when', () => {
    const anyOn = anyDay('2020-01-01', '2035-12-31');
    const maybe = (from: PlainDate): fc.Arbitrary<PlainDate | null> =>
      fc.option(fc.integer({ min: 0, max: 30 }).map((by) => addDays(from, by)));
    fc.assert(
      fc.property(
        anyOn.chain((reportDate) => fc.tuple(fc.constant(reportDate), maybe(reportDate), maybe(reportDate))),
        ([reportDate, contractShownOn, sentOn]) => {
          const answer = valueOf(
            postVerification(time, { office, reportDate, fixedDateGiven: false, contractShownOn, sentOn }),
          );
          const working = (from: PlainDate, days: number): PlainDate =>
            valueOf(workingDayFrom(publicCalendar(), addDays(from, days)));
          expect(answer.type === 'exempt').toBe(contractShownOn !== null && contractShownOn <= working(reportDate, 5));
          if (answer.type === 'exempt') return;
          expect(answer.send.last).toBe(working(reportDate, 15));
          expect(answer.reply?.last).toBe(sentOn === null ? undefined : working(sentOn, 15));
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('a supplement', () => {
  const ask = (request: Partial<SupplementRequest>, by = time): unknown =>
    supplementDeadline(by, {
      office,
      requestedOn: day('2026-11-02'),
      days: null,
      round: 'first',
      extendedTo: [],
      ...request,
    });
  const last = (request: Partial<SupplementRequest>, by = time): string =>
    valueOf(ask(request, by) as { ok: true; value: Deadline }).last;

  test('[PO-13] is due within the days of the policy, or those that the official set', () => {
    expect(ask({})).toEqual({ ok: true, value: { counted: '2026-11-09', last: '2026-11-09' } });
    expect(last({ days: 5 })).toBe('2026-11-09');
    expect(last({ days: 30 })).toBe('2026-12-02');
    expect(last({ days: 1 })).toBe('2026-11-03');
    const slower = aLegalTime({
      periods: { ...defaultDeadlinePolicy.periods, supplement: { unit: 'day', count: 10 } },
    });
    expect(last({}, slower)).toBe('2026-11-12');
    expect(last({ round: 'second' }, slower)).toBe('2026-11-12');
  });

  test('[PO-13] takes no less than a day, and the second time no more than ten', () => {
    expect(ask({ days: 0 })).toEqual({ ok: false, error: { type: 'out-of-range', min: 1, max: null } });
    expect(last({ round: 'second', days: 10 })).toBe('2026-11-12');
    expect(last({ round: 'second', days: 1 })).toBe('2026-11-03');
    expect(ask({ round: 'second', days: 11 })).toEqual({ ok: false, error: { type: 'out-of-range', min: 1, max: 10 } });
    expect(ask({ round: 'second', days: 0 })).toEqual({ ok: false, error: { type: 'out-of-range', min: 1, max: 10 } });
  });

  test('[PO-13] is put off twice at the most, to a working day', () => {
    expect(last({ extendedTo: [day('2026-11-14')] })).toBe('2026-11-16');
    expect(last({ extendedTo: [day('2026-11-20'), day('2026-11-13')] })).toBe('2026-11-20');
    expect(last({ extendedTo: [day('2026-11-04')] })).toBe('2026-11-09');
    const thrice = { extendedTo: [day('2026-11-14'), day('2026-11-20'), day('2026-11-27')] };
    expect(ask(thrice)).toEqual({ ok: false, error: { type: 'out-of-range', min: 0, max: 2 } });
    expect(last(thrice, aLegalTime({ supplementExtensions: 3 }))).toBe('2026-11-27');
  });

  test('[PO-5, PO-10, PO-13] is extended by the authority as well, and unknown beyond the table', () => {
    const by = extendedBy(
      anExtension({ duties: ['supplement'], endsFrom: day('2026-11-09'), endsTo: day('2026-11-12') }),
    );
    expect(last({}, by)).toBe('2026-11-25');
    expect(last({ round: 'second' }, by)).toBe('2026-11-12');
    expect(ask({ requestedOn: day('2040-12-28') })).toEqual(unknown(2041));
    expect(ask({ extendedTo: [day('2041-01-05')] })).toEqual(unknown(2041));
  });
});

describe('measures ex officio', () => {
  test('[PO-14] leave seven days at least from the notice on', () => {
    const notice = (days: number | null): unknown =>
      noticeDeadline(time, { noticedOn: day('2026-11-02'), days, office });
    expect(notice(null)).toEqual({ ok: true, value: { counted: '2026-11-09', last: '2026-11-09' } });
    expect(notice(7)).toEqual(notice(null));
    expect(notice(12)).toEqual({ ok: true, value: { counted: '2026-11-14', last: '2026-11-16' } });
    expect(notice(6)).toEqual({ ok: false, error: { type: 'out-of-range', min: 7, max: null } });
  });

  test('[PO-14] are told to the person within fourteen days', () => {
    const told = (measuredOn: string): unknown => measureNoticeDeadline(time, { measuredOn: day(measuredOn), office });
    expect(told('2026-11-02')).toEqual({ ok: true, value: { counted: '2026-11-16', last: '2026-11-16' } });
    expect(told('2026-11-07')).toEqual({ ok: true, value: { counted: '2026-11-21', last: '2026-11-23' } });
  });

  test('[PO-15] may be objected to for thirty days after the notice, or after the measure without one', () => {
    const end = (noticedOn: string | null): unknown =>
      objectionDeadline(time, {
        measuredOn: day('2026-11-02'),
        noticedOn: noticedOn === null ? null : day(noticedOn),
        office,
      });
    expect(end(null)).toEqual({ ok: true, value: { counted: '2026-12-02', last: '2026-12-02' } });
    expect(end('2026-11-12')).toEqual({ ok: true, value: { counted: '2026-12-12', last: '2026-12-14' } });
  });

  test('[PO-15] have an objection decided within ten days', () => {
    const end = (receivedOn: string): unknown => decisionDeadline(time, { receivedOn: day(receivedOn), office });
    expect(end('2026-11-02')).toEqual({ ok: true, value: { counted: '2026-11-12', last: '2026-11-12' } });
    expect(end('2026-11-11')).toEqual({ ok: true, value: { counted: '2026-11-21', last: '2026-11-23' } });
  });

  test('[PO-10, PO-14, PO-15] are each extended by their own name', () => {
    const on = day('2026-11-02');
    const ends: Partial<Record<Duty, (by: LegalTime) => string>> = {
      notice: (by) => valueOf(noticeDeadline(by, { noticedOn: on, days: null, office })).last,
      'measure-notice': (by) => valueOf(measureNoticeDeadline(by, { measuredOn: on, office })).last,
      objection: (by) => valueOf(objectionDeadline(by, { measuredOn: on, noticedOn: null, office })).last,
      decision: (by) => valueOf(decisionDeadline(by, { receivedOn: on, office })).last,
    };
    for (const [duty, end] of Object.entries(ends)) {
      const extension = anExtension({ endsFrom: on, endsTo: day('2026-12-20'), until: day('2026-12-21') });
      expect(end(extendedBy({ ...extension, duties: [duty as Duty] }))).toBe('2026-12-21');
      const others = Object.keys(defaultDeadlinePolicy.periods).filter((other) => other !== duty) as Duty[];
      expect(end(extendedBy({ ...extension, duties: others }))).toBe(end(time));
    }
  });
});
