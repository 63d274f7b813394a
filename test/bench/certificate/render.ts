import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { benchSheet } from '../../builders/sheet.ts';
import { readPdf } from '../../certificate/pdf.ts';
import { childProcesses, openRenderer } from '../../certificate/setup.ts';
import { absoluteRow, percentile, type Row, ratioRow } from '../row.ts';
import { openPrintingBrowser } from './chromium.ts';
import { emptyPage, pageOf } from './page.ts';

/** RRS_SOAK sets how many papers are drawn to see whether memory stays: 10,000 in a soak. */
const many = Number(process.env['RRS_SOAK'] ?? 1000);
const turns = 8;
const timed = 300;
const warm = 10;

/** Copies of two pages with forty rows, each with other content, from the request to the bytes of the PDF. */
export const renderRows = async (): Promise<Row[]> => {
  await using opened = await openRenderer({ engines: ['typst'] });
  const draw = async (nth: number): Promise<Uint8Array> => (await opened.paper(benchSheet(nth))).pdf;
  return [...(await timeRows(draw)), await memoryRow(draw)];
};

type Draw = (nth: number) => Promise<Uint8Array>;

const timeRows = async (draw: Draw): Promise<Row[]> => {
  await using browser = await openPrintingBrowser(emptyPage);
  if (!browser) console.log('      no Chromium on this machine, so nothing to compare a certificate with');
  for (let nth = 0; nth < warm; nth += 1) {
    await draw(nth);
    await browser?.print(pageOf(benchSheet(nth)));
  }
  const pages = [await draw(0), await browser?.print(pageOf(benchSheet(0)))].filter((pdf) => pdf !== undefined);
  for (const pdf of pages) if ((await readPdf(pdf)).length !== 2) throw new Error('the copies are to have two pages');

  // In turns, so that whatever else the machine does meets both; of ten each, because a browser goes on for a while after
  // it has answered.
  const [beside, theirs]: [number[], number[]] = [[], []];
  if (browser)
    for (let turn = 0; turn < turns; turn += 1) {
      for (let nth = 0; nth < 10; nth += 1) beside.push(await milliseconds(() => draw(turn * 10 + nth)));
      for (let nth = 0; nth < 10; nth += 1)
        theirs.push(await milliseconds(() => browser.print(pageOf(benchSheet(turn * 10 + nth)))));
    }
  const alone: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let nth = 0; nth < timed; nth += 1) alone.push(await milliseconds(() => draw(nth)));
  delay.disable();

  return [
    ...(browser
      ? [
          ratioRow(
            "copy of two pages, request → PDF, p50 (baseline: Chromium's printToPDF)",
            'ms',
            { value: percentile(beside, 0.5), baseline: percentile(theirs, 0.5) },
            { atMost: 0.3 },
          ),
        ]
      : []),
    ratioRow(
      'the same, p99 (baseline: its own p50)',
      'ms',
      { value: percentile(alone, 0.99), baseline: percentile(alone, 0.5) },
      { atMost: 3 },
    ),
    // The histogram counts from one sampling interval.
    absoluteRow("caller's loop delay meanwhile, p99", 'ms', delay.percentile(99) / 1e6 - 1, 16),
  ];
};

/** With the browser gone, so that the renderer's process is the only one. */
const memoryRow = async (draw: Draw): Promise<Row> => {
  let most = 0;
  const held: number[] = [];
  for (let nth = 0; nth < many; nth += 1) {
    await draw(nth);
    const rss = memoryOf(childProcesses());
    held.push(rss);
    most = Math.max(most, rss);
  }
  const part = Math.min(100, Math.floor(many / 4));
  console.log(
    `      renderer's process: ${Math.round(percentile(held.slice(0, part), 0.5))} MB in the first ${part} papers, ` +
      `${Math.round(percentile(held.slice(-part), 0.5))} MB in the last ${part} of ${many}`,
  );
  return absoluteRow(`most memory of the renderer's process over ${many.toLocaleString('en')} papers`, 'MB', most, 600);
};

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** Of the process that holds most of these, in MB. A process may be gone by the time it is asked for. */
const memoryOf = (pids: readonly number[]): number =>
  Math.max(
    0,
    ...pids.map((pid) => {
      try {
        const [, resident = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
        return (Number(resident) * 4096) / 1024 ** 2;
      } catch {
        return 0;
      }
    }),
  );
