import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cp949Letter, decodeCp949 } from '../../src/main/codes/cp949.ts';
import { decode, encodingOf, toShown } from '../../src/main/codes/decode.ts';
import { toCp949 } from './encode.ts';
import { sampleFiles } from './samples.ts';
import { sample } from './setup.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('CP949', () => {
  test('[AD-15] every pair of bytes is the letter that Python 3 reads there too', () => {
    const lines: string[] = [];
    for (let lead = 0; lead <= 0xff; lead += 1)
      for (let trail = 0; trail <= 0xff; trail += 1) {
        const letter = cp949Letter(lead, trail);
        if (letter !== 0)
          lines.push(`${lead.toString(16)}${trail.toString(16)} ${letter.toString(16).padStart(4, '0')}`);
      }
    expect(lines).toHaveLength(17_048);
    // Of the same lines by Python's `cp949`, without the two rows that belong to users.
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(
      'd785f188d2291459b030062ab735d9a06b21f8cbfe2a4acfd629c9b7acb97507',
    );
  });

  test('[AD-15] all 11,172 syllables can be read, those outside KS X 1001 too', () => {
    const syllables = Array.from({ length: 11_172 }, (_, index) => String.fromCharCode(0xac00 + index)).join('');
    expect(decodeCp949(toCp949(syllables))).toEqual({ ok: true, text: syllables });
    expect(decodeCp949(bytes('8c63c16494eec652'))).toEqual({ ok: true, text: '똠햏뷁힣' });
  });

  test.each([
    ['a first byte at the end', 'b0a1b0', 2],
    ['a first byte before a blank', '41b02041', 1],
    ['a byte that begins nothing', '41ff', 1],
    ['0x80, which is no letter', '80', 0],
    ["a user's row", 'c9a1', 0],
    ['after the last syllable', 'c653', 0],
    ['a separator as second byte', 'b07c', 0],
  ])('[AD-16] %s is reported where it stands', (_, hex, at) => {
    expect(decodeCp949(bytes(hex))).toEqual({ ok: false, at });
  });
});

describe('which encoding it is', () => {
  const lines = ['다온도|새론시|은가람동', '99110|12'];

  test('[AD-15] UTF-8 and CP949 are told apart', () => {
    expect(encodingOf(lines.map((line) => Buffer.from(line)))).toBe('utf-8');
    expect(encodingOf(lines.map((line) => toCp949(line)))).toBe('cp949');
  });

  test('[AD-15] text without Korean letters is read as either, so it counts as CP949', () => {
    expect(encodingOf([Buffer.from('99110|12')])).toBe('cp949');
  });

  test('[AD-15] a short word of CP949 that is UTF-8 by chance is not taken for it', () => {
    // 짚 in CP949 is ¤ in UTF-8.
    expect(encodingOf([bytes('c2a4')])).toBe('cp949');
  });

  test('[AD-16] single bad bytes change nothing, and where most lines have some it is neither', () => {
    const bad = bytes('b0a1ff');
    expect(encodingOf([...lines.map((line) => toCp949(line)), bad])).toBe('cp949');
    expect(encodingOf([bad, bad, bad, toCp949('가')])).toBeNull();
  });

  test('[AD-16] UTF-8 that is broken is reported where it breaks', () => {
    expect(decode(Buffer.concat([Buffer.from('가나'), bytes('eab0')]), 'utf-8')).toEqual({ ok: false, at: 6 });
    expect(decode(Buffer.from('가'.normalize('NFD')), 'utf-8')).toEqual({ ok: true, text: '가' });
  });

  test('[AD-12] what is shown of a file is short and can be seen', () => {
    expect(toShown('a\u0000b\u202ec')).toBe('a\\u0000b\\u202Ec');
    expect(toShown('가'.repeat(61))).toBe(`${'가'.repeat(60)}…`);
  });
});

test('the samples are what samples.ts makes', () => {
  for (const [name, content] of Object.entries(sampleFiles())) {
    if (process.env['RRS_WRITE_SAMPLES'] !== undefined) writeFileSync(sample(name), content);
    expect(readFileSync(sample(name)).equals(content), name).toBe(true);
  }
});
