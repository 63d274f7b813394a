import type { FastifyInstance } from 'fastify';
import { openSigned, type Verify } from '../../shared/contract/signed.ts';
import { EpochRequest, FeedTail, paths } from '../../shared/contract/sync.ts';
import { type EpochDeps, showTail } from '../feed/epoch.ts';
import type { Speaker } from './answer.ts';
import type { Authenticate } from './authenticate.ts';
import { readBody } from './body.ts';

export interface EpochRouteDeps extends EpochDeps {
  readonly speaker: Speaker;
  readonly authenticate: Authenticate;
  /** Of central's own signatures. */
  readonly verifyOwn: Verify;
  /** The feeds start anew. */
  readonly wake: () => void;
}

export const epochRoute = (app: FastifyInstance, deps: EpochRouteDeps): void => {
  app.post(paths.epoch, async (request, reply) => {
    const caller = await deps.authenticate(request, reply);
    if (!caller) return reply;
    const body = readBody(request, EpochRequest);
    const tail = body && openSigned(body.tail, FeedTail, deps.verifyOwn);
    if (!tail || tail.office !== caller.office)
      return deps.speaker.refuse(reply, 'bad-request', 'this is no feed tail that central signed for the office');
    const answer = await showTail(deps, tail);
    deps.wake();
    return deps.speaker.say(reply, 200, answer);
  });
};
