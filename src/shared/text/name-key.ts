import { toUsualLetters } from './hangul.ts';
import { toUsualHanja } from './hanja-variants.ts';

/** What people leave out of names or put elsewhere: blanks, dashes, dots, quotes and brackets. */
const ignored = /[\s.,()'"\\`\u00b7\u2010-\u2015\u2018-\u201d\u2022\u2027\u2219\u22c5\u30fb\u318d-]/g;

/**
 * A name as it is compared and sorted: its letters without what is ignored. Latin letters become small ones of a private
 * block that lies behind Hangul, which makes the order of bytes the one of Korean dictionaries (가 … 힣, a … z).
 */
export const toNameKey = (name: string): string =>
  // Almost every name is syllables only, and a snapshot has very many.
  /^[가-힣]+$/.test(name)
    ? name
    : toUsualLetters(name)
        .replaceAll(ignored, '')
        .toLowerCase()
        .replaceAll(/[a-z]/g, (letter) => String.fromCharCode(0xf000 + letter.charCodeAt(0)));

/** A name in Hanja, each character in the form under which its variants are looked up. */
export const toHanjaKey = (hanja: string): string =>
  hanja === '' ? '' : toUsualHanja(toUsualLetters(hanja).replaceAll(ignored, ''));

/** The words of a name in Latin letters: small, without accents. */
export const toRomanWords = (roman: string): string[] =>
  toUsualLetters(roman)
    .normalize('NFD')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map((word) => word.replaceAll(/[^a-z0-9]/g, ''))
    .filter((word) => word !== '');

/**
 * Everything that one may begin to type of a name in Latin letters: from each word on to the end, without blanks.
 * `Kim Hyun-Soo` → ` kimhyunsoo hyunsoo soo `, so that ` hyuns` is found in it.
 */
export const toRomanKey = (roman: string): string => {
  if (roman === '') return '';
  const words = toRomanWords(roman);
  return words.length === 0 ? '' : ` ${words.map((_, index) => words.slice(index).join('')).join(' ')} `;
};
