import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files that somebody took out of the register, in the data folder and for its owner's eyes only. They are not encrypted:
 * that they were taken out, by whom and what for, stands in the journal.
 */
export const createExports =
  (folder: string) =>
  (name: string, text: string): string => {
    const exports = join(folder, 'exports');
    mkdirSync(exports, { recursive: true });
    chmodSync(exports, 0o700);
    const file = join(exports, name);
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return file;
  };
