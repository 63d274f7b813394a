import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { authorise, everyRole, type Session } from './session.ts';

export interface SetPracticeLinkDeps {
  readonly session: Session;
  /** Null where the cable is a real one. */
  readonly practice: { readonly setConnected: (isConnected: boolean) => void } | null;
  readonly onLink: () => void;
}

/** Pulls the practice cable, or puts it back; the sync meets it at once, as it would a real one. */
export const setPracticeLink =
  ({ session, practice, onLink }: SetPracticeLinkDeps) =>
  async ({
    connected,
  }: CommandInput<'setPracticeLink'>): Promise<Result<CommandOutput<'setPracticeLink'>, AppError>> => {
    const open = authorise(session, everyRole);
    if (!open.ok) return open;
    if (!practice) return err({ type: 'TrainingOnly' });
    practice.setConnected(connected);
    open.value.sync.wake();
    onLink();
    return ok({});
  };
