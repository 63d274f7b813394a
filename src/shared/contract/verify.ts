import { z } from 'zod';
import { CertificateKind, DocumentNumber, Overtaken, Serial } from '../registry/certificate.ts';
import { OfficeId } from '../registry/ids.ts';
import { PlainDate } from '../registry/plain-date.ts';
import { Profile } from '../registry/profile.ts';

/**
 * What anybody may ask central about a certificate, without being enrolled: which keys its devices sign with
 * (`GET /v1/key-bundle`) and how one certificate stands (`POST /v1/verify`). Both answers are `Signed` statements of
 * central's key, which a third party was given once. Like all that central says they are read without the fields that
 * a reader doesn't know yet.
 */

/** Which part of a certificate was not so when it was issued. A part that a reader doesn't know yet is `other`. */
export const OvertakenPart = z.enum([...Overtaken.shape.what.options, 'other']).catch('other');
export type OvertakenPart = z.infer<typeof OvertakenPart>;

/** From this report date on the register says otherwise. Names the part, never its contents: anybody may read it. */
export const OvertakenNotice = z.object({ since: PlainDate, what: OvertakenPart });
export type OvertakenNotice = z.infer<typeof OvertakenNotice>;

/** Chosen by whoever asks and repeated in the answer, so that an old answer can't stand in for a new one. */
const Nonce = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

/** By the number that is typed, or by the whole text of the code (`RRS1:…`). */
export const VerifyRequest = z.union([
  z.strictObject({ v: z.literal(1), nonce: Nonce, documentNumber: DocumentNumber }),
  z.strictObject({ v: z.literal(1), nonce: Nonce, code: z.string().max(2_000) }),
]);
export type VerifyRequest = z.infer<typeof VerifyRequest>;

/**
 * How a certificate stands at central.
 * issued: handed over, and as far as central knows still right · not-issued: the number was given to a sheet that was
 * not handed over yet · void: destroyed or withdrawn · replaced: another sheet was issued in its place ·
 * overtaken: issued, but it was already wrong then · unknown: central has not heard of it; it may have been issued
 * without the network and not be here yet.
 */
export const CertificateState = z.enum(['issued', 'not-issued', 'void', 'replaced', 'overtaken', 'unknown']);
export type CertificateState = z.infer<typeof CertificateState>;

/** The facts about the certificate are there in every state but `unknown` and `not-issued`. */
export const VerifyAnswer = z.object({
  type: z.literal('verification'),
  v: z.literal(1),
  nonce: Nonce,
  /** Null where the request held a code that central can't read. */
  documentNumber: DocumentNumber.nullable(),
  state: CertificateState,
  serial: Serial.optional(),
  kind: CertificateKind.optional(),
  issuedOn: PlainDate.optional(),
  validUntil: PlainDate.optional(),
  pages: z.int().min(1).optional(),
  /** `김*수`; absent where the certificate names no holder. */
  holderMasked: z.string().max(60).optional(),
  office: OfficeId.optional(),
  officeName: z.string().max(40).optional(),
  /** In the state `overtaken`. */
  overtaken: OvertakenNotice.optional(),
  at: z.iso.datetime(),
});
export type VerifyAnswer = z.infer<typeof VerifyAnswer>;

/** One device's key. Keys stay listed as long as a certificate signed by them may be shown. */
export const BundleKey = z.object({
  /** The first 8 bytes of the SHA-256 of the public key's DER bytes, in lower-case hex. */
  kid: z.string().regex(/^[0-9a-f]{16}$/),
  /** SPKI, DER in base64url. */
  publicKey: z.string().max(200),
  office: OfficeId,
  officeName: z.string().max(40),
  /** When the device was enrolled. */
  from: z.iso.datetime(),
  /** When it was taken out of use in good order; null while it is in use. */
  until: z.iso.datetime().nullable(),
  /** From when on nothing of this key counts: lost, stolen, misused. */
  revokedAt: z.iso.datetime().nullable(),
});
export type BundleKey = z.infer<typeof BundleKey>;

/** All that is needed to check certificates without the network. Serials are listed until the certificate expires. */
export const KeyBundle = z.object({
  type: z.literal('key-bundle'),
  v: z.literal(1),
  profile: Profile,
  /** Who runs this central, for people to read. */
  issuer: z.string().max(80),
  at: z.iso.datetime(),
  /** After this a newer one should be fetched: devices and withdrawn certificates since then are missing. */
  validUntil: z.iso.datetime(),
  keys: z.array(BundleKey),
  revoked: z.array(
    z.object({
      serial: Serial,
      at: z.iso.datetime(),
      /** void: the sheet was destroyed, not handed over · replaced: by another sheet · withdrawn: after it was issued. */
      why: z.enum(['void', 'replaced', 'withdrawn']),
    }),
  ),
  overtaken: z.array(OvertakenNotice.extend({ serial: Serial })),
});
export type KeyBundle = z.infer<typeof KeyBundle>;
