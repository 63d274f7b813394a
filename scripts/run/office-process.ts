import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CommandInput, CommandName, CommandOutput } from '../../src/shared/contract/commands.ts';
import { FromOffice } from '../../src/shared/contract/envelope.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { QueryInput, QueryName, QueryOutput } from '../../src/shared/contract/queries.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import type { Topic } from '../../src/shared/contract/topics.ts';
import { onJsonLines } from './json-lines.ts';

/** An office as a process of its own, driven over standard input and output. */
export interface OfficeProcess {
  readonly pid: number;
  readonly command: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutput<N>, AppError>>;
  readonly query: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<Result<QueryOutput<N>, AppError>>;
  /** What the office has written for the log so far. */
  readonly log: () => string;
  readonly onChanged: (listener: (topics: readonly Topic[]) => void) => void;
  /** As a power cut would: SIGKILL, and gone when it resolves. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Resolves when the process has ended, however. */
  readonly ended: Promise<void>;
}

/** Said to whoever waits for an answer of a process that has died. */
const gone = 'the office process has ended';

export const startOfficeProcess = (options: {
  readonly data: string;
  readonly profile?: 'training' | 'production';
  /** Whom it runs as; only root may choose. */
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
}): OfficeProcess => {
  const main = new URL('../../src/main/index.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn(
    process.execPath,
    [main, '--data', options.data, '--profile', options.profile ?? 'training'],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    },
  );
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('an office needs its three streams');

  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const listeners: ((topics: readonly Topic[]) => void)[] = [];
  let nextId = 1;
  let log = '';
  let hasEnded = false;

  stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  // Writing to a process that has just died is no error of ours: whoever waits is told below.
  stdin.on('error', () => undefined);
  const ended = endOf(child).finally(() => {
    hasEnded = true;
    for (const { reject } of waiting.values()) reject(new Error(`${gone}\n${log}`));
    waiting.clear();
  });
  onJsonLines(stdout, (value) => {
    const message = FromOffice.parse(value);
    if (message.type === 'changed') {
      for (const listener of listeners) listener(message.topics);
      return;
    }
    waiting.get(message.id)?.resolve(message as never);
    waiting.delete(message.id);
  });

  const ask = <T>(type: 'command' | 'query', name: string, input: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      if (hasEnded) {
        reject(new Error(`${gone}\n${log}`));
        return;
      }
      const id = nextId;
      nextId += 1;
      waiting.set(id, { resolve, reject });
      stdin.write(`${JSON.stringify({ id, type, name, input })}\n`);
    });

  return {
    pid: child.pid ?? 0,
    command: (name, input) => ask('command', name, input),
    query: (name, input) => ask('query', name, input),
    log: () => log,
    onChanged: (listener) => {
      listeners.push(listener);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      stdin.end();
      await ended;
    },
    ended,
  };
};

const endOf = async (child: ChildProcess): Promise<void> => {
  await once(child, 'exit');
};
