import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../scripts/run/temporary-folder.ts';
import { type OfficeStep, officeSteps } from '../../src/main/steps.ts';
import type { PaperDesk } from '../builders/paper-desk.ts';
import { type Emulator, startEmulator, whyNoEmulator } from './emulator.ts';
import { aFolderToCopy, endOf, fates, killAt, leaveAlone } from './killed-office.ts';

/**
 * As `sigkill-paper.test.ts`, with a printer that nobody here wrote: Debian's ippeveprinter. What it printed is what its
 * own log says, and the files that it was given.
 */
const reason = whyNoEmulator();

/** So many at once as there are printers; they take one job at a time. */
const printers = 3;

const withEmulators = (): void => {
  const folder = makeTemporaryFolder('sigkill-emulator');
  const free: Emulator[] = [];
  let from: PaperDesk;
  beforeAll(async () => {
    from = await aFolderToCopy();
    for (let nth = 0; nth < printers; nth += 1)
      free.push(await startEmulator(join(folder, `printer-${nth}`), `RRS ${nth}`));
  });
  afterAll(async () => {
    for (const emulator of free) await emulator.stop();
    await from.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Each case has a printer of its own while it lasts. */
  const waiting: ((emulator: Emulator) => void)[] = [];
  const withOne = async (work: (emulator: Emulator) => Promise<void>): Promise<void> => {
    const emulator = free.pop() ?? (await new Promise<Emulator>((resolve) => waiting.push(resolve)));
    try {
      await work(emulator);
    } finally {
      const next = waiting.shift();
      if (next) next(emulator);
      else free.push(emulator);
    }
  };

  // Those at which a printer has to do with it; the double's tests have the others.
  const withoutPrinter: readonly OfficeStep[] = ['paper:rendered', 'paper:kept', 'paper:issued'];
  const steps = officeSteps.filter((step) => step.startsWith('paper:') && !withoutPrinter.includes(step));
  const cases = steps.flatMap((step) => fates.map((fate) => [step, fate] as const));

  describe.concurrent("an office killed on the way to the paper of Debian's ippeveprinter", {
    timeout: 300_000,
  }, () => {
    test.for(cases)('[LE-1, LE-2, LE-3, SY-10] %s, printer: %s', ([step, fate]) =>
      withOne(async (machine) => {
        await machine.mode(step === 'paper:counted' ? 'slow' : 'ok');
        const data = join(folder, `${step}-${fate}`.replaceAll(/\W/g, '-'));
        const { doubt, end } = await killAt({ from, data, machine, pages: 1 }, step, fate);
        const expected = endOf(step, fate);
        // A hook that has begun goes on printing when its printer is gone.
        const isOut = fate === 'power cut' && expected.isDoubtful && step !== 'paper:sending';
        expect({ state: end.state, isDoubtful: doubt !== null }).toEqual({
          ...expected,
          ...(isOut ? { state: 'issued' } : {}),
        });
      }),
    );
  });

  describe.concurrent("paper of Debian's ippeveprinter when it", { timeout: 300_000 }, () => {
    test.for([
      ['prints', 'ok', null, 'issued'],
      ['jams after the first sheet', 'jam', 'jammed-or-aborted', 'void'],
      ['has no paper for a while', 'empty', null, 'issued'],
      ['does not count what it prints', 'lie', 'count-differs', 'issued'],
      ['gives up before the first sheet', 'fail', 'aborted', 'issued'],
      ['is slow', 'slow', null, 'issued'],
    ] as const)('[LE-2, LE-3] %s', ([, mode, doubt, state]) =>
      withOne(async (machine) => {
        await machine.mode(mode, 'ok');
        const told = await leaveAlone({ from, data: join(folder, mode), machine, pages: 2 });
        expect(told.end.state).toBe(state);
        if (doubt === null) expect(told.doubt).toBeNull();
        else expect(told.doubt).toContain(doubt);
      }),
    );
  });
};

const skipAll = (why: string): void => {
  test("Debian's ippeveprinter", ({ skip }) => skip(why));
};

if (reason === null) withEmulators();
else skipAll(reason);
