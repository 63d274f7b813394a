import type { AppError } from '../shared/contract/errors.ts';
import { type LogLine, logLine } from '../shared/text/log-line.ts';

/**
 * Turns an exception into what a person can do about it. What nobody expected gets a number, under which the log tells
 * the whole story; the person sees the number only. Nothing of a resident is in a message of ours.
 */
export const createIncidents = (deps: {
  readonly newId: () => string;
  readonly log: (line: LogLine) => void;
  /** Knows the exceptions of the disk and the database; null for others. */
  readonly explain: (error: unknown) => AppError | null;
}): ((error: unknown) => AppError) => {
  let last = { story: '', incident: '' };
  return (error) => {
    const known = deps.explain(error);
    if (known) return known;
    const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // What a retry meets again is the same incident, and one line in the log is enough for it.
    if (story !== last.story) {
      last = { story, incident: deps.newId().slice(-12) };
      deps.log(logLine(`incident ${last.incident}: ${story}`));
    }
    return { type: 'Internal', incident: last.incident };
  };
};
