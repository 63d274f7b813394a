import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadAssets } from '../../src/main/shell/assets.ts';
import { createBudget } from '../../src/main/shell/chromium/budget.ts';
import { findBrowser } from '../../src/main/shell/chromium/find-browser.ts';
import { browserFlags } from '../../src/main/shell/chromium/flags.ts';

const findAmong = (platform: NodeJS.Platform, files: readonly string[], env: Record<string, string> = {}) =>
  findBrowser({ platform, env, exists: (path) => files.includes(path) });

describe('the browser of this machine', () => {
  test('is found where Debian, Google and Microsoft put it; the program rather than the script before it', () => {
    expect(findAmong('linux', ['/usr/bin/chromium', '/usr/lib/chromium/chromium'])).toEqual({
      ok: true,
      value: { name: 'Chromium', path: '/usr/lib/chromium/chromium' },
    });
    expect(findAmong('linux', ['/usr/bin/google-chrome'])).toMatchObject({ value: { name: 'Google Chrome' } });
    expect(findAmong('linux', ['/usr/bin/microsoft-edge'])).toMatchObject({ value: { name: 'Microsoft Edge' } });
    const edge = String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`;
    expect(findAmong('win32', [edge], { 'ProgramFiles(x86)': String.raw`C:\Program Files (x86)` })).toEqual({
      ok: true,
      value: { name: 'Microsoft Edge', path: edge },
    });
  });

  test('is the one that RRS_BROWSER names, and no other', () => {
    expect(findAmong('linux', ['/usr/bin/chromium', '/opt/x/chrome'], { RRS_BROWSER: '/opt/x/chrome' })).toMatchObject({
      value: { path: '/opt/x/chrome' },
    });
    const none = findAmong('linux', ['/usr/bin/chromium'], { RRS_BROWSER: '/opt/x/chrome' });
    expect(none).toMatchObject({ ok: false, error: { type: 'NoBrowser', named: '/opt/x/chrome' } });
  });

  test('is missing: both languages say what to install, by name', () => {
    const none = findAmong('linux', []);
    if (none.ok) throw new Error('found one');
    for (const text of Object.values(none.error.message))
      for (const name of ['apt install chromium', 'Google Chrome', 'Microsoft Edge', 'RRS_BROWSER'])
        expect(text).toContain(name);
  });

  test('loses its sandbox only for root, and opens a port only for tests', () => {
    const options = { mode: 'kiosk', profile: '/p', headless: false, debugPort: false, asRoot: false } as const;
    const flags = browserFlags(options);
    expect(flags.filter((flag) => /no-sandbox|remote-debugging-port|headless|automation/.test(flag))).toEqual([]);
    for (const flag of ['--kiosk', '--user-data-dir=/p', '--remote-debugging-pipe']) expect(flags).toContain(flag);
    expect(flags[0]).toMatch(/^--app=data:text\/html/);
    expect(browserFlags({ ...options, asRoot: true })).toContain('--no-sandbox');
    expect(browserFlags({ ...options, mode: 'desk' })).not.toContain('--kiosk');
  });
});

describe('trying again', () => {
  test('is at once at first, then after longer pauses, and too much at some time', () => {
    let now = 0;
    const budget = createBudget(() => now, { most: 3, within: 1_000 });
    const tries = [1, 2, 3, 4].map(() => [budget.spend(), budget.delay()]);
    expect(tries).toEqual([
      [true, 0],
      [true, 200],
      [true, 400],
      [false, 800],
    ]);
    now = 1_000;
    expect([budget.spend(), budget.delay()]).toEqual([true, 0]);
  });
});

describe('the files of the page', () => {
  const setupFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-assets-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'page', 'assets', 'a.js'), '1');
    writeFileSync(join(folder, 'page', 'assets', 'a.woff2'), '1');
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'page', 'link.txt'));
    return join(folder, 'page');
  };

  test('are those of the folder, by their exact path, and nothing that a link leads to', async () => {
    const assets = loadAssets(setupFolder());
    expect([...assets.keys()].toSorted()).toEqual(['/', '/assets/a.js', '/assets/a.woff2', '/index.html']);
    expect(String(await assets.get('/')?.body)).toBe('<!doctype html>');
    expect(assets.get('/assets/a.woff2')?.headers['content-type']).toBe('font/woff2');
  });

  test('carry the policy, each of them', () => {
    for (const { headers } of loadAssets(setupFolder()).values()) {
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    }
  });

  test('are missing: whoever starts the window is told', () => {
    expect(() => loadAssets(join(setupFolder(), 'assets'))).toThrow(/has not been built/);
  });
});
