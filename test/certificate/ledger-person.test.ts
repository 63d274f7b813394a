import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateLine } from '../../src/shared/contract/queries.ts';
import { CertificateId } from '../../src/shared/registry/ids.ts';
import type { LedgerState } from '../../src/shared/registry/ledger.ts';
import { PrinterId } from '../../src/shared/registry/printer.ts';
import { createRandom } from '../builders/random.ts';
import { createTrays, everything, refold } from './fault-checks.ts';
import { createPerson } from './fault-person.ts';
import { aFaultBase, type FaultBase, type FaultWorld, startFaultWorld } from './fault-world.ts';
import { bringTo, checkTrays, headOf, ledgerStates, lineOf, setUp } from './paper-states.ts';
import { quickRenderer } from './quick-renderer.ts';

const renderer = quickRenderer();
let base: FaultBase;
beforeAll(async () => {
  base = await aFaultBase(createRandom(6), renderer, 40);
});
afterAll(() => base.close());

const withWorld = async (work: (world: FaultWorld) => Promise<void>): Promise<void> => {
  const world = await startFaultWorld(base, { seed: 61, renderer, printers: { desk: 'direct', back: 'direct' } });
  try {
    await work(world);
  } finally {
    await world.close();
  }
};

const back = PrinterId.parse('back');

/** What a person may ask of a paper, from which states, and what it is then. */
const wishes = {
  'confirm that all came': {
    from: ['printed', 'suspect'],
    to: { state: 'issued', sheets: 1 },
    ask: (world: FaultWorld, id: string, { id: certificate }: CertificateLine) =>
      world.ask('confirmSheets', { id: CertificateId.parse(id), certificate, came: { type: 'all' } }),
  },
  'say that it was destroyed': {
    from: ['printed', 'suspect'],
    to: { state: 'void', why: 'spoiled', sheets: 3 },
    ask: (world: FaultWorld, id: string, { id: certificate }: CertificateLine) =>
      world.ask('confirmSheets', {
        id: CertificateId.parse(id),
        certificate,
        came: { type: 'destroyed', sheets: 3, note: '번짐' },
      }),
  },
  withdraw: {
    from: ['reserved', 'rendered', 'failed-clean'],
    to: { state: 'void', why: 'withdrawn', sheets: 0 },
    ask: (world: FaultWorld, id: string, { id: certificate }: CertificateLine) =>
      world.ask('withdrawCertificate', { id: CertificateId.parse(id), certificate, note: '취소' }),
  },
  'try again elsewhere': {
    from: ['rendered', 'submitting', 'created', 'failed-clean'],
    to: { state: 'rendered', printer: 'back', sheets: 0 },
    ask: (world: FaultWorld, id: string, { id: certificate }: CertificateLine) =>
      world.ask('retryCertificate', { id: CertificateId.parse(id), certificate, printer: back }),
  },
  replace: {
    from: ['printed', 'issued', 'failed-clean', 'suspect'],
    to: { state: 'void', why: 'replaced', sheets: 1 },
    ask: (world: FaultWorld, id: string, { id: certificate }: CertificateLine) =>
      world.ask('replaceCertificate', {
        id: CertificateId.parse(id),
        certificate,
        why: 'damaged',
        sheets: 1,
        note: '번짐',
        printer: back,
      }),
  },
} as const;
type WishName = keyof typeof wishes;

describe('what a person may ask of a paper', () => {
  const cases = ledgerStates.flatMap((state) =>
    (Object.keys(wishes) as WishName[]).map((name) => [name, state] as const),
  );
  test.for(cases)('[LE-3, LE-5, LE-6] %s: %s', ([name, state]) =>
    withWorld(async (world) => {
      const { from, to, ask } = wishes[name];
      const line = await bringTo(world, state, base.desk.anAsk());
      const id = world.newId();
      const before = headOf(world);
      const answer = await ask(world, id, line);
      if (!(from as readonly LedgerState[]).includes(state)) {
        expect(answer).toEqual({
          type: 'reply',
          id: expect.anything(),
          ok: false,
          error: { type: 'WrongLedgerState', state },
        });
        expect(headOf(world)).toBe(before);
        expect(lineOf(world, line.id)).toEqual(line);
        return;
      }
      expect(answer).toMatchObject({ ok: true });
      expect(headOf(world)).toBe(before + 1);
      const after = lineOf(world, line.id);
      expect(after).toMatchObject(to);
      expect(world.open().replica.ledger().pdf(line.id) !== null).toBe(to.state === 'rendered');

      // Asked again with the same id it is done, and done once; the id says nothing about another paper.
      expect(await ask(world, id, line)).toMatchObject({ ok: true });
      expect(headOf(world)).toBe(before + 1);
      expect(lineOf(world, line.id)).toEqual(after);
      const other = await bringTo(world, 'suspect', base.desk.anAsk());
      const head = headOf(world);
      expect(await ask(world, id, other)).toMatchObject({ ok: false, error: { type: 'IdAlreadyUsed' } });
      expect(headOf(world)).toBe(head);
      expect(lineOf(world, other.id)).toEqual(other);
    }),
  );

  test('of one that is not there, nothing', () =>
    withWorld(async (world) => {
      const line = await bringTo(world, 'reserved', base.desk.anAsk());
      const nobody = { ...line, id: CertificateId.parse(world.newId()) };
      for (const { ask } of Object.values(wishes))
        expect(await ask(world, world.newId(), nobody)).toMatchObject({ error: { type: 'CertificateNotFound' } });
    }));

  test('at a printer that is not there, nothing', () =>
    withWorld(async (world) => {
      const line = await bringTo(world, 'failed-clean', base.desk.anAsk());
      const printer = PrinterId.parse('cellar');
      const id = world.newId();
      const head = headOf(world);
      for (const answer of [
        await world.ask('retryCertificate', { id, certificate: line.id, printer }),
        await world.ask('replaceCertificate', {
          id: CertificateId.parse(id),
          certificate: line.id,
          why: 'damaged',
          sheets: 0,
          note: '',
          printer,
        }),
        await world.ask('issueCertificates', {
          printer,
          asks: [{ id: CertificateId.parse(id), ask: base.desk.anAsk() }],
        }),
      ])
        expect(answer).toMatchObject({ ok: false, error: { type: 'PrinterUnknown' } });
      expect(headOf(world)).toBe(head);
    }));
});

describe('what it costs', () => {
  const replaced = async (world: FaultWorld, state: LedgerState) => {
    const old = await bringTo(world, state, base.desk.anAsk());
    const id = CertificateId.parse(world.newId());
    const answer = await world.ask('replaceCertificate', {
      id,
      certificate: old.id,
      why: 'damaged',
      sheets: state === 'failed-clean' ? 0 : 1,
      note: '',
      printer: back,
    });
    if (!answer.ok) throw new Error(answer.error.type);
    const day = () => world.ledger().day(old.issuedOn);
    return { old, fresh: answer.value, day };
  };

  test('[FE-5, LE-4, LE-6] what replaces an issued paper is free, and the old fee stays', () =>
    withWorld(async (world) => {
      const { old, fresh, day } = await replaced(world, 'issued');
      expect(fresh.fee).toEqual({ won: 0, exemption: { group: 'replaces-spoiled', proof: old.serial } });
      expect(fresh).toMatchObject({ state: 'reserved', replaces: old.serial });
      expect(lineOf(world, old.id)).toMatchObject({ state: 'void', why: 'replaced', replacedBy: fresh.serial });
      expect(day()).toMatchObject({ won: 400, issued: 0, void: 1, open: 1, exempted: 0 });
      await world.settle();
      expect(lineOf(world, fresh.id)).toMatchObject({ state: 'issued', printer: 'back' });
      expect(day()).toMatchObject({
        won: 400,
        issued: 1,
        void: 1,
        open: 0,
        exempted: 1,
        sheetsIssued: 1,
        sheetsVoid: 1,
      });
    }));

  test.for(['suspect', 'printed', 'failed-clean'] as const)(
    '[LE-4] what replaces one that is %s costs what that would have',
    (state) =>
      withWorld(async (world) => {
        const { old, fresh, day } = await replaced(world, state);
        expect(fresh.fee).toEqual({ won: 400, exemption: null });
        expect(lineOf(world, old.id)).toMatchObject({ state: 'void', sheets: state === 'failed-clean' ? 0 : 1 });
        expect(day()).toMatchObject({ won: 0, issued: 0, void: 1 });
        await world.settle();
        expect(day()).toMatchObject({ won: 400, issued: 1, void: 1 });
      }),
  );

  test('[LE-6] a paper is replaced once', () =>
    withWorld(async (world) => {
      const { old } = await replaced(world, 'issued');
      const again = await world.ask('replaceCertificate', {
        id: CertificateId.parse(world.newId()),
        certificate: old.id,
        why: 'damaged',
        sheets: 1,
        note: '',
        printer: back,
      });
      expect(again).toMatchObject({ ok: false, error: { type: 'WrongLedgerState', state: 'void' } });
    }));
});

describe('[LE-3] a printer whose word proves nothing', () => {
  test.for([
    ['prints', {}],
    ['stops after a sheet', { fault: { type: 'abort', after: 1 } }],
    ['says that nothing came', { fault: { type: 'abort', after: 0 } }],
    ['is canceled at its panel', { fault: { type: 'cancel', after: 0 } }],
    ['does not count', { reports: 'nothing' }],
    ['loses its answer', { loseAnswerOf: 'send' }],
  ] as const)('%s: a person confirms', ([, plan]) =>
    withWorld(async (world) => {
      const setups = world.setups.map((setup) => ({ ...setup, how: 'spooler' as const }));
      await setUp(world, setups);
      const trays = createTrays(world.printers);
      world.printers.get('desk')?.plan(plan);
      const { id, serial } = await bringTo(world, 'reserved', base.desk.anAsk());
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'suspect', why: 'unverified-printer' });
      expect(world.ledger().day(lineOf(world, id).issuedOn)).toMatchObject({ won: 0, open: 1 });
      const person = createPerson(world, trays);
      const errand = person.plan(lineOf(world, id), 'confirm');
      if (errand) await person.carryOut(errand);
      expect(lineOf(world, id).state).toBe(trays.all(serial).length === 1 ? 'issued' : 'void');
      checkTrays(world, trays);
    }),
  );
});

describe('a person and the press at one moment', () => {
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
  const cases = steps.flatMap((step) =>
    (['withdraw', 'retry', 'replace', 'confirm'] as const).map((wish) => [wish, step] as const),
  );
  test.for(cases)('[LE-2, LE-5, LE-6] %s at paper:%s', ([wish, step]) =>
    withWorld(async (world) => {
      const trays = createTrays(world.printers);
      const person = createPerson(world, trays);
      const { id } = await bringTo(world, 'reserved', base.desk.anAsk());
      world.printers.get('desk')?.plan({ stepsPerSheet: 3 });
      const asked: Promise<void>[] = [];
      world.meanwhileAt(`paper:${step}` as 'paper:sent', 1, () => {
        const errand = person.plan(lineOf(world, id), wish);
        if (errand)
          asked.push(
            world.tell(errand.name, errand.input as never).then((answer) => (answer.ok ? errand.done() : undefined)),
          );
      });
      await world.settle();
      await Promise.all(asked);
      await world.settle();
      const open = world
        .ledger()
        .all(everything)
        .filter(({ state }) => state !== 'issued' && state !== 'void');
      expect(open).toEqual([]);
      checkTrays(world, trays);
      const { stands, folded } = refold(base.desk.device, world.folder());
      expect(folded).toEqual(stands);
    }),
  );
});
