import type { CDPSession, Protocol } from 'puppeteer-core';
import { windowOrigin } from '../../../shared/contract/window.ts';
import { type Asset, type Assets, answerHeaders } from '../assets.ts';
import { quietly } from './quietly.ts';

/** What the page asks for by address. All of it comes from memory; nothing goes out. */
export interface Requests {
  /** Keeps a long answer, to be fetched once at the address that comes back. */
  readonly keep: (text: string) => string;
  /** Nobody fetches the answers of a page that is gone. */
  readonly forget: () => void;
}

export const serveRequests = async (
  deps: { readonly assets: Assets; readonly newId: () => string },
  session: CDPSession,
): Promise<Requests> => {
  const kept = new Map<string, Asset>();

  const assetAt = ({ method, url }: Protocol.Network.Request): Asset | undefined => {
    if (method !== 'GET' || !URL.canParse(url)) return undefined;
    const { origin, pathname } = new URL(url);
    if (origin !== windowOrigin) return undefined;
    const once = kept.get(pathname);
    kept.delete(pathname);
    return once ?? deps.assets.get(pathname);
  };

  const fulfil = async (requestId: string, { body, headers }: Asset): Promise<void> => {
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 200,
      responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
      body: (await body).toString('base64'),
    });
  };
  // `Aborted` leaves the page that is shown where it is; any other reason shows a page of the browser's instead.
  const refuse = (requestId: string, isDocument: boolean): Promise<void> =>
    session.send('Fetch.failRequest', { requestId, errorReason: isDocument ? 'Aborted' : 'BlockedByClient' });

  session.on('Fetch.requestPaused', ({ requestId, request, resourceType }) => {
    const isDocument = resourceType === 'Document';
    const asset = assetAt(request);
    if (asset) return void quietly(fulfil(requestId, asset).catch(() => refuse(requestId, isDocument)));
    // Pictures that the page holds itself; documents of this kind are other pages.
    if (!isDocument && /^(data|blob):/.test(request.url))
      return void quietly(session.send('Fetch.continueRequest', { requestId }));
    return void quietly(refuse(requestId, isDocument));
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });

  return {
    keep: (text) => {
      const path = `/.answers/${deps.newId()}`;
      kept.set(path, { body: Promise.resolve(Buffer.from(text)), headers: answerHeaders });
      return path;
    },
    forget: () => kept.clear(),
  };
};
