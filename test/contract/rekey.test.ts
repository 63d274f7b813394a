import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { pageSize } from '../../src/main/replica/page-cipher.ts';
import type { Replica } from '../../src/main/replica/replica.ts';
import { officeSteps } from '../../src/main/steps.ts';
import type { OfficeStatus } from '../../src/shared/contract/queries.ts';
import { FilingId, type OfficialId } from '../../src/shared/registry/ids.ts';
import { aDeviceFolder, aFilingAt, type DeviceFolder, password, snapshotOf } from '../builders/device-folder.ts';
import { newId } from '../builders/filing-desk.ts';
import type { TestOffice } from '../builders/office.ts';
import { writeOldSlots } from '../builders/old-slots.ts';
import { expectRefused } from '../builders/refused.ts';
import { contentOf, openedBy, openWithKey } from '../builders/rekeyed.ts';
import { mountSmallDisk, unmount } from '../builders/small-disk.ts';
import { aTownship } from '../builders/township.ts';

// The file gets another key: what is in it afterwards, who can open it, and what is left when it fails.

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

const newAct = (): FilingId => FilingId.parse(newId());

/** A device of a supervisor, whose office is running and who is signed in. */
const aDesk = async (options: Parameters<typeof aDeviceFolder>[0] = {}) => {
  const device = await aDeviceFolder({ role: 'supervisor', ...options });
  if (options.folder === undefined) cleanups.push(() => rmSync(device.folder, { recursive: true, force: true }));
  const office = device.start();
  cleanups.push(() => office.close());
  expect(await office.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
  return { device, office };
};
const replicaOf = (office: TestOffice): Replica => {
  const replica = office.running.current()?.replica;
  if (!replica) throw new Error('nobody is signed in');
  return replica;
};
const rekey = (office: TestOffice, id = newAct()) => office.command('rekeyFile', { id, reason: '담당자 교체' });
const statusOf = async (office: TestOffice): Promise<OfficeStatus> => {
  const reply = await office.running.dispatch({ id: 0, type: 'query', name: 'getStatus', input: {} });
  if (!reply.ok) throw new Error(reply.error.type);
  return reply.value as OfficeStatus;
};
const keyOf = async (device: DeviceFolder, official: OfficialId = device.official): Promise<Buffer> => {
  const opened = await createKeySlots(device.slots, 'training').open(official, password);
  if (!opened.ok) throw new Error(opened.error.type);
  return opened.value;
};
const parts = (folder: string): string[] => readdirSync(folder).filter((name) => name.includes('part'));

describe('a new key for the file of a working office', () => {
  test('[KE-5, KE-8] opens what was there and what was filed meanwhile; the old one opens nothing that is left', async () => {
    const { device, office } = await aDesk({ residents: 2_000 });
    const before = [aFilingAt(), aFilingAt()];
    for (const filing of before) expect(await office.command('reportMoveIn', filing)).toMatchObject({ ok: true });
    await replicaOf(office).upkeep();
    const old = await keyOf(device);
    expect(openedBy(device.folder, old).length).toBeGreaterThan(0);

    const seen: OfficeStatus['rekey'][] = [];
    const during: ReturnType<typeof aFilingAt>[] = [];
    const id = newAct();
    const rekeying = { isDone: false };
    const rekeyed = rekey(office, id).finally(() => {
      rekeying.isDone = true;
    });
    while (!rekeying.isDone) {
      const filing = aFilingAt();
      expect(await office.command('reportMoveIn', filing)).toMatchObject({ ok: true });
      during.push(filing);
      seen.push((await statusOf(office)).rekey);
      await new Promise(setImmediate);
    }
    expect(await rekeyed).toEqual(expect.objectContaining({ ok: true, value: { withoutSlot: [] } }));
    expect(during.length).toBeGreaterThan(1);
    expect(new Set(seen.map((each) => each?.step))).toContain('copying');
    expect((await statusOf(office)).rekey).toBeNull();

    const next = await keyOf(device);
    expect(next.equals(old)).toBe(false);
    expect(openedBy(device.folder, old)).toEqual([]);
    // The reader has changed over, and the office goes on.
    const after = aFilingAt();
    expect(await office.command('reportMoveIn', after)).toMatchObject({ ok: true });
    const ids = [...before, ...during, after].map((filing) => filing.id as string);
    const kept = new Set<string>();
    for (let from: FilingId | null = null; ; ) {
      const { rows, next: more } = office.filings(from);
      for (const row of rows) kept.add(row.id);
      if (more === null) break;
      from = more;
    }
    expect(kept).toEqual(new Set(ids));
    expect(replicaOf(office).journalHeadSeq()).toBe(ids.length + 1);
    expect(replicaOf(office).entryKind(id)).toBe('fileRekeyed');

    await office.close();
    const db = openWithKey(device.file(), next);
    expect(Object.keys(contentOf(db)).length).toBeGreaterThan(10);
    db.close();
    const again = device.start();
    cleanups.push(() => again.close());
    expect(await again.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
    expect(replicaOf(again).journalHeadSeq()).toBe(ids.length + 1);
  });

  test('[KE-8] is a supervisor’s, once for the same id, and one at a time', async () => {
    const clerks = await aDesk({ role: 'clerk' });
    expectRefused(await rekey(clerks.office), 'NotAllowed');

    const { device, office } = await aDesk();
    const id = newAct();
    const both = await Promise.all([rekey(office, id), rekey(office, id)]);
    expect(both.map((each) => (each.ok ? 'done' : each.error.type)).toSorted()).toEqual(['RekeyRunning', 'done']);
    const key = await keyOf(device);
    expect(await rekey(office, id)).toMatchObject({ ok: true });
    expect(key.equals(await keyOf(device))).toBe(true);
    expect(await rekey(office)).toMatchObject({ ok: true });
    expect(key.equals(await keyOf(device))).toBe(false);
    const filing = aFilingAt();
    await office.command('reportMoveIn', filing);
    expectRefused(await rekey(office, filing.id), 'IdAlreadyUsed');
    expect(replicaOf(office).journalHeadSeq()).toBe(3);
  });

  test('[KE-3] names those whose password opens nothing any more, who can be given another', async () => {
    const { device, office } = await aDesk();
    const [clerk, left] = device.township.officials.filter(({ id }) => id !== device.official);
    if (!clerk || !left) throw new Error('a township has officials');
    await office.close();
    const people = [device.official, clerk.id, 'gone-since' as OfficialId];
    writeOldSlots(
      device.slots,
      { key: device.key },
      people.map((official) => ({ official, password })),
    );
    const running = device.start();
    cleanups.push(() => running.close());
    expect(await running.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
    expect(await rekey(running)).toMatchObject({
      ok: true,
      value: { withoutSlot: [{ id: clerk.id, name: clerk.name }] },
    });
    for (const official of [clerk.id, 'gone-since' as OfficialId])
      expectRefused(await running.command('signIn', { official, password }), 'UnknownOfficial');
    const added = await running.command('addPasswordSlot', { id: newAct(), official: clerk.id, password });
    expect(added).toMatchObject({ ok: true });
    expect(await running.command('signIn', { official: clerk.id, password })).toMatchObject({ ok: true });
  });

  test('[KE-3] waits until the supervisor’s own slot can take it', async () => {
    const { device, office } = await aDesk();
    writeOldSlots(device.slots, { key: device.key }, [{ official: device.official, password }]);
    expectRefused(await rekey(office), 'RekeyNeedsSignIn');
    expect(openedBy(device.folder, device.key)).toHaveLength(1);
    expect(await office.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
    expect(await rekey(office)).toMatchObject({ ok: true });
    expect(openedBy(device.folder, device.key)).toEqual([]);
  });

  test('[KE-6] that is stopped leaves the old one, and SQLite’s locks on the file', async ({ annotate }) => {
    const { device, office } = await aDesk({ residents: 3_000 });
    const rekeyed = rekey(office);
    while ((await statusOf(office)).rekey?.step !== 'copying') await new Promise(setImmediate);
    expect(await office.command('cancelRekey', {})).toMatchObject({ ok: true });
    expectRefused(await rekeyed, 'RekeyCancelled');
    expect(parts(device.folder)).toEqual([]);
    expect(await office.command('reportMoveIn', aFilingAt())).toMatchObject({ ok: true });
    const locks = process.platform === 'linux' ? readFileSync('/proc/locks', 'utf8') : null;
    if (locks !== null) expect(locks).toContain(`:${statSync(device.file()).ino} `);
    else await annotate('no /proc/locks here: whether the locks are kept was not looked at');
    expect((await keyOf(device)).equals(device.key)).toBe(true);
    expect(await rekey(office)).toMatchObject({ ok: true });
    expect(openedBy(device.folder, device.key)).toEqual([]);
  });

  test('[KE-6] is stopped when the office is closed', async () => {
    const { device, office } = await aDesk({ residents: 3_000 });
    const rekeyed = rekey(office);
    while ((await statusOf(office)).rekey?.step !== 'copying') await new Promise(setImmediate);
    await office.close();
    expectRefused(await rekeyed, 'RekeyCancelled');
    expect(parts(device.folder)).toEqual([]);
    const db = openWithKey(device.file(), device.key);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });

  test('waits while somebody reads an older state of the file, and holds nobody up meanwhile', async () => {
    const { device, office } = await aDesk();
    const reader = openWithKey(device.file(), device.key);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM entry').get();
    await office.command('reportMoveIn', aFilingAt());
    const rekeyed = rekey(office);
    while ((await statusOf(office)).rekey?.step !== 'changing-over') await new Promise(setImmediate);
    expect(await office.command('reportMoveIn', aFilingAt())).toMatchObject({ ok: true });
    reader.close();
    expect(await rekeyed).toMatchObject({ ok: true });
    expect(replicaOf(office).journalHeadSeq()).toBe(3);
  });

  test('and a snapshot that is loading take their turns', async () => {
    const { device, office } = await aDesk({ residents: 500 });
    const replica = replicaOf(office);
    const [, , rekeyed] = await Promise.all([
      replica.loadSnapshot(snapshotOf(aTownship({ seed: 12, residents: 300 }))),
      office.command('reportMoveIn', aFilingAt()),
      rekey(office),
      replica.loadSnapshot(snapshotOf(aTownship({ seed: 13, residents: 100 }))),
    ]);
    expect(rekeyed).toMatchObject({ ok: true });
    expect((await statusOf(office)).residents).toBe(100);
    expect(replica.journalHeadSeq()).toBe(2);
    expect(openedBy(device.folder, device.key)).toEqual([]);
    expect(parts(device.folder)).toEqual([]);
  });

  test.each(officeSteps.filter((step) => step.startsWith('rekey:')))(
    '[KE-4] that ends in an error at %s leaves an office that goes on, now and after a restart',
    async (at) => {
      const { device, office } = await aDesk();
      await office.command('reportMoveIn', aFilingAt());
      device.system.reached = (step) => {
        if (step === at) throw new Error(`something that nobody expected at ${at}`);
      };
      expectRefused(await rekey(office), 'Internal');
      device.system.reached = () => undefined;
      expect(await office.command('reportMoveIn', aFilingAt())).toMatchObject({ ok: true });
      const official = device.township.officials.find(({ id }) => id !== device.official)?.id ?? device.official;
      const slot = { id: newAct(), official, password };
      expect(await office.command('addPasswordSlot', slot)).toMatchObject({ ok: true });
      await office.close();

      const again = device.start();
      cleanups.push(() => again.close());
      for (const each of [official, device.official])
        expect(await again.command('signIn', { official: each, password })).toMatchObject({ ok: true });
      expect(replicaOf(again).journalHeadSeq()).toBe(4);
      expect(await rekey(again)).toMatchObject({ ok: true });
      expect(openedBy(device.folder, device.key)).toEqual([]);
      expect(parts(device.folder)).toEqual([]);
    },
  );

  test('[KE-6] finds a page that is damaged, says so, and leaves the file as it is', async () => {
    const { device, office } = await aDesk({ residents: 2_000 });
    await office.close();
    const bytes = readFileSync(device.file());
    const page = Math.floor(bytes.length / pageSize / 2);
    bytes[page * pageSize + 99] = (bytes[page * pageSize + 99] ?? 0) ^ 1;
    writeFileSync(device.file(), bytes);
    const running = device.start();
    cleanups.push(() => running.close());
    expect(await running.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
    const refused = await rekey(running);
    expect(refused).toMatchObject({
      ok: false,
      error: { type: 'FileDamaged', detail: expect.stringContaining('page') },
    });
    expect((await keyOf(device)).equals(device.key)).toBe(true);
    expect(parts(device.folder)).toEqual([]);
  });
});

test('[KE-6] a full disk leaves the old key, whatever it is that has no space', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-full-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  // Mounting takes root on Linux; everywhere else the reason is printed.
  if (!mountSmallDisk(folder, '12m'))
    return context.skip('no small disk in memory can be had here (not root, no Linux)');
  cleanups.push(() => unmount(folder));
  const { device, office } = await aDesk({ folder, residents: 500 });
  await office.command('reportMoveIn', aFilingAt());
  let refused = 0;
  const left = (): number =>
    Number(spawnSync('df', ['--output=avail', '-B1', folder]).stdout.toString().split('\n')[1]);
  const size = statSync(device.file()).size;
  for (const space of [0, pageSize, size / 2, size - 2 * pageSize, size + pageSize]) {
    const fill = join(folder, 'fill');
    writeFileSync(fill, Buffer.alloc(Math.max(0, left() - space)));
    const id = newAct();
    const answer = await rekey(office, id);
    rmSync(fill);
    if (!answer.ok) {
      refused += 1;
      expect(answer).toMatchObject({ error: { type: 'DiskFull' } });
      expect((await keyOf(device)).equals(device.key)).toBe(true);
    }
    expect(parts(folder)).toEqual([]);
    expect(await office.command('reportMoveIn', aFilingAt())).toMatchObject({ ok: true });
  }
  expect(refused).toBeGreaterThan(2);
  expect(await rekey(office)).toMatchObject({ ok: true });
  expect(openedBy(folder, device.key)).toEqual([]);
});

describe('npm run replica -- rekey', () => {
  const run = (device: DeviceFolder, typed: string, ...more: string[]) =>
    spawnSync(
      process.execPath,
      [
        new URL('../../src/main/replica-command.ts', import.meta.url).pathname,
        'rekey',
        '--data',
        device.folder,
        '--lang',
        'en',
        '--official',
        device.official,
        ...more,
      ],
      { input: `${typed}\n`, encoding: 'utf8' },
    );

  test('[KE-8] does what a supervisor does in the window, and refuses everybody else', async () => {
    const { device, office } = await aDesk();
    const reason = ['--reason', '담당자 교체'];
    expect(run(device, password, ...reason)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('already running'),
    });
    await office.close();
    expect(run(device, password)).toMatchObject({ status: 2, stderr: expect.stringContaining('--reason') });
    expect(run(device, 'something else', ...reason)).toMatchObject({ status: 1 });
    expect(openedBy(device.folder, device.key)).toHaveLength(1);

    const done = run(device, password, ...reason);
    expect(done, done.stderr).toMatchObject({ status: 0, stdout: 'The file has a new key.\n' });
    expect(done.stderr).toContain('copying under the new key');
    expect(openedBy(device.folder, device.key)).toEqual([]);
    const again = device.start();
    cleanups.push(() => again.close());
    expect(await again.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
    expect(replicaOf(again).journalHeadSeq()).toBe(1);
  });

  test('[KE-8] is not for a clerk', async () => {
    const { device, office } = await aDesk({ role: 'clerk' });
    await office.close();
    expect(run(device, password, '--reason', '담당자 교체').status).toBe(1);
    expect(openedBy(device.folder, device.key)).toHaveLength(1);
  });
});
