import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { DeviceId, OfficeId } from '../../../shared/registry/ids.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import { slotsName } from '../keys/key-slot-file.ts';
import { openReadOnly } from '../open-file.ts';
import { openBackupKey } from './backup-key.ts';
import { findFault, readFacts, sha256OfFile } from './copy-facts.ts';
import type { Manifest } from './manifest.ts';
import { copyName, type Generation, generationsOn, onMedium } from './medium.ts';

/** Which backup is wanted; without a number the newest that is whole. */
export interface BackupWish {
  readonly from: string;
  readonly profile: Profile;
  readonly device: DeviceId | null;
  readonly number: number | null;
  /** The office that it must be of, where whoever restores has said so. */
  readonly office: OfficeId | null;
}

/** A backup of which every byte was looked at, with the keys that open it. */
export interface WholeBackup {
  readonly generation: Generation;
  readonly manifest: Manifest;
  /** The key of the file that was copied, and of the one that will be restored. */
  readonly fileKey: Buffer;
  readonly copyKey: Buffer;
  /** Newer ones that were passed over, and why. */
  readonly passedOver: readonly AppError[];
}

/**
 * Opens the file's key with somebody's password. `slots` is a file of key slots that may be written to, `opensIt` tells
 * whether a key is the one: while a file goes over to another key, slots hold both.
 */
export type OpenSlots = (slots: string, opensIt: (key: Buffer) => boolean) => Promise<Result<Buffer, AppError>>;

/** The generations to choose from, newest first. One device's, or which device is meant must be said. */
export const candidates = (wish: BackupWish): Result<readonly Generation[], AppError> => {
  const found = generationsOn(wish.from);
  if (!found.ok) return found;
  const wanted = found.value.filter(
    ({ device, number }) =>
      (wish.device === null || device === wish.device) && (wish.number === null || number === wish.number),
  );
  if (wanted.length === 0) return err({ type: 'NoBackupFound', folder: wish.from });
  const devices = [...new Set(wanted.map(({ device }) => device))];
  if (devices.length > 1) return err({ type: 'BackupOfAnother', backup: wish.from, holds: devices.join(', ') });
  return ok(wanted);
};

/**
 * Looks through the candidates, newest first, for one that is whole in every byte. A wrong password ends the search: the
 * next one would ask for the same.
 */
export const chooseBackup = async (
  deps: Pick<System, 'sha256'>,
  wish: BackupWish,
  openSlots: OpenSlots,
): Promise<Result<WholeBackup, AppError>> => {
  const found = candidates(wish);
  if (!found.ok) return found;
  const passedOver: AppError[] = [];
  for (const generation of found.value) {
    const checked = await checkBackup(deps, wish, generation, openSlots);
    if (checked.ok) return ok({ ...checked.value, passedOver });
    if (wish.number !== null || !mayBePassedOver(checked.error)) return checked;
    passedOver.push(checked.error);
  }
  return err(passedOver[0] ?? { type: 'NoBackupFound', folder: wish.from });
};

/** Of a damaged one the older brother is the way back; anything else is for a person to decide. */
const mayBePassedOver = ({ type }: AppError): boolean => type === 'BackupDamaged' || type === 'FileNewer';

/** Everything that can be checked: the medium's copy is read whole, twice, and nothing is written. */
const checkBackup = async (
  { sha256 }: Pick<System, 'sha256'>,
  { profile, office }: Pick<BackupWish, 'profile' | 'office'>,
  generation: Generation,
  openSlots: OpenSlots,
): Promise<Result<Omit<WholeBackup, 'passedOver'>, AppError>> => {
  const { found, folder: backup, device } = generation;
  const damaged = (detail: string): Result<never, AppError> => err({ type: 'BackupDamaged', backup, detail });
  if (found === 'newer') return err({ type: 'FileNewer', file: backup, version: 2 });
  if (found === 'unreadable') return damaged('its manifest is not readable');
  const { manifest, text, key } = found;
  if (manifest.profile !== profile) return err({ type: 'FileOfOtherProfile', file: backup, expected: profile });
  if (manifest.device !== device || (office !== null && manifest.office.id !== office))
    return err({ type: 'BackupOfAnother', backup, holds: `${manifest.office.nameKo}, ${manifest.device}` });

  const slots = join(backup, slotsName);
  const copy = join(backup, copyName);
  const read = onMedium(backup, () => ok(readFileSync(slots)));
  if (!read.ok) return damaged('its key slots are missing');
  if (createHash('sha256').update(read.value).digest('hex') !== manifest.slotsSha256)
    return damaged('its key slots were altered');
  const whole = await sha256OfFile(copy).catch(() => null);
  if (!whole) return damaged('its copy can not be read');
  if (whole.bytes !== manifest.bytes) return damaged(`it has ${whole.bytes} bytes instead of ${manifest.bytes}`);
  if (whole.sha256 !== manifest.sha256) return damaged('its copy was altered');

  const opened = await openCopyOf(slots, (file) =>
    openSlots(file, (candidate) => openBackupKey(key, candidate, text) !== null),
  );
  if (!opened.ok) return opened;
  const copyKey = openBackupKey(key, opened.value, text);
  if (!copyKey) return damaged('its manifest was altered');
  const fault = checkCopy(sha256, copy, copyKey, profile, manifest);
  if (!fault.ok) return fault.error.type === 'FileDamaged' ? damaged(fault.error.detail) : fault;
  return fault.value === null
    ? ok({ generation, manifest, fileKey: opened.value, copyKey })
    : damaged(`${basename(copy)}: ${fault.value}`);
};

/** Opening a slot may bring it up to date, and the medium stays as it is. */
const openCopyOf = async <T>(slots: string, open: (file: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-slots-'));
  try {
    const file = join(folder, slotsName);
    copyFileSync(slots, file);
    return await open(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What in the copy is not as the manifest says; null for nothing. */
const checkCopy = (
  sha256: System['sha256'],
  copy: string,
  key: Buffer,
  profile: Profile,
  manifest: Manifest,
): Result<string | null, AppError> => {
  const db = openReadOnly(copy, key, profile, 1);
  if (!db.ok) return db;
  try {
    const fault = findFault(db.value, sha256);
    if (fault !== null) return ok(fault);
    const { identity, office, ...facts } = readFacts(db.value);
    const { journal, unsent, position, registerAsOf, rows } = manifest;
    const isSame =
      identity.device === manifest.device &&
      identity.incarnation === manifest.incarnation &&
      office.id === manifest.office.id &&
      isDeepStrictEqual(facts, { journal, unsent, position, registerAsOf, rows });
    return ok(isSame ? null : 'it holds something else than its manifest says');
  } finally {
    db.value.close();
  }
};
