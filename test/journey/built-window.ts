import { existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWindow } from '../../scripts/build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What journeys leave behind. */
export const journeys = join(root, 'out/journeys');

/**
 * The page and the preload script as they are now: built once for all journeys that run at the same time, in a folder
 * that nothing else removes meanwhile.
 */
export const builtWindow = async (): Promise<{ readonly assets: string; readonly preload: string }> => {
  const sources = globSync(
    ['src/{renderer,preload,shared}/**/*.{ts,tsx,css,html,svg}', 'scripts/{build,window-fonts,window-weight}.ts'],
    {
      cwd: root,
    },
  );
  const newest = Math.max(...sources.map((path) => Math.ceil(statSync(join(root, path)).mtimeMs)));
  const built = join(journeys, String(newest));
  if (!existsSync(built)) {
    mkdirSync(journeys, { recursive: true });
    const fresh = mkdtempSync(join(journeys, 'fresh-'));
    await buildWindow(fresh);
    try {
      renameSync(fresh, built);
    } catch (error) {
      // Somebody else was done first, with the same.
      if (!existsSync(built)) throw error;
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return { assets: join(built, 'renderer'), preload: join(built, 'preload/chromium.js') };
};
