import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import type { Platform } from './carried.ts';

/** What marks the fuses in Electron's binary: this text, a version, how many there are, and one character for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron 45 is delivered: see its `fuses.json5`. */
const wire = Buffer.from('101100111');

/**
 * Makes a folder that looks like an unpacked Electron to electron-builder but can't run: for machines that can't fetch
 * the real one. All that packaging does to Electron's files (the fuses, the integrity of the archive, languages, names)
 * is done to these, so that the rest of the package can be looked at.
 */
export const makeStandIn = async (platform: Platform, version: string, folder: string): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const page = join(folder, 'page');
  mkdirSync(page);
  writeFileSync(join(page, 'package.json'), '{"name":"stand-in","main":"main.js"}');
  writeFileSync(join(page, 'main.js'), '');
  await createPackage(page, join(folder, 'resources/default_app.asar'));
  rmSync(page, { recursive: true });
  for (const language of ['ko', 'en-US', 'fr']) writeFileSync(join(folder, `locales/${language}.pak`), 'stand-in');
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), 'stand-in');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'stand-in');
  writeFileSync(join(folder, 'THIS-IS-NO-ELECTRON.txt'), 'Made by scripts/package.ts: this folder can not run.\n');

  const fuses = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, wire.length]), wire]);
  const binary = join(folder, platform === 'win32' ? 'electron.exe' : 'electron');
  if (platform === 'win32') {
    copyFileSync(windowsProgram(), binary);
    writeFileSync(binary, fuses, { flag: 'a' });
  } else {
    const script = "#!/bin/sh\necho 'a stand-in for Electron: it can not run' >&2\nexit 1\n";
    writeFileSync(binary, Buffer.concat([Buffer.from(script), fuses]));
    for (const name of ['chrome-sandbox', 'chrome_crashpad_handler']) writeFileSync(join(folder, name), script);
  }
  chmodSync(binary, 0o755);
};

/** Any real Windows program: its resources are edited. One comes with electron-builder. */
const windowsProgram = (): string => {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
  const library = createRequire(builder.resolve('app-builder-lib/package.json'));
  return join(dirname(library.resolve('electron-winstaller/package.json')), 'vendor/Setup.exe');
};
