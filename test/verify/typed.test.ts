import { convertQwertyToHangul } from 'es-hangul';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentNumberToText } from '../../src/shared/code/document-number.ts';
import { readTyped } from '../../src/shared/code/typed-text.ts';
import { aCode, someClaims } from './a-certificate.ts';

const number = someClaims().documentNumber;

test('a typed line is a code, a number, or nothing', () => {
  expect(readTyped(' \r\n')).toEqual({ type: 'nothing' });
  expect(readTyped(`${aCode()}\r`)).toEqual({ type: 'code', text: aCode() });
  for (const text of [number, documentNumberToText(number), ` ${documentNumberToText(number)}\n`])
    expect(readTyped(text), text).toEqual({ type: 'number', documentNumber: number });
  for (const text of [number.slice(1), number.replace(/.$/, '0'), '1234', '12-34'])
    expect(readTyped(text), text).toEqual({ type: 'mistyped-number' });
});

test('letters that the Korean input method put together are taken apart again', () => {
  // Shift doubles some letters, and syllables come together with it or without.
  for (const [typed, keys] of [
    ['ㄲㄲㄴ1:', 'RRS1:'],
    ['가', 'RK'],
    ['값', 'RKQT'],
    ['뷁', 'QNPFR'],
    ['ㅘ ㅢ', 'HK ML'],
    ['ㄳ', 'RT'],
    ['까ㅒㅖ', 'RKOP'],
    ['ㅙㅎ0', 'HOG0'],
  ])
    expect(readTyped(typed ?? ''), typed).toEqual({ type: 'code', text: keys });
  const letters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:'.split(''));
  const typeable = fc
    .string({ unit: letters, minLength: 1, maxLength: 60 })
    .map((rest) => `RRS1:${rest}`)
    .filter(canBeTyped);
  fc.assert(
    fc.property(typeable, (keys) => {
      expect(readTyped(convertQwertyToHangul(keys))).toEqual({ type: 'code', text: keys });
      // Caps lock instead of shift: the input method sees small letters.
      expect(readTyped(convertQwertyToHangul(keys.toLowerCase()))).toEqual({ type: 'code', text: keys });
    }),
  );
});

/** The library that types for us throws at a double vowel without a consonant before it, as in 'ㅙㅎ'. */
function canBeTyped(keys: string): boolean {
  try {
    convertQwertyToHangul(keys);
    convertQwertyToHangul(keys.toLowerCase());
    return true;
  } catch {
    return false;
  }
}
