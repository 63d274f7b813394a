import type { CommandInput, CommandName, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryName, QueryOutput } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { WindowBridge } from '../../shared/contract/window.ts';

type Answer<T> = Result<T, AppError>;

/** What an office answers in the gallery: a value or an error, perhaps depending on the input. */
export interface Fixtures {
  readonly queries?: { readonly [N in QueryName]?: (input: QueryInput<N>) => QueryOutput<N> | Failed | Promise<never> };
  readonly commands?: {
    readonly [N in CommandName]?: (input: CommandInput<N>) => CommandOutput<N> | Failed | Promise<never>;
  };
}

const isFailed = Symbol('failed');
export interface Failed {
  readonly [isFailed]: AppError;
}

/** An answer that is an error. */
export const failed = (error: AppError): Failed => ({ [isFailed]: error });

/** An answer that never comes: what a screen shows while it waits. */
export const never = (): Promise<never> => new Promise(() => undefined);

const unanswered: AppError = { type: 'Internal', incident: 'gallery' };

const answerOf = async <T>(given: T | Failed | Promise<never> | undefined): Promise<Answer<T>> => {
  const value = await given;
  if (value === undefined) return err(unanswered);
  if (typeof value === 'object' && value !== null && isFailed in value) return err(value[isFailed]);
  return ok(value);
};

/** An office that answers from tables and changes nothing. */
export const createFixtureBridge = ({ queries = {}, commands = {} }: Fixtures = {}): WindowBridge => ({
  query: (name, input) => answerOf(queries[name]?.(input)),
  command: (name, input) => answerOf(commands[name]?.(input)),
  onChanged: () => () => undefined,
});
