import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { LogLine } from '../shared/text/log-line.ts';
import { deferRenderer } from './certificate/deferred-renderer.ts';
import { createRenderer } from './certificate/render/create-renderer.ts';
import { installedFonts } from './certificate/render/fonts.ts';
import { childElsewhere } from './engine-elsewhere.ts';
import { createOffice } from './office.ts';
import { createPracticeLink } from './practice-link.ts';
import { createPrintRoom } from './print/print-room.ts';
import { runBackupOnThread } from './run-backup.ts';
import { readSampleOfficials } from './sample-officials.ts';
import { dieAt, realSystem } from './system.ts';
import type { FromWorker, OfficeData, ToReader, ToWorker } from './thread-messages.ts';

/** The office's own thread: it has the writer of the replica, the use cases and the sync. */

const main = parentPort;
if (!main) throw new Error('this is a worker of src/main/index.ts');
const { start, reader, drawing } = workerData as OfficeData;
const post = (message: FromWorker): void => main.postMessage(message);

const system = realSystem(dieAt(start.dieAt));
const log = (line: LogLine): void => console.error(line);

/** Resolves when the reader has done it; it does one after the other. */
const waiting: (() => void)[] = [];
reader.on('message', () => waiting.shift()?.());
const tellReader = (message: ToReader): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    // The copy of the key goes over as it is, so that none stays behind.
    reader.postMessage(message, message.type === 'open' ? [message.key.buffer] : []);
  });

const practice = start.isPractice ? createPracticeLink(fetch) : null;

const office = createOffice({
  folder: start.folder,
  profile: start.profile,
  longestWait: start.longestWait,
  system,
  fetch: practice?.fetch ?? fetch,
  practice,
  samples: start.isPractice ? readSampleOfficials : () => null,
  worksAlone: true,
  renderer: deferRenderer(() =>
    createRenderer({
      templates: fileURLToPath(new URL('../../resources/certificates', import.meta.url)),
      fonts: installedFonts(join(start.folder, 'fonts')),
      system,
      log,
      ...(drawing ? { startChild: childElsewhere(drawing) } : {}),
    }),
  ),
  createPrintRoom: (changed) => createPrintRoom({ system, changed }),
  runBackup: runBackupOnThread(start.dieAt),
  changed: (topics) => post({ type: 'changed', topics: [...topics] }),
  log,
  openForReading: (file, key) => tellReader({ type: 'open', file, key: new Uint8Array(key) }),
  lockReading: (isLocked) => tellReader({ type: 'lock', isLocked }),
});

const close = async (): Promise<void> => {
  await office.close();
  reader.close();
  main.close();
};

// Any question takes longest the first time, and the page that will ask this one is still on its way.
void office.dispatch({ id: 0, type: 'query', name: 'getSignIn', input: {} });

main.on('message', (message: ToWorker | 'close') => {
  if (message === 'close') void close();
  else void office.dispatch(message).then(post);
});
