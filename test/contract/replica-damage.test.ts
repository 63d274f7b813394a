import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examineInside } from '../../src/main/replica/doctor/examine.ts';
import type { Draft } from '../../src/main/replica/drafts.ts';
import { currentFile } from '../../src/main/replica/generations.ts';
import { diskErrorToAppError } from '../../src/main/replica/open-file.ts';
import { readSaltOf } from '../../src/main/replica/page-cipher.ts';
import { openReplica, type Replica } from '../../src/main/replica/replica.ts';
import { collect } from '../../src/main/replica/salvage/collect.ts';
import { readPages } from '../../src/main/replica/salvage/pages.ts';
import { readWal } from '../../src/main/replica/salvage/wal.ts';
import type { Act } from '../../src/shared/contract/entry.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { QueryOutput } from '../../src/shared/contract/queries.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import { DraftId, FilingId } from '../../src/shared/registry/ids.ts';
import { flipAt, pagesIn, pagesOf, tearPages } from '../builders/damage.ts';
import { bytesOf, type DeviceFolder, password } from '../builders/device-folder.ts';
import { anId, startTestOffice } from '../builders/office.ts';
import { aPopulatedDevice, appendAll, goldenActs } from '../builders/populated-device.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';

// What a damaged file, or the log beside it, may do: be refused as it is, or be told where it is met. Never be half believed.

const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);
const rounds = Math.min(Number(process.env['RRS_SEEDS'] ?? 12), 400);

let device: DeviceFolder;
let unsent = 0;
const folders: string[] = [];
beforeAll(async () => {
  device = await aPopulatedDevice();
  const replica = await device.openReplica();
  unsent = replica.unsentCount();
  await replica.close();
  const db = device.open();
  // Pages that hold nothing any more.
  db.exec(
    'CREATE TABLE big(a); INSERT INTO big VALUES (zeroblob(60000)); DROP TABLE big; PRAGMA wal_checkpoint(TRUNCATE)',
  );
  db.close();
});
afterAll(() => {
  for (const folder of [device.folder, ...folders]) rmSync(folder, { recursive: true, force: true });
});

const aFolder = (from = device.folder): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-damage-'));
  folders.push(folder);
  for (const name of readdirSync(from)) if (!name.endsWith('-shm')) cpSync(join(from, name), join(folder, name));
  return folder;
};
const fileIn = (folder: string): string => currentFile(folder) ?? '';
const open = (folder: string): Promise<Result<Replica, AppError>> =>
  openReplica({ folder, profile: 'training', system: device.system }, device.key);
const opened = async (folder: string): Promise<Replica> => {
  const replica = await open(folder);
  if (!replica.ok) throw new Error(JSON.stringify(replica.error));
  return replica.value;
};

const views = (count: number): Act[] => {
  const [act] = goldenActs().filter(({ kind }) => kind === 'residentViewed');
  if (!act) throw new Error('there is an example');
  const random = createRandom(count);
  return Array.from({ length: count }, () => ({ ...act, id: FilingId.parse(anId(random)) }));
};

describe('[MG-4] a torn page', () => {
  /** Pages by what stands in them. */
  const kinds = (): Record<string, number> => {
    const db = device.open();
    const first = (name: string, kind: 'interior' | 'leaf'): number => pagesIn(db, name)[kind].at(-1) ?? 0;
    const free = readPages(device.file(), device.key, null);
    const pages = {
      'the first': 1,
      'upper, of the journal': first('journal-0', 'interior'),
      'lowest, of the journal': first('journal-0', 'leaf'),
      'lower, of the outbox': pagesIn(db, 'journal-0').leaf.at(-5) ?? 0,
      'of the list of entries': first('entry', 'leaf'),
      'of the facts': first('meta', 'leaf'),
      'upper, of the residents': first('resident', 'interior'),
      'lowest, of the residents': first('resident', 'leaf'),
      'of an index': first('resident_name', 'leaf'),
      'of the words of addresses': first('household_address_data', 'leaf'),
      'of the feed': first('feed-0', 'leaf'),
      'that is free': freePage(free.count),
    };
    db.close();
    return pages;
  };
  const freePage = (count: number): number => {
    const db = device.open();
    const used = new Set(db.prepare<[], number>('SELECT pageno FROM dbstat').pluck().all());
    db.close();
    for (let page = count; page > 1; page -= 1) if (!used.has(page)) return page;
    return 0;
  };

  test(`is refused untouched or told where it is met, whatever stands in it; each is named (RRS_SEED=${seed})`, async () => {
    const random = createRandom(seed);
    const outcomes: Record<string, string> = {};
    for (const [kind, page] of Object.entries(kinds())) {
      expect(page, kind).toBeGreaterThan(0);
      const folder = aFolder();
      tearPages(fileIn(folder), [page], random);
      expect(readPages(fileIn(folder), device.key, null).damaged, kind).toEqual([page]);
      const before = bytesOf(folder);
      const office = startTestOffice({
        folder,
        system: device.system,
        fetch: () => Promise.reject(new TypeError('fetch failed')),
      });
      const signedIn = await office.command('signIn', { official: device.official, password });
      if (signedIn.ok) {
        // As the reader's thread answers.
        const asked = await Promise.allSettled([
          office.query('searchResidents', { text: 'ㄱ', after: null }),
          office.query('searchResidents', { text: '솔내', after: null }),
          office.query('listFilings', { after: null }),
        ]);
        const errors = asked.flatMap((answer) =>
          answer.status === 'rejected' ? [diskErrorToAppError(answer.reason, fileIn(folder))] : [],
        );
        for (const error of errors) expectRefused(error, 'FileDamaged');
        outcomes[kind] = errors.length > 0 ? 'told when met' : 'not met';
      } else {
        expect(['FileDamaged', 'FileNotOurs'], kind).toContain(signedIn.error.type);
        expectRefused(signedIn.error, signedIn.error.type);
        outcomes[kind] = `refused: ${signedIn.error.type}`;
        // A value, and not an exception that leaves the file open.
        expect((await open(folder)).ok).toBe(false);
      }
      await office.close();
      if (!signedIn.ok) expect(bytesOf(folder), kind).toEqual(before);
      const found = collect([readPages(fileIn(folder), device.key, null)], device.system.sha256);
      expect(found.entries.size, kind).toBeGreaterThan(unsent / 2);
    }
    expect(outcomes['the first']).toBe('refused: FileNotOurs');
    expect(outcomes['lowest, of the journal']).toBe('refused: FileDamaged');
    expect(outcomes['lower, of the outbox']).toBe('refused: FileDamaged');
    expect(outcomes['of the list of entries']).toBe('refused: FileDamaged');
    expect(outcomes['of the facts']).toBe('refused: FileDamaged');
    expect(outcomes['lowest, of the residents']).toBe('told when met');
    expect(outcomes['that is free']).toBe('not met');
  });
});

describe('[MG-5] the log beside the file', () => {
  /** A folder as a crash leaves it: the last acts stand in the log alone. */
  const withLog = async (acts: number): Promise<string> => {
    const working = aFolder();
    const replica = await opened(working);
    await appendAll(replica, views(acts));
    const left = aFolder(working);
    await replica.close();
    return left;
  };

  test('is read as SQLite reads it: frame by frame, up to the last commit', async () => {
    const folder = await withLog(4);
    const file = fileIn(folder);
    const salt = readSaltOf(file);
    const wal = readWal(`${file}-wal`, device.key, salt);
    expect(wal.damagedAt).toBeNull();
    expect(wal.taken).toBe(wal.frames.length);
    expect(wal.frames.filter(({ isCommit }) => isCommit)).toHaveLength(4);
    const replica = await opened(folder);
    expect(replica.unsentCount()).toBe(unsent + 4);
    await replica.close();
  });

  test(`cut off, turned or gone is noticed before anything is written (${rounds} times, RRS_SEED=${seed})`, async () => {
    const random = createRandom(seed);
    const left = await withLog(8);
    const size = statSync(`${fileIn(left)}-wal`).size;
    let refused = 0;
    for (let round = 0; round < rounds; round += 1) {
      const folder = aFolder(left);
      const log = `${fileIn(folder)}-wal`;
      const at = Math.floor(random.next() * size);
      if (round === 0) rmSync(log);
      else if (round % 2 === 0) truncateSync(log, at);
      else flipAt(log, at);
      const before = bytesOf(folder);
      const replica = await open(folder);
      if (replica.ok) {
        // A frame's number in a header that nothing reads, say.
        expect(replica.value.unsentCount()).toBe(unsent + 8);
        await replica.value.close();
        continue;
      }
      refused += 1;
      expect(expectRefused(replica, 'EntriesMissing').to).toBeGreaterThan(unsent);
      expect(bytesOf(folder)).toEqual(before);
    }
    expect(refused).toBeGreaterThan(rounds / 2);
  });

  test('of an old copy that was put in the file’s place is noticed too', async () => {
    const folder = aFolder();
    const old = aFolder();
    const replica = await opened(folder);
    await appendAll(replica, views(2));
    await replica.close();
    cpSync(fileIn(old), fileIn(folder));
    rmSync(`${fileIn(folder)}-wal`, { force: true });
    const last = (await opened(old)).journalHeadSeq();
    expectRefused(await open(folder), 'EntriesMissing');
    expect(await open(folder)).toMatchObject({ error: { from: last + 1, to: last + 2 } });
  });

  test('that was cut off inside a transaction nobody was told of is nothing to complain about', async () => {
    const folder = await withLog(3);
    const file = fileIn(folder);
    const replica = await opened(folder);
    expect(replica.unsentCount()).toBe(unsent + 3);
    await replica.close();
    expect(existsSync(file)).toBe(true);
    // What is behind the last commit: half a frame.
    const again = await withLog(3);
    truncateSync(`${fileIn(again)}-wal`, statSync(`${fileIn(again)}-wal`).size + 1_000);
    const whole = await opened(again);
    expect(whole.unsentCount()).toBe(unsent + 3);
    await whole.close();
  });

  test('that brings the end of a file back makes it whole; one that does not is not taken in', async () => {
    const left = await withLog(8);
    const pages = pagesOf(fileIn(left));
    const { frames } = readWal(`${fileIn(left)}-wal`, device.key, readSaltOf(fileIn(left)));
    const inLog = new Set(frames.map(({ page }) => page));
    const fromEnd = Array.from({ length: pages }, (_, nth) => pages - nth);
    const lastOfFileAlone = fromEnd.find((page) => !inLog.has(page)) ?? 0;

    const cut = aFolder(left);
    truncateSync(fileIn(cut), (lastOfFileAlone - 1) * 4_096);
    const before = bytesOf(cut);
    expectRefused(await open(cut), 'FileDamaged');
    expect(bytesOf(cut)).toEqual(before);

    // As a crash leaves it that came while the log was being taken in.
    const brought = aFolder(left);
    truncateSync(fileIn(brought), lastOfFileAlone * 4_096);
    const replica = await opened(brought);
    expect(replica.unsentCount()).toBe(unsent + 8);
    await replica.close();
  });

  test('has a witness that is never ahead of it, and may be missing or nonsense', async () => {
    const folder = aFolder();
    const witness = join(folder, 'journal.head');
    expect(statSync(witness).size).toBe(512);
    for (const [nth, damage] of [() => rmSync(witness), () => truncateSync(witness, 100)].entries()) {
      damage();
      const replica = await opened(folder);
      await appendAll(
        replica,
        views(1).map((act) => ({ ...act, id: FilingId.parse(anId(createRandom(77 + nth))) })),
      );
      await replica.close();
      expect(statSync(witness).size).toBe(512);
    }
  });
});

describe('[MG-11] a draft that was acknowledged', () => {
  const drafted = (id: string, minute: number, title = '전입신고'): Draft => ({
    id: DraftId.parse(id),
    official: device.official,
    task: 'move-in',
    title,
    content: '{"v":1}',
    savedAt: `2026-11-22T03:${String(minute).padStart(2, '0')}:00.000Z`,
  });
  const one = anId(createRandom(301));
  const two = anId(createRandom(302));
  /** A folder as a crash leaves it, without what the log held from a moment on. */
  const cutAt = (working: string, size: number): string => {
    const left = aFolder(working);
    truncateSync(`${fileIn(left)}-wal`, size);
    return left;
  };

  test('and is lost with the end of the log is told, and the office opens all the same', async () => {
    const working = aFolder();
    const replica = await opened(working);
    expect(replica.lostDraft()).toBeNull();
    await appendAll(replica, views(1));
    await replica.saveDraft(drafted(one, 10), 9);
    const before = statSync(`${fileIn(working)}-wal`).size;
    await replica.saveDraft(drafted(one, 20, '전입신고, 더 쓴 것'), 9);
    const gone = cutAt(working, before - 1_000);
    const older = cutAt(working, before);
    const whole = aFolder(working);
    await replica.close();

    for (const [folder, savedAt, lost] of [
      [gone, undefined, drafted(one, 20).savedAt],
      [older, drafted(one, 10).savedAt, drafted(one, 20).savedAt],
      [whole, drafted(one, 20).savedAt, null],
    ] as const) {
      const found = examineInside({ folder, profile: 'training', key: device.key }, device.system);
      expect(found.filter(({ type }) => type === 'draftLost')).toEqual(
        lost === null ? [] : [{ type: 'draftLost', savedAt: lost }],
      );
      const office = startTestOffice({ ...device, folder, fetch: () => Promise.reject(new TypeError('fetch failed')) });
      expect(await office.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
      const asked = { id: 1, type: 'query', name: 'listDrafts', input: {} } as const;
      const { value } = (await office.running.dispatch(asked)) as { readonly value: QueryOutput<'listDrafts'> };
      expect(value.lost).toBe(lost);
      expect(value.rows.find(({ id }) => id === one)?.savedAt).toBe(savedAt);
      await office.close();
      // It is told until the office is started again.
      const again = await opened(folder);
      expect(again.lostDraft()).toBeNull();
      await again.close();
    }
  });

  test('is never said to be lost where the process died at any step of saving or discarding', async () => {
    const working = aFolder();
    const replica = await opened(working);
    const left: string[] = [];
    const witness = join(working, 'journal.head');
    /** As a crash leaves it between the file and the witness: with the witness as it was, and as it is. */
    const around = async (work: () => Promise<unknown>): Promise<void> => {
      cpSync(witness, `${witness}.before`);
      await work();
      const folder = aFolder(working);
      cpSync(`${witness}.before`, join(folder, 'journal.head'));
      left.push(folder, aFolder(working));
    };
    await around(() => replica.saveDraft(drafted(one, 10), 9));
    await around(() => replica.saveDraft(drafted(two, 11), 9));
    await around(() => replica.saveDraft(drafted(one, 12), 9));
    await around(() => replica.saveDraft(drafted(one, 13), 9));
    await replica.discardDraft(device.official, DraftId.parse(one));
    left.push(aFolder(working));
    // The discarding that was not written any more: its witness names the other draft.
    await replica.saveDraft(drafted(one, 14), 9);
    const kept = aFolder(working);
    await replica.discardDraft(device.official, DraftId.parse(one));
    cpSync(witness, join(kept, 'journal.head'));
    left.push(kept);
    await replica.discardDraft(device.official, DraftId.parse(two));
    left.push(aFolder(working));
    await replica.close();
    for (const folder of left) {
      const again = await opened(folder);
      expect(again.lostDraft()).toBeNull();
      await again.close();
    }
  });
});

describe('[MG-6] a disk with errors', () => {
  const canTrace =
    process.platform === 'linux' && spawnSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0;

  test.for([
    ['can not bring the log to the disk', 'fdatasync,fsync', '-wal', 6],
    ['can not write to the log', 'pwrite64', '-wal', 60],
    ['can not read the file', 'pread64', '', 30],
    ['can not even read its beginning', 'pread64', '', 1],
  ] as const)(
    'that %s refuses the act, and what was acknowledged is there',
    async ([, calls, ending, from], { skip }) => {
      if (!canTrace) skip('errors of a disk are made with strace, which is not here or may not trace');
      const folder = aFolder();
      const path = `${fileIn(folder)}${ending}`;
      const settings = ['-f', '-qq', '-o', '/dev/null', '-P', path, '-e', `trace=${calls}`];
      const error = ['-e', `inject=${calls}:error=EIO:when=${from}+`];
      const script = new URL('./append-and-tell.ts', import.meta.url).pathname;
      const victim = [process.execPath, script, folder, device.key.toString('hex'), '12'];
      const traced = spawnSync('strace', [...settings, ...error, ...victim], { encoding: 'utf8' });
      const lines = traced.stdout.trim().split('\n');
      const [start, ...said] = lines;
      const kept = said.flatMap((line) => (line.endsWith(' ok') ? [line.split(' ')[0] ?? ''] : []));
      const refused = said.filter((line) => line.includes(' refused '));
      // Where opening itself met the error, that was said.
      if (start === 'open ok') {
        expect(refused.length, traced.stdout + traced.stderr).toBeGreaterThan(0);
        expect(kept.length, traced.stdout).toBeGreaterThan(0);
      } else expect(start, traced.stderr).toMatch(/^open FileDamaged$/);
      for (const line of refused) expect(line).toMatch(/SQLITE_(IOERR|CORRUPT|FULL|CANTOPEN)/);
      const replica = await opened(folder);
      for (const id of kept) expect(replica.hasEntry(id), id).toBe(true);
      await replica.close();
    },
  );
});
