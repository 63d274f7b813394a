import type { CDPSession } from 'puppeteer-core';
import { type WindowMode, windowOrigin } from '../../../shared/contract/window.ts';
import { type LogLine, logLine } from '../../../shared/text/log-line.ts';
import type { Assets } from '../assets.ts';
import { quietly } from './quietly.ts';
import { serveRequests } from './requests.ts';

/** The world of the preload (src/preload/chromium.ts), which the page's scripts can't reach. */
const ownWorld = 'rrs-preload';
/** Longer answers are fetched by the page: as part of a script they would be quoted and read twice. */
const longestScript = 64 * 1024;

/** For what whoever asks has a patience of their own. */
const never = 0;

/** The one page of a browser, kept at its address, with a way for messages in and out. */
export interface Page {
  readonly send: (text: string) => void;
  /** Answers once the page's thread runs; never, if it doesn't. */
  readonly ping: () => Promise<void>;
  /** Ends the page's process. There is no answer to it. */
  readonly crash: () => void;
  readonly reload: () => void;
}

export interface PageEvents {
  readonly receive: (text: string) => void;
  readonly opened: () => void;
  /** The page's process is gone; the page stays empty until it is reloaded. */
  readonly crashed: () => void;
}

export const openPage = async (
  deps: {
    readonly session: CDPSession;
    readonly assets: Assets;
    /** The built preload, as text. */
    readonly preload: string;
    readonly mode: WindowMode;
    readonly newId: () => string;
    readonly log: (line: LogLine) => void;
  },
  on: PageEvents,
): Promise<Page> => {
  const { session } = deps;
  /** The preload's world in the document that is shown now. */
  let context: { readonly id: number; readonly uniqueId: string } | null = null;

  const { frameTree } = await session.send('Page.getFrameTree');
  const mainFrame = frameTree.frame.id;
  const requests = await serveRequests(deps, session);

  session.on('Runtime.executionContextCreated', ({ context: made }) => {
    const frame = (made.auxData as { readonly frameId?: string } | undefined)?.frameId;
    if (made.name !== ownWorld || frame !== mainFrame || made.origin !== windowOrigin) return;
    context = made;
    requests.forget();
    on.opened();
  });
  session.on('Runtime.executionContextsCleared', () => {
    context = null;
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextUniqueId }) => {
    if (executionContextUniqueId === context?.uniqueId) context = null;
  });
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    // From a frame, from another world or from the page before this one: not from the window.
    if (name === 'rrsSend' && executionContextId === context?.id) on.receive(payload);
  });
  session.on('Inspector.targetCrashed', () => {
    context = null;
    on.crashed();
  });

  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined || frame.url.startsWith(`${windowOrigin}/`)) return;
    // `about:blank` asks for nothing that could be refused, so the page is there before anybody can say no.
    deps.log(logLine('the window: the page was left, and is shown again'));
    void quietly(session.send('Page.navigate', { url: `${windowOrigin}/` }));
  });
  session.on('Page.loadEventFired', () => {
    // Nothing lies before this page: back would lead to the empty one that the browser started with.
    void quietly(session.send('Page.resetNavigationHistory'));
  });
  session.on('Page.javascriptDialogOpening', ({ type }) => {
    // A page that warns before it is left doesn't keep the shell from reloading it; its draft is saved by then.
    void quietly(session.send('Page.handleJavaScriptDialog', { accept: type === 'beforeunload' }));
  });

  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Inspector.enable'),
    session.send('Page.setInterceptFileChooserDialog', { enabled: true, cancel: true }),
    // React makes errors in advance, and the browser would read its whole text again to say where each was made.
    session.send('Runtime.setMaxCallStackSizeToCapture', { size: 0 }),
    session.send('Runtime.addBinding', { name: 'rrsSend', executionContextName: ownWorld }),
  ]);
  // In this order: the page's world takes the port that the preload's own world offers.
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `globalThis.rrsWindowMode = ${JSON.stringify(deps.mode)};\n${deps.preload}`,
    worldName: ownWorld,
  });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: deps.preload });
  await session.send('Page.navigate', { url: `${windowOrigin}/` });

  return {
    send: (text) => {
      if (context === null) return;
      const argument = text.length > longestScript ? requests.keep(text) : text;
      const name = text.length > longestScript ? 'rrsFetch' : 'rrsReceive';
      void quietly(
        session.send('Runtime.evaluate', {
          expression: `${name}(${JSON.stringify(argument)})`,
          contextId: context.id,
          silent: true,
        }),
      );
    },
    ping: () => quietly(session.send('Runtime.evaluate', { expression: '0', silent: true }, { timeout: never })),
    crash: () => void quietly(session.send('Page.crash', undefined, { timeout: never })),
    reload: () => void quietly(session.send('Page.reload')),
  };
};
