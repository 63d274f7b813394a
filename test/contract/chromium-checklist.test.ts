import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noChromium, type OpenedChromium, processesBelow, setupChromium, until } from '../builders/chromium-window.ts';
import { portFile } from '../builders/debugging-port.ts';
import { buildPreload, writeTestPage } from '../builders/window-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'rrs-test-page-'));
const preload = await buildPreload('chromium', folder);
const assets = writeTestPage(join(folder, 'page'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(noChromium !== null)(noChromium ?? 'the window in Chromium lets nothing in or out', () => {
  const events = {
    receive: () => undefined,
    coming: () => undefined,
    opened: () => undefined,
    closed: () => undefined,
  };
  const openWindow = async (mode: 'desk' | 'kiosk'): Promise<OpenedChromium> => {
    const on = setupChromium({ assets, preload, mode });
    on.shell.start(events);
    await until('the page is ready', () => on.evaluate<boolean>('window.isReady'));
    return on;
  };
  let on: OpenedChromium;
  let profile: string;
  beforeAll(async () => {
    profile = mkdtempSync(join(tmpdir(), 'rrs-window-'));
    on = setupChromium({ assets, preload, profile });
    on.shell.start(events);
    await until('the page is ready', () => on.evaluate<boolean>('window.isReady'));
  });
  afterAll(() => on.end());

  /** As the page's own script would run it: what is evaluated from outside is not held to the policy. */
  const inPage = <T>(body: string): Promise<T> =>
    on.evaluate<T>(
      `new Promise((resolve) => setTimeout(async () => { try { resolve(await (async () => { ${body} })()) } catch (error) { resolve(error.name) } }, 0))`,
    );

  test('the policy refuses eval, inline script and what is put into the document as text', async () => {
    expect(await inPage('return eval("1")')).toBe('EvalError');
    expect(await inPage('return Function("return 1")()')).toBe('EvalError');
    expect(await inPage('document.body.innerHTML = "<b>x</b>"')).toBe('TypeError');
    expect(await inPage('document.createElement("script").text = "1"')).toBe('TypeError');
    expect(await inPage('trustedTypes.createPolicy("default", { createHTML: (text) => text })')).toBe('TypeError');
    const ran = await inPage(`const element = document.createElement('div');
      element.setAttributeNS(null, 'onclick', 'window.ran = true'); return 'set'`);
    expect(ran).toBe('TypeError');
    expect(await inPage('return window.ran ?? "no"')).toBe('no');
  });

  test('the policy refuses every address but its own', async () => {
    for (const address of ['https://example.com/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'chrome://version/'])
      expect(await inPage(`await fetch(${JSON.stringify(address)}); return 'fetched'`)).toBe('TypeError');
    const socket = await inPage(`return await new Promise((resolve) => {
      const socket = new WebSocket('ws://127.0.0.1:1/'); socket.onopen = () => resolve('open'); socket.onerror = () => resolve('refused') })`);
    expect(['refused', 'SecurityError']).toContain(socket);
    const picture = await inPage(`return await new Promise((resolve) => {
      const picture = new Image(); picture.onload = () => resolve('loaded'); picture.onerror = () => resolve('refused'); picture.src = 'https://example.com/x.png'; })`);
    expect(picture).toBe('refused');
    expect(await inPage('await navigator.serviceWorker.register("/assets/page.js"); return "registered"')).not.toBe(
      'registered',
    );
    expect(await inPage('new Worker("/assets/page.js"); return "started"')).toBe('TypeError');
    const refused = await on.evaluate<string[]>('window.refused');
    for (const directive of ['connect-src', 'img-src', 'require-trusted-types-for'])
      expect(refused).toContain(directive);
  });

  test('the shell alone answers: what it does not have is not there', async () => {
    expect(await inPage('await fetch("/.answers/1"); return "fetched"')).toBe('TypeError');
    expect(await inPage('await fetch("/assets/../../../etc/passwd"); return "fetched"')).toBe('TypeError');
    expect(await inPage('await fetch("/", { method: "POST" }); return "fetched"')).toBe('TypeError');
    const headers = await inPage<string>(
      `const { headers } = await fetch('/'); return headers.get('content-security-policy') + headers.get('permissions-policy')`,
    );
    expect(headers).toMatch(/^default-src 'none'; script-src 'self'; .*camera=\(\)/);
  });

  test('the page finds nothing of the shell but window.rrs', async () => {
    const names = await on.evaluate<string[]>('window.globals');
    expect(
      names.filter((name) => /rrs|puppeteer|playwright|cdp|devtools|^binding|selenium|driver/i.test(name)),
    ).toEqual(['rrs']);
    expect(await on.evaluate('[typeof rrsSend, typeof rrsReceive, typeof rrsFetch]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
  });

  test('nobody but the first script gets the port to the shell', async () => {
    const heard = await inPage(`let heard = 0;
      document.addEventListener('rrs:port', () => { heard++ });
      document.dispatchEvent(new Event('rrs:ask-for-port'));
      return heard`);
    expect(heard).toBe(0);
  });

  test('nothing is downloaded', async () => {
    const name = `rrs-test-${process.pid}.txt`;
    await on.evaluate(`(() => { const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x'])); link.download = ${JSON.stringify(name)}; document.body.append(link); link.click() })()`);
    await wait(700);
    const places = [homedir(), join(homedir(), 'Downloads'), process.cwd(), profile, join(profile, 'Default')];
    expect(places.filter((place) => existsSync(join(place, name)))).toEqual([]);
    expect(await on.pages()).toEqual(['https://office.rrs.invalid/']);
  });

  test('no dialog opens: not of the page, not for printing, not for files', async () => {
    const frame = `const frame = document.createElement('iframe'); document.body.append(frame)`;
    expect(await inPage('return [alert(1), confirm(1), prompt(1), print(), open("/")].join()')).toBe(',,,,');
    expect(
      await inPage(
        `${frame}; const { alert, print, open } = frame.contentWindow; return [alert(1), print(), open('/')].join()`,
      ),
    ).toBe(',,');
    const chosen = await on.evaluate(`new Promise((resolve) => { const input = document.createElement('input');
      input.type = 'file'; input.oncancel = () => resolve('cancelled'); input.onchange = () => resolve('chosen');
      document.body.append(input); input.click() })`);
    expect(chosen).toBe('cancelled');
    for (const ask of ['showSaveFilePicker()', 'showOpenFilePicker()', 'showDirectoryPicker()'])
      expect(await on.evaluate(`${ask}.then(() => 'given', (error) => error.name)`)).toMatch(/Error$/);
  });

  test('a page that warns before it is left does not keep the shell from loading it again', async () => {
    const born = await on.evaluate<number>('window.born');
    await on.evaluate(`addEventListener('beforeunload', (event) => event.preventDefault())`);
    await on.evaluate('document.body.click()');
    await on.evaluate('void setTimeout(() => location.reload(), 0)');
    await until('it is there again', async () => (await on.evaluate<number>('window.isReady && window.born')) !== born);
  });

  test('nothing is permitted', async () => {
    for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'])
      expect([
        name,
        await on.evaluate(`navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`),
      ]).toEqual([name, 'denied']);
    expect(
      await on.evaluate(
        `navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', (error) => error.name)`,
      ),
    ).toMatch(/NotAllowedError|NotFoundError/);
  });

  test.each([
    ['window.open of a frame', `document.querySelector('iframe').contentWindow.open.call(window, '/')`],
    ['a link to a new window', `link.target = '_blank'; link.href = '/'; link.click()`],
    ['a link to the internet', `link.target = '_blank'; link.href = 'https://example.com/'; link.click()`],
    [
      'a form',
      `const form = document.createElement('form'); form.target = '_blank'; form.action = '/'; document.body.append(form); form.submit()`,
    ],
    ['a click with Ctrl', `link.href = '/'; link.dispatchEvent(new MouseEvent('click', { ctrlKey: true }))`],
    ['a click with Shift', `link.href = '/'; link.dispatchEvent(new MouseEvent('click', { shiftKey: true }))`],
  ])('no other window opens: %s', async (_, act) => {
    await on.evaluate(
      `(() => { const link = document.createElement('a'); document.body.append(link); document.body.append(document.createElement('iframe')); try { ${act} } catch {} })()`,
    );
    await wait(400);
    await until('there is one page', async () => (await on.pages()).length === 1);
    expect(await on.evaluate('location.href')).toBe('https://office.rrs.invalid/');
  });

  test('there is nothing to go back to', async () => {
    expect(await on.evaluate('history.length')).toBe(1);
    await on.evaluate('history.back()');
    await wait(200);
    expect(await on.evaluate('[location.href, window.isReady]')).toEqual(['https://office.rrs.invalid/', true]);
  });

  const press = async (window: OpenedChromium, key: string, code: string, modifiers = 0): Promise<unknown> => {
    await window.evaluate('window.keys.length = 0');
    const params = {
      key,
      code,
      modifiers,
      windowsVirtualKeyCode: key.length === 1 ? key.toUpperCase().charCodeAt(0) : 0,
    };
    await window.say('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...params });
    await window.say('Input.dispatchKeyEvent', { type: 'keyUp', ...params });
    return window.evaluate('window.keys');
  };
  const [alt, ctrl, shift] = [1, 2, 8];
  const browserKeys: [string, string, string, number][] = [
    ['F5', 'F5', 'F5', 0],
    ['F1', 'F1', 'F1', 0],
    ['F12', 'F12', 'F12', 0],
    ['Ctrl+R', 'r', 'KeyR', ctrl],
    ['Ctrl+K', 'k', 'KeyK', ctrl],
    ['Ctrl+N', 'n', 'KeyN', ctrl],
    ['Ctrl+P with Hangul on', 'ㅔ', 'KeyP', ctrl],
    ['Ctrl+Enter', 'Enter', 'Enter', ctrl],
    ['Ctrl+Shift+Delete', 'Delete', 'Delete', ctrl + shift],
    ['Ctrl++', '+', 'Equal', ctrl],
    ['Alt+Left', 'ArrowLeft', 'ArrowLeft', alt],
    ['Shift+Esc', 'Escape', 'Escape', shift],
  ];
  const ownKeys: [string, string, string, number][] = [
    ['a', 'a', 'KeyA', 0],
    ['Enter', 'Enter', 'Enter', 0],
    ['Esc', 'Escape', 'Escape', 0],
    ['Ctrl+C', 'c', 'KeyC', ctrl],
    ['Ctrl+V with Hangul on', 'ㅍ', 'KeyV', ctrl],
    ['Ctrl+Backspace', 'Backspace', 'Backspace', ctrl],
    ['Ctrl+Shift+Left', 'ArrowLeft', 'ArrowLeft', ctrl + shift],
    ['the Hangul key', 'HangulMode', 'Lang1', 0],
  ];

  test('at a desk the page hears every key once; of the browser’s keys it hears a copy that does nothing', async () => {
    for (const [name, key, code, modifiers] of browserKeys)
      expect([name, await press(on, key, code, modifiers)]).toEqual([name, [[key, false, false]]]);
    for (const [name, key, code, modifiers] of ownKeys)
      expect([name, await press(on, key, code, modifiers)]).toEqual([name, [[key, false, true]]]);
  });

  test('on a kiosk the page never hears of the browser’s keys', async () => {
    const kiosk = await openWindow('kiosk');
    try {
      for (const [name, key, code, modifiers] of browserKeys)
        expect([name, await press(kiosk, key, code, modifiers)]).toEqual([name, []]);
      for (const [name, key, code, modifiers] of ownKeys)
        expect([name, await press(kiosk, key, code, modifiers)]).toEqual([name, [[key, false, true]]]);
    } finally {
      await kiosk.end();
    }
  });

  test('no menu, no zoom by the wheel, nothing dropped', async () => {
    const kept = await on.evaluate(`['contextmenu', 'dragover', 'drop', 'wheel'].map((type) => {
      const event = type === 'wheel' ? new WheelEvent(type, { ctrlKey: true, cancelable: true, bubbles: true }) : new MouseEvent(type, { cancelable: true, bubbles: true });
      return document.body.dispatchEvent(event) })`);
    expect(kept).toEqual([false, false, false, false]);
    expect(
      await on.evaluate(`document.body.dispatchEvent(new WheelEvent('wheel', { cancelable: true, bubbles: true }))`),
    ).toBe(true);
  });

  test('the program listens on no port, and keeps nothing of the page in its folder', async () => {
    const quiet = mkdtempSync(join(tmpdir(), 'rrs-window-'));
    const window = setupChromium({ assets, preload, profile: quiet, debugPort: false });
    const opened = new Promise<void>((resolve) => window.shell.start({ ...events, opened: resolve }));
    try {
      await opened;
      const commands = processesBelow(window.shell.browserPid() ?? 0).map(({ command }) => command);
      expect(commands.join(' ')).not.toMatch(/remote-debugging-port/);
      expect(existsSync(join(quiet, portFile))).toBe(false);
      await window.shell.close();
      const files = readdirSync(quiet, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
      const telling = files.filter((each) => readFileSync(join(each.parentPath, each.name)).includes('rgb(1, 2, 3)'));
      expect(telling.map(({ name }) => name)).toEqual([]);
    } finally {
      await window.end();
    }
  });
});
