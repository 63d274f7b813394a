import type { PrinterId, PrinterState } from '../../shared/registry/printer.ts';
import type { System } from '../system.ts';
import type { Printer } from './printer.ts';

/** Milliseconds between two looks at a printer. */
const busyWait = 1_000;
const idleWait = 5_000;
/** While nobody answers: twice as long each time, up to this. */
const longestWait = 60_000;

export interface PrinterWatch {
  /** What is known of each printer that has been looked at, in the order of the printers. */
  readonly states: () => readonly PrinterState[];
  readonly start: () => void;
  /** The printers that are set up have changed. */
  readonly reload: () => void;
  /** Looks now: a job begins, or a person has just put paper in. Without an id, at all of them. */
  readonly wake: (id?: PrinterId) => void;
  /** A job runs there, so it is looked at every second until told otherwise. */
  readonly setBusy: (id: PrinterId, isBusy: boolean) => void;
  readonly stop: () => Promise<void>;
}

/** Keeps looking at the printers, often while something goes on there and seldom while nothing does. */
export const createPrinterWatch = (deps: {
  readonly printers: () => readonly Printer[];
  readonly system: Pick<System, 'wait' | 'random'>;
  /** A printer's state is another than before. Its up-time and the time of the look alone don't count. */
  readonly changed: (id: PrinterId) => void;
}): PrinterWatch => {
  const { printers, system, changed } = deps;
  const watched = new Map<PrinterId, Watched>();
  const ended = new Set<Promise<void>>();
  let isRunning = false;

  const watch = async (one: Watched): Promise<void> => {
    let failures = 0;
    while (!one.stopping.signal.aborted) {
      one.alarm = new AbortController();
      const state = await one.printer.look();
      if (one.stopping.signal.aborted) return;
      failures = state.reachable ? 0 : failures + 1;
      const before = one.state;
      one.state = state.reachable === before?.reachable ? { ...state, since: before.since } : state;
      if (!before || essence(before) !== essence(one.state)) changed(one.printer.setup.id);
      const ms = waitAfter(state, one.isBusy, failures, system.random());
      await system.wait(ms, AbortSignal.any([one.stopping.signal, one.alarm.signal]));
    }
  };

  const reload = (): void => {
    if (!isRunning) return;
    const wanted = printers();
    for (const [id, one] of watched) {
      if (wanted.includes(one.printer)) continue;
      one.stopping.abort();
      watched.delete(id);
    }
    for (const printer of wanted) {
      const { id } = printer.setup;
      if (watched.has(id)) continue;
      const one: Watched = {
        printer,
        state: null,
        isBusy: false,
        stopping: new AbortController(),
        alarm: new AbortController(),
      };
      watched.set(id, one);
      const loop = watch(one).finally(() => ended.delete(loop));
      ended.add(loop);
    }
  };

  const wake = (id?: PrinterId): void => {
    for (const one of watched.values()) if (id === undefined || one.printer.setup.id === id) one.alarm.abort();
  };

  return {
    states: () =>
      printers().flatMap(({ setup }) => {
        const state = watched.get(setup.id)?.state;
        return state ? [state] : [];
      }),
    start: () => {
      isRunning = true;
      reload();
    },
    reload,
    wake,
    setBusy: (id, isBusy) => {
      const one = watched.get(id);
      if (!one || one.isBusy === isBusy) return;
      one.isBusy = isBusy;
      wake(id);
    },
    stop: async () => {
      isRunning = false;
      for (const one of watched.values()) one.stopping.abort();
      watched.clear();
      await Promise.all(ended);
    },
  };
};

interface Watched {
  readonly printer: Printer;
  state: PrinterState | null;
  isBusy: boolean;
  readonly stopping: AbortController;
  /** Ends the wait that is going on. */
  alarm: AbortController;
}

const waitAfter = (state: PrinterState, isBusy: boolean, failures: number, random: number): number => {
  if (isBusy) return busyWait;
  // Not all desks of an office look at their printer in the same second once it is back.
  if (!state.reachable) return Math.min(longestWait, idleWait * 2 ** Math.min(failures - 1, 10)) * (0.5 + random / 2);
  return state.state === 'processing' || state.blockers.length > 0 ? busyWait : idleWait;
};

/** What makes a state another one. */
const essence = ({ since: _, identity, ...state }: PrinterState): string =>
  JSON.stringify([state, identity?.uuid, identity?.makeAndModel]);
