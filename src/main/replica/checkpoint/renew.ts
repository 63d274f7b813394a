import { severityOf } from '../../../shared/contract/doctor.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import { examineInside } from '../doctor/examine.ts';
import { currentFile } from '../generations.ts';
import { openReadOnly } from '../open-file.ts';
import type { Checkpoint } from './checkpoint-file.ts';
import { createCheckpointKeeper } from './keep-checkpoint.ts';

/**
 * Makes the checkpoint of a file that has none which is whole, out of its views, as the office does while somebody is
 * signed in. Whether the views say what the logs say can't be told without one, so the file must be whole in all else.
 */
export const renewCheckpoint = async (
  deps: { readonly folder: string; readonly profile: Profile; readonly system: System },
  key: Buffer,
): Promise<Result<Checkpoint, AppError>> => {
  const { folder, profile, system } = deps;
  const file = currentFile(folder);
  if (file === null) return err({ type: 'NotEnrolled' });
  const damage = examineInside({ folder, profile, key }, system).find((each) => severityOf(each) === 'damaged');
  if (damage) return err({ type: 'FileDamaged', file, detail: damage.type });
  const opened = openReadOnly(file, key, profile);
  if (!opened.ok) return opened;
  try {
    const keeper = createCheckpointKeeper({ key: () => key, profile, system, db: () => opened.value });
    await keeper.keep();
    const made = keeper.current();
    return made ? ok(made) : err({ type: 'NoCheckpoint', why: 'none' });
  } finally {
    opened.value.close();
  }
};
