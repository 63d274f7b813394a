import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WindowMode } from '../../src/shared/contract/window.ts';
import { buildRelay, noElectron, setupElectron } from '../builders/electron-window.ts';
import { createInFake, layPage, openInFake, settle } from '../builders/fake-electron-window.ts';
import { buildPreload, writeTestPage } from '../builders/window-page.ts';
import { createFakeElectron, type FakeElectron } from '../doubles/electron.ts';
import { describeShell } from './shell-contract.ts';

let folder = '';
let remove = (): void => undefined;
beforeAll(() => {
  ({ folder, remove } = layPage());
});
afterAll(() => remove());
const open = (mode?: WindowMode, fake?: FakeElectron) => openInFake(folder, mode, fake);
const create = (mode: WindowMode, fake: FakeElectron) => createInFake(folder, mode, fake);

describe('a window in Electron', () => {
  it('looks no name up, and keeps its things where it is told', async () => {
    const { fake } = await open();
    expect(fake.app.switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
    expect(fake.app.paths.get('userData')).toBe(join(folder, 'profile'));
  });

  it('is out of sight of screen recorders, without menu, spelling or dialogs of its own', async () => {
    const { fake, window } = await open();
    expect(window.isProtected).toBe(true);
    expect([window.hasMenu, fake.menus]).toEqual([false, [null]]);
    expect([window.session.spellcheck, window.options.webPreferences?.spellcheck]).toEqual([false, false]);
    expect(window.options.webPreferences?.disableDialogs).toBe(true);
    expect(window.options.webPreferences?.navigateOnDragDrop).toBe(false);
  });

  it('has tools for developers only where it is not packaged', async () => {
    expect((await open()).window.options.webPreferences?.devTools).toBe(false);
    const fake = createFakeElectron();
    fake.app.isPackaged = false;
    expect((await open('desk', fake)).window.options.webPreferences?.devTools).toBe(true);
  });

  it('downloads nothing', async () => {
    const { window } = await open();
    let isPrevented = false;
    window.session.emit('will-download', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    expect(isPrevented).toBe(true);
  });

  it('is shown when it has something to show', async () => {
    const { window } = await open();
    expect(window.isShown).toBe(false);
    window.emit('ready-to-show');
    expect(window.isShown).toBe(true);
  });

  it('is there once: a second start brings the first to the front, and ends itself', async () => {
    const first = await open();
    first.fake.app.emit('second-instance', {}, [], '');
    expect(first.window.focused).toBe(1);
    const fake = createFakeElectron();
    fake.app.isOnlyInstance = false;
    const second = create('desk', fake);
    expect(second.shell.isOpenAlready).toBe(true);
    second.start();
    await fake.app.becomeReady();
    await settle();
    expect([fake.windows.length, second.closed()]).toEqual([0, 1]);
  });

  it('brings text to the page and from it, unaltered', async () => {
    const { shell, window, received } = await open();
    window.contents.post('{"id":1,"type":"query","name":"가","input":null}');
    shell.send({ type: 'changed', topics: [] });
    expect(received).toEqual(['{"id":1,"type":"query","name":"가","input":null}']);
    expect(window.contents.arrived).toEqual([['rrs', '{"type":"changed","topics":[]}']]);
  });

  it('loads a page again that crashed, at once at first and later the more often it crashes', async () => {
    const { window, clock, coming, opened, log } = await open();
    const crash = () => window.contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 });
    crash();
    await settle();
    expect([window.contents.reloads, coming(), opened()]).toEqual([1, 1, 2]);
    crash();
    await settle();
    expect(window.contents.reloads).toBe(1);
    await clock.pass(500);
    expect(window.contents.reloads).toBe(2);
    crash();
    await clock.pass(999);
    expect(window.contents.reloads).toBe(2);
    await clock.pass(1);
    expect(window.contents.reloads).toBe(3);
    await clock.pass(60_000);
    crash();
    await settle();
    expect(window.contents.reloads).toBe(4);
    expect(log.filter((line) => line.includes('crashed'))).toHaveLength(4);
  });

  it('leaves a page alone that ended in good order', async () => {
    const { window } = await open();
    window.contents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    await settle();
    expect(window.contents.reloads).toBe(0);
  });

  it('ends a page that hangs, and not one that was only busy', async () => {
    const { window, clock } = await open();
    window.emit('unresponsive');
    await clock.pass(3_000);
    window.emit('responsive');
    await clock.pass(10_000);
    expect(window.contents.crashes).toBe(0);
    window.emit('unresponsive');
    await clock.pass(5_000);
    expect([window.contents.crashes, window.contents.reloads]).toEqual([1, 1]);
  });

  it('notes a process of the browser that ended', async () => {
    const { fake, log } = await open();
    fake.app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 1 });
    expect(log.at(-1)).toContain('GPU, crashed');
  });

  it('a kiosk is the whole screen, stays awake, forgets, and ends only when it is told to', async () => {
    const { fake, shell, window, closed } = await open('kiosk');
    expect(window.options).toMatchObject({ kiosk: true, fullscreen: true });
    expect(fake.blockers.size).toBe(1);
    expect(window.session).toMatchObject({ partition: 'office', options: { cache: false } });
    expect(window.closeByHand()).toBe(false);
    await shell.close();
    await settle();
    expect([window.isGone, closed(), fake.blockers.size]).toEqual([true, 1, 0]);
  });

  it('a desk keeps how it was set but no page, and is closed by hand', async () => {
    const { fake, window, closed } = await open();
    expect(window.options).toMatchObject({ kiosk: false, fullscreen: false });
    expect(window.session).toMatchObject({ partition: 'persist:office', options: { cache: false } });
    expect(fake.blockers.size).toBe(0);
    expect(window.closeByHand()).toBe(true);
    await settle();
    expect(closed()).toBe(1);
  });

  it('waits with its end for whoever closes the office: neither the last window nor a shutdown ends the process', async () => {
    const { fake, window, closed } = await open();
    expect(fake.app.listenerCount('window-all-closed')).toBe(1);
    let isPrevented = false;
    fake.app.emit('before-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    await settle();
    expect([isPrevented, window.isGone, closed()]).toEqual([true, true, 1]);
  });

  it('closes in good order when the session of the system ends', async () => {
    const { window, closed } = await open();
    window.emit('session-end', {});
    await settle();
    expect(closed()).toBe(1);
  });

  it('needs Electron before it is ready: later its sandbox could not be switched on', async () => {
    const fake = createFakeElectron();
    await fake.app.becomeReady();
    expect(() => create('desk', fake)).toThrow('before the app is ready');
  });
});

const describeReal = (): void => {
  describe('the shell in a real Electron', async () => {
    const files = mkdtempSync(join(tmpdir(), 'rrs-real-electron-'));
    afterAll(() => rmSync(files, { recursive: true, force: true }));
    const [relay, preload] = [await buildRelay(files), await buildPreload('electron', files)];
    const assets = writeTestPage(join(files, 'page'));
    describeShell('Electron', () => setupElectron({ relay, assets, preload, profile: join(files, 'profile') }));
  });
};

const skipReal = (reason: string): void => {
  it('the shell in a real Electron', (context) => context.skip(reason));
};

if (noElectron === null) describeReal();
else skipReal(noElectron);
