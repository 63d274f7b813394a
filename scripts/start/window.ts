import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../src/main/shell/chromium/find-browser.ts';
import { type ElectronHere, getElectron } from './electron.ts';
import type { TrainingFolders } from './set-up.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What shows the window. */
export interface Viewer {
  /** As people know it. */
  readonly name: string;
  /** Starts the desk in it, as a process of its own. */
  readonly open: (folders: TrainingFolders) => Promise<ChildProcess>;
}

export type ViewerChoice = 'electron' | 'chromium' | null;

/** The viewer of this computer; where there is none, what to install, in Korean and English. */
export const findViewer = async ({
  choice,
  isHeadless,
  mayFetch,
}: {
  readonly choice: ViewerChoice;
  readonly isHeadless: boolean;
  /** Whether Electron may be fetched where it isn't here. */
  readonly mayFetch: boolean;
}): Promise<Viewer | { readonly missing: readonly [string, string] }> => {
  const electron = choice === 'chromium' || isHeadless ? null : await getElectron(mayFetch);
  if (electron) return { name: 'Electron', open: (folders) => openInElectron(electron, folders) };
  const browser = findBrowser({ platform: process.platform, env: process.env, exists: existsSync });
  if (choice === 'electron')
    return { missing: ['Electron을 설치하지 못했습니다.', 'Electron is not here and can not be fetched.'] };
  if (!browser.ok) return { missing: [browser.error.message.ko, browser.error.message.en] };
  return { name: browser.value.name, open: async (folders) => openInBrowser(folders, isHeadless) };
};

/** The window's own words go to the terminal: they are of the log, and hold nothing of anybody. */
const openInBrowser = ({ desk }: TrainingFolders, isHeadless: boolean): ChildProcess =>
  spawn(
    process.execPath,
    [
      join(root, 'src/main/index.ts'),
      '--data',
      desk,
      '--profile',
      'training',
      '--shell',
      'chromium',
      '--with-parent',
      ...(isHeadless ? ['--headless'] : []),
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );

/** Electron reads no TypeScript: it gets the program as it would be installed. */
const openInElectron = async (
  { program, target }: ElectronHere,
  { root: training, desk }: TrainingFolders,
): Promise<ChildProcess> => {
  const { stageApp } = await import('../package/stage.ts');
  const app = join(training, 'app');
  await stageApp(target, { main: 'electron-main', others: [] }, join(root, 'out/app'), app);
  // Set by terminals inside editors that are made of Electron, it would make this one a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return spawn(program, [app, '--data', desk, '--profile', 'training'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
};

/** Whether the page was built since its sources last changed. */
export const isWindowBuilt = (): boolean => {
  const built = statSync(join(root, 'out/app/renderer/index.html'), { throwIfNoEntry: false });
  if (!built || !existsSync(join(root, 'out/app/preload/chromium.js'))) return false;
  const sources = globSync(['src/{renderer,preload,shared}/**/*.{ts,tsx,css,html,svg}', 'package.json'], { cwd: root });
  return sources.every((path) => statSync(join(root, path)).mtimeMs <= built.mtimeMs);
};

/** Built by a process of its own: what builds stays out of this one's memory. */
export const buildWindow = async (): Promise<void> => {
  const child = spawn(process.execPath, [join(root, 'scripts/build.ts')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('the window could not be built');
};
