import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes renames and new names in a folder survive a power cut. Windows can't and needn't open folders. */
export const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
};

/** Writes a small file so that after a crash either the old or the new content is there, never half. */
export const writeDurably = (path: string, content: string): void => {
  const part = `${path}.part`;
  const handle = openSync(part, 'w', 0o600);
  writeSync(handle, content);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(part, path);
  syncFolder(dirname(path));
};

/** Makes the content of a closed file survive a power cut. */
export const syncFile = (path: string): void => {
  const handle = openSync(path, 'r+');
  fsyncSync(handle);
  closeSync(handle);
};

export const namesIn = (folder: string): string[] => readdirSync(folder);

/** Windows keeps a file that somebody still reads; it then goes the next time. */
export const removeFile = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EBUSY' && code !== 'EPERM') throw error;
  }
};
