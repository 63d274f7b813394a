import type { FastifyInstance } from 'fastify';
import { paths } from '../../shared/contract/sync.ts';
import { VerifyRequest } from '../../shared/contract/verify.ts';
import type { Verification } from '../feed/verification.ts';
import type { Speaker } from './answer.ts';
import { readBody } from './body.ts';
import { openToPages, type Visitors } from './visitors.ts';

export interface VerifyRouteDeps {
  readonly speaker: Speaker;
  readonly verification: Verification;
  readonly visitors: Visitors;
}

/** More at once would keep devices waiting for the database. */
const maxAtOnce = 4;
const maxBytes = 4_096;

/** How one certificate stands, for anybody. */
export const verifyRoute = (app: FastifyInstance, deps: VerifyRouteDeps): void => {
  let underWay = 0;
  app.options(paths.verify, (_, reply) =>
    openToPages(reply)
      .code(204)
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', 86_400)
      .send(),
  );
  app.post(
    paths.verify,
    {
      bodyLimit: maxBytes,
      onRequest: async (request, reply) => {
        openToPages(reply);
        const retryAfter = deps.visitors.admit(request);
        if (retryAfter !== null)
          return deps.speaker.refuse(reply, 'busy', 'too many questions from one address', { status: 429, retryAfter });
        if (underWay >= maxAtOnce) return deps.speaker.refuse(reply, 'busy', 'too many questions', { retryAfter: 2 });
        underWay += 1;
        reply.raw.once('close', () => (underWay -= 1));
        return undefined;
      },
    },
    async (request, reply) => {
      const asked = readBody(request, VerifyRequest);
      if (!asked) return deps.speaker.refuse(reply, 'bad-request', 'a certificate is asked for by number or code');
      return deps.speaker.say(reply.header('cache-control', 'no-store'), 200, await deps.verification(asked));
    },
  );
};
