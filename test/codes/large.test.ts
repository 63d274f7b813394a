import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { forEachLine } from '../../src/main/codes/lines.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { writeManyAddresses } from './many.ts';
import { importInto, makeFolder, openBook, reportOf, sampleCodes } from './setup.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const megabyte = 1_048_576;

/** What JavaScript holds once everything that may go has gone, buffers included. */
const heldBytes = (): number => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

test('[AD-12] a file of 300,000 lines is read in pieces, and no more is held than for a small one', async () => {
  const folder = makeFolder();
  const lines = 300_000;
  const big = join(folder, 'rnaddrkor_big.txt');
  await writeManyAddresses(big, lines);
  const bytes = statSync(big).size;
  expect(bytes).toBeGreaterThan(40 * megabyte);

  const into = join(folder, 'codes.sqlite');
  const batchLines = 10_000;
  let batches = 0;
  let peak = 0;
  const start = heldBytes();
  const report = await reportOf(
    importInto(
      into,
      { codes: sampleCodes, addresses: { roads: [], buildings: [big] } },
      {
        batchLines,
        reached: (step) => {
          if (step === 'batch') batches += 1;
          peak = Math.max(peak, heldBytes());
        },
      },
    ),
  );
  expect(report.files.at(-1)).toMatchObject({ lines, kept: lines, bad: 0 });
  expect(report.tables.find(({ table }) => table === 'address')?.after).toBe(lines);
  // A batch ends with the first chunk after its 10,000th line, and a chunk holds 256 KiB.
  const linesOfChunk = Math.ceil((256 * 1_024) / (bytes / lines));
  expect(batches).toBeGreaterThanOrEqual(Math.floor(lines / (batchLines + linesOfChunk)));
  expect(batches).toBeLessThanOrEqual(lines / batchLines);
  // The read buffer, a chunk's lines and the table of CP949; the file itself is forty times that.
  expect(peak - start, `held ${String((peak - start) / megabyte)} MB more`).toBeLessThan(6 * megabyte);

  const book = openBook(into);
  const number = { level: 'ground' as const, main: '99999', sub: '2' };
  const found = book.findAddresses({ by: 'road', road: '많은로', number, within: [] }, PlainDate.parse('2026-06-30'));
  expect(found.hits.map(({ address }) => address.building)).toEqual(['99999-2']);
}, 300_000);

test('[AD-12] a file without a line end is passed over, whatever its size', async () => {
  const path = join(makeFolder(), 'endless');
  const handle = await open(path, 'w+');
  const chunk = Buffer.alloc(megabyte, 0x61);
  for (let count = 0; count < 32; count += 1) await handle.write(chunk);
  await handle.write('\nlast');
  const lines: (string | null)[] = [];
  const start = heldBytes();
  let peak = 0;
  await forEachLine(
    handle,
    0,
    ({ bytes }) => lines.push(bytes && Buffer.from(bytes).toString()),
    () => {
      peak = Math.max(peak, process.memoryUsage().arrayBuffers);
    },
  );
  await handle.close();
  expect(lines).toEqual([null, 'last']);
  expect(peak - start).toBeLessThan(2 * megabyte);
});
