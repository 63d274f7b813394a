import { doubleConsonants, finals, fromSyllable, initials, toSyllable, vowels } from './hangul.ts';

/** The Korean keyboard (두벌식): which letter a key writes, by the Latin one on it. */
const latinKeys = 'qwertyuiopasdfghjklzxcvbnm';
const hangulKeys = 'ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ';
/** With the shift key; the others stay as they are. */
const shifted: Readonly<Record<string, string>> = { Q: 'ㅃ', W: 'ㅉ', E: 'ㄸ', R: 'ㄲ', T: 'ㅆ', O: 'ㅒ', P: 'ㅖ' };

/** Vowels that are typed as two. */
const doubleVowels: Readonly<Record<string, string>> = {
  ㅘ: 'ㅗㅏ',
  ㅙ: 'ㅗㅐ',
  ㅚ: 'ㅗㅣ',
  ㅝ: 'ㅜㅓ',
  ㅞ: 'ㅜㅔ',
  ㅟ: 'ㅜㅣ',
  ㅢ: 'ㅡㅣ',
};

const joined = new Map([
  ...Object.entries(doubleVowels).map(([both, pair]): [string, string] => [pair, both]),
  ...Object.entries(doubleConsonants).map(([both, pair]): [string, string] => [pair.join(''), both]),
]);

/**
 * What the keys would have written on the Korean keyboard: `rlagustn` → 김현수, also where only a part is in Latin
 * letters. Not es-hangul's, which throws at some vowels in a row.
 */
export const latinToHangul = (text: string): string =>
  composeKeys([...text].flatMap((letter) => toKeys(shifted[letter] ?? hangulKey(letter.toLowerCase()) ?? letter)));

const hangulKey = (latin: string): string | undefined => hangulKeys[latinKeys.indexOf(latin)];

const toKeys = (letter: string): readonly string[] => {
  const syllable = toSyllable(letter);
  if (!syllable) return doubleConsonants[letter] ?? [letter];
  const [initial = '', vowel = '', final = ''] = [
    initials[syllable.initial],
    vowels[syllable.vowel],
    finals[syllable.final]?.trim(),
  ];
  return [initial, ...Array.from(doubleVowels[vowel] ?? vowel), ...(doubleConsonants[final] ?? [final])].filter(
    (key) => key !== '',
  );
};

/** A letter under way: initial, vowel and final, each perhaps not yet typed. */
interface UnderWay {
  readonly initial: string;
  readonly vowel: string;
  readonly final: string;
}

const nothing: UnderWay = { initial: '', vowel: '', final: '' };

const composeKeys = (typed: readonly string[]): string => {
  let written = '';
  let now = nothing;
  for (const key of typed) {
    const [done, next] = vowels.includes(key)
      ? addVowel(now, key)
      : initials.includes(key)
        ? addConsonant(now, key)
        : [now, null];
    if (done) written += write(done);
    if (!next) written += key;
    now = next ?? nothing;
  }
  return written + write(now);
};

/** What is finished by the key, and what is under way then. */
type Step = readonly [UnderWay | null, UnderWay];

const addVowel = (now: UnderWay, key: string): Step => {
  if (now.initial === '') return [now, { ...nothing, vowel: key }];
  if (now.vowel === '') return [null, { ...now, vowel: key }];
  if (now.final === '') {
    const both = joined.get(now.vowel + key);
    return both === undefined ? [now, { ...nothing, vowel: key }] : [null, { ...now, vowel: both }];
  }
  // The last consonant begins the next syllable (도깨비불).
  const [stays, moves] = doubleConsonants[now.final] ?? ['', now.final];
  return [
    { ...now, final: stays },
    { ...nothing, initial: moves, vowel: key },
  ];
};

const addConsonant = (now: UnderWay, key: string): Step => {
  const begun = { ...nothing, initial: key };
  if (now.initial === '' || now.vowel === '') return [now, begun];
  const final = now.final === '' ? key : joined.get(now.final + key);
  return final !== undefined && finals.includes(final) ? [null, { ...now, final }] : [now, begun];
};

const write = ({ initial, vowel, final }: UnderWay): string =>
  initial === '' || vowel === ''
    ? initial + vowel
    : fromSyllable({
        initial: initials.indexOf(initial),
        vowel: vowels.indexOf(vowel),
        final: final === '' ? 0 : finals.indexOf(final),
      });
