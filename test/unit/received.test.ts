import { describe, expect, test } from 'vitest';
import { ProvisionBody } from '../../src/shared/contract/feed-item.ts';
import { SnapshotRow } from '../../src/shared/contract/sync.ts';
import { DeadlinePolicy, defaultDeadlinePolicy } from '../../src/shared/registry/deadline-policy.ts';

/** As a central of a later version might send them, at every depth. */
const later = {
  ...defaultDeadlinePolicy,
  thought: 'of later',
  periods: { ...defaultDeadlinePolicy.periods, 'a-new-duty': { unit: 'day', count: 3 } },
  fine: {
    ...defaultDeadlinePolicy.fine,
    steps: defaultDeadlinePolicy.fine.steps.map((step) => ({ ...step, rounding: 'down' })),
  },
};

describe('days and fines that a later version of central sends', () => {
  test('are read without what this version does not know', () => {
    const row = SnapshotRow.parse({ row: 'deadlines', deadlines: later });
    expect(row).toEqual({ row: 'deadlines', deadlines: defaultDeadlinePolicy });
    const provision = { v: 1, blocks: [], policy: null, deadlines: later };
    expect(ProvisionBody.parse(provision).deadlines).toEqual(defaultDeadlinePolicy);
  });

  test('are refused where what is known is wrong', () => {
    const wrong = { ...later, fine: { ...later.fine, longer: -1 } };
    expect(SnapshotRow.safeParse({ row: 'deadlines', deadlines: wrong }).success).toBe(false);
    for (const nothing of [null, [], 'x', {}])
      expect([nothing, SnapshotRow.safeParse({ row: 'deadlines', deadlines: nothing }).success]).toEqual([
        nothing,
        false,
      ]);
  });

  test('are refused from a person who hands them in, because it may be a slip', () => {
    expect(DeadlinePolicy.safeParse(later).success).toBe(false);
  });
});
