/** Nobody touches the window for this long, and it locks itself. */
export const idleLimit = { lockAfterMs: 10 * 60_000, warnBeforeMs: 30_000 } as const;

export interface IdleTimer {
  /** Somebody is there. */
  readonly touch: () => void;
  readonly stop: () => void;
}

/**
 * Counts how long nobody was there: warns once a second towards the end, then says so and waits for the next touch.
 */
export const createIdleTimer = ({
  lockAfterMs,
  warnBeforeMs,
  onWarn,
  onIdle,
}: {
  readonly lockAfterMs: number;
  readonly warnBeforeMs: number;
  /** How many seconds are left; null when somebody is there again, or it is over. */
  readonly onWarn: (secondsLeft: number | null) => void;
  readonly onIdle: () => void;
}): IdleTimer => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWarning = false;

  const count = (left: number): void => {
    if (left <= 0) {
      isWarning = false;
      onWarn(null);
      onIdle();
      return;
    }
    isWarning = true;
    onWarn(Math.ceil(left / 1_000));
    timer = setTimeout(() => count(left - 1_000), Math.min(1_000, left));
  };
  const start = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => count(warnBeforeMs), lockAfterMs - warnBeforeMs);
  };

  start();
  return {
    touch: () => {
      if (isWarning) onWarn(null);
      isWarning = false;
      start();
    },
    stop: () => clearTimeout(timer),
  };
};
