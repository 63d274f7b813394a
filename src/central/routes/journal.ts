import type { FastifyInstance } from 'fastify';
import { PushRequest, paths } from '../../shared/contract/sync.ts';
import type { Accept } from '../inbox/accept.ts';
import type { Reached } from '../steps.ts';
import type { Speaker } from './answer.ts';
import type { Authenticate } from './authenticate.ts';
import { readBody } from './body.ts';

export interface JournalRouteDeps {
  readonly speaker: Speaker;
  readonly authenticate: Authenticate;
  readonly accept: Accept;
  /** Something was accepted. */
  readonly wake: () => void;
  readonly reached: Reached;
}

/** More pushes than this at once only make each other slow; those beyond are sent away before they are read. */
const maxAtOnce = 64;

export const journalRoute = (app: FastifyInstance, deps: JournalRouteDeps): void => {
  let underWay = 0;
  app.post(
    paths.journal,
    {
      onRequest: async (_, reply) => {
        if (underWay >= maxAtOnce) return deps.speaker.refuse(reply, 'busy', 'too many pushes', { retryAfter: 2 });
        underWay += 1;
        reply.raw.once('close', () => (underWay -= 1));
        return undefined;
      },
    },
    async (request, reply) => {
      const caller = await deps.authenticate(request, reply, 'closed');
      if (!caller) return reply;
      const push = readBody(request, PushRequest);
      if (!push) return deps.speaker.refuse(reply, 'bad-request', 'the push has another form');
      const accepted = await deps.accept(caller, push);
      if (!accepted.ok) return deps.speaker.refuse(reply, accepted.error.code, accepted.error.detail);
      if (accepted.value.receipts.length > 0) deps.wake();
      reply.raw.once('finish', () => deps.reached('accept:answered'));
      return deps.speaker.say(reply, 200, accepted.value);
    },
  );
};
