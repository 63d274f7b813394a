import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createBackups } from '../../src/main/backups.ts';
import { type BackupDone, takeBackup } from '../../src/main/replica/backup/take-backup.ts';
import { currentFile } from '../../src/main/replica/generations.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { openReadOnly } from '../../src/main/replica/open-file.ts';
import { runBackupOnThread } from '../../src/main/run-backup.ts';
import { setUpBackups } from '../builders/backup-setup.ts';
import { aDeviceFolder, aFilingAt, password } from '../builders/device-folder.ts';
import { choose, restoreInto } from '../builders/restored.ts';

/** Backups of a device’s file: made beside its work, by hand and once a day, and turned into a device again. */
const setup = await setUpBackups();
const { device, aFolder, aMedium, orderTo, backUp, who, namesOn, contentOf } = setup;
afterAll(() => setup.remove());

const contains = (folder: string, bytes: Buffer): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(bytes));

describe('a backup', () => {
  test('[BK-1] says what is in it, is encrypted with a key of its own, and holds no other secret', async () => {
    const medium = aMedium();
    const { manifest, folder, number } = await backUp(medium);
    expect(number).toBe(1);
    expect(manifest).toMatchObject({
      device: device.identity.device,
      incarnation: 1,
      office: device.township.offices[0],
      profile: 'training',
      journal: { seq: 5 },
      unsent: 5,
      rows: { resident: device.township.residents.length, entry: 5, filing: 5 },
    });
    expect(readdirSync(folder).toSorted()).toEqual(['manifest.json', 'replica.db', 'slots.json']);
    // Neither the file's key nor a name stands anywhere in it, nor does the file's key open the copy.
    const name = Buffer.from(device.township.residents[0]?.name ?? '');
    for (const secret of [
      device.key,
      Buffer.from(device.key.toString('hex')),
      Buffer.from(device.key.toString('base64')),
      name,
    ])
      expect(contains(medium, secret)).toBe(false);
    expect(openReadOnly(join(folder, 'replica.db'), device.key, 'training')).toMatchObject({ ok: false });
  });

  test('[BK-2] becomes a device again that has everything the file had', async () => {
    const medium = aMedium();
    await backUp(medium);
    const target = aFolder('restored');
    const identity = await restoreInto(device.system, medium, who, target);
    expect(readdirSync(target).toSorted()).toEqual(['replica-000001.db', 'slots.json']);
    expect(contentOf(currentFile(target) ?? '')).toEqual(contentOf(device.file()));
    expect(identity).toMatchObject({
      device: device.identity.device,
      restoredFrom: { incarnation: 1, head: { seq: 5 }, takenAt: new Date(device.system.now()).toISOString() },
    });
    expect(identity.deviceKey).not.toBe(device.identity.deviceKey);
    // Whoever could open the old computer opens the new one.
    const slots = createKeySlots(join(target, 'slots.json'), 'training', 1024);
    expect(await slots.open(device.official, password)).toMatchObject({ ok: true });
  });

  test('[BK-1] is made on a thread of its own while filings go on, and each is the journal as it was at some moment', async () => {
    const busy = await aDeviceFolder({ residents: 2_000, folder: aFolder('busy') });
    const medium = aMedium();
    const office = busy.start();
    await office.command('signIn', { official: busy.official, password });
    const run = runBackupOnThread('');
    const state = { isOver: false };
    const backups = (async () => {
      const made: BackupDone[] = [];
      for (let nth = 0; nth < 3; nth += 1) {
        const done = await run(orderTo(medium, busy), new AbortController().signal);
        if (!done.ok) throw new Error(JSON.stringify(done.error));
        made.push(done.value);
      }
      return made;
    })().finally(() => {
      state.isOver = true;
    });
    let filed = 0;
    while (!state.isOver) {
      expect(await office.command('reportMoveIn', aFilingAt())).toMatchObject({ ok: true });
      filed += 1;
      // What the thread says gets its turn.
      await new Promise(setImmediate);
    }
    const made = await backups;
    await office.close();
    const heads = made.map(({ manifest }) => manifest.journal.seq);
    expect(heads).toEqual(heads.toSorted((a, b) => a - b));
    expect(heads.at(-1)).toBeGreaterThan(heads[0] ?? 0);
    expect(filed).toBeGreaterThanOrEqual(heads.at(-1) ?? 0);
    for (const { number } of made)
      expect(await choose(busy.system, medium, { official: busy.official, password }, { number })).toMatchObject({
        ok: true,
      });
  });

  test('[BK-1] that turns out other than the file does not count, and the one before stays', async () => {
    const medium = aMedium();
    await backUp(medium);
    // The copy loses a row of the register between its making and its check.
    const system = {
      ...device.system,
      reached: (step: string) => {
        if (step !== 'backup:copied') return;
        const copy = device.open(join(medium, device.identity.device, 'backup-000002.part', 'replica.db'));
        copy.exec('DELETE FROM resident WHERE rowid = 1');
        copy.close();
      },
    };
    expect(await takeBackup(system, orderTo(medium))).toMatchObject({
      ok: false,
      error: { type: 'BackupDamaged', detail: 'the copy has another number of rows in resident' },
    });
    expect(namesOn(medium)).toEqual(['backup-000001']);
  });

  test('two at the same moment: the second is told', async () => {
    const medium = aMedium();
    const both = await Promise.all([
      takeBackup(device.system, orderTo(medium)),
      takeBackup(device.system, orderTo(medium)),
    ]);
    expect(both.map((each) => (each.ok ? 'made' : each.error.type)).toSorted()).toEqual(['BackupRunning', 'made']);
  });
});

test('[BK-2] a file that got another key meanwhile is not kept beside slots that do not open it', async () => {
  const medium = aMedium();
  const other = await aDeviceFolder({ folder: aFolder('rekeyed') });
  const newer = join(device.folder, 'replica-000999.db');
  const system = {
    ...device.system,
    reached: (step: string) => {
      if (step === 'backup:rekeyed') cpSync(other.file(), newer);
    },
  };
  const done = await takeBackup(system, orderTo(medium));
  rmSync(newer);
  expect(done).toEqual({ ok: false, error: { type: 'RekeyRunning' } });
  expect(namesOn(medium)).toEqual([]);
});

/** The backups of an office, with a look at the clock whenever a test says so. */
const aRunner = (
  more: Pick<Parameters<typeof createBackups>[0], 'current' | 'run'> &
    Partial<Pick<Parameters<typeof createBackups>[0], 'system' | 'toAppError'>>,
) =>
  createBackups({
    folder: device.folder,
    profile: 'training',
    system: device.system,
    firstLook: 0,
    toAppError: (error) => {
      throw error;
    },
    ...more,
  });

describe('the office', () => {
  test('[BK-1] backs itself up once a day, and says what went wrong', async () => {
    const medium = aFolder('medium');
    mkdirSync(medium);
    const office = device.start();
    await office.command('signIn', { official: device.official, password });
    expect(await office.command('backUpNow', {})).toMatchObject({ ok: false, error: { type: 'BackupFolderNotSet' } });
    const absent = { id: aFilingAt().id, folder: join(medium, 'absent') };
    expect(await office.command('setBackupFolder', absent)).toMatchObject({ error: { type: 'BackupMediumUnusable' } });
    const own = { id: aFilingAt().id, folder: join(device.folder, 'backups') };
    expect(await office.command('setBackupFolder', own)).toMatchObject({
      ok: false,
      error: { type: 'BackupMediumUnusable', why: 'own-folder' },
    });
    const set = { id: aFilingAt().id, folder: medium };
    expect(await office.command('setBackupFolder', set)).toMatchObject({ ok: true });
    expect(await office.command('setBackupFolder', set)).toMatchObject({ ok: true });
    const open = office.running.current();
    if (!open) throw new Error('somebody is signed in');
    expect(open.replica.entryKind(set.id)).toBe('backupFolderSet');

    let made = 0;
    const looked: (() => void)[] = [];
    const system = {
      ...device.system,
      now: () => device.system.clock,
      wait: (_: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          looked.push(resolve);
          signal.addEventListener('abort', () => resolve());
        }),
    };
    const backups = aRunner({
      system,
      current: () => ({ replica: open.replica, key: device.key }),
      run: async (order) => {
        made += 1;
        return takeBackup(system, order);
      },
    });
    const nextLook = async (): Promise<void> => {
      while (looked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const look = async (hoursLater: number): Promise<void> => {
      device.system.clock += hoursLater * 3_600_000;
      looked.shift()?.();
      await nextLook();
    };
    backups.start();
    await nextLook();
    // Not yet: whoever has just signed in has better use for the computer.
    expect(made).toBe(0);
    await look(0);
    expect(made).toBe(1);
    await look(23);
    expect(made).toBe(1);
    await look(1);
    expect(made).toBe(2);
    // Pulled, it is tried at each look, and the last good one is still told.
    renameSync(medium, `${medium}-pulled`);
    await look(24);
    await look(0.25);
    expect(made).toBe(4);
    expect(await office.running.dispatch({ id: 1, type: 'query', name: 'getBackup', input: {} })).toMatchObject({
      ok: true,
      value: { folder: medium, last: { ageHours: 24.25 }, error: { type: 'BackupMediumUnusable', why: 'absent' } },
    });
    // A clock put back a year doesn't end backups for a year.
    renameSync(`${medium}-pulled`, medium);
    await look(-365 * 24);
    expect(made).toBe(5);
    expect(open.replica.backup().last).toMatchObject({ error: null });
    await backups.stop();
    await office.close();
  });

  test('only a supervisor sets where backups go', async () => {
    const other = await aDeviceFolder({ folder: aFolder('clerk') });
    const office = other.start();
    await office.command('signIn', { official: other.official, password });
    expect(await office.command('setBackupFolder', { id: aFilingAt().id, folder: aMedium() })).toMatchObject({
      ok: false,
      error: { type: 'NotAllowed' },
    });
    await office.close();
  });

  test('joins a backup that is under way', async () => {
    const medium = aMedium();
    const replica_ = await device.openReplica();
    let runs = 0;
    const backups = aRunner({
      current: () => ({ replica: { ...replica_, backup: () => ({ folder: medium, last: null }) }, key: device.key }),
      run: async (order) => {
        runs += 1;
        return takeBackup(device.system, order);
      },
    });
    const [first, second] = await Promise.all([backups.now(), backups.now()]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    expect(runs).toBe(1);
    await backups.stop();
    await replica_.close();
  });

  test('looks again after a look that failed', async () => {
    const told: unknown[] = [];
    const failed = new Error('the file can not be read');
    let looks = 0;
    const third = Promise.withResolvers<void>();
    const backups = aRunner({
      system: { ...device.system, wait: () => new Promise(setImmediate) },
      current: () => {
        looks += 1;
        if (looks === 1) throw failed;
        if (looks === 3) third.resolve();
        return null;
      },
      run: () => Promise.reject(new Error('not asked for')),
      toAppError: (error) => {
        told.push(error);
        return { type: 'NotSignedIn' };
      },
    });
    backups.start();
    await third.promise;
    await backups.stop();
    expect(told).toEqual([failed]);
  });

  test('looks again at once where another medium was set while a backup still ran', async () => {
    const replica = await device.openReplica();
    const again = Promise.withResolvers<void>();
    let runs = 0;
    const backup = () => ({ folder: device.folder, last: null });
    const backups = aRunner({
      system: {
        ...device.system,
        // Nothing but the bell ends it.
        wait: (ms, signal) =>
          new Promise((resolve) => {
            if (ms === 0 || signal.aborted) resolve();
            signal.addEventListener('abort', () => resolve());
          }),
      },
      current: () => ({ replica: { ...replica, backup }, key: device.key }),
      run: async () => {
        runs += 1;
        if (runs === 1) backups.wake();
        else again.resolve();
        return { ok: false, error: { type: 'BackupRunning' } };
      },
    });
    backups.start();
    await again.promise;
    await backups.stop();
    expect(runs).toBe(2);
    await replica.close();
  });

  test('closes though the outcome of the last backup can not be noted, and makes no other', async () => {
    const full = new Error('the disk is full');
    const replica = await device.openReplica();
    let stopped: Promise<void> | null = null;
    const noteBackup = (): Promise<void> => {
      stopped = backups.stop();
      return Promise.reject(full);
    };
    const backup = () => ({ folder: device.folder, last: null });
    const backups = aRunner({
      current: () => ({ replica: { ...replica, backup, noteBackup }, key: device.key }),
      run: () => Promise.resolve({ ok: false, error: { type: 'BackupRunning' } }),
    });
    await expect(backups.now()).rejects.toBe(full);
    await expect(stopped).resolves.toBeUndefined();
    expect(await backups.now()).toEqual({ ok: false, error: { type: 'NotSignedIn' } });
    await replica.close();
  });
});
