import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { debuggingPort } from '../builders/debugging-port.ts';

/** The system's Chromium, or null where there is none. */
export const chromium =
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? null;

/** One tab of a headless Chromium, spoken to over the DevTools protocol. */
export interface Tab {
  readonly send: (method: string, params?: object) => Promise<Record<string, unknown>>;
  /** Runs an expression in the page and gives its value. */
  readonly evaluate: <T>(expression: string) => Promise<T>;
  /** Waits until the expression is true; what it was instead, with the page's text, if it never is. */
  readonly until: (expression: string) => Promise<void>;
  /** Types into whatever has the focus, as a pasted or scanned text comes. */
  readonly insert: (text: string) => Promise<void>;
  readonly press: (key: 'Enter' | 'Tab' | ' ') => Promise<void>;
  /** Addresses of all requests so far, the page's own included. */
  readonly requests: readonly string[];
  /** What the browser complained about: errors, policy violations. */
  readonly complaints: readonly string[];
}

export interface Browser extends AsyncDisposable {
  readonly open: (url: string) => Promise<Tab>;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--remote-debugging-port=0',
];

export const startBrowser = async (more: readonly string[] = []): Promise<Browser> => {
  if (chromium === null) throw new Error('no Chromium here');
  const profile = mkdtempSync(join(tmpdir(), 'rrs-chromium-'));
  const child = spawn(chromium, [...flags, `--user-data-dir=${profile}`, ...more, 'about:blank'], { stdio: 'ignore' });
  const socket = new WebSocket(await addressOf(profile, child));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, (message: Message) => void>();
  const listeners = new Map<string, (message: Message) => void>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else if (message.sessionId !== undefined) listeners.get(message.sessionId)?.(message);
  });
  const send = (method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> => {
    lastId += 1;
    const id = lastId;
    socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return new Promise((resolve, reject) =>
      waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result ?? {}),
      ),
    );
  };

  return {
    open: async (url) => {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
      const sessionId = String((await send('Target.attachToTarget', { targetId, flatten: true }))['sessionId']);
      const requests: string[] = [];
      const complaints: string[] = [];
      listeners.set(sessionId, ({ method, params }) => {
        if (method === 'Network.requestWillBeSent') requests.push((params as { request: { url: string } }).request.url);
        if (method === 'Log.entryAdded') complaints.push((params as { entry: { text: string } }).entry.text);
        if (method === 'Audits.issueAdded') complaints.push(JSON.stringify(params));
        if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(params));
      });
      const tab = (method: string, params: object = {}) => send(method, params, sessionId);
      for (const domain of ['Network', 'Log', 'Runtime', 'Page', 'DOM', 'Audits']) await tab(`${domain}.enable`);
      await tab('Page.navigate', { url });
      const evaluate = async <T>(expression: string): Promise<T> => {
        const { result, exceptionDetails } = await tab('Runtime.evaluate', {
          expression,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
        return (result as { value: T }).value;
      };
      const opened: Tab = {
        send: tab,
        evaluate,
        until: async (expression) => {
          for (let tries = 0; tries < 400; tries += 1) {
            // While the page is still loading there may be nothing to look at.
            if (await evaluate<boolean>(`Boolean((() => { try { return ${expression} } catch { return false } })())`))
              return;
            await wait(50);
          }
          throw new Error(
            `never: ${expression}; the page says: ${await evaluate<string>('document.body.innerText')}; ${complaints.join(' | ')}`,
          );
        },
        insert: async (text) => void (await tab('Input.insertText', { text })),
        press: async (key) => {
          const text = { Enter: '\r', Tab: '', ' ': ' ' }[key];
          const code = { Enter: 13, Tab: 9, ' ': 32 }[key];
          const params = { key, windowsVirtualKeyCode: code, ...(text === '' ? {} : { text }) };
          await tab('Input.dispatchKeyEvent', { type: text === '' ? 'rawKeyDown' : 'keyDown', ...params });
          await tab('Input.dispatchKeyEvent', { type: 'keyUp', ...params });
        },
        requests,
        complaints,
      };
      return opened;
    },
    [Symbol.asyncDispose]: async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      await send('Browser.close').catch(() => child.kill());
      socket.close();
      await exited;
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
};

/** Chromium writes where it listens into its profile, once it does. */
const addressOf = async (profile: string, child: ChildProcess): Promise<string> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Chromium ended with ${child.exitCode}`);
    const found = debuggingPort(profile);
    if (found) return `ws://127.0.0.1:${found.port}${found.path}`;
    await wait(50);
  }
  throw new Error('Chromium never said where it listens');
};
