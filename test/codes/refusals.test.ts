import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openCodeBook } from '../../src/main/codes/code-book.ts';
import { takeImportLock } from '../../src/main/codes/code-file.ts';
import { createProblems } from '../../src/main/codes/problems.ts';
import { readSourceFile } from '../../src/main/codes/read-file.ts';
import type { ImportError } from '../../src/shared/registry/code-import.ts';
import { importErrorToText } from '../../src/shared/text/code-import.ts';
import { codeFile, toCp949 } from './encode.ts';
import { sampleFiles } from './samples.ts';
import {
  fileOf,
  importInto,
  makeFolder,
  quietly,
  refusalOf,
  reportOf,
  sample,
  sampleAddresses,
  sampleCodes,
} from './setup.ts';

const bytesOf = (name: string): Buffer => {
  const bytes = sampleFiles()[name];
  if (!bytes) throw new Error(name);
  return bytes;
};

/** Refusals that have been seen, so that the last test can ask whether each kind was. */
const seen = new Set<ImportError['type']>();

/** What an import answers that must leave everything as it was. */
const refused = async (
  input: Parameters<typeof importInto>[1],
  deps: Parameters<typeof importInto>[2] = quietly,
): Promise<ImportError> => {
  const into = join(makeFolder(), 'codes.sqlite');
  await reportOf(importInto(into, { codes: sampleCodes, addresses: sampleAddresses }));
  const before = readFileSync(into);
  const error = await refusalOf(importInto(into, input, deps));
  expect(readFileSync(into).equals(before), 'the old file').toBe(true);
  expect(readdirSync(dirname(into)).toSorted()).toEqual(['codes.sqlite', 'codes.sqlite.lock']);
  return noted(error);
};

const noted = (error: ImportError): ImportError => {
  seen.add(error.type);
  for (const language of ['ko', 'en'] as const) expect(importErrorToText(error, language).length).toBeGreaterThan(10);
  return error;
};

const h = (content: string | Uint8Array) => ({ codes: { ...sampleCodes, h: fileOf(content, 'h') } });
const buildings = (...contents: (string | Uint8Array)[]) => ({
  addresses: { roads: [], buildings: contents.map((content) => fileOf(content)) },
});

describe('a file that is wrong as a whole is refused, and nothing changes', () => {
  test.each([
    ['no bytes', ''],
    ['a mark of UTF-8 alone', '\ufeff'],
    ['blank lines', '\r\n   \r\n'],
    ['a header alone', toCp949(codeFile('h', []))],
    ['what the change files of a quiet day hold', 'No Data'],
  ])('[AD-14] %s: it is empty', async (_, content) => {
    expect((await refused(h(content))).type).toBe('FileEmpty');
  });

  test.each([
    ['zip', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0])],
    ['zip', Buffer.from([0x1f, 0x8b, 0x08, 0])],
    ['office-document', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])],
    ['pdf', Buffer.from('%PDF-1.7\n')],
    ['web-page', Buffer.from('\r\n<!DOCTYPE html><html>')],
    ['unknown', Buffer.from('code,name\n9911051000,x\n')],
    ['legal-codes', bytesOf('KIKcd_B.20260720')],
    ['jurisdictions', bytesOf('KIKmix.20260720')],
    ['road-addresses', bytesOf('rnaddrkor_daon.txt')],
  ])('[AD-14] of another kind: %s', async (found, content) => {
    expect(await refused(h(content))).toMatchObject({ type: 'WrongKind', slot: 'h', found });
  });

  test('[AD-14] a folder in the place of a file', async () => {
    expect(await refused({ codes: { ...sampleCodes, b: makeFolder() } })).toMatchObject({ slot: 'b', found: 'folder' });
  });

  test('[AD-14] roads given as buildings, and the other way round', async () => {
    const found = await refused(buildings(bytesOf('road_code_total.txt')));
    expect(found).toMatchObject({ type: 'WrongKind', slot: 'buildings', found: 'roads-20' });
    const addresses = { roads: [sample('build_daon.txt')], buildings: [sample('build_daon.txt')] };
    expect(await refused({ addresses })).toMatchObject({ type: 'WrongKind', slot: 'roads', found: 'buildings' });
  });

  test.each([
    ['UTF-16', Buffer.from(`\ufeff${codeFile('h', ['9911051000|다온도|새론시|은가람동|19880423|'])}`, 'utf16le'), null],
    ['neither', Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index % 41 === 0 ? 0x0a : 0xff))), null],
  ])('[AD-16] in an encoding that is neither: %s', async (_, content, tried) => {
    expect(await refused(h(content))).toMatchObject({ type: 'WrongEncoding', tried, line: 1 });
  });

  test('[AD-16] in another encoding than was said', async () => {
    expect(await refused({ codes: sampleCodes, encoding: 'utf-8' })).toMatchObject({
      type: 'WrongEncoding',
      tried: 'utf-8',
      file: sampleCodes.h,
    });
  });

  test('[AD-14] that is not there', async () => {
    expect(await refused({ codes: { ...sampleCodes, mix: '/nowhere/KIKmix' } })).toMatchObject({
      type: 'FileUnreadable',
      file: '/nowhere/KIKmix',
    });
  });

  test('[AD-14] that grows while it is read', async () => {
    const growing = fileOf(bytesOf('rnaddrkor_daon.txt'));
    let grown = 0;
    const reached = (step: string): void => {
      if (step === 'batch' && (grown += 1) === 1)
        appendFileSync(growing, bytesOf('rnaddrkor_daon.txt').subarray(0, 300));
    };
    const addresses = { roads: [], buildings: [growing] };
    expect(['FileChanged', 'FileTruncated']).toContain((await refused({ addresses }, { reached, batchLines: 1 })).type);
    const whole = fileOf(bytesOf('rnaddrkor_daon.txt'));
    let added = 0;
    const add = (step: string): void => {
      if (step === 'batch' && (added += 1) === 1) appendFileSync(whole, bytesOf('rnaddrkor_daon.txt'));
    };
    const error = await refused({ addresses: { roads: [], buildings: [whole] } }, { reached: add, batchLines: 1 });
    expect(error.type).toBe('FileChanged');
  });

  test('[AD-14] in which not one line can be used', async () => {
    const error = await refused(h(toCp949(codeFile('h', ['99110x1000|다온도|새론시|가동|19880423|']))));
    expect(error).toMatchObject({ type: 'NothingUsable', problems: [{ line: 2, problem: 'not-a-code' }] });
  });

  test('[AD-14] without the others that it needs', async () => {
    const given = (roads: string[], ...names: string[]) => ({
      addresses: { roads: roads.map(sample), buildings: names.map(sample) },
    });
    const [address, lots, details] = ['addresses_daon.txt', 'address_lots_daon.txt', 'address_details_daon.txt'];
    expect(await refused(given(['roads_17.txt'], address, details))).toMatchObject({ kind: 'address-lots' });
    expect(await refused(given(['roads_17.txt'], address, lots))).toMatchObject({ kind: 'address-details' });
    expect(await refused(given([], address, lots, details))).toMatchObject({ type: 'FileMissing', slot: 'roads' });
    expect(await refused(given(['roads_17.txt'], lots))).toMatchObject({ kind: 'addresses' });
  });

  test('[AD-14] nothing given at all', async () => {
    expect((await refused({})).type).toBe('NothingGiven');
  });
});

describe('a file that is cut off', () => {
  /** Cut after `length` bytes, by the reader alone: thousands of cuts are tried. */
  const readCut = async (name: string, slot: 'h' | 'buildings', bytes: Buffer): Promise<string> => {
    const path = fileOf(bytes, name);
    const read = await readSourceFile(
      { path, slot, encoding: 'cp949' },
      () => null,
      createProblems(),
      () => undefined,
    );
    return read.ok ? `${String(read.value.kept)} kept` : read.error.type;
  };

  test('[AD-14] a code file that fills its lines up is refused wherever it is cut inside a line', async () => {
    const bytes = bytesOf('KIKcd_H.20260720');
    const lineBytes = 123;
    expect(bytes.length % lineBytes).toBe(0);
    // The last three lines, byte by byte.
    for (let length = bytes.length - 3 * lineBytes; length <= bytes.length; length += 1) {
      const inLine = length % lineBytes;
      const kept = Math.floor(length / lineBytes) - 1;
      // With its carriage return, or without, a line is whole.
      const isWhole = inLine === 0 || inLine >= 121;
      const expected = isWhole ? `${String(inLine === 0 ? kept : kept + 1)} kept` : 'FileTruncated';
      expect(await readCut('h', 'h', bytes.subarray(0, length)), String(length)).toBe(expected);
    }
  });

  test('[AD-14] an address file that is cut before its last columns is refused', async () => {
    const bytes = bytesOf('build_daon.txt');
    const start = bytes.subarray(0, -2).lastIndexOf(0x0a) + 1;
    // The line without its last, empty column is one that its file ended without a separator.
    const end = bytes.lastIndexOf('|') - 1;
    for (let length = start + 1; length <= end; length += 1)
      expect(await readCut('b', 'buildings', bytes.subarray(0, length)), String(length)).toBe('FileTruncated');
    expect(await readCut('b', 'buildings', bytes)).toBe('4 kept');
  });

  test('[AD-14] the import says so, and changes nothing', async () => {
    const cut = bytesOf('KIKcd_H.20260720').subarray(0, -40);
    expect(await refused(h(cut))).toMatchObject({ type: 'FileTruncated', line: 30 });
  });
});

describe('the file that codes are imported into', () => {
  const input = { codes: sampleCodes };
  const at = (name = 'codes.sqlite'): string => join(makeFolder(), name);

  test('[AD-13] is left alone if it is none of ours', async () => {
    const into = at();
    writeFileSync(into, 'my letters');
    expect(noted(await refusalOf(importInto(into, input))).type).toBe('NotACodeFile');
    expect(readFileSync(into, 'utf8')).toBe('my letters');

    const other = at();
    new Database(other).exec('CREATE TABLE t(a)').close();
    expect(noted(await refusalOf(importInto(other, input))).type).toBe('NotACodeFile');
    expect(openCodeBook(other)).toMatchObject({ ok: false, error: { type: 'NotACodeFile' } });
  });

  test('[AD-13] is left alone if a newer version made it', async () => {
    const into = at();
    await reportOf(importInto(into, input));
    const db = new Database(into);
    db.pragma('user_version = 2');
    db.close();
    expect(noted(await refusalOf(importInto(into, input)))).toMatchObject({ type: 'CodeFileNewer', version: 2 });
  });

  test('[AD-13] is left alone if its end is missing', async () => {
    const into = at();
    await reportOf(importInto(into, input));
    truncateSync(into, 8_192);
    expect(noted(await refusalOf(importInto(into, input))).type).toBe('CodeFileDamaged');
    expect(openCodeBook(into)).toMatchObject({ ok: false, error: { type: 'CodeFileDamaged' } });
  });

  test('[AD-13] is made by one import at a time', async () => {
    const into = at();
    const lock = takeImportLock(into);
    if (!lock.ok) throw new Error(lock.error.type);
    expect(noted(await refusalOf(importInto(into, input))).type).toBe('CodeFileInUse');
    lock.value.release();
    await reportOf(importInto(into, input));
  });

  test('[AD-13] needs its folder', async () => {
    const into = join(makeFolder(), 'not', 'there', 'codes.sqlite');
    expect(noted(await refusalOf(importInto(into, input))).type).toBe('CodeFileUnwritable');
    expect(existsSync(dirname(into))).toBe(false);
  });

  test('[AD-13] that is a folder is refused', async () => {
    const into = makeFolder();
    expect((await refusalOf(importInto(into, input))).type).toBe('NotACodeFile');
  });

  test('[AD-13] stays as it was when there is no space for the new one', async () => {
    const both = { codes: sampleCodes, addresses: sampleAddresses };
    const whole = at();
    await reportOf(importInto(whole, both));
    const { size } = statSync(whole);
    // SQLite itself refuses to grow: while tables are made, lines read, indexes made, and at the very end.
    for (const part of [0.02, 0.5, 0.8, 0.9, 1 - 4_096 / size])
      expect((await refused(both, { ...quietly, maxBytes: size * part })).type, String(part)).toBe('CodeDiskFull');
    await reportOf(importInto(at(), both, { ...quietly, maxBytes: size }));
  });

  test('[AD-13] is missed when it is read before anything was imported', () => {
    const missing = openCodeBook(at());
    expect(missing).toMatchObject({ ok: false, error: { type: 'CodeFileMissing' } });
    if (!missing.ok) noted(missing.error);
  });
});

test('every kind of refusal has been seen', () => {
  const kinds: Record<ImportError['type'], true> = {
    NothingGiven: true,
    FileUnreadable: true,
    FileEmpty: true,
    WrongKind: true,
    WrongEncoding: true,
    FileTruncated: true,
    FileChanged: true,
    NothingUsable: true,
    FileMissing: true,
    CodeFileMissing: true,
    NotACodeFile: true,
    CodeFileNewer: true,
    CodeFileDamaged: true,
    CodeFileInUse: true,
    CodeFileUnwritable: true,
    CodeDiskFull: true,
  };
  expect([...seen].toSorted()).toEqual(Object.keys(kinds).toSorted());
});
