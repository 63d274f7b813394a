import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { brokenBound, inputBounds } from '../../src/shared/contract/bounds.ts';
import { boundToText, issueToText } from '../../src/shared/text/input.ts';

// What a field must be is said for whatever the contract asks of one, in both languages.

const root = new URL('../../src/shared/', import.meta.url);

/** The files that describe inputs: those of commands and queries, and all that these import. */
const files = ((): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const add = (url: URL): void => {
    if (found.has(url.pathname)) return;
    const text = readFileSync(url, 'utf8');
    found.set(url.pathname, text);
    for (const [, path = ''] of text.matchAll(/^(?:import|export) [^;]*? from '(\.[^']+)';$/gms))
      add(new URL(path, url));
  };
  add(new URL('contract/commands.ts', root));
  add(new URL('contract/envelope.ts', root));
  return found;
})();

const fallback = issueToText({ code: 'custom', message: '', path: [], input: 0 }, false);
const isSaid = (schema: z.ZodType, value: unknown, what: string): void => {
  const { error } = schema.safeParse(value);
  const [issue] = error?.issues ?? [];
  if (!issue) throw new Error(`${what} takes ${JSON.stringify(value)}`);
  const text = issueToText(issue, false);
  expect(text, what).not.toEqual(fallback);
  expect(text.ko, what).toMatch(/[가-힣].*\.$/);
  expect(text.en, what).toMatch(/^[A-Z].*\.$/);
};

describe('every rule of a field has its sentence', () => {
  test('those that the contract words itself', () => {
    const messages = [...files].flatMap(([file, text]) =>
      [
        ...text.matchAll(/(?:error|message): ['`]([^'`]+)['`]/g),
        ...text.matchAll(/issue\(\s*\[[^\]]*\],\s*'([^']+)',?\s*\)/g),
      ].map(([, message = '']) => [file, message] as const),
    );
    expect(messages.length).toBeGreaterThan(8);
    for (const [file, message] of messages)
      isSaid(
        z.string().refine(() => false, { error: message }),
        'x',
        `${file}: ${message}`,
      );
  });

  test('those that are patterns', () => {
    const patterns = [...files].flatMap(([file, text]) =>
      [...text.matchAll(/\.regex\((\/.*\/)\)/g)].map(([, pattern = '']) => [file, pattern] as const),
    );
    expect(patterns.length).toBeGreaterThan(4);
    for (const [file, pattern] of patterns) {
      if (given.test(pattern) || notForInput.some((name) => file.endsWith(name))) continue;
      isSaid(z.string().regex(new RegExp(pattern.slice(1, -1))), '\u0000', `${file}: ${pattern}`);
    }
  });

  test.each<[string, z.ZodType, unknown]>([
    ['a text', z.string(), 7],
    ['a number', z.number(), 'x'],
    ['a whole number', z.int(), 0.5],
    ['true or false', z.boolean(), 'yes'],
    ['a list', z.array(z.string()), {}],
    ['a group', z.strictObject({}), []],
    ['a table', z.record(z.string(), z.string()), []],
    ['a short text', z.string().max(3), 'abcd'],
    ['a long text', z.string().min(3), 'ab'],
    ['a short list', z.array(z.string()).max(1), ['a', 'b']],
    ['a long list', z.array(z.string()).min(1), []],
    ['a small number', z.int().max(3), 4],
    ['a large number', z.int().min(3), 2],
    ['a day', z.iso.date(), 'x'],
    ['a time', z.iso.datetime(), 'x'],
    ['an id', z.uuid(), 'x'],
    ['an address', z.url(), 'x'],
    ['one thing', z.literal(1), 2],
    ['one of several', z.enum(['a', 'b']), 'c'],
    ['a kind of several', z.discriminatedUnion('type', [z.strictObject({ type: z.literal('a') })]), { type: 'b' }],
    ['a field that is known', z.strictObject({}), { a: 1 }],
  ])('%s', (what, schema, value) => {
    isSaid(schema, value, what);
  });

  test('and whatever is not there at all is just missing', () => {
    for (const schema of [
      z.string(),
      z.enum(['a']),
      z.discriminatedUnion('type', [z.strictObject({ type: z.literal('a') })]),
    ]) {
      const [issue] = schema.safeParse(undefined).error?.issues ?? [];
      expect(issue && issueToText(issue, true).en).toBe('This must be given.');
    }
  });
});

/** Described beside inputs, and never entered by anybody. */
const notForInput = ['contract/chain.ts', 'registry/hash.ts', 'registry/sheet.ts'];
/** Serials and document numbers are given, never entered. */
const given = /T-|\{16\}|\{4\}-/;

describe('the bounds of an input', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

  test('are far above what any form holds, and are met at the first value beyond them', () => {
    expect(brokenBound(nested(inputBounds.depth))).toBeNull();
    expect(brokenBound(nested(inputBounds.depth + 2))).toMatchObject({ bound: 'depth' });
    expect(brokenBound(Array.from({ length: inputBounds.values - 1 }, () => 1))).toBeNull();
    expect(brokenBound(Array.from({ length: inputBounds.values }, () => 1))).toEqual({ bound: 'values', path: [] });
    expect(brokenBound({ a: [{ b: Array.from({ length: inputBounds.values }, () => 1) }] })).toEqual({
      bound: 'values',
      path: ['a', 0, 'b'],
    });
    for (const value of [null, undefined, 7, 'x'.repeat(1_000_000), [], {}]) expect(brokenBound(value)).toBeNull();
  });

  test('have their sentences', () => {
    for (const bound of ['depth', 'values'] as const) {
      const text = boundToText({ bound, path: [] });
      expect(text.ko).toMatch(/[가-힣].*\.$/);
      expect(text.en).toMatch(/^[A-Z].*\.$/);
    }
  });
});
