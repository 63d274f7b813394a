/** What the saver needs of the world. */
export interface DraftSaverDeps<T> {
  /** Keeps it; true once it is kept. */
  readonly save: (value: T) => Promise<boolean>;
  /** Calls back after a while, and returns what stops it. */
  readonly later: (act: () => void) => () => void;
  readonly onSaving: (isSaving: boolean) => void;
}

export interface DraftSaver<T> {
  /** It has changed: kept a moment after the last change. */
  readonly change: (value: T) => void;
  /** Keeps at once what was not kept yet; settles when nothing is left to keep. */
  readonly flush: () => Promise<void>;
  /** Keeps nothing any more, not even what has changed. */
  readonly stop: () => void;
}

/**
 * Keeps what is entered: one save after the other, so that an old one never overtakes a new one, and only the newest of
 * what came meanwhile. What could not be kept is tried again with the next change or flush.
 */
export const createDraftSaver = <T>({ save, later, onSaving }: DraftSaverDeps<T>): DraftSaver<T> => {
  const state: {
    next: { readonly value: T } | null;
    running: Promise<void> | null;
    stopTimer: (() => void) | null;
    isStopped: boolean;
  } = { next: null, running: null, stopTimer: null, isStopped: false };

  const clearTimer = (): void => {
    state.stopTimer?.();
    state.stopTimer = null;
  };

  const run = async (): Promise<void> => {
    while (state.next && !state.isStopped) {
      const taken: { readonly value: T } = state.next;
      state.next = null;
      if (await save(taken.value)) continue;
      // Unless something newer is there already.
      state.next ??= taken;
      return;
    }
  };

  const flush = async (): Promise<void> => {
    clearTimer();
    while (state.running) await state.running;
    if (!state.next || state.isStopped) return;
    state.running = run().finally(() => {
      state.running = null;
      if (!state.next) onSaving(false);
    });
    await state.running;
  };

  return {
    change: (value) => {
      if (state.isStopped) return;
      state.next = { value };
      onSaving(true);
      clearTimer();
      state.stopTimer = later(() => {
        state.stopTimer = null;
        void flush();
      });
    },
    flush,
    stop: () => {
      state.isStopped = true;
      clearTimer();
      state.next = null;
    },
  };
};
