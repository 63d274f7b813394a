import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { System } from '../system.ts';
import { timeOfIssue } from './papers/draft.ts';
import type { Session } from './session.ts';

export interface GetStatusDeps {
  readonly session: Session;
  readonly profile: Profile;
  readonly system: Pick<System, 'now'>;
  /** The cable that can be pulled; null where it is a real one. */
  readonly practice: { readonly isConnected: () => boolean } | null;
  readonly rekey: () => QueryOutput<'getStatus'>['rekey'];
}

/** What the status bar shows. Anyone may ask, signed in or not; before that there is little to say. */
export const getStatus =
  ({ session, profile, system, practice, rekey }: GetStatusDeps) =>
  async (): Promise<Result<QueryOutput<'getStatus'>, AppError>> => {
    const open = session.current();
    const isPlugged = practice?.isConnected() ?? null;
    if (!open)
      return ok({
        profile,
        today: plainDateAt(system.now()),
        office: null,
        device: null,
        centralUrl: null,
        official: null,
        link: { state: 'not-enrolled', since: null, error: null, practice: isPlugged, clockOffsetSeconds: null },
        unsent: 0,
        position: null,
        registerAsOf: null,
        residents: 0,
        snapshot: null,
        rekey: null,
        papers: { serialsLeft: 0, attention: 0, engine: null, mayIssueOffline: false },
      });
    const { replica, sync, office, official, papers } = open;
    const ledger = replica.ledger();
    const { device, centralUrl } = replica.identity();
    return ok({
      profile,
      today: plainDateAt(timeOfIssue(replica, system)),
      office,
      device,
      centralUrl,
      official,
      link: { ...sync.link(), practice: isPlugged },
      unsent: replica.unsentCount(),
      position: replica.position(),
      registerAsOf: replica.registerAsOf(),
      residents: replica.reads().residentCount(),
      snapshot: sync.snapshot(),
      rekey: rekey(),
      papers: {
        serialsLeft: ledger.serialsLeft(),
        attention: ledger.attentionCount(),
        engine: papers.renderer.engine()?.name ?? null,
        mayIssueOffline: replica.policy()?.mayIssueOffline ?? false,
      },
    });
  };
