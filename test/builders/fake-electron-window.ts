import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createElectronShell, type ElectronShell } from '../../src/main/shell/electron/electron-shell.ts';
import type { WindowMode } from '../../src/shared/contract/window.ts';
import { createFakeElectron, type FakeElectron, type FakeWindow } from '../doubles/electron.ts';

/** A clock that stands still until it is told, and waits that end when it passes them. */
const createClock = () => {
  let time = 0;
  const waits: { readonly until: number; readonly resolve: () => void; readonly signal: AbortSignal }[] = [];
  return {
    now: () => time,
    wait: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        waits.push({ until: time + ms, resolve, signal });
        signal.addEventListener('abort', () => resolve());
        if (ms === 0) resolve();
      }),
    pass: async (ms: number): Promise<void> => {
      time += ms;
      for (const each of waits) if (each.until <= time) each.resolve();
      await settle();
    },
  };
};

/** Until everything that waits for nothing but its turn has had it. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A window of the real shell in an Electron in memory, and what it did. */
export interface Opened {
  readonly fake: FakeElectron;
  readonly shell: ElectronShell;
  readonly window: FakeWindow;
  readonly received: string[];
  readonly log: string[];
  readonly clock: ReturnType<typeof createClock>;
  readonly coming: () => number;
  readonly opened: () => number;
  readonly closed: () => number;
}

export const page = '<!doctype html><title>RRS</title>';

/** A folder with the smallest page and a place for what a test builds. */
export const layPage = (): { readonly folder: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-electron-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer/index.html'), page);
  writeFileSync(join(folder, 'renderer/app.js'), 'void 0');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

export const createInFake = (folder: string, mode: WindowMode, fake: FakeElectron) => {
  const log: string[] = [];
  const clock = createClock();
  const shell = createElectronShell(
    { electron: fake.electron, log: (line) => log.push(line), now: clock.now, wait: clock.wait, newId: () => 'id' },
    {
      mode,
      assets: join(folder, 'renderer'),
      preload: join(folder, 'preload.cjs'),
      profile: join(folder, 'profile'),
    },
  );
  const received: string[] = [];
  let [coming, opened, closed] = [0, 0, 0];
  const start = (): void =>
    shell.start({
      receive: (text) => received.push(text),
      coming: () => {
        coming += 1;
      },
      opened: () => {
        opened += 1;
      },
      closed: () => {
        closed += 1;
      },
    });
  return { fake, shell, log, clock, received, start, coming: () => coming, opened: () => opened, closed: () => closed };
};

export const openInFake = async (
  folder: string,
  mode: WindowMode = 'desk',
  fake = createFakeElectron(),
): Promise<Opened> => {
  const made = createInFake(folder, mode, fake);
  made.start();
  await fake.app.becomeReady();
  const [window] = fake.windows;
  if (!window) throw new Error('no window was opened');
  // A page that can't be loaded is the shell's to tell.
  await window.contents.loading.catch(() => undefined);
  await settle();
  return { ...made, window };
};
