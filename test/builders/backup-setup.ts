import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markMedium } from '../../src/main/replica/backup/medium.ts';
import { type BackupDone, type BackupOrder, takeBackup } from '../../src/main/replica/backup/take-backup.ts';
import { openReadOnly } from '../../src/main/replica/open-file.ts';
import type { OfficialId } from '../../src/shared/registry/ids.ts';
import { aDeviceFolder, type DeviceFolder, password } from './device-folder.ts';

/** A device with some filings, and places for its backups and for what is restored from them. */
export interface BackupSetup {
  readonly device: DeviceFolder;
  /** A path that nothing has yet. */
  readonly aFolder: (name?: string) => string;
  readonly aMedium: () => string;
  readonly orderTo: (medium: string, of?: DeviceFolder) => BackupOrder;
  readonly backUp: (medium: string, of?: DeviceFolder) => Promise<BackupDone>;
  readonly who: { readonly official: OfficialId; readonly password: string };
  readonly namesOn: (medium: string) => string[];
  /** Everything in a file of the device but what a new incarnation changes: by table, each row as JSON. */
  readonly contentOf: (file: string) => Record<string, string[]>;
  /** Runs `npm run replica` with a password on its standard input. */
  readonly runReplica: (
    args: readonly string[],
    options?: {
      readonly dieAt?: string;
      readonly password?: string;
      /** Its folder for what doesn't stay; the system's if left out. */
      readonly temporary?: string;
    },
  ) => Promise<{ readonly code: number | string | null; readonly out: string; readonly err: string }>;
  readonly remove: () => void;
}

export const setUpBackups = async (): Promise<BackupSetup> => {
  const root = mkdtempSync(join(tmpdir(), 'rrs-backup-'));
  let folders = 0;
  const aFolder = (name = 'folder'): string => join(root, `${name}-${(folders += 1)}`);
  const device = await aDeviceFolder({ residents: 300, folder: aFolder('device'), role: 'supervisor' });
  await device.filed(5);
  const orderTo = (medium: string, of: DeviceFolder = device): BackupOrder => ({
    file: of.file(),
    key: of.key,
    profile: of.profile,
    folder: of.folder,
    medium,
  });
  return {
    device,
    aFolder,
    aMedium: () => {
      const medium = aFolder('medium');
      mkdirSync(medium);
      markMedium(medium, device.folder);
      return medium;
    },
    orderTo,
    backUp: async (medium, of = device) => {
      const done = await takeBackup(of.system, orderTo(medium, of));
      if (!done.ok) throw new Error(JSON.stringify(done.error));
      return done.value;
    },
    who: { official: device.official, password },
    namesOn: (medium) => readdirSync(join(medium, device.identity.device)).toSorted(),
    contentOf: (file) => contentOf(device, file),
    runReplica: (args, options = {}) => runReplica([...args, '--official', device.official], options),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};

export const contentOf = (device: DeviceFolder, file: string): Record<string, string[]> => {
  const db = openReadOnly(file, device.key, 'training');
  if (!db.ok) throw new Error(db.error.type);
  const tables = db.value
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
    )
    .pluck()
    .all()
    .filter((name) => name !== 'serial_block' && name !== 'serial_request');
  const rows = tables.map((name) => {
    const isMeta = name === 'meta';
    const all = db.value.prepare<[], object>(`SELECT * FROM "${name}"${isMeta ? " WHERE name <> 'identity'" : ''}`);
    return [
      name,
      all
        .all()
        .map((row) => JSON.stringify(row))
        .toSorted(),
    ] as const;
  });
  db.value.close();
  return Object.fromEntries(rows);
};

/** `npm run replica` as a process of its own, which is told the password on its standard input. */
export const runReplica = (
  args: readonly string[],
  options: NonNullable<Parameters<BackupSetup['runReplica']>[1]>,
): ReturnType<BackupSetup['runReplica']> =>
  new Promise((resolve, reject) => {
    const child = fork(new URL('../../src/main/replica-command.ts', import.meta.url), args, {
      silent: true,
      env: { ...process.env, RRS_DIE_AT: options.dieAt ?? '', TMPDIR: options.temporary ?? tmpdir() },
    });
    let out = '';
    let errors = '';
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdin?.end(`${options.password ?? password}\n`);
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ code: signal ?? code, out, err: errors }));
  });
