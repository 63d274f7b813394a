import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn, removeFile, syncFile, syncFolder } from './durable-file.ts';

/**
 * A snapshot makes a new file beside the old one. `replica-000002.part` getting the name `replica-000002.db` is the
 * moment at which it counts; before it the old file is the replica, after it the new one. The highest number holds.
 */
const pattern = /^replica-(\d{6})\.db$/;

const pathOf = (folder: string, generation: number, ending: string): string =>
  join(folder, `replica-${String(generation).padStart(6, '0')}.${ending}`);

const generationsIn = (folder: string): number[] =>
  namesIn(folder)
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => b - a);

/** Every file that ever counted and is still there, the oldest first. */
export const filesIn = (folder: string): string[] =>
  generationsIn(folder)
    .toReversed()
    .map((generation) => pathOf(folder, generation, 'db'));

/** Files that never got their names. */
export const partsIn = (folder: string): string[] =>
  namesIn(folder)
    .filter((name) => /^replica-\d{6}\.part$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));

/** The replica's file, or null where there is none yet. */
export const currentFile = (folder: string): string | null => {
  const [newest] = generationsIn(folder);
  return newest === undefined ? null : pathOf(folder, newest, 'db');
};

/** Where the checkpoint of a generation stands (checkpoint/). */
export const checkpointOf = (file: string): string => file.replace(/db$/, 'checkpoint');

/** Where the next generation is made, before it counts. */
export const nextPart = (folder: string): string => {
  const part = pathOf(folder, (generationsIn(folder)[0] ?? 0) + 1, 'part');
  // Also the log of one that was left: SQLite would take it for the new one's.
  for (const ending of ['-wal', '-shm', '-journal', '']) removeFile(`${part}${ending}`);
  return part;
};

/** Makes a finished part the replica, for good. The part must be closed. */
export const promote = (folder: string, part: string): string => {
  const file = part.replace(/part$/, 'db');
  syncFile(part);
  renameSync(part, file);
  syncFolder(folder);
  return file;
};

/** Takes a part back, also one that has its name already: for good, before anything is written elsewhere. */
export const discard = (folder: string, part: string): void => {
  const file = part.replace(/part$/, 'db');
  const beside = (path: string): string[] => ['-wal', '-shm', '-journal', ''].map((ending) => `${path}${ending}`);
  for (const path of new Set([...beside(part), ...beside(file)])) removeFile(path);
  syncFolder(folder);
};

/** Removes what is no longer, or never became, the replica. A reader may still have it open where the system allows. */
export const sweep = (folder: string): void => {
  const [newest, ...older] = generationsIn(folder);
  for (const generation of older)
    for (const ending of ['checkpoint', 'db-wal', 'db-shm', 'db']) removeFile(pathOf(folder, generation, ending));
  const unfinished = namesIn(folder).filter((name) => /^replica-\d{6}\.(part|checkpoint\.)/.test(name));
  if (newest !== undefined) for (const name of unfinished) removeFile(join(folder, name));
};
