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
import { type Office, type Official, Role } from '../../shared/registry/office.ts';
import { Profile } from '../../shared/registry/profile.ts';
import { writeDurably } from './durable-file.ts';

/**
 * Key slots, as in LUKS: the file is encrypted with one random key, and each official's password opens a sealed copy
 * of it. Removing and recovering slots come with the people of an office.
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

/** Whose slot it is, for the page on which people sign in: nothing is decided by it, the replica says who may. */
const Label = z.strictObject({ name: z.string().max(40), role: Role });
type Label = z.infer<typeof Label>;

const OfficeNames = z.strictObject({ nameKo: z.string().max(40), nameEn: z.string().max(60) });

const LabelledSlot = Slot.extend({ label: Label.nullable() });
type LabelledSlot = z.infer<typeof LabelledSlot>;

const SlotFile = z.strictObject({
  v: z.literal(2),
  profile: Profile,
  /** Null until central has said yes to this device. */
  office: OfficeNames.nullable(),
  slots: z.array(LabelledSlot).min(1),
});
type SlotFile = z.infer<typeof SlotFile>;

/** Before names stood beside the slots. */
const SlotFileV1 = z.strictObject({ v: z.literal(1), profile: Profile, slots: z.array(Slot).min(1) });

/** Until the first sign-in an old file is listed by what it has: the ids, with the role that may least. */
const fromV1 = ({ profile, slots }: z.infer<typeof SlotFileV1>): SlotFile => ({
  v: 2,
  profile,
  office: null,
  slots: slots.map((slot) => ({ ...slot, label: { name: slot.official, role: 'clerk' } })),
});

/** Who may sign in at this computer, as far as it can be told before anybody has. */
export interface SlotHolders {
  readonly isEnrolled: boolean;
  readonly office: Pick<Office, 'nameKo' | 'nameEn'> | null;
  readonly officials: readonly Pick<Official, 'id' | 'name' | 'role'>[];
}

export interface KeySlots {
  readonly exist: () => boolean;
  /** Makes a new random file key of 32 bytes, with one slot. Takes the place of any slots before. */
  readonly create: (official: OfficialId, password: string) => Promise<Buffer>;
  readonly open: (official: OfficialId, password: string) => Promise<Result<Buffer, AppError>>;
  readonly has: (official: OfficialId) => Result<boolean, AppError>;
  /** Seals the file's key for one more official; `PasswordSlotTaken` if they have a slot. */
  readonly add: (key: Buffer, official: Official, password: string) => Promise<Result<unknown, AppError>>;
  /** Writes beside the slots what the replica says of the office and its people, if it has changed. */
  readonly label: (office: Office, officials: readonly Official[]) => void;
  /** Null where there are no slots. */
  readonly holders: () => Result<SlotHolders | null, AppError>;
}

/** @param cost scrypt's N; lower in tests, where hundreds of devices are made. */
export const createKeySlots = (path: string, profile: Profile, cost = 2 ** 17): KeySlots => {
  const read = (): Result<{ readonly isOld: boolean; readonly file: SlotFile }, AppError> => {
    if (!existsSync(path)) return err({ type: 'NotEnrolled' });
    const found = readSlotFile(path);
    if (!found) return err({ type: 'FileDamaged', file: path, detail: 'the key slots are not readable' });
    if (found.file.profile !== profile) return err({ type: 'FileOfOtherProfile', file: path, expected: profile });
    return ok(found);
  };
  const write = (file: SlotFile): void => writeDurably(path, JSON.stringify(file));
  const slotOf = ({ slots }: SlotFile, official: OfficialId): LabelledSlot | undefined =>
    slots.find((each) => each.official === official);

  return {
    exist: () => existsSync(path),

    create: async (official, password) => {
      const key = randomBytes(32);
      const slot = await sealSlot(official, password, key, profile, cost);
      write({ v: 2, profile, office: null, slots: [{ ...slot, label: null }] });
      return key;
    },

    open: async (official, password) => {
      const found = read();
      if (!found.ok) return found;
      const slot = slotOf(found.value.file, official);
      if (!slot) return err({ type: 'UnknownOfficial' });
      const key = await openSlot(slot, password, profile);
      return key ? ok(key) : err({ type: 'WrongPassword' });
    },

    has: (official) => {
      const found = read();
      return found.ok ? ok(slotOf(found.value.file, official) !== undefined) : found;
    },

    add: async (key, { id, name, role }, password) => {
      const sealed = await sealSlot(id, password, key, profile, cost);
      // Read after the seal is there, which takes its time.
      const found = read();
      if (!found.ok) return found;
      const { file } = found.value;
      if (slotOf(file, id)) return err({ type: 'PasswordSlotTaken' });
      write({ ...file, slots: [...file.slots, { ...sealed, label: { name, role } }] });
      return ok({});
    },

    label: (office, officials) => {
      const found = read();
      if (!found.ok) return;
      const { isOld, file } = found.value;
      const labelOf = (official: OfficialId): Label | null => {
        const person = officials.find(({ id }) => id === official);
        return person ? { name: person.name, role: person.role } : null;
      };
      const labelled: SlotFile = {
        v: 2,
        profile,
        office: { nameKo: office.nameKo, nameEn: office.nameEn },
        slots: file.slots.map((slot) => ({ ...slot, label: labelOf(slot.official) })),
      };
      if (isOld || JSON.stringify(labelled) !== JSON.stringify(file)) write(labelled);
    },

    holders: () => {
      const found = read();
      if (!found.ok) return found.error.type === 'NotEnrolled' ? ok(null) : found;
      const { isOld, file } = found.value;
      return ok({
        isEnrolled: isOld || file.office !== null,
        office: file.office,
        // A slot of somebody whom central names no more opens nothing.
        officials: file.slots.flatMap(({ official: id, label }) => (label ? [{ id, ...label }] : [])),
      });
    },
  };
};

const readSlotFile = (path: string): { readonly isOld: boolean; readonly file: SlotFile } | null => {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const old = SlotFileV1.safeParse(content);
    return old.success ? { isOld: true, file: fromV1(old.data) } : { isOld: false, file: SlotFile.parse(content) };
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
