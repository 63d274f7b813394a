import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Request } from '../shared/contract/envelope.ts';
import type { Profile } from '../shared/registry/profile.ts';
import type { LogLine } from '../shared/text/log-line.ts';
import { createQuietLog } from './shell/quiet-log.ts';
import { createRouter } from './shell/router.ts';
import type { Shell } from './shell/shell.ts';
import type { FromWorker, OfficeData, OfficeStart, ReaderStart } from './thread-messages.ts';
import { requestToError } from './usecases/invalid-input.ts';

/** The threads of one office, for the shell that a composition root has chosen. */
export interface OfficeThreads {
  /** Answers what comes through the shell. Resolves when it is closed and both threads have ended. Called once. */
  readonly serve: (shell: Shell) => Promise<void>;
  /** Ends both threads. Resolves when they have, with all that was under way on disk. */
  readonly close: () => Promise<void>;
}

/** How an office behaves where people practise, and where they work. */
const byProfile = {
  // A trainee who puts the cable back shouldn't wait for a minute.
  training: { longestWait: 2_000, isPractice: true },
  production: { longestWait: 60_000, isPractice: false },
} as const satisfies Readonly<Record<Profile, Pick<OfficeStart, 'longestWait' | 'isPractice'>>>;

/** Starts the office and the reader on threads of their own; this one only carries messages. */
export const startThreads = (options: {
  /** The data folder. */
  readonly folder: string;
  readonly profile: Profile;
  /** For the fault tests; empty otherwise. */
  readonly dieAt: string;
  /** Where processes that draw papers are had; without it the office starts its own. */
  readonly drawing?: MessagePort;
  readonly log: (line: LogLine) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** A thread died of something nobody expected. The process should end with it: started again, it is whole. */
  readonly failed: (error: Error) => void;
}): OfficeThreads => {
  const { folder, profile, drawing = null } = options;
  const { port1, port2 } = new MessageChannel();
  const office = new Worker(new URL('./office.worker.ts', import.meta.url), {
    workerData: {
      start: { folder, profile, ...byProfile[profile], dieAt: options.dieAt } satisfies OfficeStart,
      reader: port1,
      drawing,
    } satisfies OfficeData,
    transferList: drawing ? [port1, drawing] : [port1],
  });
  const reader = new Worker(new URL('./reader.worker.ts', import.meta.url), {
    workerData: { start: { folder, profile } satisfies ReaderStart, office: port2 },
    transferList: [port2],
  });
  const workers = [office, reader];
  const ended = Promise.all(
    workers.map((worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve()))),
  );
  for (const worker of workers) worker.on('error', options.failed);

  const close = async (): Promise<void> => {
    for (const worker of workers) worker.postMessage('close');
    await ended;
  };

  return {
    serve: async (shell) => {
      for (const worker of workers) worker.on('message', (message: FromWorker) => shell.send(message));
      const receive = createRouter({
        post: {
          office: (request: Request) => office.postMessage(request),
          reader: (request: Request) => reader.postMessage(request),
        },
        refuse: (id, message) => shell.send({ type: 'reply', id, ok: false, error: requestToError(message) }),
        log: createQuietLog(options.log, options.now),
      });
      await new Promise<void>((closed) => shell.start({ receive, closed }));
      await close();
    },
    close,
  };
};
