import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { paths } from '../../shared/contract/sync.ts';
import type { BundleShelf, SignedBundle } from '../feed/key-bundle.ts';
import type { Speaker } from './answer.ts';
import { openToPages, type Visitors } from './visitors.ts';

export interface KeyBundleRouteDeps {
  readonly speaker: Speaker;
  readonly bundles: BundleShelf;
  readonly visitors: Visitors;
}

const compress = promisify(gzip);

/** The keys of all devices, for anybody: the same bytes until something changes. */
export const keyBundleRoute = (app: FastifyInstance, deps: KeyBundleRouteDeps): void => {
  let packed: { readonly bundle: SignedBundle; readonly bytes: Promise<Buffer> } | null = null;
  app.get(paths.keyBundle, async (request, reply) => {
    openToPages(reply);
    const retryAfter = deps.visitors.admit(request);
    if (retryAfter !== null)
      return deps.speaker.refuse(reply, 'busy', 'too many questions from one address', { status: 429, retryAfter });
    const bundle = await deps.bundles.take();
    reply.header('etag', bundle.etag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === bundle.etag) return reply.code(304).send();
    reply.type('application/json');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(bundle.text);
    if (packed?.bundle !== bundle) packed = { bundle, bytes: compress(bundle.text) };
    return reply.header('content-encoding', 'gzip').send(await packed.bytes);
  });
};
