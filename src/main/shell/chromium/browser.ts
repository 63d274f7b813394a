import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CDPSession, launch, TargetType } from 'puppeteer-core';
import type { WindowMode } from '../../../shared/contract/window.ts';
import { browserEnvironment, browserFlags, firstPreferences } from './flags.ts';
import { quietly } from './quietly.ts';

export interface BrowserOptions {
  /** The program. */
  readonly executable: string;
  readonly mode: WindowMode;
  readonly profile: string;
  readonly headless: boolean;
  readonly debugPort: boolean;
  readonly asRoot: boolean;
}

/** How a browser ended: as one does that was closed, or otherwise. */
export type BrowserEnd = 'closed' | 'lost';

/** One running browser with one page, over a pipe that nobody else has: it dies with this process. */
export interface Browser {
  readonly pid: number;
  /** Of the one page. */
  readonly page: CDPSession;
  /** Once the browser's process is gone. */
  readonly ended: Promise<BrowserEnd>;
  readonly close: () => Promise<void>;
  /** For a browser that answers no more. */
  readonly kill: () => void;
}

/** Longer than a slow disk needs to start a browser. */
const patience = 30_000;
/** Longer than any answer of a live one takes. */
const answerPatience = 15_000;
/** For what a browser does when it is closed; whoever takes longer is ended. */
const goodbye = 5_000;

export const startBrowser = async (options: BrowserOptions): Promise<Browser> => {
  prepareProfile(options);
  const browser = await launch({
    executablePath: options.executable,
    // None of Puppeteer's own switches: they are for tests, and some of them loosen what is tight here.
    ignoreDefaultArgs: true,
    args: browserFlags(options),
    pipe: true,
    defaultViewport: null,
    env: { ...process.env, ...browserEnvironment },
    // Signals are the composition root's matter.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: patience,
    protocolTimeout: answerPatience,
  });
  const child = browser.process();
  if (!child?.pid) throw new Error('the browser has no process');
  const { pid } = child;
  const ended = new Promise<BrowserEnd>((resolve) => {
    const tell = (): void => resolve(child.exitCode === 0 ? 'closed' : 'lost');
    if (child.exitCode !== null || child.signalCode !== null) tell();
    else child.once('exit', tell);
  });
  const kill = (): void => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  };

  try {
    const everything = await browser.target().createCDPSession();
    const own = await browser.waitForTarget((target) => target.type() === TargetType.PAGE, { timeout: patience });
    await everything.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: false });
    // Grants what is listed, and denies all the rest.
    await everything.send('Browser.grantPermissions', { permissions: [] });
    const page = await own.createCDPSession();
    const { targetInfo } = await page.send('Target.getTargetInfo');
    everything.on('Target.targetCreated', ({ targetInfo: { targetId, type } }) => {
      // Whatever opened it, a second window is a way out, or one that nobody looks after.
      if (targetId === targetInfo.targetId || !['page', 'webview', 'background_page'].includes(type)) return;
      void quietly(everything.send('Target.closeTarget', { targetId }));
    });
    await everything.send('Target.setDiscoverTargets', { discover: true });
    const close = async (): Promise<void> => {
      void quietly(everything.send('Browser.close'));
      const late = setTimeout(kill, goodbye);
      await ended;
      clearTimeout(late);
    };
    // Whoever closes the one page has closed the window, also where a browser without windows would go on.
    browser.on('targetdestroyed', (target) => void (target === own && close()));
    return { pid, page, ended, kill, close };
  } catch (error) {
    kill();
    await ended;
    throw error;
  }
};

const prepareProfile = ({ profile, mode }: BrowserOptions): void => {
  // A citizen's kiosk begins each time as if it had never been used.
  const keeps: Readonly<Record<WindowMode, boolean>> = { desk: true, kiosk: false };
  if (!keeps[mode]) rmSync(profile, { recursive: true, force: true });
  mkdirSync(join(profile, 'Default'), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(firstPreferences), { flag: 'wx' });
  } catch (error) {
    // It has been started before.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
};
