import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Target } from '../package/carried.ts';
import { findElectron } from '../package/find-electron.ts';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('electron/package.json'));
const { version } = require('electron/package.json') as { readonly version: string };

/** Nobody waits longer than this for a window; what takes longer comes with `npm run package`. */
const longestFetch = 15_000;

/** Whether Electron's own program is here, of the version that we are made for. */
const isInstalled = (): boolean => {
  const file = join(folder, 'dist/version');
  return existsSync(file) && readFileSync(file, 'utf8').trim().replace(/^v/, '') === version;
};

/** Electron's program and what it runs on. */
export interface ElectronHere {
  readonly program: string;
  readonly target: Target;
}

const targetHere = (): Target | null => {
  const { platform, arch } = process;
  if (platform !== 'linux' && platform !== 'win32') return null;
  return arch === 'x64' || arch === 'arm64' ? { platform, arch } : null;
};

/** Electron, fetched where that takes a few seconds; null where it can't be had, or where the desk isn't made for it. */
export const getElectron = async (mayFetch: boolean): Promise<ElectronHere | null> => {
  const target = targetHere();
  // As root Electron would have to do without its sandbox.
  if (!target || process.getuid?.() === 0) return null;
  if (!isInstalled() && mayFetch) {
    const found = await findElectron(target, version, undefined);
    if (found !== undefined) return null;
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });
    const late = setTimeout(() => child.kill(), longestFetch);
    await once(child, 'exit');
    clearTimeout(late);
  }
  return isInstalled() ? { program: require('electron') as string, target } : null;
};
