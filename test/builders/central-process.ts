import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenRegister, openRegister } from '../../src/central/central.ts';
import { readKeys } from '../../src/central/store/key-file.ts';
import { postgresAddress } from '../../src/central/store/postgres.ts';
import type { Seed } from '../../src/central/store/seed.ts';
import { createSystem } from '../../src/central/system.ts';

const program = new URL('../../src/central/index.ts', import.meta.url).pathname;

export interface CentralProcess {
  readonly url: string;
  /** The signal that ended it, or null. */
  readonly ended: Promise<NodeJS.Signals | null>;
  readonly stop: () => Promise<void>;
}

/** Central as it is run in service, in a process of its own. */
export const startCentralProcess = async (
  folder: string,
  options: {
    readonly dieAt?: string;
    readonly seedFile?: string;
    readonly profile?: string;
    readonly more?: readonly string[];
  } = {},
): Promise<CentralProcess> => {
  const seed = options.seedFile === undefined ? [] : ['--seed', options.seedFile];
  const args = [
    program,
    'serve',
    '--data',
    folder,
    '--profile',
    options.profile ?? 'training',
    ...seed,
    ...(options.more ?? []),
  ];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, RRS_DIE_AT: options.dieAt ?? '', DATABASE_URL: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  const url = await readUrl(child);
  return {
    url,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const readUrl = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => resolve((JSON.parse(chunk.toString()) as { url: string }).url));
    child.once('exit', (code, signal) => reject(new Error(`central ended (${code ?? signal}): ${errors}`)));
  });

/** Prints a code as an administrator would get it, while central serves. */
export const printCode = (folder: string, office: string): string =>
  execFileSync(process.execPath, [program, 'code', '--data', folder, '--office', office], {
    env: { ...process.env, DATABASE_URL: undefined },
    encoding: 'utf8',
  }).trim();

/** The database of a running process, for looking at what it stored. */
export const openRegisterOf = (folder: string): Promise<OpenRegister> =>
  openRegister({
    system: createSystem(),
    address: postgresAddress(folder),
    keys: readKeys(join(folder, 'central.key')),
    profile: null,
    log: () => undefined,
  });

/** A folder with a seeded register, not running: copies of it start faster than new ones. */
export const makeSeededFolder = async (seed: Seed): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-test-'));
  const seedFile = join(folder, 'seed.json');
  writeFileSync(seedFile, JSON.stringify(seed));
  await (await startCentralProcess(folder, { seedFile })).stop();
  return folder;
};

/** Keeps owners and modes, which the server insists on. */
export const copyFolder = (folder: string): string => {
  const copy = mkdtempSync(join(tmpdir(), 'rrs-test-'));
  execFileSync('cp', ['-a', `${folder}/.`, copy]);
  return copy;
};

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
