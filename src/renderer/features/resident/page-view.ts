import type { AppError } from '../../../shared/contract/errors.ts';
import type { ResidentPage } from '../../../shared/contract/queries.ts';
import type { Result } from '../../../shared/contract/result.ts';
import type { Topic } from '../../../shared/contract/topics.ts';

/** A page that was opened, and is asked for again when something of it may have changed. */
export interface PageView {
  readonly load: () => Promise<void>;
  readonly changed: (topics: readonly Topic[]) => void;
}

const topicsOfPage: ReadonlySet<Topic> = new Set(['register', 'filings', 'certificates']);

/**
 * Where the screen was locked while the page was asked for, what it shows stays, and it is asked for once more when that
 * is over: nobody sees an error of a lock that is gone.
 */
export const createPageView = ({
  ask,
  show,
}: {
  readonly ask: () => Promise<Result<ResidentPage, AppError>>;
  readonly show: (answer: Result<ResidentPage, AppError>) => void;
}): PageView => {
  let isMissing = false;
  const load = async (): Promise<void> => {
    const answer = await ask();
    isMissing = !answer.ok && answer.error.type === 'Locked';
    if (!isMissing) show(answer);
  };
  return {
    load,
    changed: (topics) => {
      if (topics.some((topic) => topicsOfPage.has(topic)) || (isMissing && topics.includes('session'))) void load();
    },
  };
};
