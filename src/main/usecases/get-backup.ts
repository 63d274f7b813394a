import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { System } from '../system.ts';
import { authorise, everyRole, type Session } from './session.ts';

export interface GetBackupDeps {
  readonly session: Session;
  readonly system: Pick<System, 'now'>;
  readonly backups: { readonly isRunning: () => boolean };
}

/** How this device is backed up, and how old the last whole backup is. */
export const getBackup =
  ({ session, system, backups }: GetBackupDeps) =>
  async (): Promise<Result<QueryOutput<'getBackup'>, AppError>> => {
    const open = authorise(session, everyRole);
    if (!open.ok) return open;
    const { replica } = open.value;
    const { folder, last } = replica.backup();
    const made = last?.made ?? null;
    return ok({
      folder,
      isRunning: backups.isRunning(),
      last: made && { ...made, ageHours: (system.now() - Date.parse(made.takenAt)) / 3_600_000 },
      error: last?.error ?? null,
      restoredFrom: replica.identity().restoredFrom?.takenAt ?? null,
    });
  };
