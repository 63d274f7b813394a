import type { MoveInDraft } from './draft.ts';
import { evidenceNeeded, reporterMissing } from './evidence.ts';
import { topicOfField } from './fields.ts';
import { householderChange, leavesWithoutHouseholder } from './householder.ts';
import type { FieldIssue } from './issues.ts';

/** The pages of the task, one topic each. */
export const topics = ['kind', 'reporter', 'movers', 'place', 'household', 'evidence', 'remaining', 'check'] as const;
export type Topic = (typeof topics)[number];

/** The topics that this move-in has, in the order in which they are asked. */
export const topicsOf = (draft: MoveInDraft): readonly Topic[] =>
  topics.filter((topic) => {
    if (topic === 'evidence') return evidenceNeeded(draft).length > 0 || isEvidenceOpen(draft);
    if (topic === 'remaining') return leavesWithoutHouseholder(draft);
    return true;
  });

/** It can't be told yet of whom something will be asked. */
export const isEvidenceOpen = (draft: MoveInDraft): boolean =>
  draft.movers.length === 0 || draft.movers.some((mover) => householderChange(draft, mover) === null);

export type TopicState = 'done' | 'todo' | 'error' | 'cannot-start';

/**
 * How far a topic is.
 *
 * @param isSubmitted the official has left it as finished
 */
export const topicState = (
  draft: MoveInDraft,
  issues: readonly FieldIssue[],
  topic: Topic,
  isSubmitted: boolean,
): TopicState => {
  if (topic === 'check') return issues.length === 0 ? 'todo' : 'cannot-start';
  if (draft.movers.length === 0 && ['household', 'evidence', 'remaining'].includes(topic)) return 'cannot-start';
  if (topic === 'evidence' && isEvidenceOpen(draft)) return 'cannot-start';
  const own = issues.filter(({ field }) => topicOfField(field) === topic);
  if (own.some(({ kind }) => kind === 'wrong' || isSubmitted)) return 'error';
  if (own.length > 0) return 'todo';
  if (topic === 'reporter') return reporterMissing(draft).length === 0 ? 'done' : 'todo';
  if (topic === 'evidence') return evidenceNeeded(draft).every(({ missing }) => missing.length === 0) ? 'done' : 'todo';
  return 'done';
};

/** The topic that comes after this one; `check` after the last. */
export const topicAfter = (draft: MoveInDraft, topic: Topic): Topic => {
  const own = topicsOf(draft);
  return own[own.indexOf(topic) + 1] ?? 'check';
};
