import { z } from 'zod';
import { PlainDate } from './plain-date.ts';

/**
 * What stands on the paper of a certificate, already decided and already masked: whoever lays it out neither looks
 * anything up nor leaves anything out. Two equal values give the same bytes of PDF. A field that was not asked for is
 * null, and its column or line does not appear.
 */
const Row = z.strictObject({ no: z.int().min(1) });

/** Event date (발생일) and report date (신고일) of an address line, as far as they print. */
const Dates = z.strictObject({ movedOn: PlainDate.nullable(), registeredOn: PlainDate.nullable() });

export const MemberRow = Row.extend({
  /** 본인, 배우자, 세대원 … ; null where relations were not asked for. */
  relation: z.string().nullable(),
  /** Null where other members' names were not asked for. */
  name: z.string().nullable(),
  hanja: z.string(),
  /** As it prints: `902101-1234567` or `902101-*******`. */
  number: z.string(),
  dates: Dates.nullable(),
  reason: z.string().nullable(),
  /** 거주불명자, 재외국민 …; null for an ordinary resident. */
  status: z.string().nullable(),
});
export type MemberRow = z.infer<typeof MemberRow>;

/** A family member who is not a citizen: listed apart, by alien registration number [D 9①]. */
export const ForeignRow = Row.extend({
  relation: z.string().nullable(),
  name: z.string(),
  nameRoman: z.string(),
  number: z.string(),
  since: PlainDate.nullable(),
});
export type ForeignRow = z.infer<typeof ForeignRow>;

const AddressLine = Row.extend({ address: z.string(), dates: Dates.nullable(), reason: z.string().nullable() });

/** Certified copy of the household record (등본, form 18), in Korean or English. */
export const CopyContent = z.strictObject({
  kind: z.literal('copy'),
  language: z.enum(['ko', 'en']),
  householder: z.strictObject({ name: z.string(), hanja: z.string() }),
  /** 세대구성 사유 및 일자. */
  formation: z.strictObject({ reason: z.string().nullable(), on: PlainDate.nullable() }).nullable(),
  address: z.string(),
  members: z.array(MemberRow),
  cohabitants: z.array(MemberRow).nullable(),
  foreignFamily: z.array(ForeignRow).nullable(),
  /** Oldest first, the present address last; null where past addresses were not asked for. */
  pastAddresses: z.array(AddressLine).nullable(),
});
export type CopyContent = z.infer<typeof CopyContent>;

/** Abstract of the individual record (초본, form 19). */
export const AbstractContent = z.strictObject({
  kind: z.literal('abstract'),
  person: z.strictObject({ name: z.string(), hanja: z.string(), number: z.string() }),
  householder: z.strictObject({ name: z.string(), relation: z.string() }).nullable(),
  /** Changes of name, number, birth date (인적사항 변경). */
  personalChanges: z
    .array(
      Row.extend({
        on: PlainDate,
        what: z.string(),
        from: z.string(),
        to: z.string(),
        reason: z.string(),
      }),
    )
    .nullable(),
  /** Oldest first, the present address last. Without past addresses there is just that one. */
  addresses: z.array(
    AddressLine.extend({
      /** The householder of that time and the relation to them; null where not asked for. */
      householder: z.strictObject({ name: z.string(), relation: z.string() }).nullable(),
      /** 거주자, 거주불명자, 말소 … */
      status: z.string(),
    }),
  ),
  /** Label and value, in the order in which they print; null where not asked for, empty where there is no service. */
  military: z.array(z.strictObject({ label: z.string(), value: z.string() })).nullable(),
  /** Registration number of a foreigner or an overseas Korean, before naturalisation or return. */
  foreignNumber: z.string().nullable(),
});
export type AbstractContent = z.infer<typeof AbstractContent>;

/** What the reporter takes home: at intake the 민원 접수증, after acceptance the 접수증 [D 16]. */
export const MoveInReceiptContent = z.strictObject({
  kind: z.literal('move-in-receipt'),
  stage: z.enum(['intake', 'accepted']),
  /** What the citizen names when they ask about it: the last group of the filing's id, as `xxxx-xxxx-xxxx`. */
  filingNumber: z.string(),
  reporter: z.string(),
  reportDate: PlainDate,
  movedOn: PlainDate,
  address: z.string(),
  previousAddress: z.string(),
  movers: z.array(
    Row.extend({ name: z.string(), number: z.string(), relation: z.string(), answer: z.string().nullable() }),
  ),
});
export type MoveInReceiptContent = z.infer<typeof MoveInReceiptContent>;

/** Moved-in household certificate (전입세대확인서) [A 29-2]: who is registered at an address. */
export const MovedInContent = z.strictObject({
  kind: z.literal('moved-in-households'),
  address: z.string(),
  households: z.array(
    Row.extend({
      householder: z.string(),
      registeredOn: PlainDate,
      status: z.string().nullable(),
      cohabitants: z.array(z.strictObject({ name: z.string(), registeredOn: PlainDate })),
    }),
  ),
  /** A filing for this address waits for its answer: the certificate says that it may not be complete. */
  isFilingWaiting: z.boolean(),
  /** People who were struck off were left out, as the applicant asked [D 49-2①]. */
  isDeletedLeftOut: z.boolean(),
});
export type MovedInContent = z.infer<typeof MovedInContent>;

/** A page that proves that a printer prints: no certificate, no serial, no data of anybody. */
export const TestPageContent = z.strictObject({ kind: z.literal('test-page'), printer: z.string() });
export type TestPageContent = z.infer<typeof TestPageContent>;

/** What an official signs at the end of the day (일일 대사): the ledger against the tray. */
export const ReconciliationContent = z.strictObject({
  kind: z.literal('reconciliation'),
  day: PlainDate,
  /** Label and value, in the order in which they print. */
  lines: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  voided: z.array(Row.extend({ serial: z.string(), pages: z.int(), reason: z.string() })),
  remark: z.string(),
});
export type ReconciliationContent = z.infer<typeof ReconciliationContent>;

/**
 * What somebody is told in writing from whom a paper is withheld [A 29⑧]: no certificate, no serial. Nothing on it follows
 * from whose paper it was or what the register says of them.
 */
export const WithheldNoticeContent = z.strictObject({
  kind: z.literal('withheld-notice'),
  /** The applicant's name. */
  recipient: z.string(),
  /** The kind of paper in words: `주민등록표 초본`. */
  askedFor: z.string(),
  /** In Korean, in the order in which they print. */
  paragraphs: z.array(z.string()),
  /** The article it rests on. */
  basis: z.string(),
  /** What the applicant can do against it, and until when. */
  remedy: z.string(),
});
export type WithheldNoticeContent = z.infer<typeof WithheldNoticeContent>;

export const SheetContent = z.discriminatedUnion('kind', [
  CopyContent,
  AbstractContent,
  MoveInReceiptContent,
  MovedInContent,
  TestPageContent,
  ReconciliationContent,
  WithheldNoticeContent,
]);
export type SheetContent = z.infer<typeof SheetContent>;

/** What stands around the content on every page. */
export const SheetFrame = z.strictObject({
  /** Drawn into every page as outlines (교육용); null in production. */
  watermark: z.string().nullable(),
  /** The name under which the registrar issues: `다온도 늘해군 솔내면장`. */
  issuer: z.string(),
  /** The registrar's official seal, to the right of the issuer's name. Null on papers that carry none. */
  sealText: z.string().nullable(),
  official: z.string(),
  applicant: z.string().nullable(),
  purpose: z.string().nullable(),
  issuedOn: PlainDate,
  /** Until when the register was followed, `YYYY-MM-DD HH:MM` Korean time, where the paper has to say so; else null. */
  registerAsOf: z.string().nullable(),
  /** 제 T-… 호. Null on papers that are not certificates. */
  serial: z.string().nullable(),
  /** 문서확인번호, `1234-5678-9012-3456`. */
  documentNumber: z.string().nullable(),
  /** 발급번호 without the page, which is added on each: `0012-20261122/143055-0000123` [행정업무규정 규칙 18]. */
  issueNumber: z.string().nullable(),
  /** The QR as squares: `size` modules a side, `path` SVG path data in module units, without the quiet zone. */
  code: z.strictObject({ size: z.int().min(21), path: z.string() }).nullable(),
});
export type SheetFrame = z.infer<typeof SheetFrame>;

/** All that a paper is made from. */
export const SheetInput = z.strictObject({ v: z.literal(1), content: SheetContent, frame: SheetFrame });
export type SheetInput = z.infer<typeof SheetInput>;
