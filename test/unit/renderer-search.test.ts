import { describe, expect, test } from 'vitest';
import { isMeant } from '../../src/renderer/features/palette/matching.ts';
import { matchInName, matchWords } from '../../src/renderer/features/search/name-match.ts';
import { createPagedSearch, type PagedSearch } from '../../src/renderer/features/search/paged-search.ts';
import { shortAddress } from '../../src/renderer/features/search/short-address.ts';
import { qwertyToHangul } from '../../src/renderer/features/search/typed-hangul.ts';
import { aLine } from '../../src/renderer/gallery/people.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { QueryInput, QueryOutput, ResidentLine } from '../../src/shared/contract/queries.ts';
import { err, ok, type Result } from '../../src/shared/contract/result.ts';
import type { WindowBridge } from '../../src/shared/contract/window.ts';

type Asked = QueryInput<'searchResidents'>;
type Answer = Result<QueryOutput<'searchResidents'>, AppError>;

/** An office that answers when it is told to, so that questions can be counted and overtaken. */
const setupSearch = () => {
  const asked: (Asked & { readonly answer: (answer: Answer) => Promise<void> })[] = [];
  const query = ((_name: string, input: Asked) =>
    new Promise<Answer>((resolve) => {
      asked.push({
        ...input,
        answer: async (answer) => {
          resolve(answer);
          await settled();
        },
      });
    })) as WindowBridge['query'];
  const search = createPagedSearch({ query });
  search.subscribe(() => undefined);
  return { search, asked };
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const page = (names: readonly string[], next: string | null = null): Answer =>
  ok({ rows: names.map((name, at) => aLine(at + 1, { name })), next });
const names = (search: PagedSearch): readonly string[] =>
  (search.state().found?.rows ?? []).map(({ name }: ResidentLine) => name);

describe('looking for residents', () => {
  test('asks one question at a time, and then for what stands there now', async () => {
    const { search, asked } = setupSearch();
    search.want('김');
    search.want('김혀');
    search.want('김현');
    expect(asked.map(({ text }) => text)).toEqual(['김']);
    await asked[0]?.answer(page(['김가나']));
    expect(names(search)).toEqual([]);
    expect(asked.map(({ text }) => text)).toEqual(['김', '김현']);
    await asked[1]?.answer(page(['김현수']));
    expect(names(search)).toEqual(['김현수']);
    expect(search.state().isAsking).toBe(false);
  });

  test('keeps what it shows while the next text is looked for', async () => {
    const { search, asked } = setupSearch();
    search.want('한');
    await asked[0]?.answer(page(['한도윤']));
    search.want('한도');
    expect(names(search)).toEqual(['한도윤']);
    expect(search.state().isAsking).toBe(true);
  });

  test('fetches one page more each time that the end is near, from where the last one ended', async () => {
    const { search, asked } = setupSearch();
    search.want('한');
    await asked[0]?.answer(page(['한가'], 'second'));
    search.more();
    search.more();
    expect(asked.slice(1).map(({ after }) => after)).toEqual(['second']);
    await asked[1]?.answer(page(['한나']));
    search.more();
    expect(names(search)).toEqual(['한가', '한나']);
    expect(asked).toHaveLength(2);
  });

  test('asks again when the register has changed, and only says so when very much is shown', async () => {
    const { search, asked } = setupSearch();
    search.want('한');
    await asked[0]?.answer(page(['한가']));
    search.changed();
    await asked[1]?.answer(page(['한나']));
    expect(names(search)).toEqual(['한나']);

    const many = Array.from({ length: 50 }, (_, at) => `한${String(at)}`);
    search.want('하');
    await asked[2]?.answer(page(many, 'next'));
    for (let at = 3; at < 7; at += 1) {
      search.more();
      await asked[at]?.answer(page(many, 'next'));
    }
    search.changed();
    await settled();
    expect(asked).toHaveLength(7);
    expect(search.state().isOutdated).toBe(true);
  });

  test('says what went wrong, and looks again when asked to', async () => {
    const { search, asked } = setupSearch();
    search.want('한');
    await asked[0]?.answer(err({ type: 'DiskFull' }));
    expect(search.state().error).toEqual({ type: 'DiskFull' });
    search.again();
    await asked[1]?.answer(page(['한가']));
    expect(search.state().error).toBeNull();
    expect(names(search)).toEqual(['한가']);
  });

  test('an error about a text that is gone is none', async () => {
    const { search, asked } = setupSearch();
    search.want('한');
    search.want('한도');
    await asked[0]?.answer(err({ type: 'DiskFull' }));
    expect(search.state().error).toBeNull();
    await asked[1]?.answer(page(['한도윤']));
    expect(names(search)).toEqual(['한도윤']);
  });

  test('nothing is asked and nothing shown for an empty field', async () => {
    const { search, asked } = setupSearch();
    search.want('한');
    await asked[0]?.answer(page(['한가']));
    search.want('  ');
    expect(search.state().found).toBeNull();
    expect(asked).toHaveLength(1);
  });
});

describe('keys of an English keyboard', () => {
  test.each([
    ['rlagustn', '김현수'],
    ['gkseh', '한도'],
    ['rgt', 'ㄱㅎㅅ'],
    ['rlag', '김ㅎ'],
  ])('%s is %s', (keys, hangul) => {
    expect(qwertyToHangul(keys)).toBe(hangul);
  });

  test.each(['Smith', 'kim', '한도', '', '1984', 'rlagustn 3'])('%j makes no Korean name', (keys) => {
    expect(qwertyToHangul(keys)).toBeNull();
  });
});

describe('which letters of a name were met', () => {
  test.each([
    ['김현수', '김현', '김현'],
    ['김현수', '현수', '현수'],
    ['김현수', 'ㄱㅎ', '김현'],
    ['김현수', 'ㅎㅅ', '현수'],
    ['김현수', '김혀', '김현'],
    ['김현수', '김ㅎ', '김현'],
    ['김현수'.normalize('NFD'), '김', '김'],
    ['길정𠮷', '𠮷', '𠮷'],
  ])('in %s by %s: %s', (name, text, met) => {
    expect(matchInName(name, text)?.met).toBe(met);
  });

  test.each([
    ['김현수', '이'],
    ['김현수', '김수'],
    ['김현수', '기현'],
    ['김현수', '김현수진'],
    ['김현수', ''],
    ['김현수', '1984-04-17'],
  ])('none in %s by %j', (name, text) => {
    expect(matchInName(name, text)).toBeNull();
  });

  test('of several words, the one that is of the name', () => {
    expect(matchWords('한도윤', '솔내 한도')?.met).toBe('한도');
    expect(matchWords('한도윤', '솔내 동촌길')).toBeNull();
  });

  test('the rest of the name stands around them', () => {
    expect(matchInName('남궁은비', '궁은')).toEqual({ before: '남', met: '궁은', after: '비' });
  });
});

test('a list leaves out the places that all its addresses share', () => {
  const office = { province: '다온도', city: '늘해군', nameKo: '솔내면' };
  expect(shortAddress('다온도 늘해군 솔내면 새터1길 77', office)).toBe('새터1길 77');
  expect(shortAddress('다온도 늘해군 윤슬읍 새터1길 77', office)).toBe('윤슬읍 새터1길 77');
  expect(shortAddress('다온도 새론시 은가람대로 45', office)).toBe('다온도 새론시 은가람대로 45');
  expect(shortAddress('다온도 은가람대로 45', { province: '다온도', city: '', nameKo: '은가람동' })).toBe(
    '은가람대로 45',
  );
});

describe('commands are found', () => {
  const labels = ['주민 검색', 'Residents', 'F3'];
  test.each(['', '검색', '주민검', 'ㄱㅅ', 'resid', 'f3', 'rjator'])('by %j', (typed) => {
    expect(isMeant(labels, typed)).toBe(true);
  });
  test.each(['프린터', 'zzz'])('and not by %j', (typed) => {
    expect(isMeant(labels, typed)).toBe(false);
  });
});
