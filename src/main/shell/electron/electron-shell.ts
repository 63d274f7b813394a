import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { windowOrigin } from '../../../shared/contract/window.ts';
import { logLine } from '../../../shared/text/log-line.ts';
import { loadAssets } from '../assets.ts';
import type { WindowEvents, WindowShell, WindowShellDeps, WindowShellOptions } from '../shell.ts';
import type { ElectronApi } from './electron-api.ts';
import { isFromPage, lockDownApp, lockDownContents, lockDownSession } from './lock-down.ts';

/** The one channel: text from the page to the office, text from the office to the page. */
const channel = 'rrs';
/** A page that hasn't answered a key for this long after Electron noticed is not coming back. */
const hangsAfter = 5_000;
/** Crashes that follow each other within this time have the same cause: the next try waits longer. */
const soonAfter = 60_000;
const longestPause = 30_000;

export interface ElectronShell extends WindowShell {
  /** Whether the window that was opened earlier comes to the front instead of this one. */
  readonly isOpenAlready: boolean;
}

/**
 * A window in Electron. Must be called before Electron is ready, that is, before the entry's first `await`: the sandbox
 * can't be switched on later.
 */
export const createElectronShell = (
  deps: WindowShellDeps & { readonly electron: ElectronApi },
  options: WindowShellOptions,
): ElectronShell => {
  const { electron, log } = deps;
  const { mode } = options;
  const { app } = electron;
  lockDownApp(app);
  // Electron keeps its things (and the lock of the single instance) there.
  app.setPath('userData', options.profile);
  const isOpenAlready = !app.requestSingleInstanceLock();
  const assets = loadAssets(options.assets);

  let window: BrowserWindow | null = null;
  let isClosing = false;
  let tellClosed = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    tellClosed = resolve;
  });

  const close = (): void => {
    isClosing = true;
    if (window) window.destroy();
    else tellClosed();
  };

  const open = (on: WindowEvents): void => {
    electron.Menu.setApplicationMenu(null);
    const session = sessionOf(electron, mode);
    lockDownSession(session, assets, log);
    window = new electron.BrowserWindow(windowOptions(options, session, app.isPackaged));
    on.coming();
    const { webContents: contents } = window;
    window.removeMenu();
    window.setContentProtection(true);
    contents.ipc.on(channel, (event, text: unknown) => {
      if (isFromPage(contents, event.senderFrame) && typeof text === 'string') on.receive(text);
      else log(logLine('a message that did not come from the page was dropped'));
    });
    contents.on('did-navigate', (_event, url) => {
      if (url.startsWith(`${windowOrigin}/`)) on.opened();
    });
    recover(deps, window);
    if (mode === 'kiosk') {
      const blocker = electron.powerSaveBlocker.start('prevent-display-sleep');
      window.once('closed', () => electron.powerSaveBlocker.stop(blocker));
      // Alt+F4 leads out of no kiosk.
      window.on('close', (event) => {
        if (!isClosing) event.preventDefault();
      });
    }
    window.once('ready-to-show', () => window?.show());
    window.on('session-end', close);
    window.once('closed', () => {
      window = null;
      tellClosed();
    });
    void contents.loadURL(`${windowOrigin}/`).catch((error: unknown) => log(logLine(`the page: ${String(error)}`)));
  };

  return {
    isOpenAlready,
    start: (on) => {
      void gone.then(on.closed);
      if (isOpenAlready) {
        log(logLine('the office is open in another window already'));
        tellClosed();
        return;
      }
      app.on('web-contents-created', (_event, contents) => lockDownContents(contents, log));
      app.on('second-instance', () => {
        if (window?.isMinimized()) window.restore();
        window?.focus();
      });
      app.on('child-process-gone', (_event, { type, reason }) =>
        log(logLine(`a process of the window ended: ${type}, ${reason}`)),
      );
      // Whoever waits for `closed` ends the process, when everything else is in order.
      app.on('window-all-closed', () => undefined);
      app.on('before-quit', (event) => {
        event.preventDefault();
        close();
      });
      app
        .whenReady()
        .then(() => {
          if (!isClosing) open(on);
          else tellClosed();
          return;
        })
        .catch((error: unknown) => {
          log(logLine(`no window can be had: ${String(error)}`));
          tellClosed();
        });
    },
    send: (message) => {
      if (window && !window.webContents.isDestroyed()) window.webContents.send(channel, JSON.stringify(message));
    },
    close: () => {
      close();
      return gone;
    },
  };
};

/** A kiosk forgets everything with its window; a desk keeps how it was set, and no copy of any page. */
const sessionOf = ({ session }: ElectronApi, mode: WindowShellOptions['mode']): Session =>
  session.fromPartition(mode === 'kiosk' ? 'office' : 'persist:office', { cache: false });

const windowOptions = (
  { mode, preload }: WindowShellOptions,
  session: Session,
  isPackaged: boolean,
): BrowserWindowConstructorOptions => ({
  title: 'RRS Office',
  width: 1366,
  height: 768,
  minWidth: 640,
  minHeight: 480,
  show: false,
  kiosk: mode === 'kiosk',
  fullscreen: mode === 'kiosk',
  autoHideMenuBar: true,
  backgroundColor: '#ffffff',
  webPreferences: {
    preload,
    additionalArguments: [`--rrs-window=${mode}`],
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    devTools: !isPackaged,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    // Autosaves and what still runs go on while another window covers this one.
    backgroundThrottling: false,
  },
});

/** Loads the page again after its process crashed, was killed or hung. Drafts are kept by the office, not by the page. */
const recover = ({ log, now, wait }: WindowShellDeps, window: BrowserWindow): void => {
  const { webContents: contents } = window;
  const over = new AbortController();
  window.once('closed', () => over.abort());
  let pause = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    pause = now() - lastAt < soonAfter ? Math.min(longestPause, pause === 0 ? 500 : pause * 2) : 0;
    lastAt = now();
    log(logLine(`the page crashed (${reason}) and is loaded again${pause === 0 ? '' : ` in ${pause} ms`}`));
    const again = async (): Promise<void> => {
      await wait(pause, over.signal);
      if (!over.signal.aborted && !contents.isDestroyed()) contents.reload();
    };
    void again();
  });

  let patience = new AbortController();
  window.on('responsive', () => patience.abort());
  window.on('unresponsive', () => {
    patience.abort();
    patience = new AbortController();
    const signal = AbortSignal.any([patience.signal, over.signal]);
    const end = async (): Promise<void> => {
      await wait(hangsAfter, signal);
      if (signal.aborted || contents.isDestroyed()) return;
      log(logLine('the page hangs and is ended'));
      contents.forcefullyCrashRenderer();
    };
    void end();
  });
};
