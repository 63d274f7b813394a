import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { type JournalDocument, journalTable } from '../../src/main/replica/collections.ts';
import { createFolds } from '../../src/main/replica/connection.ts';
import { currentFile } from '../../src/main/replica/generations.ts';
import type { LedgerLines } from '../../src/main/replica/ledger-lines.ts';
import { createMeta } from '../../src/main/replica/views/meta.ts';
import { createViews } from '../../src/main/replica/views/views.ts';
import type { CertificateLine } from '../../src/shared/contract/queries.ts';
import type { SerialBlock } from '../../src/shared/registry/certificate.ts';
import type { DeviceFolder } from '../builders/device-folder.ts';
import type { IppDouble } from '../doubles/ipp-printer.ts';
import type { Sheet } from '../doubles/ipp-printer-machine.ts';

/** All papers, whatever became of them. */
export const everything = { from: null, to: null, show: 'all', kind: null, text: '' } as const;

/** What lies in the output trays, as a person finds it, and what they destroyed of it. */
export interface Trays {
  /** Sheets of a paper that are still there, or in a citizen's hand. */
  readonly left: (serial: string) => Sheet[];
  /** All sheets that ever came out of it. */
  readonly all: (serial: string) => Sheet[];
  readonly destroy: (serial: string) => void;
  /** The sheets left are exactly the paper's pages, once each, of one job, and of the document that was meant. */
  readonly isFullSet: (serial: string, sha256: string | null, pages: number | null) => boolean;
}

export const createTrays = (printers: ReadonlyMap<string, Pick<IppDouble, 'paper'>>): Trays => {
  const destroyed = new Set<Sheet>();
  const all = (serial: string): Sheet[] =>
    [...printers.values()].flatMap((printer) => printer.paper()).filter(({ jobName }) => isOf(jobName, serial));
  const left = (serial: string): Sheet[] => all(serial).filter((sheet) => !destroyed.has(sheet));
  return {
    all,
    left,
    destroy: (serial) => {
      for (const sheet of left(serial)) destroyed.add(sheet);
    },
    isFullSet: (serial, sha256, pages) => {
      const sheets = left(serial);
      return (
        sheets.length === pages &&
        new Set(sheets.map(({ jobUuid }) => jobUuid)).size === 1 &&
        sheets.every(({ documentHash }) => documentHash === sha256) &&
        sheets.every(({ page }, index) => page === index + 1)
      );
    },
  };
};

const isOf = (jobName: string, serial: string): boolean => jobName.startsWith(`${serial}.`);

/** What must hold at any moment at which nothing is under way: what the ledger says of each paper is true of the trays. */
export const checkAgainstTrays = (
  ledger: LedgerLines,
  trays: Trays,
  sha256Of: (line: CertificateLine) => string | null,
): void => {
  const lines = ledger.all(everything);
  for (const line of lines) {
    const { serial, state, pages, sheets, why, attempt } = line;
    const came = trays.all(serial);
    const left = trays.left(serial);
    const steps = ledger.steps(line.id);
    const story = steps.map(({ to, detail }) => `${to} ${detail}`).join('; ');
    const about = `${serial} ${state} ${why ?? ''} attempt ${attempt}, ${JSON.stringify({ came, left })} after ${story}\n`;
    expect(new Set(came.map(({ jobName }) => jobName)).size, `${about}: printed by one attempt`).toBeLessThan(2);
    for (const { jobName } of came.slice(0, 1))
      expect(jobName, `${about}: printed by the last attempt`).toBe(`${serial}.${attempt}`);
    const submitted = steps.findLastIndex(({ to }) => to === 'submitting');
    if (came.length > 0)
      expect(
        steps.slice(submitted).map(({ to }) => to),
        `${about}: a state admits what was printed`,
      ).toContain('sending');
    switch (state) {
      case 'reserved':
      case 'rendered':
      case 'submitting':
      case 'created':
      case 'failed-clean':
        expect(came, about).toEqual([]);
        break;
      case 'printed':
      case 'issued':
        expect(trays.isFullSet(serial, sha256Of(line), pages), `${about}: a full set is there`).toBe(true);
        expect(sheets, about).toBe(pages);
        break;
      case 'void':
        expect(left, `${about}: nothing is left`).toEqual([]);
        if (why === 'withdrawn' || why === 'not-renderable') expect(came, about).toEqual([]);
        if (why === 'spoiled' || why === 'withdrawn' || why === 'replaced') expect(sheets, about).toBe(came.length);
        break;
      case 'sending':
      case 'printing':
      case 'suspect':
        break;
    }
  }
  checkSums(ledger, lines);
};

/** A fee is counted with each issued paper, stays with one that was replaced afterwards, and with nothing else. */
const checkSums = (ledger: LedgerLines, lines: readonly CertificateLine[]): void => {
  const wasIssued = ({ id }: CertificateLine): boolean => ledger.steps(id).some(({ to }) => to === 'issued');
  const charged = lines.filter((line) => line.state === 'issued' || (line.why === 'replaced' && wasIssued(line)));
  const days = [...new Set(lines.map(({ issuedOn }) => issuedOn))];
  const sum = (of: readonly number[]): number => of.reduce((total, each) => total + each, 0);
  expect(sum(days.map((day) => ledger.day(day).won))).toBe(sum(charged.map(({ fee }) => fee.won)));
  const issued = lines.filter(({ state }) => state === 'issued');
  expect(sum(days.map((day) => ledger.day(day).sheetsIssued))).toBe(sum(issued.map(({ pages }) => pages ?? 0)));
  // Whoever asked for a paper pays once, however often it was made.
  for (const line of issued) {
    const chain = chainOf(line, lines);
    const paid = chain.filter((each) => charged.includes(each)).map(({ fee }) => fee.won);
    expect(sum(paid), `${line.serial} and what it replaces`).toBe(chain.at(-1)?.fee.won);
  }
};

/** The paper and those before it whose place it took, the first of them last. */
const chainOf = (line: CertificateLine, lines: readonly CertificateLine[]): CertificateLine[] => {
  const before = lines.find(({ serial }) => serial === line.replaces);
  return before ? [line, ...chainOf(before, lines)] : [line];
};

/** Serials are used from the block's first on, each once, none left out. */
export const checkSerials = (ledger: LedgerLines, granted: number): void => {
  const used = ledger.all(everything).map(({ serial }) => Number(serial.slice(-7)));
  expect(used.toSorted((a, b) => a - b)).toEqual(Array.from({ length: used.length }, (_, index) => index + 1));
  expect(used.length).toBeLessThanOrEqual(granted);
};

const tables = [
  'certificate',
  'certificate_step',
  'certificate_subject',
  'certificate_to_compare',
  'serial_block',
  'serial_request',
  'sheets_spent',
  'signed_day',
];

export type LedgerTables = Readonly<Record<string, readonly string[]>>;

const tablesOf = (db: Database.Database): LedgerTables =>
  Object.fromEntries(
    tables.map((table) => {
      const rows = db.prepare(`SELECT * FROM ${table}`).all();
      return [table, rows.map((row) => JSON.stringify(row)).toSorted()];
    }),
  );

/** The ledger as it stands in a folder, and as its journal alone makes it in an empty database. */
export const refold = (
  device: DeviceFolder,
  folder: string,
): { readonly stands: LedgerTables; readonly folded: LedgerTables } => {
  const db = device.open(currentFile(folder) ?? '');
  const fresh = new Database(':memory:');
  try {
    const stands = tablesOf(db);
    createViews(fresh);
    const folds = createFolds(fresh, createMeta(fresh));
    for (const block of db.prepare('SELECT * FROM serial_block').all() as SerialBlock[])
      folds.ledger.grant(device.identity, { ...block, device: device.identity.device });
    const documents = db.prepare<[], string>(
      `SELECT data FROM "${journalTable}" AS document JOIN entry ON entry.id = document.id ORDER BY entry.seq`,
    );
    for (const data of documents.pluck().all()) folds.foldEntry(JSON.parse(data) as JournalDocument);
    return { stands, folded: tablesOf(fresh) };
  } finally {
    db.close();
    fresh.close();
  }
};
