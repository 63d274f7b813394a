import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCertificate } from '../../src/main/usecases/get-certificate.ts';
import { getDay } from '../../src/main/usecases/get-day.ts';
import { listCertificates } from '../../src/main/usecases/list-certificates.ts';
import type { CertificateLine, LedgerFilter } from '../../src/shared/contract/queries.ts';
import { ok } from '../../src/shared/contract/result.ts';
import { CertificateId } from '../../src/shared/registry/ids.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { PrinterId } from '../../src/shared/registry/printer.ts';
import { createRandom } from '../builders/random.ts';
import type { IppDouble } from '../doubles/ipp-printer.ts';
import type { JobPlan } from '../doubles/ipp-printer-machine.ts';
import { everything } from './fault-checks.ts';
import { aFaultBase, type FaultBase, type FaultWorld, startFaultWorld } from './fault-world.ts';
import { aCopyAsk, bringTo, headOf, lineOf, reserve } from './paper-states.ts';
import { quickRenderer } from './quick-renderer.ts';

const renderer = quickRenderer();
let base: FaultBase;
beforeAll(async () => {
  base = await aFaultBase(createRandom(12), renderer, 70);
});
afterAll(() => base.close());

const withWorld = async (work: (world: FaultWorld, printer: IppDouble) => Promise<void>): Promise<void> => {
  const world = await startFaultWorld(base, { seed: 121, renderer, printers: { desk: 'direct' } });
  const printer = world.printers.get('desk');
  if (!printer) throw new Error('the office has the printer desk');
  try {
    await work(world, printer);
  } finally {
    await world.close();
  }
};

const today = PlainDate.parse('2026-11-22');
const desk = PrinterId.parse('desk');
const counted = { sheets: 9, won: 800 };

describe('the account of a day', () => {
  test('counts every sheet and fee, is signed once, and not before all is decided', () =>
    withWorld(async (world, printer) => {
      await bringTo(world, 'issued', base.desk.anAsk());
      await bringTo(world, 'issued', aCopyAsk(base.desk));
      await bringTo(world, 'void', base.desk.anAsk());
      const doubtful = await bringTo(world, 'suspect', base.desk.anAsk());
      const waiting = await bringTo(world, 'failed-clean', base.desk.anAsk());
      const page = { id: world.newId(), printer: desk, sheet: { type: 'test-page' } } as const;
      expect(await world.ask('printSheet', page)).toMatchObject({ ok: true, value: { outcome: 'printed' } });
      const spoiled = { id: world.newId(), on: today, printer: desk, sheets: 4, note: '구겨짐' };
      expect(await world.ask('reportSpoiledSheets', spoiled)).toMatchObject({ ok: true });
      const head = headOf(world);
      // Each once, however often it is asked for.
      expect(await world.ask('printSheet', page)).toMatchObject({ ok: true });
      expect(await world.ask('reportSpoiledSheets', spoiled)).toMatchObject({ ok: true });
      const id = world.newId();
      const sign = { id, day: today, counted, remark: '' };
      expect(await world.ask('signDay', sign)).toMatchObject({ ok: false, error: { type: 'DayStillOpen', open: 2 } });
      expect(headOf(world)).toBe(head);

      const came = { type: 'destroyed', sheets: 1, note: '' } as const;
      await world.ask('confirmSheets', { id: world.newId(), certificate: doubtful.id, came });
      await world.ask('withdrawCertificate', { id: world.newId(), certificate: waiting.id, note: '취소' });
      const figures = {
        reserved: 5,
        issued: 2,
        void: 3,
        open: 0,
        sheetsIssued: 3,
        sheetsVoid: 1,
        sheetsOther: 5,
        won: 800,
        exempted: 0,
      };
      const signed = await world.ask('signDay', sign);
      expect(signed).toMatchObject({ ok: true, value: { ledger: figures } });
      // All that came out of the printer, and the sheets that never went in.
      expect(printer.paper()).toHaveLength(figures.sheetsIssued + figures.sheetsVoid + figures.sheetsOther - 4);

      const after = headOf(world);
      expect(await world.ask('signDay', sign)).toMatchObject({ ok: true, value: { ledger: figures } });
      const again = { ...sign, id: world.newId() };
      expect(await world.ask('signDay', again)).toMatchObject({ ok: false, error: { type: 'DayAlreadySigned' } });
      const more = [
        await world.ask('printSheet', { ...page, id: world.newId() }),
        await world.ask('reportSpoiledSheets', { ...spoiled, id: world.newId() }),
      ];
      for (const each of more) expect(each).toMatchObject({ ok: false, error: { type: 'DayAlreadySigned' } });
      expect(headOf(world)).toBe(after);
      expect(printer.paper()).toHaveLength(5);
      const day = await getDay({ reads: () => ok({ ledger: world.ledger() }) })({ day: today });
      expect(day).toMatchObject({ ok: true, value: { ledger: figures, open: [], signed: { counted, remark: '' } } });
    }));

  test('is not taken for done because something else was done with its id', () =>
    withWorld(async (world) => {
      const { id } = await bringTo(world, 'issued', base.desk.anAsk());
      const head = headOf(world);
      for (const answer of [
        await world.ask('signDay', { id, day: today, counted, remark: '' }),
        await world.ask('reportSpoiledSheets', { id, on: today, printer: desk, sheets: 4, note: '구겨짐' }),
        await world.ask('printSheet', { id, printer: desk, sheet: { type: 'test-page' } }),
      ])
        expect(answer).toMatchObject({ ok: false, error: { type: 'IdAlreadyUsed' } });
      expect(headOf(world)).toBe(head);
    }));

  test('names what is still open', () =>
    withWorld(async (world) => {
      const open = await bringTo(world, 'suspect', base.desk.anAsk());
      await bringTo(world, 'issued', base.desk.anAsk());
      const day = await getDay({ reads: () => ok({ ledger: world.ledger() }) })({ day: today });
      expect(day).toMatchObject({ ok: true, value: { open: [{ id: open.id }], signed: null } });
      const other = await getDay({ reads: () => ok({ ledger: world.ledger() }) })({
        day: PlainDate.parse('2026-11-21'),
      });
      expect(other).toMatchObject({ ok: true, value: { ledger: { reserved: 0, won: 0 }, open: [] } });
    }));

  test.for<[string, JobPlan, string, number]>([
    ['comes out', {}, 'printed', 1],
    ['is refused', { busy: 1 }, 'failed', 0],
    // Counted before it is sent: a sheet too many is found when the tray is counted, one too few never.
    ['is given up before a sheet', { fault: { type: 'abort', after: 0 } }, 'failed', 1],
    ['jams with a sheet out', { fault: { type: 'jam', after: 1 } }, 'not-confirmed', 1],
    ['is not counted', { reports: 'nothing' }, 'not-confirmed', 1],
    ['is forgotten', { forget: 'unprinted' }, 'not-confirmed', 1],
    ['comes out, and nobody hears of it', { loseAnswerOf: 'send' }, 'printed', 1],
  ])('a test page that %s', ([, plan, outcome, sheets]) =>
    withWorld(async (world, printer) => {
      printer.plan(plan);
      const id = world.newId();
      const answer = await world.ask('printSheet', { id, printer: desk, sheet: { type: 'test-page' } });
      expect(answer).toMatchObject({ ok: true, value: { outcome } });
      expect(world.ledger().day(today).sheetsOther).toBe(sheets);
      expect(sheets).toBeGreaterThanOrEqual(printer.paper().length);
    }),
  );
});

describe('the ledger as people read it', () => {
  const none: LedgerFilter = { ...everything };
  const reads = (world: FaultWorld) => ({ reads: () => ok({ ledger: world.ledger() }) });

  test('is found by state, kind, day, number and name', () =>
    withWorld(async (world) => {
      const issued = await bringTo(world, 'issued', base.desk.anAsk());
      const copy = await bringTo(world, 'issued', aCopyAsk(base.desk));
      const gone = await bringTo(world, 'void', base.desk.anAsk());
      const doubtful = await bringTo(world, 'suspect', base.desk.anAsk());
      const find = async (filter: Partial<LedgerFilter>): Promise<string[]> => {
        const found = await listCertificates(reads(world))({ filter: { ...none, ...filter }, after: null });
        return found.ok ? found.value.rows.map(({ id }) => id).toSorted() : [];
      };
      const ids = (...lines: readonly CertificateLine[]): string[] => lines.map(({ id }) => id).toSorted();
      expect(await find({})).toEqual(ids(issued, copy, gone, doubtful));
      expect(await find({ show: 'issued' })).toEqual(ids(issued, copy));
      expect(await find({ show: 'void' })).toEqual(ids(gone));
      expect(await find({ show: 'attention' })).toEqual(ids(doubtful));
      expect(await find({ show: 'overtaken' })).toEqual([]);
      expect(await find({ kind: 'copy' })).toEqual(ids(copy));
      expect(await find({ from: PlainDate.parse('2026-11-23') })).toEqual([]);
      expect(await find({ to: PlainDate.parse('2026-11-21') })).toEqual([]);
      expect(await find({ from: today, to: today })).toHaveLength(4);
      expect(await find({ text: copy.serial.slice(-3) })).toEqual(ids(copy));
      const dashed = copy.documentNumber.replaceAll(/(\d{4})(?=\d)/g, '$1-');
      expect(await find({ text: ` ${dashed} ` })).toEqual(ids(copy));
      expect(await find({ text: copy.applicant.slice(0, 2).normalize('NFD') })).toHaveLength(4);
      expect(await find({ text: copy.applicant.slice(1) })).toEqual([]);
      expect(await find({ text: '%' })).toEqual([]);
      expect(await find({ text: "' OR 1=1 --" })).toEqual([]);
    }));

  test('comes in pages, newest first, without a line twice', () =>
    withWorld(async (world) => {
      for (let count = 0; count < 53; count += 1) await reserve(world, base.desk.anAsk());
      const list = listCertificates(reads(world));
      const first = await list({ filter: none, after: null });
      if (!first.ok) throw new Error(first.error.type);
      expect(first.value.rows).toHaveLength(50);
      const second = await list({ filter: none, after: first.value.next });
      if (!second.ok) throw new Error(second.error.type);
      expect(second.value).toMatchObject({ next: null });
      const rows = [...first.value.rows, ...second.value.rows];
      expect(rows).toHaveLength(53);
      expect(rows).toEqual(world.ledger().all(none));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(53);
    }));

  test('is exported so that no field is a formula, and no comma or quotation mark ends one', () =>
    withWorld(async (world) => {
      const formulas = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '은행, "제출"'];
      for (const formula of formulas) await reserve(world, base.desk.anAsk({ purpose: formula }));
      const purpose = '월말 대사';
      const exported = await world.ask('exportLedger', { id: world.newId(), filter: none, purpose });
      if (!exported.ok) throw new Error(exported.error.type);
      const { file, rows } = exported.value;
      const csv = readFileSync(file, 'utf8');
      // Whoever else uses this computer can't read it.
      expect(statSync(file).mode & 0o077).toBe(0);
      expect(rows).toBe(5);
      expect(csv.charCodeAt(0)).toBe(0xfeff);
      const [head, ...lines] = parseCsv(csv.slice(1));
      expect(lines).toHaveLength(5);
      const column = head?.indexOf('purpose') ?? -1;
      const cells = lines.map((line) => line[column] ?? '');
      expect(cells.toSorted()).toEqual(
        [`'=HYPERLINK("http://x")`, `'+1`, `'-1`, `'@SUM(A1)`, '은행, "제출"'].toSorted(),
      );
      for (const line of lines) for (const cell of line) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      const serial = head?.indexOf('serial') ?? -1;
      expect(lines.map((line) => line[serial])).toEqual(
        world
          .ledger()
          .all(none)
          .map((line) => line.serial),
      );
    }));

  test('tells each step of a paper, oldest first', () =>
    withWorld(async (world) => {
      const { id } = await bringTo(world, 'suspect', base.desk.anAsk());
      await world.ask('confirmSheets', { id: world.newId(), certificate: id, came: { type: 'all' } });
      const found = await getCertificate(reads(world))({ certificate: id });
      if (!found.ok) throw new Error(found.error.type);
      const { line, steps } = found.value;
      expect(line).toEqual(lineOf(world, id));
      expect(steps.map(({ to }) => to)).toEqual([
        'rendered',
        'submitting',
        'created',
        'sending',
        'printing',
        'suspect',
        'issued',
      ]);
      expect(JSON.parse(steps[5]?.detail ?? '')).toMatchObject({ why: 'sheets-not-counted', impressions: null });
      expect(JSON.parse(steps[6]?.detail ?? '')).toEqual({ won: 400, by: 'person' });
      const nobody = CertificateId.parse(world.newId());
      expect(await getCertificate(reads(world))({ certificate: nobody })).toMatchObject({ ok: false });
    }));
});

/** RFC 4180. */
const parseCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows.filter((each) => each.length > 1);
};
