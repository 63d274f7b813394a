import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const families = 'MI|CF|HH|ST|RN|PO|AD|CE|FE|LE|SY|DE|KE|MG|RT|RS|BK';

/** The rules, as `- **MI-1** One sentence.` */
const specified = [...read('docs/spec.md').matchAll(/^- \*\*([A-Z]{2}-\d+)\*\* (.+)$/gm)].map(
  ([, rule = '', sentence = '']) => ({ rule, sentence }),
);

/**
 * Rules by the file that names them. A test's name starts with its rules: `[MI-1] …`, `[SY-1, SY-2] …`; a scenario, which
 * is a test of its own (test/scenarios/scenarios.test.ts), has a field for them.
 */
const named = (pattern: string, find: RegExp): { readonly file: string; readonly rule: string }[] =>
  globSync(pattern, { cwd: root })
    .filter((file) => !file.endsWith('spec.test.ts'))
    .flatMap((file) =>
      [...read(file).matchAll(find)].flatMap(([found]) =>
        (found.match(new RegExp(`(?:${families})-\\d+`, 'g')) ?? []).map((rule) => ({ file, rule })),
      ),
    );

const tested = [
  ...named('test/**/*.ts', new RegExp(`['"\`]\\[(?:${families})-\\d+(?:, ?(?:${families})-\\d+)*\\]`, 'g')),
  ...named('test/scenarios/*.yaml', /^rules: \[.*\]$/gm),
];
const inCode = named('src/**/*.ts', new RegExp(`\\b(?:${families})-\\d+\\b`, 'g'));

describe('the numbered rules', () => {
  test('stand there once each, in order, as one sentence', () => {
    const rules = specified.map(({ rule }) => rule);
    expect(new Set(rules).size).toBe(rules.length);
    for (const family of families.split('|')) {
      const numbers = rules.filter((rule) => rule.startsWith(family)).map((rule) => Number(rule.slice(3)));
      expect(numbers, family).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
      expect(numbers.length, family).toBeGreaterThan(0);
    }
    for (const { rule, sentence } of specified) expect(sentence, rule).toMatch(/[.\]]$/);
  });

  test.each(specified.map(({ rule }) => rule))('%s has a test', (rule) => {
    expect(tested.map((each) => each.rule)).toContain(rule);
  });

  test('are the only ones that tests and code name', () => {
    const known = new Set(specified.map(({ rule }) => rule));
    expect([...tested, ...inCode].filter(({ rule }) => !known.has(rule))).toEqual([]);
  });
});
