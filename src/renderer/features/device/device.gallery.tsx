import { failed } from '../../gallery/fixture-bridge.ts';
import { aBackup, aStatus, officeOf } from '../../gallery/office.ts';
import { supervisor } from '../../gallery/people.ts';
import type { GalleryState } from '../../gallery/state.ts';
import type { BackupState } from './backup-health.ts';
import { Device } from './device.tsx';

const asSupervisor = aStatus({ official: supervisor });

const state = (
  id: string,
  title: GalleryState['title'],
  backup: Partial<BackupState>,
  status = asSupervisor,
): GalleryState => ({
  id,
  title,
  render: () => <Device status={status} onClose={() => undefined} />,
  bridge: officeOf({
    queries: { getBackup: () => ({ ...aBackup, ...backup }) },
    commands: {
      setBackupFolder: () => ({}),
      backUpNow: () => failed({ type: 'BackupMediumUnusable', folder: '/media/rrs-backup', why: 'full' }),
      rekeyFile: () => ({ withoutSlot: [{ id: supervisor.id, name: supervisor.name }] }),
    },
  }),
});

export const deviceGallery: readonly GalleryState[] = [
  state('device', { ko: '백업과 파일 열쇠', en: 'Backup and file key' }, {}),
  state('device-clerk', { ko: '백업: 담당자', en: 'Backup, for a clerk' }, {}, aStatus()),
  state('device-unset', { ko: '백업 폴더 없음', en: 'No backup folder' }, { folder: null, last: null }),
  state(
    'device-old',
    { ko: '오래된 백업, 복원된 컴퓨터', en: 'An old backup on a restored computer' },
    {
      last: { takenAt: '2026-10-30T01:00:00Z', folder: '/media/rrs-backup/2026-10-30T010000Z', ageHours: 77 },
      restoredFrom: '2026-10-28T01:00:00Z',
    },
  ),
  state(
    'device-failed',
    { ko: '백업하지 못함', en: 'A backup that failed' },
    { error: { type: 'BackupMediumUnusable', folder: '/media/rrs-backup', why: 'absent' } },
  ),
  state('device-running', { ko: '백업하는 중', en: 'A backup under way' }, { isRunning: true }),
  state(
    'device-rekey',
    { ko: '파일 열쇠 바꾸는 중', en: 'The file key is being changed' },
    {},
    aStatus({ official: supervisor, rekey: { step: 'copying', part: 0.42 } }),
  ),
];
