import { describe, expect, test } from 'vitest';
import { filingActs } from '../../src/renderer/features/outbox/acts.ts';
import { editsOf } from '../../src/renderer/features/outbox/edits.ts';
import { reportRows } from '../../src/renderer/features/outbox/report-rows.ts';
import {
  differsFromFiled,
  numberPlaces,
  readSupplement,
  textPlaces,
  valueAt,
  withAt,
} from '../../src/renderer/features/outbox/supplement.ts';
import {
  ageText,
  compareFilings,
  daysBetween,
  dueTone,
  groupTray,
  placeOf,
} from '../../src/renderer/features/tray/groups.ts';
import type { FilingLine, FilingPage, TrayItem } from '../../src/shared/contract/queries.ts';
import type { Answer } from '../../src/shared/registry/answer.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import { fullMoveIn } from '../builders/every-input.ts';
import { kimSpouse, kims, lee } from '../builders/filing-people.ts';
import { aMoveInReport, day, filingId, inventedNumber, solnae } from '../builders/registry.ts';
import { everyRegisterReport, joining } from '../builders/reports.ts';

/** Filings in the window: shown without their numbers, and put right with the numbers entered once more. */

/** As the office hides numbers before a window sees them. */
const masked = (report: Report): FilingPage['report'] =>
  JSON.parse(
    JSON.stringify(report, (_, value: unknown) =>
      typeof value === 'string' && !/^[0-9a-f]{64}$/.test(value)
        ? value.replaceAll(/(?<!\d)(\d{6})[\s-]?(\d)\d{6}(?!\d)/g, '$1-$2******')
        : value,
    ),
  ) as FilingPage['report'];

/** Enters each number again as it was. */
const entered = (report: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(
    numberPlaces(masked(report)).map(({ key, paths }) => [key, String(valueAt(report, paths[0] ?? []))]),
  );

const all: readonly Report[] = [
  fullMoveIn,
  joining([kimSpouse], lee),
  aMoveInReport(),
  ...everyRegisterReport(kims.residents),
];
const reports: readonly (readonly [string, Report])[] = all.map((report, nth) => [
  `${String(nth)} ${'form' in report ? report.form : report.kind}`,
  report,
]);

describe('a supplement', () => {
  test.each(reports)('of %s is what was filed, once every number is entered again', (_, report) => {
    const shown = masked(report);
    const read = readSupplement(shown, numberPlaces(shown), entered(report));
    expect(read).toEqual({ report });
  });

  test.each(reports)('of %s lacks each number that is not entered, each once and at its place', (_, report) => {
    const shown = masked(report);
    const places = numberPlaces(shown);
    const read = readSupplement(shown, places, {});
    if (!('errors' in read)) throw new Error('numbers are missing');
    expect(new Set(read.errors.flatMap(({ number }) => number ?? []))).toEqual(new Set(places.map(({ key }) => key)));
    expect(read.errors).toHaveLength(places.length);
  });

  test.each(reports)('of %s: every place that can be edited is there, or a consent that can be given', (_, report) => {
    const shown = masked(report);
    for (const { type, path } of editsOf(shown)) {
      const value = valueAt(shown, path);
      if (type === 'check') expect(typeof value).toBe('boolean');
      if (type === 'text' || type === 'date') expect(typeof value).toBe('string');
      if (type === 'consent') expect(value).toBeUndefined();
    }
  });

  test.each(reports)('of %s shows no whole number, in either language', (_, report) => {
    for (const language of ['ko', 'en'] as const) {
      const rows = reportRows(masked(report), language);
      expect(rows.length).toBeGreaterThan(2);
      expect(JSON.stringify(rows)).not.toMatch(/\d{6}-\d{7}/);
    }
  });

  test('a person who stands in several places is asked for once', () => {
    const report = aMoveInReport();
    const places = numberPlaces(masked(report));
    const reporter = places.find(({ who }) => who === report.reporter.name);
    expect(reporter?.paths).toContainEqual(['reporter', 'number']);
    expect(reporter?.paths.length).toBeGreaterThan(1);
  });

  test('what was missing is put in, and nothing else changes', () => {
    const report = aMoveInReport();
    const edited = withAt(masked(report), ['movers', 0, 'consent'], {
      by: 'mover',
      cardShown: true,
      kinOfReporter: null,
    });
    const read = readSupplement(edited, numberPlaces(masked(report)), entered(report));
    if ('errors' in read) throw new Error(JSON.stringify(read.errors));
    const [first, ...rest] = 'form' in read.report ? read.report.movers : [];
    expect(first?.consent).toEqual({ by: 'mover', cardShown: true, kinOfReporter: null });
    expect(rest).toEqual(report.movers.slice(1));
  });

  test('a text with a number in it is emptied rather than sent with stars', () => {
    const number = inventedNumber('1990-01-01', 'F', 5);
    const shown = masked(aMoveInReport({ previousAddress: `전 주소 ${number}` }));
    expect(textPlaces(shown).map(({ path }) => path)).toEqual([['previousAddress']]);
    const edit = editsOf(shown).find(({ path }) => path.join('.') === 'previousAddress');
    expect(edit).toMatchObject({ isHidden: true });
  });

  test('another number than the filed one is noticed by its beginning', () => {
    expect(differsFromFiled('902101-1000001', '902101-1******')).toBe(false);
    expect(differsFromFiled('902101-2000001', '902101-1******')).toBe(true);
    expect(differsFromFiled('9021', '902101-1******')).toBe(false);
  });
});

const mover = (answer: Answer | null, name = '한도윤') => ({ name, maskedNumber: '842417-1******', answer });
const line = (nth: number, change: Partial<FilingLine> = {}): FilingLine => ({
  id: filingId(nth),
  device: filingId(99) as never,
  takenAt: `2026-11-0${String(nth)}T01:00:00Z`,
  reportDate: day('2026-11-02'),
  address: '새 주소',
  householderName: '한도윤',
  what: 'whole-household',
  state: 'answered',
  movers: [mover(null)],
  ...change,
});
const registered: Answer = { type: 'registered', on: day('2026-11-02') };
const missing: Answer = { type: 'supplement', missing: ['consent-missing'] };
const held: Extract<Answer, { type: 'held' }> = {
  type: 'held',
  why: 'same-day-filing',
  other: {
    filing: filingId(50),
    office: solnae,
    reportDate: day('2026-11-02'),
    address: '다른 주소',
    householderName: '한도윤',
  },
};

describe('what can be done with a filing', () => {
  const page = (movers: FilingLine['movers'], followUps: Partial<NonNullable<FilingPage['followUps']>> | null = null) =>
    ({
      line: line(1, { movers }),
      report: masked(aMoveInReport()),
      amendments: [],
      followUps: followUps && {
        reportDeadline: null,
        daysLate: 0,
        fine: { won: 0, why: 'in-time' },
        postVerification: { state: 'exempt', sendBy: null, replyBy: null },
        ...followUps,
      },
    }) as FilingPage;

  test('what is registered is neither taken back, refused nor rewritten', () => {
    expect(filingActs(page([mover(registered)]))).toEqual([]);
    expect(filingActs(page([mover(registered), mover(missing)]))).toEqual(['refuse']);
    expect(filingActs(page([mover(missing)]))).toEqual(['supplement', 'withdraw', 'refuse']);
    expect(filingActs(page([mover(null)]))).toEqual(['supplement', 'withdraw', 'refuse']);
  });

  test('nothing more is done with what was taken back or refused', () => {
    expect(filingActs(page([mover({ type: 'withdrawn', on: day('2026-11-03') })]))).toEqual([]);
  });

  test('post-verification and a just cause are noted while they matter', () => {
    const due = { postVerification: { state: 'to-send', sendBy: null, replyBy: null } } as const;
    expect(filingActs(page([mover(registered)], due))).toEqual(['verify']);
    const late = { daysLate: 3, fine: { won: 10_000, why: 'late' } } as const;
    expect(filingActs(page([mover(registered)], late))).toEqual(['justCause']);
  });
});

describe('the tray', () => {
  const items: readonly TrayItem[] = [
    { type: 'filing', filing: line(3, { movers: [mover(missing), mover(held)] }) },
    { type: 'filing', filing: line(2, { movers: [mover(missing)] }) },
    { type: 'filing', filing: line(1, { movers: [mover(held)] }) },
    { type: 'post-verification', filing: filingId(4), householderName: '가', due: null, step: 'reply' },
    { type: 'post-verification', filing: filingId(5), householderName: '나', due: day('2026-11-20'), step: 'send' },
    { type: 'household-without-householder', household: '' as never, address: '', members: [] },
  ];

  test('holds everything once, the oldest and the first due at the head', () => {
    const groups = groupTray(items);
    expect(groups.held.map(({ id }) => id)).toEqual([filingId(1), filingId(3)]);
    expect(groups.supplement.map(({ id }) => id)).toEqual([filingId(2)]);
    expect(groups.verification.map(({ filing }) => filing)).toEqual([filingId(5), filingId(4)]);
    expect(Object.values(groups).flat()).toHaveLength(items.length);
  });

  test('ages and last days are told in days', () => {
    expect(daysBetween(day('2026-10-31'), day('2026-11-02'))).toBe(2);
    expect(ageText(day('2026-11-02'), day('2026-11-05'), 'ko')).toBe('3일째');
    expect(ageText(day('2026-11-05'), day('2026-11-05'), 'en')).toBe('today');
    // A clock that was set back makes nothing younger than today.
    expect(ageText(day('2026-11-06'), day('2026-11-05'), 'ko')).toBe('오늘');
    const today = day('2026-11-22');
    const tones = ['2026-11-21', '2026-11-22', '2026-11-25', '2026-11-26'].map((due) => dueTone(day(due), today));
    expect(tones).toEqual(['danger', 'warning', 'warning', 'neutral']);
    expect(dueTone(null, today)).toBe('neutral');
  });

  test('two filings are compared field by field, and what differs is marked', () => {
    const rows = compareFilings(line(1, { movers: [mover(held)] }), held.other ?? never(), {
      isOther: true,
      language: 'ko',
    });
    expect(rows.filter(({ differs }) => differs).map(({ field }) => field.ko)).toEqual(['새 주소', '접수 기관']);
  });
});

const never = (): never => {
  throw new Error('it names the other filing');
};

test.each([
  ['다온도 늘해군 솔내면 솔내동촌길 37', '늘해군 솔내면'],
  ['다온도 은가람시 은가람중앙로 12, 103동 1204호 (은가람푸른마을아파트)', '은가람시'],
  ['다온도 은가람시 달빛구 너울대로25번길 3 (너울동)', '은가람시 달빛구'],
  ['', null],
  ['솔내동촌길 37', null],
])('another office is told by where its filing leads: %s', (address, place) => {
  expect(placeOf(address)).toBe(place);
});
