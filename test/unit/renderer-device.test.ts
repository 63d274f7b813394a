import { describe, expect, test } from 'vitest';
import { type BackupState, backupHealth, backupWarning } from '../../src/renderer/features/device/backup-health.ts';

const made = (ageHours: number): Partial<BackupState> => ({
  last: { takenAt: '2026-11-02T01:00:00.000Z', folder: 'rrs-backup', ageHours },
});
const state = (change: Partial<BackupState>): BackupState => ({
  folder: '/media/backup',
  isRunning: false,
  last: null,
  error: null,
  restoredFrom: null,
  ...change,
});

describe('what a supervisor is told of the backup', () => {
  test.each([
    [made(0.2), 'fine', null],
    [made(48), 'fine', null],
    [made(48.1), 'old', '마지막 백업 2일 전'],
    [made(77), 'old', '마지막 백업 3일 전'],
    [{}, 'old', '백업 아직 없음'],
    [{ ...made(1), folder: null }, 'unset', '백업 폴더 없음'],
    // One that failed is told even while the one before is young.
    [{ ...made(1), error: { type: 'BackupFolderNotSet' } }, 'failed', '백업하지 못함'],
  ] as const)('%j is %s', (change, health, warning) => {
    expect(backupHealth(state(change))).toBe(health);
    expect(backupWarning(state(change))?.ko ?? null).toBe(warning);
  });
});
