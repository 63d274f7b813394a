import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createOffice } from './office.ts';
import { dieAt, realSystem } from './system.ts';
import type { FromWorker, OfficeStart, OpenForReading, ToWorker } from './thread-messages.ts';

/** The office's own thread: it has the writer of the replica, the use cases and the sync. */

const main = parentPort;
if (!main) throw new Error('this is a worker of src/main/index.ts');
const { start, reader } = workerData as { start: OfficeStart; reader: MessagePort };
const post = (message: FromWorker): void => main.postMessage(message);

const office = createOffice({
  folder: start.folder,
  profile: start.profile,
  longestWait: start.longestWait,
  system: realSystem(dieAt(start.dieAt)),
  fetch,
  syncAlone: true,
  changed: (topics) => post({ type: 'changed', topics: [...topics] }),
  log: (line) => console.error(line),
  openForReading: (file, key) =>
    new Promise((resolve) => {
      reader.once('message', () => resolve());
      reader.postMessage({ file, key: new Uint8Array(key) } satisfies OpenForReading);
    }),
});

const close = async (): Promise<void> => {
  await office.close();
  reader.close();
  main.close();
};

main.on('message', (message: ToWorker | 'close') => {
  if (message === 'close') void close();
  else void office.dispatch(message).then(post);
});
