import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { LogLine } from '../shared/text/log-line.ts';
import { deferRenderer } from './certificate/deferred-renderer.ts';
import { createRenderer } from './certificate/render/create-renderer.ts';
import { installedFonts } from './certificate/render/fonts.ts';
import { createOffice } from './office.ts';
import { createPrintRoom } from './print/print-room.ts';
import { dieAt, realSystem } from './system.ts';
import type { FromWorker, OfficeStart, OpenForReading, ToWorker } from './thread-messages.ts';

/** The office's own thread: it has the writer of the replica, the use cases and the sync. */

const main = parentPort;
if (!main) throw new Error('this is a worker of src/main/index.ts');
const { start, reader } = workerData as { start: OfficeStart; reader: MessagePort };
const post = (message: FromWorker): void => main.postMessage(message);

const system = realSystem(dieAt(start.dieAt));
const log = (line: LogLine): void => console.error(line);

const office = createOffice({
  folder: start.folder,
  profile: start.profile,
  longestWait: start.longestWait,
  system,
  fetch,
  worksAlone: true,
  renderer: deferRenderer(() =>
    createRenderer({
      templates: fileURLToPath(new URL('../../resources/certificates', import.meta.url)),
      fonts: installedFonts(join(start.folder, 'fonts')),
      system,
      log,
    }),
  ),
  createPrintRoom: (changed) => createPrintRoom({ system, changed }),
  changed: (topics) => post({ type: 'changed', topics: [...topics] }),
  log,
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
