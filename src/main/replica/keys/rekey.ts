import type { Database } from 'better-sqlite3';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { System } from '../../system.ts';
import { discard, nextPart } from '../generations.ts';
import type { createMutex } from '../mutex.ts';
import { takeInLog } from '../take-in-log.ts';
import { openRekeyedCopy, type RekeyedCopy } from './rekeyed-copy.ts';

/** Who looks on while a file gets another key, and may stop it. */
export interface RekeyWatch {
  readonly tell: (progress: NonNullable<OfficeStatus['rekey']>) => void;
  readonly signal: AbortSignal;
}

/** So few pages are taken over while everybody waits, a hundredth of a second's work. */
const fewPages = 200;
/** An office that writes more than that all the time waits a little longer at the end. */
const mostPasses = 5;

/** How often, and how long after, it is tried again while somebody (a backup, say) reads an older state of the file. */
const tries = 600;
const retryAfter = 100;

/**
 * Gives the open file another key: copied in the background while the office works, brought up to date and handed over
 * while it waits. Until the copy gets its name the old file, with its key, is the replica; from then on the new one is.
 */
export const rekeyInto = async (
  deps: {
    readonly folder: string;
    readonly system: System;
    /** What is done in it is done while nobody writes. */
    readonly alone: ReturnType<typeof createMutex>;
    readonly watch: RekeyWatch;
  },
  file: { readonly db: Database; readonly source: number; readonly key: Buffer; readonly newKey: Buffer },
  /** Gives the part its name and goes on with it. Takes it back, and throws, if that can't be done. */
  takeOver: (part: string) => Promise<void>,
): Promise<Result<unknown, AppError>> => {
  const { folder, system, alone } = deps;
  const { tell, signal } = deps.watch;
  const part = nextPart(folder);
  let copy: RekeyedCopy | null = null;
  /** From the moment on that somebody goes on with it, it is theirs to take back. */
  let isOurs = true;
  try {
    const opened = openRekeyedCopy(file.source, file.key, part, file.newKey);
    copy = opened;
    for (let pass = 0, changes = fewPages + 1; changes > fewPages && pass < mostPasses && !signal.aborted; pass += 1) {
      // What still stands in the log would be left for the end.
      file.db.pragma('wal_checkpoint(PASSIVE)');
      changes = await opened.pass((done) => tell({ step: 'copying', part: pass === 0 ? done : 1 }), signal);
    }
    system.reached('rekey:copied');
    tell({ step: 'changing-over', part: 1 });

    const changeOver = async (): Promise<Result<unknown, AppError> | 'in-use'> => {
      if (signal.aborted) return err({ type: 'RekeyCancelled' });
      if (!takeInLog(file.db)) return 'in-use';
      const damaged = await opened.lastPass();
      if (damaged !== null)
        return err({ type: 'FileDamaged', file: file.db.name, detail: `page ${damaged} is not what was written` });
      opened.close();
      system.reached('rekey:filled');
      isOurs = false;
      await takeOver(part);
      return ok({});
    };
    let outcome = await alone(changeOver);
    for (let nth = 1; outcome === 'in-use' && nth < tries; nth += 1) {
      await system.wait(retryAfter, signal);
      outcome = await alone(changeOver);
    }
    return outcome === 'in-use' ? err({ type: 'FileInUse' }) : outcome;
  } finally {
    copy?.close();
    if (isOurs) discard(folder, part);
  }
};
