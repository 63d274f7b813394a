/**
 * A one-time code for enrolling a device: `secret-fingerprint` in Crockford's base 32, groups of four. Central keeps
 * only the hash of the secret; the fingerprint is of central's public key, so that a device knows the right central
 * before it sends the first word about itself.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secretLength = 16;
const fingerprintLength = 8;

export interface EnrolmentCode {
  readonly secret: string;
  readonly fingerprint: string;
}

/** Writes `bytes` (10 random ones) and the first bytes of the SHA-256 of central's key as a code to be read out. */
export const writeEnrolmentCode = (random: Uint8Array, keyHash: Uint8Array): string =>
  [...`${toBase32(random, secretLength)}${toBase32(keyHash, fingerprintLength)}`.matchAll(/.{4}/g)].join('-');

export const readEnrolmentCode = (text: string): EnrolmentCode | null => {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (plain.length !== secretLength + fingerprintLength || [...plain].some((each) => !alphabet.includes(each)))
    return null;
  return { secret: plain.slice(0, secretLength), fingerprint: plain.slice(secretLength) };
};

/** The fingerprint of a key, from the SHA-256 of its DER bytes. */
export const keyFingerprint = (keyHash: Uint8Array): string => toBase32(keyHash, fingerprintLength);

const toBase32 = (bytes: Uint8Array, length: number): string => {
  let text = '';
  for (let index = 0; index < length; index += 1) {
    let digit = 0;
    for (let bit = index * 5; bit < index * 5 + 5; bit += 1)
      digit = (digit << 1) | (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    text += alphabet[digit];
  }
  return text;
};
