import { Request } from '../../shared/contract/envelope.ts';
import { type QueryThread, queries } from '../../shared/contract/queries.ts';

/**
 * Takes each message to the thread that answers it. The shell's thread does this and nothing else, so that it is never
 * busy when a person types.
 */
export const createRouter = (deps: {
  readonly post: Readonly<Record<QueryThread, (request: Request) => void>>;
  readonly log: (line: string) => void;
}): ((message: unknown) => void) => {
  return (message) => {
    const request = Request.safeParse(message);
    if (!request.success) {
      deps.log('a message from the window was no request and was dropped');
      return;
    }
    deps.post[threadOf(request.data)](request.data);
  };
};

const threadOf = ({ type, name }: Request): QueryThread =>
  type === 'query' && Object.hasOwn(queries, name) ? queries[name as keyof typeof queries].thread : 'office';
