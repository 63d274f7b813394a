import { z } from 'zod';

import { CertificateKind, DocumentNumber, Serial } from '../registry/certificate.ts';
import { Sha256Hex } from '../registry/hash.ts';
import { OfficeId } from '../registry/ids.ts';
import { PlainDate } from '../registry/plain-date.ts';
import { Profile } from '../registry/profile.ts';
import { bytesToHex, hexToBytes } from './bytes.ts';
import { fromCbor, toCbor } from './cbor.ts';
import { readDocumentNumber, writeDocumentNumber } from './document-number.ts';

/** What a certificate's code says about it. Whoever reads the code compares these with the paper. */
export const Claims = z.strictObject({
  profile: Profile,
  kind: CertificateKind,
  serial: Serial,
  documentNumber: DocumentNumber.refine((number) => readDocumentNumber(number) === number),
  office: OfficeId,
  officeName: z.string().min(1).max(40),
  issuedOn: PlainDate,
  /** The last day on which it may be handed in. */
  validUntil: PlainDate,
  pages: z.int().min(1).max(999),
  /** Whom the certificate is about, masked (`maskName`); null where it is about an address. */
  holder: z.strictObject({ masked: z.string().min(1).max(60), birthYear: z.int().min(1800).max(2999) }).nullable(),
  /** Until when the office had followed the register, `YYYY-MM-DD HH:MM` in Korea, if issued without the network. */
  registerAsOf: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/)
    .refine((text) => PlainDate.safeParse(text.slice(0, 10)).success)
    .nullable(),
  /** SHA-256 of what is printed, as canonical JSON: with it the office can show later what stood on the paper. */
  contentHash: Sha256Hex,
});
export type Claims = z.infer<typeof Claims>;

/**
 * Keys of the CBOR map. A number is never used twice. From `firstOptionalKey` on there may be keys that a reader doesn't
 * know and leaves aside; what must be understood gets a smaller one, or a new version.
 */
const keys = {
  v: 1,
  profile: 2,
  kind: 3,
  serial: 4,
  documentNumber: 5,
  office: 6,
  officeName: 7,
  issuedOn: 8,
  validUntil: 9,
  pages: 10,
  holderMasked: 11,
  holderBirthYear: 12,
  registerAsOf: 13,
  contentHash: 14,
} as const;
const firstOptionalKey = 100;
const version = 1;

const profileCodes = { training: 'T', production: 'P' } as const satisfies Record<Profile, string>;
const kindCodes = {
  copy: 1,
  'copy-english': 2,
  abstract: 3,
  'moved-in-households': 4,
  'move-in-receipt': 5,
} as const satisfies Record<CertificateKind, number>;

const dayMs = 86_400_000;
const minuteMs = 60_000;
const koreaOffsetMinutes = 9 * 60;

/** Deterministic: equal claims give equal bytes. Throws for claims that aren't: they come from our own code. */
export const encodeClaims = (claims: Claims): Uint8Array => {
  const { holder, registerAsOf, ...parsed } = Claims.parse(claims);
  const map = new Map<number, unknown>([
    [keys.v, version],
    [keys.profile, profileCodes[parsed.profile]],
    [keys.kind, kindCodes[parsed.kind]],
    [keys.serial, parsed.serial],
    // As numbers these take half the room; their leading zeros and the check digit follow from their length.
    [keys.documentNumber, Number(parsed.documentNumber.slice(0, -1))],
    [keys.office, Number(parsed.office)],
    [keys.officeName, parsed.officeName],
    [keys.issuedOn, Date.parse(parsed.issuedOn) / dayMs],
    [keys.validUntil, Date.parse(parsed.validUntil) / dayMs],
    [keys.pages, parsed.pages],
    [keys.contentHash, hexToBytes(parsed.contentHash)],
  ]);
  if (holder) map.set(keys.holderMasked, holder.masked).set(keys.holderBirthYear, holder.birthYear);
  if (registerAsOf !== null)
    map.set(keys.registerAsOf, Date.parse(`${registerAsOf.replace(' ', 'T')}Z`) / minuteMs - koreaOffsetMinutes);
  return toCbor(map);
};

/** `newer`: made by a later version of this program, whose meaning can't be guessed. `none`: no claims at all. */
export const decodeClaims = (bytes: Uint8Array): Claims | 'newer' | 'none' => {
  const parsed = Fields.safeParse(fromCbor(bytes));
  if (!parsed.success) return 'none';
  const fields = new Map(parsed.data);
  const take = (key: number): unknown => {
    const value = fields.get(key);
    fields.delete(key);
    return value;
  };
  const v = take(keys.v);
  if (typeof v === 'number' && v > version) return 'newer';
  const holderMasked = take(keys.holderMasked);
  const birthYear = take(keys.holderBirthYear);
  const claims = Claims.safeParse({
    profile: nameOf(profileCodes, take(keys.profile)),
    kind: nameOf(kindCodes, take(keys.kind)),
    serial: take(keys.serial),
    documentNumber: numberToText(take(keys.documentNumber), 15, writeDocumentNumber),
    office: numberToText(take(keys.office), 10, (digits) => digits),
    officeName: take(keys.officeName),
    issuedOn: dayToText(take(keys.issuedOn)),
    validUntil: dayToText(take(keys.validUntil)),
    pages: take(keys.pages),
    holder: holderMasked === undefined && birthYear === undefined ? null : { masked: holderMasked, birthYear },
    registerAsOf: minuteToText(take(keys.registerAsOf)),
    contentHash: bytesOrNothing(take(keys.contentHash)),
  });
  const areRestOptional = [...fields.keys()].every((key) => key >= firstOptionalKey);
  return v === version && claims.success && areRestOptional ? claims.data : 'none';
};

const Fields = z.map(z.int().min(0), z.unknown());

const nameOf = <Name extends string>(codes: Readonly<Record<Name, unknown>>, code: unknown): string | undefined =>
  Object.entries(codes).find(([, value]) => value === code)?.[0];

const numberToText = <T>(value: unknown, length: number, write: (digits: string) => T): T | undefined =>
  isCount(value) && String(value).length <= length ? write(String(value).padStart(length, '0')) : undefined;

const dayToText = (day: unknown): string | undefined => (isCount(day) ? isoAt(day * dayMs)?.slice(0, 10) : undefined);

const minuteToText = (minute: unknown): string | null | undefined => {
  if (minute === undefined) return null;
  if (!isCount(minute)) return undefined;
  return isoAt((minute + koreaOffsetMinutes) * minuteMs)
    ?.slice(0, 16)
    .replace('T', ' ');
};

const bytesOrNothing = (value: unknown): string | undefined =>
  value instanceof Uint8Array ? bytesToHex(value) : undefined;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Undefined beyond the year 9999, where ISO dates stop having a fixed width. */
const isoAt = (epochMs: number): string | undefined =>
  epochMs < 253_402_300_800_000 ? new Date(epochMs).toISOString() : undefined;
