import type { ExpectInput } from '../format/schema.ts';
import type { RunJson } from '../results/run.ts';
import type { Story, StoryRun } from '../story/story.ts';
import { type Mismatch, match } from './match.ts';

/** What a run doesn't hold of what its scenario expects. */
export const checkExpected = (story: Story, run: StoryRun, result: RunJson): readonly Mismatch[] => [
  ...expected(story.expect, result),
  ...expected(run.expect, result),
  ...story.steps.flatMap((step, index) =>
    step.expect === null ? [] : match(step.expect, result.steps[index], `steps[${step.nth}]`),
  ),
];

const expected = (expect: ExpectInput | null, result: RunJson): readonly Mismatch[] => {
  if (!expect) return [];
  const { answers = {}, overtaken, ...rest } = expect;
  return [
    ...Object.entries(answers).flatMap(([filing, pattern]) =>
      answersFit(pattern, result.answers[filing], `answers.${filing}`),
    ),
    ...Object.entries(rest).flatMap(([part, pattern]) => match(pattern, result[part as keyof RunJson], part)),
    ...(overtaken === undefined ? [] : match(overtaken, result.overtaken, 'overtaken')),
  ];
};

/** One answer for everybody on it, or one for each whom it names. */
const answersFit = (pattern: unknown, answers: unknown, at: string): readonly Mismatch[] => {
  if (typeof pattern !== 'string' || typeof answers !== 'object' || answers === null)
    return match(pattern, answers, at);
  return Object.entries(answers).flatMap(([mover, answer]) => match(pattern, answer, `${at}.${mover}`));
};
