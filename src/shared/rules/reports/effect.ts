import type { Answer, Missing, Notice } from '../../registry/answer.ts';

/** What becomes of one person: carried out, with notices, or not, with what is missing or stands in the way. */
export type Effect =
  | { readonly type: 'done'; readonly notices?: readonly Notice[] }
  | { readonly type: 'missing'; readonly missing: readonly Missing[] }
  | { readonly type: 'answer'; readonly answer: Answer };

export const missing = (...found: readonly Missing[]): Effect => ({ type: 'missing', missing: found });
