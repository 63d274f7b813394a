import { z } from 'zod';
import { IssueDefect } from '../registry/certificate.ts';
import { LedgerState } from '../registry/ledger.ts';
import { Role } from '../registry/office.ts';
import { Profile } from '../registry/profile.ts';

/**
 * One field that can't be taken as it is. Its content never comes back: it may be a resident number, or megabytes.
 */
export const InputIssue = z.strictObject({
  /** Where it stands in the input: `report.movers.0.name`; empty for the input as a whole. */
  path: z.string(),
  /** What the field must be. */
  message: z.strictObject({ ko: z.string(), en: z.string() }),
});
export type InputIssue = z.infer<typeof InputIssue>;

/** More than anyone corrects at a time; what is left shows when these are right. */
export const mostIssues = 20;

/** Every error that a person can meet. Each has a sentence in both languages that says what to do (`text/`). */
export const AppError = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('InvalidInput'), issues: z.array(InputIssue).min(1).max(mostIssues) }),
  z.strictObject({ type: z.literal('NotSignedIn') }),
  /** The screen is locked; who signs in goes on where it was. */
  z.strictObject({ type: z.literal('Locked') }),
  z.strictObject({ type: z.literal('NotAllowed'), needs: z.array(Role) }),
  z.strictObject({ type: z.literal('WrongPassword') }),
  z.strictObject({ type: z.literal('UnknownOfficial') }),
  z.strictObject({ type: z.literal('NotEnrolled') }),
  z.strictObject({ type: z.literal('AlreadyEnrolled') }),
  z.strictObject({ type: z.literal('EnrolmentCodeUnreadable') }),
  z.strictObject({ type: z.literal('EnrolmentCodeRefused') }),
  z.strictObject({ type: z.literal('CodeOfAnotherCentral') }),
  z.strictObject({ type: z.literal('WrongProfile'), expected: Profile }),
  z.strictObject({ type: z.literal('NumberOfOtherProfile'), profile: Profile }),
  z.strictObject({ type: z.literal('OtherOfficesArea') }),
  z.strictObject({ type: z.literal('IdAlreadyUsed') }),
  z.strictObject({ type: z.literal('ResidentNotFound') }),
  z.strictObject({ type: z.literal('DraftNotFound') }),
  z.strictObject({ type: z.literal('PasswordSlotTaken') }),
  /** The file has another key since, and this official's slot could not be given it. */
  z.strictObject({ type: z.literal('PasswordSlotOutdated') }),
  /** The official's own slot is of the old kind; it becomes a new one when they sign in. */
  z.strictObject({ type: z.literal('RekeyNeedsSignIn') }),
  z.strictObject({ type: z.literal('RekeyRunning') }),
  /** Somebody stopped it; the file has the key that it had. */
  z.strictObject({ type: z.literal('RekeyCancelled') }),
  /** Exists where people practise, and nowhere else. */
  z.strictObject({ type: z.literal('TrainingOnly') }),
  /** A window asks for more than its share: messages that are too long, or too many of them at once. */
  z.strictObject({ type: z.literal('WindowRefused'), why: z.enum(['too-long', 'too-many']) }),
  z.strictObject({ type: z.literal('FilingNotFound') }),
  /** Central has registered somebody by it: it can be neither taken back nor refused any more [CA 22②]. */
  z.strictObject({ type: z.literal('FilingAlreadyRegistered'), names: z.array(z.string()).min(1) }),
  z.strictObject({ type: z.literal('CertificateNotFound') }),
  /** The paper can't be made as asked; each defect says what to do. */
  z.strictObject({ type: z.literal('CertificateNotAllowed'), defects: z.array(IssueDefect).min(1) }),
  /** All granted serials are used up, and central can't be reached for more. */
  z.strictObject({ type: z.literal('SerialsExhausted') }),
  /** What is asked doesn't fit the state that the paper is in. */
  z.strictObject({ type: z.literal('WrongLedgerState'), state: LedgerState }),
  z.strictObject({ type: z.literal('PrinterUnknown') }),
  /** No font here has these letters. */
  z.strictObject({ type: z.literal('LettersMissing'), letters: z.array(z.string()) }),
  z.strictObject({ type: z.literal('RendererFailed'), detail: z.string() }),
  /** Some papers of the day are neither issued nor void. */
  z.strictObject({ type: z.literal('DayStillOpen'), open: z.int() }),
  z.strictObject({ type: z.literal('DayAlreadySigned') }),
  z.strictObject({ type: z.literal('DayInFuture') }),
  /** It was made for another day, or the register says something else by now. */
  z.strictObject({ type: z.literal('PaperOutdated') }),
  /** Made anew at no charge on the day of issue only. */
  z.strictObject({ type: z.literal('ReplacementTooLate') }),
  /** The printer is set up for other papers. */
  z.strictObject({ type: z.literal('PrinterNotForThis') }),
  /** Nobody answers. */
  z.strictObject({ type: z.literal('CentralUnreachable'), detail: z.string() }),
  /** Somebody answers who is not central: a log-in page of the network, a proxy, a wrong address. */
  z.strictObject({ type: z.literal('NotCentral'), detail: z.string() }),
  z.strictObject({ type: z.literal('CentralBusy') }),
  z.strictObject({ type: z.literal('CentralRefused'), code: z.string(), detail: z.string() }),
  z.strictObject({ type: z.literal('DeviceUnknown') }),
  z.strictObject({ type: z.literal('FeedAltered'), fault: z.string(), seq: z.int() }),
  z.strictObject({ type: z.literal('JournalMismatch'), centralSeq: z.int(), ownSeq: z.int() }),
  /** This device was restored from a backup, and central has not said yes to it yet: a code for it is needed. */
  z.strictObject({ type: z.literal('RestoredNotAdmitted') }),
  /** The device was restored on another computer, which goes on in its name. */
  z.strictObject({ type: z.literal('IncarnationClosed') }),
  z.strictObject({ type: z.literal('BackupFolderNotSet') }),
  /** Of one data folder one backup is made at a time, by whichever process. */
  z.strictObject({ type: z.literal('BackupRunning') }),
  /** The backup's medium can't be used as it is. */
  z.strictObject({
    type: z.literal('BackupMediumUnusable'),
    folder: z.string(),
    why: z.enum(['absent', 'full', 'read-only', 'failing', 'own-folder']),
  }),
  z.strictObject({ type: z.literal('NoBackupFound'), folder: z.string() }),
  z.strictObject({ type: z.literal('BackupDamaged'), backup: z.string(), detail: z.string() }),
  z.strictObject({ type: z.literal('BackupOfAnother'), backup: z.string(), holds: z.string() }),
  z.strictObject({ type: z.literal('FolderNotEmpty'), folder: z.string() }),
  z.strictObject({ type: z.literal('FileInUse') }),
  z.strictObject({ type: z.literal('FileNotOurs'), file: z.string() }),
  z.strictObject({ type: z.literal('FileDamaged'), file: z.string(), detail: z.string() }),
  z.strictObject({ type: z.literal('FileNewer'), file: z.string(), version: z.int() }),
  z.strictObject({ type: z.literal('FileOlder'), file: z.string(), version: z.int() }),
  /** Entries that were acknowledged are not in the file: its log is gone, or it is an old copy. */
  z.strictObject({ type: z.literal('EntriesMissing'), file: z.string(), from: z.int(), to: z.int() }),
  /** The views can't be made anew from the logs: there is nothing to start from. */
  z.strictObject({
    type: z.literal('NoCheckpoint'),
    why: z.enum(['none', 'damaged', 'other-version', 'erased-since']),
  }),
  /** Not even what makes the computer a device can be read there. */
  z.strictObject({ type: z.literal('NothingToRescue'), folder: z.string() }),
  /** It could not be brought to this program's version, and stayed as it was. */
  z.strictObject({ type: z.literal('FileNotMigrated'), file: z.string(), version: z.int(), detail: z.string() }),
  z.strictObject({ type: z.literal('FileOfOtherProfile'), file: z.string(), expected: Profile }),
  z.strictObject({ type: z.literal('DiskFull') }),
  z.strictObject({ type: z.literal('DiskReadOnly') }),
  /** Unexpected; the number finds it in the log. */
  z.strictObject({ type: z.literal('Internal'), incident: z.string() }),
]);
export type AppError = z.infer<typeof AppError>;
export type ErrorType = AppError['type'];
