import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { core, z } from 'zod';
import { buildPages } from '../../scripts/build.ts';
import { lettersIn, shortenRanges } from '../../scripts/window-fonts.ts';
import { pureShared, withoutUnused } from '../../scripts/window-weight.ts';
import { commands } from '../../src/shared/contract/commands.ts';
import { queries } from '../../src/shared/contract/queries.ts';
import { bundleSize } from '../builders/bundle-size.ts';
import { everyCommand, everyQuery } from '../builders/every-input.ts';
import { createRandom, type Random } from '../builders/random.ts';

const seeds = Number(process.env['RRS_SEEDS'] ?? 60);
const shared = (path: string): string => fileURLToPath(new URL(`../../src/shared/${path}`, import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rrs-weight-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('everything that the window runs and looks like weighs at most 250 KB, zipped', async () => {
  const out = join(folder, 'page');
  await buildPages(out, ['index']);
  const { first, all } = bundleSize(out);
  expect(all).toBeLessThanOrEqual(250);
  // What the sign-in page waits for is a part of it.
  expect(first).toBeLessThan(all);
});

describe('schemas without what the window leaves out of zod', () => {
  let slim: Readonly<Record<'commands' | 'queries', Record<string, { readonly input: z.ZodType }>>>;

  beforeAll(async () => {
    const entry = join(folder, 'contract.ts');
    writeFileSync(
      entry,
      ['commands', 'queries']
        .map((name) => `export { ${name} } from ${JSON.stringify(shared(`contract/${name}.ts`))};`)
        .join('\n'),
    );
    await build({
      configFile: false,
      logLevel: 'error',
      plugins: [withoutUnused(), pureShared()],
      build: {
        outDir: join(folder, 'contract'),
        minify: false,
        lib: { entry, formats: ['es'], fileName: () => 'contract.mjs' },
      },
    });
    slim = (await import(pathToFileURL(join(folder, 'contract/contract.mjs')).href)) as typeof slim;
  });

  /** What a schema says, without zod's own sentences. */
  const told = (schema: z.ZodType | core.$ZodType, input: unknown): unknown => {
    const { success, data, error } = (schema as z.ZodType).safeParse(input);
    return success ? { data } : { issues: error.issues.map(({ message: _, ...issue }) => issue) };
  };
  const agree = (kind: 'commands' | 'queries', name: string, input: unknown, what: string): void => {
    const whole: Record<string, { readonly input: z.ZodType }> = kind === 'commands' ? commands : queries;
    const here = slim[kind][name];
    const there = whole[name];
    if (!here || !there) throw new Error(`no ${kind} ${name}`);
    // Issues hold patterns and the like: as text they can be compared across two copies of zod.
    expect(JSON.stringify(told(here.input, input)), what).toBe(JSON.stringify(told(there.input, input)));
  };
  const all = [
    ...Object.entries(everyCommand).map(([name, make]) => ['commands', name, make] as const),
    ...Object.entries(everyQuery).map(([name, make]) => ['queries', name, make] as const),
  ];

  test('take what is right', () => {
    for (const [kind, name, make] of all) for (const input of make()) agree(kind, name, input, name);
  });

  test('refuse the same things in the same places', () => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const random = createRandom(seed);
      for (const [kind, name, make] of all)
        for (const input of make()) agree(kind, name, spoilt(input, random), `seed ${String(seed)}, ${name}`);
    }
  });
});

const wrong: readonly unknown[] = [
  null,
  undefined,
  '',
  ' ',
  'x'.repeat(5_000),
  '2026-02-30',
  -1,
  1.5,
  true,
  [],
  {},
  [[]],
];

/** With one thing in it that is something else, missing or too much. */
const spoilt = (value: unknown, random: Random): unknown => {
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.2)) return random.pick(wrong);
    const at = random.between(0, value.length - 1);
    return value.map((each: unknown, nth) => (nth === at ? spoilt(each, random) : each));
  }
  if (typeof value !== 'object' || value === null) return random.pick(wrong);
  const keys = Object.keys(value);
  if (keys.length === 0 || random.chance(0.1)) return { ...value, unheard: 1 };
  const key = random.pick(keys);
  const { [key]: old, ...rest } = value as Record<string, unknown>;
  return random.chance(0.15) ? rest : { ...value, [key]: spoilt(old, random) };
};

describe('the lists of the font’s pieces, shortened', () => {
  const css = readFileSync(
    new URL(
      '../../node_modules/pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css',
      import.meta.url,
    ),
    'utf8',
  );
  /** The piece that a browser takes for each letter: of two rules the later one. */
  const pieces = (sheet: string): ReadonlyMap<number, number> =>
    new Map(
      [...sheet.matchAll(/unicode-range:\s*([^;}]+)/g)].flatMap(([, list = ''], piece) =>
        lettersIn(list).map((letter) => [letter, piece] as const),
      ),
    );

  test('lead every letter to the same piece, and only Hanja that no piece has to one more', () => {
    const before = pieces(css);
    const after = pieces(shortenRanges(css));
    expect(before.size).toBeGreaterThan(15_000);
    for (const [letter, piece] of before) expect(after.get(letter), letter.toString(16)).toBe(piece);
    for (const letter of after.keys())
      if (!before.has(letter)) expect(letter >= 0x4e00 && letter <= 0x9fff, letter.toString(16)).toBe(true);
  });

  test('are less than half as long', () => {
    const length = (sheet: string): number => sheet.match(/U\+/g)?.length ?? 0;
    expect(length(shortenRanges(css))).toBeLessThan(length(css) / 2);
  });
});
