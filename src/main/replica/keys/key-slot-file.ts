import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import { FilingId, OfficialId } from '../../../shared/registry/ids.ts';
import { Role } from '../../../shared/registry/office.ts';
import { Profile } from '../../../shared/registry/profile.ts';

/** Beside the replica's file, and beside each copy of it. */
export const slotsName = 'slots.json';

/** What a password seals. */
const PasswordSeal = z.strictObject({
  salt: z.base64(),
  /** scrypt's N. */
  cost: z
    .int()
    .min(2 ** 10)
    .max(2 ** 20),
  nonce: z.base64(),
  sealed: z.base64(),
});
export type PasswordSeal = z.infer<typeof PasswordSeal>;

/** Whose slot it is, for the page on which people sign in: nothing is decided by it, the replica says who may. */
const Label = z.strictObject({ name: z.string().max(40), role: Role });
export type Label = z.infer<typeof Label>;

const OfficeNames = z.strictObject({ nameKo: z.string().max(40), nameEn: z.string().max(60) });

/** A file's key, sealed to one official. */
const KeyCopy = z.strictObject({
  /** Its fingerprint. */
  key: z.string().max(40),
  ephemeral: z.base64(),
  sealed: z.base64(),
  /** Proof that somebody who had this key gave it to this official. */
  voucher: z.base64(),
});
export type KeyCopy = z.infer<typeof KeyCopy>;

/** The password seals the official's private key; the file's key is sealed to their public one. */
const OwnerSlot = PasswordSeal.extend({
  official: OfficialId,
  label: Label.nullable(),
  publicKey: z.base64(),
  /** Two while the file goes over to another key. */
  copies: z.array(KeyCopy).max(2),
});
export type OwnerSlot = z.infer<typeof OwnerSlot>;

/** The password seals the file's first key itself. It becomes an owner's slot when they next sign in. */
const OldSlot = PasswordSeal.extend({ official: OfficialId, label: Label.nullable() });
export type OldSlot = z.infer<typeof OldSlot>;

export type Slot = OwnerSlot | OldSlot;
export const isOwned = (slot: Slot): slot is OwnerSlot => 'publicKey' in slot;

const SlotFile = z.strictObject({
  v: z.literal(3),
  profile: Profile,
  /** Null until central has said yes to this device. */
  office: OfficeNames.nullable(),
  /** The file's keys, with the act that each came from; the older first. None while there are old slots alone. */
  keys: z.array(z.strictObject({ id: z.string().max(40), act: FilingId.nullable() })).max(2),
  slots: z.array(z.union([OwnerSlot, OldSlot])).min(1),
});
export type SlotFile = z.infer<typeof SlotFile>;

const SlotFileV2 = z.strictObject({
  v: z.literal(2),
  profile: Profile,
  office: OfficeNames.nullable(),
  slots: z.array(OldSlot).min(1),
});

/** Before names stood beside the slots. */
const SlotFileV1 = z.strictObject({
  v: z.literal(1),
  profile: Profile,
  slots: z.array(OldSlot.omit({ label: true })).min(1),
});

/** Until the first sign-in the oldest file is listed by what it has: the ids, with the role that may least. */
const fromV1 = ({ profile, slots }: z.infer<typeof SlotFileV1>): SlotFile => ({
  v: 3,
  profile,
  office: null,
  keys: [],
  slots: slots.map((slot) => ({ ...slot, label: { name: slot.official, role: 'clerk' } })),
});

/** As it reads now, and whether it is of the oldest form, which names nobody. */
export interface FoundSlots {
  readonly isNameless: boolean;
  readonly file: SlotFile;
}

export const readSlotFile = (path: string, profile: Profile): Result<FoundSlots, AppError> => {
  const damaged = err({ type: 'FileDamaged', file: path, detail: 'the key slots are not readable' } as const);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return damaged;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return err({ type: 'NotEnrolled' });
    throw error;
  }
  const version = z.looseObject({ v: z.int().min(4) }).safeParse(content);
  if (version.success) return err({ type: 'FileNewer', file: path, version: version.data.v });
  const v1 = SlotFileV1.safeParse(content);
  const v2 = SlotFileV2.safeParse(content);
  const file = v1.success ? fromV1(v1.data) : v2.success ? ({ ...v2.data, v: 3, keys: [] } as const) : content;
  const parsed = SlotFile.safeParse(file);
  if (!parsed.success) return damaged;
  if (parsed.data.profile !== profile) return err({ type: 'FileOfOtherProfile', file: path, expected: profile });
  return ok({ isNameless: v1.success, file: parsed.data });
};
