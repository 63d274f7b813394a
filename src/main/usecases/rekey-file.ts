import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { FilingId, OfficialId } from '../../shared/registry/ids.ts';
import type { RekeyWatch } from '../replica/keys/rekey.ts';
import type { Rekeying } from '../replica/keys/rekeying.ts';
import type { Replica } from '../replica/replica.ts';
import type { System } from '../system.ts';
import { authorise, type OpenOffice, type Session } from './session.ts';

export interface RekeyFileDeps {
  readonly session: Session;
  readonly system: Pick<System, 'reached'>;
  readonly vault: {
    /** Returns those officials whose slot could not take the new key and is gone. */
    readonly rekey: (
      replica: Replica,
      order: { readonly act: FilingId; readonly by: OfficialId },
      watch: RekeyWatch,
    ) => Promise<Result<readonly OfficialId[], AppError>>;
  };
  readonly rekeying: Pick<Rekeying, 'run'>;
}

/** Gives the office's file a new key. */
export const rekeyFile =
  ({ session, system, vault, rekeying }: RekeyFileDeps) =>
  async (input: CommandInput<'rekeyFile'>): Promise<Result<CommandOutput<'rekeyFile'>, AppError>> => {
    const open = authorise(session, ['supervisor']);
    return open.ok ? rekeyBy(open.value, { system, vault, rekeying }, input) : open;
  };

/**
 * The act of a supervisor who has the file open. Recorded first: nobody gets a key that is not accounted for, while a
 * record whose key was never made is mended by asking again with the same id.
 */
export const rekeyBy = (
  { replica, official }: Pick<OpenOffice, 'replica' | 'official'>,
  { system, vault, rekeying }: Omit<RekeyFileDeps, 'session'>,
  { id, reason }: CommandInput<'rekeyFile'>,
): Promise<Result<CommandOutput<'rekeyFile'>, AppError>> =>
  rekeying.run(async (watch) => {
    const recorded = await replica.act(() => {
      if (replica.hasEntry(id))
        return replica.entryKind(id) === 'fileRekeyed' ? ok({ act: null, value: {} }) : err({ type: 'IdAlreadyUsed' });
      const { id: actor, role } = official;
      const act = { kind: 'fileRekeyed', id, actor, role, purpose: reason, subject: null, body: { v: 1 } } as const;
      return ok({ act, value: {} });
    });
    if (!recorded.ok) return recorded;
    system.reached('rekey:recorded');
    const rekeyed = await vault.rekey(replica, { act: id, by: official.id }, watch);
    if (!rekeyed.ok) return rekeyed;
    const without = new Set(rekeyed.value);
    return ok({
      withoutSlot: replica
        .officials()
        .flatMap((each) => (without.has(each.id) ? [{ id: each.id, name: each.name }] : [])),
    });
  });
