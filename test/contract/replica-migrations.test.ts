import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOfficeProcess } from '../../scripts/run/office-process.ts';
import { openConnection } from '../../src/main/replica/connection.ts';
import { currentFile } from '../../src/main/replica/generations.ts';
import { migrateFile, migrations } from '../../src/main/replica/migrations/migrate.ts';
import { unwatched } from '../../src/main/replica/migrations/migrating.ts';
import { schemaText } from '../../src/main/replica/migrations/schema-text.ts';
import { createFile, schemaVersion } from '../../src/main/replica/open-file.ts';
import { openReplica, type Replica } from '../../src/main/replica/replica.ts';
import { readPages } from '../../src/main/replica/salvage/pages.ts';
import { createSearch } from '../../src/main/replica/search.ts';
import { createMeta } from '../../src/main/replica/views/meta.ts';
import { createIndexes } from '../../src/main/replica/views/views.ts';
import { officeSteps } from '../../src/main/steps.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import { bytesOf, type DeviceFolder, password } from '../builders/device-folder.ts';
import { aPopulatedDevice } from '../builders/populated-device.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { toVersion } from '../builders/replica-versions.ts';
import { mountSmallDisk, unmount } from '../builders/small-disk.ts';

// A file of an earlier version is brought to this one, or stays as it was; nothing in it is lost on the way.

/**
 * What a new file of each version holds: tables, columns, indexes, and the storage's own. A version that has been is
 * never changed; whoever changes a table raises `schemaVersion`, writes the step in src/main/replica/migrations/, and
 * adds a line here.
 */
const schemas: Readonly<Record<number, string>> = {
  2: 'c1768fb5fc4434a6',
  3: 'b67445ef7ec40632',
};

const versions = [1, 2] as const;
type Version = (typeof versions)[number];

let device: DeviceFolder;
/** By the version of a file: its folder, and what the file of this version holds of which it was made. */
const earlier = new Map<Version, { readonly folder: string; readonly fresh: Contents }>();
const folders: string[] = [];
beforeAll(async () => {
  device = await aPopulatedDevice();
  for (const version of versions) earlier.set(version, madeEarlier(version));
});
afterAll(() => {
  for (const folder of [device.folder, ...folders]) rmSync(folder, { recursive: true, force: true });
});

const aCopyOf = (from: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-migrate-'));
  folders.push(folder);
  cpSync(from, folder, { recursive: true });
  return folder;
};

const madeEarlier = (version: Version): { readonly folder: string; readonly fresh: Contents } => {
  const folder = aCopyOf(device.folder);
  const file = currentFile(folder) ?? '';
  const db = device.open(file);
  // Version 1 had no drafts.
  if (version === 1) db.exec('DELETE FROM draft');
  // Somebody whose household isn't here.
  db.exec(`UPDATE resident SET household_row = NULL, document = json_set(document, '$.household', 'elsewhere')
    WHERE id = (SELECT min(id) FROM resident)`);
  const fresh = contentsOf(db);
  db.close();
  toVersion(version, { ...device, folder, file: () => file });
  return { folder, fresh };
};

const of = (version: Version): { readonly folder: string; readonly fresh: Contents } => {
  const made = earlier.get(version);
  if (!made) throw new Error(`there is a file of version ${version}`);
  return made;
};

/** A data folder of its own with the file of that version. */
const aFolder = (version: Version = 1): string => aCopyOf(of(version).folder);

const open = (folder: string): Promise<Result<Replica, AppError>> =>
  openReplica({ folder, profile: 'training', system: device.system }, device.key);

const read = <T>(folder: string, work: (db: Database.Database) => T): T => {
  const db = device.open(currentFile(folder) ?? '');
  try {
    return work(db);
  } finally {
    db.close();
  }
};

/** Everything in a file: its schema, its rows, its full-text index word by word, and what searches find. */
interface Contents {
  readonly schema: readonly string[];
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
  readonly words: readonly unknown[];
  readonly found: readonly unknown[];
}

const searches = [
  '문태오',
  '태오',
  'ㅁㅌㅇ',
  'anxodh',
  'mun',
  '李',
  '842417',
  '84.4.17',
  '솔내',
  '901',
  '솔내면중앙로 9',
  '리',
];

const contentsOf = (db: Database.Database): Contents => {
  const schema = db
    .prepare<[], string>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL')
    .pluck()
    .all()
    .map(withoutComments)
    .toSorted();
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL AND name NOT GLOB 'household_address*'`,
    )
    .pluck()
    .all()
    .toSorted();
  const rows = Object.fromEntries(
    tables.map((name) => [
      name,
      db
        .prepare(`SELECT * FROM "${name}"`)
        .raw()
        .all()
        .map((row) => JSON.stringify(row)),
    ]),
  );
  db.exec(`CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, household_address, 'instance')`);
  const words = db.prepare('SELECT term, doc, col, offset FROM temp.word ORDER BY 2, 4').raw().all();
  const search = createSearch(db);
  return { schema, rows, words, found: searches.map((text) => search(text, null)) };
};

const withoutComments = (sql: string): string => sql.replaceAll(/--[^\n]*/g, '').replaceAll(/\s+/g, ' ');

/** A file is as if it had been made by this version, instead of brought to it from that one. */
const expectWhole = async (folder: string, from: Version = 1): Promise<void> => {
  const { fresh } = of(from);
  const opened = await open(folder);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  expect(opened.value.unsentCount()).toBe(fresh.rows['entry']?.filter((row) => String(row).endsWith('null]')).length);
  await opened.value.close();
  expect(read(folder, contentsOf)).toEqual(fresh);
  expect(readdirSync(folder).filter((name) => /\.(db|part)/.test(name))).toEqual([basename(currentFile(folder) ?? '')]);
};

const migrateAndDie = (folder: string, step: string, afterMs?: number): Promise<string | number | null> =>
  new Promise((resolve, reject) => {
    const script = new URL('./migrate-and-die.ts', import.meta.url);
    const child = fork(script, [folder, device.key.toString('hex'), step]);
    const timer = afterMs === undefined ? null : setTimeout(() => child.kill('SIGKILL'), afterMs);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (timer) clearTimeout(timer);
      resolve(signal ?? code);
    });
  });

describe.each(versions)('[MG-1] a file of version %i', (version) => {
  test('has something in every table, or this file proves little', () => {
    const { fresh } = of(version);
    const empty = Object.entries(fresh.rows).filter(([, rows]) => rows.length === 0);
    expect(empty.map(([name]) => name)).toEqual(version === 1 ? ['draft'] : []);
    expect(fresh.found.filter((found) => (found as { rows: unknown[] }).rows.length > 0).length).toBeGreaterThan(6);
  });

  test('becomes what this version would have made: tables, rows, words, and what searches find', async () => {
    const folder = aFolder(version);
    expect(read(folder, (db) => db.pragma('user_version', { simple: true }))).toBe(version);
    await expectWhole(folder, version);
    // A second time there is nothing to do.
    const file = currentFile(folder);
    await expectWhole(folder, version);
    expect(currentFile(folder)).toBe(file);
  });

  test('leaves nothing of the old tables in pages that are free: who is in them may leave one day', async () => {
    const folder = aFolder(version);
    await expectWhole(folder, version);
    const resident = device.township.residents.at(-1);
    const text = Buffer.from(JSON.stringify(resident).slice(0, 60));
    const pages = [...readPages(currentFile(folder) ?? '', device.key, null).contents()];
    expect(pages.filter(({ content }) => content.includes(text))).toHaveLength(1);
  });

  test('with what stands in its log alone', async () => {
    const folder = aFolder(version);
    const file = currentFile(folder) ?? '';
    const db = device.open(file);
    db.pragma('journal_mode = WAL');
    db.exec(`UPDATE meta SET value = '9' WHERE name = 'clockOffsetMs'`);
    // As a crash leaves it.
    for (const ending of ['', '-wal']) cpSync(`${file}${ending}`, `${file}${ending}.left`);
    db.close();
    for (const ending of ['', '-wal']) cpSync(`${file}${ending}.left`, `${file}${ending}`);
    for (const ending of ['', '-wal']) rmSync(`${file}${ending}.left`);
    const opened = await open(folder);
    if (!opened.ok) throw new Error(opened.error.type);
    expect(opened.value.clockOffsetMs()).toBe(9);
    await opened.value.close();
  });

  test('takes the next entry after the last, and is told to whoever has it open', async () => {
    const folder = aFolder(version);
    const opened = await open(folder);
    if (!opened.ok) throw new Error(opened.error.type);
    const { entries, head } = await opened.value.nextBatch(100);
    expect(entries.length).toBe(opened.value.unsentCount());
    expect(head.signed).toContain(`"seq":${opened.value.journalHeadSeq()}`);
    await opened.value.close();
  });
});

describe('[MG-2] a migration that does not come to its end leaves the old file, and the next start goes through', () => {
  const steps = officeSteps.filter((step) => step.startsWith('migrate:'));

  test.each(steps)('killed at %s', async (step) => {
    const folder = aFolder();
    const old = currentFile(folder) ?? '';
    const before = bytesOf(folder)[basename(old)];
    expect(await migrateAndDie(folder, step)).toBe('SIGKILL');
    expect(bytesOf(folder)[basename(old)]).toBe(before);
    expect(currentFile(folder) === old).toBe(step !== 'migrate:named');
    await expectWhole(folder);
  });

  const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);
  const rounds = Math.min(Number(process.env['RRS_SEEDS'] ?? 4), 500);

  test(`killed at ${rounds} random moments (RRS_SEED=${seed})`, async () => {
    const random = createRandom(seed);
    const begun = performance.now();
    expect(await migrateAndDie(aFolder(), '')).toBe(0);
    const whole = performance.now() - begun;
    for (let round = 0; round < rounds; round += 1) {
      const from = random.pick(versions);
      const folder = aFolder(from);
      const old = basename(currentFile(folder) ?? '');
      const before = bytesOf(folder)[old];
      // Most of the time goes by before the file is touched.
      await migrateAndDie(folder, '', whole * (0.4 + 0.6 * random.next()));
      // Swept only when the new one has opened.
      if (bytesOf(folder)[old] !== undefined) expect(bytesOf(folder)[old]).toBe(before);
      await expectWhole(folder, from);
    }
  });

  test.each([
    [
      'that throws',
      () => {
        throw new Error('planted');
      },
      'version 3: planted',
    ],
    ['that leaves other tables', () => [0.5], 'checking: the tables are not those of a new file'],
    [
      'that loses an entry',
      function* (db: Database.Database): Iterable<number> {
        yield* migrations.at(-1)?.run(db) ?? [];
        db.exec('DELETE FROM entry WHERE seq = 1');
      },
      'checking: an entry is missing',
    ],
  ] as const)('a step %s', async (_, run, detail) => {
    const folder = aFolder(2);
    const path = currentFile(folder) ?? '';
    const before = bytesOf(folder);
    const deps = { folder, reached: () => undefined, watch: unwatched };
    const migrated = await migrateFile(deps, { path, version: 2, key: device.key }, [{ to: 3, run }]);
    expect(expectRefused(migrated, 'FileNotMigrated').detail).toContain(detail);
    expect(bytesOf(folder)).toEqual(before);
  });

  test('no step from its version', async () => {
    const folder = aFolder();
    const before = bytesOf(folder);
    const path = currentFile(folder) ?? '';
    const deps = { folder, reached: () => undefined, watch: unwatched };
    expectRefused(await migrateFile(deps, { path, version: 1, key: device.key }, []), 'FileOlder');
    expect(bytesOf(folder)).toEqual(before);
  });

  test('what was left of one that was killed is no part of the next, its log least of all', async () => {
    const folder = aFolder();
    const file = currentFile(folder) ?? '';
    const note = (value: number, isLeft: boolean): void => {
      const db = device.open(file);
      db.pragma('journal_mode = WAL');
      db.prepare(`UPDATE meta SET value = ? WHERE name = 'clockOffsetMs'`).run(String(value));
      if (isLeft) for (const ending of ['', '-wal']) cpSync(`${file}${ending}`, `${file}${ending}.left`);
      db.close();
      if (isLeft) for (const ending of ['', '-wal']) cpSync(`${file}${ending}.left`, `${file}${ending}`);
    };
    // As a crash leaves it: the part has a log, which goes with the file as it was then.
    note(9, true);
    for (const ending of ['', '-wal']) rmSync(`${file}${ending}.left`);
    expect(await migrateAndDie(folder, 'migrate:copied')).toBe('SIGKILL');
    expect(existsSync(file.replace('000090.db', '000091.part-wal'))).toBe(true);
    // The earlier program goes on for a day.
    note(11, false);
    const opened = await open(folder);
    if (!opened.ok) throw new Error(opened.error.type);
    expect(opened.value.clockOffsetMs()).toBe(11);
    await opened.value.close();
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('on a disk without space, at every size that is too small', async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-small-disk-'));
    folders.push(folder);
    if (!mountSmallDisk(folder, '8m')) return skip('needs Linux and the right to mount');
    try {
      const data = join(folder, 'office');
      cpSync(of(1).folder, data, { recursive: true });
      const before = bytesOf(data);
      const block = statfsSync(folder).bsize;
      const size = 8 * 1_048_576;
      let refused = 0;
      for (let free = 65_536; ; free += 262_144) {
        const left = statfsSync(folder).bavail * block;
        if (free >= left) break;
        writeFileSync(join(folder, 'ballast'), Buffer.alloc(left - free));
        const opened = await open(data);
        rmSync(join(folder, 'ballast'));
        if (opened.ok) {
          await opened.value.close();
          break;
        }
        expectRefused(opened, 'DiskFull');
        expect(bytesOf(data), `${free} bytes free of ${size}`).toEqual(before);
        refused += 1;
      }
      // Too small for the copy, and too small for what the steps need besides.
      expect(refused).toBeGreaterThan(2);
      await expectWhole(data);
    } finally {
      unmount(folder);
    }
  });

  test('in a folder that cannot be written to', async ({ skip }) => {
    if (process.platform === 'win32') return skip('Windows has other permissions');
    const folder = aFolder();
    const before = bytesOf(folder);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
    chmodSync(folder, 0o555);
    // Root may write anywhere, so the office runs as nobody.
    const office = startOfficeProcess({ data: folder, ...(process.getuid?.() === 0 ? { uid: 65_534 } : {}) });
    expectRefused(await office.command('signIn', { official: device.official, password }), 'DiskReadOnly');
    await office.stop();
    chmodSync(folder, 0o755);
    expect(bytesOf(folder)).toEqual(before);
  });
});

describe('[MG-3] the tables of a version', () => {
  /** The schema of a file as this program makes and opens it. */
  const today = async (): Promise<string> => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-schema-'));
    folders.push(folder);
    const path = join(folder, 'new.db');
    const db = createFile(path, device.key, 'training');
    createIndexes(db);
    createMeta(db).set('identity', device.identity);
    const connection = await openConnection(db, device.system);
    const sql = db.prepare<[], string>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').pluck().all();
    await connection.close();
    return createHash('sha256').update(sql.map(withoutComments).toSorted().join('\n')).digest('hex').slice(0, 16);
  };

  test('are never changed without raising schemaVersion, with a step that brings older files to it', async () => {
    expect({ [schemaVersion]: await today() }, 'a table changed: see the comment above `schemas`').toEqual({
      [schemaVersion]: schemas[schemaVersion],
    });
  });

  test('are reached from every version before, one step each', () => {
    const versions = Array.from({ length: schemaVersion - 1 }, (_, index) => index + 2);
    expect(migrations.map(({ to }) => to)).toEqual(versions);
    const files = readdirSync(new URL('../../src/main/replica/migrations/', import.meta.url));
    for (const to of versions)
      expect(files.filter((name) => name.startsWith(`${String(to).padStart(4, '0')}-`))).toHaveLength(1);
  });

  test('compare without comments and blanks', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE one(a TEXT) STRICT');
    const other = new Database(':memory:');
    other.exec('CREATE TABLE one(\n  -- why\n  a TEXT\n) STRICT');
    expect(schemaText(db)).toBe(schemaText(other));
    other.exec('CREATE INDEX one_a ON one(a)');
    expect(schemaText(db)).not.toBe(schemaText(other));
  });
});
