import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noChromium, type OpenedChromium, setupChromium, until } from '../builders/chromium-window.ts';
import { buildPreload, writeTestPage } from '../builders/window-page.ts';

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;
const missing = ['Xvfb', 'xdotool'].filter((program) => !has(program));
const why =
  noChromium ??
  (missing.length > 0
    ? `real keys need a screen: ${missing.join(' and ')} not installed (apt install xvfb xdotool)`
    : null);

/** Keys as a keyboard sends them, through a screen server, to a browser that is not headless. */
const describeKeys = (): void => {
  describe('the keys of a kiosk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-kiosk-keys-'));
    const ends: (() => unknown)[] = [];
    let display = '';
    let on: OpenedChromium;

    beforeAll(async () => {
      // It picks a free number, and says which.
      const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      ends.push(() => screen.kill());
      const [number] = (await once(createInterface(screen.stdio[3] as NodeJS.ReadableStream), 'line')) as [string];
      display = `:${number}`;
      const before = process.env['DISPLAY'];
      process.env['DISPLAY'] = display;
      ends.push(() => {
        if (before === undefined) delete process.env['DISPLAY'];
        else process.env['DISPLAY'] = before;
      });
      on = setupChromium({
        assets: writeTestPage(join(folder, 'page')),
        preload: await buildPreload('chromium', folder),
        mode: 'kiosk',
        headless: false,
      });
      on.shell.start({
        receive: () => undefined,
        coming: () => undefined,
        opened: () => undefined,
        closed: () => undefined,
      });
      await until('the page is ready', () => on.evaluate<boolean>('window.isReady && document.hasFocus()'));
    });
    afterAll(async () => {
      await on?.end();
      for (const end of ends.toReversed()) end();
      rmSync(folder, { recursive: true, force: true });
    });

    const press = (keys: string): void =>
      void execFileSync('xdotool', ['key', '--clearmodifiers', keys], { env: { ...process.env, DISPLAY: display } });

    test('reach the page at all', async () => {
      press('x');
      await until('the page has heard', () => on.evaluate<boolean>(`keys.some(([key]) => key === 'x')`));
    });

    const windows = 'ctrl+n ctrl+t ctrl+shift+n ctrl+shift+t ctrl+h ctrl+j ctrl+shift+o ctrl+shift+Delete F1';
    const functions = 'F3 F5 F6 F7 F10 F11 F12 ctrl+r ctrl+shift+r ctrl+shift+i ctrl+u';
    const dialogs = 'ctrl+s ctrl+p ctrl+shift+p ctrl+o ctrl+l ctrl+w ctrl+shift+w ctrl+q shift+Escape';
    const others = 'ctrl+plus ctrl+minus ctrl+0 alt+Left alt+Right alt+Home alt+d alt+f alt+e Escape';
    test.each([windows, functions, dialogs, others].flatMap((keys) => keys.split(' ')))(
      '%s leads nowhere',
      async (keys) => {
        const size = await on.evaluate('[innerWidth, innerHeight, devicePixelRatio, window.born]');
        press(keys);
        await wait(300);
        expect(await on.pages()).toEqual(['https://office.rrs.invalid/']);
        // A dialog of the system's, or another window, would have the focus now.
        expect(await on.evaluate('document.hasFocus()')).toBe(true);
        expect(await on.evaluate('[innerWidth, innerHeight, devicePixelRatio, window.born]')).toEqual(size);
      },
    );

    test('no dialog of the system opens for files or for printing', async () => {
      await on.evaluate(
        `(() => { const input = document.createElement('input'); input.type = 'file'; document.body.append(input); input.click(); window.print() })()`,
      );
      await wait(1_000);
      expect(await on.evaluate('document.hasFocus()')).toBe(true);
    });
  });
};

/** Where there is no display to be had, or nothing that presses keys on it; `why` says which, and is printed. */
const skipKeys = (reason: string): void => {
  test('the keys of a kiosk', (context) => context.skip(reason));
};

if (why === null) describeKeys();
else skipKeys(why);
