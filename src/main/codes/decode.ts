import type { FileEncoding } from '../../shared/registry/code-import.ts';
import { type Decoded, decodeCp949 } from './cp949.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const decodeUtf8 = (bytes: Uint8Array): Decoded => {
  try {
    return { ok: true, text: strictUtf8.decode(bytes).normalize('NFC') };
  } catch {
    const before = lenientUtf8.decode(bytes).split('\ufffd', 1)[0] ?? '';
    return { ok: false, at: Buffer.byteLength(before) };
  }
};

export const decode = (bytes: Uint8Array, encoding: FileEncoding): Decoded =>
  encoding === 'cp949' ? decodeCp949(bytes) : decodeUtf8(bytes);

/** A letter that lines of Korean text in UTF-8 hold, and CP949 read as UTF-8 practically never gives. */
const syllable = /[가-힣]/;

/**
 * The encoding of whole lines of a file: UTF-8 where it reads as UTF-8 and gives syllables, because any text of some
 * length that is neither ASCII nor UTF-8 fails that. Null where neither reads more than half of the lines.
 */
export const encodingOf = (lines: readonly Uint8Array[]): FileEncoding | null => {
  const reads = (encoding: FileEncoding): number => lines.filter((line) => decode(line, encoding).ok).length;
  const readAsUtf8 = lines.flatMap((line) => {
    const decoded = decode(line, 'utf-8');
    return decoded.ok ? [decoded.text] : [];
  });
  const asCp949 = reads('cp949');
  const isUtf8 = readAsUtf8.length > asCp949 || readAsUtf8.some((text) => syllable.test(text));
  if (isUtf8 && readAsUtf8.length * 2 > lines.length) return 'utf-8';
  return asCp949 * 2 > lines.length || lines.length === 0 ? 'cp949' : null;
};

/** Bytes as they are shown of what could not be decoded: letters of ASCII, everything else as `\xB0`. */
export const bytesToText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');

/** Control characters, marks that turn or join a line, and what stands for a letter lost. No line of these files has one. */
export const invisible = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd-\uffff]/u;

const shownLetters = 60;

/** Text of a file as a report shows it: at most sixty letters, with those that can't be seen written out. */
export const toShown = (text: string): string => {
  const letters = [...text]
    .slice(0, shownLetters)
    .map((letter) =>
      invisible.test(letter)
        ? `\\u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
        : letter,
    );
  return letters.join('') + (text.length > shownLetters ? '…' : '');
};
