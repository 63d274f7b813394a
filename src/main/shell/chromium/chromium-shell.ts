import { readFileSync } from 'node:fs';
import { logLine } from '../../../shared/text/log-line.ts';
import { loadAssets } from '../assets.ts';
import type { WindowEvents, WindowShell, WindowShellDeps, WindowShellOptions } from '../shell.ts';
import { type Browser, type BrowserEnd, startBrowser } from './browser.ts';
import { createBudget } from './budget.ts';
import { openPage, type Page } from './page.ts';

export interface ChromiumShellOptions extends WindowShellOptions {
  /** The browser's program (`findBrowser`). */
  readonly executable: string;
  /** Without a display: for tests, and for pictures of screens. */
  readonly headless: boolean;
  /** Chromium's sandbox doesn't work for root. Offices run as somebody else. */
  readonly asRoot: boolean;
  /** Opens a debugging port on loopback beside the pipe. For tests alone: who reaches it has the window. */
  readonly debugPort?: boolean;
  readonly patience?: Patience;
}

/** Milliseconds. */
export interface Patience {
  /** How often the page is asked whether it is alive, */
  readonly pingEvery: number;
  /** and how long it may take to answer. */
  readonly hang: number;
  /** How long a page's process may take to end. */
  readonly end: number;
}

const defaultPatience: Patience = { pingEvery: 3_000, hang: 10_000, end: 3_000 };

/** More than these in a minute help nobody: then the window gives up, and whoever started the program decides. */
const mostCrashes = 6;
const mostBrowsers = 4;
const within = 60_000;

export interface ChromiumShell extends WindowShell {
  /** Of the browser that runs now. */
  readonly browserPid: () => number | null;
}

/**
 * The window in a browser of the system, driven over a pipe. Whatever of it crashes, hangs or is killed comes back with
 * the page as it is at the start; what somebody was writing is the page's to keep.
 */
export const createChromiumShell = (deps: WindowShellDeps, options: ChromiumShellOptions): ChromiumShell => {
  const { patience = defaultPatience } = options;
  const note = (text: string): void => deps.log(logLine(`the window: ${text}`));
  const closing = new AbortController();
  const finished = Promise.withResolvers<void>();
  let isStarted = false;
  let browser: Browser | null = null;
  let page: Page | null = null;

  const files = { assets: loadAssets(options.assets), preload: readFileSync(options.preload, 'utf8') };

  /** One browser, from its start to its end. */
  const live = async (on: WindowEvents): Promise<BrowserEnd> => {
    const running = await startBrowser({ ...options, debugPort: options.debugPort ?? false });
    browser = running;
    const over = new AbortController();
    void running.ended.then(() => over.abort());
    if (closing.signal.aborted) void running.close();
    else on.coming();

    const crashes = createBudget(deps.now, { most: mostCrashes, within });
    /** Grows with each page and each crash: an answer that an earlier page owes will never come. */
    let generation = 0;
    const crashed = async (): Promise<void> => {
      generation += 1;
      if (!crashes.spend()) {
        note('the page crashes again and again; the browser is ended');
        return running.kill();
      }
      note('the page crashed and is loaded again');
      await deps.wait(crashes.delay(), over.signal);
      page?.reload();
    };
    const opened = (): void => {
      generation += 1;
      on.opened();
    };

    try {
      page = await openPage(
        { ...deps, ...files, session: running.page, mode: options.mode },
        { receive: on.receive, opened, crashed: () => void crashed() },
      );
      await watch({ ...deps, note, patience }, page, { running, over: over.signal, generation: () => generation });
    } catch (error) {
      // A browser that ends while its page is being opened leaves every question to it without an answer.
      if (!over.signal.aborted && !closing.signal.aborted) note(`the page can't be opened: ${String(error)}`);
      running.kill();
    }
    page = null;
    browser = null;
    return running.ended;
  };

  const run = async (on: WindowEvents): Promise<void> => {
    if (options.asRoot) note('the browser runs as root, without its sandbox: for tests only');
    const starts = createBudget(deps.now, { most: mostBrowsers, within });
    /** A person may close a window at a desk. A kiosk has nobody who may. */
    const staysOpen = { desk: (end: BrowserEnd) => end === 'lost', kiosk: () => true }[options.mode];
    for (;;) {
      const end = await live(on).catch((error: unknown): BrowserEnd => {
        note(`the browser can't be started: ${String(error)}`);
        return 'lost';
      });
      if (closing.signal.aborted || !staysOpen(end)) return;
      if (!starts.spend()) return note('the browser ends again and again; it is not started any more');
      note('the browser ended and is started again');
      await deps.wait(starts.delay(), closing.signal);
      if (closing.signal.aborted) return;
    }
  };

  return {
    start: (on) => {
      isStarted = true;
      void run(on).finally(() => {
        on.closed();
        finished.resolve();
      });
    },
    send: (message) => page?.send(JSON.stringify(message)),
    close: async () => {
      closing.abort();
      await browser?.close();
      if (isStarted) await finished.promise;
    },
    browserPid: () => browser?.pid ?? null,
  };
};

/** Asks the page from time to time whether it is alive, and ends its process when it isn't; until the browser ends. */
const watch = async (
  deps: Pick<WindowShellDeps, 'wait'> & { readonly note: (text: string) => void; readonly patience: Patience },
  page: Page,
  of: { readonly running: Browser; readonly over: AbortSignal; readonly generation: () => number },
): Promise<void> => {
  const { patience, note } = deps;
  const comesIn = (event: Promise<unknown>, ms: number): Promise<boolean> => {
    const waited = new AbortController();
    return Promise.race([
      event.then(() => true),
      deps.wait(ms, AbortSignal.any([of.over, waited.signal])).then(() => of.over.aborted),
    ]).finally(() => waited.abort());
  };
  for (;;) {
    await deps.wait(patience.pingEvery, of.over);
    if (of.over.aborted) return;
    const before = of.generation();
    if ((await comesIn(page.ping(), patience.hang)) || of.generation() !== before) continue;
    note('the page does not answer; its process is ended');
    page.crash();
    await deps.wait(patience.end, of.over);
    if (of.generation() !== before || of.over.aborted) continue;
    note('the page can not be ended; the browser is');
    of.running.kill();
  }
};
