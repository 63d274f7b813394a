import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from './carried.ts';

/** Longer than a download takes to begin, shorter than anybody waits for one that never does. */
const patience = 4_000;

/**
 * An unpacked Electron of this version for this platform, or a folder that holds its zip file: the one that is named,
 * else the one that is installed. Undefined where electron-builder can fetch it, null where it can't be had. Without a
 * way out electron-builder takes most of a minute to say so, which is why that is found out beforehand.
 */
export const findElectron = async (
  { platform, arch }: Target,
  version: string,
  named: string | undefined,
): Promise<string | undefined | null> => {
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`there is no Electron in ${named}`);
    return named;
  }
  const installed = fileURLToPath(new URL('../../node_modules/electron/dist', import.meta.url));
  const versionFile = join(installed, 'version');
  const isOurs = platform === process.platform && arch === process.arch;
  if (isOurs && existsSync(versionFile) && readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === version)
    return installed;
  return (await canBeFetched(`v${version}/electron-v${version}-${platform}-${arch}.zip`)) ? undefined : null;
};

/** `ELECTRON_MIRROR` is what Electron's own installer reads. */
const canBeFetched = async (path: string): Promise<boolean> => {
  const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const { ok } = await fetch(new URL(path, mirror), { method: 'HEAD', signal: AbortSignal.timeout(patience) });
    return ok;
  } catch {
    return false;
  }
};
