import { z } from 'zod';
import { fromCbor, toCbor } from './cbor.ts';

/**
 * COSE_Sign1 (RFC 9052) in the one profile that certificates use: tag 18, algorithm and key id both protected, nothing
 * unprotected, the payload inside.
 */
const tag18 = 0xd2;
const algorithm = { label: 1, edDsa: -8 } as const;
const kidLabel = 4;
/** The first bytes of the SHA-256 of the key's SPKI DER. */
export const kidLength = 8;
const signatureLength = 64;

export interface Cose {
  readonly protectedBytes: Uint8Array;
  readonly kid: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * The bytes that are signed (Sig_structure). `externalAad` names what the statement is for and is not sent along, so a
 * signature made for another purpose doesn't fit. A device's key also signs JSON texts (`contract/signed.ts`) and HTTP
 * signature bases: those start with `{` or `"`, these with 0x84, a CBOR array of four, so neither can be taken for
 * the other.
 */
export const coseToBeSigned = (protectedBytes: Uint8Array, externalAad: Uint8Array, payload: Uint8Array): Uint8Array =>
  toCbor(['Signature1', protectedBytes, externalAad, payload]);

/** `signBytes` is Ed25519 with the key that `kid` (8 bytes) names. */
export const signCose = (
  payload: Uint8Array,
  { kid, externalAad }: { readonly kid: Uint8Array; readonly externalAad: Uint8Array },
  signBytes: (bytes: Uint8Array) => Uint8Array,
): Uint8Array => {
  const protectedBytes = toCbor(
    new Map<number, unknown>([
      [algorithm.label, algorithm.edDsa],
      [kidLabel, kid],
    ]),
  );
  const signature = signBytes(coseToBeSigned(protectedBytes, externalAad, payload));
  const message = toCbor([protectedBytes, new Map(), payload, signature]);
  const tagged = new Uint8Array(message.length + 1);
  tagged[0] = tag18;
  tagged.set(message, 1);
  return tagged;
};

/** The parts of a message of this profile, nothing checked but their form; null for any other bytes. */
export const readCose = (bytes: Uint8Array): Cose | null => {
  if (bytes[0] !== tag18) return null;
  const message = Message.safeParse(fromCbor(bytes.subarray(1)));
  if (!message.success) return null;
  const [protectedBytes, , payload, signature] = message.data;
  const header = ProtectedHeader.safeParse(fromCbor(protectedBytes));
  if (!header.success) return null;
  return { protectedBytes, kid: header.data, payload, signature };
};

const Bytes = z.instanceof(Uint8Array);
const Message = z.tuple([
  Bytes,
  z.instanceof(Map).refine((unprotected) => unprotected.size === 0),
  Bytes,
  Bytes.refine((signature) => signature.length === signatureLength),
]);
const ProtectedHeader = z
  .instanceof(Map)
  .refine((header) => header.size === 2 && header.get(algorithm.label) === algorithm.edDsa)
  .transform((header): unknown => header.get(kidLabel))
  .pipe(Bytes.refine((kid) => kid.length === kidLength));
