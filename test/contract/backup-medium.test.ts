import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Generation, generationsToDrop, isWithin, markMedium } from '../../src/main/replica/backup/medium.ts';
import { takeBackup } from '../../src/main/replica/backup/take-backup.ts';
import { currentFile } from '../../src/main/replica/generations.ts';
import { officeSteps } from '../../src/main/steps.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import { setUpBackups } from '../builders/backup-setup.ts';
import { choose } from '../builders/restored.ts';
import { mountSmallDisk, unmount } from '../builders/small-disk.ts';

/** Whatever happens to a backup’s medium, or to the process that makes one or restores it. */
const setup = await setUpBackups();
const { device, aFolder, aMedium, orderTo, backUp, who, namesOn, contentOf, runReplica } = setup;
afterAll(() => setup.remove());

describe('[BK-3] a medium', () => {
  const refusalOf = async (medium: string): Promise<AppError | null> => {
    const done = await takeBackup(device.system, orderTo(medium));
    return done.ok ? null : done.error;
  };

  test('that was pulled, or is another one, is said to be absent, and nothing is written into its mount point', async () => {
    const medium = aMedium();
    await backUp(medium);
    renameSync(medium, `${medium}-pulled`);
    expect(await refusalOf(medium)).toEqual({ type: 'BackupMediumUnusable', folder: medium, why: 'absent' });
    mkdirSync(medium);
    expect(await refusalOf(medium)).toEqual({ type: 'BackupMediumUnusable', folder: medium, why: 'absent' });
    expect(readdirSync(medium)).toEqual([]);
  });

  test('pulled while a backup is written', async () => {
    const medium = aMedium();
    const system = {
      ...device.system,
      reached: (step: string) => {
        if (step === 'backup:copied') rmSync(medium, { recursive: true });
      },
    };
    expect(await takeBackup(system, orderTo(medium))).toMatchObject({
      ok: false,
      error: { type: 'BackupMediumUnusable', why: 'absent' },
    });
  });

  test('that is full or write-protected keeps its earlier backups, and says so', async ({ skip }) => {
    const medium = aFolder('small');
    mkdirSync(medium);
    if (!mountSmallDisk(medium, '3m')) return skip('only root on Linux can mount a small disk');
    try {
      markMedium(medium, device.folder);
      expect(await refusalOf(medium)).toBeNull();
      let refused: AppError | null = null;
      for (let nth = 0; nth < 20 && refused === null; nth += 1) refused = await refusalOf(medium);
      expect(refused).toEqual({ type: 'BackupMediumUnusable', folder: medium, why: 'full' });
      expect(namesOn(medium)).toContain('backup-000001');
      expect(namesOn(medium).filter((name) => name.endsWith('.part'))).toEqual([]);
      // Write-protected, it says so, and is good enough to restore from.
      spawnSync('mount', ['-o', 'remount,ro', medium]);
      expect(await refusalOf(medium)).toEqual({ type: 'BackupMediumUnusable', folder: medium, why: 'read-only' });
      expect(await choose(device.system, medium, who, { number: 1 })).toMatchObject({ ok: true });
    } finally {
      unmount(medium);
    }
    return undefined;
  });

  test('inside the data folder is refused, and one on another drive of Windows is not', async () => {
    const inside = join(device.folder, 'backups');
    expect(await runReplica(['backup', '--data', device.folder, '--to', inside])).toMatchObject({ code: 1 });
    expect(markMedium(inside, device.folder)).toMatchObject({
      ok: false,
      error: { type: 'BackupMediumUnusable', why: 'own-folder' },
    });
    const windows = (folder: string): boolean => isWithin('C:\\rrs\\data', folder, win32);
    expect(['C:\\rrs\\data', 'c:\\rrs\\data\\..backups'].map(windows)).toEqual([true, true]);
    expect(['E:\\backups', 'C:\\rrs\\backups', 'C:\\rrs\\database'].map(windows)).toEqual([false, false, false]);
  });

  test('keeps the newest three, and the newest of seven days and four weeks, whatever the clock said', () => {
    const generation = (number: number, takenAt: string): Generation => ({
      device: device.identity.device,
      number,
      folder: String(number),
      found: { manifest: { takenAt } as never, text: '', key: { nonce: '', sealed: '' } },
    });
    const daily = Array.from({ length: 60 }, (_, nth) =>
      generation(60 - nth, new Date(Date.UTC(2026, 10, 22, 3) - nth * 86_400_000).toISOString()),
    );
    const dropped = new Set(generationsToDrop(daily).map(({ number }) => number));
    const kept = daily.map(({ number }) => number).filter((number) => !dropped.has(number));
    // Seven days to Monday the 16th, then Sundays.
    expect(kept).toEqual([60, 59, 58, 57, 56, 55, 54, 53, 46, 39]);
    // A clock that ran a year ahead for a day: what was made last is never the one to go.
    const lied = [generation(9, '2025-01-01T00:00:00.000Z'), ...daily.slice(0, 8)];
    expect(generationsToDrop(lied).map(({ number }) => number)).not.toContain(9);
    const unread: Generation = { ...generation(1, ''), found: 'unreadable' };
    expect(generationsToDrop([...daily, unread])).not.toContain(unread);
  });
});

describe('[BK-3] killed at', () => {
  test.each(officeSteps.filter((step) => step.startsWith('backup:')))(
    '%s, a backup is there whole or not at all',
    async (step) => {
      const medium = aMedium();
      await backUp(medium);
      expect(await runReplica(['backup', '--data', device.folder, '--to', medium], { dieAt: step })).toMatchObject({
        code: 'SIGKILL',
      });
      const whole = step === 'backup:named' ? ['backup-000001', 'backup-000002'] : ['backup-000001'];
      expect(namesOn(medium).filter((name) => !name.endsWith('.part'))).toEqual(whole);
      expect(await choose(device.system, medium, who)).toMatchObject({ ok: true, value: { passedOver: [] } });
      // What was left is cleared away by the next.
      const { number } = await backUp(medium);
      expect(number).toBe(whole.length + 1);
      expect(namesOn(medium).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
  );

  test.each(officeSteps.filter((step) => step.startsWith('restore:')))(
    '%s, a restored device is there whole or not at all',
    async (step) => {
      const medium = aMedium();
      await backUp(medium);
      const target = aFolder('target');
      const args = ['restore', '--from', medium, '--data', target];
      expect(await runReplica(args, { dieAt: step })).toMatchObject({ code: 'SIGKILL' });
      expect(existsSync(target)).toBe(step === 'restore:named');
      if (step !== 'restore:named') expect(await runReplica(args)).toMatchObject({ code: 0 });
      expect(contentOf(currentFile(target) ?? '')).toEqual(contentOf(device.file()));
      expect(readdirSync(join(target, '..')).filter((name) => name.endsWith('.restoring'))).toEqual([]);
    },
  );
});
