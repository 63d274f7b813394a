import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backOff, pollWait } from '../../src/main/sync/back-off.ts';
import { createRandom } from '../builders/random.ts';

const longest = 60_000;

describe('the wait after failures', () => {
  test('lies between nothing and a bound that doubles with each failure, up to the longest', () => {
    const bounds = Array.from({ length: 10 }, (_, failures) => backOff(failures, 0.999_999, longest) + 1);
    expect(bounds).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    for (let failures = 0; failures < 10; failures += 1) expect(backOff(failures, 0, longest)).toBe(0);
  });

  test('is a number that a timer takes, however often it failed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 3_600_000 }),
        (failures, random, most) => {
          const wait = backOff(failures, random, most);
          expect(Number.isInteger(wait)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThan(most);
        },
      ),
      { seed: 20_261_122 },
    );
  });

  test('spreads offices that lost the network together over the whole of the bound', () => {
    const random = createRandom(8);
    const waits = Array.from({ length: 3_500 }, () => backOff(7, random.next(), longest));
    const inTenths = Array.from(
      { length: 10 },
      (_, tenth) => waits.filter((wait) => Math.floor(wait / 6_000) === tenth).length,
    );
    for (const count of inTenths) expect(count).toBeGreaterThan(280);
    expect(inTenths.reduce((sum, count) => sum + count)).toBe(3_500);
  });
});

test('without the doorbell the feed is looked at about once a minute', () => {
  expect([pollWait(0), pollWait(0.5), pollWait(1)]).toEqual([45_000, 60_000, 75_000]);
});
