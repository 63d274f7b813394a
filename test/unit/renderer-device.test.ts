import { describe, expect, test } from 'vitest';
import { type BackupState, backupHealth, backupWarning } from '../../src/renderer/features/device/backup-health.ts';
import { centralFieldOf, checkCentral } from '../../src/renderer/features/sign-in/central-and-code.ts';
import { deviceTrouble } from '../../src/renderer/features/status/device-trouble.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';

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

describe('a device that central does not take as it is', () => {
  const refused = (code: string): AppError => ({ type: 'CentralRefused', code, detail: '' });
  test.each<[AppError | null, boolean, ReturnType<typeof deviceTrouble>]>([
    [{ type: 'RestoredNotAdmitted' }, true, 'restored'],
    // Before it is known from when the backup is.
    [{ type: 'RestoredNotAdmitted' }, false, 'restored'],
    [{ type: 'DeviceUnknown' }, false, 'unknown'],
    [{ type: 'IncarnationClosed' }, false, 'closed'],
    [{ type: 'JournalMismatch', centralSeq: 4, ownSeq: 3 }, false, 'closed'],
    // Central has an older key of it; at a device that was never restored, no code helps.
    [refused('bad-signature'), true, 'restored'],
    [refused('bad-signature'), false, null],
    [refused('clock-skew'), true, null],
    [{ type: 'CentralUnreachable', detail: 'ENETUNREACH' }, true, null],
    [null, true, null],
  ])('%j, restored %j: %s', (error, isRestored, trouble) => {
    expect(deviceTrouble(error, isRestored)).toBe(trouble);
  });

  test('address and code are looked at before central is asked', () => {
    expect(checkCentral({ url: ' http://127.0.0.1:8600 ', code: 'abcd' })).toEqual({});
    expect(Object.keys(checkCentral({ url: 'central.invalid', code: ' ' }))).toEqual(['url', 'code']);
    expect(Object.keys(checkCentral({ url: 'ftp://central.invalid', code: 'abcd' }))).toEqual(['url']);
  });

  test.each<[AppError, ReturnType<typeof centralFieldOf>]>([
    [{ type: 'EnrolmentCodeUnreadable' }, 'code'],
    [{ type: 'EnrolmentCodeRefused' }, 'code'],
    [{ type: 'CodeOfAnotherCentral' }, 'code'],
    [{ type: 'CentralUnreachable', detail: 'ECONNREFUSED' }, 'url'],
    [{ type: 'NotCentral', detail: 'status 200, a web page' }, 'url'],
    [{ type: 'WrongProfile', expected: 'training' }, 'url'],
    [{ type: 'DiskFull' }, null],
  ])('%j stands below %s', (error, field) => {
    expect(centralFieldOf(error)).toBe(field);
  });
});
