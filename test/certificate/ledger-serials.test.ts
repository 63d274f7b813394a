import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFeedItem } from '../../src/shared/contract/feed-item.ts';
import type { SnapshotRow } from '../../src/shared/contract/sync.ts';
import type { SerialBlock } from '../../src/shared/registry/certificate.ts';
import { CertificateId, DeviceId, type FilingId } from '../../src/shared/registry/ids.ts';
import { PrinterId } from '../../src/shared/registry/printer.ts';
import { snapshotOf } from '../builders/device-folder.ts';
import { createRandom } from '../builders/random.ts';
import { createTrays, everything, refold } from './fault-checks.ts';
import { createPerson } from './fault-person.ts';
import { aFaultBase, type FaultBase, type FaultWorld, startFaultWorld } from './fault-world.ts';
import { bringTo, checkTrays, headOf, ledgerStates, lineOf, reserve } from './paper-states.ts';
import { quickRenderer } from './quick-renderer.ts';

const renderer = quickRenderer();
const granted = 102;
let base: FaultBase;
beforeAll(async () => {
  base = await aFaultBase(createRandom(9), renderer, granted);
});
afterAll(() => base.close());

const withWorld = async (work: (world: FaultWorld) => Promise<void>, from = base): Promise<void> => {
  const world = await startFaultWorld(from, { seed: 91, renderer, printers: { desk: 'direct', back: 'direct' } });
  try {
    await work(world);
  } finally {
    await world.close();
  }
};

const desk = PrinterId.parse('desk');
const aBlock = (first: number, last: number, overrides: Partial<SerialBlock> = {}): SerialBlock => {
  const { identity, township } = base.desk.device;
  const [office] = township.offices;
  if (!office) throw new Error('a township has an office');
  return { office: office.id, device: identity.device, terminal: 12, epoch: 1, first, last, ...overrides };
};

/** What central grants, as it comes by the feed. */
const grant = async (world: FaultWorld, cause: FilingId, blocks: SerialBlock[]): Promise<void> => {
  const { replica, office } = world.open();
  const position = replica.position();
  if (!position) throw new Error('the office has a register');
  const {
    header,
    body,
    position: next,
  } = writeFeedItem(
    { kind: 'provision', body: { blocks, policy: null } },
    { office: office.id, position, at: '2026-11-22T02:00:00.000Z', cause },
    (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  );
  const tail = { signed: '', signature: '' };
  await replica.foldItems([{ id: `${next.epoch}-${next.seq}`, header, body }], { tail, upToDateAt: null });
};

/** Entries of a kind in the journal, in order. */
const entriesOf = (world: FaultWorld, kind: string): FilingId[] => {
  const db = base.desk.device.open(world.open().replica.file());
  try {
    return db.prepare<[string], FilingId>('SELECT id FROM entry WHERE kind = ? ORDER BY seq').pluck().all(kind);
  } finally {
    db.close();
  }
};

const left = (world: FaultWorld): number => world.open().replica.ledger().serialsLeft();

describe('serials', () => {
  test('are asked for once when they run low, and again when what came runs low', () =>
    withWorld(async (world) => {
      await reserve(world, base.desk.anAsk());
      await reserve(world, base.desk.anAsk());
      expect(left(world)).toBe(100);
      expect(entriesOf(world, 'serialsRequested')).toEqual([]);
      for (let count = 0; count < 4; count += 1) await reserve(world, base.desk.anAsk());
      const [first, ...more] = entriesOf(world, 'serialsRequested');
      expect(more).toEqual([]);
      expect(JSON.parse(world.open().replica.entryBody(first ?? '') ?? '')).toEqual({ v: 1, left: 99, wanted: 500 });

      await grant(world, first as FilingId, [aBlock(1001, 1003)]);
      expect(left(world)).toBe(99);
      await reserve(world, base.desk.anAsk());
      expect(entriesOf(world, 'serialsRequested')).toHaveLength(2);
      // What comes without being asked for answers no question.
      await grant(world, world.newId(), [aBlock(2001, 2001)]);
      await reserve(world, base.desk.anAsk());
      expect(entriesOf(world, 'serialsRequested')).toHaveLength(2);
    }));

  test('of other devices are not ours', () =>
    withWorld(async (world) => {
      const before = left(world);
      await grant(world, world.newId(), [aBlock(5001, 5100, { device: DeviceId.parse(world.newId()) })]);
      expect(left(world)).toBe(before);
    }));

  test('[LE-5] are used in the order in which they were granted, and each once', async () => {
    const few = await aFaultBase(createRandom(10), renderer, 2);
    await withWorld(async (world) => {
      await grant(world, world.newId(), [
        aBlock(7, 8, { epoch: 2 }),
        aBlock(5, 5, { device: few.desk.device.identity.device }),
      ]);
      await grant(world, world.newId(), [aBlock(11, 12, { device: few.desk.device.identity.device, epoch: 2 })]);
      const used: string[] = [];
      for (let count = 0; count < 5; count += 1) used.push((await reserve(world, few.desk.anAsk())).serial.slice(-9));
      expect(used).toEqual(['1-0000001', '1-0000002', '1-0000005', '2-0000011', '2-0000012']);
      expect(left(world)).toBe(0);
    }, few);
    await few.close();
  });

  test('[LE-5] that do not suffice for all that is asked for are left as they are', async () => {
    const few = await aFaultBase(createRandom(11), renderer, 2);
    await withWorld(async (world) => {
      const asks = Array.from({ length: 3 }, () => ({
        id: CertificateId.parse(world.newId()),
        ask: few.desk.anAsk(),
      }));
      const refused = await world.ask('issueCertificates', { printer: desk, asks });
      expect(refused).toMatchObject({ ok: false, error: { type: 'SerialsExhausted' } });
      expect(world.ledger().all(everything)).toEqual([]);
      expect(left(world)).toBe(2);
      // Two of them can be had, and then come the third, which alone is new, and none at all.
      expect(await world.ask('issueCertificates', { printer: desk, asks: asks.slice(0, 2) })).toMatchObject({
        ok: true,
      });
      const head = headOf(world);
      expect(await world.ask('issueCertificates', { printer: desk, asks })).toMatchObject({ ok: false });
      expect(await world.ask('issueCertificates', { printer: desk, asks: asks.slice(0, 2) })).toMatchObject({
        ok: true,
      });
      expect(headOf(world)).toBe(head);
      const [old] = world.ledger().all(everything);
      if (!old) throw new Error('two were reserved');
      await world.settle();
      const replaced = await world.ask('replaceCertificate', {
        id: CertificateId.parse(world.newId()),
        certificate: old.id,
        why: 'damaged',
        sheets: 1,
        note: '',
        printer: desk,
      });
      expect(replaced).toMatchObject({ ok: false, error: { type: 'SerialsExhausted' } });
      expect(lineOf(world, old.id).state).toBe('issued');
      await grant(world, world.newId(), [aBlock(3, 3, { device: few.desk.device.identity.device })]);
      expect(await world.ask('issueCertificates', { printer: desk, asks })).toMatchObject({ ok: true });
    }, few);
    await few.close();
  });
});

describe('a new snapshot of the register', () => {
  test.for(ledgerStates)('[LE-1, LE-5, SY-11] keeps the ledger: a paper that is %s', (state) =>
    withWorld(async (world) => {
      const trays = createTrays(world.printers);
      const { id } = await bringTo(world, state, base.desk.anAsk());
      const open = world.open().replica;
      const pdf = open.ledger().pdf(id);
      expect(pdf !== null).toBe(!['reserved', 'issued', 'void'].includes(state));
      const before = { ...refold(base.desk.device, world.folder()).stands };
      const { start, rows } = snapshotOf(base.desk.device.township);
      const policy = open.policy();
      const provided: SnapshotRow[] = [
        { row: 'block', block: aBlock(1, granted) },
        ...(policy ? [{ row: 'policy', policy } as const] : []),
      ];
      await open.loadSnapshot({ start, rows: [...rows, ...provided] });
      const after = { ...refold(base.desk.device, world.folder()).stands };
      // Nobody knows what has changed between the two registers, so what is issued is compared with the new one.
      expect(after['certificate_to_compare']).toHaveLength(state === 'issued' ? 1 : 0);
      expect({ ...after, certificate_to_compare: [] }).toEqual({ ...before, certificate_to_compare: [] });
      expect(open.ledger().pdf(id)).toEqual(pdf);
      expect(open.printers()).toEqual(world.setups);

      await world.restart();
      await world.settle();
      await createPerson(world, trays).resolve();
      await world.settle();
      expect(
        world
          .ledger()
          .all(everything)
          .map((line) => line.state),
      ).not.toContain('suspect');
      checkTrays(world, trays);
      const serials = world
        .ledger()
        .all(everything)
        .map(({ serial }) => serial);
      const next = await reserve(world, base.desk.anAsk());
      expect(serials).not.toContain(next.serial);
      expect(left(world)).toBe(granted - serials.length - 1);
    }),
  );
});
