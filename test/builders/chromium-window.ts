import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type ChromiumShell,
  type ChromiumShellOptions,
  createChromiumShell,
} from '../../src/main/shell/chromium/chromium-shell.ts';
import { findBrowser } from '../../src/main/shell/chromium/find-browser.ts';
import { realSystem } from '../../src/main/system.ts';
import { windowOrigin } from '../../src/shared/contract/window.ts';
import { debuggingPort } from './debugging-port.ts';

const found = findBrowser({ platform: process.platform, env: process.env, exists: existsSync });

/** Null where the tests of the Chromium shell can run; otherwise why they can't. */
export const noChromium: string | null = found.ok ? null : found.error.message.en;

/** A window's page, over the debugging port of its browser. */
export interface Attached {
  /** Runs an expression in the world of the page that is shown, waits for it if it is a promise, and gives its value. */
  readonly evaluate: <T>(expression: string) => Promise<T>;
  /** Says something to the page over the debugging port. */
  readonly say: <T>(method: string, params?: object) => Promise<T>;
  /** The addresses of all pages of the browser. */
  readonly pages: () => Promise<readonly string[]>;
}

/** What tests need to know of a window that they opened. */
export interface OpenedChromium extends Attached {
  readonly shell: ChromiumShell;
  readonly log: readonly string[];
  /** Ends the shell if it still runs, and removes what it left. */
  readonly end: () => Promise<void>;
}

export const setupChromium = (
  options: Pick<ChromiumShellOptions, 'assets' | 'preload'> & Partial<ChromiumShellOptions>,
): OpenedChromium => {
  if (!found.ok) throw new Error(found.error.message.en);
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'rrs-window-'));
  const log: string[] = [];
  const system = realSystem(() => undefined);
  const shell = createChromiumShell(
    { ...system, log: (line) => void log.push(line) },
    {
      mode: 'desk',
      profile,
      executable: found.value.path,
      headless: true,
      asRoot: process.getuid?.() === 0,
      debugPort: true,
      ...options,
    },
  );
  return {
    shell,
    log,
    ...attachTo(profile),
    end: async () => {
      await shell.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};

/** Found by what the browser with this profile has written there. */
export const attachTo = (profile: string): Attached => ({
  say: (method, params = {}) => say(profile, method, params),
  evaluate: async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await say<Evaluated>(profile, 'Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  },
  pages: async () => (await targets(profile)).filter(({ type }) => type === 'page').map(({ url }) => url),
});

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

interface ListedTarget {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

const targets = async (profile: string): Promise<readonly ListedTarget[]> => {
  const port = debuggingPort(profile)?.port;
  if (port === undefined) throw new Error('the browser does not listen yet');
  return (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly ListedTarget[];
};

/** A connection for each question: so it doesn't matter which browser and which page there is by now. */
const say = async <T>(profile: string, method: string, params: object): Promise<T> => {
  const page = (await targets(profile)).find(({ type, url }) => type === 'page' && url.startsWith(windowOrigin));
  if (!page) throw new Error('the window shows no page of ours');
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  try {
    return await new Promise<T>((resolve, reject) => {
      const gone = (): void => reject(new Error(`${method}: the page is gone`));
      socket.addEventListener('open', () => socket.send(JSON.stringify({ id: 1, method, params })));
      socket.addEventListener('error', gone);
      socket.addEventListener('close', gone);
      socket.addEventListener('message', ({ data }) => {
        const message = JSON.parse(String(data)) as {
          readonly id?: number;
          readonly method?: string;
          readonly result?: T;
          readonly error?: { readonly message: string };
        };
        if (message.method === 'Inspector.targetCrashed' || message.method === 'Inspector.detached') gone();
        if (message.id !== 1) return;
        if (message.error) reject(new Error(`${method}: ${message.error.message}`));
        else resolve(message.result as T);
      });
    });
  } finally {
    socket.close();
  }
};

/** Asks again and again until it is so; what went wrong instead, if it never is. */
export const until = async (what: string, isSo: () => Promise<boolean> | boolean): Promise<void> => {
  let last: unknown = 'no';
  for (let tries = 0; tries < 600; tries += 1) {
    try {
      if (await isSo()) return;
    } catch (error) {
      last = error;
    }
    await wait(50);
  }
  throw new Error(`never: ${what} (${String(last)})`);
};

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** Everything that a process has started, and what that has started (Linux). */
export const processesBelow = (pid: number): readonly RunningProcess[] => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, state, parent] = /^\d+ \(.*\) (\S) (\d+) /s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return state === 'Z' || state === 'X' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    });
  const below = (of: number): typeof all =>
    all.filter(({ parent }) => parent === of).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
};

export const isRunning = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};
