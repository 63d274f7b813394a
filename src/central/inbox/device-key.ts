import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import type { Verify } from '../../shared/contract/signed.ts';

/** Reads an Ed25519 public key (SPKI, DER); null for anything else. */
export const readDeviceKey = (der: Buffer): KeyObject | null => {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
};

/** Signatures in base64url, as in `Signed`. */
export const verifierOf =
  (key: KeyObject): Verify =>
  (text, signature) =>
    verifySignature(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
