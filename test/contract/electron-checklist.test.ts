import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { longestMessage, windowOrigin } from '../../src/shared/contract/window.ts';
import { layPage, openInFake, page, settle } from '../builders/fake-electron-window.ts';
import { buildPreload } from '../builders/window-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
let remove = (): void => undefined;
beforeAll(() => {
  ({ folder, remove } = layPage());
});
afterAll(() => remove());
const open = () => openInFake(folder);
const preferences = async () => (await open()).window.options.webPreferences ?? {};

/**
 * The preload script as it is built for Electron, run as a sandboxed one is: `require` knows Electron alone. What it runs
 * in the page's world runs in another world here too, from its text, and functions are all that crosses besides text.
 */
const runPreload = async () => {
  const file = await buildPreload('electron', folder);
  const sent: [string, string][] = [];
  let hear: (event: unknown, text: string) => void = () => undefined;
  const pageWorld = vm.createContext({});
  const crossing = (value: unknown): unknown => {
    if (typeof value === 'function')
      return (...all: unknown[]) => {
        (value as (...all: unknown[]) => void)(...all.map(crossing));
      };
    if (value === undefined || typeof value === 'string') return value;
    if (Array.isArray(value)) return value.map(crossing);
    throw new Error(`more than text crosses between the worlds: ${typeof value}`);
  };
  const electron = {
    contextBridge: {
      executeInMainWorld: ({ func, args }: Electron.ExecutionScript) => {
        const run = vm.runInContext(`(${String(func)})`, pageWorld) as (...all: unknown[]) => void;
        run(...(args ?? []).map(crossing));
      },
    },
    ipcRenderer: {
      send: (channel: string, text: string) => sent.push([channel, text]),
      on: (_channel: string, listener: typeof hear) => {
        hear = listener;
      },
    },
  };
  const required: string[] = [];
  const guarded: string[] = [];
  vm.runInNewContext(readFileSync(file, 'utf8'), {
    exports: {},
    module: { exports: {} },
    process: { argv: ['electron', '--rrs-window=desk'] },
    window: { addEventListener: (type: string) => guarded.push(type) },
    require: (name: string) => {
      required.push(name);
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return electron;
    },
  });
  const inPage = (expression: string): unknown => vm.runInContext(expression, pageWorld);
  return { inPage, sent, required, guarded, arrive: (text: string) => hear({}, text) };
};

describe("Electron's checklist", () => {
  it('1. only what came with the program is loaded; nothing else is asked for', async () => {
    const { window } = await open();
    expect(await (await window.session.fetch(`${windowOrigin}/`))?.text()).toBe(page);
    for (const url of [
      'http://office.rrs.invalid/',
      'https://example.com/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      `${windowOrigin}.evil/`,
    ])
      expect(await window.session.fetch(url), url).toBeNull();
    expect((await window.session.fetch(`${windowOrigin}/../../package.json`))?.status).toBe(404);
    expect((await window.session.fetch(`${windowOrigin}/`, { method: 'POST', body: 'x' }))?.status).toBe(404);
  });

  it('2. no page has Node', async () => {
    const { nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames } = await preferences();
    expect([nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames]).toEqual([false, false, false]);
  });

  it('3. the preload script has a world of its own', async () => {
    expect((await preferences()).contextIsolation).toBe(true);
  });

  it('4. every process is in the sandbox', async () => {
    const { fake, window } = await open();
    expect(fake.app.isSandboxed).toBe(true);
    expect(window.options.webPreferences?.sandbox).toBe(true);
    expect([...fake.app.switches.keys()]).not.toContain('no-sandbox');
  });

  it('5. every permission is refused, asked or not', async () => {
    const { window, log } = await open();
    const { request, check, device, media } = window.session.handlers;
    const answers: boolean[] = [];
    for (const permission of ['media', 'clipboard-read', 'fullscreen', 'fileSystem', 'openExternal'] as const)
      request?.(window.contents as never, permission, (granted) => answers.push(granted), {} as never);
    expect(answers).toEqual([false, false, false, false, false]);
    expect(check?.(null, 'geolocation', windowOrigin, {} as never)).toBe(false);
    expect(device?.({} as never)).toBe(false);
    expect(media).toBeNull();
    expect(log.filter((line) => line.includes('permission'))).toHaveLength(5);
  });

  it('6. webSecurity stays on', async () => {
    expect((await preferences()).webSecurity).toBe(true);
  });

  it('7. every answer carries a policy: our own script only, neither inline nor eval', async () => {
    const { window } = await open();
    for (const path of ['/', '/index.html', '/app.js']) {
      const policy = (await window.session.fetch(windowOrigin + path))?.headers.get('content-security-policy') ?? '';
      const directives = policy.split('; ');
      for (const wanted of [
        "default-src 'none'",
        "script-src 'self'",
        "require-trusted-types-for 'script'",
        "frame-src 'none'",
      ])
        expect(directives, path).toContain(wanted);
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toContain('*');
    }
  });

  it('8. no insecure content in a secure page', async () => {
    expect((await preferences()).allowRunningInsecureContent).toBe(false);
  });

  it('9. no experimental features', async () => {
    expect((await preferences()).experimentalFeatures).toBe(false);
  });

  it('10. no features of Blink are switched on', async () => {
    const { fake, window } = await open();
    expect(window.options.webPreferences?.enableBlinkFeatures).toBeUndefined();
    expect([...fake.app.switches.keys()]).not.toContain('enable-blink-features');
  });

  it('11. there are no webviews, so none can open a window', async () => {
    expect((await preferences()).webviewTag).toBe(false);
  });

  it('12. a webview that comes about nevertheless is not attached', async () => {
    const { window } = await open();
    let isPrevented = false;
    const event = {
      preventDefault: () => {
        isPrevented = true;
      },
    };
    window.contents.emit('will-attach-webview', event, {}, { src: 'https://example.com/' });
    expect(isPrevented).toBe(true);
  });

  it('13. the page stays where it is, in its frames too, and comes back from where nobody was asked', async () => {
    const { window, log } = await open();
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'http://office.rrs.invalid/',
      'javascript:0',
      `${windowOrigin}@evil.example/`,
    ])
      expect(await window.contents.leave(url), url).toBe(false);
    expect(await window.contents.leave(`${windowOrigin}/`, false)).toBe(false);
    let isPrevented = false;
    window.contents.emit('will-redirect', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    expect(isPrevented).toBe(true);
    await window.contents.leave('about:blank');
    await settle();
    expect(window.contents.loaded).toEqual([`${windowOrigin}/`, 'about:blank', `${windowOrigin}/`]);
    expect(log.join('\n')).not.toContain('example.com');
  });

  it('14. no window is opened from a page, whichever', async () => {
    const { fake, window } = await open();
    expect(window.contents.openHandler?.({ url: `${windowOrigin}/` } as never)).toEqual({ action: 'deny' });
    expect(window.contents.openHandler?.({ url: 'about:blank' } as never)).toEqual({ action: 'deny' });
    expect(fake.windows).toHaveLength(1);
  });

  it('15. nothing is handed to the system to open: the shell is not even given what could', () => {
    const sources = ['electron-api.ts', 'electron-shell.ts', 'lock-down.ts'].map((name) =>
      readFileSync(join(root, 'src/main/shell/electron', name), 'utf8'),
    );
    expect(sources.join('\n')).not.toMatch(/openExternal\(|openPath\(|'shell'/);
  });

  it('16. the version that is tested is the one that is packaged', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const { electronVersion } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as {
      electronVersion: string;
    };
    expect(electronVersion).toBe(devDependencies['electron']);
    expect(electronVersion).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('17. a message counts only when it is text from the top frame of our own page', async () => {
    const { window, received, log } = await open();
    const { mainFrame } = window.contents;
    window.contents.post('{"id":1}');
    window.contents.post('from a frame that has gone', null);
    window.contents.post('from a frame inside', { origin: windowOrigin, parent: mainFrame });
    window.contents.post('from the page before', { origin: windowOrigin, parent: null });
    window.contents.post({ id: 2 });
    window.contents.mainFrame.origin = 'https://example.com';
    window.contents.post('from elsewhere');
    expect(received).toEqual(['{"id":1}']);
    expect(log.filter((line) => line.includes('did not come from the page'))).toHaveLength(5);
  });

  it('18. pages come from a protocol of our own, never from files', async () => {
    const { window } = await open();
    expect([...window.session.protocols.keys()]).toEqual(['https']);
    expect(window.contents.loaded).toEqual([`${windowOrigin}/`]);
  });

  it('19. fuses: off is what a desk does not need, on is what protects the package', () => {
    const { electronFuses } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as {
      electronFuses: Record<string, boolean>;
    };
    expect(electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });

  it('20. a page gets window.rrs and nothing of Electron', async () => {
    const { inPage, sent, required, guarded, arrive } = await runPreload();
    expect(required).toEqual(['electron']);
    expect(guarded).toContain('keydown');
    expect(inPage('Object.keys(globalThis).filter((name) => !name.startsWith("_"))')).toEqual(['rrs']);
    expect(inPage('[Object.keys(rrs).toSorted().join(), Object.isFrozen(rrs)]')).toEqual([
      'command,onChanged,query',
      true,
    ]);
    const answer = inPage(`rrs.query('getStatus', { at: new Date(0), none: undefined })`);
    expect(sent).toEqual([
      ['rrs', '{"id":1,"type":"query","name":"getStatus","input":{"at":"1970-01-01T00:00:00.000Z"}}'],
    ]);
    arrive('{"type":"reply","id":1,"ok":true,"value":{"office":null}}');
    expect(await answer).toEqual({ ok: true, value: { office: null } });
    const refused = inPage(`rrs.query('x', 1n).then(() => 'sent', (error) => error.name)`);
    expect([await refused, sent.length]).toEqual(['TypeError', 1]);
    inPage('globalThis.heard = [], globalThis.stop = rrs.onChanged((topics) => heard.push(topics.join()))');
    arrive('{"type":"changed","topics":["outbox","link"]}');
    inPage('stop()');
    arrive('{"type":"changed","topics":["printers"]}');
    expect(inPage('heard')).toEqual(['outbox,link']);
    void inPage(`rrs.command('echo', 'x'.repeat(2000000))`);
    expect(sent.at(-1)?.[1]).toHaveLength(longestMessage + 1);
  });
});
