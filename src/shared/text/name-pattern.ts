import {
  doubleConsonants,
  finalCount,
  finals,
  fromSyllable,
  initials,
  type Syllable,
  toSyllable,
  toUsualLetters,
  vowelCount,
  vowels,
} from './hangul.ts';
import { latinToHangul } from './keyboard.ts';
import { toHanjaKey, toNameKey, toRomanWords } from './name-key.ts';

/** Of Hangul and whatever else a name may hold. The patterns are SQLite's GLOB, and match a piece of a name's key. */
export interface KeyPattern {
  /** The letters as they are. */
  readonly exact: string;
  readonly literal: string;
  /** Also initials for whole syllables, and a last syllable that is still being typed. */
  readonly typed: readonly string[];
  /** Also what the rule of initial sounds makes of a syllable (두음: 이/리, 유/류, 나/라). */
  readonly variant: readonly string[];
}

/** What a name must be like: `hanja` and one of the others, where they are given. */
export interface NamePattern {
  /** One for each way in which the keyboard may have been meant. */
  readonly keys: readonly KeyPattern[];
  /** Words in Latin letters, each at the beginning of a word of the name. */
  readonly roman: readonly string[];
  readonly hanja: string;
}

/** What somebody typed of a name. Null where nothing of it is part of any name. */
export const toNamePattern = (text: string): NamePattern | null => {
  const usual = toUsualLetters(text);
  const hanja = toHanjaKey(usual.replaceAll(/\P{Script=Han}/gu, ''));
  const rest = usual.replaceAll(/\p{Script=Han}/gu, '');
  const keys = [...new Set(keyboardReadings(rest).map(toNameKey))].filter((key) => key !== '').map(toKeyPattern);
  if (keys.length === 0 && hanja === '') return null;
  return { keys, roman: /^[\p{Script=Latin}\p{M}\P{L}]*$/u.test(rest) ? toRomanWords(rest) : [], hanja };
};

/** As it was typed, and as it was meant if the keyboard wrote Latin letters by mistake, perhaps with the caps lock on. */
const keyboardReadings = (text: string): string[] => {
  if (!/[a-z]/i.test(text)) return [text];
  const joined = text.replaceAll(/\s/g, '');
  const otherCase = [...joined].map((letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  // Small letters alone were typed without the caps lock.
  const readings = /[A-Z]/.test(joined) ? [joined, joined.toLowerCase(), otherCase.join('')] : [joined];
  const meant = readings.map((each) => latinToHangul(each));
  // Nobody is called by a vowel alone: a name that is really Latin is not looked for in Hangul too.
  return [text, ...meant.filter((each) => !/[ㅏ-ㅣ]/.test(each))];
};

const toKeyPattern = (key: string): KeyPattern => {
  const letters = [...key].flatMap((letter) => doubleConsonants[letter] ?? letter);
  const before = letters.slice(0, -1);
  const last = letters.at(-1) ?? '';
  const pattern = (others: (syllable: Syllable) => readonly Syllable[]): string[] => {
    const start = before.map((letter) => letterPattern(letter, others)).join('');
    return [start + lastPattern(last, others), ...movedOn(last, others).map((end) => start + end)];
  };
  return {
    exact: key,
    literal: [...key].map(escape).join(''),
    typed: pattern((syllable) => [syllable]),
    variant: pattern(soundVariants),
  };
};

const escape = (letter: string): string => (/[*?[]/.test(letter) ? `[${letter}]` : letter);

const letterPattern = (letter: string, others: (syllable: Syllable) => readonly Syllable[]): string => {
  const syllable = toSyllable(letter);
  if (syllable) return oneOf(others(syllable).map((each) => fromSyllable(each)));
  return initials.includes(letter) ? startingWith(initials.indexOf(letter)) : escape(letter);
};

const oneOf = (letters: readonly string[]): string =>
  letters.length === 1 ? (letters[0] ?? '') : `[${letters.join('')}]`;

/** All syllables with an initial consonant. */
const startingWith = (initial: number): string => {
  const first = fromSyllable({ initial, vowel: 0, final: 0 });
  return `[${first}-${fromSyllable({ initial, vowel: vowelCount - 1, final: finalCount - 1 })}]`;
};

/** The last letter may go on: 혀 becomes 현, 고 becomes 과, 달 becomes 닭. */
const lastPattern = (letter: string, others: (syllable: Syllable) => readonly Syllable[]): string => {
  const syllable = toSyllable(letter);
  if (!syllable) return letterPattern(letter, others);
  const goesOn = others(syllable).flatMap((each) => {
    if (each.final !== 0) return finalsFrom(each.final).map((final) => fromSyllable({ ...each, final }));
    const vowel = lastVowelFrom(each.vowel);
    return `${fromSyllable(each)}-${fromSyllable({ ...each, vowel, final: finalCount - 1 })}`;
  });
  // One letter alone is looked for much faster than a class of one.
  return goesOn.join('').length === 1 ? goesOn.join('') : `[${goesOn.join('')}]`;
};

/** A final and those that the next keystroke may make of it. */
const finalsFrom = (final: number): number[] => [
  final,
  ...Object.entries(doubleConsonants)
    .filter(([, [first]]) => first === finals[final])
    .map(([both]) => finals.indexOf(both)),
];

/** Vowels that are typed as two stand right behind their first one: ㅗ, ㅘ, ㅙ, ㅚ. */
const lastVowelFrom = (vowel: number): number => {
  const end = { ㅗ: 'ㅚ', ㅜ: 'ㅟ', ㅡ: 'ㅢ' }[vowels[vowel] ?? ''];
  return end === undefined ? vowel : vowels.indexOf(end);
};

/** The last consonant may belong to the next syllable (도깨비불): 한 on the way to 하나, 닭 to 달가. */
const movedOn = (letter: string, others: (syllable: Syllable) => readonly Syllable[]): string[] => {
  const syllable = toSyllable(letter);
  if (!syllable || syllable.final === 0) return [];
  const final = finals[syllable.final] ?? '';
  const [stays, moves] = doubleConsonants[final] ?? [' ', final];
  const rest = { ...syllable, final: finals.indexOf(stays) };
  return [oneOf(others(rest).map((each) => fromSyllable(each))) + startingWith(initials.indexOf(moves))];
};

const yVowels = 'ㅑㅒㅕㅖㅛㅠㅣ';
const [n, r, none] = [initials.indexOf('ㄴ'), initials.indexOf('ㄹ'), initials.indexOf('ㅇ')];

/** 이/리/니, 여/려/녀 before these vowels, 나/라 before the others. */
const soundVariants = (syllable: Syllable): readonly Syllable[] => {
  const alike = yVowels.includes(vowels[syllable.vowel] ?? '') ? [none, r, n] : [n, r];
  return alike.includes(syllable.initial) ? alike.map((initial) => ({ ...syllable, initial })) : [syllable];
};
