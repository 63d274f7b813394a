import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Missing, Notice } from '../../src/shared/registry/answer.ts';
import { settle } from '../../src/shared/rules/settle.ts';
import { crowdOrigin, crowds } from '../builders/crowd.ts';

const seed = 20_261_122;

/** About the crowds themselves, that rules-crowd.test.ts tries the rules with: else a property may say nothing of a rule. */
test('the crowd meets every answer that there is', () => {
  const seen = new Set<string>();
  for (const { arrival } of fc.sample(crowds, { numRuns: 6_000, seed }))
    for (const answers of settle(crowdOrigin, arrival).answers.values())
      for (const { answer } of answers) {
        seen.add(answer.type);
        if (answer.type === 'held') seen.add(answer.why);
        if (answer.type === 'supplement') for (const missing of answer.missing) seen.add(missing);
        if (answer.type === 'registered') for (const notice of answer.notices ?? []) seen.add(notice);
      }
  const expected = [...Missing.options, ...Notice.options, 'same-day-filing', 'not-of-this-household', 'already-there'];
  // Areas have tests of their own.
  expect(expected.filter((each) => !seen.has(each))).toEqual(['area-changed']);
});
