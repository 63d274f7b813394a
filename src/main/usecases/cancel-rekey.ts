import type { CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { Rekeying } from '../replica/keys/rekeying.ts';
import { authorise, type Session } from './session.ts';

export interface CancelRekeyDeps {
  readonly session: Session;
  readonly rekeying: Pick<Rekeying, 'stop'>;
}

/** Stops the change of the file's key, if there is one and it still can be. */
export const cancelRekey =
  ({ session, rekeying }: CancelRekeyDeps) =>
  async (): Promise<Result<CommandOutput<'cancelRekey'>, AppError>> => {
    const open = authorise(session, ['supervisor']);
    if (!open.ok) return open;
    await rekeying.stop();
    return ok({});
  };
