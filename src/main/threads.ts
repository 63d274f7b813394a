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

/** Milliseconds after the page's first answer within which it is drawn. */
const whenDrawn = 500;

/**
 * The office and the reader on threads of their own; this one only carries messages. On a computer with two cores they
 * would keep a window from opening: the office begins with the window's page, the reader when the page has been drawn,
 * or with whatever needs it before.
 */
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
  const started: { readonly worker: Worker; readonly ended: Promise<void> }[] = [];
  let soon: NodeJS.Timeout | undefined;
  const readerSoon = (): void => {
    soon = setTimeout(reader, whenDrawn);
  };
  let toShell: (message: FromWorker) => void = () => undefined;
  const start = (program: URL, { data, ports }: { readonly data: object; readonly ports: MessagePort[] }): Worker => {
    const worker = new Worker(program, { workerData: data, transferList: ports });
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.on('error', options.failed);
    worker.on('message', (message: FromWorker) => toShell(message));
    started.push({ worker, ended });
    return worker;
  };

  const office = once((): Worker => {
    const worker = start(new URL('./office.worker.ts', import.meta.url), {
      data: {
        start: { folder, profile, ...byProfile[profile], dieAt: options.dieAt } satisfies OfficeStart,
        reader: port1,
        drawing,
      } satisfies OfficeData,
      ports: drawing ? [port1, drawing] : [port1],
    });
    worker.once('message', readerSoon);
    return worker;
  });
  const reader = once(
    (): Worker =>
      start(new URL('./reader.worker.ts', import.meta.url), {
        data: { start: { folder, profile } satisfies ReaderStart, office: port2 },
        ports: [port2],
      }),
  );

  const close = async (): Promise<void> => {
    clearTimeout(soon);
    for (const { worker } of started) {
      // No reader begins now, which nobody would end.
      worker.off('message', readerSoon);
      worker.postMessage('close');
    }
    await Promise.all(started.map(({ ended }) => ended));
  };

  return {
    serve: async (shell) => {
      toShell = shell.send;
      const receive = createRouter({
        post: {
          office: (request: Request) => {
            office().postMessage(request);
            // It may open the file, and answers when the reader has opened it too.
            if (request.type === 'command') reader();
          },
          reader: (request: Request) => reader().postMessage(request),
        },
        refuse: (id, message) => shell.send({ type: 'reply', id, ok: false, error: requestToError(message) }),
        log: createQuietLog(options.log, options.now),
      });
      await new Promise<void>((closed) => shell.start({ receive, coming: office, closed }));
      await close();
    },
    close,
  };
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
