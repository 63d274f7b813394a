import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until `look` finds something; throws with `what` after `ms`. */
export const until = async <T>(what: string, look: () => Promise<T | null>, ms = 30_000): Promise<T> => {
  const deadline = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error(`waited ${ms / 1000} s in vain until ${what}`);
    await sleep(25);
  }
};
