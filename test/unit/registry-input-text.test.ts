import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { optionalText, plainText } from '../../src/shared/registry/plain-text.ts';

const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);
const runs = { seed, numRuns: 1_000 };

const longest = '가'.repeat(60);
const tenMegabytes = '가'.repeat(10 * 1_048_576);

describe('a line of text', () => {
  const name = plainText(60);
  const note = optionalText(30);
  const isTaken = (text: unknown): boolean => name.safeParse(text).success;

  test('in every script that a register holds, as it is', () => {
    for (const text of [
      '홍길동',
      'Nguyễn Thị Mai',
      '李垠',
      '𠮷野',
      '葛\u{e0100}城',
      '남궁 민수',
      "O'Brien-김",
      longest,
    ])
      expect(name.parse(text)).toBe(text);
    expect(note.parse('')).toBe('');
  });

  test('Hangul and letters in pieces are put together before they are counted', () => {
    const pieces = longest.normalize('NFD');
    expect(pieces.length).toBe(120);
    expect(name.parse(pieces)).toBe(longest);
    expect(name.parse('\u1112\u1161\u11ab\u1100\u1175\u11af')).toBe('한길');
    expect(note.parse('\u1112\u1161\u11ab')).toBe('한');
    expect(name.parse('Nguye\u0302\u0303n')).toBe('Nguyễn');
    const heaviest = '\u1112\u1161\u11ab'.repeat(60);
    expect(name.parse(heaviest)).toBe('한'.repeat(60));
    expect(isTaken('\u1112\u1161\u11ab'.repeat(61))).toBe(false);
    // Four pieces for each letter, and not a piece is lost.
    expect(name.parse('\u03b1\u0313\u0300\u0345'.repeat(60))).toBe('\u1f82'.repeat(60));
    expect(isTaken('\u03b1\u0313\u0300\u0345'.repeat(61))).toBe(false);
    expect(note.safeParse('\u1112\u1161\u11ab'.repeat(31)).success).toBe(false);
  });

  test('nothing too long, however long, and nothing empty', () => {
    for (const text of [`${longest}가`, tenMegabytes, 'e\u0301'.repeat(1_000_000), `a${'\u0301'.repeat(5_000_000)}`]) {
      expect(isTaken(text)).toBe(false);
      expect(note.safeParse(text).success).toBe(false);
    }
    for (const text of ['', ' ', '\u3000', ' \u00a0 ']) expect(isTaken(text), JSON.stringify(text)).toBe(false);
  });

  test('what is wrong with it keeps nothing else that is wrong from being told', () => {
    const form = z.strictObject({ name, note }).refine(() => false, { error: 'they do not go together' });
    for (const text of ['', ' ', `${longest}가`, '홍\u0000길동']) {
      const { error } = form.safeParse({ name: text, note: '' });
      expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(expect.arrayContaining(['name', '']));
    }
  });

  const unseen: readonly (readonly [string, string])[] = [
    ['a null', '\u0000'],
    ['a line break', '\n'],
    ['a return', '\r'],
    ['a tab', '\t'],
    ['an escape', '\u001b[31m'],
    ['delete', '\u007f'],
    ['a C1 control', '\u0085'],
    ['the last C1 control', '\u009f'],
    ['a soft hyphen', '\u00ad'],
    ['a grapheme joiner', '\u034f'],
    ['an Arabic letter mark', '\u061c'],
    ['a Hangul filler of initials', '\u115f'],
    ['a Hangul filler of vowels', '\u1160'],
    ['an inherent vowel', '\u17b4'],
    ['another inherent vowel', '\u17b5'],
    ['a vowel separator', '\u180e'],
    ['a space of no width', '\u200b'],
    ['a joiner', '\u200d'],
    ['a mark from right to left', '\u200f'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['an override from right to left', '\u202e'],
    ['a word joiner', '\u2060'],
    ['an isolate', '\u2069'],
    ['a deprecated format character', '\u206f'],
    ['a blank Braille cell', '\u2800'],
    ['the Hangul filler', '\u3164'],
    ['a byte order mark', '\ufeff'],
    ['the Hangul filler of half width', '\uffa0'],
    ['an annotation anchor', '\ufff9'],
    ['a replacement for what was broken', '\ufffd'],
    ['no character at all', '\uffff'],
    ['a tag', '\u{e0041}'],
    ['half a letter, the first', '\ud800'],
    ['half a letter, the second', '\udc00'],
    ['two halves the wrong way round', '\udc00\ud800'],
  ];

  test.for(unseen)('not %s, wherever it stands', ([, piece]) => {
    for (const text of [piece, `${piece}홍길동`, `홍${piece}길동`, `홍길동${piece}`]) {
      expect(isTaken(text)).toBe(false);
      expect(note.safeParse(text).success).toBe(false);
    }
  });

  test('no other type', () => {
    for (const value of [null, undefined, 0, 1n, true, [], {}, ['홍'], new Date(0), Symbol('홍'), () => '홍'])
      for (const schema of [name, note]) expect(schema.safeParse(value).success).toBe(false);
  });

  test('whatever is taken is composed, of one line, seen, and within its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const { data } = name.safeParse(text);
        if (data === undefined) return;
        expect(data).toBe(text.normalize('NFC'));
        expect(data.length).toBeLessThanOrEqual(60);
        expect(data.trim()).not.toBe('');
        expect(data.isWellFormed()).toBe(true);
        expect(data).not.toMatch(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u);
        expect(name.parse(data)).toBe(data);
      }),
      runs,
    );
  });
});
