import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Hash } from '../../shared/contract/chain.ts';
import { type Sign, sign } from '../../shared/contract/signed.ts';
import { maxFeedPage, paths } from '../../shared/contract/sync.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import { type ReadFeedDeps, readFeed } from '../feed/read.ts';
import { noteCaughtUp } from '../store/devices.ts';
import type { Speaker } from './answer.ts';
import type { Authenticate } from './authenticate.ts';

export interface FeedRouteDeps extends ReadFeedDeps {
  readonly speaker: Speaker;
  readonly authenticate: Authenticate;
  readonly sign: Sign;
}

const Query = z.object({
  epoch: z.coerce.number().int().min(1).max(2_147_483_647),
  since: z.coerce.number().int().min(0).max(2_147_483_647),
  hash: Hash,
  limit: z.coerce.number().int().min(1).max(maxFeedPage).default(maxFeedPage),
  /** How long the device's own journal is. */
  journal: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
});

const compress = promisify(zstdCompress);

export const feedRoute = (app: FastifyInstance, deps: FeedRouteDeps): void => {
  app.get(paths.feed, async (request, reply) => {
    const caller = await deps.authenticate(request, reply);
    if (!caller) return reply;
    const query = Query.safeParse(request.query);
    if (!query.success) return deps.speaker.refuse(reply, 'bad-request', 'the feed is asked for by epoch, since, hash');
    const { epoch, since, hash, limit, journal } = query.data;
    if (journal !== undefined) await noteCaughtUp(deps.database, caller.device, journal, plainDateAt(deps.now()));

    const answer = await readFeed(deps, caller.office, { epoch, seq: since, hash }, limit);
    if (answer.type === 'gone') return deps.speaker.say(reply, 410, answer.gone);
    const lines = [...answer.links, sign(answer.tail, deps.sign)].map((line) => JSON.stringify(line));
    const text = `${lines.join('\n')}\n`;
    reply.type('application/x-ndjson').header('vary', 'accept-encoding');
    if (!/\bzstd\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(text);
    const bytes = await compress(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
    return reply.header('content-encoding', 'zstd').send(bytes);
  });
};
