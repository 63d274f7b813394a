import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { authorise, type Session } from './session.ts';

export interface SetBackupFolderDeps {
  readonly session: Session;
  readonly backups: {
    /** Makes the folder a backup medium, if it can be one. */
    readonly prepare: (folder: string) => Result<unknown, AppError>;
    /** Looks soon whether a backup is due. */
    readonly wake: () => void;
  };
}

/** Sets where this device is backed up. Recorded, because the register leaves this computer by it, encrypted. */
export const setBackupFolder =
  ({ session, backups }: SetBackupFolderDeps) =>
  async ({
    id,
    folder,
  }: CommandInput<'setBackupFolder'>): Promise<Result<CommandOutput<'setBackupFolder'>, AppError>> => {
    const open = authorise(session, ['supervisor', 'mentor']);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    const prepared = folder === null ? ok({}) : backups.prepare(folder);
    if (!prepared.ok) return prepared;
    const done = await replica.act(() => {
      if (replica.hasEntry(id))
        return replica.entryKind(id) === 'backupFolderSet'
          ? ok({ act: null, value: {} })
          : err({ type: 'IdAlreadyUsed' });
      const { id: actor, role } = official;
      const body = { v: 1, folder } as const;
      return ok({
        act: { kind: 'backupFolderSet', id, actor, role, purpose: 'backup', subject: null, body },
        value: {},
      });
    });
    if (done.ok) backups.wake();
    return done;
  };
