import { existsSync, readFileSync } from 'node:fs';
import { createPageCipher, type PageCipher, pageSize } from '../page-cipher.ts';

/** One page in the write-ahead log, as it was at some moment. */
export interface WalFrame {
  /** 1, 2, 3 … in the order in which they were written. */
  readonly nth: number;
  readonly page: number;
  /** Ends a transaction. */
  readonly isCommit: boolean;
  /** What SQLite sees of the page; null where it isn't what was written. */
  readonly content: Buffer | null;
}

export interface Wal {
  /** All frames of the log's present run, also those behind a damaged one. */
  readonly frames: readonly WalFrame[];
  /** How many of them SQLite takes in: up to the last commit before anything is wrong. */
  readonly taken: number;
  /** The frame at which the log is not what was written; null where it ends as it should. */
  readonly damagedAt: number | null;
}

const headerSize = 32;
const frameHeaderSize = 24;
const none: Wal = { frames: [], taken: 0, damagedAt: null };

/**
 * Reads the log beside a file, page by page. SQLite drops everything behind the first frame that is not whole without a
 * word: after a crash that is what was never acknowledged, and after damage it need not be.
 *
 * @param salt of the file
 */
export const readWal = (path: string, key: Buffer, salt: Buffer): Wal => {
  if (!existsSync(path)) return none;
  const log = readFileSync(path);
  if (log.length < headerSize) return none;
  const isBigEndian = log.readUInt32BE(0) === 0x37_7f_06_83;
  if (!isBigEndian && log.readUInt32BE(0) !== 0x37_7f_06_82)
    return { ...none, damagedAt: log.length > headerSize ? 1 : null };
  const sum = createChecksum(isBigEndian);
  const runSalt = log.subarray(16, 24);
  const isHeaderWhole = sum.add(log.subarray(0, 24)).equals(log.subarray(24, 32));
  const cipher = createPageCipher(key, salt);

  const frames: WalFrame[] = [];
  let taken = 0;
  let damagedAt: number | null = isHeaderWhole ? null : 1;
  for (let at = headerSize; at + frameHeaderSize + pageSize <= log.length; at += frameHeaderSize + pageSize) {
    const header = log.subarray(at, at + frameHeaderSize);
    // What is left of an earlier run of the log ends this one.
    const isOfThisRun = header.subarray(8, 16).equals(runSalt);
    if (!isOfThisRun && damagedAt === null && !continues(log, at, runSalt)) break;
    const page = header.readUInt32BE(0);
    const content = isOfThisRun ? opened(cipher, log, at, page) : null;
    sum.add(header.subarray(0, 8));
    // Of the page as it lies there, encrypted.
    const isSummed = sum
      .add(log.subarray(at + frameHeaderSize, at + frameHeaderSize + pageSize))
      .equals(header.subarray(16, 24));
    const isSound = content !== null && isSummed;
    const nth = frames.length + 1;
    if (!isSound) damagedAt ??= nth;
    frames.push({ nth, page, isCommit: header.readUInt32BE(4) !== 0, content });
    if (damagedAt === null && frames.at(-1)?.isCommit) taken = nth;
  }
  return { frames, taken, damagedAt };
};

/** Whether frames of the same run follow a frame that isn't one. */
const continues = (log: Buffer, from: number, runSalt: Buffer): boolean => {
  const step = frameHeaderSize + pageSize;
  for (let at = from + step; at + step <= log.length; at += step)
    if (log.subarray(at + 8, at + 16).equals(runSalt)) return true;
  return false;
};

const opened = (cipher: PageCipher, log: Buffer, frameAt: number, page: number): Buffer | null => {
  const start = frameAt + frameHeaderSize;
  const content = Buffer.from(log.subarray(start, start + pageSize));
  return cipher.open(content, page) ? content : null;
};

/** The log's running checksum: over two words at a time, each of the two sums taking in the other. */
const createChecksum = (isBigEndian: boolean): { readonly add: (bytes: Buffer) => Buffer } => {
  let first = 0;
  let second = 0;
  return {
    add: (bytes) => {
      for (let at = 0; at < bytes.length; at += 8) {
        const a = isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
        const b = isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
        first = (first + a + second) >>> 0;
        second = (second + b + first) >>> 0;
      }
      const sums = Buffer.alloc(8);
      sums.writeUInt32BE(first, 0);
      sums.writeUInt32BE(second, 4);
      return sums;
    },
  };
};
