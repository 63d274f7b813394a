import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { ElectronApi } from '../../src/main/shell/electron/electron-api.ts';

/**
 * Electron as far as a window needs it, in memory: loading asks the session first, a page that leaves is asked by its
 * listeners, and events carry what Electron's carry. What a test must look at lies open. It can't show that Electron
 * itself does as its types and its documents say; the suite runs on the real one where that is installed.
 */
export interface FakeElectron {
  readonly electron: ElectronApi;
  readonly app: FakeApp;
  readonly windows: FakeWindow[];
  readonly sessions: FakeSession[];
  readonly blockers: Set<number>;
  readonly menus: (Electron.Menu | null)[];
}

export interface FakeApp extends EventEmitter {
  isPackaged: boolean;
  isOnlyInstance: boolean;
  isSandboxed: boolean;
  isReady: boolean;
  readonly switches: Map<string, string>;
  readonly paths: Map<string, string>;
  /** The moment at which Electron is ready. */
  readonly becomeReady: () => Promise<void>;
}

type Handler<T extends keyof Electron.Session> = Parameters<
  Extract<Electron.Session[T], (...all: never[]) => unknown>
>[0];

export interface FakeSession extends EventEmitter {
  readonly partition: string;
  readonly options: Electron.FromPartitionOptions | undefined;
  readonly handlers: {
    request?: Handler<'setPermissionRequestHandler'>;
    check?: Handler<'setPermissionCheckHandler'>;
    device?: Handler<'setDevicePermissionHandler'>;
    media?: Handler<'setDisplayMediaRequestHandler'>;
    before?: (
      details: Electron.OnBeforeRequestListenerDetails,
      answer: (response: Electron.CallbackResponse) => void,
    ) => void;
  };
  readonly protocols: Map<string, (request: Request) => Response | Promise<Response>>;
  spellcheck: boolean;
  /** What a page gets for a URL: null where it was blocked. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response | null>;
}

export interface FakeContents extends EventEmitter {
  readonly ipc: EventEmitter;
  mainFrame: { origin: string; url: string; readonly parent: null };
  /** What arrived in the page, as the preload script hears it. */
  readonly arrived: [channel: string, text: unknown][];
  readonly loaded: string[];
  /** The load that was begun last, until its end. What it is answered with may come from a disk. */
  loading: Promise<void>;
  reloads: number;
  crashes: number;
  isGone: boolean;
  webrtc: string;
  openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null;
  /** The page (or something in it) wants to go elsewhere; true when it did. */
  readonly leave: (url: string, isMainFrame?: boolean) => Promise<boolean>;
  /** The preload script sends. */
  readonly post: (text: unknown, from?: object | null) => void;
}

export interface FakeWindow extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly contents: FakeContents;
  readonly session: FakeSession;
  isShown: boolean;
  isProtected: boolean;
  hasMenu: boolean;
  isGone: boolean;
  focused: number;
  /** A person closes it: true when it is gone. */
  readonly closeByHand: () => boolean;
}

/** An event that a listener can stop. */
const preventable = <T extends object>(params: T) => {
  const event = {
    ...params,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
};

export const createFakeElectron = (): FakeElectron => {
  const windows: FakeWindow[] = [];
  const sessions: FakeSession[] = [];
  const blockers = new Set<number>();
  const menus: (Electron.Menu | null)[] = [];
  const app = fakeApp();

  function BrowserWindow(options: Electron.BrowserWindowConstructorOptions): unknown {
    if (!app.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    const session = sessions.find((each) => (each as unknown) === options.webPreferences?.session);
    if (!session) throw new Error('a window of the default session');
    const window = fakeWindow(options, session, app);
    windows.push(window);
    return window;
  }

  const electron = {
    app,
    BrowserWindow,
    Menu: { setApplicationMenu: (menu: Electron.Menu | null) => menus.push(menu) },
    powerSaveBlocker: {
      start: () => {
        const id = blockers.size + 1;
        blockers.add(id);
        return id;
      },
      stop: (id: number) => blockers.delete(id),
    },
    session: {
      fromPartition: (partition: string, options?: Electron.FromPartitionOptions) => {
        if (!app.isReady) throw new Error('Session can only be received when app is ready');
        const session = fakeSession(partition, options);
        sessions.push(session);
        return session;
      },
    },
  };
  return { electron: electron as unknown as ElectronApi, app, windows, sessions, blockers, menus };
};

const fakeApp = (): FakeApp => {
  const ready = Promise.withResolvers<void>();
  const app = new EventEmitter();
  const beforeReady = (what: string): void => {
    if (fake.isReady) throw new Error(`${what} must be called before the app is ready`);
  };
  const fake: FakeApp = Object.assign(app, {
    isPackaged: true,
    isOnlyInstance: true,
    isSandboxed: false,
    isReady: false,
    switches: new Map<string, string>(),
    paths: new Map<string, string>(),
    commandLine: {
      appendSwitch: (name: string, value = '') => {
        beforeReady('appendSwitch');
        fake.switches.set(name, value);
      },
    },
    enableSandbox: () => {
      beforeReady('app.enableSandbox');
      fake.isSandboxed = true;
    },
    setPath: (name: string, path: string) => fake.paths.set(name, path),
    getPath: (name: string) => fake.paths.get(name) ?? name,
    exit: (code: number) => process.exit(code),
    requestSingleInstanceLock: () => fake.isOnlyInstance,
    whenReady: () => ready.promise,
    becomeReady: async () => {
      fake.isReady = true;
      ready.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
  } satisfies Partial<Record<keyof Electron.App, unknown>> & Record<string, unknown>);
  return fake;
};

const fakeSession = (partition: string, options: Electron.FromPartitionOptions | undefined): FakeSession => {
  const handlers: FakeSession['handlers'] = {};
  const protocols: FakeSession['protocols'] = new Map();
  const fake: FakeSession = Object.assign(new EventEmitter(), {
    partition,
    options,
    handlers,
    protocols,
    spellcheck: true,
    setPermissionRequestHandler: (handler: Handler<'setPermissionRequestHandler'>) => {
      handlers.request = handler;
    },
    setPermissionCheckHandler: (handler: Handler<'setPermissionCheckHandler'>) => {
      handlers.check = handler;
    },
    setDevicePermissionHandler: (handler: Handler<'setDevicePermissionHandler'>) => {
      handlers.device = handler;
    },
    setDisplayMediaRequestHandler: (handler: Handler<'setDisplayMediaRequestHandler'>) => {
      handlers.media = handler;
    },
    setSpellCheckerEnabled: (enable: boolean) => {
      fake.spellcheck = enable;
    },
    webRequest: {
      onBeforeRequest: (listener: NonNullable<FakeSession['handlers']['before']>) => {
        handlers.before = listener;
      },
    },
    protocol: {
      handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
        protocols.set(scheme, handler);
      },
    },
    fetch: async (url: string, init?: RequestInit) => {
      let isBlocked = false;
      handlers.before?.({ url } as Electron.OnBeforeRequestListenerDetails, ({ cancel }) => {
        isBlocked = cancel === true;
      });
      if (isBlocked) return null;
      const handle = protocols.get(new URL(url).protocol.slice(0, -1));
      if (!handle) throw new Error(`${url} would have gone out to the network`);
      return await handle(new Request(url, init));
    },
  });
  return fake;
};

const fakeContents = (session: FakeSession): FakeContents => {
  const commit = (url: string): Promise<void> => {
    fake.loading = load(url);
    return fake.loading;
  };
  const load = async (url: string): Promise<void> => {
    if (url.startsWith('http')) {
      const response = await session.fetch(url);
      if (!response?.ok) throw new Error(`ERR_FAILED (-2) loading '${url}'`);
    }
    const origin = url.startsWith('http') ? new URL(url).origin : 'null';
    // A new document has a new frame: the one before it is no longer the main frame.
    fake.mainFrame = { origin, url, parent: null };
    fake.isGone = false;
    fake.loaded.push(url);
    fake.emit('did-navigate', preventable({}), url, 200, 'OK');
  };
  const fake: FakeContents = Object.assign(new EventEmitter(), {
    ipc: new EventEmitter(),
    mainFrame: { origin: 'null', url: '', parent: null },
    arrived: [] as [string, unknown][],
    loaded: [] as string[],
    loading: Promise.resolve(),
    reloads: 0,
    crashes: 0,
    isGone: false,
    webrtc: 'default',
    openHandler: null as FakeContents['openHandler'],
    loadURL: commit,
    reload: () => {
      fake.reloads += 1;
      void commit(fake.mainFrame.url);
    },
    send: (channel: string, text: unknown) => fake.arrived.push([channel, text]),
    isDestroyed: () => false,
    setWindowOpenHandler: (handler: NonNullable<FakeContents['openHandler']>) => {
      fake.openHandler = handler;
    },
    setWebRTCIPHandlingPolicy: (policy: string) => {
      fake.webrtc = policy;
    },
    forcefullyCrashRenderer: () => {
      fake.crashes += 1;
      fake.isGone = true;
      fake.emit('render-process-gone', preventable({}), { reason: 'killed', exitCode: 9 });
    },
    leave: async (url: string, isMainFrame = true) => {
      const event = preventable({ url, isMainFrame, isSameDocument: false, frame: null });
      // A page that opens about:blank in its own place asks nobody.
      if (url !== 'about:blank') fake.emit('will-frame-navigate', event);
      if (event.defaultPrevented) return false;
      await commit(url);
      return true;
    },
    post: (text: unknown, from?: object | null) => {
      const event = preventable({ senderFrame: from === undefined ? fake.mainFrame : from, sender: fake });
      fake.ipc.emit('rrs', event, text);
    },
  });
  return fake;
};

const fakeWindow = (
  options: Electron.BrowserWindowConstructorOptions,
  session: FakeSession,
  app: FakeApp,
): FakeWindow => {
  const contents = fakeContents(session);
  const end = (): void => {
    if (fake.isGone) return;
    fake.isGone = true;
    fake.emit('closed');
    app.emit('window-all-closed');
  };
  const fake: FakeWindow & { webContents: FakeContents } = Object.assign(new EventEmitter(), {
    options,
    contents,
    session,
    webContents: contents,
    isShown: false,
    isProtected: false,
    hasMenu: true,
    isGone: false,
    focused: 0,
    show: () => {
      fake.isShown = true;
    },
    focus: () => {
      fake.focused += 1;
    },
    isMinimized: () => false,
    removeMenu: () => {
      fake.hasMenu = false;
    },
    setContentProtection: (enable: boolean) => {
      fake.isProtected = enable;
    },
    destroy: end,
    closeByHand: () => {
      const event = preventable({});
      fake.emit('close', event);
      if (!event.defaultPrevented) end();
      return fake.isGone;
    },
  });
  app.emit('web-contents-created', preventable({}), contents);
  return fake;
};
