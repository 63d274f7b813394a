import type { CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Session } from './session.ts';

export interface LockDeps {
  readonly session: Session;
}

/** Locks the screen. The file stays open and goes on syncing and printing; locking twice is locking once. */
export const lock =
  ({ session }: LockDeps) =>
  async (): Promise<Result<CommandOutput<'lock'>, AppError>> => {
    if (!session.current()) return err({ type: 'NotSignedIn' });
    if (!session.isLocked()) await session.lock();
    return ok({});
  };
