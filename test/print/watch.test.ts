import { describe, expect, test } from 'vitest';
import type { Printer } from '../../src/main/print/printer.ts';
import { createPrinterWatch } from '../../src/main/print/watch.ts';
import { PrinterId, type PrinterState } from '../../src/shared/registry/printer.ts';
import { createRandom } from '../builders/random.ts';
import { startIppDouble } from '../doubles/ipp-printer.ts';
import { aPrinter, now } from './a-printer.ts';

/** A clock that stands until somebody waits: it writes down for how long, and the test lets it go on. */
const setupWaits = () => {
  const waits: number[] = [];
  let go: (() => void) | null = null;
  let waiting: (() => void) | null = null;
  return {
    waits,
    system: {
      random: () => 0.5,
      wait: (ms: number, signal: AbortSignal): Promise<void> =>
        new Promise((resolve) => {
          waits.push(ms);
          go = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
          if (signal.aborted) resolve();
          waiting?.();
        }),
    },
    /** Until the watch has looked, and waits. */
    untilWaiting: (count: number): Promise<void> =>
      new Promise((resolve) => {
        const check = (): void => {
          if (waits.length >= count) resolve();
          else waiting = check;
        };
        check();
      }),
    goOn: () => go?.(),
  };
};

const setupWatch = async () => {
  const double = await startIppDouble({ random: createRandom(5) });
  const clock = setupWaits();
  const changes: PrinterState[] = [];
  let seconds = 0;
  const tick = (): number => now + (seconds += 1) * 1_000;
  const printers: Printer[] = [aPrinter({ uri: double.uri, clock: tick })];
  const watch = createPrinterWatch({
    printers: () => printers,
    system: clock.system,
    changed: () => changes.push(...watch.states()),
  });
  let looks = 0;
  /** The next look, and what it made the watch wait for. */
  const look = async (): Promise<number | undefined> => {
    if (looks > 0) clock.goOn();
    looks += 1;
    await clock.untilWaiting(looks);
    return clock.waits.at(-1);
  };
  return {
    double,
    watch,
    changes,
    printers,
    look,
    clock,
    [Symbol.asyncDispose]: async () => {
      await watch.stop();
      await double.close();
    },
  };
};

const id = PrinterId.parse('counter');

describe('the printer watch', () => {
  test('looks every five seconds, and tells what changed once', async () => {
    await using setup = await setupWatch();
    const { watch, changes, look, double } = setup;
    watch.start();
    expect(await look()).toBe(5_000);
    expect(changes).toMatchObject([{ id, state: 'idle', blockers: [] }]);
    expect(await look()).toBe(5_000);
    expect(changes).toHaveLength(1);
    // The up-time goes on all the same.
    expect(watch.states()[0]?.identity?.upTime).toBeGreaterThan(changes[0]?.identity?.upTime ?? 0);
    double.setReasons('toner-low-report');
    expect(await look()).toBe(5_000);
    expect(changes).toHaveLength(2);
    expect(changes[1]).toMatchObject({ warnings: ['toner-low'] });
  });

  test('looks every second while a person is needed, and while a job runs', async () => {
    await using setup = await setupWatch();
    const { watch, look, double } = setup;
    watch.start();
    await look();
    double.setReasons('cover-open');
    expect(await look()).toBe(1_000);
    double.setReasons();
    expect(await look()).toBe(5_000);
    watch.setBusy(id, true);
    await setup.clock.untilWaiting(4);
    expect(setup.clock.waits).toEqual([5_000, 1_000, 5_000, 1_000]);
  });

  test('looks at once when it is told to', async () => {
    await using setup = await setupWatch();
    setup.watch.start();
    await setup.look();
    setup.watch.wake(id);
    await setup.clock.untilWaiting(2);
    setup.watch.wake(PrinterId.parse('another'));
    setup.watch.wake();
    await setup.clock.untilWaiting(3);
    expect(setup.double.calls()['get-printer-attributes']).toBe(3);
  });

  test('waits longer and longer for one that is off, up to a minute, and says since when', async () => {
    await using setup = await setupWatch();
    const { watch, changes, look, double } = setup;
    watch.start();
    await look();
    await double.powerCut();
    const waits: (number | undefined)[] = [];
    for (let nth = 0; nth < 6; nth += 1) waits.push(await look());
    expect(waits).toEqual([3_750, 7_500, 15_000, 30_000, 45_000, 45_000]);
    expect(changes.map(({ reachable, problem }) => [reachable, problem?.type])).toEqual([
      [true, undefined],
      [false, 'Unreachable'],
    ]);
    const { since } = changes[1] as PrinterState;
    expect(watch.states()[0]?.since).toBe(since);
    await double.restart();
    expect(await look()).toBe(5_000);
    expect(changes.at(-1)).toMatchObject({ reachable: true, problem: null });
    expect(changes.at(-1)?.since).not.toBe(changes[0]?.since);
  });

  test('follows the printers that are set up', async () => {
    await using setup = await setupWatch();
    const { watch, printers, look, double } = setup;
    watch.start();
    await look();
    printers.splice(0, 1, aPrinter({ uri: double.uri, id: 'kiosk' }));
    watch.reload();
    await setup.clock.untilWaiting(2);
    expect(watch.states().map((state) => state.id)).toEqual(['kiosk']);
    printers.splice(0, 1);
    watch.reload();
    expect(watch.states()).toEqual([]);
  });

  test('asks no more where a printer was, once it is set up elsewhere', async () => {
    await using setup = await setupWatch();
    const { watch, printers, look, double } = setup;
    watch.start();
    await look();
    printers.splice(0, 1, aPrinter({ uri: 'ipp://127.0.0.1:1/' }));
    watch.reload();
    await setup.clock.untilWaiting(2);
    expect(watch.states()).toMatchObject([{ id, reachable: false }]);
    watch.wake();
    await setup.clock.untilWaiting(3);
    expect(double.calls()['get-printer-attributes']).toBe(1);
  });

  test('once stopped, looks no more', async () => {
    await using setup = await setupWatch();
    setup.watch.start();
    await setup.look();
    await setup.watch.stop();
    const calls = setup.double.calls()['get-printer-attributes'];
    setup.watch.wake();
    setup.watch.reload();
    setup.clock.goOn();
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    expect(setup.double.calls()['get-printer-attributes']).toBe(calls);
  });
});
