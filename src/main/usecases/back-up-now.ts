import type { CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface BackUpNowDeps {
  readonly session: Session;
  readonly backups: { readonly now: () => Promise<Result<CommandOutput<'backUpNow'>, AppError>> };
}

/** Makes a backup now, while everybody works on. */
export const backUpNow =
  ({ session, backups }: BackUpNowDeps) =>
  async (): Promise<Result<CommandOutput<'backUpNow'>, AppError>> => {
    const open = authorise(session, counterRoles);
    return open.ok ? backups.now() : open;
  };
