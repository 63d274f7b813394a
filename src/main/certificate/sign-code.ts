import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { codeText, signClaims } from '../../shared/code/certificate-code.ts';
import type { Claims } from '../../shared/code/claims.ts';

/**
 * Signs codes with the device's key (PKCS #8, DER in base64url). It is the key that signs the journal too: what it signs
 * here is a COSE structure with a purpose of its own, which no text of the journal can equal.
 */
export const createCodeSigner = (deviceKey: string): ((claims: Claims) => string) => {
  const key = createPrivateKey({ key: Buffer.from(deviceKey, 'base64url'), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const kid = createHash('sha256').update(publicKey).digest().subarray(0, 8);
  return (claims) => codeText(signClaims(claims, (bytes) => sign(null, bytes, key), kid));
};
