import type { FastifyReply, FastifyRequest } from 'fastify';

/** Keeps those who ask without being enrolled from asking too much. */
export interface Visitors {
  /** Null if they may ask now; otherwise after how many seconds they may. */
  readonly admit: (request: FastifyRequest) => number | null;
}

export interface VisitorsDeps {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How many requests one address may make at once, and how fast it earns more. */
  readonly burst: number;
  readonly perSecond: number;
  /** Most addresses remembered; the one longest unseen is forgotten first. */
  readonly max: number;
}

/** Counts in memory: after a restart everybody starts anew. */
export const createVisitors = ({ now, burst, perSecond, max }: VisitorsDeps): Visitors => {
  /** In order of their last request. */
  const seen = new Map<string, { readonly left: number; readonly at: number }>();
  return {
    admit: (request) => {
      const who = neighbourhoodOf(addressOf(request));
      const at = now();
      const last = seen.get(who) ?? { left: burst, at };
      const earned = (Math.max(0, at - last.at) / 1_000) * perSecond;
      const left = Math.min(burst, last.left + earned);
      const isAdmitted = left >= 1;
      seen.delete(who);
      seen.set(who, { left: isAdmitted ? left - 1 : left, at });
      const [oldest] = seen.keys();
      if (seen.size > max && oldest !== undefined) seen.delete(oldest);
      return isAdmitted ? null : Math.ceil((1 - left) / perSecond);
    },
  };
};

/**
 * Central listens on this machine only, so strangers come through a proxy in front of it, which adds the address that
 * it saw as the last of the list. From anywhere else the list is the visitor's own word and counts for nothing.
 */
const addressOf = (request: FastifyRequest): string => {
  const peer = request.socket.remoteAddress ?? '';
  const isProxy = peer === '' || peer === '::1' || /^(?:::ffff:)?127\./.test(peer);
  const forwarded = request.headers['x-forwarded-for'];
  const list = typeof forwarded === 'string' ? forwarded : (forwarded?.join(',') ?? '');
  const last = list.split(',').at(-1)?.trim() ?? '';
  return isProxy && last !== '' ? last.slice(0, 60) : peer;
};

/** One customer's line has a whole /64 of IPv6 addresses. */
const neighbourhoodOf = (address: string): string => {
  const v4 = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (v4 !== undefined || !address.includes(':')) return v4 ?? address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const start = head.split(':').filter((part) => part !== '');
  const end = tail === undefined ? [] : tail.split(':').filter((part) => part !== '');
  const zeros = tail === undefined ? '' : ' 0'.repeat(Math.max(0, 8 - start.length - end.length));
  return [...start, ...zeros.split(' ').slice(1), ...end].slice(0, 4).join(':');
};

/** Pages of others may ask too: what is told is for everybody, and asks for no cookie. */
export const openToPages = (reply: FastifyReply): FastifyReply => reply.header('access-control-allow-origin', '*');
