import type { FastifyInstance } from 'fastify';
import { type EnrolAnswer, EnrolRequest, paths } from '../../shared/contract/sync.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { Enrol } from '../inbox/enrol.ts';
import type { Speaker } from './answer.ts';
import { readBody } from './body.ts';

export interface EnrolRouteDeps {
  readonly speaker: Speaker;
  readonly enrol: Enrol;
  readonly centralKey: string;
  readonly profile: Profile;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** With 80 bits in a code nobody guesses one; that wrong ones are slow keeps those who try from being a burden. */
const maxAtOnce = 8;
const longestPauseMs = 2_000;
const forgivenAfterMs = 600_000;

export const enrolRoute = (app: FastifyInstance, deps: EnrolRouteDeps): void => {
  let underWay = 0;
  let wrong = 0;
  let lastWrongAt = 0;

  const pauseAfterWrong = async (): Promise<void> => {
    if (deps.now() - lastWrongAt > forgivenAfterMs) wrong = 0;
    lastWrongAt = deps.now();
    wrong += 1;
    await deps.sleep(Math.min(longestPauseMs, 25 * 2 ** Math.min(wrong, 10)));
  };

  const tryCode = async (body: EnrolRequest): ReturnType<Enrol> => {
    underWay += 1;
    try {
      const enrolled = await deps.enrol(body);
      if (!enrolled.ok && enrolled.error.code === 'code-unknown') await pauseAfterWrong();
      return enrolled;
    } finally {
      underWay -= 1;
    }
  };

  app.post(paths.enrol, async (request, reply) => {
    const body = readBody(request, EnrolRequest);
    if (!body) return deps.speaker.refuse(reply, 'bad-request', 'the request has another form');
    if (underWay >= maxAtOnce) return deps.speaker.refuse(reply, 'busy', 'too many enrolments', { retryAfter: 3 });
    const enrolled = await tryCode(body);
    if (!enrolled.ok) {
      const { code, detail } = enrolled.error;
      // What is wrong about a known device can't be mended by asking differently.
      return deps.speaker.refuse(reply, code, detail, code === 'bad-request' ? { status: 409 } : {});
    }
    const answer: EnrolAnswer = {
      type: 'enrolled',
      device: body.device,
      profile: deps.profile,
      office: enrolled.value.office,
      officials: [...enrolled.value.officials],
      centralKey: deps.centralKey,
      at: new Date(deps.now()).toISOString(),
    };
    return deps.speaker.say(reply, 200, answer);
  });
};
