import type { ZodType } from 'zod';
import { type CommandInput, type CommandName, type CommandOutput, commands } from '../../shared/contract/commands.ts';
import type { Reply, Request } from '../../shared/contract/envelope.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { type QueryInput, type QueryName, type QueryOutput, queries } from '../../shared/contract/queries.ts';
import { err, type Result } from '../../shared/contract/result.ts';

export type CommandHandlers = {
  readonly [N in CommandName]: (input: CommandInput<N>) => Promise<Result<CommandOutput<N>, AppError>>;
};
export type QueryHandlers<N extends QueryName> = {
  readonly [K in N]: (input: QueryInput<K>) => Promise<Result<QueryOutput<K>, AppError>>;
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
    if (!handler || !schema) return err({ type: 'InvalidInput', path: 'name', message: `no ${type} ${name}` });
    const parsed = schema.safeParse(input);
    if (parsed.success) return handler(parsed.data);
    const [issue] = parsed.error.issues;
    return err({ type: 'InvalidInput', path: issue?.path.join('.') ?? '', message: issue?.message ?? '' });
  };
  return async (request) => {
    try {
      return { type: 'reply', id: request.id, ...(await answer(request)) };
    } catch (error) {
      return { type: 'reply', id: request.id, ok: false, error: toAppError(error) };
    }
  };
};
