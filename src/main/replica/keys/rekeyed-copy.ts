import { closeSync, fstatSync, fsync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { currentFile } from '../generations.ts';
import { createPageCipher, isBlank, newSalt, pageSize, saltOf, vectorOf } from '../page-cipher.ts';

const flush = promisify(fsync);

/** A quarter of a megabyte, some milliseconds' work; then other work of the thread gets its turn. */
const pagesAtOnce = 64;

/** A replica's file, on its way to the same file under another key. */
export interface RekeyedCopy {
  /**
   * Goes through the whole file and takes over each page that has changed since the last time; returns how many.
   * While somebody writes to the file a page may be read half written, and is then left for the next time.
   */
  readonly pass: (tell: (part: number) => void, signal: AbortSignal) => Promise<number>;
  /** The same while nobody writes: null, or the number of a page that is damaged. Then the copy is whole and on disk. */
  readonly lastPass: () => Promise<number | null>;
  readonly close: () => void;
}

/**
 * Copies `source`, a file that is open for reading, to `to`, from one key to the other. Others may write to it meanwhile.
 * The source stays open (raw-files.ts).
 */
export const openRekeyedCopy = (source: number, key: Buffer, to: string, newKey: Buffer): RekeyedCopy => {
  const target = openSync(to, 'w', 0o600);
  const { seal } = createPageCipher(newKey, newSalt());
  const chunk = Buffer.alloc(pagesAtOnce * pageSize);
  readSync(source, chunk, 0, pageSize, 0);
  const { open } = createPageCipher(key, saltOf(chunk));
  /** The vector of each page as it was taken over. */
  const taken: (Buffer | undefined)[] = [];
  let isOpen = true;

  const pagesNow = (): number => Math.floor(fstatSync(source).size / pageSize);

  /** Returns how many pages it took over, and puts the others into `torn`. */
  const takeChunk = (first: number, torn: number[]): number => {
    const count = Math.floor(readSync(source, chunk, 0, chunk.length, first * pageSize) / pageSize);
    let changes = 0;
    for (let at = 0; at < count; at += 1) {
      const number = first + at + 1;
      const page = chunk.subarray(at * pageSize, (at + 1) * pageSize);
      const vector = vectorOf(page);
      if (taken[number]?.equals(vector)) continue;
      const before = Buffer.from(vector);
      if (!isBlank(page, number)) {
        if (!open(page, number)) {
          torn.push(number);
          continue;
        }
        seal(page, number);
      }
      writeAll(target, page, (number - 1) * pageSize);
      taken[number] = before;
      changes += 1;
    }
    return changes;
  };

  return {
    pass: async (tell, signal) => {
      let changes = 0;
      for (let first = 0; first < pagesNow() && !signal.aborted; first += pagesAtOnce) {
        changes += takeChunk(first, []);
        tell(Math.min(1, (first + pagesAtOnce) / pagesNow()));
        await new Promise(setImmediate);
      }
      // Here and not while everybody waits: the last pass then has little to bring to the disk.
      await flush(target);
      return changes;
    },
    lastPass: async () => {
      const torn: number[] = [];
      for (let first = 0; first < pagesNow(); first += pagesAtOnce) takeChunk(first, torn);
      ftruncateSync(target, pagesNow() * pageSize);
      await flush(target);
      return torn[0] ?? null;
    },
    close: () => {
      chunk.fill(0);
      if (isOpen) closeSync(target);
      isOpen = false;
    },
  };
};

const writeAll = (file: number, bytes: Buffer, at: number): void => {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
};

/**
 * Whether the key opens the folder's file, by its first page; true where there is none. Not while this process has the
 * file open by SQLite: see raw-files.ts.
 */
export const opensCurrentFile = (folder: string, key: Buffer): boolean => {
  const path = currentFile(folder);
  if (path === null) return true;
  const file = openSync(path, 'r');
  try {
    const page = Buffer.alloc(pageSize);
    return readSync(file, page, 0, pageSize, 0) === pageSize && createPageCipher(key, saltOf(page)).open(page, 1);
  } finally {
    closeSync(file);
  }
};
