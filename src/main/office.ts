import { join } from 'node:path';
import type { Reply, Request } from '../shared/contract/envelope.ts';
import type { AppError } from '../shared/contract/errors.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import type { Topic } from '../shared/contract/topics.ts';
import type { OfficialId } from '../shared/registry/ids.ts';
import type { Profile } from '../shared/registry/profile.ts';
import { createIncidents } from './incidents.ts';
import { currentFile } from './replica/generations.ts';
import { createDeviceKey, createKeySlots, publicKeyOf } from './replica/key-slots.ts';
import { createMutex } from './replica/mutex.ts';
import { takeOfficeLock } from './replica/office-lock.ts';
import { diskErrorToAppError } from './replica/open-file.ts';
import { createReplicaFile, openReplica, type Replica } from './replica/replica.ts';
import type { Identity } from './replica/views/meta.ts';
import type { Fetch } from './sync/central-client.ts';
import { enrolDevice, findCentral } from './sync/enrolment.ts';
import { createSync } from './sync/loop.ts';
import type { System } from './system.ts';
import { createDispatch } from './usecases/dispatch.ts';
import { enrol } from './usecases/enrol.ts';
import { getStatus } from './usecases/get-status.ts';
import { reportMoveIn } from './usecases/report-move-in.ts';
import type { OpenOffice, Session } from './usecases/session.ts';
import { signIn } from './usecases/sign-in.ts';
import { syncNow } from './usecases/sync-now.ts';
import { viewResident } from './usecases/view-resident.ts';

/** Everything of an office but the reader's queries: what the office worker runs, and what tests run without threads. */
export interface RunningOffice {
  readonly dispatch: (request: Request) => Promise<Reply>;
  /** Who is signed in, with their replica and its sync. */
  readonly current: () => OpenOffice | null;
  readonly close: () => Promise<void>;
}

export const createOffice = (deps: {
  readonly folder: string;
  readonly profile: Profile;
  readonly system: System;
  readonly fetch: Fetch;
  /** The longest wait between tries while offline, in milliseconds. */
  readonly longestWait: number;
  /** scrypt's cost of a new password slot; the default is for people, a lower one for tests. */
  readonly slotCost?: number;
  /** Whether to keep syncing in the background. A test that counts steps syncs by command only. */
  readonly syncAlone: boolean;
  readonly changed: (topics: readonly Topic[]) => void;
  readonly log: (line: string) => void;
  /** Lets the reader's thread look at the file that holds now. Resolves when it does. */
  readonly openForReading: (file: string, key: Buffer) => Promise<void>;
}): RunningOffice => {
  const { folder, profile, system, fetch, changed } = deps;
  const lock = takeOfficeLock(folder);
  const slotsFile = join(folder, 'slots.json');
  const slots = createKeySlots(slotsFile, profile, deps.slotCost);
  const toAppError = createIncidents({
    newId: system.newId,
    log: deps.log,
    explain: (error) => diskErrorToAppError(error, folder),
  });

  let current: OpenOffice | null = null;
  const session: Session = {
    current: () => current,
    begin: (open) => {
      current = open;
      changed(['session']);
    },
  };

  let key: Buffer | null = null;
  const openWith = (fileKey: Buffer): Promise<Result<Replica, AppError>> => {
    key = fileKey;
    return openReplica({ folder, profile, system }, fileKey);
  };
  /** Whether the folder may be worked in. A replica without slots must neither be opened nor replaced by a new one. */
  const usable = (): Result<unknown, AppError> => {
    if (!lock.ok || slots.exist() || currentFile(folder) === null) return lock;
    return err({ type: 'FileDamaged', file: slotsFile, detail: 'the key slots are missing' });
  };
  const vault = {
    exists: () => slots.exist(),
    check: (official: OfficialId, password: string) => slots.open(official, password),
    open: async (official: OfficialId, password: string) => {
      const ready = usable();
      if (!ready.ok) return ready;
      const opened = await slots.open(official, password);
      return opened.ok ? openWith(opened.value) : opened;
    },
    create: async (official: OfficialId, password: string, identity: Identity) => {
      const ready = usable();
      if (!ready.ok) return ready;
      const fileKey = await slots.create(official, password);
      createReplicaFile({ folder, profile }, fileKey, identity);
      return openWith(fileKey);
    },
  };

  const openForReading = (file: string): Promise<void> => {
    if (!key) throw new Error('a replica is open, so its key is there');
    return deps.openForReading(file, key);
  };

  /** Begins the session of an official on an open replica, and its sync. */
  const start = async (replica: Replica, officialId: OfficialId): Promise<Result<OpenOffice, AppError>> => {
    const office = replica.office();
    if (!office) return err({ type: 'NotEnrolled' });
    const official = replica.officials().find((each) => each.id === officialId);
    if (!official) return err({ type: 'UnknownOfficial' });
    const onLink = (): void => changed(['link']);
    const { longestWait } = deps;
    const sync = createSync({ replica, office: office.id, system, fetch, longestWait, onLink, toAppError });
    await openForReading(replica.file());
    replica.onNewFile(openForReading);
    replica.onChanged(changed);
    const open: OpenOffice = { office, official, replica, sync };
    session.begin(open);
    if (deps.syncAlone) sync.start();
    return ok(open);
  };

  // Two that come at once (a key pressed twice) must not open the file twice: each would go on with the journal alone.
  const oneAtATime = createMutex();
  const alone =
    <I, T>(work: (input: I) => Promise<T>) =>
    (input: I): Promise<T> =>
      oneAtATime(() => work(input));

  const dispatch = createDispatch(
    {
      commands: {
        enrol: alone(
          enrol({
            session,
            system,
            vault,
            central: {
              find: (url, code) => findCentral({ profile, system, fetch }, url, code),
              enrol: (central, device) => enrolDevice({ profile, system, fetch }, central, device),
            },
            deviceKey: { create: createDeviceKey, publicKeyOf },
            start,
          }),
        ),
        signIn: alone(signIn({ session, vault, start })),
        reportMoveIn: reportMoveIn({ session, profile, system }),
        viewResident: viewResident({ session }),
        syncNow: syncNow({ session }),
      },
      queries: { getStatus: getStatus({ session, profile }) },
    },
    toAppError,
  );

  return {
    dispatch,
    current: () => current,
    close: async () => {
      if (current) {
        await current.sync.stop();
        await current.replica.close();
        current = null;
      }
      if (lock.ok) lock.value.release();
    },
  };
};
