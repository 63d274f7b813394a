import { parseJson } from '../contract/chain.ts';
import { keyFingerprint } from '../contract/enrolment-code.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { type BundleKey, KeyBundle, type OvertakenNotice } from '../contract/verify.ts';
import { areSameBytes, base64urlToBytes, bytesToHex } from './bytes.ts';
import { kidLength } from './cose.ts';
import { openStatement, type VerifierCrypto } from './statement.ts';

/** A bundle that central's key signed, ready to look things up in. */
export interface OpenBundle extends Pick<KeyBundle, 'profile' | 'issuer' | 'at' | 'validUntil'> {
  readonly keysByKid: ReadonlyMap<string, BundleKey>;
  readonly revokedBySerial: ReadonlyMap<string, KeyBundle['revoked'][number]>;
  readonly overtakenBySerial: ReadonlyMap<string, OvertakenNotice>;
}

/** `BundleUnreadable`: no bundle. `BundleOfAnotherRoot`: perhaps one, but this root did not sign it. */
export interface BundleError {
  readonly type: 'BundleUnreadable' | 'BundleOfAnotherRoot';
}

/** Opens a bundle as central sent it and as it was kept: the text of a signed statement. */
export const openKeyBundle = async (
  text: string,
  root: Uint8Array,
  crypto: VerifierCrypto,
): Promise<Result<OpenBundle, BundleError>> => {
  const envelope = parseJson(text);
  if (typeof envelope !== 'object' || envelope === null || !('signed' in envelope))
    return err({ type: 'BundleUnreadable' });
  const bundle = await openStatement(envelope, KeyBundle, root, crypto);
  if (!bundle) return err({ type: 'BundleOfAnotherRoot' });
  const { profile, issuer, at, validUntil } = bundle;
  return ok({
    profile,
    issuer,
    at,
    validUntil,
    keysByKid: new Map(bundle.keys.map((key) => [key.kid, key])),
    revokedBySerial: new Map(bundle.revoked.map((each) => [each.serial, each])),
    overtakenBySerial: new Map(bundle.overtaken.map((each) => [each.serial, each])),
  });
};

/**
 * Central's public key as it is handed out: the DER bytes (SPKI) in base64url on a line, or PEM. Null if it is no
 * Ed25519 key.
 */
export const readRootKey = (text: string): Uint8Array | null => {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const body = lines.filter((line) => line !== '' && !line.startsWith('-----')).join('');
  const bytes = base64urlToBytes(body.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
  const isEd25519 = bytes?.length === spkiLength && areSameBytes(bytes.subarray(0, spkiStart.length), spkiStart);
  return isEd25519 ? bytes : null;
};

/** What two people compare to know that they have the same key: eight letters and digits, as in an enrolment code. */
export const rootFingerprint = async (root: Uint8Array, crypto: VerifierCrypto): Promise<string> => {
  const fingerprint = keyFingerprint(await crypto.sha256(root));
  return `${fingerprint.slice(0, 4)}-${fingerprint.slice(4)}`;
};

/** The id under which a device's codes name its key: the first 8 bytes of the SHA-256 of its SPKI DER bytes. */
export const keyIdOf = (spkiHash: Uint8Array): Uint8Array => spkiHash.subarray(0, kidLength);

/** The key of a code; null where the bundle has none, or lists a key under an id that isn't its own. */
export const keyOf = async (
  bundle: OpenBundle,
  kid: Uint8Array,
  crypto: VerifierCrypto,
): Promise<{ readonly listed: BundleKey; readonly publicKey: Uint8Array } | null> => {
  const listed = bundle.keysByKid.get(bytesToHex(kid));
  const publicKey = listed ? base64urlToBytes(listed.publicKey) : null;
  if (!listed || !publicKey || !areSameBytes(keyIdOf(await crypto.sha256(publicKey)), kid)) return null;
  return { listed, publicKey };
};

/** How the SPKI DER of every Ed25519 key begins (RFC 8410); the 32 bytes of the key follow. */
const spkiStart = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);
const spkiLength = spkiStart.length + 32;
