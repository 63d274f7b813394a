import type { CommandInput, CommandName, CommandOutput } from './commands.ts';
import type { AppError } from './errors.ts';
import type { QueryInput, QueryName, QueryOutput } from './queries.ts';
import type { Result } from './result.ts';
import type { Topic } from './topics.ts';

/** All that a window can reach: `window.rrs`. The same in every shell. */
export interface WindowBridge {
  readonly command: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutput<N>, AppError>>;
  readonly query: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<Result<QueryOutput<N>, AppError>>;
  /** Calls back when something that these topics' queries read has changed; returns what ends it. */
  readonly onChanged: (listener: (topics: readonly Topic[]) => void) => () => void;
}

/** Where a window's page comes from, in every shell. `.invalid` names no host (RFC 6761). */
export const windowOrigin = 'https://office.rrs.invalid';

/** Characters of the longest message that a window may send; a preload sends no more of a longer one than shows that. */
export const longestMessage = 1_000_000;

/** A desk is a window among others; a kiosk is the whole screen, and nothing leads out of it. */
export type WindowMode = 'desk' | 'kiosk';
