import { z } from 'zod';
import { Address } from '../registry/address.ts';
import type { Amendment } from '../registry/amendment.ts';
import { MoverAnswer } from '../registry/answer.ts';
import { CertificateKind, Fee, Overtaken, Serial } from '../registry/certificate.ts';
import { Arrival, Departure } from '../registry/departure.ts';
import { FollowUps } from '../registry/follow-ups.ts';
import { CertificateId, DeviceId, DraftId, FilingId, HouseholdId, OfficialId, ResidentId } from '../registry/ids.ts';
import { LedgerState } from '../registry/ledger.ts';
import { MoveInReport } from '../registry/move-in.ts';
import { Office, Official, Role } from '../registry/office.ts';
import { PlainDate } from '../registry/plain-date.ts';
import { PrinterSetup, PrinterState } from '../registry/printer.ts';
import { registerReportKinds } from '../registry/register-report.ts';
import type { Report } from '../registry/report.ts';
import { Relation, ResidentStatus } from '../registry/resident.ts';
import type { ResidentNumber } from '../registry/resident-number.ts';
import { DayFigures } from './entry.ts';
import { AppError } from './errors.ts';
import { Position } from './position.ts';

/** A resident in a list. The number is masked before it leaves the replica. */
export const ResidentLine = z.strictObject({
  id: ResidentId,
  name: z.string(),
  hanja: z.string(),
  birthDate: PlainDate,
  maskedNumber: z.string(),
  address: z.string(),
  relation: Relation,
  status: ResidentStatus,
  household: HouseholdId,
  /** A filing that names this resident waits for its answer. */
  pending: z.boolean(),
});
export type ResidentLine = z.infer<typeof ResidentLine>;

/** The same with every resident number masked, `902101-1******`, so that it fits the schema no more. */
export type Masked<T> = T extends ResidentNumber
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : { [K in keyof T]: Masked<T[K]> };

export const FilingLine = z.strictObject({
  id: FilingId,
  device: DeviceId,
  /** The time of the device that took it. */
  takenAt: z.iso.datetime(),
  reportDate: PlainDate,
  address: z.string(),
  householderName: z.string(),
  /** What it reports: a form of move-in, or a kind of other report. */
  what: z.union([MoveInReport.shape.form, z.enum(registerReportKinds)]),
  /** waiting: not yet at central · received: at central, no answer yet · answered · quarantined: central can't read it. */
  state: z.enum(['waiting', 'received', 'answered', 'quarantined']),
  movers: z.array(
    z.strictObject({ name: z.string(), maskedNumber: z.string(), answer: MoverAnswer.shape.answer.nullable() }),
  ),
});
export type FilingLine = z.infer<typeof FilingLine>;

export const OfficeStatus = z.strictObject({
  profile: z.string(),
  /** The day in Korea by central's time, as well as this device can tell: what forms begin with. Nothing is decided by it. */
  today: PlainDate,
  office: Office.nullable(),
  device: DeviceId.nullable(),
  /** Where this device looks for central. */
  centralUrl: z.string().nullable(),
  official: Official.nullable(),
  link: z.strictObject({
    state: z.enum(['not-enrolled', 'connecting', 'online', 'offline']),
    /** Since when nobody answered, in the device's own time. */
    since: z.iso.datetime().nullable(),
    /** Why, when offline or when something needs a person. */
    error: AppError.nullable(),
    /** In training, whether the cable is in; null where it is a real one. */
    practice: z.boolean().nullable(),
    /** Device clock minus central's, in seconds, at the last contact. For people; nothing is decided by it. */
    clockOffsetSeconds: z.number().nullable(),
  }),
  /** Entries that central has not yet given a receipt for: lost if this computer is lost now. */
  unsent: z.int(),
  /** How far the register here has followed central; null before the first sync. */
  position: Position.nullable(),
  /** Central's time at the last contact at which everything was up to date. */
  registerAsOf: z.iso.datetime().nullable(),
  residents: z.int(),
  /** While the register is taken whole from central, how far that is: first fetched, then loaded. `part` of 1. */
  snapshot: z.strictObject({ step: z.enum(['fetching', 'loading']), part: z.number().min(0).max(1) }).nullable(),
  /** While the file gets another key, how far that is. `part` of 1. */
  rekey: z
    .strictObject({ step: z.enum(['waiting', 'copying', 'changing-over']), part: z.number().min(0).max(1) })
    .nullable(),
  papers: z.strictObject({
    /** Serials left on this device. */
    serialsLeft: z.int(),
    /** Papers that wait for a person. */
    attention: z.int(),
    /** Which engine draws papers; null until it was started. */
    engine: z.string().nullable(),
    /** Whether central has allowed papers while it can't be reached. */
    mayIssueOffline: z.boolean(),
  }),
});
export type OfficeStatus = z.infer<typeof OfficeStatus>;

/** A paper in the ledger. */
export const CertificateLine = z.strictObject({
  id: CertificateId,
  serial: Serial,
  documentNumber: z.string(),
  kind: CertificateKind,
  state: LedgerState,
  /** Why it waits for a person or came to nothing; null while all is well. A key of the texts of the ledger. */
  why: z.string().nullable(),
  /** As third parties see them. */
  holder: z.string(),
  applicant: z.string(),
  ground: z.string(),
  purpose: z.string(),
  fee: Fee,
  /** What was charged; it stays when the paper is replaced. */
  won: z.int(),
  pages: z.int().nullable(),
  /** Sheets that are known to have come out; null where nobody knows. */
  sheets: z.int().nullable(),
  attempt: z.int(),
  printer: z.string(),
  official: OfficialId,
  issuedOn: PlainDate,
  reservedAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
  replaces: Serial.nullable(),
  replacedBy: Serial.nullable(),
  overtaken: Overtaken.nullable(),
  /** Central has every entry of it. */
  isSent: z.boolean(),
});
export type CertificateLine = z.infer<typeof CertificateLine>;

export const ResidentPage = z.strictObject({
  resident: ResidentLine,
  nameRoman: z.string(),
  sex: z.enum(['M', 'F']),
  household: z.strictObject({
    id: HouseholdId,
    householder: ResidentId.nullable(),
    members: z.array(ResidentLine),
  }),
  /** Newest first. */
  addresses: z.array(
    z.strictObject({
      registeredOn: PlainDate,
      movedOn: PlainDate,
      reason: z.string(),
      address: Address,
      householderName: z.string(),
      relation: Relation,
      filing: FilingId.nullable(),
    }),
  ),
  /** Filings that name this resident, newest first; those without an answer are pending. */
  filings: z.array(FilingLine).max(20),
  /** Papers on this resident or their household, newest first. */
  certificates: z.array(CertificateLine).max(20),
});
export type ResidentPage = z.infer<typeof ResidentPage>;

/** A task that is not finished, in a list. */
export const DraftLine = z.strictObject({
  id: DraftId,
  task: z.enum(['move-in']),
  /** Tells drafts apart, without any resident number. */
  title: z.string(),
  official: OfficialId,
  savedAt: z.iso.datetime(),
});
export type DraftLine = z.infer<typeof DraftLine>;

/** A filing with everything that is known of it. */
export const FilingPage = z.strictObject({
  line: FilingLine,
  /** As it reads now, after what was supplemented. */
  report: z.custom<Masked<Report>>(),
  /** Oldest first. */
  amendments: z.array(z.custom<Masked<Amendment>>()),
  /** What follows from a move-in and when; null for other reports. */
  followUps: FollowUps.nullable(),
});
export type FilingPage = z.infer<typeof FilingPage>;

/** Something that waits for a person at this office. */
export const TrayItem = z.discriminatedUnion('type', [
  /** Somebody on it is not registered: something is missing, or another filing stands in the way. */
  z.strictObject({ type: z.literal('filing'), filing: FilingLine }),
  /** Nobody leads it since its householder has gone or died. */
  z.strictObject({
    type: z.literal('household-without-householder'),
    household: HouseholdId,
    address: z.string(),
    members: z.array(ResidentLine),
  }),
  /** The list has to go to the head of the village, or should be back [D 15]. */
  z.strictObject({
    type: z.literal('post-verification'),
    filing: FilingId,
    householderName: z.string(),
    due: PlainDate.nullable(),
    step: z.enum(['send', 'reply']),
  }),
  /** A paper turned out to have been wrong when it was issued. */
  z.strictObject({ type: z.literal('overtaken-paper'), certificate: CertificateLine }),
]);
export type TrayItem = z.infer<typeof TrayItem>;

/** What the ledger is narrowed by; null is everything. */
export const LedgerFilter = z.strictObject({
  from: PlainDate.nullable(),
  to: PlainDate.nullable(),
  /** `attention`: waits for a person. `overtaken`: wrong when issued, as it turned out. */
  show: z.enum(['all', 'attention', 'issued', 'void', 'overtaken']),
  kind: CertificateKind.nullable(),
  /** Part of a serial or a document number, or the beginning of an applicant's name. Holders are masked here. */
  text: z.string().max(100),
});
export type LedgerFilter = z.infer<typeof LedgerFilter>;

/** Which thread answers: `reader` may look at the register only; `office` also knows the session and the link. */
export type QueryThread = 'office' | 'reader';

export const queries = {
  /**
   * Name (Hangul in any state of typing, Hanja, Latin letters), birth date, resident number, address, or several of them,
   * or a householder's household: which it is, is read off the text.
   */
  searchResidents: {
    thread: 'reader',
    input: z.strictObject({ text: z.string().max(100), after: z.string().max(200).nullable() }),
    output: z.strictObject({
      rows: z.array(ResidentLine).max(50),
      /** Give as `after` for the next page; null on the last. */
      next: z.string().nullable(),
      /** What the text was taken for; absent where it could be nothing. */
      takenFor: z.array(z.enum(['name', 'household', 'birth-date', 'number', 'address'])).optional(),
    }),
  },
  listFilings: {
    thread: 'reader',
    input: z.strictObject({ after: FilingId.nullable() }),
    output: z.strictObject({ rows: z.array(FilingLine).max(50), next: FilingId.nullable() }),
  },
  listDepartures: {
    thread: 'reader',
    input: z.strictObject({}),
    output: z.strictObject({ rows: z.array(Departure.extend({ movedOutOn: PlainDate })) }),
  },
  listArrivals: {
    thread: 'reader',
    input: z.strictObject({}),
    output: z.strictObject({ rows: z.array(Arrival) }),
  },
  getFiling: {
    thread: 'reader',
    input: z.strictObject({ filing: FilingId }),
    output: FilingPage,
  },
  /** Everything that waits for a person. */
  listTray: {
    thread: 'reader',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(TrayItem) }),
  },
  /** Newest first. */
  listCertificates: {
    thread: 'reader',
    input: z.strictObject({ filter: LedgerFilter, after: CertificateId.nullable() }),
    output: z.strictObject({ rows: z.array(CertificateLine).max(50), next: CertificateId.nullable() }),
  },
  /** The steps of one paper, oldest first. */
  getCertificate: {
    thread: 'reader',
    input: z.strictObject({ certificate: CertificateId }),
    output: z.strictObject({
      line: CertificateLine,
      steps: z.array(
        z.strictObject({ at: z.iso.datetime(), official: OfficialId, to: LedgerState, detail: z.string() }),
      ),
    }),
  },
  getDay: {
    thread: 'reader',
    input: z.strictObject({ day: PlainDate }),
    output: z.strictObject({
      /** As it was signed off; else as it stands now. */
      ledger: DayFigures,
      open: z.array(CertificateLine).max(50),
      signed: z
        .strictObject({
          by: OfficialId,
          at: z.iso.datetime(),
          ledger: DayFigures,
          counted: z.strictObject({ sheets: z.int(), won: z.int() }),
          remark: z.string(),
        })
        .nullable(),
    }),
  },
  /** What the sign-in page shows. Anyone may ask. */
  getSignIn: {
    thread: 'office',
    input: z.strictObject({}),
    output: z.strictObject({
      profile: z.string(),
      state: z.enum(['not-enrolled', 'signed-out', 'locked', 'signed-in']),
      office: z.strictObject({ nameKo: z.string(), nameEn: z.string() }).nullable(),
      /** Who has a password on this device. */
      officials: z.array(z.strictObject({ id: OfficialId, name: z.string(), role: Role })),
      /** While a sign-in waits for a file of an earlier version to be brought to this one, how far that is. `part` of 1. */
      migration: z
        .strictObject({ step: z.enum(['copying', 'changing', 'checking']), part: z.number().min(0).max(1) })
        .nullable(),
      /** The sample officials' passwords, shown where people practise; null elsewhere. */
      samples: z.array(z.strictObject({ official: OfficialId, password: z.string() })).nullable(),
    }),
  },
  /** Addresses of this office's area, by road, building, house name or initial consonants of either. */
  searchAddresses: {
    thread: 'reader',
    input: z.strictObject({ text: z.string().max(100) }),
    output: z.strictObject({
      rows: z.array(z.strictObject({ address: Address, households: z.int() })).max(20),
    }),
  },
  /** Newest first. */
  listDrafts: {
    thread: 'office',
    input: z.strictObject({}),
    output: z.strictObject({
      rows: z.array(DraftLine),
      /** When somebody's draft was saved that the file has lost since; null where none is known to be. */
      lost: z.iso.datetime().nullable(),
    }),
  },
  getDraft: {
    thread: 'office',
    input: z.strictObject({ id: DraftId }),
    output: z.strictObject({ line: DraftLine, content: z.string() }),
  },
  listPrinters: {
    thread: 'office',
    input: z.strictObject({}),
    output: z.strictObject({
      printers: z.array(z.strictObject({ setup: PrinterSetup, state: PrinterState.nullable() })),
    }),
  },
  getStatus: {
    thread: 'office',
    input: z.strictObject({}),
    output: OfficeStatus,
  },
  /** How this device is backed up. */
  getBackup: {
    thread: 'office',
    input: z.strictObject({}),
    output: z.strictObject({
      folder: z.string().nullable(),
      isRunning: z.boolean(),
      /** The last that was found whole, by this device's clock, and how old it is. */
      last: z.strictObject({ takenAt: z.iso.datetime(), folder: z.string(), ageHours: z.number() }).nullable(),
      /** Why the last try came to nothing; null if it didn't. */
      error: AppError.nullable(),
      /** From when the backup is that this device was restored from; null if it wasn't. */
      restoredFrom: z.iso.datetime().nullable(),
    }),
  },
} as const satisfies Record<string, { thread: QueryThread; input: z.ZodType; output: z.ZodType }>;

export type Queries = typeof queries;
export type QueryName = keyof Queries;
export type QueryInput<N extends QueryName> = z.infer<Queries[N]['input']>;
export type QueryOutput<N extends QueryName> = z.infer<Queries[N]['output']>;
