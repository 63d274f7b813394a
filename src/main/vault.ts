import { join } from 'node:path';
import type { AppError } from '../shared/contract/errors.ts';
import { err, type Result } from '../shared/contract/result.ts';
import type { OfficialId } from '../shared/registry/ids.ts';
import type { Office, Official } from '../shared/registry/office.ts';
import type { Profile } from '../shared/registry/profile.ts';
import { currentFile } from './replica/generations.ts';
import { createKeySlots, type SlotHolders } from './replica/key-slots.ts';
import { createReplicaFile, openReplica, type Replica } from './replica/replica.ts';
import type { Identity } from './replica/views/meta.ts';
import type { System } from './system.ts';

/** The encrypted file of a data folder and the slots that open it. The file's key stays in here. */
export interface Vault {
  /** Whether the file of a device is here already, whoever can open it. */
  readonly exists: () => boolean;
  /** Whether the password opens the official's slot. */
  readonly check: (official: OfficialId, password: string) => Promise<Result<unknown, AppError>>;
  readonly open: (official: OfficialId, password: string) => Promise<Result<Replica, AppError>>;
  readonly create: (official: OfficialId, password: string, identity: Identity) => Promise<Result<Replica, AppError>>;
  readonly hasSlot: (official: OfficialId) => Result<boolean, AppError>;
  /** Needs the file to be open: whoever is signed in vouches for the next one. */
  readonly addSlot: (official: Official, password: string) => Promise<Result<unknown, AppError>>;
  /** Null where no device was made yet. */
  readonly holders: () => Result<SlotHolders | null, AppError>;
  /** Writes beside the slots whose they are, for the page on which people sign in. */
  readonly label: (office: Office, officials: readonly Official[]) => void;
  /** The key of the file that is open, for the thread that reads it. */
  readonly key: () => Buffer;
}

export const createVault = (deps: {
  readonly folder: string;
  readonly profile: Profile;
  readonly system: System;
  readonly slotCost: number | undefined;
  /** Why nobody may work in the folder now, if so. */
  readonly lock: Result<unknown, AppError>;
}): Vault => {
  const { folder, profile, system, lock } = deps;
  const slotsFile = join(folder, 'slots.json');
  const slots = createKeySlots(slotsFile, profile, deps.slotCost);
  let key: Buffer | null = null;

  const fileKey = (): Buffer => {
    if (!key) throw new Error('a replica is open, so its key is there');
    return key;
  };
  const openWith = (opened: Buffer): Promise<Result<Replica, AppError>> => {
    key = opened;
    return openReplica({ folder, profile, system }, opened);
  };
  /** Whether the folder may be worked in. A replica without slots must neither be opened nor replaced by a new one. */
  const usable = (): Result<unknown, AppError> => {
    if (!lock.ok || slots.exist() || currentFile(folder) === null) return lock;
    return err({ type: 'FileDamaged', file: slotsFile, detail: 'the key slots are missing' });
  };

  return {
    exists: () => slots.exist(),
    check: (official, password) => slots.open(official, password),
    open: async (official, password) => {
      const ready = usable();
      if (!ready.ok) return ready;
      const opened = await slots.open(official, password);
      return opened.ok ? openWith(opened.value) : opened;
    },
    create: async (official, password, identity) => {
      const ready = usable();
      if (!ready.ok) return ready;
      const made = await slots.create(official, password);
      createReplicaFile({ folder, profile }, made, identity);
      return openWith(made);
    },
    hasSlot: (official) => slots.has(official),
    addSlot: (official, password) => slots.add(fileKey(), official, password),
    holders: () => {
      const ready = usable();
      return ready.ok ? slots.holders() : ready;
    },
    label: (office, officials) => slots.label(office, officials),
    key: fileKey,
  };
};
