import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Verify } from '../../shared/contract/signed.ts';

/** Keys travel as DER in base64url: SPKI for public ones, PKCS #8 for private ones. All are Ed25519. */
export const readPrivateKey = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' });

/** The SHA-256 of a public key's bytes, from which its fingerprint is made. */
export const publicKeyHash = (text: string): Uint8Array =>
  createHash('sha256').update(Buffer.from(text, 'base64url')).digest();

/** Never throws: a key that is none verifies nothing. */
export const verifierOf = (publicKey: string): Verify => {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
  } catch {
    return () => false;
  }
  return (text, signature) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
};

export const signBase64 = (key: KeyObject, text: string): string =>
  sign(null, Buffer.from(text), key).toString('base64');
