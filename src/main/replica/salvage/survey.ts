import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '../../../shared/contract/chain.ts';
import { ok } from '../../../shared/contract/result.ts';
import { openBackupKey } from '../backup/backup-key.ts';
import { copyName, generationsOn } from '../backup/medium.ts';
import { currentFile, filesIn, partsIn } from '../generations.ts';
import { readWitness, type Witness } from '../journal-witness.ts';
import { collect, type Found } from './collect.ts';
import { type JournalState, journalStates } from './journal-state.ts';
import { type Pages, readPages } from './pages.ts';

/** All that can be read of a data folder without SQLite, and without a byte written. */
export interface Survey {
  /** The replica's file; null where there is none. */
  readonly current: { readonly path: string; readonly pages: Pages } | null;
  readonly found: Found;
  readonly journals: readonly JournalState[];
  readonly witness: Witness | null;
  /** Whether the key opens anything of the other folder; true where none was named. */
  readonly opensAlso: boolean;
}

/**
 * @param key opens the current file; files of other keys have nothing to say
 * @param also another folder of the same device, a restored one say, or the medium of its backups: for what this one has
 *   lost
 */
export const surveyFolder = (folder: string, key: Buffer, sha256: Sha256, also: string | null = null): Survey => {
  const witness = readWitness(folder);
  const salt = witness && Buffer.from(witness.salt, 'hex');
  const path = currentFile(folder);
  const current = path !== null ? { path, pages: readCurrent(path, key, salt) } : null;
  const own = [...otherFiles(folder, path, key), ...(current ? [current.pages] : [])];
  const elsewhere = also === null ? [] : filesElsewhere(also, key);
  const found = collect([...elsewhere, ...own], sha256);
  const device = found.identity?.device ?? witness?.device ?? [...found.entries.values()].at(-1)?.header.device ?? '';
  const opensAlso = also === null || !elsewhere.every(isUnreadable);
  return { current, found, journals: journalStates(found, device, witness), witness, opensAlso };
};

/** All files but the current one. What has its name counts more than what never got one. */
const otherFiles = (folder: string, current: string | null, key: Buffer): Pages[] =>
  [...partsIn(folder), ...filesIn(folder)].filter((path) => path !== current).map((path) => readPages(path, key, null));

/** A data folder's, or of a backup medium the newest backup whose seal the key opens: only this device's has such. */
const filesElsewhere = (folder: string, key: Buffer): Pages[] => {
  const backups = currentFile(folder) === null ? generationsOn(folder) : ok([]);
  for (const { found, folder: backup } of backups.ok ? backups.value : []) {
    const copyKey = typeof found === 'string' ? null : openBackupKey(found.key, key, found.text);
    const copy = join(backup, copyName);
    if (copyKey && existsSync(copy)) return [readPages(copy, copyKey, null)];
  }
  return otherFiles(folder, null, key);
};

/** With the salt that stands in the file; where that opens nothing, with the one that was noted beside it. */
const readCurrent = (path: string, key: Buffer, noted: Buffer | null): Pages => {
  const own = readPages(path, key, null);
  return isUnreadable(own) && noted ? readPages(path, key, noted) : own;
};

const isUnreadable = ({ count, damaged, blank }: Pages): boolean => damaged.length + blank.length >= count;
