import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { officeOfKind, readTownship } from '../../scripts/demo/story.ts';
import { makeTemporaryFolder } from '../../scripts/run/temporary-folder.ts';
import { until } from '../../scripts/run/until.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import { foldersOf, type Surroundings, startSurroundings, type TrainingFolders } from '../../scripts/start/set-up.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { QueryInput, QueryName, QueryOutput } from '../../src/shared/contract/queries.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import { windowOrigin } from '../../src/shared/contract/window.ts';
import type { Office } from '../../src/shared/registry/office.ts';
import type { TrainingTownship } from '../../src/shared/registry/training.ts';
import { attachTo, isRunning, noChromium, processesBelow } from '../builders/chromium-window.ts';
import { debuggingPort, portFile } from '../builders/debugging-port.ts';
import { builtWindow, journeys } from './built-window.ts';

/** Why journeys can't run here; null where they can. */
export const noJourney: string | null =
  process.platform === 'linux' ? noChromium : 'journeys look for the processes of the window in /proc';

const program = fileURLToPath(new URL('./window-program.ts', import.meta.url));

/** The real desk of the training township: central, a printer, an office as a process of its own, and its window. */
export interface JourneyDesk {
  /** The window's page. Another one after a crash or a new start. */
  readonly page: Page;
  readonly around: Surroundings;
  readonly folders: TrainingFolders;
  readonly township: TrainingTownship;
  /** The office whose desk it is, and one of the same county. */
  readonly office: Office;
  readonly neighbour: Office;
  /** Asks the office over the window's own bridge, as who is signed in. */
  readonly ask: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<QueryOutput<N>>;
  /** What axe finds wrong with what is shown. */
  readonly violations: () => Promise<readonly string[]>;
  /** Keeps a picture of what is shown in out/journeys, for whoever looks into a failure. */
  readonly keepPicture: (name: string) => Promise<void>;
  /** Everything that the page complained about. */
  readonly complaints: () => readonly string[];
  /** As a power cut would: the office and its browser are gone when it resolves. */
  readonly killOffice: () => Promise<void>;
  /** Only the page's process; the shell brings it back, and it resolves when the window shows a page again. */
  readonly killPage: () => Promise<void>;
  /** Starts the office again after it was killed, perhaps on another data folder. */
  readonly startOffice: (data?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Running {
  readonly child: ChildProcess;
  readonly log: () => string;
  readonly ended: Promise<unknown>;
}

interface Shown {
  readonly browser: Browser;
  readonly page: Page;
}

/** @param root where everything lies; a new folder, removed at the end, where it is left out */
export const openDesk = async (root?: string): Promise<JourneyDesk> => {
  const own = root ?? makeTemporaryFolder('journey');
  const folders = foldersOf(join(own, 'training'));
  let profile = join(folders.desk, 'window');
  const township = readTownship();
  const complaints: string[] = [];
  let running: Running | null = null;
  let shown: Shown | null = null;
  let around: Surroundings | null = null;

  const start = async (data = folders.desk): Promise<void> => {
    const { assets, preload } = await builtWindow();
    profile = join(data, 'window');
    rmSync(join(profile, portFile), { force: true });
    running = startProgram([data, profile, assets, preload]);
    shown = await connect(profile, running, complaints);
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    await shown?.browser.close().catch(() => undefined);
    shown = null;
    if (running) {
      const { child, ended } = running;
      const below = processesBelow(child.pid ?? 0);
      child.kill(signal);
      await ended;
      await until('the browser is gone', async () => (below.some(({ pid }) => isRunning(pid)) ? null : true));
    }
    running = null;
  };
  const close = async (): Promise<void> => {
    await end('SIGTERM');
    await around?.stop();
    if (root === undefined) rmSync(own, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const page = (): Page => {
    if (!shown) throw new Error('the window is not open');
    return shown.page;
  };

  try {
    // The window is built while central starts.
    const [surroundings] = await Promise.all([startSurroundings(folders, true, (_, work) => work()), builtWindow()]);
    around = surroundings;
    await start();
  } catch (error) {
    await close();
    throw error;
  }

  return {
    get page() {
      return page();
    },
    around,
    folders,
    township,
    office: officeOfKind(township, 'myeon'),
    neighbour: officeOfKind(township, 'eup'),
    ask: async <N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> =>
      valueOf(
        await page().evaluate<Result<QueryOutput<N>, AppError>>(
          `window.rrs.query(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
        ),
      ),
    violations: () => violationsOn(page()),
    keepPicture: async (name) => {
      await shown?.page.screenshot({
        path: join(journeys, `${name.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 60)}.png`),
      });
    },
    complaints: () => complaints,
    killOffice: () => end('SIGKILL'),
    killPage: async () => {
      const before = shown;
      const renderer = processesBelow(running?.child.pid ?? 0).find(({ command }) => isOfPage(command));
      if (!running || !before || !renderer) throw new Error('the page has no process');
      process.kill(renderer.pid, 'SIGKILL');
      await before.browser.close();
      // Who connects to a page that is dead gets hold of nothing.
      await until('the page is back', () =>
        attachTo(profile)
          .evaluate<boolean>("document.querySelector('#root > *') !== null")
          .then((isBack) => isBack || null)
          .catch(() => null),
      );
      shown = await connect(profile, running, complaints);
    },
    startOffice: start,
    close,
  };
};

const isOfPage = (command: string): boolean =>
  command.includes('--type=renderer') && !command.includes('--extension-process');

const startProgram = (args: readonly string[]): Running => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  return { child, log: () => log, ended: once(child, 'exit') };
};

/** The window's page over the browser's debugging port, once it shows something. */
const connect = async (profile: string, { child, log }: Running, complaints: string[]): Promise<Shown> => {
  const port = await until('the browser listens', async () => {
    if (child.exitCode !== null) throw new Error(`the office ended\n${log()}`);
    return debuggingPort(profile)?.port ?? null;
  });
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = await until(
    'the window shows its page',
    async () =>
      browser
        .contexts()[0]
        ?.pages()
        .find((each) => each.url().startsWith(windowOrigin)) ?? null,
  );
  page.setDefaultTimeout(30_000);
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // What moves for the eye's sake is at its end at once, so that nothing is looked at half-way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.locator('#root > *').first().waitFor();
  return { browser, page };
};

/** axe's script has no place under the page's own policy, so it comes in as the debugger's. */
const violationsOn = async (page: Page): Promise<readonly string[]> => {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{
    violations: readonly { id: string; help: string; nodes: readonly { html: string }[] }[];
  }>("axe.run(document, { resultTypes: ['violations'] })");
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
};
