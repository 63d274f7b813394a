import { join } from 'node:path';
import type { AppError } from '../shared/contract/errors.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import type { FilingId, OfficialId } from '../shared/registry/ids.ts';
import type { Office, Official } from '../shared/registry/office.ts';
import type { Profile } from '../shared/registry/profile.ts';
import { prepareCollections } from './replica/collections.ts';
import { currentFile } from './replica/generations.ts';
import { createFileKey } from './replica/keys/file-key.ts';
import { slotsName } from './replica/keys/key-slot-file.ts';
import { createKeySlots, type SlotHolders } from './replica/keys/key-slots.ts';
import type { RekeyWatch } from './replica/keys/rekey.ts';
import { opensCurrentFile } from './replica/keys/rekeyed-copy.ts';
import { type MigrationWatch, unwatched } from './replica/migrations/migrating.ts';
import { diskErrorToAppError } from './replica/open-file.ts';
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
  /**
   * Gives the open file a new key, and each official whom it names a copy of it. Returns those whose slot could not take
   * it and is gone. Done already for the same act, it does nothing.
   */
  readonly rekey: (
    replica: Replica,
    order: { readonly act: FilingId; readonly by: OfficialId },
    watch: RekeyWatch,
  ) => Promise<Result<readonly OfficialId[], AppError>>;
  /** Null where no device was made yet. */
  readonly holders: () => Result<SlotHolders | null, AppError>;
  /** Writes beside the slots whose they are, for the page on which people sign in. */
  readonly label: (office: Office, officials: readonly Official[]) => void;
  /** The key of the file that is open, for the thread that reads it. */
  readonly key: () => Buffer;
  /** Erases the key from memory. The file must be closed. */
  readonly forget: () => void;
}

export const createVault = (deps: {
  readonly folder: string;
  readonly profile: Profile;
  readonly system: System;
  readonly slotCost: number | undefined;
  /** Why nobody may work in the folder now, if so. */
  readonly lock: Result<unknown, AppError>;
  /** Told while a file of an earlier version is brought to this one. */
  readonly watch?: MigrationWatch;
}): Vault => {
  const { folder, profile, system, lock, watch = unwatched } = deps;
  const slotsFile = join(folder, slotsName);
  let key: Buffer | null = null;
  const opensTheFile = (candidate: Buffer): boolean =>
    key ? key.equals(candidate) : opensCurrentFile(folder, candidate);
  const slots = createKeySlots(slotsFile, profile, deps.slotCost, opensTheFile, lock.ok);

  const fileKey = (): Buffer => {
    if (!key) throw new Error('a replica is open, so its key is there');
    return key;
  };
  const forget = (): void => {
    key?.fill(0);
    key = null;
  };
  const openWith = async (opened: Buffer): Promise<Result<Replica, AppError>> => {
    const replica = await openReplica({ folder, profile, system, watch }, opened);
    if (!replica.ok) {
      opened.fill(0);
      return replica;
    }
    forget();
    key = opened;
    // A rekey may have been cut off; what it left of the other generation is swept by now.
    settle(opened);
    return replica;
  };
  /** Both keys may stay in the slots until the next time: the file says which it is. */
  const settle = (held: Buffer): void => {
    try {
      slots.settle(held);
    } catch (error) {
      if (!diskErrorToAppError(error, slotsFile)) throw error;
    }
  };
  /** Whether the folder may be worked in. A replica without slots must neither be opened nor replaced by a new one. */
  const usable = (): Result<unknown, AppError> => {
    if (!lock.ok || slots.exist() || currentFile(folder) === null) return lock;
    return err({ type: 'FileDamaged', file: slotsFile, detail: 'the key slots are missing' });
  };

  return {
    exists: () => slots.exist(),
    check: async (official, password) => {
      const opened = await slots.open(official, password);
      if (opened.ok) opened.value.fill(0);
      return opened.ok ? ok({}) : opened;
    },
    open: async (official, password) => {
      const ready = usable();
      if (!ready.ok) return ready;
      // The key is worked out on another thread meanwhile.
      const opening = slots.open(official, password);
      prepareCollections();
      const opened = await opening;
      return opened.ok ? openWith(opened.value) : opened;
    },
    create: async (official, password, identity) => {
      const ready = usable();
      if (!ready.ok) return ready;
      const making = slots.create(official, password);
      prepareCollections();
      const made = await making;
      createReplicaFile({ folder, profile }, made, identity);
      return openWith(made);
    },
    hasSlot: (official) => slots.has(official),
    addSlot: (official, password) => slots.add(fileKey(), official, password),
    rekey: async (replica, { act, by }, watch) => {
      const old = fileKey();
      if (slots.actOf(old) === act) return ok([]);
      const next = createFileKey();
      const officials = replica.officials().map(({ id }) => id);
      const offered = slots.offer(old, { key: next, act }, officials);
      if (!offered.ok) return offered;
      system.reached('rekey:sealed');
      const before = replica.file();
      try {
        const rekeyed = offered.value.includes(by)
          ? err({ type: 'RekeyNeedsSignIn' } as const)
          : await replica.rekey(next, watch);
        return rekeyed.ok ? offered : rekeyed;
      } finally {
        const [held, gone] = replica.file() === before ? [old, next] : [next, old];
        key = held;
        // Should a new file have been named and not be the one that is open, the next start must have both.
        if (currentFile(folder) === replica.file()) settle(held);
        gone.fill(0);
        system.reached('rekey:settled');
      }
    },
    holders: () => {
      const ready = usable();
      return ready.ok ? slots.holders() : ready;
    },
    label: (office, officials) => slots.label(office, officials),
    key: fileKey,
    forget,
  };
};
