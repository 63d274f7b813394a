import { existsSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import {
  countedTables,
  type FileEncoding,
  type FileKind,
  type FileReport,
  type FileSlot,
  type ImportError,
  type ImportNote,
  type ImportReport,
} from '../../shared/registry/code-import.ts';
import {
  createPart,
  errorToCodeFileError,
  openCodeFile,
  promotePart,
  removeParts,
  takeImportLock,
} from './code-file.ts';
import { joinAddresses } from './join-addresses.ts';
import { createAddressLoader } from './load-addresses.ts';
import { checkCodes, createCodeLoader } from './load-codes.ts';
import { countOf, type Part, parts, takeOver } from './parts.ts';
import { createProblems } from './problems.ts';
import { readSourceFile, type SourceFile, type TakeLine } from './read-file.ts';

/** The points at which an import may be cut short: the fault tests kill the process at each. */
export const importSteps = ['opened', 'batch', 'read', 'joined', 'indexed', 'closed', 'named'] as const;
export type ImportStep = (typeof importSteps)[number];

export interface ImportDeps {
  readonly reached: (step: ImportStep) => void;
  /** Lines of one transaction. */
  readonly batchLines?: number;
  /** The new file is not made larger than this: bytes. Without it, only the disk limits it. */
  readonly maxBytes?: number;
}

/** The three files of one edition belong together. */
export interface CodeSources {
  readonly h: string;
  readonly b: string;
  readonly mix: string;
}

export interface AddressSources {
  readonly roads: readonly string[];
  /** Files of one of the three data sets: 도로명주소 한글, 건물DB or 주소DB. */
  readonly buildings: readonly string[];
}

export interface ImportInput {
  readonly into: string;
  /** Null finds out for each file. */
  readonly encoding: FileEncoding | null;
  /** A part that isn't given is taken over from the file that is there. */
  readonly codes: CodeSources | null;
  readonly addresses: AddressSources | null;
}

const sqlOf = (name: string): string => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8');

/**
 * Makes a new file from the given ones and puts it in place of the old one at the very end. Lines that are wrong are
 * left out and reported; a file that is wrong as a whole ends the import, and the old file stays as it is.
 */
export const importFiles =
  (deps: ImportDeps) =>
  async (input: ImportInput): Promise<Result<ImportReport, ImportError>> => {
    const { into } = input;
    const sources = sourcesOf(input);
    if (sources.length === 0) return err({ type: 'NothingGiven' });
    // Whatever else has that name is not ours to replace.
    const old = existsSync(into) ? openCodeFile(into) : null;
    if (old && !old.ok) return old;
    const lock = takeImportLock(into);
    if (!lock.ok) {
      old?.value.close();
      return lock;
    }
    try {
      const report = await makeFile(deps, input, sources, old?.value ?? null);
      old?.value.close();
      if (!report.ok) return report;
      promotePart(into);
      deps.reached('named');
      return report;
    } catch (error) {
      const known = errorToCodeFileError(error, into);
      if (known) return err(known);
      throw error;
    } finally {
      old?.value.close();
      removeParts(into);
      lock.value.release();
    }
  };

/** Replaces the codes of the file, and keeps its addresses. */
export const importCodes =
  (deps: ImportDeps) =>
  ({
    into,
    encoding = null,
    ...codes
  }: CodeSources & { readonly into: string; readonly encoding?: FileEncoding | null }) =>
    importFiles(deps)({ into, encoding, codes, addresses: null });

/** Replaces the addresses of the file, and keeps its codes. */
export const importAddresses =
  (deps: ImportDeps) =>
  ({
    into,
    encoding = null,
    ...addresses
  }: AddressSources & { readonly into: string; readonly encoding?: FileEncoding | null }) =>
    importFiles(deps)({ into, encoding, codes: null, addresses });

const partOfSlot = (slot: FileSlot): Part => (slot === 'roads' || slot === 'buildings' ? 'addresses' : 'codes');

/** Roads come first: an address's own word on its road counts only where no file of roads is given. */
const sourcesOf = ({ encoding, codes, addresses }: ImportInput): readonly SourceFile[] => {
  const of = (slot: FileSlot, paths: readonly string[]): SourceFile[] =>
    paths.map((path) => ({ path, slot, encoding }));
  return [
    ...(codes ? [...of('h', [codes.h]), ...of('b', [codes.b]), ...of('mix', [codes.mix])] : []),
    ...(addresses ? [...of('roads', addresses.roads), ...of('buildings', addresses.buildings)] : []),
  ];
};

const makeFile = async (
  deps: ImportDeps,
  { into, codes, addresses }: ImportInput,
  sources: readonly SourceFile[],
  old: Database | null,
): Promise<Result<ImportReport, ImportError>> => {
  const db = createPart(into);
  try {
    if (deps.maxBytes !== undefined) {
      const pages = Math.max(1, Math.floor(deps.maxBytes / Number(db.pragma('page_size', { simple: true }))));
      db.pragma(`max_page_count = ${String(pages)}`);
    }
    db.exec(sqlOf('tables'));
    db.exec(sqlOf('staging'));
    deps.reached('opened');
    const problems = createProblems();
    const files = await readSources(deps, db, sources, problems);
    if (!files.ok) return files;
    const missing = missingOf(files.value);
    if (missing) return err(missing);
    deps.reached('read');

    const notes: ImportNote[] = codes ? [...checkCodes(db, problems)] : [];
    const merged = addresses ? joinAddresses(db, problems) : 0;
    if (old) for (const part of parts) if (!{ codes, addresses }[part]) takeOver(db, into, part);
    deps.reached('joined');

    db.exec('DETACH staging');
    db.exec('CREATE INDEX IF NOT EXISTS address_of_road ON address(road, level, main, sub, legal)');
    db.exec(sqlOf('indexes'));
    db.exec('ANALYZE');
    deps.reached('indexed');
    const tables = countedTables.map((table) => ({
      table,
      before: old ? countOf(old, table) : null,
      after: countOf(db, table),
    }));
    for (const { table, before, after } of tables)
      if (before !== null && after < before * 0.9) notes.push({ type: 'FarFewer', table, before, after });
    return ok({
      into,
      files: files.value,
      problems: problems.named(),
      totals: problems.totals(),
      tables,
      merged,
      notes,
    });
  } finally {
    db.close();
    deps.reached('closed');
  }
};

const defaultBatchLines = 50_000;

const readSources = async (
  deps: ImportDeps,
  db: Database,
  sources: readonly SourceFile[],
  problems: ReturnType<typeof createProblems>,
): Promise<Result<readonly FileReport[], ImportError>> => {
  const takeCode = createCodeLoader(db);
  const takeAddress = createAddressLoader(db);
  const insertSource = db.prepare('INSERT INTO source(id, part, name, kind, lines, kept) VALUES (?, ?, ?, ?, ?, ?)');
  const files: FileReport[] = [];
  for (const [index, source] of sources.entries()) {
    let waiting = 0;
    const takeLine = partOfSlot(source.slot) === 'codes' ? takeCode : takeAddress;
    const take: TakeLine = (kind, fields, line) => {
      waiting += 1;
      return takeLine(kind, fields, index, line);
    };
    db.exec('BEGIN');
    const read = await readSourceFile(source, take, problems, () => {
      if (waiting < (deps.batchLines ?? defaultBatchLines)) return;
      db.exec('COMMIT');
      deps.reached('batch');
      db.exec('BEGIN');
      waiting = 0;
    });
    db.exec('COMMIT');
    if (!read.ok) return read;
    const { file, kind, lines, kept } = read.value;
    insertSource.run(index, partOfSlot(source.slot), file, kind, lines, kept);
    files.push(read.value);
  }
  return ok(files);
};

/** The 주소DB's addresses say nothing without their lots and roads. */
const missingOf = (files: readonly FileReport[]): ImportError | null => {
  const has = (...kinds: readonly FileKind[]): boolean => files.some(({ kind }) => kinds.includes(kind));
  if (!has('addresses')) {
    const lonely = has('address-lots', 'address-details') && !has('road-addresses', 'buildings');
    return lonely ? { type: 'FileMissing', slot: 'buildings', kind: 'addresses' } : null;
  }
  if (!has('address-lots')) return { type: 'FileMissing', slot: 'buildings', kind: 'address-lots' };
  if (!has('address-details')) return { type: 'FileMissing', slot: 'buildings', kind: 'address-details' };
  return has('roads-17', 'roads-20') ? null : { type: 'FileMissing', slot: 'roads', kind: 'roads-17' };
};
