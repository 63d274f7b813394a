import type { FastifyInstance } from 'fastify';
import { type CentralIdentity, paths } from '../../shared/contract/sync.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { Speaker } from './answer.ts';

export interface IdentityDeps {
  readonly speaker: Speaker;
  /** SPKI, DER in base64url. */
  readonly centralKey: string;
  readonly profile: Profile;
  readonly now: () => number;
}

/** Who this is. The only answer to everybody. */
export const identityRoute = (app: FastifyInstance, { speaker, centralKey, profile, now }: IdentityDeps): void => {
  app.get(paths.identity, (_, reply) => {
    const identity: CentralIdentity = { type: 'central', centralKey, profile, at: new Date(now()).toISOString() };
    return speaker.say(reply, 200, identity);
  });
};
