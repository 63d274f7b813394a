import type { QueryOutput } from '../../../shared/contract/queries.ts';
import type { Text } from '../../../shared/text/language.ts';

export type BackupState = QueryOutput<'getBackup'>;

/** A backup is made each day; after two, somebody should look. */
const oldHours = 48;

/** What a person should know of the backup: `unset` and `failed` even while an earlier one is young. */
export const backupHealth = ({ folder, last, error }: BackupState): 'fine' | 'old' | 'failed' | 'unset' => {
  if (folder === null) return 'unset';
  if (error !== null) return 'failed';
  return last === null || last.ageHours > oldHours ? 'old' : 'fine';
};

/** For the line below everything; null while all is well. */
export const backupWarning = (state: BackupState): Text | null => {
  switch (backupHealth(state)) {
    case 'fine':
      return null;
    case 'unset':
      return { ko: '백업 폴더 없음', en: 'No backup folder' };
    case 'failed':
      return { ko: '백업하지 못함', en: 'Backup failed' };
    case 'old': {
      const age = state.last && ageToText(state.last.ageHours);
      return age
        ? { ko: `마지막 백업 ${age.ko}`, en: `Last backup ${age.en}` }
        : { ko: '백업 아직 없음', en: 'No backup yet' };
    }
  }
};

/** `30시간 전`, and after two days `3일 전`. */
export const ageToText = (hours: number): Text => {
  const whole = Math.max(0, Math.floor(hours));
  if (whole < 1) return { ko: '한 시간 안', en: 'within the hour' };
  if (whole < 48) return { ko: `${String(whole)}시간 전`, en: `${String(whole)} h ago` };
  const days = Math.floor(whole / 24);
  return { ko: `${String(days)}일 전`, en: `${String(days)} days ago` };
};
