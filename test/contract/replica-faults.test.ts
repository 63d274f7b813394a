import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { startOfficeProcess } from '../../scripts/run/office-process.ts';
import { openConnection } from '../../src/main/replica/connection.ts';
import { createJournal } from '../../src/main/replica/journal.ts';
import { diskErrorToAppError, openFile } from '../../src/main/replica/open-file.ts';
import { openReplica, type Replica } from '../../src/main/replica/replica.ts';
import { type OfficeStep, officeSteps } from '../../src/main/steps.ts';
import { aDeviceFolder, aFilingAt, type DeviceFolder, password, snapshotOf } from '../builders/device-folder.ts';
import type { TestOffice } from '../builders/office.ts';
import { expectRefused } from '../builders/refused.ts';
import { mountSmallDisk, unmount } from '../builders/small-disk.ts';
import { aTownship } from '../builders/township.ts';

// What the disk does in the middle of an act: nothing is written half, nothing is lost, and work goes on afterwards.

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const aDevice = async (folder?: string): Promise<DeviceFolder> => {
  const device = await aDeviceFolder(folder === undefined ? {} : { folder });
  folders.push(device.folder);
  return device;
};

const startSignedIn = async (device: DeviceFolder): Promise<TestOffice> => {
  const office = device.start();
  expect(await office.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
  return office;
};

const replicaOf = (office: TestOffice): Replica => {
  const replica = office.running.current()?.replica;
  if (!replica) throw new Error('nobody is signed in');
  return replica;
};

/** The entries and filings, which must always tell the same story. */
const storyOf = async (office: TestOffice): Promise<{ unsent: number; sent: string[]; filings: string[] }> => {
  const replica = replicaOf(office);
  const batch = await replica.nextBatch(100);
  const sent = batch.entries.map(({ header }) => (JSON.parse(header) as { id: string }).id);
  return {
    unsent: replica.unsentCount(),
    sent: sent.toSorted(),
    filings: office
      .filings(null)
      .rows.map(({ id }) => id as string)
      .toSorted(),
  };
};

const expectWhole = async (office: TestOffice, ids: readonly string[]): Promise<void> =>
  expect(await storyOf(office)).toEqual({ unsent: ids.length, sent: ids.toSorted(), filings: ids.toSorted() });

const full = () => new Database.SqliteError('database or disk is full', 'SQLITE_FULL');

describe('a full disk', () => {
  test('[SY-10] refuses an entry whole, and takes the next one when there is space', async () => {
    const device = await aDevice();
    const opened = openFile(device.file(), device.key, 'training');
    if (!opened.ok) throw new Error(opened.error.type);
    const connection = await openConnection(opened.value, device.system);
    const journal = createJournal(connection, device.system);
    const act = () => {
      const { id, report } = aFilingAt();
      const body = { v: 1, asOf: null, report } as const;
      const actor = { actor: device.official, role: 'clerk', purpose: 'move-in', subject: null } as const;
      return { kind: 'moveInReported', id, ...actor, body } as const;
    };
    await journal.append(act());
    const pages = Number(opened.value.pragma('page_count', { simple: true }));
    opened.value.pragma(`max_page_count = ${pages}`);
    let refused = 0;
    while (refused < 3) {
      const error = await journal.append(act()).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error === null) continue;
      refused += 1;
      expectRefused(diskErrorToAppError(error, device.file()), 'DiskFull');
    }
    const { seq } = journal.head();
    const count = (table: string): unknown => opened.value.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([count('entry'), count('"journal-0"'), count('filing')]).toEqual([seq, seq, seq]);

    opened.value.pragma('max_page_count = 1000000');
    await journal.append(act());
    await journal.append(act());
    expect(journal.head().seq).toBe(seq + 2);
    expect(await connection.collections.journal.find().exec()).toHaveLength(seq + 2);
    expect(journal.findBreak()).toBeNull();
    await connection.close();
  });

  test.each(['append:decided', 'append:folded'] as const)(
    '[SY-10] at %s leaves no trace of the filing, which is taken when it is tried again',
    async (step) => {
      const device = await aDevice();
      const [earlier] = await device.filed(1);
      const office = await startSignedIn(device);
      const filing = aFilingAt();
      device.system.reached = (reached) => {
        if (reached === step) throw full();
      };
      expectRefused(await office.command('reportMoveIn', filing), 'DiskFull');
      expectRefused(await office.command('reportMoveIn', filing), 'DiskFull');
      await expectWhole(office, [earlier ?? '']);
      device.system.reached = () => undefined;
      expect(await office.command('reportMoveIn', filing)).toMatchObject({ ok: true });
      await expectWhole(office, [earlier ?? '', filing.id]);
      await office.close();
    },
  );

  const canMount = mountTest();

  test.skipIf(!canMount)('a real one (needs the right to mount): filing, and loading a snapshot', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-small-disk-'));
    folders.push(folder);
    mountSmallDisk(folder, '3m');
    try {
      const device = await aDevice(join(folder, 'office'));
      const office = await startSignedIn(device);
      const ids: string[] = [];
      const file = async () => {
        const filing = aFilingAt();
        const filed = await office.command('reportMoveIn', filing);
        if (filed.ok) ids.push(filing.id);
        return filed;
      };
      await file();

      // A snapshot needs more than is left: it is given up whole, and its space with it.
      const free = (): number => statfsSync(folder).bavail;
      const before = free();
      const big = snapshotOf(aTownship({ seed: 3, residents: 4_000 }));
      for (let nth = 0; nth < 3; nth += 1)
        await expect(replicaOf(office).loadSnapshot(big)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
      expect(free()).toBe(before);
      expect(readdirSync(device.folder).filter((name) => name.includes('.part'))).toEqual([]);
      await file();
      await expectWhole(office, ids);

      writeFileSync(join(folder, 'ballast'), Buffer.alloc(free() * statfsSync(folder).bsize - 16_384));
      let refused = 0;
      while (refused < 3) {
        const filed = await file();
        if (filed.ok) continue;
        refused += 1;
        expectRefused(filed, 'DiskFull');
      }
      await expectWhole(office, ids);
      rmSync(join(folder, 'ballast'));
      expect(await file()).toMatchObject({ ok: true });
      await expectWhole(office, ids);
      await office.close();

      const again = await startSignedIn(device);
      await expectWhole(again, ids);
      await again.close();
    } finally {
      unmount(folder);
    }
  });
});

describe('a folder that cannot be written to', () => {
  const readOnly = (device: DeviceFolder, modes: { readonly folder: number; readonly files: number }): void => {
    for (const name of readdirSync(device.folder)) chmodSync(join(device.folder, name), modes.files);
    chmodSync(device.folder, modes.folder);
  };
  /** Root may write anywhere, so the office runs as nobody. */
  const signInAsNobody = async (device: DeviceFolder) => {
    const office = startOfficeProcess({ data: device.folder, ...(process.getuid?.() === 0 ? { uid: 65_534 } : {}) });
    const result = await office.command('signIn', { official: device.official, password });
    await office.stop();
    return result;
  };

  test.skipIf(process.platform === 'win32').each([
    ['folder and files', { folder: 0o555, files: 0o444 }],
    ['the folder', { folder: 0o555, files: 0o666 }],
    ['the files', { folder: 0o755, files: 0o444 }],
  ])('is told: %s', async (_, modes) => {
    const device = await aDevice();
    const ids = await device.filed(2);
    readOnly(device, modes);
    expectRefused(await signInAsNobody(device), 'DiskReadOnly');
    readOnly(device, { folder: 0o755, files: 0o644 });
    const office = await startSignedIn(device);
    await expectWhole(office, ids);
    await office.close();
  });

  test.skipIf(process.platform === 'win32')('is told before the first enrolment too', async () => {
    const device = await aDevice();
    for (const name of readdirSync(device.folder)) rmSync(join(device.folder, name));
    chmodSync(device.folder, 0o555);
    expectRefused(await signInAsNobody(device), 'DiskReadOnly');
  });
});

describe('[SY-11] a snapshot is complete or not there', () => {
  const bigger = snapshotOf(aTownship({ seed: 12, residents: 60 }));
  const snapshotSteps = officeSteps.filter((step) => step.startsWith('snapshot:') && step !== 'snapshot:fetched');

  test.each(snapshotSteps)('after a crash at %s', async (step) => {
    const device = await aDevice();
    const ids = await device.filed(2);
    const office = await startSignedIn(device);
    const crashed = `${device.folder}-crashed`;
    folders.push(crashed);
    device.system.reached = (reached) => {
      // The folder as it is at this moment is what a power cut leaves.
      if (reached === step) cpSync(device.folder, crashed, { recursive: true });
    };
    await replicaOf(office).loadSnapshot(bigger);
    device.system.reached = () => undefined;
    await office.close();

    const isThere = snapshotSteps.indexOf(step) >= snapshotSteps.indexOf('snapshot:named');
    const left = await openReplica({ folder: crashed, profile: 'training', system: device.system }, device.key);
    if (!left.ok) throw new Error(JSON.stringify(left.error));
    const replica = left.value;
    expect(replica.reads().residentCount()).toBe(isThere ? 60 : 10);
    const { entries } = await replica.nextBatch(100);
    expect(entries.map(({ header }) => (JSON.parse(header) as { id: string }).id)).toEqual(ids);
    await replica.close();
    expect(readdirSync(crashed).filter((name) => /\.part|\.db$/.test(name))).toHaveLength(1);
  });

  test('parts and files from before are swept when the newest one opens', async () => {
    const device = await aDevice();
    const [id] = await device.filed(1);
    const newest = device.file();
    for (const name of ['replica-000003.part', 'replica-000003.part-journal', 'replica-000001.db'])
      writeFileSync(join(device.folder, name), 'left over');
    const office = await startSignedIn(device);
    await expectWhole(office, [id ?? '']);
    await office.close();
    expect(readdirSync(device.folder).filter((name) => /\.part|\.db$/.test(name))).toEqual([newest.split('/').at(-1)]);
  });

  test('nothing is swept while the newest one does not open', async () => {
    const device = await aDevice();
    await device.filed(1);
    cpSync(device.file(), join(device.folder, 'replica-000001.db'));
    writeFileSync(join(device.folder, 'replica-000003.db'), 'damaged');
    const office = device.start();
    expectRefused(await office.command('signIn', { official: device.official, password }), 'FileDamaged');
    await office.close();
    for (const generation of [1, 2, 3])
      expect(existsSync(join(device.folder, `replica-00000${generation}.db`)), `${generation}`).toBe(true);
  });

  test.each<[string, OfficeStep, (device: DeviceFolder) => void]>([
    [
      'the disk fills up while the journal is copied',
      'snapshot:copied',
      () => {
        throw full();
      },
    ],
    [
      'what was written can not be read back',
      'snapshot:named',
      (device) => writeFileSync(device.file(), Buffer.alloc(8_192, 1)),
    ],
  ])('that fails because %s leaves the old file in its place, for good', async (_, step, fail) => {
    const device = await aDevice();
    const ids: string[] = await device.filed(2);
    const office = await startSignedIn(device);
    const before = device.file();
    device.system.reached = (reached) => {
      if (reached === step) fail(device);
    };
    await expect(replicaOf(office).loadSnapshot(bigger)).rejects.toThrow();
    device.system.reached = () => undefined;
    expect(device.file()).toBe(before);

    // What is filed now must still be there after a restart, and it would not be if the new file were taken then.
    const filing = aFilingAt();
    expect(await office.command('reportMoveIn', filing)).toMatchObject({ ok: true });
    ids.push(filing.id);
    await office.close();
    const again = await startSignedIn(device);
    await expectWhole(again, ids);
    await replicaOf(again).loadSnapshot(bigger);
    await expectWhole(again, ids);
    expect(replicaOf(again).reads().residentCount()).toBe(60);
    await again.close();
  });

  test('with a row that can not be read leaves everything as it was, and no open file behind', async () => {
    const device = await aDevice();
    const ids = await device.filed(2);
    const office = await startSignedIn(device);
    function* broken() {
      yield* bigger.rows.slice(0, 20);
      throw new Error('no row');
    }
    await expect(replicaOf(office).loadSnapshot({ ...bigger, rows: broken() })).rejects.toThrow('no row');
    expect(readdirSync(device.folder).filter((name) => name.includes('.part'))).toEqual([]);
    await expectWhole(office, ids);
    expect(replicaOf(office).reads().residentCount()).toBe(10);
    await office.close();
  });
});

test('[SY-10] filings at the same moment as a snapshot are in the journal once, whichever file they went to first', async () => {
  const device = await aDevice();
  const office = await startSignedIn(device);
  const ids: string[] = [];
  const file = async () => {
    const filing = aFilingAt();
    expect(await office.command('reportMoveIn', filing)).toMatchObject({ ok: true });
    ids.push(filing.id);
  };
  const filing = (async () => {
    for (let nth = 0; nth < 25; nth += 1) await file();
  })();
  for (let nth = 0; nth < 3; nth += 1)
    await replicaOf(office).loadSnapshot(snapshotOf(aTownship({ seed: 4, residents: 700 })));
  await filing;
  await expectWhole(office, ids);
  await office.close();
});

function mountTest(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-mount-'));
  const isMounted = mountSmallDisk(folder, '1m');
  if (isMounted) unmount(folder);
  rmSync(folder, { recursive: true });
  return isMounted;
}
