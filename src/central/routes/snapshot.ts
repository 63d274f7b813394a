import type { FastifyInstance } from 'fastify';
import { paths } from '../../shared/contract/sync.ts';
import type { SnapshotShelf } from '../feed/snapshot-shelf.ts';
import type { Database } from '../store/database.ts';
import { feedHeads } from '../store/feeds.ts';
import type { Speaker } from './answer.ts';
import type { Authenticate } from './authenticate.ts';

export interface SnapshotRouteDeps {
  readonly database: Database;
  readonly speaker: Speaker;
  readonly authenticate: Authenticate;
  readonly shelf: SnapshotShelf;
}

/** The bytes are a compressed file and not an encoding of the answer, so that a range means the same to everybody. */
export const snapshotRoute = (app: FastifyInstance, deps: SnapshotRouteDeps): void => {
  app.get(paths.snapshot, async (request, reply) => {
    const caller = await deps.authenticate(request, reply);
    if (!caller) return reply;
    const head = (await feedHeads(deps.database, 'current', [caller.office])).get(caller.office);
    if (!head) return deps.speaker.refuse(reply, 'internal', 'the office has no feed');
    const ifRange = request.headers['if-range'];
    const etag = typeof ifRange === 'string' ? ifRange : null;
    const { bytes, etag: tag } = await deps.shelf.take(caller.office, head, etag);
    reply.header('etag', tag).header('accept-ranges', 'bytes').type('application/zstd');

    const range = etag === null || etag === tag ? readRange(request.headers.range, bytes.length) : null;
    if (range === null) return reply.send(bytes);
    if (range === 'beyond') {
      reply.header('content-range', `bytes */${bytes.length}`);
      return deps.speaker.refuse(reply, 'bad-request', 'the range lies beyond the end', { status: 416 });
    }
    reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${bytes.length}`);
    return reply.send(bytes.subarray(range.from, range.to + 1));
  });
};

/** One range of the form `bytes=from-` or `bytes=from-to`; any other is not obeyed, as the RFC allows. */
const readRange = (
  header: string | undefined,
  length: number,
): { readonly from: number; readonly to: number } | 'beyond' | null => {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match) return null;
  const from = Number(match[1]);
  const to = match[2] === '' ? length - 1 : Math.min(Number(match[2]), length - 1);
  if (from >= length) return 'beyond';
  return to < from ? null : { from, to };
};
