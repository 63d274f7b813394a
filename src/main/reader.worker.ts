import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Request } from '../shared/contract/envelope.ts';
import type { AppError } from '../shared/contract/errors.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import { importErrorToText } from '../shared/text/code-import.ts';
import { logLine } from '../shared/text/log-line.ts';
import { createCurrentBook } from './codes/current-book.ts';
import { createIncidents } from './incidents.ts';
import { readerQueries } from './reader-queries.ts';
import { diskErrorToAppError, openReadOnly } from './replica/open-file.ts';
import { createReader, type Reader } from './replica/reader.ts';
import { realSystem } from './system.ts';
import type { FromReader, ReaderStart, ToReader } from './thread-messages.ts';
import { createDispatch } from './usecases/dispatch.ts';

/** The thread that only reads: searches and long lists never wait for a filing, nor a filing for them. */

const main = parentPort;
if (!main) throw new Error('this is a worker of src/main/index.ts');
const { start, office } = workerData as { start: ReaderStart; office: MessagePort };

const system = realSystem(() => undefined);

let file: Result<Reader, AppError> = err({ type: 'NotSignedIn' });

/** Whoever sits at a locked screen sees nothing of the register, whichever thread would answer. */
let isLocked = false;

office.on('message', (message: ToReader) => {
  if (message.type === 'lock') isLocked = message.isLocked;
  else {
    if (file.ok) file.value.close();
    const opened = openReadOnly(message.file, Buffer.from(message.key.buffer), start.profile);
    message.key.fill(0);
    file = opened.ok ? ok(createReader(opened.value)) : opened;
  }
  office.postMessage({ done: message.type } satisfies FromReader);
});

const book = createCurrentBook(join(start.folder, 'codes.sqlite'), (error) =>
  console.error(logLine(`the code book is not read: ${importErrorToText(error, 'en')}`)),
);

const dispatch = createDispatch(
  {
    commands: {},
    queries: readerQueries(() => (isLocked ? err({ type: 'Locked' }) : file), { system, addressBook: book.current }),
  },
  createIncidents({
    newId: system.newId,
    log: (line) => console.error(line),
    explain: (error) => diskErrorToAppError(error, 'the replica'),
  }),
);

main.on('message', (message: Request | 'close') => {
  if (message !== 'close') {
    void dispatch(message).then((reply) => main.postMessage(reply));
    return;
  }
  if (file.ok) file.value.close();
  book.close();
  office.close();
  main.close();
});
