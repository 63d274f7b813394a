import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign as signWith } from 'node:crypto';
import { codeText, signClaims } from '../../src/shared/code/certificate-code.ts';
import type { Claims } from '../../src/shared/code/claims.ts';
import { writeDocumentNumber } from '../../src/shared/code/document-number.ts';
import { keyIdOf, type OpenBundle, openKeyBundle } from '../../src/shared/code/key-bundle.ts';
import { type Signed, sign } from '../../src/shared/contract/signed.ts';
import type { BundleKey, KeyBundle, VerifyAnswer } from '../../src/shared/contract/verify.ts';
import { Serial } from '../../src/shared/registry/certificate.ts';
import { createNodeCrypto } from '../../src/verify/node-crypto.ts';
import { day, eungaram, solnae } from '../builders/registry.ts';

/** An invented Ed25519 key: its private half is the hash of a word, the same in every run. */
export interface AKey {
  readonly privateKey: KeyObject;
  /** SPKI, DER. */
  readonly publicKey: Uint8Array;
  readonly kid: Uint8Array;
  readonly signBytes: (bytes: Uint8Array) => Uint8Array;
  /** Base64url over the UTF-8 of a text, as `Signed` statements carry it. */
  readonly signText: (text: string) => string;
}

const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex');

export const aKey = (word: string): AKey => {
  const seed = createHash('sha256').update(`rrs test key ${word}`).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Start, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    privateKey,
    publicKey,
    kid: keyIdOf(createHash('sha256').update(publicKey).digest()),
    signBytes: (bytes) => signWith(null, bytes, privateKey),
    signText: (text) => signWith(null, Buffer.from(text), privateKey).toString('base64url'),
  };
};

export const root = aKey('central');
export const device = aKey('a device of Solnae');
export const otherDevice = aKey('a device of Eungaram');
export const crypto = createNodeCrypto();

export const theDay = day('2026-11-22');

export const someClaims = (overrides: Partial<Claims> = {}): Claims => ({
  profile: 'production',
  kind: 'copy',
  serial: Serial.parse(`${solnae}-1-0000123`),
  documentNumber: writeDocumentNumber('261122000012347'),
  office: solnae,
  officeName: '솔내면',
  issuedOn: theDay,
  validUntil: day('2027-02-20'),
  pages: 2,
  holder: { masked: '김*수', birthYear: 1985 },
  registerAsOf: null,
  contentHash: createHash('sha256').update('what is printed').digest('hex'),
  ...overrides,
});

export const aCode = (claims: Partial<Claims> = {}, key: AKey = device): string =>
  codeText(signClaims(someClaims(claims), key.signBytes, key.kid));

export const bundleKey = (key: AKey, overrides: Partial<BundleKey> = {}): BundleKey => ({
  kid: Buffer.from(key.kid).toString('hex'),
  publicKey: Buffer.from(key.publicKey).toString('base64url'),
  office: solnae,
  officeName: '솔내면',
  from: '2026-01-05T00:00:00.000Z',
  until: null,
  revokedAt: null,
  ...overrides,
});

export const someBundle = (overrides: Partial<KeyBundle> = {}): KeyBundle => ({
  type: 'key-bundle',
  v: 1,
  profile: 'production',
  issuer: '다온도',
  at: '2026-11-22T00:00:00.000Z',
  validUntil: '2026-11-29T00:00:00.000Z',
  keys: [bundleKey(device), bundleKey(otherDevice, { office: eungaram, officeName: '은가람동' })],
  revoked: [],
  overtaken: [],
  ...overrides,
});

export const signedBundle = (overrides: Partial<KeyBundle> = {}, key: AKey = root): string =>
  JSON.stringify(sign(someBundle(overrides), key.signText));

export const openBundle = async (overrides: Partial<KeyBundle> = {}): Promise<OpenBundle> => {
  const opened = await openKeyBundle(signedBundle(overrides), root.publicKey, crypto);
  if (!opened.ok) throw new Error(opened.error.type);
  return opened.value;
};

export const someAnswer = (overrides: Partial<VerifyAnswer> = {}): VerifyAnswer => {
  const { serial, kind, issuedOn, validUntil, pages, office, officeName, documentNumber } = someClaims();
  return {
    type: 'verification',
    v: 1,
    nonce: 'a-nonce-of-the-test',
    documentNumber,
    state: 'issued',
    serial,
    kind,
    issuedOn,
    validUntil,
    pages,
    holderMasked: '김*수',
    office,
    officeName,
    at: '2026-11-22T03:00:00.000Z',
    ...overrides,
  };
};

export const signedAnswer = (answer: VerifyAnswer, key: AKey = root): Signed => sign(answer, key.signText);
