import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/shared/contract/commands.ts';
import { Reply } from '../../src/shared/contract/envelope.ts';
import { type InputIssue, mostIssues } from '../../src/shared/contract/errors.ts';
import { queries } from '../../src/shared/contract/queries.ts';
import { issueToText } from '../../src/shared/text/input.ts';
import { password } from '../builders/device-folder.ts';
import { everyCommand, everyQuery, fullMoveIn } from '../builders/every-input.ts';
import { type FilingDesk, newId } from '../builders/filing-desk.ts';
import { deskOfFamilies } from '../builders/filing-people.ts';
import { createRandom, type Random } from '../builders/random.ts';

/**
 * Malformed, partial and hostile input to every command and query: an error that names the field and what it must be,
 * or an ordinary answer; never a crash, never an incident, never a word of what was sent.
 */
const seeds = Number(process.env['RRS_SEEDS'] ?? 150);
const firstSeed = Number(process.env['RRS_FIRST_SEED'] ?? 1);

/** A number that nobody can have, in no profile, so that no answer may ever show it. */
const secret = '851512-2345678';

let desk: FilingDesk;
beforeAll(async () => {
  desk = await deskOfFamilies('supervisor');
});
afterAll(() => desk.close());

type Kind = 'command' | 'query';

const ask = (type: Kind, name: string, input: unknown): Promise<Reply> =>
  type === 'query' && queries[name as keyof typeof queries].thread === 'reader'
    ? desk.office.query(name as keyof typeof queries, input as never).then((reply) => reply as unknown as Reply)
    : desk.office.running.dispatch({ id: 1, type, name, input });

/** What every answer holds to, whatever was asked. The issues, where it was refused for its form. */
const checked = async (type: Kind, name: string, input: unknown, what: string): Promise<readonly InputIssue[]> => {
  const reply = await ask(type, name, input);
  // The next one is asked at an open screen again.
  if (name === 'lock' && reply.ok)
    expect(await desk.office.command('signIn', { official: desk.device.official, password })).toMatchObject({
      ok: true,
    });
  const text = JSON.stringify(reply);
  expect(Reply.parse(JSON.parse(text)), what).toEqual(JSON.parse(text));
  if (reply.ok) return [];
  expect(reply.error.type, what).not.toBe('Internal');
  expect(text, what).not.toContain(secret.slice(7));
  expect(text.length, what).toBeLessThan(8_000);
  if (reply.error.type !== 'InvalidInput') return [];
  const { issues } = reply.error;
  expect(issues.length, what).toBeGreaterThan(0);
  expect(issues.length, what).toBeLessThanOrEqual(mostIssues);
  for (const { path, message } of issues) {
    expect(path, what).toMatch(/^([\w?]+(\.[\w?]+)*)?$/);
    expect(message.ko, what).toMatch(/[가-힣].*[.]$/);
    expect(message.en, what).toMatch(/^[A-Z].*[.]$/);
    expect(message.en, `${what}: ${path}`).not.toBe(otherForm);
  }
  return issues;
};
/** The sentence for what has none of its own. */
const otherForm = issueToText({ code: 'custom', message: 'no such sentence', path: [], input: undefined }, false).en;

const deep = (depth: number): unknown => JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth));
const circular = (): unknown => {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
};
const longText = '가'.repeat(10 * 1_048_576);

/** Whatever a program, a pasted text or bad intent may put in the place of a value. */
const hostile: readonly (readonly [what: string, value: () => unknown, isLarge?: true])[] = [
  ['nothing', () => undefined],
  ['null', () => null],
  ['an empty text', () => ''],
  ['blanks', () => '   '],
  ['a number', () => 7],
  ['NaN', () => Number.NaN],
  ['infinity', () => Number.POSITIVE_INFINITY],
  ['a fraction', () => 0.5],
  ['a number beyond all', () => 1e300],
  ['true', () => true],
  ['a date', () => new Date(Number.NaN)],
  ['a big number', () => 10n],
  ['a map', () => new Map([['a', 1]])],
  ['bytes', () => new Uint8Array(8)],
  ['a list', () => []],
  ['a group', () => ({})],
  ['another group', () => ({ type: 'x', kind: 'x', form: 'x', [secret]: secret })],
  [
    'keys of every object',
    (): unknown => JSON.parse('{"__proto__":{"name":"x"},"constructor":1,"toString":2,"hasOwnProperty":3}'),
  ],
  ['a name without end', () => longText, true],
  ['pieces of Hangul without end', () => '\u1112\u1161\u11ab'.repeat(1_000_000), true],
  ['marks without end', () => `e${'\u0301'.repeat(1_000_000)}`, true],
  ['control characters', () => 'a\u0000b\u001b[31m\r\n'],
  ['a text that turns around', () => 'abc\u202edef'],
  ['half a letter', () => 'abc\ud800'],
  ['a number of somebody', () => secret],
  ['a day that is none', () => '2026-02-30'],
  ['a day beyond all', () => '999999-01-01'],
  ['a path', () => '../../../etc/passwd'],
  ['SQL', () => "'; DROP TABLE filing; --"],
  ['a list without end', () => Array.from({ length: 1_000_000 }, () => 0), true],
  ['a list of lists', () => Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => ({}))), true],
  [
    'a group of many',
    () => Object.fromEntries(Array.from({ length: 30_000 }, (_, nth) => [`k${String(nth)}`, nth])),
    true,
  ],
  ['what is nested without end', () => deep(3_000)],
  ['what holds itself', circular],
];

type Path = readonly (string | number)[];

const pathsIn = (value: unknown, path: Path = []): Path[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...path, Array.isArray(value) ? Number(key) : key]))
    : []),
];

const replaced = (value: unknown, [key, ...rest]: Path, by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

const everyInput: readonly (readonly [Kind, string, () => readonly unknown[]])[] = [
  ...Object.entries(everyCommand).map(([name, make]) => ['command', name, make] as const),
  ...Object.entries(everyQuery).map(([name, make]) => ['query', name, make] as const),
];

test('every command and query of the contract is tried', () => {
  const names = new Set(everyInput.map(([, name]) => name));
  for (const name of [...Object.keys(commands), ...Object.keys(queries)]) expect(names).toContain(name);
  expect(everyInput.length).toBe(Object.keys(commands).length + Object.keys(queries).length);
});

describe('each value of each field, in its turn', () => {
  test.each(everyInput)('%s %s', { timeout: 300_000 }, async (type, name, make) => {
    for (const [nth, input] of make().entries())
      for (const path of pathsIn(input))
        for (const [what, value, isLarge] of hostile) {
          // What is large takes its time to be made; once in each field that a command can have is enough.
          if (isLarge && nth > 0) continue;
          await checked(type, name, replaced(input, path, value()), `${name} ${path.join('.')} = ${what}`);
        }
    expect(desk.office.log()).toBe('');
  });
});

test(`several at once, seeds ${String(firstSeed)} to ${String(firstSeed + seeds - 1)}`, {
  timeout: 300_000,
}, async () => {
  const oneOf = (random: Random, input: unknown): unknown => {
    let bent = input;
    for (let count = random.between(1, 6); count > 0; count -= 1) {
      const path = random.pick(pathsIn(bent).slice(0, 400));
      const [, value] = random.pick(
        hostile.filter(([what, , isLarge]) => !isLarge && !/without end|holds itself/.test(what)),
      );
      bent = replaced(bent, path, value());
    }
    return bent;
  };
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    const random = createRandom(seed);
    const [type, name, make] = random.pick(everyInput);
    await checked(type, name, oneOf(random, random.pick(make())), `seed ${String(seed)} ${name}`);
  }
  expect(desk.office.log()).toBe('');
});

describe('what is told of a field', () => {
  const issuesOf = async (change: object): Promise<Record<string, string>> => {
    const input = { id: newId(), report: { ...fullMoveIn, ...change } };
    const found = await checked('command', 'reportMoveIn', input, JSON.stringify(Object.keys(change)));
    return Object.fromEntries(found.map(({ path, message }) => [path, message.en]));
  };

  test('is its own bound, however long the text is', async () => {
    expect(await issuesOf({ previousAddress: longText })).toEqual({
      'report.previousAddress': 'This must have at most 200 letters.',
    });
  });

  test('is where it is nested too deep, or holds too much', async () => {
    const [path] = Object.keys(await issuesOf({ into: deep(3_000) }));
    expect(path).toMatch(/^report\.into(\.a)+$/);
    expect(Object.keys(await issuesOf({ movers: Array.from({ length: 1_000_000 }, () => 0) }))).toEqual([
      'report.movers',
    ]);
  });

  test('Hangul in pieces is put together and taken', async () => {
    const written = (name: string) => ({
      ...fullMoveIn,
      reporter: { ...fullMoveIn.reporter, name },
    });
    const [whole, pieces] = ['한나래'.normalize('NFC'), '한나래'.normalize('NFD')];
    const id = newId();
    expect(await ask('command', 'reportMoveIn', { id, report: written(pieces) })).toMatchObject({ ok: true });
    // The same act: it is the same name.
    expect(await ask('command', 'reportMoveIn', { id, report: written(whole) })).toMatchObject({ ok: true });
    expect(desk.replica().entryBody(id)).toContain(whole);
    expect(desk.replica().entryBody(id)).not.toContain(pieces);
  });
});
