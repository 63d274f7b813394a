import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CodeBook, openCodeBook } from '../../src/main/codes/code-book.ts';
import { type ImportDeps, type ImportInput, importFiles } from '../../src/main/codes/import-files.ts';
import { AreaCode } from '../../src/shared/registry/area.ts';
import type { ImportError, ImportReport } from '../../src/shared/registry/code-import.ts';

export const sample = (name: string): string => join(import.meta.dirname, 'samples', name);
export const code = (text: string): AreaCode => AreaCode.parse(text);

/** A folder of its own, gone when the test has ended. */
export const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-codes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const sampleCodes = {
  h: sample('KIKcd_H.20260720'),
  b: sample('KIKcd_B.20260720'),
  mix: sample('KIKmix.20260720'),
};
export const sampleAddresses = {
  roads: [],
  buildings: [sample('rnaddrkor_daon.txt'), sample('jibun_rnaddrkor_daon.txt')],
};

export const quietly: ImportDeps = { reached: () => undefined };

export const importInto = (into: string, input: Partial<ImportInput> = {}, deps: ImportDeps = quietly) =>
  importFiles(deps)({ encoding: null, codes: null, addresses: null, ...input, into });

/** The report of an import that must go well. */
export const reportOf = async (imported: ReturnType<typeof importInto>): Promise<ImportReport> => {
  const result = await imported;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** The refusal of an import that must not go well. */
export const refusalOf = async (imported: ReturnType<typeof importInto>): Promise<ImportError> => {
  const result = await imported;
  if (result.ok) throw new Error(`imported: ${JSON.stringify(result.value)}`);
  return result.error;
};

export const openBook = (file: string): CodeBook => {
  const book = openCodeBook(file);
  if (!book.ok) throw new Error(JSON.stringify(book.error));
  onTestFinished(() => book.value.close());
  return book.value;
};

/** All samples, imported. */
export const sampleBook = async (): Promise<CodeBook> => {
  const into = join(makeFolder(), 'codes.sqlite');
  await reportOf(importInto(into, { codes: sampleCodes, addresses: sampleAddresses }));
  return openBook(into);
};

/** A file with this content, in a folder of the test. */
export const fileOf = (content: string | Uint8Array, name = 'file.txt'): string => {
  const path = join(makeFolder(), name);
  writeFileSync(path, content);
  return path;
};
