import { statSync } from 'node:fs';
import type { CodeFileError } from '../../shared/registry/code-import.ts';
import { type CodeBook, openCodeBook } from './code-book.ts';

/** The code book of a computer. */
export interface CurrentBook {
  readonly current: () => CodeBook | null;
  readonly close: () => void;
}

/**
 * The code book of a computer, as it is now: an import puts a new file in the place of the old one, and whoever asks
 * next reads that. Null while there is none that can be read.
 */
export const createCurrentBook = (file: string, refused: (error: CodeFileError) => void): CurrentBook => {
  let opened: { readonly version: string; readonly book: CodeBook | null } = { version: '', book: null };
  return {
    current: () => {
      const version = versionOf(file);
      if (version === opened.version) return opened.book;
      opened.book?.close();
      const book = version === '' ? null : openCodeBook(file);
      if (book && !book.ok) refused(book.error);
      opened = { version, book: book?.ok ? book.value : null };
      return opened.book;
    },
    close: () => opened.book?.close(),
  };
};

/** Empty where there is no such file. */
const versionOf = (file: string): string => {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${String(found.ino)} ${String(found.mtimeMs)} ${String(found.size)}` : '';
};
