import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { OfficialId } from '../../shared/registry/ids.ts';
import type { Replica } from '../replica/replica.ts';
import type { OpenOffice, Session } from './session.ts';

export interface SignInDeps {
  readonly session: Session;
  readonly vault: {
    /** Whether the password opens the official's slot. */
    readonly check: (official: OfficialId, password: string) => Promise<Result<unknown, AppError>>;
    readonly open: (official: OfficialId, password: string) => Promise<Result<Replica, AppError>>;
  };
  readonly start: (replica: Replica, official: OfficialId) => Promise<Result<OpenOffice, AppError>>;
}

/** Opens the file with the official's slot and starts their session. Works without the network. */
export const signIn =
  ({ session, vault, start }: SignInDeps) =>
  async ({ official, password }: CommandInput<'signIn'>): Promise<Result<CommandOutput<'signIn'>, AppError>> => {
    const open = session.current();
    if (open) return changeOver(open);
    const replica = await vault.open(official, password);
    if (!replica.ok) return replica;
    const started = await start(replica.value, official);
    if (!started.ok) {
      await replica.value.close();
      return started;
    }
    return ok({ office: started.value.office, official: started.value.official });

    /** The next person at the same desk, or the same one at a locked screen: the file stays open and goes on syncing. */
    async function changeOver(current: OpenOffice): Promise<Result<CommandOutput<'signIn'>, AppError>> {
      const checked = await vault.check(official, password);
      if (!checked.ok) return checked;
      const next = current.replica.officials().find((each) => each.id === official);
      if (!next) return err({ type: 'UnknownOfficial' });
      await session.begin({ ...current, official: next });
      return ok({ office: current.office, official: next });
    }
  };
