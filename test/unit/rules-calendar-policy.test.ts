import { describe, expect, test } from 'vitest';
import { DeadlinePolicy, defaultDeadlinePolicy } from '../../src/shared/registry/deadline-policy.ts';
import { publicHolidays } from '../../src/shared/registry/public-holidays.ts';
import { legalTimeOf } from '../../src/shared/rules/calendar/deadlines.ts';
import { createCalendar } from '../../src/shared/rules/calendar/holidays.ts';

/** More time until the 25th for reports that would end from the 16th to the 18th. */
const anExtension = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  duties: ['report'],
  offices: null,
  endsFrom: '2026-11-16',
  endsTo: '2026-11-18',
  until: '2026-11-25',
  authority: '행정안전부 주민과-1234',
  ...overrides,
});

describe('a policy about time', () => {
  const messages = (overrides: Record<string, unknown>): string[] => {
    const parsed = DeadlinePolicy.safeParse({ ...defaultDeadlinePolicy, ...overrides });
    return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  test('[PO-19] by default is one that would be taken', () => {
    expect(DeadlinePolicy.parse(JSON.parse(JSON.stringify(defaultDeadlinePolicy)))).toEqual(defaultDeadlinePolicy);
    expect(legalTimeOf(defaultDeadlinePolicy)).toEqual({
      policy: defaultDeadlinePolicy,
      calendar: createCalendar(publicHolidays),
    });
  });

  test('[PO-19] that contradicts itself is not taken', () => {
    const { objection: _, ...withoutOne } = defaultDeadlinePolicy.periods;
    expect(messages({ periods: withoutOne })).toHaveLength(1);
    expect(messages({ extensions: [anExtension()] })).toEqual([]);
    expect(messages({ extensions: [anExtension({ endsFrom: '2026-11-18', until: '2026-11-18' })] })).toEqual([]);
    const outOfOrder = ['extensions.0.until: the days are out of order'];
    expect(messages({ extensions: [anExtension({ endsFrom: '2026-11-19' })] })).toEqual(outOfOrder);
    expect(messages({ extensions: [anExtension({ until: '2026-11-17' })] })).toEqual(outOfOrder);
    expect(messages({ extensions: [anExtension({ authority: ' ' })] })).toHaveLength(1);
    expect(messages({ extensions: [anExtension({ duties: [] })] })).toHaveLength(1);
    const fine = (overrides: Partial<DeadlinePolicy['fine']>): string[] =>
      messages({ fine: { ...defaultDeadlinePolicy.fine, ...overrides } });
    expect(fine({ steps: [] })).toEqual([]);
    expect(fine({ longer: 50_000 })).toEqual([]);
    expect(fine({ longer: 50_001 })).toHaveLength(1);
    expect(fine({ steps: [{ within: { unit: 'day', count: 1 }, won: 50_001 }] })).toHaveLength(1);
    expect(fine({ reductionLimit: 101 })).toHaveLength(1);
    const hours = (...officeHours: string[][]): string[] =>
      messages({ officeHours: officeHours.map(([from, to]) => ({ from, to })) });
    expect(hours(['09:00', '18:00'])).toEqual([]);
    expect(hours(['09:00', '12:00'], ['13:00', '18:00'])).toEqual([]);
    expect(hours()).toHaveLength(1);
    expect(hours(['09:00', '12:00'], ['12:00', '18:00'])).toEqual(['officeHours: the hours are out of order']);
    expect(hours(['13:00', '18:00'], ['09:00', '12:00'])).toEqual(['officeHours: the hours are out of order']);
    expect(hours(['12:00', '09:00'])).toEqual(['officeHours: the hours are out of order']);
    expect(hours(['9:00', '18:00'])).not.toEqual([]);
    expect(hours(['09:00', '24:00'])).toHaveLength(1);
    expect(messages({ holidays: { ...defaultDeadlinePolicy.holidays, lunar: [] } })).not.toEqual([]);
  });
});
