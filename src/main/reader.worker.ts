import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Request } from '../shared/contract/envelope.ts';
import type { AppError } from '../shared/contract/errors.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import { createIncidents } from './incidents.ts';
import { createFilingLines } from './replica/filing-lines.ts';
import { createLedgerLines, type LedgerLines } from './replica/ledger-lines.ts';
import { diskErrorToAppError, openReadOnly } from './replica/open-file.ts';
import { createSearch } from './replica/search.ts';
import { readDepartures } from './replica/views/departures.ts';
import { realSystem } from './system.ts';
import type { OpenedForReading, OpenForReading, ReaderStart } from './thread-messages.ts';
import { createDispatch } from './usecases/dispatch.ts';
import { getCertificate } from './usecases/get-certificate.ts';
import { getDay } from './usecases/get-day.ts';
import { listCertificates } from './usecases/list-certificates.ts';
import { listDepartures } from './usecases/list-departures.ts';
import { listFilings } from './usecases/list-filings.ts';
import { searchResidents } from './usecases/search-residents.ts';

/** The thread that only reads: searches and long lists never wait for a filing, nor a filing for them. */

const main = parentPort;
if (!main) throw new Error('this is a worker of src/main/index.ts');
const { start, office } = workerData as { start: ReaderStart; office: MessagePort };

const system = realSystem(() => undefined);

interface OpenFile {
  readonly search: ReturnType<typeof createSearch>;
  readonly filings: ReturnType<typeof createFilingLines>;
  readonly departures: () => ReturnType<typeof readDepartures>;
  readonly ledger: LedgerLines;
  readonly close: () => void;
}
let file: Result<OpenFile, AppError> = err({ type: 'NotSignedIn' });

office.on('message', ({ file: path, key }: OpenForReading) => {
  if (file.ok) file.value.close();
  const opened = openReadOnly(path, Buffer.from(key), start.profile);
  if (opened.ok) {
    const db = opened.value;
    file = ok({
      search: createSearch(db),
      filings: createFilingLines(db),
      departures: () => readDepartures(db),
      ledger: createLedgerLines(db),
      close: () => db.close(),
    });
  } else file = opened;
  office.postMessage({ file: path } satisfies OpenedForReading);
});

const reads = (): Result<OpenFile, AppError> => file;

const dispatch = createDispatch(
  {
    commands: {},
    queries: {
      searchResidents: searchResidents({ reads }),
      listFilings: listFilings({ reads }),
      listDepartures: listDepartures({ reads }),
      listCertificates: listCertificates({ reads }),
      getCertificate: getCertificate({ reads }),
      getDay: getDay({ reads }),
    },
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
  office.close();
  main.close();
});
