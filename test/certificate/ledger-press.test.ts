import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPress, type Press } from '../../src/main/certificate/press.ts';
import type { JobReport, Printer } from '../../src/main/print/printer.ts';
import type { Paper } from '../../src/main/replica/ledger.ts';
import { stepPaper } from '../../src/main/usecases/papers/step.ts';
import { ok } from '../../src/shared/contract/result.ts';
import { type CertificateId, FilingId } from '../../src/shared/registry/ids.ts';
import type { LedgerState } from '../../src/shared/registry/ledger.ts';
import { PrinterId, type PrinterSetup } from '../../src/shared/registry/printer.ts';
import { createRandom } from '../builders/random.ts';
import type { IppDouble } from '../doubles/ipp-printer.ts';
import { aFaultBase, type FaultBase, type FaultWorld, startFaultWorld } from './fault-world.ts';
import { aCopyAsk, bringTo, checkTrays, headOf, lineOf, reserve, setUp } from './paper-states.ts';
import { quickRenderer } from './quick-renderer.ts';

const renderer = quickRenderer();
let base: FaultBase;
beforeAll(async () => {
  base = await aFaultBase(createRandom(8), renderer, 40);
});
afterAll(() => base.close());

const withWorld = async (work: (world: FaultWorld, desk: IppDouble) => Promise<void>): Promise<void> => {
  const world = await startFaultWorld(base, { seed: 81, renderer, printers: { desk: 'direct', back: 'direct' } });
  const desk = world.printers.get('desk');
  if (!desk) throw new Error('the office has the printer desk');
  try {
    await work(world, desk);
  } finally {
    await world.close();
  }
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

describe('several printers', () => {
  test('one that never answers holds up none of the others', () =>
    withWorld(async (world) => {
      const lines: Socket[] = [];
      const hole = createServer((socket) => {
        socket.on('error', () => undefined);
        lines.push(socket);
      });
      await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve));
      const { port } = hole.address() as AddressInfo;
      const [, back] = world.setups;
      if (!back) throw new Error('the office has two printers');
      await setUp(world, [{ ...aSetup, uri: `ipp://127.0.0.1:${port}/ipp` }, back]);
      const stuck = await reserve(world, base.desk.anAsk(), 'desk');
      const other = await reserve(world, aCopyAsk(base.desk), 'back');
      const { press } = world.open().papers;
      press.start();
      while (lineOf(world, other.id).state !== 'issued') await sleep(2);
      expect(lineOf(world, stuck.id).state).toBe('rendered');
      expect(lines.length).toBeGreaterThan(0);
      hole.close();
      for (const line of lines) line.destroy();
      await press.stop();
      checkTrays(world);
    }));

  test('[LE-2] a paper that a person sends elsewhere while it is being submitted is printed there, once', () =>
    withWorld(async (world, desk) => {
      const { id } = await reserve(world, base.desk.anAsk());
      const { press } = world.open().papers;
      const asked: Promise<unknown>[] = [];
      world.meanwhileAt('paper:submitting', 1, () => {
        const printer = PrinterId.parse('back');
        asked.push(world.tell('retryCertificate', { id: world.newId(), certificate: id, printer }));
      });
      press.start();
      while (lineOf(world, id).state !== 'issued') await sleep(2);
      await press.stop();
      expect(await Promise.all(asked)).toMatchObject([{ ok: true }]);
      expect(lineOf(world, id)).toMatchObject({ printer: 'back', attempt: 2 });
      expect(desk.paper()).toEqual([]);
      checkTrays(world);
    }));

  test('[LE-2] two that work at one ledger at the same moment do everything once', () =>
    withWorld(async (world, desk) => {
      for (let count = 0; count < 3; count += 1) await reserve(world, base.desk.anAsk());
      const { press } = world.open().papers;
      press.start();
      await Promise.all([world.settle(), world.settle()]);
      while (world.ledger().day(day).open > 0) await sleep(2);
      await press.stop();
      expect(desk.paper()).toHaveLength(3);
      checkTrays(world);
    }));
});

const day = '2026-11-22';

describe('a printer that is not set up any more', () => {
  test.for(['reserved', 'rendered', 'submitting', 'created'] as const)(
    '[LE-2] one that is %s waits, and is tried elsewhere',
    (state) =>
      withWorld(async (world, desk) => {
        const { id } = await bringTo(world, state, base.desk.anAsk());
        await setUp(
          world,
          world.setups.filter((setup) => setup.id === 'back'),
        );
        await world.settle();
        expect(lineOf(world, id).state).toBe(state === 'reserved' ? 'rendered' : state);
        const printer = PrinterId.parse('back');
        await world.ask('retryCertificate', { id: world.newId(), certificate: id, printer });
        await world.settle();
        expect(lineOf(world, id)).toMatchObject({ state: 'issued', printer: 'back' });
        expect(desk.paper()).toEqual([]);
        checkTrays(world);
      }),
  );

  test.for(['sending', 'printing'] as const)('[LE-3, LE-5] one that is %s is in doubt, so that it can end', (state) =>
    withWorld(async (world) => {
      const { id } = await bringTo(world, state, base.desk.anAsk());
      await setUp(
        world,
        world.setups.filter((setup) => setup.id === 'back'),
      );
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'suspect', why: 'connection-lost' });
    }),
  );
});

describe('the press stops', () => {
  const steps = [
    'rendered',
    'kept',
    'submitting',
    'job-made',
    'created',
    'sending',
    'sent',
    'printing',
    'counted',
  ].concat(['printed', 'issued']);
  test.for(steps)('[LE-1] at paper:%s, and what it left is gone on with', (step) =>
    withWorld(async (world, desk) => {
      const { id } = await reserve(world, aCopyAsk(base.desk));
      desk.plan({ stepsPerSheet: 3 });
      const { press } = world.open().papers;
      const stopped = new Promise<void>((resolve) => {
        world.meanwhileAt(`paper:${step}` as 'paper:sent', 1, () => resolve(press.stop()));
      });
      press.start();
      await stopped;
      const head = headOf(world);
      await sleep(20);
      expect(headOf(world)).toBe(head);
      await world.restart();
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'issued', attempt: 1 });
      expect(desk.paper()).toHaveLength(2);
      checkTrays(world);
    }),
  );
});

describe('a printer that remembers its jobs when it is switched on again', () => {
  /** As its jobs tell it; what was asked of it, in order. */
  const aRememberingPrinter = (reports: readonly Partial<JobReport>[]): { printer: Printer; calls: string[] } => {
    const calls: string[] = [];
    const [first, ...rest] = reports;
    let next = [first ?? {}, ...rest];
    const printer: Printer = {
      setup: aSetup,
      identify: async () => ok({ uuid: 'urn:uuid:0', makeAndModel: '', upTime: 5 }),
      look: () => Promise.reject(new Error('nobody asks')),
      create: () => Promise.reject(new Error('nobody asks')),
      send: () => Promise.reject(new Error('nobody asks')),
      findJob: () => Promise.reject(new Error('nobody asks')),
      job: async (job) => {
        calls.push('job');
        const [now = {}, ...later] = next;
        next = later.length > 0 ? later : [now];
        const report = { ...job, state: 'processing', reasons: [], impressionsCompleted: 0, dataInsufficient: false };
        return ok({ ...report, printerUpTime: 5, ...now } as JobReport);
      },
      cancel: async () => {
        calls.push('cancel');
        return ok('canceled');
      },
    };
    return { printer, calls };
  };

  test('[LE-3] the job is canceled before a person looks', () =>
    withWorld(async (world) => {
      const { id } = await bringTo(world, 'printing', base.desk.anAsk());
      const { printer, calls } = aRememberingPrinter([{}, { state: 'canceled', impressionsCompleted: 0 }]);
      await pressOf(world, { printer: () => printer }).settle();
      expect(calls).toEqual(['job', 'cancel', 'job']);
      expect(lineOf(world, id)).toMatchObject({ state: 'suspect', why: 'printer-restarted' });
    }));
});

/** Another press at the same ledger, as a kiosk has it. */
const pressOf = (
  world: FaultWorld,
  options: {
    readonly paper?: (id: CertificateId) => Paper | null;
    readonly isCurrent?: () => boolean;
    readonly printer?: (id: string) => Printer | null;
  },
): Press => {
  const { replica, papers } = world.open();
  return createPress({
    ledger: {
      underWay: () => replica.ledger().underWay(),
      paper: options.paper ?? ((id) => replica.ledger().paper(id)),
      pdf: (id) => replica.ledger().pdf(id),
      keepPdf: replica.keepPdf,
      step: async ({ id, official, role }, step) =>
        (await stepPaper(replica, { id: FilingId.parse(world.newId()), official, role }, id, () => step)).ok,
    },
    renderer,
    printer: options.printer ?? papers.printers.printer,
    system: {
      now: () => 0,
      random: () => 0,
      newId: world.newId,
      wait: () => new Promise((resolve) => setImmediate(resolve)),
      sha256: (text) => text,
      reached: () => undefined,
    },
    log: () => undefined,
    isCurrent: options.isCurrent ?? (() => true),
  });
};

describe('what would not be made any more', () => {
  test.for(['reserved', 'rendered', 'submitting', 'created'] as const)(
    '[LE-2, LE-5] is void before anything of it is sent: %s',
    (state) =>
      withWorld(async (world, desk) => {
        const { id } = await bringTo(world, state, base.desk.anAsk());
        await pressOf(world, { isCurrent: () => false }).settle();
        expect(lineOf(world, id)).toMatchObject({ state: 'void', why: 'outdated', sheets: 0 });
        await world.settle();
        expect(desk.paper()).toEqual([]);
        checkTrays(world);
      }),
  );

  test('[LE-2] is not sent a second time, when nothing of the first arrived', () =>
    withWorld(async (world, desk) => {
      const { id } = await bringTo(world, 'sending', base.desk.anAsk());
      await pressOf(world, { isCurrent: () => false }).settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'failed-clean', why: 'outdated' });
      expect(desk.paper()).toEqual([]);
    }));

  test('[LE-3] goes on to its end where it is being printed', () =>
    withWorld(async (world) => {
      const { id } = await bringTo(world, 'printing', base.desk.anAsk());
      await pressOf(world, { isCurrent: () => false }).settle();
      expect(lineOf(world, id).state).toBe('issued');
    }));
});

describe('a kiosk', () => {
  test.for([
    ['all', { type: 'all' }, 'issued'],
    ['destroyed', { type: 'destroyed', sheets: 1, note: '가져가지 않음' }, 'void'],
  ] as const)('[LE-4] what is printed waits for the citizen: %s', ([, came, end]) =>
    withWorld(async (world) => {
      const paper = (id: CertificateId): Paper | null => {
        const found = world.open().replica.ledger().paper(id);
        return found && { ...found, role: 'kiosk' };
      };
      const press = pressOf(world, { paper });
      const first = await reserve(world, base.desk.anAsk());
      const second = await reserve(world, base.desk.anAsk());
      await press.settle();
      await press.settle();
      const states = (): LedgerState[] => [first, second].map(({ id }) => lineOf(world, id).state).toSorted();
      expect(states()).toEqual(['printed', 'reserved']);
      expect(world.ledger().day(day)).toMatchObject({ won: 0, open: 2 });
      const waiting = [first, second].find(({ id }) => lineOf(world, id).state === 'printed');
      if (!waiting) throw new Error('one is printed');
      await world.ask('confirmSheets', { id: world.newId(), certificate: waiting.id, came });
      await press.settle();
      expect(states()).toEqual([end, 'printed'].toSorted());
      expect(world.ledger().day(day)).toMatchObject({ won: end === 'issued' ? 400 : 0, open: 1 });
    }),
  );
});
