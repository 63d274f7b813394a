import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { paths } from '../../shared/contract/sync.ts';
import type { Doorbell } from '../feed/doorbell.ts';
import type { Speaker } from './answer.ts';
import type { Authenticate } from './authenticate.ts';

export interface EventsRouteDeps {
  readonly speaker: Speaker;
  readonly authenticate: Authenticate;
  readonly doorbell: Doorbell;
}

const heartbeatMs = 25_000;
/** Who reads so slowly that this much waits for them is not listening. */
const maxWaitingBytes = 16_384;

/** Server-sent events that say where the feed ends, and nothing else: what there is to know, the feed says. */
export const eventsRoute = (app: FastifyInstance, deps: EventsRouteDeps): void => {
  const listeners = new Set<ServerResponse>();
  const write = (listener: ServerResponse, text: string): void => {
    if (listener.writableLength > maxWaitingBytes) listener.destroy();
    else listener.write(text);
  };
  const heartbeat = setInterval(() => {
    for (const listener of listeners) write(listener, ':\n\n');
  }, heartbeatMs);
  heartbeat.unref();
  app.addHook('onClose', async () => clearInterval(heartbeat));
  app.addHook('preClose', async () => {
    for (const listener of listeners) listener.destroy();
  });

  app.get(paths.events, async (request, reply) => {
    const caller = await deps.authenticate(request, reply);
    if (!caller) return reply;
    reply.hijack();
    const listener = reply.raw;
    listener.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    listener.flushHeaders();
    listeners.add(listener);
    const unsubscribe = deps.doorbell.subscribe(caller.office, (ring) =>
      write(listener, `data: ${JSON.stringify(ring)}\n\n`),
    );
    listener.on('close', () => {
      unsubscribe();
      listeners.delete(listener);
    });
    return reply;
  });
};
