import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { FilingId, OfficialId } from '../../../shared/registry/ids.ts';
import type { Office, Official } from '../../../shared/registry/office.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import { writeDurably } from '../durable-file.ts';
import { diskErrorToAppError } from '../open-file.ts';
import { createFileKey, fingerprintOf } from './file-key.ts';
import { type FoundSlots, isOwned, type Label, readSlotFile, type Slot, type SlotFile } from './key-slot-file.ts';
import {
  createPair,
  isVouchedFor,
  openCopy,
  openOldSlot,
  openPair,
  type SlotOwner,
  sealCopy,
  stretch,
} from './key-slot-seal.ts';
import { opensCurrentFile } from './rekeyed-copy.ts';

/** Who may sign in at this computer, as far as it can be told before anybody has. */
export interface SlotHolders {
  readonly isEnrolled: boolean;
  readonly office: Pick<Office, 'nameKo' | 'nameEn'> | null;
  readonly officials: readonly Pick<Official, 'id' | 'name' | 'role'>[];
}

/**
 * Key slots, as in LUKS: the file is encrypted with one random key, and each official's password opens a sealed copy
 * of it. While the file goes over to another key the slots hold both; which of them opens the file, the file says.
 */
export interface KeySlots {
  readonly exist: () => boolean;
  /** Makes a new random file key of 32 bytes, with one slot. Takes the place of any slots before. */
  readonly create: (official: OfficialId, password: string) => Promise<Buffer>;
  /** A copy of the key that is the caller's: to be erased (`fill(0)`) when it is needed no more. */
  readonly open: (official: OfficialId, password: string) => Promise<Result<Buffer, AppError>>;
  readonly has: (official: OfficialId) => Result<boolean, AppError>;
  /** Seals the file's key for one more official; `PasswordSlotTaken` if they have a slot. */
  readonly add: (key: Buffer, official: Official, password: string) => Promise<Result<unknown, AppError>>;
  /**
   * Puts a new key beside the file's, sealed to each of these officials. Returns those of them whose slot can't take it,
   * because they have not signed in since slots were made that way, or nobody vouches for it.
   */
  readonly offer: (
    key: Buffer,
    next: { readonly key: Buffer; readonly act: FilingId },
    officials: readonly OfficialId[],
  ) => Result<readonly OfficialId[], AppError>;
  /** Leaves this key in the slots and no other; slots that don't have it go. */
  readonly settle: (key: Buffer) => Result<unknown, AppError>;
  /** The act from which the key came; null for the first. */
  readonly actOf: (key: Buffer) => FilingId | null;
  /** Writes beside the slots what the replica says of the office and its people, if it has changed. */
  readonly label: (office: Office, officials: readonly Official[]) => void;
  /** Null where there are no slots. */
  readonly holders: () => Result<SlotHolders | null, AppError>;
}

/**
 * @param path Beside the file that they open.
 * @param cost scrypt's N; lower in tests, where hundreds of devices are made.
 * @param opensTheFile Says which key is the file's, where that isn't the file beside the slots, or is open already.
 * @param isOffice Whether these are the office's slots and it has the lock: then an old slot becomes an owner's when its
 *   official signs in. Else nothing is written when a slot is opened.
 */
export const createKeySlots = (
  path: string,
  profile: Profile,
  cost = 2 ** 17,
  opensTheFile = (key: Buffer): boolean => opensCurrentFile(dirname(path), key),
  isOffice = false,
): KeySlots => {
  /** The key that the file is going over to, and who is given it. */
  let coming: { readonly key: Buffer; readonly officials: readonly OfficialId[] } | null = null;

  const read = (): Result<FoundSlots, AppError> => readSlotFile(path, profile);
  const write = (file: SlotFile): void => writeDurably(path, JSON.stringify(file));
  const slotOf = ({ slots }: SlotFile, official: OfficialId): Slot | undefined =>
    slots.find((each) => each.official === official);
  const owner = (official: OfficialId): SlotOwner => ({ official, profile });

  /** A slot of the official's own, out of what their password stretches to. */
  const ownSlot = (
    official: OfficialId,
    label: Label | null,
    secret: Buffer,
    stretched: Pick<Slot, 'salt' | 'cost'>,
    key: Buffer,
  ): Slot => {
    const pair = createPair(secret, owner(official));
    const keys = coming?.officials.includes(official) ? [key, coming.key] : [key];
    const copies = keys.map((each) => sealCopy(each, pair.publicKey, owner(official)));
    return { official, label, ...stretched, ...pair, copies };
  };

  const newSlot = async (official: OfficialId, label: Label | null, password: string, key: Buffer): Promise<Slot> => {
    const salt = randomBytes(16);
    const secret = await stretch(password, salt, cost);
    const slot = ownSlot(official, label, secret, { salt: salt.toString('base64'), cost }, key);
    secret.fill(0);
    return slot;
  };

  /** All keys that the password opens. */
  const keysIn = (slot: Slot, secret: Buffer): Buffer[] => {
    const whose = owner(slot.official);
    if (!isOwned(slot)) return [openOldSlot(secret, slot, whose) ?? []].flat();
    const privateKey = openPair(secret, slot, whose);
    return privateKey ? slot.copies.flatMap((copy) => openCopy(privateKey, copy, slot.publicKey, whose) ?? []) : [];
  };

  const withKey = (file: SlotFile, key: Buffer): SlotFile['keys'] =>
    file.keys.length > 0 ? file.keys : [{ id: fingerprintOf(key), act: null }];

  /** What can't be written now is written at the next sign-in. */
  const makeOwned = (old: Slot, secret: Buffer, key: Buffer): void => {
    const found = read();
    if (!found.ok) return;
    const { file } = found.value;
    // Somebody else may have had it written while the password was stretched.
    if (JSON.stringify(slotOf(file, old.official)) !== JSON.stringify(old)) return;
    const slot = ownSlot(old.official, old.label, secret, { salt: old.salt, cost: old.cost }, key);
    const slots = file.slots.map((each) => (each.official === old.official ? slot : each));
    try {
      write({ ...file, keys: withKey(file, key), slots });
    } catch (error) {
      if (!diskErrorToAppError(error, path)) throw error;
    }
  };

  return {
    exist: () => existsSync(path),

    create: async (official, password) => {
      const key = createFileKey();
      const keys = [{ id: fingerprintOf(key), act: null }];
      write({ v: 3, profile, office: null, keys, slots: [await newSlot(official, null, password, key)] });
      return key;
    },

    open: async (official, password) => {
      const found = read();
      if (!found.ok) return found;
      const slot = slotOf(found.value.file, official);
      if (!slot) return err({ type: 'UnknownOfficial' });
      const secret = await stretch(password, Buffer.from(slot.salt, 'base64'), slot.cost);
      try {
        const keys = keysIn(slot, secret);
        if (keys.length === 0) return err({ type: 'WrongPassword' });
        const key = found.value.file.keys.length > 1 ? keys.find(opensTheFile) : keys[0];
        for (const other of keys) if (other !== key) other.fill(0);
        // The file went over to a key that this slot was not given.
        if (!key) return err({ type: 'PasswordSlotOutdated' });
        if (isOffice && !isOwned(slot) && opensTheFile(key)) makeOwned(slot, secret, key);
        return ok(key);
      } finally {
        secret.fill(0);
      }
    },

    has: (official) => {
      const found = read();
      return found.ok ? ok(slotOf(found.value.file, official) !== undefined) : found;
    },

    add: async (key, { id, name, role }, password) => {
      const slot = await newSlot(id, { name, role }, password, key);
      // Read after the seal is there, which takes its time.
      const found = read();
      if (!found.ok) return found;
      const { file } = found.value;
      if (slotOf(file, id)) return err({ type: 'PasswordSlotTaken' });
      write({ ...file, keys: withKey(file, key), slots: [...file.slots, slot] });
      return ok({});
    },

    offer: (key, next, officials) => {
      const found = read();
      if (!found.ok) return found;
      const { file } = found.value;
      const keys = withKey(file, key).filter(({ id }) => id === fingerprintOf(key));
      const given = new Set<OfficialId>();
      const slots = file.slots.map((slot) => {
        const whose = owner(slot.official);
        if (!isOwned(slot)) return slot;
        const copies = slot.copies.filter((copy) => copy.key === fingerprintOf(key));
        const [copy] = copies;
        const isTheirs = officials.includes(slot.official) && copy && isVouchedFor(key, copy, slot.publicKey, whose);
        if (!isTheirs) return { ...slot, copies };
        given.add(slot.official);
        return { ...slot, copies: [...copies, sealCopy(next.key, slot.publicKey, whose)] };
      });
      write({ ...file, keys: [...keys, { id: fingerprintOf(next.key), act: next.act }], slots });
      coming = { key: next.key, officials };
      const without = officials.filter((official) => slotOf(file, official) && !given.has(official));
      return ok(without);
    },

    settle: (key) => {
      coming = null;
      const found = read();
      if (!found.ok) return found;
      const { file } = found.value;
      const id = fingerprintOf(key);
      if (file.keys.length < 2) return ok({});
      const isFirst = file.keys[0]?.id === id;
      const slots = file.slots.flatMap((slot): Slot[] => {
        if (!isOwned(slot)) return isFirst ? [slot] : [];
        const copies = slot.copies.filter((copy) => copy.key === id);
        return copies.length > 0 ? [{ ...slot, copies }] : [];
      });
      write({ ...file, keys: file.keys.filter((each) => each.id === id), slots });
      return ok({});
    },

    actOf: (key) => {
      const found = read();
      return found.ok ? (found.value.file.keys.find(({ id }) => id === fingerprintOf(key))?.act ?? null) : null;
    },

    label: (office, officials) => {
      const found = read();
      if (!found.ok) return;
      const { isNameless, file } = found.value;
      const labelOf = (official: OfficialId): Label | null => {
        const person = officials.find(({ id }) => id === official);
        return person ? { name: person.name, role: person.role } : null;
      };
      const labelled: SlotFile = {
        ...file,
        office: { nameKo: office.nameKo, nameEn: office.nameEn },
        slots: file.slots.map((slot) => ({ ...slot, label: labelOf(slot.official) })),
      };
      if (isNameless || JSON.stringify(labelled) !== JSON.stringify(file)) write(labelled);
    },

    holders: () => {
      const found = read();
      if (!found.ok) return found.error.type === 'NotEnrolled' ? ok(null) : found;
      const { isNameless, file } = found.value;
      return ok({
        isEnrolled: isNameless || file.office !== null,
        office: file.office,
        // A slot of somebody whom central names no more opens nothing.
        officials: file.slots.flatMap(({ official: id, label }) => (label ? [{ id, ...label }] : [])),
      });
    },
  };
};

/** A new Ed25519 key for this device (PKCS #8, DER in base64url). It lives inside the encrypted file only. */
export const createDeviceKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');

/** The public half (SPKI, DER in base64url). */
export const publicKeyOf = (deviceKey: string): string =>
  createPublicKey(createPrivateKey({ key: Buffer.from(deviceKey, 'base64url'), format: 'der', type: 'pkcs8' }))
    .export({ format: 'der', type: 'spki' })
    .toString('base64url');
