import type { FromOffice } from '../shared/contract/envelope.ts';
import { longestMessage, type WindowMode, windowOrigin } from '../shared/contract/window.ts';
import { createBridge } from './bridge.ts';
import { guardInput } from './input-guard.ts';

/**
 * Chromium runs this script twice in every document, before any script of the page. First in a world of its own, which
 * shares the document with the page but no objects: here alone stands the way to the shell. Then in the page's world,
 * where `window.rrs` is made of the port that the first hands over. Which one it is, it knows by what it finds.
 *
 * The names are those that `src/main/shell/chromium/page.ts` uses.
 */
interface OwnWorld {
  rrsSend?: (text: string) => void;
  rrsWindowMode?: WindowMode;
  rrsReceive?: (text: string) => void;
  rrsFetch?: (path: string) => Promise<void>;
}

const ask = 'rrs:ask-for-port';
const handOver = 'rrs:port';

const inOwnWorld = (world: OwnWorld, send: (text: string) => void): void => {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', ({ data }) => {
    // Of what is refused for its length, no more is brought over than shows that.
    if (typeof data === 'string') send(data.slice(0, longestMessage + 1));
  });
  port1.start();
  world.rrsReceive = (text) => port1.postMessage(text);
  // Long answers don't go through the debugging protocol, which would quote and parse them twice.
  world.rrsFetch = async (path) => port1.postMessage(await (await fetch(path)).text());
  document.addEventListener(
    ask,
    () => document.dispatchEvent(new MessageEvent(handOver, { ports: [port2] })),
    // Only once, and that is before the page's scripts: nobody else gets the port.
    { once: true },
  );
};

const inPagesWorld = (): void => {
  document.addEventListener(
    handOver,
    (event) => {
      const port = (event as MessageEvent).ports[0];
      if (!port) return;
      const bridge = createBridge({
        post: (request) => port.postMessage(JSON.stringify(request)),
        onMessage: (receive) => {
          port.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)) as FromOffice));
          port.start();
        },
      });
      Object.defineProperty(window, 'rrs', { value: Object.freeze(bridge), enumerable: true });
    },
    { once: true },
  );
  document.dispatchEvent(new Event(ask));
};

/** Windows of the page's own, and the browser's print dialog, are not to be had; the shell closes what opens anyway. */
const withoutDialogs = (): void => {
  for (const name of ['open', 'print', 'alert', 'confirm', 'prompt'])
    Object.defineProperty(window, name, { value: () => null });
};

const world = globalThis as OwnWorld;
const send = world.rrsSend;
// A frame in the page, or a page that is none of ours, gets nothing, and a document without an origin is none of ours.
const isOurs = window === window.top && location.origin === windowOrigin;
if (send) {
  // Keys belong to whichever frame has the focus.
  guardInput(window, world.rrsWindowMode ?? 'kiosk');
  if (isOurs) inOwnWorld(world, send);
}
if (!send) {
  withoutDialogs();
  if (isOurs) inPagesWorld();
}
