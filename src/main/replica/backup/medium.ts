import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import nodePath, { join, type PlatformPath } from 'node:path';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import { DeviceId } from '../../../shared/registry/ids.ts';
import { plainDateAt } from '../../../shared/registry/plain-date.ts';
import { withoutNumbers } from '../../../shared/text/language.ts';
import { namesIn, syncFolder, writeDurably } from '../durable-file.ts';
import { type ReadManifest, readManifest } from './manifest.ts';

/**
 * A backup medium is a folder with a mark in it, so that the empty mount point of a medium that was pulled isn't taken for
 * it. Below it each device has a folder, and each generation a folder with a number in that: `backup-000007.part` getting
 * the name `backup-000007` is the moment at which it counts.
 */
const markName = 'rrs-backups';
const pattern = /^backup-(\d{6})$/;
const left = /^backup-\d{6}(?:-old)?\.part$/;

export const copyName = 'replica.db';
const manifestName = 'manifest.json';

/** One generation on a medium, looked at from outside. */
export interface Generation {
  readonly device: DeviceId;
  readonly number: number;
  readonly folder: string;
  readonly found: ReadManifest | 'newer' | 'unreadable';
}

/** Makes a folder a backup medium. One in the data folder would be lost with it. */
export const markMedium = (folder: string, dataFolder: string): Result<unknown, AppError> =>
  onMedium(folder, () => {
    if (isWithin(dataFolder, folder)) return err(unusable(folder, 'own-folder'));
    if (!existsSync(folder) || !statSync(folder).isDirectory()) return err(unusable(folder, 'absent'));
    if (!existsSync(join(folder, markName))) writeDurably(join(folder, markName), 'RRS Office\n');
    return ok({});
  });

/** Whether a folder is another one or lies in it. On Windows the way to another drive is no relative one. */
export const isWithin = (outer: string, folder: string, path: PlatformPath = nodePath): boolean => {
  const way = path.relative(path.resolve(outer), path.resolve(folder));
  return way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
};

/** The device's folder on the medium, with a place for the next generation; what broke off before is cleared away. */
export const nextGeneration = (
  medium: string,
  device: DeviceId,
): Result<{ readonly number: number; readonly part: string }, AppError> =>
  onMedium(medium, () => {
    if (!existsSync(join(medium, markName))) return err(unusable(medium, 'absent'));
    const folder = join(medium, device);
    mkdirSync(folder, { recursive: true });
    for (const name of namesIn(folder).filter((each) => left.test(each)))
      rmSync(join(folder, name), { recursive: true, force: true });
    const number = (numbersIn(folder)[0] ?? 0) + 1;
    const part = join(folder, `${nameOf(number)}.part`);
    mkdirSync(part);
    syncFolder(medium);
    return ok({ number, part });
  });

/** Gives a finished generation its name, for good. */
export const nameGeneration = (part: string, manifest: string): void => {
  writeDurably(join(part, manifestName), manifest);
  renameSync(part, part.replace(/\.part$/, ''));
  syncFolder(join(part, '..'));
};

export const dropPart = (part: string): void => {
  try {
    rmSync(part, { recursive: true, force: true });
  } catch {
    // A medium that is gone keeps it; it goes the next time.
  }
};

/** Every generation below a medium, or below one device's folder on it; newest first within a device. */
export const generationsOn = (folder: string): Result<Generation[], AppError> =>
  onMedium(folder, () => {
    if (!existsSync(folder)) return err({ type: 'NoBackupFound', folder });
    const own = DeviceId.safeParse(folder.split(/[\\/]/).findLast((part) => part !== ''));
    if (own.success) return ok(generationsOf(folder, own.data));
    const devices = readdirSync(folder)
      .toSorted()
      .flatMap((name) => DeviceId.safeParse(name).data ?? []);
    return ok(devices.flatMap((device) => generationsOf(join(folder, device), device)));
  });

const generationsOf = (folder: string, device: DeviceId): Generation[] =>
  numbersIn(folder).map((number) => {
    const path = join(folder, nameOf(number));
    return { device, number, folder: path, found: manifestIn(path) };
  });

const manifestIn = (folder: string): Generation['found'] => {
  try {
    return readManifest(readFileSync(join(folder, manifestName), 'utf8'));
  } catch {
    return 'unreadable';
  }
};

/** How many of the newest stay, and of how many days and weeks the newest stays. */
const newestKept = 3;
const daysKept = 7;
const weeksKept = 4;

/**
 * Which generations stay. By their numbers and never by the clock, so that a clock that lied once can't make the newest
 * look old; days and weeks are only counted apart. What can't be read stays: a person may still want to look at it.
 */
export const generationsToDrop = (generations: readonly Generation[]): Generation[] => {
  const days = new Set<string>();
  const weeks = new Set<number>();
  return generations.filter(({ found }, index) => {
    if (typeof found === 'string') return false;
    const at = Date.parse(found.manifest.takenAt);
    const day = plainDateAt(at);
    // 1970-01-01 was a Thursday; weeks begin on Monday, in Korea's time.
    const week = Math.floor((at / 3_600_000 + 9 + 72) / 168);
    const isOfNewDay = !days.has(day) && days.size < daysKept;
    const isOfNewWeek = !weeks.has(week) && weeks.size < weeksKept;
    if (isOfNewDay) days.add(day);
    if (isOfNewWeek) weeks.add(week);
    return index >= newestKept && !isOfNewDay && !isOfNewWeek;
  });
};

/** Renamed first: half a generation must not look like a whole one. */
export const dropGeneration = ({ folder }: Generation): void => {
  const going = `${folder}-old.part`;
  renameSync(folder, going);
  rmSync(going, { recursive: true, force: true });
};

const numbersIn = (folder: string): number[] =>
  namesIn(folder)
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => b - a);

const nameOf = (number: number): string => `backup-${String(number).padStart(6, '0')}`;

const unusable = (
  folder: string,
  why: Extract<AppError, { readonly type: 'BackupMediumUnusable' }>['why'],
): AppError => ({ type: 'BackupMediumUnusable', folder: withoutNumbers(folder), why });

/** Runs what touches the medium; what is wrong with it comes back as an error that names it. */
export const onMedium = <T>(medium: string, work: () => Result<T, AppError>): Result<T, AppError> => {
  try {
    return work();
  } catch (error) {
    const known = mediumError(error, medium);
    if (known) return err(known);
    throw error;
  }
};

/** What the system says of a medium; null for what has nothing to do with one. */
export const mediumError = (error: unknown, medium: string): AppError | null => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!existsSync(medium) || !existsSync(join(medium, markName))) return unusable(medium, 'absent');
  if (/^(?:SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) return unusable(medium, 'full');
  if (/^(?:SQLITE_READONLY|EROFS|EACCES|EPERM)/.test(code)) return unusable(medium, 'read-only');
  if (/^(?:SQLITE_CANTOPEN|SQLITE_IOERR|E[A-Z]+$)/.test(code)) return unusable(medium, 'failing');
  return null;
};
