import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { VerifierCrypto } from '../shared/code/statement.ts';

/** What a verifier needs of the platform, from Node. */
export const createNodeCrypto = (): VerifierCrypto => {
  const keys = new Map<string, KeyObject | null>();
  const keyFrom = (publicKey: Uint8Array): KeyObject | null => {
    const id = Buffer.from(publicKey).toString('base64');
    const known = keys.get(id);
    if (known !== undefined) return known;
    const key = readKey(publicKey);
    keys.set(id, key);
    return key;
  };
  return {
    sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    verifyEd25519: (publicKey, message, signature) => {
      const key = keyFrom(publicKey);
      return key !== null && verify(null, message, key, signature);
    },
    utf8: (text) => Buffer.from(text, 'utf8'),
  };
};

const readKey = (publicKey: Uint8Array): KeyObject | null => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
};
