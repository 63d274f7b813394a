import { parseArgs } from 'node:util';
import { MessageChannel, Worker } from 'node:worker_threads';
import { Profile } from '../shared/registry/profile.ts';
import { logLine } from '../shared/text/log-line.ts';
import { createRouter } from './shell/router.ts';
import { createStdioShell } from './shell/stdio/stdio-shell.ts';
import type { FromWorker, OfficeStart, ReaderStart, ToWorker } from './thread-messages.ts';
import { requestToError } from './usecases/invalid-input.ts';

/**
 * One office: the shell on this thread, the office and the reader on theirs. The profile is chosen here and nowhere
 * else. Until the window is there, the shell is lines of JSON on standard input and output.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, profile: { type: 'string', default: 'training' } },
});
const profile = Profile.safeParse(values.profile);
if (!values.data || !profile.success) {
  console.error('usage: npm run office -- --data FOLDER [--profile training|production]');
  process.exit(2);
}

const { port1, port2 } = new MessageChannel();
const office = new Worker(new URL('./office.worker.ts', import.meta.url), {
  workerData: {
    start: {
      folder: values.data,
      profile: profile.data,
      // A trainee who puts the cable back shouldn't wait for a minute.
      longestWait: profile.data === 'training' ? 2_000 : 60_000,
      dieAt: process.env['RRS_DIE_AT'] ?? '',
    } satisfies OfficeStart,
    reader: port1,
  },
  transferList: [port1],
});
const reader = new Worker(new URL('./reader.worker.ts', import.meta.url), {
  workerData: { start: { profile: profile.data } satisfies ReaderStart, office: port2 },
  transferList: [port2],
});

const shell = createStdioShell(process.stdin, process.stdout);
const route = createRouter({
  post: {
    office: (request: ToWorker) => office.postMessage(request),
    reader: (request: ToWorker) => reader.postMessage(request),
  },
  refuse: (id, message) => shell.send({ type: 'reply', id, ok: false, error: requestToError(message) }),
  log: (line) => console.error(line),
});
for (const worker of [office, reader]) {
  worker.on('message', (message: FromWorker) => shell.send(message));
  // A thread that dies of something nobody expected takes the process with it: started again, it is whole.
  worker.on('error', (error) => {
    console.error(logLine(String(error.stack ?? error)));
    process.exit(1);
  });
}

const close = (): void => {
  office.postMessage('close');
  reader.postMessage('close');
};
process.on('SIGTERM', close);
process.on('SIGINT', close);
shell.start({ receive: route, closed: close });
