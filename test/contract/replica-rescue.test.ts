import { createHash, verify as verifyBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPush } from '../../src/central/inbox/check-push.ts';
import { markMedium } from '../../src/main/replica/backup/medium.ts';
import { takeBackup } from '../../src/main/replica/backup/take-backup.ts';
import { currentFile } from '../../src/main/replica/generations.ts';
import { publicKeyOf } from '../../src/main/replica/keys/key-slots.ts';
import { openReplica, type Replica } from '../../src/main/replica/replica.ts';
import { type Rescued, rescueFolder } from '../../src/main/replica/salvage/rescue.ts';
import { readEntryHeader } from '../../src/shared/contract/entry.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import { flipAt, pagesIn, pagesOf, tearPages } from '../builders/damage.ts';
import { aDeviceFolder, bytesOf, type DeviceFolder, password } from '../builders/device-folder.ts';
import { anId } from '../builders/office.ts';
import { aPopulatedDevice, appendAll, goldenActs } from '../builders/populated-device.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { restoreInto } from '../builders/restored.ts';

// Of a damaged folder everything that can still be read comes to a new one, and what can't is named, by its number.

const sent = 5;
const seed = Number(process.env['RRS_SEED'] ?? 61);
const rounds = Math.min(Number(process.env['RRS_SEEDS'] ?? 10), 400);

let device: DeviceFolder;
/** The journal as it was: the ids by sequence, from 1. */
let ids: string[] = [];
let texts: Map<string, { header: string; body: string }>;
const folders: string[] = [];
beforeAll(async () => {
  device = await aPopulatedDevice({ sent });
  const db = device.open();
  const rows = db
    .prepare<[], { id: string; data: string }>('SELECT id, data FROM "journal-0" ORDER BY seq')
    .all()
    .map(({ id, data }) => ({ id, data, ...(JSON.parse(data) as { header: string; body: string }) }));
  db.close();
  ids = rows.map(({ id }) => id);
  texts = new Map(rows.map(({ id, header, body }) => [id, { header, body }]));
  // One goes on over several pages.
  expect(Math.max(...rows.map(({ data }) => data.length))).toBeGreaterThan(4_096);
});
afterAll(() => {
  for (const folder of [device.folder, ...folders]) rmSync(folder, { recursive: true, force: true });
});

const aCopy = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-damaged-'));
  folders.push(folder);
  cpSync(device.folder, folder, { recursive: true });
  return folder;
};

const rescueTo = (from: string, also: string | null = null) => {
  const to = `${from}-rescued`;
  folders.push(to);
  const order = { from, to, key: device.key, also };
  return rescueFolder({ profile: 'training', system: device.system }, order, [device.official]);
};

const rescued = async (from: string, also: string | null = null): Promise<Rescued> => {
  const before = bytesOf(from);
  const result = await rescueTo(from, also);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  expect(bytesOf(from), 'the damaged folder').toEqual(before);
  return result.value;
};

const openAt = async (folder: string): Promise<Replica> => {
  const opened = await openReplica({ folder, profile: 'training', system: device.system }, device.key);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
};

/** Everything that the new device would send, as central checks it: incarnation by incarnation. */
const offeredBy = async (replica: Replica): Promise<{ incarnation: number; ids: string[] }[]> => {
  const { deviceKey, device: id, incarnation: present } = replica.identity();
  const key = { key: Buffer.from(publicKeyOf(deviceKey), 'base64url'), format: 'der' as const, type: 'spki' as const };
  const offered: { incarnation: number; ids: string[] }[] = [];
  for (let round = 0; round < 5; round += 1) {
    const { incarnation, entries, head } = await replica.nextBatch(100);
    if (entries.length === 0) break;
    const checked = checkPush(
      {
        device: id,
        verify: (text, signature) => verifyBytes(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')),
        fits: () => true,
        serialPrefix: 'T-',
      },
      { v: 1, incarnation, entries: [...entries], head },
    );
    if (!checked.ok) throw new Error(JSON.stringify(checked.error));
    offered.push({ incarnation, ids: checked.value.entries.map((entry) => entry.id) });
    const receipts = checked.value.entries.map(({ id: entry, seq, hash }) => ({
      id: entry,
      seq,
      hash,
      status: 'accepted' as const,
    }));
    const answer = { type: 'receipts' as const, device: id, incarnation, epoch: 1, head: checked.value.head, receipts };
    const stored = await replica.storeReceipts({ ...answer, mismatch: false, at: '2026-11-22T02:00:00.000Z' });
    expect(stored).toMatchObject({ ok: true });
    if (incarnation === present) break;
  }
  return offered;
};

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const idsOf = (seqs: readonly number[]): string[] => seqs.map((seq) => ids[seq - 1] ?? '');

/** Whatever was damaged: nothing is missing from the account, and everything that can be sent is. */
const expectAccountedFor = async (from: string, report: Rescued): Promise<void> => {
  const [journal] = report.journals;
  if (!journal) throw new Error('there was a journal');
  const lost = journal.lost.flatMap((span) => upTo(span.from, span.to));
  const all = [...upTo(1, journal.taken), ...journal.filedAnew, ...journal.kept, ...lost];
  expect(all.toSorted((a, b) => a - b)).toEqual(upTo(1, ids.length));

  const replica = await openAt(`${from}-rescued`);
  const offered = await offeredBy(replica);
  const unsentInChain = journal.unsent === 0 ? [] : upTo(journal.taken - journal.unsent + 1, journal.taken);
  expect(offered.filter(({ incarnation }) => incarnation === 1).flatMap((batch) => batch.ids)).toEqual(
    idsOf(unsentInChain),
  );
  expect(offered.filter(({ incarnation }) => incarnation !== 1).flatMap((batch) => batch.ids)).toEqual(
    idsOf(journal.filedAnew),
  );
  // The same acts, at the times at which they were made.
  for (const id of idsOf([...unsentInChain, ...journal.filedAnew])) {
    expect(replica.entryBody(id)).toBe(texts.get(id)?.body);
  }
  expect(replica.unsentCount()).toBe(0);
  expect(replica.position(), 'the register comes by snapshot').toBeNull();
  await replica.close();
};

describe('[MG-7] a rescue', () => {
  test('of a whole folder takes everything, and the damaged list is empty', async () => {
    const from = aCopy();
    const report = await rescued(from);
    expect(report).toMatchObject({
      journals: [{ incarnation: 1, taken: ids.length, unsent: ids.length - sent, filedAnew: [], kept: [], lost: [] }],
      drafts: 1,
    });
    await expectAccountedFor(from, report);
    expect(readdirSync(`${from}-rescued`).toSorted()).toEqual(
      expect.arrayContaining(['replica-000001.db', 'slots.json']),
    );
    expect(existsSync(join(`${from}-rescued`, 'rescued-entries.db'))).toBe(false);
  });

  test('begins a new incarnation with a new key, which says where the old journal ends', async () => {
    const from = aCopy();
    await rescued(from);
    const replica = await openAt(`${from}-rescued`);
    const identity = replica.identity();
    expect(identity.device).toBe(device.identity.device);
    expect(identity.incarnation).toBeGreaterThan(1);
    expect(identity.deviceKey).not.toBe(device.identity.deviceKey);
    const last = texts.get(ids.at(-1) ?? '')?.header ?? '';
    expect(identity.restoredFrom).toMatchObject({
      incarnation: 1,
      head: { seq: ids.length, hash: createHash('sha256').update(last).digest('hex') },
    });
    expect(replica.awaitsAdmission()).toBe(true);
    expect(replica.officials().map(({ id }) => id)).toContain(device.official);
    await replica.close();
  });

  test('reads the journal although the upper pages of its table are gone', async () => {
    const from = aCopy();
    const file = currentFile(from) ?? '';
    const db = device.open(file);
    const { interior } = pagesIn(db, 'journal-0');
    const upper = [...interior, ...pagesIn(db, 'entry').interior, ...pagesIn(db, 'meta').interior, 1];
    db.close();
    expect(interior.length).toBeGreaterThan(0);
    // The file's salt stands in its first page. It was noted beside when the office last opened it.
    await (await openAt(from)).close();
    tearPages(file, upper, createRandom(1));
    for (let at = 0; at < 16; at += 1) flipAt(file, at);
    const report = await rescued(from);
    expect(report.journals[0]?.lost).toEqual([]);
    expect(report.journals[0]?.taken).toBe(ids.length);
    await expectAccountedFor(from, report);
  });

  test('with a gap in what was not sent offers what stands before it, and files the rest again', async () => {
    const from = aCopy();
    const file = currentFile(from) ?? '';
    const db = device.open(file);
    const leaf = pagesIn(db, 'journal-0').leaf;
    db.close();
    tearPages(file, leaf.slice(6, 7), createRandom(2));
    const report = await rescued(from);
    const [journal] = report.journals;
    expect(journal?.lost.length).toBe(1);
    // The list of entries is whole, so it is known that central has none of them.
    expect(journal?.lost[0]?.at).toBe('nowhere');
    expect(journal?.lost[0]?.kinds.length).toBeGreaterThan(0);
    expect(journal?.taken).toBe((journal?.lost[0]?.from ?? 0) - 1);
    expect(journal?.filedAnew.length).toBeGreaterThan(10);
    await expectAccountedFor(from, report);
    expect(existsSync(join(`${from}-rescued`, 'rescued-entries.db'))).toBe(true);
  });

  test('with a gap in what was sent files again only what was not', async () => {
    const from = aCopy();
    const file = currentFile(from) ?? '';
    const db = device.open(file);
    db.prepare(`UPDATE entry SET receipt = 'accepted' WHERE seq <= 30`).run();
    const leaf = pagesIn(db, 'journal-0').leaf;
    db.close();
    tearPages(file, leaf.slice(0, 1), createRandom(3));
    const report = await rescued(from);
    const [journal] = report.journals;
    expect(journal?.lost.every(({ at }) => at === 'central')).toBe(true);
    expect(journal?.taken).toBe(0);
    expect(journal?.kept).toEqual(upTo((journal?.lost[0]?.to ?? 0) + 1, 30));
    expect(journal?.filedAnew).toEqual(upTo(31, ids.length));
    await expectAccountedFor(from, report);
  });

  test('reads what only stands in the log, also behind a damaged part of it', async () => {
    const from = aCopy();
    const replica = await openAt(from);
    const more = goldenActs()
      .filter(({ kind }) => kind === 'residentViewed')
      .slice(0, 1)
      .flatMap((act) =>
        Array.from({ length: 6 }, (_, nth) => ({ ...act, id: act.id.replace(/...$/, `f0${nth}`) as typeof act.id })),
      );
    await appendAll(replica, more);
    const file = currentFile(from) ?? '';
    // As a crash leaves it.
    const left = aCopy();
    for (const name of readdirSync(from)) if (!name.endsWith('-shm')) cpSync(join(from, name), join(left, name));
    await replica.close();
    const log = join(left, `${file.split('/').at(-1)}-wal`);
    flipAt(log, 32 + (24 + 4_096) * 2 + 500);
    const report = await rescued(left);
    const [journal] = report.journals;
    const there = (journal?.taken ?? 0) + (journal?.filedAnew.length ?? 0);
    expect(there).toBe(ids.length + 6);
    expect(journal?.lost).toEqual([]);
  });

  test('names what the log took with it when it was cut off or lost', async () => {
    const from = aCopy();
    const replica = await openAt(from);
    const [act] = goldenActs().filter(({ kind }) => kind === 'residentViewed');
    if (!act) throw new Error('there is one');
    await appendAll(replica, [{ ...act, id: act.id.replace(/...$/, 'fff') as typeof act.id }]);
    const left = aCopy();
    for (const name of readdirSync(from)) if (!/-(shm|wal)$/.test(name)) cpSync(join(from, name), join(left, name));
    await replica.close();
    const report = await rescued(left);
    expect(report.journals[0]).toMatchObject({
      taken: ids.length,
      lost: [{ from: ids.length + 1, to: ids.length + 1, at: 'unknown' }],
    });
  });

  test('reads older files too: what the newest one has lost', async () => {
    const from = aCopy();
    const file = currentFile(from) ?? '';
    cpSync(file, join(from, 'replica-000001.db'));
    const db = device.open(file);
    const { leaf } = pagesIn(db, 'journal-0');
    db.close();
    tearPages(file, leaf, createRandom(4));
    const report = await rescued(from);
    expect(report.journals[0]).toMatchObject({ taken: ids.length, lost: [] });
    await expectAccountedFor(from, report);
  });

  describe('with a backup that was restored elsewhere', () => {
    let restored = '';
    let medium = '';
    beforeAll(async () => {
      medium = mkdtempSync(join(tmpdir(), 'rrs-medium-'));
      const { folder, key, profile, system } = device;
      markMedium(medium, folder);
      const made = await takeBackup(system, { file: device.file(), key, profile, folder, medium });
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      restored = join(medium, 'restored');
      folders.push(medium);
      await restoreInto(system, medium, { official: device.official, password }, restored);
    });

    /** Without the page in which the device’s key stands, and some of the journal’s. */
    const damaged = (): string => {
      const from = aCopy();
      const file = currentFile(from) ?? '';
      const db = device.open(file);
      const torn = [...pagesIn(db, 'meta').leaf, ...pagesIn(db, 'journal-0').leaf.slice(2, 9)];
      db.close();
      tearPages(file, torn, createRandom(7));
      return from;
    };

    test('takes from there what is lost here, and goes on from the journal that is rescued', async () => {
      const from = damaged();
      expectRefused(await rescueTo(from), 'NothingToRescue');
      const before = bytesOf(restored);
      const report = await rescued(from, restored);
      expect(bytesOf(restored)).toEqual(before);
      expect(report.journals).toMatchObject([{ incarnation: 1, taken: ids.length, lost: [] }]);
      const replica = await openAt(`${from}-rescued`);
      const { device: id, incarnation, restoredFrom } = replica.identity();
      expect(id).toBe(device.identity.device);
      expect(incarnation).toBeGreaterThan(1);
      expect(restoredFrom).toMatchObject({ incarnation: 1, head: { seq: ids.length } });
      await replica.close();
      await expectAccountedFor(from, report);
    });

    test('takes it from the medium of the backups as well, the newest that the key opens', async () => {
      const from = damaged();
      const copy = mkdtempSync(join(tmpdir(), 'rrs-medium-'));
      folders.push(copy);
      cpSync(join(medium, device.identity.device), join(copy, device.identity.device), { recursive: true });
      // Of another key, and one whose manifest can't be read.
      const other = await aDeviceFolder();
      folders.push(other.folder);
      markMedium(copy, other.folder);
      const made = await takeBackup(other.system, { ...other, file: other.file(), medium: copy });
      expect(made.ok).toBe(true);
      const own = join(copy, device.identity.device);
      cpSync(join(own, 'backup-000001'), join(own, 'backup-000002'), { recursive: true });
      writeFileSync(join(own, 'backup-000002', 'manifest.json'), 'nothing');
      const before = bytesOf(join(own, 'backup-000001'));
      const report = await rescued(from, copy);
      expect(bytesOf(join(own, 'backup-000001'))).toEqual(before);
      expect(report.journals).toMatchObject([{ incarnation: 1, taken: ids.length, lost: [] }]);
      const replica = await openAt(`${from}-rescued`);
      expect(replica.identity()).toMatchObject({ device: device.identity.device, restoredFrom: { incarnation: 1 } });
      expect(replica.office()).toMatchObject({ id: device.township.offices[0]?.id });
      await replica.close();
      await expectAccountedFor(from, report);
      // A medium that holds nothing of this device says nothing.
      rmSync(own, { recursive: true });
      expectRefused(await rescueTo(damaged(), copy), 'FileNotOurs');
    });

    test('believes the damaged folder where both say something, whichever of them was restored', async () => {
      const from = mkdtempSync(join(tmpdir(), 'rrs-damaged-'));
      folders.push(from);
      cpSync(restored, from, { recursive: true });
      const own = await openAt(from);
      const { incarnation, restoredFrom } = own.identity();
      await own.close();
      await rescued(from, device.folder);
      const replica = await openAt(`${from}-rescued`);
      expect(restoredFrom).toMatchObject({ incarnation: 1 });
      expect(replica.identity().restoredFrom).toMatchObject({ incarnation });
      await replica.close();
    });

    test('is numbered above what the restored one has done since, whatever chance says', async () => {
      const ahead = `${restored}-ahead`;
      folders.push(ahead);
      cpSync(restored, ahead, { recursive: true });
      const other = await openAt(ahead);
      const { incarnation } = other.identity();
      const id = FilingId.parse(anId(createRandom(401)));
      const by = { actor: device.official, role: 'clerk' as const, purpose: 'move-in', subject: null };
      const body = { v: 1 as const, resident: device.township.residents[0]?.id as never };
      await appendAll(other, [{ kind: 'residentViewed', id, ...by, body }]);
      await other.close();

      const from = damaged();
      const to = `${from}-rescued`;
      folders.push(to);
      const lowest = { ...device.system, random: () => 0 };
      const order = { from, to, key: device.key, also: ahead };
      expect(await rescueFolder({ profile: 'training', system: lowest }, order, [device.official])).toMatchObject({
        ok: true,
        value: { journals: [{ incarnation: 1 }, { incarnation, taken: 1 }] },
      });
      const replica = await openAt(to);
      expect(replica.identity()).toMatchObject({ incarnation: incarnation + 1, restoredFrom: { incarnation: 1 } });
      const offered = await offeredBy(replica);
      expect(offered.find((batch) => batch.incarnation === incarnation)?.ids).toEqual([id]);
      expect(replica.unsentCount()).toBe(0);
      await replica.close();
    });

    test('is refused where the key opens nothing there', async () => {
      const other = await aDeviceFolder();
      folders.push(other.folder);
      const from = damaged();
      expectRefused(await rescueTo(from, other.folder), 'FileNotOurs');
      expect(existsSync(`${from}-rescued`)).toBe(false);
    });
  });

  test(`accounts for every entry, whichever pages are torn or cut off (${rounds} times, RRS_SEED=${seed})`, async () => {
    const random = createRandom(seed);
    let withGap = 0;
    for (let round = 0; round < rounds; round += 1) {
      const from = aCopy();
      const file = currentFile(from) ?? '';
      const count = pagesOf(file);
      const torn = Array.from(
        { length: 1 + Math.floor(random.next() * 12) },
        () => 1 + Math.floor(random.next() * count),
      );
      tearPages(file, torn, random);
      if (random.next() < 0.3) truncateSync(file, Math.floor(count * 4_096 * (0.5 + random.next() / 2)));
      const before = bytesOf(from);
      const result = await rescueTo(from);
      expect(bytesOf(from)).toEqual(before);
      if (!result.ok) {
        // The one page in which the device's key stands.
        expectRefused(result, 'NothingToRescue');
        continue;
      }
      const [journal] = result.value.journals;
      if ((journal?.lost.length ?? 0) > 0) withGap += 1;
      const known = Math.max(
        journal?.taken ?? 0,
        ...(journal?.filedAnew ?? []),
        ...(journal?.kept ?? []),
        ...(journal?.lost ?? []).map(({ to }) => to),
      );
      // With its end cut off, even the list of entries may not say how many there were; the witness does.
      if (known === ids.length) await expectAccountedFor(from, result.value);
      rmSync(from, { recursive: true });
      rmSync(`${from}-rescued`, { recursive: true });
    }
    expect(withGap).toBeGreaterThan(0);
  });

  test('is refused where the device’s key can not be read, and where the new folder is not empty', async () => {
    const from = aCopy();
    const file = currentFile(from) ?? '';
    const db = device.open(file);
    const { leaf } = pagesIn(db, 'meta');
    db.close();
    tearPages(file, leaf, createRandom(5));
    expectRefused(await rescueTo(from), 'NothingToRescue');
    expect(existsSync(`${from}-rescued`)).toBe(false);

    const whole = aCopy();
    cpSync(device.slots, join(`${whole}-rescued`, 'something'));
    expectRefused(await rescueTo(whole), 'FolderNotEmpty');
  });

  test('that was cut off leaves nothing that the next one minds', async () => {
    const from = aCopy();
    const part = join(tmpdir(), `.${from.split('/').at(-1)}-rescued.rescuing`);
    folders.push(part);
    cpSync(device.folder, part, { recursive: true });
    writeFileSync(join(part, 'replica-000001.part-wal'), 'left over');
    await rescued(from);
    expect(existsSync(part)).toBe(false);
  });

  test('keeps the times at which acts were made', async () => {
    const from = aCopy();
    const file = currentFile(from) ?? '';
    const db = device.open(file);
    const { leaf } = pagesIn(db, 'journal-0');
    db.close();
    tearPages(file, leaf.slice(3, 4), createRandom(6));
    const report = await rescued(from);
    const replica = await openAt(`${from}-rescued`);
    const [seq] = report.journals[0]?.filedAnew ?? [];
    const { entries } = await replica.nextBatch(1);
    expect(entries).toHaveLength(1);
    const id = ids[(seq ?? 0) - 1] ?? '';
    const was = readEntryHeader(texts.get(id)?.header ?? '');
    const made = device
      .open(join(`${from}-rescued`, 'replica-000001.db'))
      .prepare<[string], string>(
        `SELECT json_extract(json_extract(data, '$.header'), '$.at') FROM "journal-0" WHERE id = ?`,
      )
      .pluck()
      .get(id);
    expect(made).toBe(was?.at);
    await replica.close();
  });
});
