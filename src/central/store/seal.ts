import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { DocumentNumber } from '../../shared/registry/certificate.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import { type Packed, plainArray } from './pack.ts';

/** Encryption at rest, which the law demands for resident numbers and we use for every document that holds one. */
export interface Vault {
  /** `column` and `row` say where the text will stand: sealed bytes moved elsewhere don't open. */
  readonly seal: (column: string, row: string, text: string) => Buffer;
  /** Many values of one column, as one parameter. */
  readonly sealAll: (column: string, values: readonly Sealable[]) => Packed;
  /** Throws if the bytes were altered, moved or sealed under another key. */
  readonly open: (column: string, row: string, sealed: Uint8Array) => string;
  /** Finds a number without storing it. */
  readonly numberIndex: (number: ResidentNumber) => Buffer;
  /** The same for the document number of a paper. */
  readonly documentIndex: (number: DocumentNumber) => Buffer;
  /** Of the secret half of an enrolment code. */
  readonly secretHash: (secret: string) => Buffer;
  /** Tells whether a database was written under this key. */
  readonly keyCheck: Buffer;
}

export interface Sealable {
  readonly row: string;
  readonly text: string;
}

const formatVersion = 1;
const nonceLength = 12;
const tagLength = 16;
const bodyStart = 1 + nonceLength + tagLength;

export interface VaultDeps {
  /** 32 bytes. */
  readonly dataKey: Uint8Array;
  readonly randomBytes: (length: number) => Uint8Array;
}

/**
 * AES-256-GCM with a random nonce for each value. One key is good for 2³² values; at ten million moves a year, each of
 * them some ten values, that is forty years.
 */
export const createVault = ({ dataKey, randomBytes }: VaultDeps): Vault => {
  if (dataKey.length !== 32) throw new Error('the data key must have 32 bytes');
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', dataKey, '', `rrs ${purpose}`, 32));
  // As key objects: bytes would be made into one at each call, which takes longer than the sealing.
  const deriveKey = (purpose: string): KeyObject => createSecretKey(derive(purpose));
  const sealKey = deriveKey('seal');
  const numberKey = deriveKey('number index');
  const documentKey = deriveKey('document number index');
  const secretKey = deriveKey('enrolment secret');
  const nextNonce = createNonces(randomBytes);

  /** Writes the sealed text to `into` at `start`; answers how long it is. */
  const sealInto = (into: Buffer, start: number, column: string, { row, text }: Sealable): number => {
    const nonce = nextNonce();
    const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
    cipher.setAAD(Buffer.from(`${column} ${row}`));
    const body = cipher.update(text, 'utf8');
    cipher.final();
    into[start] = formatVersion;
    into.set(nonce, start + 1);
    into.set(cipher.getAuthTag(), start + 1 + nonceLength);
    into.set(body, start + bodyStart);
    return bodyStart + body.length;
  };

  return {
    seal: (column, row, text) => {
      const sealed = Buffer.allocUnsafe(bodyStart + Buffer.byteLength(text));
      sealInto(sealed, 0, column, { row, text });
      return sealed;
    },
    sealAll: (column, values) => {
      // At most three bytes of UTF-8 for each unit of a string: measuring exactly would read every text twice.
      const bytes = Buffer.allocUnsafe(values.reduce((sum, { text }) => sum + bodyStart + 3 * text.length, 0));
      const starts: number[] = [];
      const lengths: number[] = [];
      let start = 0;
      for (const value of values) {
        const length = sealInto(bytes, start, column, value);
        starts.push(start + 1);
        lengths.push(length);
        start += length;
      }
      return { bytes: bytes.subarray(0, start), starts: plainArray(starts), lengths: plainArray(lengths) };
    },
    open: (column, row, sealed) => {
      if (sealed[0] !== formatVersion) throw new Error(`${column} of ${row} is sealed in a format of another version`);
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(1, 1 + nonceLength), {
        authTagLength: tagLength,
      });
      decipher.setAAD(Buffer.from(`${column} ${row}`));
      decipher.setAuthTag(sealed.subarray(1 + nonceLength, bodyStart));
      const text = decipher.update(sealed.subarray(bodyStart));
      decipher.final();
      return text.toString('utf8');
    },
    numberIndex: (number) => createHmac('sha256', numberKey).update(number).digest(),
    documentIndex: (number) => createHmac('sha256', documentKey).update(number).digest(),
    secretHash: (secret) => createHmac('sha256', secretKey).update(secret).digest(),
    keyCheck: derive('check'),
  };
};

/** Draws random bytes for many nonces at once, because each draw costs more than a seal. */
const createNonces = (randomBytes: (length: number) => Uint8Array): (() => Uint8Array) => {
  const drawn = 1_024 * nonceLength;
  let pool: Uint8Array = new Uint8Array(0);
  let used = 0;
  return () => {
    if (used === pool.length) {
      pool = randomBytes(drawn);
      used = 0;
    }
    used += nonceLength;
    return pool.subarray(used - nonceLength, used);
  };
};
