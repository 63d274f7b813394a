import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppError } from '../../src/shared/contract/errors.ts';
import { createRandom } from '../builders/random.ts';
import { checkSerials, createTrays, everything, refold, type Trays } from './fault-checks.ts';
import { happenings, heal, mortalSteps, type Run } from './fault-happenings.ts';
import { createPerson } from './fault-person.ts';
import { aFaultBase, type FaultBase, startFaultWorld } from './fault-world.ts';
import { checkTrays, headOf, ledgerStates, reserve, stateLeftBy } from './paper-states.ts';
import { quickRenderer, rendererFailed } from './quick-renderer.ts';

/**
 * Papers, printers that do everything that printers do, people who change their minds, and an office that dies at any
 * step, mixed by seed. Whatever happened, the ledger says of each paper no more and no less than what lies in the trays.
 */
const seeds = Number(process.env['RRS_PAPER_SEEDS'] ?? 130);
const firstSeed = Number(process.env['RRS_FIRST_SEED'] ?? 1);
const serials = 16;

const drawing = { isFailing: false };
const renderer = quickRenderer(() => (drawing.isFailing ? rendererFailed : null));
let base: FaultBase;
beforeAll(async () => {
  base = await aFaultBase(createRandom(5), renderer, serials);
});
afterAll(() => base.close());

/** What the runs came to, over all seeds. */
const met = {
  deaths: new Set<string>(),
  states: new Set<string>(),
  reasons: new Set<string>(),
  errors: new Set<string>(),
};

/** What a person may be told in these stories; anything else is a fault of the office. */
const errors = ['PrinterUnknown', 'RendererFailed', 'SerialsExhausted', 'WrongLedgerState'];
const meet = ({ type }: AppError): void => {
  expect(errors).toContain(type);
  met.errors.add(type);
};

test.for(Array.from({ length: seeds }, (_, index) => firstSeed + index))(
  '[LE-1, LE-2, LE-3, LE-4, LE-5, LE-6] seed %i',
  async (seed) => {
    drawing.isFailing = false;
    const printers = { desk: 'direct', back: seed % 5 === 0 ? 'spooler' : 'direct' } as const;
    const world = await startFaultWorld(base, { seed, renderer, printers });
    const { random } = world;
    const trays = createTrays(world.printers);
    const run: Run = { base, random, world, person: createPerson(world, trays), renderer: drawing, meet };
    try {
      for (let step = random.between(10, 20); step > 0; step -= 1) {
        await random.pickWeighted(happenings).happen(run);
        if (world.isDead()) await world.restart();
        check(run, trays);
      }
      await calmDown(run);
      // Whatever may still come out of a printer comes now.
      for (const printer of world.printers.values()) printer.step(100);
      const lines = world.ledger().all(everything);
      expect(lines.filter(({ state }) => state !== 'issued' && state !== 'void')).toEqual([]);
      check(run, trays);
      checkSerials(world.ledger(), serials);
      const { stands, folded } = refold(base.desk.device, world.folder());
      expect(folded).toEqual(stands);

      for (const step of world.diedAt()) met.deaths.add(step);
      for (const { id, why } of lines) {
        const whys = world
          .ledger()
          .steps(id)
          .map(({ detail }) => (JSON.parse(detail) as { why?: string }).why);
        for (const each of [why, ...whys]) if (each) met.reasons.add(each);
      }
    } finally {
      await world.close();
    }
  },
);

const check = ({ world }: Run, trays: Trays): void => {
  const uuids = new Set([...world.printers.values()].map(({ uuid }) => uuid));
  for (const { id, state } of world.ledger().all(everything)) {
    met.states.add(state);
    if (state === 'issued' || state === 'void')
      expect(world.open().replica.ledger().pdf(id), 'what has come to its end is not kept').toBeNull();
  }
  for (const { id } of world.ledger().all(everything))
    for (const { detail } of world.ledger().steps(id)) {
      const { printerUuid } = JSON.parse(detail) as { printerUuid?: string };
      // A printer of this run that is off leaves its port to whoever asks for one.
      if (printerUuid !== undefined) expect(uuids, "another test's printer has answered").toContain(printerUuid);
    }
  checkTrays(world, trays);
};

/** Everything works from now on, and the person decides until nothing is left to decide. */
const calmDown = async ({ world, person }: Run): Promise<void> => {
  world.disarm();
  drawing.isFailing = false;
  await world.ask('setPrinters', { id: world.newId(), printers: [...world.setups] });
  for (let round = 0; round < 80; round += 1) {
    for (const printer of world.printers.values()) await heal(printer);
    await world.settle();
    await person.resolve();
    const lines = world.ledger().all(everything);
    if (lines.every(({ state }) => state === 'issued' || state === 'void')) return;
  }
};

describe('the runs together', () => {
  test('met every step, state, doubt and refusal', ({ skip }) => {
    if (seeds < 130) skip(`too few seeds (${seeds}) to meet everything`);
    expect([...met.deaths].toSorted()).toEqual([...mortalSteps].toSorted());
    expect([...met.states].toSorted()).toEqual([...ledgerStates].toSorted());
    for (const reason of [
      'jammed-or-aborted',
      'sheets-not-counted',
      'count-differs',
      'job-forgotten',
      'printer-restarted',
      'connection-lost',
      'not-acknowledged',
      'unverified-printer',
      'canceled-at-printer',
      'withdrawn',
      'spoiled',
      'replaced',
    ])
      expect(met.reasons, reason).toContain(reason);
    expect([...met.errors].toSorted()).toEqual(errors);
  });
});

/** The same table holds of real processes under SIGKILL (`sigkill-paper.test.ts`), so this death is as good as that. */
describe('a death in this process', () => {
  test.for(mortalSteps)('[SY-10] at %s loses what was not committed, and nothing else', async (step) => {
    const world = await startFaultWorld(base, { seed: 1, renderer, printers: { desk: 'direct' } });
    try {
      world.printers.get('desk')?.plan({ stepsPerSheet: 3 });
      const head = headOf(world);
      world.dieAt(step, 1);
      // An acknowledgement that was lost is asked for again, with the same id: once it is done, it is not done twice.
      const asked = reserve(world, base.desk.anAsk()).catch(() => null);
      if (step.startsWith('paper:')) {
        await asked;
        await world.settle();
        await world.restart();
      } else {
        // As it stands before anybody asks again.
        world.onRestart(() => expect(headOf(world)).toBe(step === 'append:committed' ? head + 1 : head));
        await asked;
      }
      expect(world.diedAt()).toEqual([step]);
      const lines = world.ledger().all(everything);
      expect(lines.map(({ state }) => state)).toEqual([stateLeftBy[step] ?? 'reserved']);
    } finally {
      await world.close();
    }
  });
});
