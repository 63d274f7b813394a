import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RenderError } from '../../src/main/certificate/renderer.ts';
import { CertificateId } from '../../src/shared/registry/ids.ts';
import { PrinterId } from '../../src/shared/registry/printer.ts';
import { createRandom } from '../builders/random.ts';
import type { IppDouble } from '../doubles/ipp-printer.ts';
import { aPdf } from '../print/a-pdf.ts';
import { aFaultBase, type FaultBase, type FaultWorld, startFaultWorld } from './fault-world.ts';
import { bringTo, checkTrays, headOf, lineOf, reserve } from './paper-states.ts';
import { quickRenderer, rendererFailed } from './quick-renderer.ts';

let trouble: RenderError | null = null;
const renderer = quickRenderer(() => trouble);
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
    trouble = null;
    await world.close();
  }
};

/** As damage to the file might. */
const dropPdf = (world: FaultWorld, id: CertificateId): void => {
  const db = base.desk.device.open(world.open().replica.file());
  db.prepare('DELETE FROM certificate_pdf WHERE certificate = ?').run(id);
  db.close();
};

describe('the drawn paper', () => {
  test('where nothing draws, the paper waits, and goes on when something does', () =>
    withWorld(async (world) => {
      const { id } = await reserve(world, base.desk.anAsk());
      trouble = rendererFailed;
      const head = headOf(world);
      for (let turn = 0; turn < 20; turn += 1) await world.settle();
      expect(lineOf(world, id).state).toBe('reserved');
      expect(headOf(world)).toBe(head);
      trouble = null;
      await world.settle();
      expect(lineOf(world, id).state).toBe('issued');
    }));

  test('[LE-5] where letters are missing, no serial is used', () =>
    withWorld(async (world) => {
      trouble = { type: 'LettersMissing', letters: ['㐬'] };
      const head = headOf(world);
      const asks = [{ id: CertificateId.parse(world.newId()), ask: base.desk.anAsk() }];
      const refused = await world.ask('issueCertificates', { printer: PrinterId.parse('desk'), asks });
      expect(refused).toMatchObject({ ok: false, error: { type: 'LettersMissing', letters: ['㐬'] } });
      expect(headOf(world)).toBe(head);
    }));

  test('[LE-5] where letters turn out to be missing later, the serial is void', () =>
    withWorld(async (world, desk) => {
      const { id, issuedOn } = await reserve(world, base.desk.anAsk());
      trouble = { type: 'LettersMissing', letters: ['㐬'] };
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'void', why: 'not-renderable', sheets: 0 });
      expect(world.ledger().steps(id)[0]?.detail).toContain('㐬');
      expect(world.ledger().day(issuedOn)).toMatchObject({ void: 1, open: 0, won: 0 });
      expect(desk.paper()).toEqual([]);
    }));

  test.for(['rendered', 'submitting', 'created'] as const)(
    '[LE-5] gone before it was sent (%s), and not to be drawn again: the serial is void',
    (state) =>
      withWorld(async (world, desk) => {
        const { id } = await bringTo(world, state, base.desk.anAsk());
        dropPdf(world, id);
        trouble = { type: 'LettersMissing', letters: ['㐬'] };
        await world.settle();
        expect(lineOf(world, id)).toMatchObject({ state: 'void', why: 'not-renderable' });
        expect(desk.paper()).toEqual([]);
      }),
  );

  test('of a paper that is given up while it is drawn, nothing is kept', () =>
    withWorld(async (world) => {
      const { id } = await reserve(world, base.desk.anAsk());
      let asked: Promise<unknown> = Promise.resolve();
      world.meanwhileAt('paper:rendered', 1, () => {
        asked = world.tell('withdrawCertificate', { id: world.newId(), certificate: id, note: '취소' });
      });
      await world.settle();
      expect(await asked).toMatchObject({ ok: true });
      expect(lineOf(world, id).state).toBe('void');
      expect(world.open().replica.ledger().pdf(id)).toBeNull();
    }));

  test.for(['rendered', 'submitting', 'created'] as const)(
    'gone or altered before it was sent (%s), it is drawn again, and nothing else is sent',
    (state) =>
      withWorld(async (world, desk) => {
        const lost = await bringTo(world, state, base.desk.anAsk());
        dropPdf(world, lost.id);
        await world.settle();
        const altered = await bringTo(world, state, base.desk.anAsk());
        await world.open().replica.keepPdf(altered.id, aPdf(1));
        await world.settle();
        for (const { id } of [lost, altered]) expect(lineOf(world, id).state).toBe('issued');
        expect(desk.paper()).toHaveLength(2);
        checkTrays(world);
      }),
  );

  test('gone while it may have been on its way, a person decides', () =>
    withWorld(async (world, desk) => {
      const { id } = await bringTo(world, 'sending', base.desk.anAsk());
      dropPdf(world, id);
      await world.settle();
      expect(lineOf(world, id)).toMatchObject({ state: 'failed-clean', why: 'the drawn paper is gone' });
      expect(desk.paper()).toEqual([]);
    }));
});
