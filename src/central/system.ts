import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** What central takes from the machine, so that tests can put something else in its place. */
export interface System {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly sleep: (ms: number) => Promise<void>;
  /** A data key of 32 bytes, and an Ed25519 signing key (PKCS #8, DER). */
  readonly makeKeys: () => { readonly dataKey: Buffer; readonly signingKey: Buffer };
}

export const createSystem = (): System => ({
  now: () => Date.now(),
  randomBytes,
  sleep: (ms) => sleep(ms),
  makeKeys: () => ({
    dataKey: randomBytes(32),
    signingKey: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }),
  }),
});
