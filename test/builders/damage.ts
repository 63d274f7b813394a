import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { pageSize } from '../../src/main/replica/page-cipher.ts';
import type { Random } from './random.ts';

/** Flips a bit in each of these pages (from 1), somewhere in what the cipher wrote. */
export const tearPages = (path: string, pages: readonly number[], random: Random): void => {
  const handle = openSync(path, 'r+');
  for (const page of pages) flip(handle, (page - 1) * pageSize + 100 + Math.floor(random.next() * (pageSize - 200)));
  closeSync(handle);
};

/** Flips a bit of one byte. */
export const flipAt = (path: string, at: number): void => {
  const handle = openSync(path, 'r+');
  flip(handle, at);
  closeSync(handle);
};

const flip = (handle: number, at: number): void => {
  const byte = Buffer.alloc(1);
  readSync(handle, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 0x10;
  writeSync(handle, byte, 0, 1, at);
};

export const pagesOf = (path: string): number => statSync(path).size / pageSize;

/** The pages of a table or index, by their kind. */
export const pagesIn = (
  db: Database.Database,
  name: string,
): { readonly interior: number[]; readonly leaf: number[] } => {
  const rows = db
    .prepare<[string], { pageno: number; pagetype: string }>('SELECT pageno, pagetype FROM dbstat WHERE name = ?')
    .all(name);
  const of = (kind: string): number[] => rows.filter(({ pagetype }) => pagetype === kind).map(({ pageno }) => pageno);
  return { interior: of('internal'), leaf: of('leaf') };
};
