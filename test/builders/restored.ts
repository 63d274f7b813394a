import { join } from 'node:path';
import {
  type BackupWish,
  chooseBackup,
  type OpenSlots,
  type WholeBackup,
} from '../../src/main/replica/backup/choose-backup.ts';
import { restoreBackup } from '../../src/main/replica/backup/restore.ts';
import { createDeviceKey, createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import type { Identity } from '../../src/main/replica/views/meta.ts';
import type { System } from '../../src/main/system.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import type { OfficialId } from '../../src/shared/registry/ids.ts';
import type { Profile } from '../../src/shared/registry/profile.ts';

/** Opens slots with a password, as whoever restores does. */
const slotsOf =
  (official: OfficialId, password: string, profile: Profile = 'training'): OpenSlots =>
  (slots, opensIt) =>
    createKeySlots(slots, profile, 1024, opensIt).open(official, password);

const wishFor = (from: string, more: Partial<BackupWish> = {}): BackupWish => ({
  from,
  profile: 'training',
  device: null,
  number: null,
  office: null,
  ...more,
});

/** Chooses the newest whole backup below `from`, or the one wished for. */
export const choose = (
  system: System,
  from: string,
  who: { readonly official: OfficialId; readonly password: string },
  more: Partial<BackupWish> = {},
): Promise<Result<WholeBackup, AppError>> =>
  chooseBackup(system, wishFor(from, more), slotsOf(who.official, who.password, more.profile));

/** Restores the newest backup below `from` into a folder; throws where that is refused. */
export const restoreInto = async (
  system: System,
  from: string,
  who: { readonly official: OfficialId; readonly password: string },
  folder: string,
  more: Partial<BackupWish> = {},
): Promise<Identity> => {
  const chosen = await choose(system, from, who, more);
  if (!chosen.ok) throw new Error(`${join(from)}: ${JSON.stringify(chosen.error)}`);
  const restored = restoreBackup(system, chosen.value, { folder, deviceKey: createDeviceKey() });
  if (!restored.ok) throw new Error(JSON.stringify(restored.error));
  return restored.value;
};
