import { brokenBound } from '../../shared/contract/bounds.ts';
import { Request } from '../../shared/contract/envelope.ts';
import { type QueryThread, queries } from '../../shared/contract/queries.ts';
import { type LogLine, logLine } from '../../shared/text/log-line.ts';

/**
 * Takes each message to the thread that answers it. The shell's thread does this and nothing else, so that it is never
 * busy when a person types.
 */
export const createRouter = (deps: {
  readonly post: Readonly<Record<QueryThread, (request: Request) => void>>;
  /** Answers what is no request but has an id, so that nobody waits for ever. */
  readonly refuse: (id: number, message: unknown) => void;
  readonly log: (line: LogLine) => void;
}): ((message: unknown) => void) => {
  return (message) => {
    // What is nested without end could not even be handed to another thread.
    const request = brokenBound(message)?.bound === 'depth' ? null : Request.safeParse(message);
    if (!request?.success) {
      const id = idOf(message);
      if (id === null) deps.log(logLine('a message from the window was no request and was dropped'));
      else deps.refuse(id, message);
      return;
    }
    deps.post[threadOf(request.data)](request.data);
  };
};

const idOf = (message: unknown): number | null =>
  Request.pick({ id: true }).strip().safeParse(message).data?.id ?? null;

const threadOf = ({ type, name }: Request): QueryThread =>
  type === 'query' && Object.hasOwn(queries, name) ? queries[name as keyof typeof queries].thread : 'office';
