import type { FromOffice, Reply, Request } from '../shared/contract/envelope.ts';
import type { AppError } from '../shared/contract/errors.ts';
import type { Result } from '../shared/contract/result.ts';
import type { Topic } from '../shared/contract/topics.ts';
import type { WindowBridge } from '../shared/contract/window.ts';

/** How a preload script reaches its shell. */
export interface Wire {
  readonly post: (request: Request) => void;
  readonly onMessage: (receive: (message: FromOffice) => void) => void;
}

/** Numbers the requests of one page, and gives each its reply. */
export const createBridge = (wire: Wire): WindowBridge => {
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  let lastId = 0;

  wire.onMessage((message) => {
    if (message.type === 'changed') {
      for (const listener of listeners) listener(message.topics);
      return;
    }
    const settle = waiting.get(message.id);
    waiting.delete(message.id);
    settle?.(message);
  });

  // What the office answers is of the type that the name stands for: both sides are compiled from one contract.
  const ask = <T>(type: Request['type'], name: string, input: unknown): Promise<Result<T, AppError>> =>
    new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, (reply) =>
        resolve(reply.ok ? { ok: true, value: reply.value as T } : { ok: false, error: reply.error }),
      );
      wire.post({ id: lastId, type, name, input });
    });

  return {
    command: (name, input) => ask('command', name, input),
    query: (name, input) => ask('query', name, input),
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
