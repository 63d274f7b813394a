import { Worker } from 'node:worker_threads';
import type { LogLine } from '../shared/text/log-line.ts';
import type { Decider } from './decide/decider.ts';
import type { DeciderOrder, DeciderWish } from './decider-order.ts';

export interface DeciderThreadDeps extends DeciderOrder {
  readonly log: (event: { readonly event: string; readonly detail?: LogLine }) => void;
  /** The thread broke down; central must not go on accepting what nobody decides. */
  readonly onBroken: (error: unknown) => void;
}

/** Starts the decider in a thread of its own. */
export const startDeciderThread = ({ log, onBroken, ...order }: DeciderThreadDeps): Decider => {
  const thread = new Worker(new URL('./decider.worker.ts', import.meta.url), {
    workerData: order satisfies DeciderOrder,
    // A batch makes some ten megabytes of short-lived text; with room for it, it is not copied about while in use.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  thread.on('message', log);
  thread.on('error', onBroken);
  const wish = (each: DeciderWish): void => thread.postMessage(each);
  return {
    wake: () => wish('wake'),
    stop: async () => {
      wish('stop');
      await ended;
    },
  };
};
