import { join } from 'node:path';
import type { Reply, Request } from '../shared/contract/envelope.ts';
import type { AppError } from '../shared/contract/errors.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import type { OfficialId } from '../shared/registry/ids.ts';
import { type Profile, paperMarks } from '../shared/registry/profile.ts';
import { createBackground } from './background.ts';
import { createIncidents } from './incidents.ts';
import { createPapers, type PapersDeps } from './papers.ts';
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
import { amendFiling } from './usecases/amend-filing.ts';
import { confirmSheets } from './usecases/confirm-sheets.ts';
import { createDispatch } from './usecases/dispatch.ts';
import { doubtCertificate } from './usecases/doubt-certificate.ts';
import { enrol } from './usecases/enrol.ts';
import { exportLedger } from './usecases/export-ledger.ts';
import { findPrinters } from './usecases/find-printers.ts';
import { getStatus } from './usecases/get-status.ts';
import { issueCertificates } from './usecases/issue-certificates.ts';
import { listPrinters } from './usecases/list-printers.ts';
import { isPaperCurrent } from './usecases/papers/current.ts';
import { comparePapers } from './usecases/papers/overtaken.ts';
import { requestSerialsIfLow } from './usecases/papers/serials.ts';
import { previewCertificate } from './usecases/preview-certificate.ts';
import { printSheet } from './usecases/print-sheet.ts';
import { replaceCertificate } from './usecases/replace-certificate.ts';
import { reportMoveIn } from './usecases/report-move-in.ts';
import { reportSpoiledSheets } from './usecases/report-spoiled-sheets.ts';
import { reportToRegister } from './usecases/report-to-register.ts';
import { retryCertificate } from './usecases/retry-certificate.ts';
import type { OpenOffice, Session } from './usecases/session.ts';
import { setPrinters } from './usecases/set-printers.ts';
import { signDay } from './usecases/sign-day.ts';
import { signIn } from './usecases/sign-in.ts';
import { syncNow } from './usecases/sync-now.ts';
import { viewResident } from './usecases/view-resident.ts';
import { withdrawCertificate } from './usecases/withdraw-certificate.ts';

/** Everything of an office but the reader's queries: what the office worker runs, and what tests run without threads. */
export interface RunningOffice {
  readonly dispatch: (request: Request) => Promise<Reply>;
  /** Who is signed in, with their replica and its sync. */
  readonly current: () => OpenOffice | null;
  /** Compares issued papers with the register, and asks for serials if they run low. */
  readonly settleAccounts: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const createOffice = (
  deps: PapersDeps & {
    readonly folder: string;
    readonly profile: Profile;
    readonly fetch: Fetch;
    /** The longest wait between tries while offline, in milliseconds. */
    readonly longestWait: number;
    /** scrypt's cost of a new password slot; the default is for people, a lower one for tests. */
    readonly slotCost?: number;
    /** Whether to sync, print and keep accounts in the background. A test that counts steps does each by itself. */
    readonly worksAlone: boolean;
    /** Lets the reader's thread look at the file that holds now. Resolves when it does. */
    readonly openForReading: (file: string, key: Buffer) => Promise<void>;
  },
): RunningOffice => {
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
    const open: OpenOffice = {
      office,
      official,
      replica,
      sync,
      papers: createPapers(
        deps,
        replica,
        sync,
        (paper) => current === null || isPaperCurrent(current, paperDeps, paper),
      ),
    };
    session.begin(open);
    if (deps.worksAlone) {
      sync.start();
      open.papers.press.start();
      open.papers.printers.watch();
      if (replica.printers().length > 0) deps.renderer.start();
      replica.onChanged((topics) => {
        if (topics.includes('register')) accounts.run();
      });
      accounts.run();
    }
    return ok(open);
  };

  /** After each change of the register: does it still say what was issued, and are there serials enough? */
  const accounts = createBackground(
    async () => {
      if (!current || current.replica.position() === null) return;
      await comparePapers(current, system);
      await requestSerialsIfLow(current, system);
    },
    (error) => void toAppError(error),
  );

  const paperDeps = { system, profile, marks: paperMarks[profile] };

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
        reportToRegister: reportToRegister({ session, profile, system }),
        amendFiling: amendFiling({ session, profile, system }),
        viewResident: viewResident({ session }),
        syncNow: syncNow({ session }),
        previewCertificate: previewCertificate({ session, ...paperDeps }),
        issueCertificates: issueCertificates({ session, ...paperDeps }),
        replaceCertificate: replaceCertificate({ session, ...paperDeps }),
        retryCertificate: retryCertificate({ session, ...paperDeps }),
        withdrawCertificate: withdrawCertificate({ session }),
        confirmSheets: confirmSheets({ session }),
        doubtCertificate: doubtCertificate({ session }),
        exportLedger: exportLedger({ session }),
        setPrinters: setPrinters({ session }),
        findPrinters: findPrinters({ session }),
        printSheet: printSheet({ session, ...paperDeps }),
        reportSpoiledSheets: reportSpoiledSheets({ session }),
        signDay: signDay({ session, system }),
      },
      queries: { getStatus: getStatus({ session, profile }), listPrinters: listPrinters({ session }) },
    },
    toAppError,
  );

  return {
    dispatch,
    current: () => current,
    settleAccounts: async () => {
      accounts.run();
      await accounts.finish();
    },
    close: async () => {
      if (current) {
        await current.papers.press.stop();
        await current.papers.printers.stop();
        await current.sync.stop();
        await accounts.finish();
        await current.replica.close();
        current = null;
      }
      await deps.renderer.close();
      if (lock.ok) lock.value.release();
    },
  };
};
