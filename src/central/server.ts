import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { logLine } from '../shared/text/log-line.ts';
import { type EnrolRouteDeps, enrolRoute } from './routes/enrol.ts';
import { type EpochRouteDeps, epochRoute } from './routes/epoch.ts';
import { type EventsRouteDeps, eventsRoute } from './routes/events.ts';
import { type FeedRouteDeps, feedRoute } from './routes/feed.ts';
import { type IdentityDeps, identityRoute } from './routes/identity.ts';
import { type JournalRouteDeps, journalRoute } from './routes/journal.ts';
import { type KeyBundleRouteDeps, keyBundleRoute } from './routes/key-bundle.ts';
import { type SnapshotRouteDeps, snapshotRoute } from './routes/snapshot.ts';
import { type VerifyRouteDeps, verifyRoute } from './routes/verify.ts';
import { isTransient } from './store/database.ts';

export type ServerDeps = IdentityDeps &
  EnrolRouteDeps &
  JournalRouteDeps &
  FeedRouteDeps &
  SnapshotRouteDeps &
  EpochRouteDeps &
  EventsRouteDeps &
  KeyBundleRouteDeps &
  VerifyRouteDeps;

/** A push of 100 entries of ordinary size is a tenth of this. */
const maxBodyBytes = 8 * 1_048_576;

/** The HTTP server, not yet listening. */
export const createServer = (deps: ServerDeps): FastifyInstance => {
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: 120_000,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: false },
  });
  // Signatures are over bytes, so bodies stay bytes until they have been checked.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));

  app.setNotFoundHandler((_, reply) => deps.speaker.refuse(reply, 'bad-request', 'no such path', { status: 404 }));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return reply;
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return deps.speaker.refuse(reply, 'bad-request', 'the request can not be read', { status });
    deps.log({
      event: 'request-failed',
      detail: logLine(`${request.method} ${request.routeOptions.url ?? ''}: ${String(error)}`),
    });
    if (isTransient(error)) return deps.speaker.refuse(reply, 'busy', 'the database is not ready', { retryAfter: 5 });
    return deps.speaker.refuse(reply, 'internal', 'central failed');
  });

  identityRoute(app, deps);
  enrolRoute(app, deps);
  journalRoute(app, deps);
  feedRoute(app, deps);
  snapshotRoute(app, deps);
  epochRoute(app, deps);
  eventsRoute(app, deps);
  keyBundleRoute(app, deps);
  verifyRoute(app, deps);
  return app;
};
