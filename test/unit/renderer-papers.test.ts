import { describe, expect, test } from 'vitest';
import { settled } from '../../src/renderer/features/certificate/choices.ts';
import { emptyForm } from '../../src/renderer/features/certificate/form.ts';
import { readCount, sheetsOf } from '../../src/renderer/features/ledger/day-form.ts';
import { emptyFilter, isNoDay, toFilter } from '../../src/renderer/features/ledger/filter.ts';
import { stepDetail } from '../../src/renderer/features/ledger/step-detail.ts';
import { withPage } from '../../src/renderer/features/notices/lists/pages.ts';
import { paperActs } from '../../src/renderer/features/notices/papers/paper-acts.ts';
import { adviceFor, printerWord } from '../../src/renderer/features/notices/papers/printer-words.ts';
import { readSheets } from '../../src/renderer/features/notices/papers/read-sheets.ts';
import { formOf, newSetup, readSetup, withSetup } from '../../src/renderer/features/printer/setup-form.ts';
import { LedgerFilter } from '../../src/shared/contract/queries.ts';
import { LedgerState } from '../../src/shared/registry/ledger.ts';
import { BlockingReason, PrinterSetup, type PrinterState } from '../../src/shared/registry/printer.ts';
import { mayBeReplaced, mayStep } from '../../src/shared/rules/ledger.ts';
import { day } from '../builders/registry.ts';

/** What the window's screens about papers and printers decide by themselves. */

const today = '2026-11-22';
const paper = (state: LedgerState, change: { issuedOn?: string; replacedBy?: string } = {}) =>
  ({ state, issuedOn: day(change.issuedOn ?? today), replacedBy: (change.replacedBy ?? null) as never }) as const;

describe('what can be done with a paper', () => {
  test.each(LedgerState.options)('%s: only what the ledger lets happen is offered', (state) => {
    const acts = paperActs(paper(state), today);
    if (acts.includes('confirm')) expect(mayStep(state, 'issued') && mayStep(state, 'void')).toBe(true);
    if (acts.includes('retry')) expect(mayStep(state, 'rendered')).toBe(true);
    if (acts.includes('withdraw')) expect(mayStep(state, 'void')).toBe(true);
    if (acts.includes('doubt')) expect(mayStep(state, 'suspect')).toBe(true);
    expect(acts.includes('replace')).toBe(mayBeReplaced(state));
  });

  test('[LE-3] every doubt can be ended, and nothing that is over is touched', () => {
    expect(paperActs(paper('suspect'), today)).toContain('confirm');
    expect(paperActs(paper('failed-clean'), today)[0]).toBe('retry');
    expect(paperActs(paper('void'), today)).toEqual([]);
  });

  test('an issued paper is replaced on its day only, and once', () => {
    expect(paperActs(paper('issued'), today)).toEqual(['replace']);
    expect(paperActs(paper('issued', { issuedOn: '2026-11-21' }), today)).toEqual([]);
    expect(paperActs(paper('issued', { replacedBy: 'T' }), today)).toEqual([]);
  });
});

describe('sheets that were counted', () => {
  test('are read as whole numbers within bounds', () => {
    expect(['0', ' 12 ', '200', '201', '-1', '1.5', 'x', ''].map((typed) => readSheets(typed))).toEqual([
      0,
      12,
      200,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(readSheets('500', 500)).toBe(500);
  });

  const figures = {
    reserved: 5,
    issued: 3,
    void: 2,
    open: 0,
    sheetsIssued: 6,
    sheetsVoid: 2,
    sheetsOther: 1,
    won: 1_200,
    exempted: 0,
  };
  test('are compared with the ledger, and a difference needs a word', () => {
    expect(sheetsOf(figures)).toBe(9);
    const same = readCount({ sheets: '9', won: '1,200', remark: '' }, figures);
    expect(same).toEqual({ sheets: 9, won: 1_200, differs: false, isRemarkMissing: false });
    expect(readCount({ sheets: '8', won: '1200', remark: ' ' }, figures)).toMatchObject({
      differs: true,
      isRemarkMissing: true,
    });
    expect(readCount({ sheets: '9', won: '1100', remark: '거스름돈' }, figures)).toMatchObject({
      differs: true,
      isRemarkMissing: false,
    });
    expect(readCount({ sheets: '', won: '천', remark: '' }, figures)).toMatchObject({ sheets: null, won: null });
  });
});

describe('the ledger’s filters', () => {
  test('read dates as they are typed, and a date that is none narrows nothing', () => {
    const filter = toFilter({ ...emptyFilter, from: '2026. 11. 2', to: '20261130', text: ' 한 ' });
    expect(LedgerFilter.parse(filter)).toEqual(filter);
    expect(filter).toMatchObject({ from: '2026-11-02', to: '2026-11-30', text: '한' });
    expect(toFilter({ ...emptyFilter, from: '2026-13-01' }).from).toBeNull();
    expect([isNoDay('2026-13-01'), isNoDay(''), isNoDay('2026-11-02')]).toEqual([true, false, false]);
  });

  test('pages are put together without a row twice', () => {
    const first = withPage({ rows: [], next: null }, { rows: [{ id: 'a' }, { id: 'b' }], next: 'b' });
    expect(withPage(first, { rows: [{ id: 'b' }, { id: 'c' }], next: null })).toEqual({
      rows: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      next: null,
    });
  });

  test('a step tells why, where and how many in words, and never its raw record', () => {
    const record = JSON.stringify({ why: 'jammed-or-aborted', impressions: 1, detail: 'E42', sha256: 'ab' });
    expect(stepDetail(record, 'ko')).toContain('용지가 걸렸거나');
    expect(stepDetail(record, 'ko')).toContain('1장');
    expect(stepDetail(record, 'ko')).not.toContain('{');
    expect(stepDetail('{}', 'en')).toBe('');
    expect(stepDetail('not json', 'en')).toBe('not json');
  });
});

const state = (change: Partial<PrinterState> = {}): PrinterState => ({
  id: 'desk' as PrinterState['id'],
  reachable: true,
  since: '2026-11-22T00:00:00Z',
  state: 'idle',
  blockers: [],
  warnings: [],
  unknownReasons: [],
  supplies: [],
  trays: [],
  capabilities: null,
  identity: null,
  problem: null,
  ...change,
});

describe('a printer', () => {
  test.each(BlockingReason.options)('%s: is said with a drawing, and it can’t print', (reason) => {
    const printer = state({ blockers: [reason], state: 'stopped' });
    expect(adviceFor(printer, 'ko')).toHaveLength(1);
    expect(adviceFor(printer, 'en')[0]).toMatchObject({ isBlocking: true });
    expect(printerWord(printer, 'ko')).toMatchObject({ tone: 'danger', canPrint: false });
  });

  test('the reason that says what to do stands without the ones that only say that it stopped', () => {
    const printer = state({ blockers: ['stopped', 'media-jam', 'other-error'], warnings: ['toner-low'] });
    expect(adviceFor(printer, 'en').map(({ picture }) => picture)).toEqual(['jam', 'toner']);
  });

  test('that is ready, unknown or not reached is told apart', () => {
    expect(printerWord(state(), 'ko')).toMatchObject({ tone: 'success', canPrint: true });
    expect(printerWord(state({ warnings: ['media-low'] }), 'ko')).toMatchObject({ tone: 'warning', canPrint: true });
    expect(printerWord(null, 'ko').canPrint).toBe(false);
    expect(printerWord(state({ reachable: false }), 'ko')).toMatchObject({ tone: 'danger', canPrint: false });
  });

  const found = { uri: 'ipps://printer.local:631/ipp/print', name: '민원창구 1', fingerprint: 'a'.repeat(64) as never };
  test('is set up as the contract has it, and trusted only by a person', () => {
    const read = readSetup(newSetup(found), []);
    if ('errors' in read) throw new Error(read.errors.join());
    expect(PrinterSetup.parse(read.setup)).toEqual(read.setup);
    expect(read.setup.tls.fingerprint).toBeNull();
    expect(formOf(read.setup).id).toBe(read.setup.id);
    expect(readSetup(formOf(read.setup), [read.setup])).toEqual(read);
  });

  test('needs a name of its own, something to print, and an address', () => {
    const read = readSetup(newSetup(found), []);
    if ('errors' in read) throw new Error(read.errors.join());
    expect(readSetup(newSetup(found), [read.setup])).toEqual({ errors: ['name'] });
    expect(readSetup({ ...newSetup(found), name: ' ' }, [])).toEqual({ errors: ['name'] });
    expect(readSetup({ ...newSetup(found), roles: [] }, [])).toEqual({ errors: ['roles'] });
    expect(readSetup({ ...newSetup(found), uri: 'http://x' }, [])).toEqual({ errors: ['uri'] });
    const other = { ...read.setup, roles: ['receipt' as const] };
    expect(withSetup([read.setup], other)).toEqual([other]);
    expect(withSetup([], read.setup)).toEqual([read.setup]);
  });
});

test('a choice that another one takes away is not sent unseen, and what was typed stays', () => {
  const form = {
    ...emptyForm,
    applicant: { name: '한도윤', number: '', identity: 'agency-card' as const },
    ground: { ...emptyForm.ground, type: 'creditor' as const, evidence: '판결문' },
    exemption: { group: 'newborn-first-abstract' as const, proof: '출생신고' },
  };
  const after = settled({ ...form, kind: 'copy' }, true);
  expect(after.ground).toMatchObject({ type: null, evidence: '판결문' });
  expect(after.applicant.identity).toBeNull();
  expect(after.exemption).toEqual({ group: null, proof: '출생신고' });
  expect(settled({ ...form, kind: 'abstract' }, true)).toEqual({ ...form, kind: 'abstract' });
});
