import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadStory, type PlayedScenario, playFile } from '../../scripts/scenario/play-file.ts';
import { problemsToText, summaryOf } from '../../scripts/scenario/summary.ts';
import { Amendment } from '../../src/shared/registry/amendment.ts';
import { Answer, Missing, Notice } from '../../src/shared/registry/answer.ts';
import { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { RegisterReport, registerReportKinds } from '../../src/shared/registry/register-report.ts';

const folder = new URL('./', import.meta.url);
const files = globSync('*.yaml', { cwd: folder }).toSorted();

/** Every scenario with its text, its rules and its title, as far as it can be read. */
const scenarios = files.map((file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const loaded = loadStory(text, file);
  const title = loaded.ok
    ? `[${loaded.story.rules.join(', ')}] ${loaded.story.title}`
    : problemsToText(file, loaded.problems);
  return { file, text, title };
});

const played: PlayedScenario[] = [];

/**
 * The stories of docs/scenarios.md's format that stand here: each is played in all of its orders, and must hold what it
 * expects and what holds of every story.
 */
describe('scenarios', () => {
  test.each(scenarios)('$title ($file)', async ({ file, text }) => {
    const result = await playFile(text, file);
    if (result.type === 'unreadable') throw new Error(problemsToText(file, result.problems));
    played.push(result.result);
    expect(result.result.ok, summaryOf(result.result)).toBe(true);
    expect(result.result.runs.flatMap(({ surprises }) => surprises)).toEqual([]);
    expect(result.result.rules.length).toBeGreaterThan(0);
    expect(result.result.story.length).toBeGreaterThan(40);
  });

  test('come, all together, to every answer that there is', () => {
    const text = JSON.stringify(played);
    const said = (word: string): boolean => new RegExp(`[ "(]${word}[",)]`).test(text);
    expect(Missing.options.filter((each) => !said(each))).toEqual([]);
    expect(Notice.options.filter((each) => !said(each))).toEqual([]);
    const held = Answer.options.find((option) => option.shape.type.value === 'held');
    expect(held && 'why' in held.shape && held.shape.why.options.filter((each) => !said(each))).toEqual([]);
  });

  test('file every form of move-in, every other report and every amendment', () => {
    const what = new Set(
      played.flatMap(({ runs }) => runs.flatMap(({ filings }) => Object.values(filings).map(whatOf))),
    );
    expect([...MoveInReport.shape.form.options, ...registerReportKinds].filter((each) => !what.has(each))).toEqual([]);
    const amended = JSON.stringify(played.map(({ runs }) => runs.map(({ filings }) => filings)));
    expect(
      Amendment.options.map((option) => option.shape.type.value).filter((each) => !amended.includes(`"${each}"`)),
    ).toEqual([]);
    expect(RegisterReport.options).toHaveLength(registerReportKinds.length);
  });
});

const whatOf = (filing: unknown): string => (filing as { readonly what: string }).what;
