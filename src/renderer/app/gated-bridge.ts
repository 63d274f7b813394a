import type { Topic } from '../../shared/contract/topics.ts';
import type { WindowBridge } from '../../shared/contract/window.ts';

export interface GatedBridge {
  readonly bridge: WindowBridge;
  /** Closed while the screen is locked. Opening tells the listeners what they missed. */
  readonly setOpen: (isOpen: boolean) => void;
}

/**
 * The office as the desk behind a lock screen sees it. Queries asked while it is locked wait for the next sign-in
 * instead of coming back with an error, so that a screen still shows afterwards what it showed before. Commands go
 * through: whether somebody may act is for the office to say, and whoever unlocks may be somebody else.
 */
export const createGatedBridge = (inner: WindowBridge): GatedBridge => {
  let isOpen = true;
  /** Counts openings and closings, so that an answer can be told from before one. */
  let turn = 0;
  let waiting: (() => void)[] = [];
  const missed = new Set<Topic>();
  const listeners = new Set<(topics: readonly Topic[]) => void>();

  const tell = (topics: readonly Topic[]): void => {
    for (const listener of listeners) listener(topics);
  };
  inner.onChanged((topics) => {
    if (isOpen) tell(topics);
    else for (const topic of topics) missed.add(topic);
  });
  const opened = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));

  return {
    bridge: {
      command: inner.command,
      query: async (name, input) => {
        for (;;) {
          if (!isOpen) await opened();
          const askedIn = turn;
          const answer = await inner.query(name, input);
          if (answer.ok || answer.error.type !== 'Locked') return answer;
          // Locked since, and the window hasn't heard of it yet; or locked and unlocked, and it may ask again.
          if (turn === askedIn) await opened();
        }
      },
      onChanged: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    setOpen: (next) => {
      if (next !== isOpen) turn += 1;
      isOpen = next;
      if (!next) return;
      const all = waiting;
      waiting = [];
      for (const resolve of all) resolve();
      const topics = [...missed];
      missed.clear();
      if (topics.length > 0) tell(topics);
    },
  };
};
