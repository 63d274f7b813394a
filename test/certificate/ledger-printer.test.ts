import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIppPrinter } from '../../src/main/print/ipp-printer.ts';
import { err } from '../../src/shared/contract/result.ts';
import { PrinterId, type PrinterSetup } from '../../src/shared/registry/printer.ts';
import { createRandom } from '../builders/random.ts';
import { type IppDouble, startIppDouble } from '../doubles/ipp-printer.ts';
import { aPdf } from '../print/a-pdf.ts';
import { aFaultBase, type FaultBase, type FaultWorld, startFaultWorld } from './fault-world.ts';
import { bringTo, checkTrays, headOf, lineOf, reserve, setUp } from './paper-states.ts';
import { quickRenderer } from './quick-renderer.ts';

const renderer = quickRenderer();
let base: FaultBase;
beforeAll(async () => {
  base = await aFaultBase(createRandom(8), renderer, 40);
});
afterAll(() => base.close());

const withWorld = async (work: (world: FaultWorld, desk: IppDouble) => Promise<void>): Promise<void> => {
  const world = await startFaultWorld(base, { seed: 83, renderer, printers: { desk: 'direct', back: 'direct' } });
  const desk = world.printers.get('desk');
  if (!desk) throw new Error('the office has the printer desk');
  try {
    await work(world, desk);
  } finally {
    await world.close();
  }
};

/** Somebody else's document. */
const print = async ({ uri }: IppDouble): Promise<void> => {
  const [setup] = base.desk.office().papers.printers.setups();
  const printer = createIppPrinter({
    setup: { ...(setup ?? aSetup), uri },
    system: { now: () => 0 },
    rasterise: async () => err('nobody asked for that'),
  });
  const job = await printer.create('회의자료', { pages: 1 });
  if (!job.ok || !(await printer.send(job.value, { pdf: aPdf(1), pages: 1 })).ok) throw new Error('not printed');
};

const aSetup: PrinterSetup = {
  id: PrinterId.parse('desk'),
  name: 'desk',
  uri: 'ipp://127.0.0.1/',
  roles: ['desk'],
  how: 'direct',
  media: 'iso_a4_210x297mm',
  tls: { fingerprint: null },
};

describe('a printer that keeps a paper waiting', () => {
  const conditions: Readonly<Record<string, (desk: IppDouble) => void | Promise<void>>> = {
    'is off': (desk) => desk.unplug(),
    'has no paper': (desk) => desk.setReasons('media-empty-error'),
    'takes no jobs': (desk) => desk.setAcceptingJobs(false),
    'says that it is busy': (desk) => desk.plan({ busy: 1_000_000 }),
    'prints for somebody else': async (desk) => {
      desk.plan({ stepsPerSheet: 1_000_000 });
      await print(desk);
    },
    'runs out of paper on the way': (desk) => desk.plan({ fault: { type: 'paper-out', after: 0 } }),
    'takes an hour': (desk) => desk.plan({ stepsPerSheet: 1_000_000 }),
    'loses every answer about a new job': (desk) =>
      desk.plan(...Array.from({ length: 300 }, () => ({ loseAnswerOf: 'create' as const }))),
  };
  test.for(Object.entries(conditions))('%s: the journal does not grow, and the wait ends', ([, prepare]) =>
    withWorld(async (world, desk) => {
      await prepare(desk);
      const { id } = await reserve(world, base.desk.anAsk());
      for (let turn = 0; turn < 6; turn += 1) await world.settle();
      const head = headOf(world);
      const looks = (): number => Object.values(desk.calls()).reduce((sum, each) => sum + each, 0);
      const before = looks();
      for (let turn = 0; turn < 200 && looks() < before + 200; turn += 1) await world.settle();
      expect(headOf(world)).toBe(head);
      // At most: reserved, requested serials, drawn, five attempts up to the job, and that they came to nothing.
      expect(world.ledger().steps(id).length).toBeLessThanOrEqual(2 + 5);
      checkTrays(world);
    }),
  );

  test('refuses each document: a person decides', async () => {
    const random = createRandom(82);
    const refusing = await startIppDouble({ random, formats: ['image/pwg-raster'] });
    refusing.setAttribute('document-format-supported', [{ tag: 'mimeMediaType', value: 'application/pdf' }]);
    await withWorld(async (world) => {
      await setUp(
        world,
        world.setups.map((setup) => ({ ...setup, uri: refusing.uri })),
      );
      const { id } = await reserve(world, base.desk.anAsk());
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'failed-clean', attempt: 1, sheets: 0 });
      expect(lineOf(world, id).why).toContain('document-format-not-supported');
      expect(refusing.paper()).toEqual([]);
    });
    await refusing.close();
  });

  test('[LE-2] goes off just before each document, five times: a person decides', () =>
    withWorld(async (world, desk) => {
      const { id } = await reserve(world, base.desk.anAsk());
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        world.meanwhileAt('paper:sending', 1, () => void desk.unplug());
        await world.settle();
        expect(lineOf(world, id)).toMatchObject({ state: 'sending', attempt });
        await desk.plug();
        world.disarm();
      }
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'failed-clean', attempt: 5 });
      await world.ask('retryCertificate', { id: world.newId(), certificate: id, printer: PrinterId.parse('desk') });
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'issued', attempt: 6 });
      checkTrays(world);
    }));
});

describe('a job that is not ours', () => {
  test('[LE-3] somebody else has its number since the printer was off', () =>
    withWorld(async (world, desk) => {
      await desk.powerCut();
      await desk.restart();
      const { id } = await bringTo(world, 'printing', base.desk.anAsk());
      await desk.powerCut();
      await desk.restart();
      desk.step(2_000);
      await print(desk);
      desk.step(10);
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'suspect', why: 'job-forgotten' });
    }));

  test('[LE-2] a job whose making was never heard of gets no document: another one does', () =>
    withWorld(async (world, desk) => {
      world.dieAt('paper:job-made', 1);
      const { id } = await reserve(world, base.desk.anAsk());
      await world.settle();
      await world.restart();
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'issued', attempt: 2 });
      expect(desk.calls()['cancel-job']).toBe(1);
      checkTrays(world);
    }));
});
