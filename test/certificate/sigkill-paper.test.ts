import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../scripts/run/temporary-folder.ts';
import { officeSteps } from '../../src/main/steps.ts';
import type { PaperDesk } from '../builders/paper-desk.ts';
import { createRandom } from '../builders/random.ts';
import { startIppDouble } from '../doubles/ipp-printer.ts';
import { createTrays } from './fault-checks.ts';
import { aFolderToCopy, endOf, fates, killAt, type Machine } from './killed-office.ts';

/**
 * A real office process is killed with SIGKILL at each step of a paper, the printer goes on or loses its power, and the
 * office is started again: the paper comes out once or not at all, and the ledger says which.
 */
const folder = makeTemporaryFolder('sigkill-paper');
let from: PaperDesk;
beforeAll(async () => {
  from = await aFolderToCopy();
});
afterAll(async () => {
  await from.close();
  rmSync(folder, { recursive: true, force: true });
});

const steps = officeSteps.filter((step) => step.startsWith('paper:'));
const cases = steps.flatMap((step) => fates.map((fate) => [step, fate] as const));

const startMachine = async (seed: number): Promise<Machine & { readonly close: () => Promise<void> }> => {
  const printer = await startIppDouble({ random: createRandom(seed) });
  printer.plan({ stepsPerSheet: 3 });
  return {
    uri: printer.uri,
    trays: createTrays(new Map([['desk', printer]])),
    cutPower: printer.powerCut,
    restart: printer.restart,
    finish: async () => printer.step(20),
    close: printer.close,
  };
};

describe.concurrent('an office killed on the way to the paper', { timeout: 300_000 }, () => {
  test.for(cases)('[LE-1, LE-2, LE-3, SY-10] %s, printer: %s', async ([step, fate]) => {
    const machine = await startMachine(cases.findIndex((each) => each[0] === step && each[1] === fate));
    try {
      const data = join(folder, `${step}-${fate}`.replaceAll(/\W/g, '-'));
      const { doubt, end } = await killAt({ from, data, machine, pages: 2 }, step, fate);
      expect({ state: end.state, isDoubtful: doubt !== null }).toEqual(endOf(step, fate));
    } finally {
      await machine.close();
    }
  });
});
