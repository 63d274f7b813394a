import { convertQwertyToHangul, disassemble, getChoseong } from 'es-hangul';
import { addressToText } from '../../src/shared/registry/address.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { numbersOf } from '../../src/shared/rules/register.ts';
import type { Township } from './township.ts';

// What a search should find, by walking through everybody. Nothing of it comes from the search itself: letters are
// compared by the keys that were pressed for them, in whole words and without patterns or ranges.

/** What a text was made from. */
export interface Wish {
  readonly name?: string;
  readonly hanja?: string;
  readonly born?: (birthDate: string) => boolean;
  readonly number?: string;
  readonly address?: readonly string[];
  readonly isHousehold?: boolean;
}

const none = 9;
const onlyLetters = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\s.,'-]/g, '')
    .toLowerCase();

const soundGroups = [
  '야랴냐 여려녀 요료뇨 유류뉴 이리니 예례녜 얘럐냬',
  '나라 내래 너러 네레 노로 누루 느르 뇌뢰 놔롸 뉘뤼 눠뤄',
]
  .join(' ')
  .split(' ')
  .map((group) => [...group]);

/** The syllable as it may also sound and be written: 이, 리, 니. */
const soundsOf = (letter: string): string[] => {
  const decomposed = letter.normalize('NFD');
  const [open, final] = [decomposed.slice(0, 2).normalize('NFC'), decomposed.slice(2)];
  const group = soundGroups.find((each) => each.includes(open)) ?? [open];
  return [letter, ...group.map((each) => (each.normalize('NFD') + final).normalize('NFC'))];
};

const knownKeys = new Map<string, string>();

/** The keys that are pressed for a text, one after the other. */
const keysOf = (text: string): string => {
  const keys = knownKeys.get(text) ?? disassemble(text);
  knownKeys.set(text, keys);
  return keys;
};

/** Whether what was typed fits a name from its `at`th letter on. */
const fitsAt = (typed: readonly string[], name: readonly string[], at: number, withSounds: boolean): boolean =>
  typed.every((letter, index) => {
    const here = name[at + index];
    if (here === undefined) return false;
    const sounds = withSounds && /[가-힣]/.test(letter) ? soundsOf(here) : [here];
    if (index < typed.length - 1)
      return sounds.includes(letter) || (/[ㄱ-ㅎ]/.test(letter) && getChoseong(here) === letter);
    const rest = name.slice(at + index + 1).join('');
    return sounds.some((sound) => keysOf(sound + rest).startsWith(keysOf(letter)));
  });

const keyTier = (text: string, name: string): number => {
  const [typed, spelt] = [onlyLetters(text), onlyLetters(name)];
  if (typed === '') return none;
  if (typed === spelt) return 0;
  if (spelt.startsWith(typed)) return 1;
  // The keyboard makes one of two consonants in a row.
  const letters = [...typed].flatMap((letter) => (/[ㄱ-ㅎ]/.test(letter) ? [...disassemble(letter)] : [letter]));
  const from = [...spelt].map((_, at) => at);
  if (fitsAt(letters, [...spelt], 0, false)) return 2;
  if (fitsAt(letters, [...spelt], 0, true)) return 3;
  if (from.some((at) => fitsAt(letters, [...spelt], at, false))) return 4;
  return from.some((at) => fitsAt(letters, [...spelt], at, true)) ? 5 : none;
};

const romanWords = (text: string): string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

const romanTier = (text: string, roman: string): number => {
  const [typed, words] = [romanWords(text), romanWords(roman)];
  if (typed.length === 0 || words.length === 0) return none;
  const rests = words.map((_, index) => words.slice(index).join(''));
  if (rests[0] === typed.join('')) return 0;
  if (rests[0]?.startsWith(typed.join(''))) return 1;
  const isTogether = rests.some((rest) => rest.startsWith(typed.join('')));
  return isTogether || typed.every((word) => rests.some((rest) => rest.startsWith(word))) ? 4 : none;
};

const swapped = (text: string): string =>
  [...text].map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('');

/** The library fails at some vowels in a row, which no name has. */
const fromKeyboard = (text: string): string => {
  try {
    return convertQwertyToHangul(text);
  } catch {
    return '';
  }
};

const nameTier = (text: string, { name, nameRoman }: Resident): number => {
  if (!/[a-z]/i.test(text)) return keyTier(text, name);
  const joined = text.replaceAll(' ', '');
  const meant = [joined, joined.toLowerCase(), swapped(joined)].map(fromKeyboard);
  const isLatin = !/[ㄱ-ㅎㅏ-ㅣ가-힣]/.test(text);
  return Math.min(...[text, ...meant].map((each) => keyTier(each, name)), isLatin ? romanTier(text, nameRoman) : none);
};

/** Those of the township's names that stand there in two forms. */
const otherForms: Readonly<Record<string, string>> = { 裴: '裵', 鎮: '鎭', 姫: '姬' };
const oneForm = (hanja: string): string => hanja.replaceAll(/[裴鎮姫]/g, (form) => otherForms[form] ?? form);

const hanjaTier = (typed: string, spelt: string): number => {
  const [text, hanja] = [oneForm(typed), oneForm(spelt)];
  const at = hanja.indexOf(text);
  return hanja === text ? 0 : at === 0 ? 1 : at > 0 ? 4 : none;
};

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== '');

const addressTier = (typed: readonly string[], here: readonly string[]): number => {
  const tiers = typed.map((word) => {
    if (here.includes(word)) return 0;
    if (here.some((each) => each.startsWith(word))) return 1;
    const isInside = (each: string): boolean => !/\d/.test(each) && keyTier(word, each) <= 4;
    return word.length > 1 && !/\d/.test(word) && here.some(isInside) ? 2 : none;
  });
  return Math.max(...tiers);
};

/** The ids of all who are wanted, in order. */
export const createSearchOracle = ({ households, residents }: Township) => {
  const rows = new Map(households.map(({ id }, row) => [id, row]));
  const addressWords = new Map(
    households.map(({ id, address }) => [id, wordsOf(`${addressToText(address)} ${address.room ?? ''}`)]),
  );
  const inKorean = new Intl.Collator('ko');
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const byAge = (a: Resident, b: Resident): number => byText(a.birthDate, b.birthDate) || byText(a.id, b.id);
  const leads = ({ relation }: Resident): number => (relation === '본인' ? 0 : 1);

  return (wish: Wish): string[] => {
    const fits = (resident: Resident): number => {
      const address = wish.address ? addressTier(wish.address, addressWords.get(resident.household) ?? []) : 0;
      const isMeant =
        (wish.born === undefined && wish.number === undefined) ||
        wish.born?.(resident.birthDate) === true ||
        (wish.number !== undefined && numbersOf(resident).some((number) => number.startsWith(wish.number ?? '')));
      if (address === none || !isMeant) return none;
      const tiers = [
        ...(wish.name === undefined ? [] : [nameTier(wish.name, resident)]),
        ...(wish.hanja === undefined ? [] : [hanjaTier(wish.hanja, resident.hanja)]),
      ];
      const isAddressOnly = tiers.length === 0 && wish.born === undefined && wish.number === undefined;
      return isAddressOnly ? address : Math.max(0, ...tiers);
    };
    const found = residents.map((resident) => ({ resident, tier: fits(resident) })).filter(({ tier }) => tier < none);
    const row = ({ household }: Resident): number => rows.get(household) ?? -1;
    if (wish.address && Object.keys(wish).length === 1)
      return found
        .toSorted(
          (a, b) =>
            a.tier - b.tier ||
            row(a.resident) - row(b.resident) ||
            leads(a.resident) - leads(b.resident) ||
            byAge(a.resident, b.resident),
        )
        .map(({ resident }) => resident.id);
    const inOrder = found.toSorted(
      (a, b) =>
        a.tier - b.tier ||
        inKorean.compare(onlyLetters(a.resident.name), onlyLetters(b.resident.name)) ||
        byAge(a.resident, b.resident),
    );
    if (!wish.isHousehold) return inOrder.map(({ resident }) => resident.id);
    return inOrder
      .filter(({ resident }) => leads(resident) === 0)
      .flatMap(({ resident: head }) =>
        residents
          .filter(({ household }) => household === head.household)
          .toSorted((a, b) => leads(a) - leads(b) || byAge(a, b))
          .map(({ id }) => id),
      );
  };
};
