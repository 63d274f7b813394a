import type { FileHandle } from 'node:fs/promises';

/** One line of a file, without its end. The bytes are a view of the read buffer: they hold until the callback returns. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Null where the line is longer than any line of these files, and was passed over. */
  readonly bytes: Uint8Array | null;
  /** False for a last line that no line feed follows. */
  readonly isEnded: boolean;
}

const chunkBytes = 256 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The longest column of the official layouts has 400 letters; no line comes near this. */
const maxLineBytes = 64 * 1024;

/**
 * Calls `onLine` for each line of an open file from `start` on, and awaits `onChunk` between two reads. Holds one chunk
 * and the beginning of one line, whatever the size of the file. A byte 0x0A is always a line feed: no letter of CP949
 * or UTF-8 contains it.
 */
export const forEachLine = async (
  file: FileHandle,
  start: number,
  onLine: (line: Line) => void,
  onChunk: () => void,
): Promise<void> => {
  const buffer = Buffer.alloc(maxLineBytes + chunkBytes);
  let held = 0;
  let position = start;
  let number = 1;
  // The line is too long already: what is left of it is passed over.
  let isSkipping = false;

  for (;;) {
    const { bytesRead } = await file.read(buffer, held, chunkBytes, position);
    position += bytesRead;
    const end = held + bytesRead;
    let from = 0;
    for (;;) {
      const feed = buffer.subarray(0, end).indexOf(lineFeed, Math.max(from, held));
      if (feed === -1) break;
      onLine({ number, bytes: isSkipping ? null : lineIn(buffer, from, feed), isEnded: true });
      isSkipping = false;
      number += 1;
      from = feed + 1;
      held = from;
    }
    if (bytesRead === 0) {
      if (isSkipping || from < end)
        onLine({ number, bytes: isSkipping ? null : lineIn(buffer, from, end), isEnded: false });
      return;
    }
    held = end - from;
    if (isSkipping || held > maxLineBytes) {
      isSkipping = true;
      held = 0;
    } else buffer.copyWithin(0, from, end);
    onChunk();
  }
};

const lineIn = (buffer: Buffer, from: number, end: number): Uint8Array | null => {
  const to = end > from && buffer[end - 1] === carriageReturn ? end - 1 : end;
  return to - from > maxLineBytes ? null : buffer.subarray(from, to);
};
