import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { createFileKey, forSqlite } from '../../src/main/replica/keys/file-key.ts';
import { openRekeyedCopy } from '../../src/main/replica/keys/rekeyed-copy.ts';
import { createPageCipher, pageSize, saltOf } from '../../src/main/replica/page-cipher.ts';
import { createRandom } from '../builders/random.ts';
import { contentOf, openWithKey } from '../builders/rekeyed.ts';

// The pages of an encrypted file as we read and write them, held against what SQLite makes of them.

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});
const noSignal = new AbortController().signal;

describe('[KE-5] pages under another key', () => {
  const aFile = (seed: number) => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-pages-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const random = createRandom(seed);
    const path = join(folder, 'replica-000001.db');
    const key = createFileKey();
    const db = new Database(path);
    cleanups.push(() => db.close());
    db.pragma(`cipher = 'sqlcipher'`);
    db.key(forSqlite(key));
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT, bytes BLOB); CREATE INDEX by_text ON t(text)');
    const insert = db.prepare('INSERT INTO t(text, bytes) VALUES (?, ?)');
    const write = db.transaction((count: number) => {
      for (let nth = 0; nth < count; nth += 1) insert.run(random.uuid(), randomBytes(random.between(0, 9_000)));
    });
    const source = openSync(path, 'r');
    cleanups.push(() => closeSync(source));
    return { folder, path, key, db, write, source, random };
  };

  test.each([1, 2, 3])('say the same to SQLite, whatever was written between the passes (seed %i)', async (seed) => {
    const { folder, key, db, write, source, random } = aFile(seed);
    write(400);
    db.pragma('wal_checkpoint(TRUNCATE)');
    const next = createFileKey();
    const to = join(folder, 'copy');
    const copy = openRekeyedCopy(source, key, to, next);
    const passes = [];
    for (let nth = 0; nth < 4; nth += 1) {
      passes.push(await copy.pass(() => undefined, noSignal));
      write(random.between(1, 60));
      db.exec(`DELETE FROM t WHERE id % ${random.between(3, 9)} = 0`);
      if (nth === 2) db.exec('VACUUM');
      if (nth !== 1) db.pragma('wal_checkpoint(TRUNCATE)');
    }
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(await copy.lastPass()).toBeNull();
    copy.close();
    expect(passes[0]).toBeGreaterThan(passes[1] ?? 0);
    const opened = openWithKey(to, next);
    expect(contentOf(opened)).toEqual(contentOf(db));
    opened.close();
    expect(() => openWithKey(to, key)).toThrow(/not a database/);
  });

  test('are what SQLite writes, both ways, for the first page too', () => {
    const { path, key, db, write } = aFile(4);
    write(20);
    db.pragma('wal_checkpoint(TRUNCATE)');
    const file = readFileSync(path);
    const cipher = createPageCipher(key, saltOf(file));
    for (let number = 1; number <= file.length / pageSize; number += 1) {
      const page = file.subarray((number - 1) * pageSize, number * pageSize);
      const before = Buffer.from(page);
      expect(cipher.open(page, number + 1), `page ${number} in another’s place`).toBe(false);
      expect(page.equals(before)).toBe(true);
      expect(cipher.open(page, number), `page ${number}`).toBe(true);
      cipher.seal(page, number);
      expect(page.equals(before)).toBe(false);
    }
    db.close();
    writeFileSync(path, file);
    const opened = openWithKey(path, key);
    expect(contentOf(opened)['t']).toHaveLength(20);
    opened.close();
  });

  test('are left for the next pass while they are half written, and are damage when nobody writes', async () => {
    const { folder, path, key, db, write, source } = aFile(5);
    write(100);
    db.pragma('wal_checkpoint(TRUNCATE)');
    const torn = 7;
    const whole = readFileSync(path);
    const half = Buffer.from(whole);
    half.fill(0x5a, (torn - 1) * pageSize + 2_000, torn * pageSize);
    writeFileSync(path, half);
    const next = createFileKey();
    const copy = openRekeyedCopy(source, key, join(folder, 'copy'), next);
    const pages = whole.length / pageSize;
    expect(await copy.pass(() => undefined, noSignal)).toBe(pages - 1);
    expect(await copy.lastPass()).toBe(torn);
    writeFileSync(path, whole);
    expect(await copy.pass(() => undefined, noSignal)).toBe(1);
    expect(await copy.lastPass()).toBeNull();
    copy.close();
    const opened = openWithKey(join(folder, 'copy'), next);
    expect(contentOf(opened)['t']).toHaveLength(100);
    opened.close();
  });
});
