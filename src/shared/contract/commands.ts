import { z } from 'zod';
import { Amendment } from '../registry/amendment.ts';
import { MoverAnswer } from '../registry/answer.ts';
import { Applicant, CertificateRequest, Exemption, Fee, Ground, ReplaceReason } from '../registry/certificate.ts';
import { CertificateId, DraftId, FilingId, OfficialId, ResidentId } from '../registry/ids.ts';
import { MoveInReport } from '../registry/move-in.ts';
import { Office, Official } from '../registry/office.ts';
import { PlainDate } from '../registry/plain-date.ts';
import { optionalText, plainText } from '../registry/plain-text.ts';
import { Fingerprint, PrinterId, PrinterSetup } from '../registry/printer.ts';
import { RegisterReport } from '../registry/register-report.ts';
import { ResidentNumber } from '../registry/resident-number.ts';
import { DayFigures } from './entry.ts';
import { CertificateLine, DraftLine, LedgerFilter, ResidentPage } from './queries.ts';

const Password = z.string().min(8).max(200);

/**
 * What central must still check of a filing that was decided here: an office knows its own residents only, and no
 * arrival day.
 */
export const CentralChecks = z.enum([
  'report-date',
  'movers-from-elsewhere',
  'later-filings',
  /** The household that is joined, or that a person is said to belong to, is not known here. */
  'household',
  /** The birth of a child that is named without a number. */
  'birth',
  /** Whether the number of a child, or one that is corrected, belongs to somebody elsewhere. */
  'number',
]);
export type CentralChecks = z.infer<typeof CentralChecks>;

/** What can be said of a filing at once. The answer that counts comes from central. */
export const FilingPreview = z.strictObject({
  filing: FilingId,
  /** What this office's own copy of the register says, for each mover; empty where that can't be told here. */
  preview: z.array(MoverAnswer),
  centralChecks: z.array(CentralChecks),
});
export type FilingPreview = z.infer<typeof FilingPreview>;

/** One paper asked for by somebody, with all that decides whether they may have it and what it costs. */
export const CertificateAsk = z.strictObject({
  request: CertificateRequest,
  applicant: Applicant,
  ground: Ground,
  /** What it is for, as it prints. */
  purpose: plainText(60),
  exemption: Exemption.nullable(),
});
export type CertificateAsk = z.infer<typeof CertificateAsk>;

/** Every act. The input carries each id that the act creates, so that asking twice does it once. */
export const commands = {
  /** Makes this device one of the office's, with the first password slot. */
  enrol: {
    input: z.strictObject({
      centralUrl: z.url().max(200),
      code: z.string().max(60),
      official: OfficialId,
      /** Of the first slot; null where somebody is signed in, on a device that central has to admit. */
      password: Password.nullable(),
    }),
    output: z.strictObject({ office: Office }),
  },
  /** Opens the file with the official's slot and starts their session. */
  signIn: {
    input: z.strictObject({ official: OfficialId, password: Password }),
    output: z.strictObject({ office: Office, official: Official }),
  },
  /** Locks the screen: the file stays open and goes on syncing, and whoever signs in goes on where it was. */
  lock: { input: z.strictObject({}), output: z.strictObject({}) },
  /** Gives another official of the office a password on this device. A supervisor's act, recorded. */
  addPasswordSlot: {
    input: z.strictObject({ id: FilingId, official: OfficialId, password: Password }),
    output: z.strictObject({}),
  },
  /**
   * Gives the office's file on this device a new key, which everybody whom central names and who has signed in keeps.
   * Answers when nothing there is readable with the old key any more. A supervisor's act, recorded.
   */
  rekeyFile: {
    input: z.strictObject({ id: FilingId, reason: plainText(60).min(2) }),
    output: z.strictObject({
      /** Whose password opens nothing from now on; a supervisor gives them a new one (`addPasswordSlot`). */
      withoutSlot: z.array(z.strictObject({ id: OfficialId, name: z.string() })),
    }),
  },
  /** Stops it, if it still can be: then `rekeyFile` answers `RekeyCancelled`. */
  cancelRekey: { input: z.strictObject({}), output: z.strictObject({}) },
  /** Shows a resident's whole number. Recorded, with the reason. */
  revealNumber: {
    input: z.strictObject({ id: FilingId, resident: ResidentId, reason: plainText(60).min(2) }),
    output: z.strictObject({ number: ResidentNumber }),
  },
  /** What the answer to a move-in would be, were it filed now. Records nothing. */
  checkMoveIn: {
    input: z.strictObject({ report: MoveInReport }),
    output: FilingPreview.omit({ filing: true }),
  },
  /**
   * Keeps a task that is not finished, in the encrypted file: it is there again after a crash, on this device alone.
   * `content` is the window's own; nothing reads it but the window that wrote it.
   */
  saveDraft: {
    input: z.strictObject({
      id: DraftId,
      task: DraftLine.shape.task,
      title: optionalText(80),
      content: z.string().max(200_000),
    }),
    output: DraftLine,
  },
  discardDraft: { input: z.strictObject({ id: DraftId }), output: z.strictObject({}) },
  /** Pulls the cable, or puts it back. In training only. */
  setPracticeLink: { input: z.strictObject({ connected: z.boolean() }), output: z.strictObject({}) },
  /** Files any other report, or an act of the office's own, that changes the register. As `reportMoveIn`. */
  reportToRegister: {
    input: z.strictObject({ id: FilingId, report: RegisterReport }),
    output: FilingPreview,
  },
  /** Does something with a filing of this office: completes it, takes it back, refuses it, notes what was found. */
  amendFiling: {
    input: z.strictObject({ id: FilingId, filing: FilingId, amendment: Amendment }),
    output: FilingPreview,
  },
  /** Files a move-in. Works without the network; the answer is provisional until central's. */
  reportMoveIn: {
    input: z.strictObject({ id: FilingId, report: MoveInReport }),
    output: FilingPreview,
  },
  /** Opens a resident's page. A command, because the view is recorded with its purpose. */
  viewResident: {
    input: z.strictObject({ id: FilingId, resident: ResidentId, purpose: plainText(60) }),
    output: ResidentPage,
  },
  /**
   * Shows a paper as it would print, marked as a preview and with zeros for its numbers. Nothing is shown to whoever may
   * not have the paper. A command, because residents' data are looked at: the view is recorded.
   */
  previewCertificate: {
    input: z.strictObject({ id: FilingId, ask: CertificateAsk }),
    output: z.strictObject({
      fee: Fee,
      pages: z.int(),
      /** Base64. */
      pdf: z.string(),
      /** The first pages as a window can show them: PNG, base64. Empty where they could not be drawn. */
      images: z.array(z.string()).max(20),
    }),
  },
  /**
   * Issues papers to one applicant: all are checked, then a serial is reserved for each and they go to the printer, one
   * after the other. Asked again, it goes on where it was. What becomes of each, the ledger tells.
   */
  issueCertificates: {
    input: z.strictObject({
      printer: PrinterId,
      asks: z
        .array(z.strictObject({ id: CertificateId, ask: CertificateAsk }))
        .min(1)
        .max(20),
    }),
    output: z.strictObject({ certificates: z.array(CertificateLine) }),
  },
  /** A person's word on a paper in doubt, or at a printer that doesn't count: what came out? */
  confirmSheets: {
    input: z.strictObject({
      id: FilingId,
      certificate: CertificateId,
      came: z.discriminatedUnion('type', [
        /** Every sheet is here and good. */
        z.strictObject({ type: z.literal('all') }),
        /** Not all, or not good: what there was has been destroyed. */
        z.strictObject({
          type: z.literal('destroyed'),
          sheets: z.int().min(0).max(200),
          note: optionalText(200),
        }),
      ]),
    }),
    output: CertificateLine,
  },
  /** Tries a paper again of which nothing was printed, perhaps at another printer. */
  retryCertificate: {
    input: z.strictObject({ id: FilingId, certificate: CertificateId, printer: PrinterId }),
    output: CertificateLine,
  },
  /** Gives up a paper that never reached the printer. Its serial stays in the ledger as void. */
  withdrawCertificate: {
    input: z.strictObject({ id: FilingId, certificate: CertificateId, note: plainText(200).min(2) }),
    output: CertificateLine,
  },
  /**
   * Makes a paper anew under a new serial, at no charge if the old one was paid for today; the old one is void from then
   * on. What a citizen has lost is a new request.
   */
  replaceCertificate: {
    input: z.strictObject({
      id: CertificateId,
      certificate: CertificateId,
      why: ReplaceReason,
      /** Sheets of the old one that were handed back or found, and destroyed. */
      sheets: z.int().min(0).max(200),
      note: optionalText(200),
      printer: PrinterId,
    }),
    output: CertificateLine,
  },
  /** A printer that doesn't come back: the paper is in doubt from now on, and `confirmSheets` decides. */
  doubtCertificate: {
    input: z.strictObject({ id: FilingId, certificate: CertificateId }),
    output: CertificateLine,
  },
  /**
   * The ledger as CSV (RFC 4180, UTF-8 with a byte order mark, as spreadsheets expect it), in a file of the data folder:
   * a window can keep no file. Recorded, with the purpose.
   */
  exportLedger: {
    input: z.strictObject({ id: FilingId, filter: LedgerFilter, purpose: plainText(60).min(2) }),
    output: z.strictObject({
      /** Where it is, with its folder. */
      file: z.string(),
      rows: z.int(),
    }),
  },
  setPrinters: {
    input: z.strictObject({ id: FilingId, printers: z.array(PrinterSetup).max(20) }),
    output: z.strictObject({}),
  },
  /** Where this device is backed up from now on, a folder on another medium; null for nowhere. Recorded. */
  setBackupFolder: {
    input: z.strictObject({ id: FilingId, folder: plainText(400).min(1).nullable() }),
    output: z.strictObject({}),
  },
  /** Makes a backup now, beside the work; answers when it was found whole. Joins one that is under way. */
  backUpNow: {
    input: z.strictObject({}),
    output: z.strictObject({ takenAt: z.iso.datetime(), folder: z.string() }),
  },
  /** Looks for printers on the office's network, for as many seconds; with a host, asks that one how to reach it. */
  findPrinters: {
    input: z.strictObject({ seconds: z.int().min(1).max(30), host: z.string().max(253).nullable() }),
    output: z.strictObject({
      found: z.array(
        z.strictObject({
          uri: z.string(),
          name: z.string(),
          makeAndModel: z.string(),
          fingerprint: Fingerprint.nullable(),
        }),
      ),
    }),
  },
  /** Prints a page that is no paper of the ledger. Its sheet is counted all the same. */
  printSheet: {
    input: z.strictObject({
      id: FilingId,
      printer: PrinterId,
      sheet: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('test-page') }),
        z.strictObject({ type: z.literal('day-report'), day: PlainDate }),
        /** The written notice to somebody from whom this paper is withheld. */
        z.strictObject({ type: z.literal('withheld-notice'), ask: CertificateAsk }),
      ]),
    }),
    output: z.strictObject({ outcome: z.enum(['printed', 'not-confirmed', 'failed']), detail: z.string() }),
  },
  /** Notes sheets that went to waste apart from any paper. */
  reportSpoiledSheets: {
    input: z.strictObject({
      id: FilingId,
      on: PlainDate,
      printer: PrinterId,
      sheets: z.int().min(1).max(500),
      note: plainText(200).min(2),
    }),
    output: z.strictObject({}),
  },
  /** Closes the day's ledger with what was counted in the tray and the cash box. */
  signDay: {
    input: z.strictObject({
      id: FilingId,
      day: PlainDate,
      counted: z.strictObject({ sheets: z.int().min(0), won: z.int().min(0) }),
      remark: optionalText(400),
    }),
    output: z.strictObject({ ledger: DayFigures }),
  },
  /** Talks to central now instead of when the loop next would; answers when done. */
  syncNow: {
    input: z.strictObject({}),
    output: z.strictObject({ sent: z.int(), received: z.int() }),
  },
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<N extends CommandName> = z.infer<Commands[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<Commands[N]['output']>;
