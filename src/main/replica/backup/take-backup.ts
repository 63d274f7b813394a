import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import { syncFile, writeDurably } from '../durable-file.ts';
import { currentFile } from '../generations.ts';
import { forSqlite } from '../keys/file-key.ts';
import { slotsName } from '../keys/key-slot-file.ts';
import { takeOfficeLock } from '../office-lock.ts';
import { diskErrorToAppError, openReadOnly, rekeyPart } from '../open-file.ts';
import { createBackupKey, sealBackupKey } from './backup-key.ts';
import { type FileFacts, findFault, readFacts, sha256OfFile } from './copy-facts.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import {
  copyName,
  dropGeneration,
  dropPart,
  generationsOn,
  generationsToDrop,
  mediumError,
  nameGeneration,
  nextGeneration,
} from './medium.ts';

/** What is to be copied where. */
export interface BackupOrder {
  readonly file: string;
  /** The file's key. */
  readonly key: Buffer;
  readonly profile: Profile;
  /** The data folder, whose slots open the key. */
  readonly folder: string;
  readonly medium: string;
}

/** A backup that was made and found whole. */
export interface BackupDone {
  readonly folder: string;
  readonly number: number;
  readonly manifest: Manifest;
}

type Deps = Pick<System, 'now' | 'sha256' | 'reached'>;

/**
 * Copies the office's file while the office works, on a thread of its own: it only reads, and holds up neither filings nor
 * searches. A generation counts once its copy was opened again and found whole, and everything of it is on the disk.
 *
 * 1. `VACUUM INTO` makes a copy of one moment; a plain copy of the bytes would need the office to stand still.
 * 2. The copy gets a key of its own.
 * 3. It is read whole: every page, every entry of the journal, the counts against those of the file.
 * 4. The manifest says what was found; then the generation gets its name.
 * 5. Generations that nobody needs any more go.
 */
export const takeBackup = async (deps: Deps, order: BackupOrder): Promise<Result<BackupDone, AppError>> => {
  const lock = takeOfficeLock(order.folder, 'backup.lock');
  if (!lock.ok) return lock.error.type === 'FileInUse' ? err({ type: 'BackupRunning' }) : lock;
  try {
    return await takeAlone(deps, order);
  } finally {
    lock.value.release();
  }
};

const takeAlone = async (deps: Deps, order: BackupOrder): Promise<Result<BackupDone, AppError>> => {
  const source = openReadOnly(order.file, order.key, order.profile);
  if (!source.ok) return source;
  let part: string | null = null;
  try {
    const { device } = readFacts(source.value).identity;
    const next = nextGeneration(order.medium, device);
    if (!next.ok) return next;
    part = next.value.part;
    deps.reached('backup:begun');
    const made = await fillPart(deps, order, source.value, part);
    if (!made.ok) {
      dropPart(part);
      return made;
    }
    nameGeneration(part, made.value.content);
    deps.reached('backup:named');
    dropOld(join(part, '..'));
    return ok({ folder: part.replace(/\.part$/, ''), number: next.value.number, manifest: made.value.manifest });
  } catch (error) {
    if (part !== null) dropPart(part);
    const known = mediumError(error, order.medium);
    if (known) return err(known);
    throw error;
  } finally {
    source.value.close();
  }
};

const fillPart = async (
  { now, sha256, reached }: Deps,
  order: BackupOrder,
  source: Database,
  part: string,
): Promise<Result<{ readonly content: string; readonly manifest: Manifest }, AppError>> => {
  const { key, profile, file } = order;
  const copy = join(part, copyName);
  const takenAt = new Date(now()).toISOString();
  const copied = copyTo(source, copy, key, file);
  if (!copied.ok) return copied;
  reached('backup:copied');

  const own = createBackupKey();
  try {
    rekeyPart(copy, key, own);
    reached('backup:rekeyed');

    const opened = openReadOnly(copy, own, profile);
    if (!opened.ok) return opened;
    let facts: FileFacts;
    let schemaVersion: number;
    try {
      facts = readFacts(opened.value);
      const fault = findFault(opened.value, sha256) ?? differenceOf(facts, copied.value);
      if (fault !== null) return err({ type: 'BackupDamaged', backup: part, detail: fault });
      schemaVersion = Number(opened.value.pragma('user_version', { simple: true }));
    } finally {
      opened.value.close();
    }
    const slots = readSlots(order);
    if (!slots.ok) return slots;
    writeDurably(join(part, slotsName), slots.value);
    syncFile(copy);
    reached('backup:verified');

    const { identity, office, journal, unsent, position, registerAsOf, rows } = facts;
    const manifest: Manifest = {
      v: 1,
      type: 'backup',
      profile,
      office,
      device: identity.device,
      incarnation: identity.incarnation,
      takenAt,
      registerAsOf,
      position,
      journal,
      unsent,
      rows,
      schemaVersion,
      ...(await sha256OfFile(copy)),
      slotsSha256: createHash('sha256').update(slots.value).digest('hex'),
    };
    const text = JSON.stringify(manifest);
    return ok({ content: writeManifest(text, sealBackupKey(own, key, text)), manifest });
  } finally {
    own.fill(0);
  }
};

/** The file as it was when the copy was made, as far as it can be told from outside. */
interface Copied {
  readonly before: FileFacts;
  /** Nobody wrote in between: then the copy must have just as many rows. */
  readonly isQuiet: boolean;
  readonly strangers: number;
}

/** Makes the copy. What is wrong with the file itself is told apart from what is wrong with the medium. */
const copyTo = (source: Database, copy: string, key: Buffer, file: string): Result<Copied, AppError> => {
  const versionOf = (): unknown => source.pragma('data_version', { simple: true });
  try {
    const version = versionOf();
    const before = readFacts(source);
    source.prepare('VACUUM INTO ?').run(copy);
    const isQuiet = versionOf() === version;
    source.prepare('ATTACH ? AS copy KEY ?').run(copy, forSqlite(key));
    // Both are the same chain, so whatever the copy has, the file has too.
    const strangers = source
      .prepare<[], number>(
        `SELECT count(*) FROM copy.entry c LEFT JOIN main.entry m USING (device, incarnation, seq)
         WHERE m.hash IS NOT c.hash`,
      )
      .pluck()
      .get();
    source.exec('DETACH copy');
    return ok({ before, isQuiet, strangers: strangers ?? 0 });
  } catch (error) {
    const known = diskErrorToAppError(error, file);
    if (known?.type === 'FileDamaged' && /corrupt|malformed/i.test(known.detail)) return err(known);
    throw error;
  }
};

/** In what the copy is not the file's: equal where nobody wrote meanwhile, else not behind what was there before. */
const differenceOf = (copy: FileFacts, { before, isQuiet, strangers }: Copied): string | null => {
  if (strangers > 0) return 'the journal of the copy is not that of the file';
  if (copy.journal.seq < before.journal.seq) return 'the copy lacks entries of the journal';
  const feed = (position: FileFacts['position']): number => (position ? position.epoch * 2 ** 31 + position.seq : 0);
  if (feed(copy.position) < feed(before.position)) return 'the copy is behind in the feed';
  if (!isQuiet) return null;
  const tables = new Set([...Object.keys(copy.rows), ...Object.keys(before.rows)]);
  const other = [...tables].find((table) => copy.rows[table] !== before.rows[table]);
  return other === undefined ? null : `the copy has another number of rows in ${other}`;
};

/**
 * The slots as they are now. Where the file was given another key meanwhile they may be that one's, and the copy could
 * never be opened by them.
 */
const readSlots = ({ folder, key, profile }: BackupOrder): Result<string, AppError> => {
  const slots = readFileSync(join(folder, slotsName), 'utf8');
  const file = currentFile(folder);
  const still = file === null ? err({ type: 'NotEnrolled' } as const) : openReadOnly(file, key, profile);
  if (!still.ok) return still.error.type === 'FileNotOurs' ? err({ type: 'RekeyRunning' }) : still;
  still.value.close();
  return ok(slots);
};

const dropOld = (deviceFolder: string): void => {
  const all = generationsOn(deviceFolder);
  if (!all.ok) return;
  for (const generation of generationsToDrop(all.value)) {
    try {
      dropGeneration(generation);
    } catch {
      // It stays until the next backup: the new one is safe, and that is what was asked for.
    }
  }
};
