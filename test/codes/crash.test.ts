import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ImportInput, importSteps } from '../../src/main/codes/import-files.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { writeManyAddresses } from './many.ts';
import { code, importInto, makeFolder, openBook, reportOf, sampleAddresses, sampleCodes } from './setup.ts';

/** Resolves with the signal that ended the process, or its exit code. */
const importAndDie = (input: ImportInput, step: string, nth: number): Promise<string | number | null> =>
  new Promise((resolve, reject) => {
    const script = new URL('./import-and-die.ts', import.meta.url);
    const child = fork(script, [JSON.stringify(input), step, String(nth)]);
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => resolve(signal ?? exitCode));
  });

/** What stands beside the file, without SQLite's passing files. */
const beside = (file: string): string[] => readdirSync(dirname(file)).toSorted();

describe('an import that is killed', () => {
  test.each([...importSteps.map((step) => [step, 1] as const), ['batch', 3] as const])(
    '[AD-13] at %s (%d) leaves the old file or the new one, and the next import works',
    async (step, nth) => {
      const into = join(makeFolder(), 'codes.sqlite');
      await reportOf(importInto(into, { codes: sampleCodes, addresses: sampleAddresses }));
      const before = readFileSync(into);
      const many = join(makeFolder(), 'rnaddrkor_many.txt');
      await writeManyAddresses(many, 8_000);
      const input = { into, encoding: null, codes: null, addresses: { roads: [], buildings: [many] } };

      expect(await importAndDie(input, step, nth)).toBe('SIGKILL');
      const isNew = !readFileSync(into).equals(before);
      expect(isNew, 'it counts from the moment at which it has its name').toBe(step === 'named');
      const road = { by: 'road', road: '많은로', number: null, within: [] } as const;
      const book = openBook(into);
      expect(book.findAddresses(road, PlainDate.parse('2026-06-30')).hits.length > 0).toBe(isNew);

      const report = await reportOf(importInto(into, input));
      expect(report.tables.find(({ table }) => table === 'address')).toEqual({
        table: 'address',
        before: isNew ? 8_000 : 15,
        after: 8_000,
      });
      // What wasn't given is still there.
      expect(report.tables.find(({ table }) => table === 'legal')).toMatchObject({ before: 32, after: 32 });
      expect(beside(into)).toEqual(['codes.sqlite', 'codes.sqlite.lock']);
    },
    120_000,
  );

  test('[AD-13] the first import that is killed leaves no file at all', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const input = { into, encoding: null, codes: sampleCodes, addresses: null };
    expect(await importAndDie(input, 'indexed', 1)).toBe('SIGKILL');
    expect(beside(into)).not.toContain('codes.sqlite');
    await reportOf(importInto(into, input));
    expect(beside(into)).toEqual(['codes.sqlite', 'codes.sqlite.lock']);
  });

  test('[AD-17] an import that isn’t killed takes the place of the last one', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const input = { into, encoding: null, codes: sampleCodes, addresses: sampleAddresses };
    expect(await importAndDie(input, 'never', 1)).toBe(0);
    const first = readFileSync(into);
    const reading = openBook(into);
    expect(await importAndDie(input, 'never', 1)).toBe(0);
    expect(readFileSync(into).equals(first), 'the same files give the same bytes').toBe(true);
    // Whoever had the old file open goes on reading it.
    expect(reading.livesOf('administrative', code('9911051000'))).toHaveLength(1);
  });
});
