import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { Session } from './session.ts';

export interface GetStatusDeps {
  readonly session: Session;
  readonly profile: Profile;
}

/** What the status bar shows. Anyone may ask, signed in or not; before that there is little to say. */
export const getStatus =
  ({ session, profile }: GetStatusDeps) =>
  async (): Promise<Result<QueryOutput<'getStatus'>, AppError>> => {
    const open = session.current();
    if (!open)
      return ok({
        profile,
        office: null,
        device: null,
        official: null,
        link: { state: 'not-enrolled', since: null, error: null, clockOffsetSeconds: null },
        unsent: 0,
        position: null,
        registerAsOf: null,
        residents: 0,
        papers: { serialsLeft: 0, attention: 0, engine: null, mayIssueOffline: false },
      });
    const { replica, sync, office, official, papers } = open;
    const ledger = replica.ledger();
    return ok({
      profile,
      office,
      device: replica.identity().device,
      official,
      link: sync.link(),
      unsent: replica.unsentCount(),
      position: replica.position(),
      registerAsOf: replica.registerAsOf(),
      residents: replica.reads().residentCount(),
      papers: {
        serialsLeft: ledger.serialsLeft(),
        attention: ledger.attentionCount(),
        engine: papers.renderer.engine()?.name ?? null,
        mayIssueOffline: replica.policy()?.mayIssueOffline ?? false,
      },
    });
  };
