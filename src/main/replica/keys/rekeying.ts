import type { AppError } from '../../../shared/contract/errors.ts';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { err, type Result } from '../../../shared/contract/result.ts';
import type { RekeyWatch } from './rekey.ts';

/** One change of the file's key at a time, how far it is, and how to stop it. */
export interface Rekeying {
  readonly progress: () => OfficeStatus['rekey'];
  /** `RekeyRunning` while there is one. */
  readonly run: <T>(work: (watch: RekeyWatch) => Promise<Result<T, AppError>>) => Promise<Result<T, AppError>>;
  /** Resolves when none is running. One that can't be stopped any more comes to its end. */
  readonly stop: () => Promise<void>;
}

export const createRekeying = ({ changed }: { readonly changed: () => void }): Rekeying => {
  let progress: OfficeStatus['rekey'] = null;
  let running: { readonly stopping: AbortController; readonly done: Promise<unknown> } | null = null;

  /** Told of every slice, it tells of every twentieth part. */
  const note = (next: OfficeStatus['rekey']): void => {
    if (next?.step === progress?.step && (next?.part ?? 0) - (progress?.part ?? 0) < 0.05) return;
    progress = next;
    changed();
  };

  return {
    progress: () => progress,
    run: async (work) => {
      if (running) return err({ type: 'RekeyRunning' });
      const stopping = new AbortController();
      const done = work({ tell: note, signal: stopping.signal });
      running = { stopping, done: done.catch(() => undefined) };
      try {
        return await done;
      } finally {
        running = null;
        note(null);
      }
    },
    stop: async () => {
      running?.stopping.abort();
      await running?.done;
    },
  };
};
