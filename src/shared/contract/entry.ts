import { z } from 'zod';
import { Amendment } from '../registry/amendment.ts';
import {
  Applicant,
  CertificateKind,
  CertificateRequest,
  DocumentNumber,
  Fee,
  Ground,
  Overtaken,
  Replaces,
  Serial,
} from '../registry/certificate.ts';
import { CertificateId, DeviceId, FilingId, HouseholdId, OfficialId, ResidentId } from '../registry/ids.ts';
import { LedgerStep } from '../registry/ledger.ts';
import { MoveInReport } from '../registry/move-in.ts';
import { Role } from '../registry/office.ts';
import { PlainDate } from '../registry/plain-date.ts';
import { PrinterSetup } from '../registry/printer.ts';
import { RegisterReport } from '../registry/register-report.ts';
import { SheetInput } from '../registry/sheet.ts';
import { genesis, Hash, type Head, type Link, parseJson, type Sha256 } from './chain.ts';
import { Position } from './position.ts';

/** Version of the header. A later one is read by a pure function from the earlier, for ever. */
const headerVersion = 1;

/** One act of one device. The header stays for good; the body can be erased. */
export const EntryHeader = z.strictObject({
  v: z.literal(headerVersion),
  kind: z.string().min(1).max(60),
  /** UUIDv7, made by the command that caused the act. */
  id: FilingId,
  device: DeviceId,
  /** Starts at 1; a device restored from a backup starts a new one. */
  incarnation: z.int().min(1),
  /** 1, 2, 3 … without a gap within an incarnation. */
  seq: z.int().min(1),
  /** Hash of the header before this one. */
  prev: Hash,
  /** max(device clock, highest time stored). For people to read; nothing is decided by it. */
  at: z.iso.datetime(),
  actor: OfficialId,
  role: Role,
  /** Why a resident's data were looked at or used. */
  purpose: z.string().min(1).max(60),
  subject: z.string().max(60).nullable(),
  bodyHash: Hash,
});
export type EntryHeader = z.infer<typeof EntryHeader>;

/** What a day's ledger adds up to. */
export const DayFigures = z.strictObject({
  /** Serials used, however they ended. */
  reserved: z.int().min(0),
  issued: z.int().min(0),
  void: z.int().min(0),
  /** Neither issued nor void: under way, or waiting for a person. */
  open: z.int().min(0),
  /** Sheets of issued papers, of void ones that reached paper, and of anything else that was printed. */
  sheetsIssued: z.int().min(0),
  sheetsVoid: z.int().min(0),
  sheetsOther: z.int().min(0),
  won: z.int().min(0),
  exempted: z.int().min(0),
});
export type DayFigures = z.infer<typeof DayFigures>;

/** The bodies, by kind. A new version of a body is a new row here, with a function that reads the old one. */
export const entryBodies = {
  moveInReported: z.strictObject({
    v: z.literal(1),
    /** What the official saw when filing: the feed position of the replica, or null before the first sync. */
    asOf: Position.nullable(),
    report: MoveInReport,
  }),
  /** Any other report, or an act of the office's own, that changes the register. */
  registerReported: z.strictObject({ v: z.literal(1), asOf: Position.nullable(), report: RegisterReport }),
  /** Something done with a filing of this office, whichever of its devices took it. */
  filingAmended: z.strictObject({ v: z.literal(1), asOf: Position.nullable(), filing: FilingId, amendment: Amendment }),
  residentViewed: z.strictObject({ v: z.literal(1), resident: ResidentId }),
  /** Somebody saw a resident's whole number; the reason is the entry's purpose. */
  numberRevealed: z.strictObject({ v: z.literal(1), resident: ResidentId }),
  /** Another official got a password on this device. */
  passwordSlotAdded: z.strictObject({ v: z.literal(1), official: OfficialId }),
  /** Somebody had this device's file given a new key; the reason is the entry's purpose. */
  fileRekeyed: z.strictObject({ v: z.literal(1) }),
  /** Where this device is backed up from now on; null for nowhere. */
  backupFolderSet: z.strictObject({ v: z.literal(1), folder: z.string().min(1).max(400).nullable() }),
  /** Somebody saw a paper on the screen that was not issued. */
  paperPreviewed: z.strictObject({ v: z.literal(1), kind: CertificateKind, subjects: z.array(ResidentId).max(60) }),
  ledgerExported: z.strictObject({ v: z.literal(1), rows: z.int().min(0) }),
  /** Asks central for serials. The grant comes by the feed, so neither can be lost or come twice. */
  serialsRequested: z.strictObject({ v: z.literal(1), left: z.int().min(0), wanted: z.int().min(1).max(10_000) }),
  /** The first entry of a paper: everything it will say is fixed here, and its serial is used up. */
  certificateReserved: z.strictObject({
    v: z.literal(1),
    serial: Serial,
    documentNumber: DocumentNumber,
    kind: CertificateKind,
    request: CertificateRequest,
    applicant: Applicant,
    ground: Ground,
    purpose: z.string().min(1).max(60),
    fee: Fee,
    /** Residents whose data print. */
    subjects: z.array(ResidentId).max(60),
    household: HouseholdId.nullable(),
    /** As third parties see the holder: `김*수`. */
    holder: z.string().max(60),
    issuedOn: PlainDate,
    /** The code in the QR, as text; null for papers that carry none. */
    code: z.string().max(1_000).nullable(),
    /** The position of the register that it was made from. */
    asOf: Position.nullable(),
    /** How many pages its code says that it has. */
    pages: z.int().min(1),
    printer: z.string().min(1).max(60),
    replaces: Replaces.nullable(),
    input: SheetInput,
  }),
  certificateStepped: z.strictObject({ v: z.literal(1), certificate: CertificateId, serial: Serial, step: LedgerStep }),
  /** The register says since that the paper was wrong when it was issued. It stays issued. */
  certificateOvertaken: z.strictObject({
    v: z.literal(1),
    certificate: CertificateId,
    serial: Serial,
    overtaken: Overtaken,
  }),
  printersSet: z.strictObject({ v: z.literal(1), printers: z.array(PrinterSetup).max(20) }),
  /** Sheets that left a tray without being a paper of the ledger. */
  sheetsSpent: z.strictObject({
    v: z.literal(1),
    on: PlainDate,
    what: z.enum(['test-page', 'report', 'notice', 'spoiled']),
    printer: z.string().min(1).max(60),
    sheets: z.int().min(1).max(10_000),
    note: z.string().max(200),
  }),
  /** The day's reconciliation, signed off: what the ledger says, and what the official counted. */
  daySigned: z.strictObject({
    v: z.literal(1),
    day: PlainDate,
    ledger: DayFigures,
    counted: z.strictObject({ sheets: z.int().min(0), won: z.int().min(0) }),
    remark: z.string().max(400),
  }),
} as const;

export type EntryKind = keyof typeof entryBodies;
export type EntryBody<K extends EntryKind> = z.infer<(typeof entryBodies)[K]>;

/** An act before it has its place in the chain. */
export interface Act<K extends EntryKind = EntryKind> {
  readonly kind: K;
  readonly id: FilingId;
  readonly actor: OfficialId;
  readonly role: Role;
  readonly purpose: string;
  readonly subject: string | null;
  readonly body: EntryBody<K>;
}

/** Where an act takes its place. */
export interface EntryPlace {
  readonly device: DeviceId;
  readonly incarnation: number;
  readonly head: Head;
  readonly at: string;
}

/** Writes the exact text of an entry. The order of the keys is part of the format; golden files hold it. */
export const writeEntry = (act: Act, place: EntryPlace, sha256: Sha256): Link & { body: string; header: string } => {
  const body = JSON.stringify(act.body);
  const header: EntryHeader = {
    v: headerVersion,
    kind: act.kind,
    id: act.id,
    device: place.device,
    incarnation: place.incarnation,
    seq: place.head.seq + 1,
    prev: place.head.seq === 0 ? genesis : place.head.hash,
    at: place.at,
    actor: act.actor,
    role: act.role,
    purpose: act.purpose,
    subject: act.subject,
    bodyHash: sha256(body),
  };
  return { header: JSON.stringify(header), body };
};

export type ReadEntry =
  | { readonly type: 'known'; readonly header: EntryHeader; readonly act: KnownAct }
  /** The chain holds, but this version can't read the content: it is kept raw. */
  | { readonly type: 'unreadable'; readonly header: EntryHeader; readonly reason: string };

export type KnownAct = { [K in EntryKind]: { readonly kind: K; readonly body: EntryBody<K> } }[EntryKind];

/** Reads a header that came from outside; null where it is none. */
export const readEntryHeader = (text: string): EntryHeader | null => {
  const parsed = EntryHeader.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
};

/** Reads the body that belongs to a header. Its hash must have been checked. */
export const readEntryBody = (header: EntryHeader, body: string): ReadEntry => {
  if (!Object.hasOwn(entryBodies, header.kind))
    return { type: 'unreadable', header, reason: `unknown kind ${header.kind}` };
  const kind = header.kind as EntryKind;
  const parsed = entryBodies[kind].safeParse(parseJson(body));
  if (!parsed.success)
    return {
      type: 'unreadable',
      header,
      reason: `${kind}: ${parsed.error.issues[0]?.path.join('.') ?? ''} is not valid`,
    };
  return { type: 'known', header, act: { kind, body: parsed.data } as KnownAct };
};
