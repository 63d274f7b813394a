import type { ZodType } from 'zod';
import { brokenBound } from '../../shared/contract/bounds.ts';
import { type CommandInput, type CommandName, type CommandOutput, commands } from '../../shared/contract/commands.ts';
import type { Reply, Request } from '../../shared/contract/envelope.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { type QueryInput, type QueryName, type QueryOutput, queries } from '../../shared/contract/queries.ts';
import { err, type Result } from '../../shared/contract/result.ts';
import { boundToError, invalidInput, issuesToError } from './invalid-input.ts';

export type CommandHandlers = {
  readonly [N in CommandName]: (input: CommandInput<N>) => Promise<Result<CommandOutput<N>, AppError>>;
};
export type QueryHandlers<N extends QueryName> = {
  readonly [K in N]: (input: QueryInput<K>) => Promise<Result<QueryOutput<K>, AppError>>;
};

const noSuchName = {
  ko: '이 프로그램에 없는 기능의 이름입니다. 이름을 확인하십시오.',
  en: 'There is no command or query of this name. Check the name.',
};

type AnyHandler = (input: unknown) => Promise<Result<unknown, AppError>>;

/**
 * Answers one request: finds the use case by name, parses its input (whatever the other side has checked already), and
 * turns what nobody expected into an incident. Nothing thrown leaves from here.
 */
export const createDispatch = (
  handlers: {
    readonly commands: Partial<CommandHandlers>;
    readonly queries: Partial<QueryHandlers<QueryName>>;
  },
  toAppError: (error: unknown) => AppError,
): ((request: Request) => Promise<Reply>) => {
  const answer = async ({ type, name, input }: Request): Promise<Result<unknown, AppError>> => {
    const table: Readonly<Record<string, { readonly input: ZodType }>> = type === 'command' ? commands : queries;
    const byName = handlers[type === 'command' ? 'commands' : 'queries'] as Partial<Record<string, AnyHandler>>;
    const handler = Object.hasOwn(byName, name) ? byName[name] : undefined;
    const schema = Object.hasOwn(table, name) ? table[name]?.input : undefined;
    if (!handler || !schema) return err(invalidInput('name', noSuchName));
    const broken = brokenBound(input);
    if (broken) return err(boundToError(broken));
    const parsed = schema.safeParse(input);
    return parsed.success ? handler(parsed.data) : err(issuesToError(parsed.error, input));
  };
  return async (request) => {
    try {
      return { type: 'reply', id: request.id, ...(await answer(request)) };
    } catch (error) {
      return { type: 'reply', id: request.id, ok: false, error: toAppError(error) };
    }
  };
};
