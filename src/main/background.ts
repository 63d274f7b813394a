/** Work that follows from changes, one run at a time; what changes during a run leads to one more. */
export interface Background {
  readonly run: () => void;
  /** Ends when no run is under way. */
  readonly finish: () => Promise<void>;
}

export const createBackground = (work: () => Promise<void>, onError: (error: unknown) => void): Background => {
  let isWanted = false;
  let running: Promise<void> | null = null;
  const runWhileWanted = async (): Promise<void> => {
    // Not at once: what it changes first may ask for another run before this one counts as running.
    await Promise.resolve();
    while (isWanted) {
      isWanted = false;
      await work().catch(onError);
    }
    running = null;
  };
  return {
    run: () => {
      isWanted = true;
      running ??= runWhileWanted();
    },
    finish: async () => {
      await running;
    },
  };
};
