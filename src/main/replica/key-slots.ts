import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  scrypt,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { OfficialId } from '../../shared/registry/ids.ts';
import { Profile } from '../../shared/registry/profile.ts';
import { writeDurably } from './durable-file.ts';

/**
 * Key slots, as in LUKS: the file is encrypted with one random key, and each official's password opens a sealed copy
 * of it. Removing, adding and recovering slots come with the people of an office.
 */
const Slot = z.strictObject({
  official: OfficialId,
  /** scrypt, about a third of a second on an office computer; Electron's crypto has no argon2. */
  salt: z.base64(),
  cost: z
    .int()
    .min(2 ** 10)
    .max(2 ** 20),
  nonce: z.base64(),
  sealed: z.base64(),
});
type Slot = z.infer<typeof Slot>;

const SlotFile = z.strictObject({ v: z.literal(1), profile: Profile, slots: z.array(Slot).min(1) });

export interface KeySlots {
  readonly exist: () => boolean;
  /** Makes a new random file key of 32 bytes, with one slot. Takes the place of any slots before. */
  readonly create: (official: OfficialId, password: string) => Promise<Buffer>;
  readonly open: (official: OfficialId, password: string) => Promise<Result<Buffer, AppError>>;
}

/** @param cost scrypt's N; lower in tests, where hundreds of devices are made. */
export const createKeySlots = (path: string, profile: Profile, cost = 2 ** 17): KeySlots => ({
  exist: () => existsSync(path),

  create: async (official, password) => {
    const key = randomBytes(32);
    const slot = await sealSlot(official, password, key, profile, cost);
    writeDurably(path, JSON.stringify({ v: 1, profile, slots: [slot] }));
    return key;
  },

  open: async (official, password) => {
    if (!existsSync(path)) return err({ type: 'NotEnrolled' });
    const file = readSlotFile(path);
    if (!file) return err({ type: 'FileDamaged', file: path, detail: 'the key slots are not readable' });
    if (file.profile !== profile) return err({ type: 'FileOfOtherProfile', file: path, expected: profile });
    const slot = file.slots.find((each) => each.official === official);
    if (!slot) return err({ type: 'UnknownOfficial' });
    const key = await openSlot(slot, password, profile);
    return key ? ok(key) : err({ type: 'WrongPassword' });
  },
});

const readSlotFile = (path: string): z.infer<typeof SlotFile> | null => {
  try {
    return SlotFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
};

/** Binds a slot to its owner and profile, so that slots can't be swapped between people or files. */
const slotContext = (official: OfficialId, profile: Profile): Buffer =>
  Buffer.from(`rrs-slot-1 ${profile} ${official}`);

const sealSlot = async (
  official: OfficialId,
  password: string,
  key: Buffer,
  profile: Profile,
  cost: number,
): Promise<Slot> => {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await stretch(password, salt, cost), nonce);
  cipher.setAAD(slotContext(official, profile));
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  return {
    official,
    salt: salt.toString('base64'),
    cost,
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  };
};

/** Null when the password is wrong, or the slot was altered: the seal can't tell which. */
const openSlot = async (slot: Slot, password: string, profile: Profile): Promise<Buffer | null> => {
  const sealed = Buffer.from(slot.sealed, 'base64');
  const secret = await stretch(password, Buffer.from(slot.salt, 'base64'), slot.cost);
  const cipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(slot.nonce, 'base64'));
  cipher.setAAD(slotContext(slot.official, profile));
  cipher.setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  } catch {
    return null;
  }
};

const stretch = (password: string, salt: Buffer, cost: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // NFC, so that the same Hangul typed on another system opens the same slot.
    scrypt(password.normalize('NFC'), salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, secret) =>
      error ? reject(error) : resolve(secret),
    );
  });

/** A new Ed25519 key for this device (PKCS #8, DER in base64url). It lives inside the encrypted file only. */
export const createDeviceKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');

/** The public half (SPKI, DER in base64url). */
export const publicKeyOf = (deviceKey: string): string =>
  createPublicKey(createPrivateKey({ key: Buffer.from(deviceKey, 'base64url'), format: 'der', type: 'pkcs8' }))
    .export({ format: 'der', type: 'spki' })
    .toString('base64url');
