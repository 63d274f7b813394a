import type { AppError } from '../shared/contract/errors.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import type { Profile } from '../shared/registry/profile.ts';
import { markMedium } from './replica/backup/medium.ts';
import type { BackupDone, BackupOrder } from './replica/backup/take-backup.ts';
import type { Replica } from './replica/replica.ts';
import type { System } from './system.ts';

/** Makes one backup, on a thread of its own; rejects with what nobody expected. Broken off when `signal` is aborted. */
export type RunBackup = (order: BackupOrder, signal: AbortSignal) => Promise<Result<BackupDone, AppError>>;

/** The backups of the office that is signed in: one at a time, by hand or once a day. */
export interface Backups {
  readonly prepare: (folder: string) => Result<unknown, AppError>;
  readonly isRunning: () => boolean;
  readonly now: () => Promise<Result<{ readonly takenAt: string; readonly folder: string }, AppError>>;
  readonly start: () => void;
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

const dayMs = 24 * 3_600_000;
/** How often it is looked whether a backup is due, and so how soon one that failed is tried again. */
const betweenLooks = 15 * 60_000;

export const createBackups = (deps: {
  readonly folder: string;
  readonly profile: Profile;
  readonly system: System;
  readonly run: RunBackup;
  /** What is open now, with the key of its file; null while nobody is signed in. */
  readonly current: () => { readonly replica: Replica; readonly key: Buffer } | null;
  readonly toAppError: (error: unknown) => AppError;
  /** How long after the start it is first looked whether a backup is due. Milliseconds. */
  readonly firstLook: number;
}): Backups => {
  const { folder, profile, system } = deps;
  const stopping = new AbortController();
  let bell = new AbortController();
  let running: Promise<Result<BackupDone, AppError>> | null = null;
  let loop: Promise<void> | null = null;

  const run = async (): Promise<Result<BackupDone, AppError>> => {
    const open = deps.current();
    if (!open || stopping.signal.aborted) return err({ type: 'NotSignedIn' });
    const { replica, key } = open;
    const { folder: medium, last } = replica.backup();
    if (medium === null) return err({ type: 'BackupFolderNotSet' });
    const triedAt = new Date(system.now()).toISOString();
    const order: BackupOrder = { file: replica.file(), key, profile, folder, medium };
    const done = await deps.run(order, stopping.signal).catch((error: unknown): Result<never, AppError> => {
      if (stopping.signal.aborted) return err({ type: 'NotSignedIn' });
      return err(deps.toAppError(error));
    });
    if (stopping.signal.aborted) return done;
    const made = done.ok ? { takenAt: done.value.manifest.takenAt, folder: done.value.folder } : (last?.made ?? null);
    await replica.noteBackup({ made, triedAt, error: done.ok ? null : done.error });
    return done;
  };

  const now = (): Promise<Result<BackupDone, AppError>> => {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };

  /** Once a day; a time that lies ahead is one that a clock put back has left, and says nothing. */
  const isDue = (): boolean => {
    const open = deps.current();
    const { folder: medium, last } = open?.replica.backup() ?? { folder: null, last: null };
    if (!open || medium === null || open.replica.position() === null) return false;
    const age = last?.made ? system.now() - Date.parse(last.made.takenAt) : dayMs;
    return age >= dayMs || age < 0;
  };

  const look = async (): Promise<void> => {
    if (isDue()) await now();
  };

  const keepLooking = async (): Promise<void> => {
    for (let pause = deps.firstLook; ; pause = betweenLooks) {
      await system.wait(pause, AbortSignal.any([stopping.signal, bell.signal]));
      if (stopping.signal.aborted) return;
      // Before the look: who rings while it lasts wants another.
      bell = new AbortController();
      await look().catch((error: unknown) => void deps.toAppError(error));
    }
  };

  return {
    prepare: (wanted) => markMedium(wanted, folder),
    isRunning: () => running !== null,
    now: async () => {
      const done = await now();
      return done.ok ? ok({ takenAt: done.value.manifest.takenAt, folder: done.value.folder }) : done;
    },
    start: () => {
      loop ??= keepLooking();
    },
    wake: () => bell.abort(),
    stop: async () => {
      stopping.abort();
      await loop;
      // Whoever asked for it hears what went wrong.
      await running?.catch(() => undefined);
    },
  };
};
