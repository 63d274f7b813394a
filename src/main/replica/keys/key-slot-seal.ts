import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import type { OfficialId } from '../../../shared/registry/ids.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import { fingerprintOf, hideKey } from './file-key.ts';
import type { KeyCopy, OwnerSlot, PasswordSeal } from './key-slot-file.ts';

/**
 * The seals of key slots. A password seals its official's private key, and each file key is sealed to their public one:
 * so whoever is signed in can give a new key to everybody without their passwords.
 */

/** Whose seal it is, so that it can't be swapped between people or profiles. */
export interface SlotOwner {
  readonly official: OfficialId;
  readonly profile: Profile;
}

const tagSize = 16;

/** What a password is stretched to: about a third of a second on an office computer. Electron's crypto has no argon2. */
export const stretch = (password: string, salt: Buffer, cost: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // NFC, so that the same Hangul typed on another system opens the same slot.
    const typed = Buffer.from(password.normalize('NFC'));
    scrypt(typed, salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, secret) => {
      typed.fill(0);
      if (error) reject(error);
      else resolve(secret);
    });
  });

const seal = (secret: Buffer, nonce: Buffer, context: string, content: Buffer): string => {
  const cipher = createCipheriv('aes-256-gcm', secret, nonce, { authTagLength: tagSize });
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]).toString('base64');
};

/** Null if it was sealed by another secret or for something else, or was altered: the seal can't tell which. */
const unseal = (secret: Buffer, nonce: Buffer, context: string, sealed: string): Buffer | null => {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const cipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: tagSize });
    cipher.setAAD(Buffer.from(context));
    cipher.setAuthTag(bytes.subarray(-tagSize));
    return Buffer.concat([cipher.update(bytes.subarray(0, -tagSize)), cipher.final()]);
  } catch {
    return null;
  }
};

/** Before officials had keys of their own, the password sealed the file's key itself. */
export const openOldSlot = (secret: Buffer, slot: PasswordSeal, { official, profile }: SlotOwner): Buffer | null => {
  const key = unseal(secret, Buffer.from(slot.nonce, 'base64'), `rrs-slot-1 ${profile} ${official}`, slot.sealed);
  return key?.length === 32 ? hideKey(key) : null;
};

const ownerContext = ({ official, profile }: SlotOwner, publicKey: string): string =>
  `rrs-slot-3 owner ${profile} ${official} ${publicKey}`;

/** A new key pair for an official, its private half sealed by what their password stretches to. */
export const createPair = (secret: Buffer, owner: SlotOwner): Pick<OwnerSlot, 'nonce' | 'sealed' | 'publicKey'> => {
  const pair = generateKeyPairSync('x25519');
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const nonce = randomBytes(12);
  const sealed = seal(secret, nonce, ownerContext(owner, publicKey), privateKey);
  privateKey.fill(0);
  return { nonce: nonce.toString('base64'), sealed, publicKey };
};

/** The official's private key, or null: see `unseal`. */
export const openPair = (
  secret: Buffer,
  slot: Pick<OwnerSlot, 'nonce' | 'sealed' | 'publicKey'>,
  owner: SlotOwner,
): KeyObject | null => {
  const context = ownerContext(owner, slot.publicKey);
  const bytes = unseal(secret, Buffer.from(slot.nonce, 'base64'), context, slot.sealed);
  if (!bytes) return null;
  const key = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
  bytes.fill(0);
  return key;
};

/** Seals a file's key to an official: a one-time key pair, X25519, HKDF-SHA256, AES-256-GCM. */
export const sealCopy = (key: Buffer, publicKey: string, owner: SlotOwner): KeyCopy => {
  const once = generateKeyPairSync('x25519');
  const ephemeral = once.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: readPublicKey(publicKey) });
  const id = fingerprintOf(key);
  const { secret, nonce, context } = copySecret(shared, { key: id, ephemeral }, publicKey, owner);
  const sealed = seal(secret, nonce, context, key);
  secret.fill(0);
  return { key: id, ephemeral, sealed, voucher: voucherOf(key, publicKey, owner).toString('base64') };
};

/** The file's key that was sealed to the official, or null: see `unseal`. */
export const openCopy = (privateKey: KeyObject, copy: KeyCopy, publicKey: string, owner: SlotOwner): Buffer | null => {
  let shared: Buffer;
  try {
    shared = diffieHellman({ privateKey, publicKey: readPublicKey(copy.ephemeral) });
  } catch {
    // No point of the curve, or one of the few that give everybody the same secret.
    return null;
  }
  const { secret, nonce, context } = copySecret(shared, copy, publicKey, owner);
  const key = unseal(secret, nonce, context, copy.sealed);
  secret.fill(0);
  return key?.length === 32 && fingerprintOf(key) === copy.key ? hideKey(key) : null;
};

/**
 * Whether somebody who had the file's key made this official's slot. Without it, whoever can write to the folder would
 * put their own public key into a slot and be given the next file key.
 */
export const isVouchedFor = (key: Buffer, copy: KeyCopy, publicKey: string, owner: SlotOwner): boolean => {
  const voucher = Buffer.from(copy.voucher, 'base64');
  const expected = voucherOf(key, publicKey, owner);
  return voucher.length === expected.length && timingSafeEqual(voucher, expected);
};

const voucherOf = (key: Buffer, publicKey: string, owner: SlotOwner): Buffer => {
  const secret = Buffer.from(hkdfSync('sha256', key, '', 'rrs-slot-3 voucher', 32));
  return createHmac('sha256', secret).update(ownerContext(owner, publicKey)).digest();
};

const copySecret = (
  shared: Buffer,
  { key, ephemeral }: Pick<KeyCopy, 'key' | 'ephemeral'>,
  publicKey: string,
  { official, profile }: SlotOwner,
): { readonly secret: Buffer; readonly nonce: Buffer; readonly context: string } => {
  const context = `rrs-slot-3 copy ${profile} ${official} ${key} ${ephemeral} ${publicKey}`;
  const bytes = Buffer.from(hkdfSync('sha256', shared, '', context, 44));
  shared.fill(0);
  return { secret: bytes.subarray(0, 32), nonce: bytes.subarray(32), context };
};

const readPublicKey = (text: string): KeyObject =>
  createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
