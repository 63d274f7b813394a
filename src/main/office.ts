import type { Reply, Request } from '../shared/contract/envelope.ts';
import type { AppError } from '../shared/contract/errors.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import type { OfficialId } from '../shared/registry/ids.ts';
import { type Profile, paperMarks } from '../shared/registry/profile.ts';
import { createBackground } from './background.ts';
import { createBackups, type RunBackup } from './backups.ts';
import { createExports } from './exports.ts';
import { createIncidents } from './incidents.ts';
import { createPapers, type PapersDeps } from './papers.ts';
import type { PracticeLink } from './practice-link.ts';
import { drawPages } from './print/raster/draw-pages.ts';
import { createDeviceKey, publicKeyOf } from './replica/keys/key-slots.ts';
import { createRekeying } from './replica/keys/rekeying.ts';
import { createMigrating } from './replica/migrations/migrating.ts';
import { createMutex } from './replica/mutex.ts';
import { takeOfficeLock } from './replica/office-lock.ts';
import { diskErrorToAppError } from './replica/open-file.ts';
import type { Replica } from './replica/replica.ts';
import type { Fetch } from './sync/central-client.ts';
import { enrolDevice, findCentral } from './sync/enrolment.ts';
import { createSync } from './sync/loop.ts';
import { addPasswordSlot } from './usecases/add-password-slot.ts';
import { amendFiling } from './usecases/amend-filing.ts';
import { backUpNow } from './usecases/back-up-now.ts';
import { cancelRekey } from './usecases/cancel-rekey.ts';
import { checkMoveIn } from './usecases/check-move-in.ts';
import { confirmSheets } from './usecases/confirm-sheets.ts';
import { discardDraft } from './usecases/discard-draft.ts';
import { createDispatch } from './usecases/dispatch.ts';
import { doubtCertificate } from './usecases/doubt-certificate.ts';
import { enrol } from './usecases/enrol.ts';
import { exportLedger } from './usecases/export-ledger.ts';
import { findPrinters } from './usecases/find-printers.ts';
import { getBackup } from './usecases/get-backup.ts';
import { getDraft } from './usecases/get-draft.ts';
import { getSignIn } from './usecases/get-sign-in.ts';
import { getStatus } from './usecases/get-status.ts';
import { issueCertificates } from './usecases/issue-certificates.ts';
import { listDrafts } from './usecases/list-drafts.ts';
import { listPrinters } from './usecases/list-printers.ts';
import { lock as lockScreen } from './usecases/lock.ts';
import { isPaperCurrent } from './usecases/papers/current.ts';
import { doubtRestoredPapers } from './usecases/papers/doubt-restored.ts';
import { comparePapers } from './usecases/papers/overtaken.ts';
import { requestSerialsIfLow } from './usecases/papers/serials.ts';
import { previewCertificate } from './usecases/preview-certificate.ts';
import { printSheet } from './usecases/print-sheet.ts';
import { rekeyFile } from './usecases/rekey-file.ts';
import { replaceCertificate } from './usecases/replace-certificate.ts';
import { reportMoveIn } from './usecases/report-move-in.ts';
import { reportSpoiledSheets } from './usecases/report-spoiled-sheets.ts';
import { reportToRegister } from './usecases/report-to-register.ts';
import { retryCertificate } from './usecases/retry-certificate.ts';
import { revealNumber } from './usecases/reveal-number.ts';
import { saveDraft } from './usecases/save-draft.ts';
import type { OpenOffice, Session } from './usecases/session.ts';
import { setBackupFolder } from './usecases/set-backup-folder.ts';
import { setPracticeLink } from './usecases/set-practice-link.ts';
import { setPrinters } from './usecases/set-printers.ts';
import { signDay } from './usecases/sign-day.ts';
import { signIn } from './usecases/sign-in.ts';
import { syncNow } from './usecases/sync-now.ts';
import { viewResident } from './usecases/view-resident.ts';
import { withdrawCertificate } from './usecases/withdraw-certificate.ts';
import { createVault } from './vault.ts';

/** Everything of an office but the reader's queries: what the office worker runs, and what tests run without threads. */
export interface RunningOffice {
  readonly dispatch: (request: Request) => Promise<Reply>;
  /** Who is signed in, with their replica and its sync. */
  readonly current: () => OpenOffice | null;
  /** Compares issued papers with the register, and asks for serials if they run low. */
  readonly settleAccounts: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Nobody waits for upkeep, and whoever has just signed in has better use for the processor. Milliseconds. */
const untilUpkeep = 10_000;

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
    /** Stops the reader's thread from answering, or lets it. Resolves when it does. */
    readonly lockReading: (isLocked: boolean) => Promise<void>;
    /** Makes one backup, on a thread of its own. */
    readonly runBackup: RunBackup;
    /** The cable that can be pulled where people practise; null where it is a real one. */
    readonly practice: Pick<PracticeLink, 'isConnected' | 'setConnected'> | null;
    /** The passwords of the sample officials where people practise; null elsewhere. */
    readonly samples: () => readonly { readonly official: OfficialId; readonly password: string }[] | null;
  },
): RunningOffice => {
  const { folder, profile, system, fetch, changed } = deps;
  const lock = takeOfficeLock(folder);
  const toAppError = createIncidents({
    newId: system.newId,
    log: deps.log,
    explain: (error) => diskErrorToAppError(error, folder),
  });

  let current: OpenOffice | null = null;
  let isLocked = false;
  const session: Session = {
    current: () => current,
    begin: async (open) => {
      current = open;
      isLocked = false;
      await deps.lockReading(false);
      changed(['session']);
    },
    isLocked: () => isLocked,
    lock: async () => {
      isLocked = true;
      await deps.lockReading(true);
      changed(['session']);
    },
  };

  const migrating = createMigrating({ changed: () => changed(['session']) });
  const vault = createVault({ folder, profile, system, slotCost: deps.slotCost, lock, watch: migrating.watch });
  const rekeying = createRekeying({ changed: () => changed(['link']) });

  /** Beside the slots stands whose they are. Where that can't be written, people still sign in. */
  const labelSlots = (replica: Replica): void => {
    const office = replica.office();
    try {
      if (office) vault.label(office, replica.officials());
    } catch (error) {
      toAppError(error);
    }
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
    await doubtRestoredPapers(replica, system);
    await deps.openForReading(replica.file(), vault.key());
    replica.onNewFile(deps.openForReading);
    replica.onChanged(changed);
    const open: OpenOffice = {
      office,
      official,
      replica,
      sync,
      papers: createPapers(deps, replica, (paper) => current === null || isPaperCurrent(current, paperDeps, paper)),
    };
    await session.begin(open);
    labelSlots(replica);
    replica.onChanged((topics) => {
      if (topics.includes('session')) labelSlots(replica);
    });
    if (deps.worksAlone) {
      sync.start();
      open.papers.press.start();
      open.papers.printers.watch();
      if (replica.printers().length > 0) deps.renderer.start();
      replica.onChanged((topics) => {
        if (!topics.includes('register')) return;
        accounts.run();
        upkeep.run();
      });
      accounts.run();
      upkeep.run();
      backups.start();
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

  const closing = new AbortController();
  /** A checkpoint of the views where one is due, and the bodies erased that nobody needs here any more. */
  const upkeep = createBackground(
    async () => {
      await system.wait(untilUpkeep, closing.signal);
      if (!closing.signal.aborted) await current?.replica.upkeep();
    },
    (error) => void toAppError(error),
  );

  const backups = createBackups({
    folder,
    profile,
    system,
    run: deps.runBackup,
    current: () => current && { replica: current.replica, key: vault.key() },
    toAppError,
    firstLook: untilUpkeep,
  });

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
        lock: alone(lockScreen({ session })),
        addPasswordSlot: alone(addPasswordSlot({ session, vault })),
        rekeyFile: rekeyFile({ session, system, vault, rekeying }),
        cancelRekey: cancelRekey({ session, rekeying }),
        revealNumber: revealNumber({ session }),
        checkMoveIn: checkMoveIn({ session, profile, system }),
        saveDraft: saveDraft({ session, system }),
        discardDraft: discardDraft({ session }),
        setPracticeLink: setPracticeLink({ session, practice: deps.practice, onLink: () => changed(['link']) }),
        reportMoveIn: reportMoveIn({ session, profile, system }),
        reportToRegister: reportToRegister({ session, profile, system }),
        amendFiling: amendFiling({ session, profile, system }),
        viewResident: viewResident({ session }),
        syncNow: syncNow({ session }),
        previewCertificate: previewCertificate({ session, ...paperDeps, drawPages }),
        issueCertificates: issueCertificates({ session, ...paperDeps }),
        replaceCertificate: replaceCertificate({ session, ...paperDeps }),
        retryCertificate: retryCertificate({ session, ...paperDeps }),
        withdrawCertificate: withdrawCertificate({ session }),
        confirmSheets: confirmSheets({ session }),
        doubtCertificate: doubtCertificate({ session }),
        exportLedger: exportLedger({ session, saveExport: createExports(folder) }),
        setBackupFolder: setBackupFolder({ session, backups }),
        backUpNow: backUpNow({ session, backups }),
        setPrinters: setPrinters({ session }),
        findPrinters: findPrinters({ session }),
        printSheet: printSheet({ session, ...paperDeps }),
        reportSpoiledSheets: reportSpoiledSheets({ session }),
        signDay: signDay({ session, system }),
      },
      queries: {
        getSignIn: getSignIn({ session, profile, vault, migration: migrating.progress, samples: deps.samples }),
        getStatus: getStatus({ session, profile, system, practice: deps.practice, rekey: rekeying.progress }),
        getBackup: getBackup({ session, system, backups }),
        listDrafts: listDrafts({ session }),
        getDraft: getDraft({ session }),
        listPrinters: listPrinters({ session }),
      },
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
      migrating.stop();
      // Whoever waits for a migration is told before the folder is anybody else's.
      if (migrating.progress()) await oneAtATime(async () => undefined);
      if (current) {
        await rekeying.stop();
        await current.papers.press.stop();
        await current.papers.printers.stop();
        await current.sync.stop();
        await backups.stop();
        await accounts.finish();
        closing.abort();
        await current.replica.close();
        await upkeep.finish();
        vault.forget();
        current = null;
      }
      await deps.renderer.close();
      if (lock.ok) lock.value.release();
    },
  };
};
