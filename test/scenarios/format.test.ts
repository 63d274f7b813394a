import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createMemoryCentral } from '../../scripts/scenario/central/memory-central.ts';
import { match } from '../../scripts/scenario/expect/match.ts';
import { scenarioJsonSchema } from '../../scripts/scenario/format/json-schema.ts';
import type { MakeCentral } from '../../scripts/scenario/play/play.ts';
import { loadStory, playFile } from '../../scripts/scenario/play-file.ts';
import { problemsToText, summaryOf } from '../../scripts/scenario/summary.ts';
import { Missing, Notice } from '../../src/shared/registry/answer.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** What is wrong with a file, a line each. */
const wrongWith = (text: string): string[] => {
  const loaded = loadStory(text, 'story.yaml');
  return loaded.ok ? [] : problemsToText('story.yaml', loaded.problems).split('\n');
};

describe('the JSON schema', () => {
  const written: unknown = JSON.parse(read('docs/scenario.schema.json'));

  test('is the one that the program reads by', () => {
    // `node scripts/scenario/scenario.ts --schema > docs/scenario.schema.json && biome check --write docs`
    expect(written).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  });

  test('takes every scenario of ours, and none with a field that there isn’t', () => {
    const schema = z.fromJSONSchema(written as Parameters<typeof z.fromJSONSchema>[0]);
    const files = globSync('test/scenarios/*.yaml', { cwd: root });
    expect(files.length).toBeGreaterThanOrEqual(40);
    for (const file of files) expect(schema.safeParse(parse(read(file))).error?.issues, file).toBeUndefined();
    expect(schema.safeParse({ steps: [{ at: '솔내면', cuts: 'all' }] }).success).toBe(false);
  });
});

describe('docs/scenarios.md', () => {
  const page = read('docs/scenarios.md');
  const examples = [...page.matchAll(/```yaml\n(scenario:.*?)```/gs)].map(([, text = '']) => text);

  const isNamed = (word: string): boolean => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(page);

  test.each(examples.map((text) => ({ text, title: text.split('\n')[0] ?? '' })))(
    '$title plays as it says',
    async ({ text }) => {
      const played = await playFile(text, 'example.yaml');
      if (played.type === 'unreadable') throw new Error(problemsToText('example.yaml', played.problems));
      expect(played.result.ok, summaryOf(played.result)).toBe(true);
    },
  );

  test('shows of its first scenario what really comes out', async () => {
    const [first = ''] = examples;
    const [, shown = '{}'] = /```json\n(.*?)```/s.exec(page) ?? [];
    const played = await playFile(first, 'first.yaml');
    // Lists are shortened there: what stands in one must be in it.
    const pattern: unknown = JSON.parse(shown, (_, value: unknown) =>
      Array.isArray(value) ? { contains: value } : value,
    );
    expect(match(pattern, played.type === 'played' ? played.result : null, '')).toEqual([]);
  });

  test('names every field of the format', () => {
    const fields = new Set<string>();
    JSON.stringify(scenarioJsonSchema(), (key, value: unknown) => {
      if (key === 'properties') for (const field of Object.keys(value as object)) fields.add(field);
      return value;
    });
    expect([...fields].filter((field) => !isNamed(field))).toEqual([]);
  });

  test('names everything that can be missing, and all that an official should see to', () => {
    expect([...Missing.options, ...Notice.options].filter((word) => !isNamed(word))).toEqual([]);
  });
});

describe('a file that is no scenario', () => {
  test('is told all that is wrong with it, with line, field and what was probably meant', () => {
    expect(
      wrongWith(`
scenario: slips
world:
  households:
    - at: 솔내면 솔내동촌길 12
      members:
        김철수: { born: 1980-13-01, sexx: M }
        이영희: { relation: 배우지 }
steps:
  - on: 2026-08-05
    move-in: { movers: [김철수], to: { road: 가람길 }, reasons: 주택 }
  - at: 솔내면
    cut: all
    mend: all
  - certificate: { kind: 등봉, ground: { type: creditor, evidens: x } }
    after: 3 dayz
runz: all
`),
    ).toEqual([
      'story.yaml:7:22 world.households[0].members.김철수.born: no day of the calendar',
      'story.yaml:7:34 world.households[0].members.김철수.sexx: there is no field sexx here (did you mean sex?)',
      'story.yaml:8:26 world.households[0].members.이영희.relation: “배우지” is none of the words that may stand here (did you mean 배우자?)',
      'story.yaml:11:31 steps[0].move-in.to.building: building is missing',
      'story.yaml:11:50 steps[0].move-in.reasons: there is no field reasons here (did you mean reason?)',
      'story.yaml:12:5 steps[1]: a step does one thing: make two steps of it',
      'story.yaml:15:26 steps[2].certificate.kind: “등봉” is none of the words that may stand here (did you mean 등본?)',
      'story.yaml:15:56 steps[2].certificate.ground.evidens: there is no field evidens here (did you mean evidence?)',
      'story.yaml:16:12 steps[2].after: a length of time is written `3 days`, `2 hours`, `30 minutes` or `1 week`',
      'story.yaml:17:1 runz: there is no field runz here (did you mean runs?)',
    ]);
  });

  test('is told who and what isn’t there, and which time goes backwards', () => {
    expect(
      wrongWith(`
world:
  households:
    - { at: 솔내면 솔내동촌길 12, members: { 김철수: , 박영희: } }
    - { at: 한길가 12, office: 솔내먼, members: { 김철수: } }
steps:
  - on: 2026-08-05
    at: 은가람동
    move-in: { movers: [김철슈], to: 은가람대로 }
  - on: 2026-08-04
    supplement: { filing: 이사, set: {} }
  - at: 솔내면
    householder-change: { to: 박영희 }
runs: [[솔내면, 은가람]]
expect: { answers: { 이사: registered }, register: { 김절수: {} }, offices: { 솔네면: {} } }
`),
    ).toEqual(
      [
        'story.yaml:4:45 world.households[0].members.박영희: say the relation of 박영희 to the householder: relation: 배우자',
        'story.yaml:5:29 world.households[1].office: there is no office 솔내먼 (did you mean 솔내면?)',
        'story.yaml:9:25 steps[0].move-in.movers[0]: nobody is called 김철슈 (did you mean 김철수?). Who is in no register stands under world.others',
        'story.yaml:10:9 steps[1].on: this lies before the step above (2026-08-05 09:00): steps stand in the order in which they happen',
        'story.yaml:11:27 steps[1].supplement.filing: nothing was filed as 이사 before this step',
        'story.yaml:14:14 runs[0][1]: no office or desk is called 은가람 (did you mean 은가람동?)',
        'story.yaml:15:22 expect.answers.이사: nothing is filed as 이사; there are step-3',
        'story.yaml:15:52 expect.register.김절수: nobody is called 김절수 (did you mean 김철수?)',
        'story.yaml:15:74 expect.offices.솔네면: there is no office 솔네면 (did you mean 솔내면?)',
      ].toSorted((a, b) => placeOf(a) - placeOf(b)),
    );
  });

  test('may hold no number that could be somebody’s', () => {
    const withNumber = (number: string): string[] =>
      wrongWith(`
world: { households: [{ at: 솔내면 밤솔길 1, members: { 김철수: { number: ${number} } } }] }
steps: []
`);
    expect(withNumber('800505-1000001')).toEqual([
      'story.yaml:2:66 world.households[0].members.김철수.number: the number could be somebody’s: the month of an invented one is 21 to 32, as in 852412-1000001',
    ]);
    expect(withNumber('802505-1000001')).toEqual([]);
    expect(
      wrongWith(
        'steps: [{ at: 솔내면, move-in: { movers: [{ 갑: { number: 800505-1000001 } }], to: 밤솔길 1 } }]',
      ).join('\n'),
    ).toContain('the number could be somebody’s');
  });

  test.each([
    ['', 'story.yaml:1:1 the file is empty'],
    ['- x', 'story.yaml:1:1 should be a map of fields, and is a list'],
    ['steps: []\nsteps: []', 'story.yaml:2:1 this key stands here a second time'],
    ['steps:\n\t- on: 2026-08-03', 'story.yaml:2:1 Tabs are not allowed as indentation (YAML is indented with spaces)'],
    ['steps: &all [*all]', 'story.yaml:1:14 is nested too deeply, or an alias in itself'],
  ])('%j is told what it is', (text, message) => {
    expect(wrongWith(text)).toEqual([message]);
  });
});

const placeOf = (line: string): number => {
  const [, row = '0', column = '0'] = /:(\d+):(\d+) /.exec(line) ?? [];
  return Number(row) * 1_000 + Number(column);
};

const plain = `
world:
  households: [{ at: 솔내면 밤솔길 1, members: { 김철수: , 이영희: 배우자 } }]
steps:
  - on: 2026-08-03
    at: 은가람동
    move-in: { id: 이사, household: 김철수, to: 은가람대로 45, moved-on: 2026-08-01, reported-on: 2026-08-03 }
`;

describe('a scenario', () => {
  test('reads the same in other spellings', async () => {
    const other = `
World:
  Households: [{ At: { road: 밤솔길, building: 1, office: 솔내면 }, members: [{ 김철수: householder }, { 이영희: wife }] }]
steps:
  - date: 2026-08-03
    office: 은가람동
    moveIn: { id: 이사, movers: { 김철수: self, 이영희: spouse }, to: 은가람대로 45, movedOn: 2026-08-01, reportDate: 2026-08-03 }
`;
    const [one, two] = [await playFile(plain, 'a'), await playFile(other, 'a')];
    const registerOf = (played: typeof one): unknown => played.type === 'played' && played.result.runs[0]?.register;
    expect(registerOf(two)).toEqual(registerOf(one));
    expect(registerOf(one)).toBeTruthy();
  });

  test('gives the same results each time, to the letter', async () => {
    const text = read('test/scenarios/overtaken-abstract.yaml');
    expect(JSON.stringify(await playFile(text, 'a'))).toBe(JSON.stringify(await playFile(text, 'a')));
  });

  test('has the offices of a run sync in its order', async () => {
    const pushed: string[][] = [];
    const makeCentral: MakeCentral = (deps) => {
      const central = createMemoryCentral(deps);
      const order: string[] = [];
      pushed.push(order);
      return {
        ...central,
        fetch: (url, init) => {
          const body = typeof init.body === 'string' ? init.body : '';
          // A header is text within the text of the push.
          for (const [, nth = ''] of body.matchAll(/moveInReported\\",\\"id\\":\\"[^"\\]*(\d)\\"/g)) order.push(nth);
          return central.fetch(url, init);
        },
      };
    };
    const played = await playFile(read('test/scenarios/two-moves-late.yaml'), 'a', { makeCentral });
    expect(played.type === 'played' && played.result.runs.map(({ name }) => name)).toEqual([
      '은가람동, 윤슬읍',
      '윤슬읍, 은가람동',
    ]);
    // The filings are the second and the third step.
    expect(pushed).toEqual([
      ['2', '3'],
      ['3', '2'],
    ]);
  });

  test('says what it expected and what it found', async () => {
    const played = await playFile(
      `${plain}expect: { answers: { 이사: { 이영희: held } }, register: { 김철수: { office: 솔내면 } } }`,
      'a.yaml',
    );
    if (played.type === 'unreadable') throw new Error('it can be read');
    expect(played.result.ok).toBe(false);
    expect(played.result.runs[0]?.mismatches).toEqual([
      { at: 'answers.이사.이영희', expected: 'held', found: 'registered 2026-08-03' },
      { at: 'register.김철수.office', expected: '솔내면', found: '은가람동' },
    ]);
    expect(summaryOf(played.result)).toMatch(
      /^FAIL a\.yaml · a · as listed: 2 registered\n {7}answers\.이사\.이영희\n/,
    );
  });

  test('shows what the counter says to a form that can’t be', async () => {
    const hostile = plain.replace('household: 김철수', 'movers: { 김철수: 본인, 이영희: 본인 }, from: "가\\u202e나"');
    const played = await playFile(hostile, 'a.yaml');
    const step = played.type === 'played' ? played.result.runs[0]?.steps[0] : null;
    expect(step).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
    expect(JSON.stringify(step)).toContain('report.previousAddress');
    expect(JSON.stringify(step)).toContain('report.movers');
  });
});

describe('a pattern', () => {
  const answers = { 이사: { says: 'supplement consent-missing, name-differs', type: 'supplement' } };
  test.each([
    [{ 이사: 'supplement' }, true],
    [{ 이사: 'supplement name-differs consent-missing' }, true],
    [{ 이사: 'supplement name-differs' }, false],
    [{ 이사: 'registered' }, false],
    [{ 이사: { type: 'supplement' } }, true],
    [{ 이사: '~consent' }, true],
  ])('%j holds of an answer: %s', (pattern, holds) => {
    expect(match(pattern, answers, 'answers').length === 0).toBe(holds);
  });

  test.each([
    [[1, 2], [1, 2], true],
    [[1], [1, 2], false],
    [{ count: 2 }, [1, 2], true],
    [{ contains: [2] }, [1, 2], true],
    [{ contains: [2, 2] }, [1, 2], false],
    [{ 'any-order': [2, 1] }, [1, 2], true],
    [{ 'any-order': [2] }, [1, 2], false],
    [{ not: 'a' }, 'b', true],
    [{ not: 'b' }, 'b', false],
    [{ 'move-outs': [] }, { moveOuts: [] }, true],
    ['~나다', '가나다라', true],
    [null, undefined, true],
    ['none', null, true],
    ['yes', true, true],
    ['yes', false, false],
    [{ a: 1 }, null, false],
  ])('%j of %j: %s', (pattern, actual, holds) => {
    expect(match(pattern, actual, 'it').length === 0).toBe(holds);
  });
});
