import type { App, Session, WebContents } from 'electron';
import { windowOrigin } from '../../../shared/contract/window.ts';
import { type LogLine, logLine } from '../../../shared/text/log-line.ts';
import type { Asset, Assets } from '../assets.ts';

const isOurs = (url: string): boolean => url.startsWith(`${windowOrigin}/`);

/** Before Electron is ready: every page in the sandbox, and no name of any host is ever looked up. */
export const lockDownApp = (app: Pick<App, 'enableSandbox' | 'commandLine'>): void => {
  app.enableSandbox();
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
};

/**
 * A session that grants nothing, and for which the network doesn't exist: https is answered from the built page alone,
 * which makes a page of a scheme of its own needless, and gives it the same origin as in the other shell.
 */
export const lockDownSession = (session: Session, assets: Assets, log: (line: LogLine) => void): void => {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log(logLine(`the window asked for a permission and was refused: ${permission}`));
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  // What the page makes itself (`data:`, `blob:`) is no request to anybody.
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !isOurs(url) && !/^(?:data|blob):/.test(url);
    if (cancel) log(logLine('the window asked for something outside, which was blocked'));
    answer({ cancel });
  });
  session.protocol.handle('https', ({ url, method }) => {
    const asset = method === 'GET' && isOurs(url) ? assets.get(new URL(url).pathname) : undefined;
    return asset ? responseOf(asset) : new Response(null, { status: 404 });
  });
};

const responseOf = async ({ body, headers }: Asset): Promise<Response> =>
  new Response(new Uint8Array(await body), { headers });

/** For every page there ever is, whoever makes it: it stays where it is, alone, and holds no other page. */
export const lockDownContents = (contents: WebContents, log: (line: LogLine) => void): void => {
  contents.setWindowOpenHandler(() => {
    log(logLine('the window tried to open another one, which was refused'));
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isOurs(event.url)) return;
    event.preventDefault();
    log(logLine('the window tried to leave its page, which was refused'));
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // What got through nevertheless (about:blank asks nobody) is taken back.
  contents.on('did-navigate', (_event, url) => {
    if (!isOurs(url)) void contents.loadURL(`${windowOrigin}/`).catch(() => undefined);
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
};

/** Whether a message came from the page itself: its topmost frame, and still of our origin. */
export const isFromPage = (contents: WebContents, frame: Electron.WebFrameMain | null): boolean =>
  frame !== null && frame === contents.mainFrame && frame.parent === null && frame.origin === windowOrigin;
