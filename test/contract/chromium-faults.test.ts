import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { ChromiumShellOptions } from '../../src/main/shell/chromium/chromium-shell.ts';
import {
  isRunning,
  noChromium,
  type OpenedChromium,
  processesBelow,
  setupChromium,
  until,
} from '../builders/chromium-window.ts';
import { buildPreload, writeTestPage } from '../builders/window-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'rrs-test-page-'));
const preload = await buildPreload('chromium', folder);
const assets = writeTestPage(join(folder, 'page'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noProc = process.platform === 'linux' ? null : 'its processes are found in /proc, which is Linux';

describe.skipIf(noChromium !== null || noProc !== null)(
  noChromium ?? noProc ?? 'what goes wrong in and around Chromium',
  () => {
    const ends: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0)) await end();
    });

    const openWindow = async (options: Partial<ChromiumShellOptions> = {}) => {
      const happened: string[] = [];
      const on: OpenedChromium = setupChromium({ assets, preload, ...options });
      ends.push(on.end);
      on.shell.start({
        coming: () => undefined,
        receive: (text) => {
          const { id, input } = JSON.parse(text) as { readonly id: number; readonly input: unknown };
          on.shell.send({ type: 'reply', id, ok: true, value: input });
        },
        opened: () => void happened.push('opened'),
        closed: () => void happened.push('closed'),
      });
      const answers = (): Promise<void> =>
        until('the window answers', async () => {
          const { value } = await on.evaluate<{ readonly value: unknown }>(
            `window.isReady && rrs.query('echo', 'yes')`,
          );
          return value === 'yes';
        });
      await answers();
      const pid = on.shell.browserPid() ?? 0;
      const processes = (type: string) =>
        processesBelow(pid).filter(({ command }) => command.includes(`--type=${type}`));
      return { ...on, happened, answers, pid, processes };
    };

    /** Does it, and waits until another page than the one before answers. */
    const comesBack = async (on: Awaited<ReturnType<typeof openWindow>>, fault: () => unknown): Promise<void> => {
      const born = await on.evaluate<number>('window.born');
      await fault();
      await until('another page is there', async () => (await on.evaluate<number>('window.born')) !== born);
      await on.answers();
    };

    test('the page is killed: it is loaded again', async () => {
      const on = await openWindow();
      await comesBack(on, () => on.processes('renderer').forEach(({ pid }) => process.kill(pid, 'SIGKILL')));
      expect(on.happened).toEqual(['opened', 'opened']);
      expect(on.shell.browserPid()).toBe(on.pid);
    });

    test('the page is killed again and again: it gets another browser', async () => {
      const on = await openWindow();
      let kills = 0;
      while (on.shell.browserPid() === on.pid && kills < 20) {
        kills += 1;
        await comesBack(on, () => on.processes('renderer').forEach(({ pid }) => process.kill(pid, 'SIGKILL')));
      }
      expect(kills).toBe(7);
      expect(on.log).toContain('the window: the page crashes again and again; the browser is ended');
    });

    test('the browser is killed again and again: the window gives up, and says so once', async () => {
      const on = await openWindow();
      const killer = setInterval(() => {
        const pid = on.shell.browserPid();
        if (pid !== null && isRunning(pid)) process.kill(pid, 'SIGKILL');
      }, 20);
      try {
        await until('it gives up', () => on.happened.includes('closed'));
      } finally {
        clearInterval(killer);
      }
      expect(on.log.at(-1)).toBe('the window: the browser ends again and again; it is not started any more');
      expect(on.happened.filter((each) => each === 'closed')).toHaveLength(1);
    });

    test('the page hangs: its process is ended, and the page loaded again', async () => {
      const on = await openWindow({ patience: { pingEvery: 100, hang: 1_500, end: 3_000 } });
      await comesBack(on, () => on.evaluate('void setTimeout(() => { for (;;); }, 0)'));
      expect(on.happened).toEqual(['opened', 'opened']);
      expect(on.log).toContain('the window: the page does not answer; its process is ended');
      expect(on.shell.browserPid()).toBe(on.pid);
    });

    test('the page is busy for a while: it is left alone', async () => {
      const on = await openWindow({ patience: { pingEvery: 50, hang: 20_000, end: 3_000 } });
      const born = await on.evaluate<number>('window.born');
      await on.evaluate('(() => { const end = performance.now() + 2000; while (performance.now() < end); })()');
      await on.answers();
      expect([await on.evaluate('window.born'), on.happened]).toEqual([born, ['opened']]);
    });

    test('the GPU process is killed: nobody notices', async () => {
      const on = await openWindow();
      const born = await on.evaluate<number>('window.born');
      const before = on.processes('gpu-process');
      expect(before).toHaveLength(1);
      for (const { pid } of before) process.kill(pid, 'SIGKILL');
      await until('there is another one', () => on.processes('gpu-process').some(({ pid }) => pid !== before[0]?.pid));
      await on.answers();
      expect(await on.evaluate('new Promise((resolve) => requestAnimationFrame(() => resolve("drawn")))')).toBe(
        'drawn',
      );
      expect([await on.evaluate('window.born'), on.happened]).toEqual([born, ['opened']]);
    });

    test.each(['SIGKILL', 'SIGSEGV'] as const)('the browser ends by %s: it is started again', async (signal) => {
      const on = await openWindow();
      await comesBack(on, () => process.kill(on.pid, signal));
      expect(on.happened).toEqual(['opened', 'opened']);
      expect(on.shell.browserPid()).not.toBe(on.pid);
      await until('nothing is left of the first', () => !isRunning(on.pid));
    });

    test('the browser hangs: it is ended and started again', async () => {
      const on = await openWindow({ patience: { pingEvery: 100, hang: 1_000, end: 500 } });
      await comesBack(on, () => process.kill(on.pid, 'SIGSTOP'));
      expect(on.shell.browserPid()).not.toBe(on.pid);
    });

    test('the person closes the window of a desk: that is the end of it', async () => {
      const on = await openWindow();
      const below = processesBelow(on.pid);
      await on.say('Page.close').catch(() => undefined);
      await until('it is closed', () => on.happened.includes('closed'));
      expect(on.happened).toEqual(['opened', 'closed']);
      await until('nothing runs any more', () => ![on.pid, ...below.map(({ pid }) => pid)].some(isRunning));
    });

    test('somebody closes the window of a kiosk: it is there again', async () => {
      const on = await openWindow({ mode: 'kiosk' });
      await comesBack(on, () => on.say('Page.close').catch(() => undefined));
      expect(on.happened).toEqual(['opened', 'opened']);
    });

    test('there is no such browser: it says so, and is closed', async () => {
      const { shell, log, end } = setupChromium({ assets, preload, executable: '/nowhere/chromium' });
      ends.push(end);
      const closed = new Promise<void>((resolve) =>
        shell.start({ receive: () => undefined, coming: () => undefined, opened: () => undefined, closed: resolve }),
      );
      await closed;
      expect(log.some((line) => /can't be started.*\/nowhere\/chromium/.test(line))).toBe(true);
    });

    test('it is closed before it is open', async () => {
      const { shell, end } = setupChromium({ assets, preload });
      ends.push(end);
      let closed = 0;
      shell.start({
        receive: () => undefined,
        coming: () => undefined,
        opened: () => undefined,
        closed: () => void (closed += 1),
      });
      await shell.close();
      expect(closed).toBe(1);
      expect(processesBelow(process.pid).filter(({ command }) => /--app=data/.test(command))).toEqual([]);
    });

    test('the program is killed: no process of the browser outlives it', async () => {
      const profile = mkdtempSync(join(tmpdir(), 'rrs-window-'));
      ends.push(async () => rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
      const child: ChildProcess = spawn(
        process.execPath,
        [new URL('./chromium-program.ts', import.meta.url).pathname, profile, assets, preload],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      ends.push(async () => void child.kill('SIGKILL'));
      if (!child.stdout || !child.pid) throw new Error('the program was not started');
      await once(createInterface(child.stdout), 'line');
      const below = processesBelow(child.pid);
      expect(below.length).toBeGreaterThan(3);
      child.kill('SIGKILL');
      await until('nothing runs any more', () => !below.some(({ pid }) => isRunning(pid)));
    });
  },
);
