import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOfficeProcess } from '../../scripts/run/office-process.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import { markMedium } from '../../src/main/replica/backup/medium.ts';
import { takeBackup } from '../../src/main/replica/backup/take-backup.ts';
import { createRebuild } from '../../src/main/replica/checkpoint/rebuild.ts';
import { checkpointOf, currentFile } from '../../src/main/replica/generations.ts';
import { createMigrating } from '../../src/main/replica/migrations/migrating.ts';
import { schemaVersion } from '../../src/main/replica/open-file.ts';
import { openReplica } from '../../src/main/replica/replica.ts';
import type { QueryOutput } from '../../src/shared/contract/queries.ts';
import type { OfficialId } from '../../src/shared/registry/ids.ts';
import { contentOf, runReplica } from '../builders/backup-setup.ts';
import { aDeviceFolder, aFilingAt, bytesOf, type DeviceFolder, password } from '../builders/device-folder.ts';
import { backUpEarlier } from '../builders/earlier-backup.ts';
import { kims, lees } from '../builders/filing-people.ts';
import { startTestOffice, type TestOffice } from '../builders/office.ts';
import { aPopulatedDevice } from '../builders/populated-device.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { createHistory } from '../builders/replica-history.ts';
import { toVersion } from '../builders/replica-versions.ts';
import { choose, restoreInto } from '../builders/restored.ts';
import { aTownship } from '../builders/township.ts';

// Where else a file of an earlier version comes from, and what the logs make of it: the migration against the folds.

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-version-1-'));
  folders.push(folder);
  return folder;
};

/** How the words of addresses lie in their index depends on when they came; that they are the same is proved below. */
const rowsIn = (device: DeviceFolder, folder: string): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(contentOf(device, currentFile(folder) ?? '')).filter(
      ([table]) => !table.startsWith('household_address'),
    ),
  );

type SignInPage = QueryOutput<'getSignIn'>;
const noNetwork = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));

const versionOf = (device: DeviceFolder): unknown => {
  const db = device.open();
  const version = db.pragma('user_version', { simple: true });
  db.close();
  return version;
};

describe.each([1, 2] as const)('[MG-1] a file of version %i', (version) => {
  const seeds = Number(process.env['RRS_SEEDS'] ?? 3);
  const firstSeed = Number(process.env['RRS_FIRST_SEED'] ?? 1);

  /** All but a snapshot, a checkpoint and somebody who leaves: of these the logs say less than the views afterwards. */
  const happenings =
    'file file answer answer amend arrive change end provide issue issue print print overtake compare note receipts'.split(
      ' ',
    );
  test.for(Array.from({ length: seeds }, (_, index) => firstSeed + index))(
    'becomes, row by row, what the logs make of the same history today, seed %i',
    async (seed) => {
      const homes = [kims, lees];
      const device = await aDeviceFolder({
        township: {
          ...aTownship({ seed: 11, residents: 1 }),
          households: homes.map(({ household }) => household),
          residents: homes.flatMap(({ residents }) => residents),
        },
      });
      folders.push(device.folder);
      const random = createRandom(seed);
      const history = createHistory(device, random, homes);
      const replica = await device.openReplica();
      for (const what of ['arrive', 'file', 'leave']) await history.happen(replica, what);
      // From here on all will be folded anew.
      await replica.upkeep();
      const checkpoint = join(aFolder(), 'checkpoint');
      copyFileSync(checkpointOf(device.file()), checkpoint);
      for (let nth = 0; nth < 60; nth += 1) await history.happen(replica, random.pick(happenings));
      await replica.close();

      toVersion(version, device);
      expect(versionOf(device)).toBe(version);
      await (await device.openReplica()).close();
      expect(versionOf(device)).toBe(schemaVersion);
      copyFileSync(checkpoint, checkpointOf(device.file()));
      const compared = await createRebuild(device, device.key).check();
      if (!compared.ok) throw new Error(JSON.stringify(compared.error));
      expect(compared.value.differences).toEqual([]);
      expect(compared.value.folded).toBeGreaterThan(30);
    },
  );
});

describe('[BK-2, MG-1] a backup that a program of version 1 made', () => {
  test('is restored, and brought to this version by its first sign-in, with nothing lost on either way', async () => {
    const device = await aPopulatedDevice();
    folders.push(device.folder);
    const db = device.open();
    // Version 1 had no drafts.
    db.exec('DELETE FROM draft');
    db.close();
    const who = { official: device.official, password };

    const today = aFolder();
    markMedium(today, device.folder);
    const made = await takeBackup(device.system, { ...device, file: device.file(), medium: today });
    if (!made.ok) throw new Error(made.error.type);
    const expected = join(aFolder(), 'restored');
    await restoreInto(device.system, today, who, expected);

    toVersion(1, device);
    const medium = aFolder();
    markMedium(medium, device.folder);
    await backUpEarlier(device, medium);
    expect(await choose(device.system, medium, who)).toMatchObject({
      ok: true,
      value: { manifest: { schemaVersion: 1 } },
    });
    const folder = join(aFolder(), 'restored');
    const identity = await restoreInto(device.system, medium, who, folder);
    expect(identity).toMatchObject({ device: device.identity.device, restoredFrom: { incarnation: 1 } });

    const opened = await openReplica({ ...device, folder }, device.key);
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    expect(opened.value.awaitsAdmission()).toBe(true);
    await opened.value.close();
    expect(rowsIn(device, folder)).toEqual(rowsIn(device, expected));

    // And goes on: filings are taken at once.
    const office = startTestOffice({ ...device, folder, fetch: noNetwork });
    expect(await office.command('signIn', who)).toMatchObject({ ok: true });
    expect(await office.command('reportMoveIn', aFilingAt(device.township.offices[0]?.id))).toMatchObject({ ok: true });
    await office.close();

    // The drill proves such a backup too.
    const drilled = await runReplica(
      ['drill', '--from', medium, '--json', '--official', device.official, '--lang', 'en'],
      {},
    );
    expect(drilled.code, drilled.err).toBe(0);
    expect(JSON.parse(drilled.out)).toMatchObject({
      proof: { residents: 180, isFound: true },
    });
  });
});

describe('[MG-10] while a file of version 1 is brought to this one', () => {
  let old: DeviceFolder;
  beforeAll(async () => {
    old = await aDeviceFolder({ residents: 3_000 });
    folders.push(old.folder);
    await old.filed(1);
    toVersion(1, old);
  });
  const anOffice = (): { readonly folder: string; readonly office: TestOffice } => {
    const folder = aFolder();
    cpSync(old.folder, folder, { recursive: true });
    return { folder, office: startTestOffice({ ...old, folder, fetch: noNetwork }) };
  };
  /** Asks the sign-in page what it asks all the time, until `isOver` says so of what it was told. */
  const lookOn = async (office: TestOffice, isOver: (page: SignInPage) => boolean): Promise<SignInPage[]> => {
    const seen: SignInPage[] = [];
    for (;;) {
      const asked = { id: 1, type: 'query', name: 'getSignIn', input: {} } as const;
      const { value } = (await office.running.dispatch(asked)) as { readonly value: SignInPage };
      seen.push(value);
      if (isOver(value)) return seen;
      await new Promise(setImmediate);
    }
  };
  const who = (): { official: OfficialId; password: string } => ({ official: old.official, password });

  test('the sign-in page is told what is done and how much of it', async () => {
    const { office } = anOffice();
    const signingIn = office.command('signIn', who());
    const pages = await lookOn(office, ({ state }) => state === 'signed-in');
    expect(await signingIn).toMatchObject({ ok: true });
    const told = pages.flatMap(({ migration }) => migration ?? []);
    expect([...new Set(told.map(({ step }) => step))]).toEqual(['copying', 'changing', 'checking']);
    const parts = told.map(({ part }) => part);
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect(new Set(parts).size).toBeGreaterThan(6);
    // Until it is over nobody is signed in, and afterwards nothing is under way.
    expect(pages.filter(({ migration }) => migration).every(({ state }) => state === 'signed-out')).toBe(true);
    expect(pages.at(-1)?.migration).toBeNull();
    await office.close();
  });

  test('the window is told to ask, by the office as a process of its own', async () => {
    const folder = aFolder();
    cpSync(old.folder, folder, { recursive: true });
    const office = startOfficeProcess({ data: folder });
    const answers: Promise<SignInPage>[] = [];
    office.onChanged((topics) => {
      if (topics.includes('session')) answers.push(office.query('getSignIn', {}).then(valueOf));
    });
    valueOf(await office.command('signIn', who()));
    const told = (await Promise.all(answers)).map(({ migration }) => migration);
    expect(told.some((migration) => migration?.step === 'changing' && migration.part > 0)).toBe(true);
    expect(told.at(-1)).toBeNull();
    await office.stop();
  });

  test('of thousands of parts of the work every twentieth is told, and its end', () => {
    let times = 0;
    const { watch, progress } = createMigrating({
      changed: () => {
        times += 1;
      },
    });
    for (let nth = 0; nth <= 5_000; nth += 1) watch.tell({ step: 'changing', part: nth / 5_000 });
    expect(times).toBeGreaterThan(15);
    expect(times).toBeLessThan(23);
    watch.tell(null);
    watch.tell(null);
    expect(times).toBeLessThan(24);
    expect(progress()).toBeNull();
  });

  test('closing the office stops it: the old file stays, and the next sign-in goes through', async () => {
    const { folder, office } = anOffice();
    const before = bytesOf(folder);
    const signingIn = office.command('signIn', who());
    await lookOn(office, ({ migration }) => migration?.step === 'changing');
    await office.close();
    // From now on the folder may be another's.
    expect(bytesOf(folder)).toEqual(before);
    expect(expectRefused(await signingIn, 'FileNotMigrated').detail).toContain('stopped');
    const again = startTestOffice({ ...old, folder, fetch: noNetwork });
    expect(await again.command('signIn', who())).toMatchObject({ ok: true });
    await again.close();
  });
});
