import type { FastifyReply } from 'fastify';
import { type Sign, sign } from '../../shared/contract/signed.ts';
import type { Refusal } from '../../shared/contract/sync.ts';

export type RefusalCode = Refusal['code'];

/** Everything that central says is signed, refusals too, so that a stranger's page in its place is known as such. */
export interface Speaker {
  readonly say: (reply: FastifyReply, status: number, statement: { readonly type: string }) => FastifyReply;
  /** `retryAfter` in seconds. */
  readonly refuse: (
    reply: FastifyReply,
    code: RefusalCode,
    detail: string,
    more?: { readonly status?: number; readonly retryAfter?: number },
  ) => FastifyReply;
}

const statuses: Record<RefusalCode, number> = {
  'bad-request': 400,
  'bad-signature': 401,
  'clock-skew': 401,
  'device-unknown': 403,
  'code-unknown': 403,
  'incarnation-closed': 403,
  'wrong-profile': 403,
  busy: 503,
  internal: 500,
};

const refusalLifeMs = 1_000;

export const createSpeaker = (deps: { readonly sign: Sign; readonly now: () => number }): Speaker => {
  // Under load most answers are the same refusal; it is signed once a second.
  const written = new Map<string, { readonly text: string; readonly writtenAt: number }>();
  const refusalText = (code: RefusalCode, detail: string): string => {
    const known = written.get(code + detail);
    const now = deps.now();
    if (known && Math.abs(now - known.writtenAt) < refusalLifeMs) return known.text;
    const refusal: Refusal = { type: 'refusal', code, detail: detail.slice(0, 400), at: new Date(now).toISOString() };
    const text = JSON.stringify(sign(refusal, deps.sign));
    if (written.size > 100) written.clear();
    written.set(code + detail, { text, writtenAt: now });
    return text;
  };

  return {
    say: (reply, status, statement) =>
      reply
        .code(status)
        .type('application/json')
        .send(JSON.stringify(sign(statement, deps.sign))),
    refuse: (reply, code, detail, { status = statuses[code], retryAfter } = {}) => {
      if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
      return reply.code(status).type('application/json').send(refusalText(code, detail));
    },
  };
};
