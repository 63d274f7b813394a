import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { System } from '../../system.ts';
import { syncFile, syncFolder } from '../durable-file.ts';
import { nextPart, promote } from '../generations.ts';
import { createJournalEnds } from '../journal.ts';
import { slotsName } from '../keys/key-slot-file.ts';
import { finishPart, openPart, rekeyPart } from '../open-file.ts';
import { createMeta, type Identity } from '../views/meta.ts';
import type { WholeBackup } from './choose-backup.ts';
import { copyName } from './medium.ts';

/** Whether a device can be restored into the folder: it must not hold anything. */
export const checkTarget = (folder: string): Result<unknown, AppError> =>
  existsSync(folder) && readdirSync(folder).length > 0 ? err({ type: 'FolderNotEmpty', folder }) : ok({});

/**
 * Makes a data folder out of a backup that was found whole. It is made beside, under another name, and gets its own when
 * everything in it is on the disk: a folder that has its name is a whole device.
 *
 * @param deviceKey the new key of the device, PKCS #8, DER in base64url
 */
export const restoreBackup = (
  { random, reached }: Pick<System, 'random' | 'reached'>,
  { generation, manifest, fileKey, copyKey }: WholeBackup,
  target: { readonly folder: string; readonly deviceKey: string },
): Result<Identity, AppError> => {
  const free = checkTarget(target.folder);
  if (!free.ok) return free;
  const parent = dirname(target.folder);
  const part = join(parent, `.${basename(target.folder)}.restoring`);
  try {
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true, mode: 0o700 });
    const file = nextPart(part);
    copyFileSync(join(generation.folder, copyName), file);
    reached('restore:copied');
    rekeyPart(file, copyKey, fileKey);
    reached('restore:rekeyed');
    const identity = beginIncarnation(file, fileKey, target.deviceKey, manifest.takenAt, random);
    promote(part, file);
    const slots = join(part, slotsName);
    copyFileSync(join(generation.folder, slotsName), slots);
    syncFile(slots);
    syncFolder(part);
    reached('restore:filled');
    // An empty folder may stand there; Windows renames onto none.
    if (existsSync(target.folder)) rmdirSync(target.folder);
    renameSync(part, target.folder);
    syncFolder(parent);
    reached('restore:named');
    return ok(identity);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
};

/** How far above the last an incarnation may be numbered: room for thousands, and of two hardly ever the same. */
const longestStep = 2 ** 20;

/**
 * Begins a new incarnation in a file that has no name yet: another key, a journal that starts at 1, and none of the
 * serials, because nobody knows which of them were used since. What was not sent is offered, and drafts stay.
 */
export const beginIncarnation = (
  file: string,
  key: Buffer,
  deviceKey: string,
  takenAt: string,
  random: System['random'],
): Identity => {
  const db = openPart(file, key);
  try {
    const meta = createMeta(db);
    const old = meta.get('identity');
    if (!old) throw new Error('a backup that was found whole has a device');
    const { device, incarnation, centralUrl, centralKey } = old;
    const highest = db.prepare<[string], number | null>('SELECT max(incarnation) FROM entry WHERE device = ?').pluck();
    const identity: Identity = {
      device,
      // Above all that are in the file (a rescue may have brought a later one along), and by chance, so that two that are
      // restored from one backup get different numbers without asking anybody. No clock: one that ran ahead once would
      // leave no number for years.
      incarnation: Math.max(incarnation, highest.get(device) ?? 0) + 1 + Math.floor(random() * longestStep),
      deviceKey,
      centralUrl,
      centralKey,
      restoredFrom: { incarnation, head: createJournalEnds(db)(device, incarnation), takenAt },
    };
    // How far the clock was off, too, was said of another computer.
    db.exec(`DELETE FROM serial_block; DELETE FROM serial_request; DELETE FROM meta WHERE name = 'clockOffsetMs'`);
    meta.set('identity', identity);
    finishPart(db);
    return identity;
  } finally {
    db.close();
  }
};
