import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createPageCipher, isBlank, pageSize, saltOf } from '../page-cipher.ts';
import { readWal, type Wal } from './wal.ts';

/** A file's pages and those in its log, each opened by itself: a page that is damaged takes no other with it. */
export interface Pages {
  /** Pages that the file holds, the last perhaps cut off. */
  readonly count: number;
  /** Pages that are not what was written. */
  readonly damaged: readonly number[];
  /** Pages of which nothing was ever written. */
  readonly blank: readonly number[];
  readonly isCutOff: boolean;
  readonly wal: Wal;
  /** Every content that a page has or had, the oldest first: in the file, then in the log as far as that was committed. */
  readonly contents: () => Iterable<{ readonly page: number; readonly content: Buffer }>;
  /** A page's newest content. */
  readonly at: (page: number) => Buffer | null;
}

/** At most this much is read at a time. */
const chunkPages = 256;

/** @param salt the file's, where it is known from elsewhere; else it is read from the first page */
export const readPages = (path: string, key: Buffer, salt: Buffer | null): Pages => {
  const contents: (Buffer | null)[] = [];
  const damaged: number[] = [];
  const blank: number[] = [];
  const bytes = readAll(path);
  const usedSalt = salt ?? saltOf(bytes);
  const cipher = createPageCipher(key, usedSalt);
  for (let number = 1; number * pageSize <= bytes.length; number += 1) {
    const page = bytes.subarray((number - 1) * pageSize, number * pageSize);
    const isNever = isBlank(page, number);
    if (isNever) blank.push(number);
    const isWhole = !isNever && cipher.open(page, number);
    if (!isNever && !isWhole) damaged.push(number);
    contents[number] = isWhole ? page : null;
  }
  const wal = readWal(`${path}-wal`, key, usedSalt);
  // Behind the last commit stands what nobody was told of. Behind damage it can't be told, so all of it is looked at.
  const lastCommit = wal.frames.findLast(({ isCommit }) => isCommit)?.nth ?? 0;
  const frames = wal.frames.filter(({ nth, content }) => content !== null && nth <= lastCommit);
  const newest = new Map(frames.map(({ page, content }) => [page, content]));
  return {
    count: Math.floor(bytes.length / pageSize),
    damaged,
    blank,
    isCutOff: bytes.length % pageSize !== 0,
    wal,
    contents: function* () {
      for (const [page, content] of contents.entries()) if (content) yield { page, content };
      for (const { page, content } of frames) if (content) yield { page, content };
    },
    at: (page) => newest.get(page) ?? contents[page] ?? null,
  };
};

const readAll = (path: string): Buffer => {
  const handle = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(handle).size);
    for (let at = 0; at < bytes.length; ) at += readPart(handle, bytes, at);
    return bytes;
  } finally {
    closeSync(handle);
  }
};

/** Where the disk refuses, page by page: a page that can't be read stays zero, which no page is that was written. */
const readPart = (handle: number, bytes: Buffer, at: number): number => {
  const length = Math.min(chunkPages * pageSize, bytes.length - at);
  try {
    return readSync(handle, bytes, at, length, at) || length;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EIO')) throw error;
    for (let page = at; page < at + length; page += pageSize) {
      try {
        readSync(handle, bytes, page, Math.min(pageSize, bytes.length - page), page);
      } catch {
        // Marked, so that it isn't taken for a page of which nothing was ever written.
        bytes.fill(0xee, page, page + pageSize);
      }
    }
    return length;
  }
};
