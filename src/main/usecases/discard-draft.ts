import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface DiscardDraftDeps {
  readonly session: Session;
}

/** Erases a draft, once it was filed or given up. One that is not there is discarded already. */
export const discardDraft =
  ({ session }: DiscardDraftDeps) =>
  async ({ id }: CommandInput<'discardDraft'>): Promise<Result<CommandOutput<'discardDraft'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    await replica.discardDraft(official.id, id);
    return ok({});
  };
