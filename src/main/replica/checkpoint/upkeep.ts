import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import type { Connection } from '../connection.ts';
import type { createMutex } from '../mutex.ts';
import { takeInLog } from '../take-in-log.ts';
import { createExpiry } from './expiry.ts';
import { createCheckpointKeeper } from './keep-checkpoint.ts';
import { createRetention, type Retention } from './retention.ts';

/** Keeps the checkpoint, and sees to it that what was erased is gone for good. */
export interface Upkeep {
  /**
   * Makes a checkpoint if one is due, and erases the bodies and rows that may go. A little at a time, beside everything
   * else.
   */
  readonly run: () => Promise<void>;
  /** To be called inside a transaction that erases somebody, before anything of them is. */
  readonly erasing: () => void;
  /** Empties the write-ahead log, if anything was erased since it last was. In the append's turn. */
  readonly emptyLogIfErased: () => Promise<void>;
  /** The same in any case. */
  readonly emptyLog: () => Promise<void>;
  /** Resolves when nothing reads the file for a checkpoint; no other is begun until each has said `resume`. */
  readonly pause: () => Promise<void>;
  readonly resume: () => void;
}

/**
 * @param connection to the file that holds now
 * @param oneAtATime the append's turn
 */
export const createUpkeep = (deps: {
  readonly key: () => Buffer;
  readonly profile: Profile;
  readonly system: System;
  readonly connection: () => Connection;
  readonly oneAtATime: ReturnType<typeof createMutex>;
}): Upkeep => {
  const { connection, oneAtATime, system } = deps;
  const keeper = createCheckpointKeeper({ ...deps, db: () => connection().db });
  let retention: ({ readonly of: Connection } & Retention) | null = null;
  /** The day for which nothing is left whose term is over. */
  let expired: { readonly of: Connection; readonly day: PlainDate } | null = null;
  let isLogUnclean = false;
  /** By how many. */
  let pauses = 0;

  /** What was erased must not live on in the log. While another thread reads, it is tried again later. */
  const emptyLog = async (): Promise<void> => {
    await keeper.stop();
    isLogUnclean = !takeInLog(connection().db);
  };

  // RT-3: what a checkpoint holds of somebody goes before they go here, so that no crash can leave them in it.
  const erasing = (): void => {
    isLogUnclean = true;
    keeper.drop();
  };

  /** Goes on, each time in the append's turn, until a step says that it was the last. */
  const untilDone = async (of: Connection, step: () => boolean): Promise<void> => {
    const next = async (): Promise<boolean> => {
      const isDone = pauses > 0 || connection() !== of || step();
      if (isDone && isLogUnclean && pauses === 0) await emptyLog();
      return isDone;
    };
    while (!(await oneAtATime(next))) await new Promise(setImmediate);
  };

  const eraseBodies = async (): Promise<void> => {
    await keeper.keep();
    const checkpoint = pauses > 0 ? null : keeper.current();
    if (!checkpoint) return;
    const of = connection();
    if (retention?.of !== of) retention = { of, ...createRetention(of.db, system) };
    const step = retention.begin(checkpoint);
    await untilDone(of, () => {
      // A snapshot, or somebody who left, has the last word on what there is to erase, and from which checkpoint.
      if (keeper.current() !== checkpoint) return true;
      const { erased, isDone } = step();
      if (erased > 0) isLogUnclean = true;
      return isDone;
    });
  };

  /** Looked for once a day: terms end with a year, and who leaves after theirs has time until tomorrow. */
  const eraseExpired = async (): Promise<boolean> => {
    const of = connection();
    const { today, begin } = createExpiry(of.db, system, erasing);
    const day = today();
    if (day === null || (expired?.of === of && expired.day === day)) return false;
    const step = begin(day);
    let hasErased = false;
    await untilDone(of, () => {
      const { erased, isDone } = step();
      if (erased > 0) hasErased = true;
      if (isDone) expired = { of, day };
      return isDone;
    });
    return hasErased;
  };

  return {
    run: async () => {
      if (pauses > 0) return;
      await eraseBodies();
      // The feed may have named them since the checkpoint that is gone now.
      if (pauses === 0 && (await eraseExpired()) && pauses === 0) await eraseBodies();
    },
    erasing,
    emptyLogIfErased: async () => {
      if (isLogUnclean) await emptyLog();
    },
    emptyLog,
    pause: () => {
      pauses += 1;
      return keeper.stop();
    },
    resume: () => {
      pauses -= 1;
    },
  };
};
