import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createIncidents } from '../../src/main/incidents.ts';
import { type LogLine, logLine } from '../../src/shared/text/log-line.ts';
import { inventedNumber } from '../builders/registry.ts';

const number = inventedNumber('1985-04-12', 'F', 42);
const root = new URL('../../', import.meta.url);

test('[RN-7] a log line holds no resident number, however it is written', () => {
  const bare = number.replace('-', '');
  for (const written of [number, bare, number.replace('-', ' '), JSON.stringify({ number }), `${number},${number}`]) {
    const line = logLine(`could not store ${written}`);
    expect(line).not.toContain(number.slice(7));
    expect(line).toContain('could not store');
  }
  expect(logLine('term 12 of 2026-11-22, entry 01890a5d-ac96-7b2e-8d1c-0242ac120011')).toBe(
    'term 12 of 2026-11-22, entry 01890a5d-ac96-7b2e-8d1c-0242ac120011',
  );
});

test('[RN-7] nor does the story of an exception whose message holds one', () => {
  const lines: LogLine[] = [];
  const toAppError = createIncidents({ newId: () => 'x', log: (line) => lines.push(line), explain: () => null });
  toAppError(new Error(`UNIQUE constraint failed for ${number}`));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('UNIQUE constraint failed');
  expect(lines[0]).not.toContain(number.slice(7));
});

test('[RN-7] a text that was not made into a log line is none', () => {
  const log = (line: LogLine): string => line;
  // @ts-expect-error: this is what the type is for
  expect(log(number)).toBe(number);
});

/** Where a process begins: what they write is written in full view, and log lines only besides. */
const outlets = [
  'src/central/index.ts',
  'src/central/decider.worker.ts',
  'src/main/electron-main.ts',
  'src/main/index.ts',
  'src/main/office.worker.ts',
  'src/main/reader.worker.ts',
  'src/main/replica-command.ts',
  'src/main/codes-command.ts',
  'src/verify/cli.ts',
];

test('[RN-7] nothing writes to a console but the beginnings of processes', () => {
  const writers = globSync('src/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => /\bconsole\.|process\.(stdout|stderr)\.write/.test(readFileSync(new URL(file, root), 'utf8')))
    .map((file) => file.replaceAll('\\', '/'));
  expect(writers.filter((file) => !outlets.includes(file))).toEqual([]);
});
