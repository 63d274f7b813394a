import { closeSync, openSync } from 'node:fs';

/**
 * A replica's file as bytes, beside SQLite's own connection to it. Under POSIX a process loses its locks on a file when
 * it closes any handle of it, SQLite's with them: so a handle stays open until SQLite has closed the file.
 */
export interface RawFiles {
  readonly open: (path: string) => number;
  /** After SQLite has. */
  readonly close: (path: string) => void;
}

export const createRawFiles = (): RawFiles => {
  const handles = new Map<string, number>();
  return {
    open: (path) => {
      const handle = handles.get(path) ?? openSync(path, 'r');
      handles.set(path, handle);
      return handle;
    },
    close: (path) => {
      const handle = handles.get(path);
      if (handle !== undefined) closeSync(handle);
      handles.delete(path);
    },
  };
};
