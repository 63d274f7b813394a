/** Work that follows from changes, one run at a time; what changes during a run leads to one more. */
export interface Background {
  readonly run: () => void;
  /** Ends when no run is under way. */
  readonly finish: () => Promise<void>;
}

export const createBackground = (work: () => Promise<void>, onError: (error: unknown) => void): Background => {
  let running: Promise<void> | null = null;
  let isAgain = false;
  const run = (): void => {
    isAgain = running !== null;
    running ??= work()
      .catch(onError)
      .then(() => {
        running = null;
        if (isAgain) run();
      });
  };
  return {
    run,
    finish: async () => {
      while (running) await running;
    },
  };
};
