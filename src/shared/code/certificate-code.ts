import { base45ToBytes, bytesToBase45 } from './base45.ts';
import { type Claims, encodeClaims } from './claims.ts';
import { type Cose, coseToBeSigned, readCose, signCose } from './cose.ts';

/** What stands in the QR of a certificate: `RRS1:` and the signed claims in base45. */
const prefix = 'RRS1:';
/** Far more than a certificate's code needs; nothing longer is looked at. */
const maxLength = 2_000;

/** `rrs-certificate-1` in ASCII: under no other purpose is a signature worth anything. */
export const certificatePurpose: Uint8Array = Uint8Array.from('rrs-certificate-1', (letter: string) =>
  letter.charCodeAt(0),
);

/**
 * Signs what a certificate says (COSE_Sign1). `signBytes` is Ed25519 with the device's key, `kid` the first 8 bytes of
 * the SHA-256 of its public key (SPKI DER). Ed25519 takes no randomness, so equal claims give an equal code.
 */
export const signClaims = (claims: Claims, signBytes: (bytes: Uint8Array) => Uint8Array, kid: Uint8Array): Uint8Array =>
  signCose(encodeClaims(claims), { kid, externalAad: certificatePurpose }, signBytes);

/** The text to print as a QR (`textToQr`). */
export const codeText = (signedClaims: Uint8Array): string => prefix + bytesToBase45(signedClaims);

/** `not-a-code`: something else, a shop's QR say. `unreadable`: begins as a code, but what follows is none. */
export const readCodeText = (text: string): Cose | 'not-a-code' | 'unreadable' => {
  if (!text.startsWith(prefix)) return 'not-a-code';
  const bytes = text.length <= maxLength ? base45ToBytes(text.slice(prefix.length)) : null;
  return (bytes && readCose(bytes)) ?? 'unreadable';
};

/** The bytes whose signature has to be checked. */
export const codeToBeSigned = ({ protectedBytes, payload }: Cose): Uint8Array =>
  coseToBeSigned(protectedBytes, certificatePurpose, payload);
