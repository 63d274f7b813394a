import { z } from 'zod';
import { Address } from './address.ts';
import { CertificateId, DeviceId, FilingId, HouseholdId, OfficeId, ResidentId } from './ids.ts';
import { PlainDate } from './plain-date.ts';
import { optionalText, plainText } from './plain-text.ts';
import { ResidentNumber } from './resident-number.ts';

/**
 * The number of one sheet set: office, epoch, running number; `T-` before it in training. The epoch is part of it, so
 * that a central restored from an old copy can't grant a number that is on paper already.
 */
export const Serial = z
  .string()
  .regex(/^(T-)?\d{10}-\d{1,4}-\d{7}$/)
  .brand<'Serial'>();
export type Serial = z.infer<typeof Serial>;

/** Sixteen digits that a third party types to verify (문서확인번호), without separators. */
export const DocumentNumber = z
  .string()
  .regex(/^\d{16}$/)
  .brand<'DocumentNumber'>();
export type DocumentNumber = z.infer<typeof DocumentNumber>;

/** A run of serials that central has granted to one device. Both ends are included. */
export const SerialBlock = z.object({
  office: OfficeId,
  device: DeviceId,
  /** Which of the device's journals may use them; absent for the first. A restored device can't tell which were used. */
  incarnation: z.int().min(2).optional(),
  /** The device's number within its office (단말번호), printed in the issue number. */
  terminal: z.int().min(1).max(9_999),
  epoch: z.int().min(1),
  first: z.int().min(1),
  last: z.int().min(1),
});
export type SerialBlock = z.infer<typeof SerialBlock>;

export const serialOf = (prefix: string, { office, epoch }: Pick<SerialBlock, 'office' | 'epoch'>, n: number): Serial =>
  Serial.parse(`${prefix}${office}-${String(epoch)}-${String(n).padStart(7, '0')}`);

/** What central allows an office to do on its own. Without one, nothing is issued while central can't be reached. */
export const IssuingPolicy = z.object({
  /** Certificates of own confirmed residents, for themselves or their household, while offline. */
  mayIssueOffline: z.boolean(),
  /** A register older than this needs a supervisor. */
  supervisorAfterHours: z.int().min(1),
});
export type IssuingPolicy = z.infer<typeof IssuingPolicy>;

const PastAddresses = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('all') }),
  z.strictObject({ type: z.literal('recent'), years: z.int().min(1).max(100) }),
]);
export type PastAddresses = z.infer<typeof PastAddresses>;

/** What a copy shows (등본 교부 신청서의 포함 사항). */
export const CopyOptions = z.strictObject({
  pastAddresses: PastAddresses,
  formationReason: z.boolean(),
  formationDate: z.boolean(),
  /** Event and report dates of each line. */
  dates: z.boolean(),
  changeReasons: z.enum(['none', 'household', 'members', 'all']),
  /** Names of those who are not the applicant, nor the one who delegated them. */
  otherNames: z.boolean(),
  /** Whose resident numbers print in full; `applicant` is the one who delegated, where somebody did. */
  numberTails: z.enum(['none', 'applicant', 'all']),
  /** `plain`: everyone but householder and spouse is 세대원 or 동거인, the default from 2026-10-29. */
  relations: z.enum(['none', 'plain', 'detailed']),
  cohabitants: z.boolean(),
  foreignFamily: z.boolean(),
});
export type CopyOptions = z.infer<typeof CopyOptions>;

/** What an abstract shows (초본). */
export const AbstractOptions = z.strictObject({
  personalChanges: z.boolean(),
  pastAddresses: PastAddresses,
  /** The householder of each past address, and the relation to them. */
  pastHouseholders: z.boolean(),
  numberTail: z.boolean(),
  /** The present householder, and the relation. */
  householder: z.boolean(),
  /** How relations print; see `CopyOptions`. */
  relations: z.enum(['plain', 'detailed']),
  dates: z.boolean(),
  changeReasons: z.boolean(),
  military: z.enum(['none', 'basic', 'all']),
  foreignNumber: z.boolean(),
});
export type AbstractOptions = z.infer<typeof AbstractOptions>;

/** The paper that is asked for. */
export const CertificateRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('copy'), household: HouseholdId, options: CopyOptions }),
  z.strictObject({
    kind: z.literal('copy-english'),
    household: HouseholdId,
    options: CopyOptions,
    /** As the applicant writes it on form 7-2: nothing is transliterated by guess. */
    address: plainText(200),
    /** Past addresses in the same way, the first line of the register first; needed where they are to print. */
    pastAddresses: z.array(plainText(200)).max(60),
    /** Names in Roman letters for those of whom the register has none. */
    names: z.record(z.string().max(60), optionalText(80)),
  }),
  z.strictObject({ kind: z.literal('abstract'), resident: ResidentId, options: AbstractOptions }),
  z.strictObject({ kind: z.literal('moved-in-households'), address: Address, leaveOutDeleted: z.boolean() }),
  z.strictObject({ kind: z.literal('move-in-receipt'), filing: FilingId, stage: z.enum(['intake', 'accepted']) }),
]);
export type CertificateRequest = z.infer<typeof CertificateRequest>;
export type CertificateKind = CertificateRequest['kind'];
export const CertificateKind = z.enum(['copy', 'copy-english', 'abstract', 'moved-in-households', 'move-in-receipt']);

/** Relation of an applicant who is not of the household, as a family record shows it. */
export const Kinship = z.enum(['spouse', 'ascendant', 'descendant', 'spouse-of-descendant', 'ascendant-of-spouse']);
export type Kinship = z.infer<typeof Kinship>;

/** What somebody has to do with a house whose registered households they ask for [A 29-2②]. */
export const HouseInterest = z.enum([
  'owner',
  'tenant',
  'sale-party',
  'lease-party',
  'auction-bidder',
  'credit-bureau',
  'appraiser',
  'lender',
  'bailiff',
]);
export type HouseInterest = z.infer<typeof HouseInterest>;

/** Who gave the delegation, as their identity card names them. */
const Principal = z.strictObject({ name: plainText(60), number: ResidentNumber });

/** On what ground a paper is asked for [A 29②], with what the official checked for it. */
export const Ground = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('self') }),
  z.strictObject({ type: z.literal('household') }),
  z.strictObject({
    type: z.literal('delegate'),
    /** The one who may have the paper, and has the applicant fetch it. */
    principal: Principal,
    /** The signed delegation and the identity card of the one who delegated. */
    delegationShown: z.boolean(),
    principalCardShown: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('kin'),
    /** Kin of the householder, or of a member, who gets the member's abstract only. */
    of: z.enum(['householder', 'member']),
    kinship: Kinship,
    familyRecordShown: z.boolean(),
    /** The person whose paper it is has divorced, and the child lives elsewhere: the abstract only [A 29⑩]. */
    isOfDivorced: z.boolean(),
  }),
  z.strictObject({ type: z.literal('state'), agency: optionalText(60), letter: optionalText(60) }),
  z.strictObject({ type: z.literal('litigation'), evidence: optionalText(120) }),
  z.strictObject({ type: z.literal('statute'), law: optionalText(120) }),
  z.strictObject({
    type: z.literal('creditor'),
    evidence: optionalText(120),
    /** Inheritance registration: past addresses are left in [R 13⑪]. */
    isInheritance: z.boolean(),
  }),
  /** Owner, tenant, contract party, bidder or lender of the house: for moved-in household certificates [A 29-2]. */
  z.strictObject({ type: z.literal('house'), interest: HouseInterest, evidence: optionalText(120) }),
]);
export type Ground = z.infer<typeof Ground>;

/** Who stands at the counter. */
export const Applicant = z.strictObject({
  name: plainText(60),
  /** Null for an agency. */
  number: ResidentNumber.nullable(),
  /** How they were identified [D 47⑤⑥]; null if they were not. */
  identity: z.enum(['resident-card', 'licence', 'passport', 'mobile-id', 'fingerprint', 'agency-card']).nullable(),
});
export type Applicant = z.infer<typeof Applicant>;

/** Why nothing is charged [R 18]. The official notes the proof that was shown. */
export const Exemption = z.strictObject({
  group: z.enum([
    'basic-livelihood',
    'veteran',
    'bereaved-of-veteran',
    'independence-merit',
    'may-18-merit',
    'special-duty-merit',
    'agent-orange',
    'single-parent',
    'two-or-more-minor-children',
    'newborn-first-abstract',
    'disaster',
    'public-office',
    'ordinance',
    'replaces-spoiled',
  ]),
  proof: optionalText(120),
});
export type Exemption = z.infer<typeof Exemption>;

/** What the paper costs, in won; counted when it is issued and not before. */
export const Fee = z.strictObject({ won: z.int().min(0), exemption: Exemption.nullable() });
export type Fee = z.infer<typeof Fee>;

/** Why a paper isn't made as asked. Each has words in both languages in `text/`. */
export const IssueDefect = z.enum([
  'identity-not-checked',
  'applicant-number-missing',
  'applicant-unknown',
  'not-the-person',
  'not-of-household',
  'delegation-missing',
  'family-record-missing',
  'evidence-missing',
  'ground-not-for-this-paper',
  'abstract-only',
  'withheld',
  'exemption-proof-missing',
  'roman-name-missing',
  'past-addresses-in-english-missing',
  'nobody-registered-there',
  'filing-not-accepted',
  'not-live',
  'offline-not-authorised',
  'offline-only-own',
  'kiosk-only-own',
  'supervisor-needed',
]);
export type IssueDefect = z.infer<typeof IssueDefect>;

/** A paper that the register has overtaken: it was wrong already on the day on which it was issued. */
export const Overtaken = z.strictObject({
  /** The report date that the paper didn't know of. */
  since: PlainDate,
  what: z.enum(['moved', 'householder', 'members', 'name', 'status']),
  /** The resident through whom it is known. */
  resident: ResidentId,
});
export type Overtaken = z.infer<typeof Overtaken>;

/** Why a paper is made anew at no charge: the office's or the printer's fault, with the old sheets handed back. */
export const ReplaceReason = z.enum(['misprinted', 'damaged', 'wrong-paper']);
export type ReplaceReason = z.infer<typeof ReplaceReason>;

/** Names the paper whose place another one takes, and why. */
export const Replaces = z.strictObject({
  certificate: CertificateId,
  serial: Serial,
  why: ReplaceReason,
  /** Sheets of the old one that were handed back or found, and destroyed. */
  sheets: z.int().min(0).max(200),
  note: optionalText(200),
});
export type Replaces = z.infer<typeof Replaces>;
