import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Request } from '../shared/contract/envelope.ts';
import { err, ok } from '../shared/contract/result.ts';
import type { OfficialId } from '../shared/registry/ids.ts';
import { createIncidents } from './incidents.ts';
import { createDeviceKey, createKeySlots, publicKeyOf } from './replica/key-slots.ts';
import { takeOfficeLock } from './replica/office-lock.ts';
import { sqliteErrorToAppError } from './replica/open-file.ts';
import { createReplicaFile, openReplica, type Replica } from './replica/replica.ts';
import { enrolDevice, findCentral } from './sync/enrolment.ts';
import { createSync } from './sync/loop.ts';
import { dieAt, realSystem } from './system.ts';
import type { FromWorker, OfficeStart, OpenForReading } from './thread-messages.ts';
import { createDispatch } from './usecases/dispatch.ts';
import { enrol } from './usecases/enrol.ts';
import { getStatus } from './usecases/get-status.ts';
import { reportMoveIn } from './usecases/report-move-in.ts';
import type { OpenOffice, Session } from './usecases/session.ts';
import { signIn } from './usecases/sign-in.ts';
import { syncNow } from './usecases/sync-now.ts';
import { viewResident } from './usecases/view-resident.ts';

/** The office's own thread: it has the writer of the replica, the use cases and the sync. */

const main = parentPort;
if (!main) throw new Error('this is a worker of src/main/index.ts');
const { start, reader } = workerData as { start: OfficeStart; reader: MessagePort };
const { folder, profile, longestWait } = start;

const system = realSystem(dieAt(start.dieAt));
const post = (message: FromWorker): void => main.postMessage(message);
const toAppError = createIncidents({
  newId: system.newId,
  log: (line) => console.error(line),
  explain: (error) => sqliteErrorToAppError(error, folder),
});

mkdirSync(folder, { recursive: true, mode: 0o700 });
const lock = takeOfficeLock(join(folder, 'office.lock'));
const slots = createKeySlots(join(folder, 'slots.json'), profile);
const fetchFromCentral = { profile, system, fetch };

let current: OpenOffice | null = null;
const session: Session = {
  current: () => current,
  begin: (open) => {
    current = open;
    post({ type: 'changed', topics: ['session'] });
  },
};

/** The key of the file that is open, for the reader. */
let fileKey: Buffer | null = null;

const vault = {
  exists: () => slots.exist(),
  check: (official: OfficialId, password: string) => slots.open(official, password),
  open: async (official: OfficialId, password: string) => {
    if (!lock.ok) return lock;
    const key = await slots.open(official, password);
    if (!key.ok) return key;
    fileKey = key.value;
    return openReplica({ folder, profile, system }, key.value);
  },
  create: async (official: OfficialId, password: string, identity: Parameters<typeof createReplicaFile>[2]) => {
    if (!lock.ok) return lock;
    fileKey = await slots.create(official, password);
    await createReplicaFile({ folder, profile, system }, fileKey, identity);
    return openReplica({ folder, profile, system }, fileKey);
  },
};

/** Lets the reader look at the replica's file, and resolves when it does. */
const openForReading = (file: string): Promise<void> =>
  new Promise((resolve) => {
    if (!fileKey) throw new Error('no file is open');
    reader.once('message', () => resolve());
    reader.postMessage({ file, key: new Uint8Array(fileKey) } satisfies OpenForReading);
  });

/** Begins the session of an official on an open replica, and its sync. */
const startOffice = async (replica: Replica, officialId: OfficialId) => {
  const office = replica.office();
  if (!office) return err({ type: 'NotEnrolled' } as const);
  const official = replica.officials().find((each) => each.id === officialId);
  if (!official) return err({ type: 'UnknownOfficial' } as const);
  const sync = createSync({
    replica,
    office: office.id,
    system,
    fetch,
    longestWait,
    onLink: () => post({ type: 'changed', topics: ['link'] }),
    toAppError,
  });
  await openForReading(replica.file());
  let readFile = replica.file();
  replica.onChanged((topics) => {
    post({ type: 'changed', topics: [...topics] });
    if (replica.file() === readFile) return;
    readFile = replica.file();
    void openForReading(readFile);
  });
  const open: OpenOffice = { office, official, replica, sync };
  session.begin(open);
  sync.start();
  return ok(open);
};

const dispatch = createDispatch(
  {
    commands: {
      enrol: enrol({
        session,
        system,
        vault,
        central: {
          find: (url, code) => findCentral(fetchFromCentral, url, code),
          enrol: (central, device) => enrolDevice(fetchFromCentral, central, device),
        },
        deviceKey: { create: createDeviceKey, publicKeyOf },
        start: startOffice,
      }),
      signIn: signIn({ session, vault, start: startOffice }),
      reportMoveIn: reportMoveIn({ session, profile, system }),
      viewResident: viewResident({ session }),
      syncNow: syncNow({ session }),
    },
    queries: { getStatus: getStatus({ session, profile }) },
  },
  toAppError,
);

main.on('message', (message: Request | 'close') => {
  if (message === 'close') void close();
  else void dispatch(message).then(post);
});

const close = async (): Promise<void> => {
  if (current) {
    await current.sync.stop();
    await current.replica.close();
  }
  if (lock.ok) lock.value.release();
  reader.close();
  main.close();
};
