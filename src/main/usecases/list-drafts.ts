import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface ListDraftsDeps {
  readonly session: Session;
}

/** The unfinished tasks of whoever is signed in, the newest first. */
export const listDrafts =
  ({ session }: ListDraftsDeps) =>
  async (): Promise<Result<QueryOutput<'listDrafts'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    return ok({ rows: replica.drafts().list(official.id), lost: replica.lostDraft() });
  };
