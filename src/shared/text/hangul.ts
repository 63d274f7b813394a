/** Arithmetic of Korean letters: a syllable is an initial, a vowel and perhaps final consonants, in one code point. */

const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
export const finalCount = 28;
export const vowelCount = 21;

export const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
export const vowels = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
/** The first one is none. */
export const finals = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';

/** Consonants that the keyboard puts together from two: typing ㄱㅅ shows ㄳ. */
export const doubleConsonants: Readonly<Record<string, readonly [string, string]>> = {
  ㄳ: ['ㄱ', 'ㅅ'],
  ㄵ: ['ㄴ', 'ㅈ'],
  ㄶ: ['ㄴ', 'ㅎ'],
  ㄺ: ['ㄹ', 'ㄱ'],
  ㄻ: ['ㄹ', 'ㅁ'],
  ㄼ: ['ㄹ', 'ㅂ'],
  ㄽ: ['ㄹ', 'ㅅ'],
  ㄾ: ['ㄹ', 'ㅌ'],
  ㄿ: ['ㄹ', 'ㅍ'],
  ㅀ: ['ㄹ', 'ㅎ'],
  ㅄ: ['ㅂ', 'ㅅ'],
};

/** Places of a syllable's letters in `initials`, `vowels` and `finals`. */
export interface Syllable {
  readonly initial: number;
  readonly vowel: number;
  readonly final: number;
}

/** Null for whatever is no syllable. */
export const toSyllable = (letter: string): Syllable | null => {
  const code = letter.charCodeAt(0);
  if (letter.length !== 1 || code < firstSyllable || code > lastSyllable) return null;
  const place = code - firstSyllable;
  return {
    initial: Math.floor(place / (vowelCount * finalCount)),
    vowel: Math.floor(place / finalCount) % vowelCount,
    final: place % finalCount,
  };
};

export const fromSyllable = ({ initial, vowel, final }: Syllable): string =>
  String.fromCharCode(firstSyllable + (initial * vowelCount + vowel) * finalCount + final);

/** Letters of the Unicode blocks for old and half-width Hangul, as the keyboard writes them. */
const toKeyboardLetter = (letter: string): string => {
  const code = letter.normalize('NFKC').charCodeAt(0);
  const found = initials[code - 0x1100] ?? vowels[code - 0x1161] ?? finals[code - 0x11a7];
  return found ?? letter;
};

/**
 * One way of writing for what looks the same: Hangul put together, lone letters as the keyboard writes them, and
 * full-width digits and letters as the usual ones.
 */
export const toUsualLetters = (text: string): string => {
  const composed = text.normalize('NFC');
  if (!unusual.test(composed)) return composed;
  return composed
    .replaceAll(/[\u1100-\u11ff\uffa1-\uffdc]/g, toKeyboardLetter)
    .replaceAll(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));
};

const unusual = /[\u1100-\u11ff\uff01-\uff5e\uffa1-\uffdc]/;
