import type { CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface SyncNowDeps {
  readonly session: Session;
}

/** Talks to central now, and says how it went. */
export const syncNow =
  ({ session }: SyncNowDeps) =>
  async (): Promise<Result<CommandOutput<'syncNow'>, AppError>> => {
    const open = authorise(session, counterRoles);
    return open.ok ? open.value.sync.now() : open;
  };
