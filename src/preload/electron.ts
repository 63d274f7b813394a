import { contextBridge, ipcRenderer } from 'electron';
import type { FromOffice, Request } from '../shared/contract/envelope.ts';
import { longestMessage, type WindowBridge } from '../shared/contract/window.ts';
import { createBridge } from './bridge.ts';
import { guardInput } from './input-guard.ts';

/**
 * The preload script of the window in Electron, in a world of its own. The page gets `window.rrs` and nothing else, not
 * even the channel. Between the two worlds only text crosses: what else may cross there, and how it is copied, is
 * Electron's business and not that of the other shell.
 */
const channel = 'rrs';

/** One question of the page, its input as JSON, and how to bring it the reply as JSON. */
type Ask = (type: Request['type'], name: unknown, input: string | undefined, settle: (reply: string) => void) => void;
type Listen = (hear: (topics: readonly string[]) => void) => void;

/** Runs in the page's world, before its scripts, from its own text alone: it sees nothing of this file. */
const installInPage = (ask: Ask, listen: Listen): void => {
  const listeners = new Set<(topics: readonly string[]) => void>();
  listen((topics) => {
    for (const listener of listeners) listener([...topics]);
  });
  const asking =
    (type: Request['type']) =>
    (name: unknown, input: unknown): Promise<unknown> =>
      new Promise((resolve) => ask(type, name, JSON.stringify(input), (reply) => resolve(JSON.parse(reply))));
  const bridge = {
    command: asking('command'),
    query: asking('query'),
    onChanged: (listener: (topics: readonly string[]) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  Object.defineProperty(globalThis, 'rrs', { value: Object.freeze(bridge), enumerable: true });
  for (const name of ['open', 'print', 'alert', 'confirm', 'prompt'])
    Object.defineProperty(globalThis, name, { value: () => null });
};

guardInput(window, process.argv.includes('--rrs-window=desk') ? 'desk' : 'kiosk');

const bridge: WindowBridge = createBridge({
  // No more of a message than shows that it is too long: the office would not read the rest.
  post: (request) => ipcRenderer.send(channel, JSON.stringify(request).slice(0, longestMessage + 1)),
  onMessage: (receive) => {
    ipcRenderer.on(channel, (_event, text) => receive(JSON.parse(String(text)) as FromOffice));
  },
});
// Which names there are, and what belongs to them, the office says; here nothing is known of a page that could be wrong.
const byType = bridge as unknown as Readonly<
  Record<Request['type'], (name: unknown, input: unknown) => Promise<unknown>>
>;
const ask: Ask = (type, name, input, settle) => {
  void byType[type](name, input === undefined ? undefined : JSON.parse(input)).then((reply) =>
    settle(JSON.stringify(reply)),
  );
};
const listen: Listen = (hear) => void bridge.onChanged((topics) => hear(topics));

contextBridge.executeInMainWorld({ func: installInPage, args: [ask, listen] });
