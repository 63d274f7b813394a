import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface GetDraftDeps {
  readonly session: Session;
}

/** A draft as it was saved last. Somebody else's is not there. */
export const getDraft =
  ({ session }: GetDraftDeps) =>
  async ({ id }: QueryInput<'getDraft'>): Promise<Result<QueryOutput<'getDraft'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    const draft = replica.drafts().byId(official.id, id);
    return draft ? ok(draft) : err({ type: 'DraftNotFound' });
  };
