import { disassemble, getChoseong } from 'es-hangul';
import { isInitials, toInitials } from '../../../shared/text/initials.ts';

/** Which letters of a name a search has met. */
export interface NameMatch {
  readonly before: string;
  readonly met: string;
  readonly after: string;
}

/**
 * Where in a name the text stands that was looked for: as it is, by initial consonants, or with a last letter that is
 * not finished yet (김혀 in 김현수). Null where it was found by something else than the name.
 */
export const matchInName = (name: string, text: string): NameMatch | null => {
  const letters = [...name.normalize('NFC')];
  const wanted = [...text.normalize('NFC').trim()];
  if (wanted.length === 0 || wanted.length > letters.length) return null;
  const isMet = isInitials(wanted.join(''))
    ? meetsInitials([...toInitials(name)], wanted)
    : (from: number): boolean =>
        wanted.every((letter, at) => meets(letters[from + at], letter, at === wanted.length - 1));
  for (let from = 0; from + wanted.length <= letters.length; from += 1)
    if (isMet(from))
      return {
        before: letters.slice(0, from).join(''),
        met: letters.slice(from, from + wanted.length).join(''),
        after: letters.slice(from + wanted.length).join(''),
      };
  return null;
};

/** The same where several words were given, some of which are of an address: the first that is of the name. */
export const matchWords = (name: string, text: string): NameMatch | null => {
  for (const wanted of [text, ...text.split(/\s+/)]) {
    const match = matchInName(name, wanted);
    if (match) return match;
  }
  return null;
};

const meetsInitials =
  (initials: readonly string[], wanted: readonly string[]) =>
  (from: number): boolean =>
    wanted.every((letter, at) => initials[from + at] === letter);

const meets = (letter: string | undefined, wanted: string, isLast: boolean): boolean => {
  if (letter === undefined) return false;
  if (letter === wanted || letter.toLowerCase() === wanted.toLowerCase()) return true;
  if (!isLast) return false;
  return getChoseong(letter) === wanted || (isSyllable(wanted) && disassemble(letter).startsWith(disassemble(wanted)));
};

const isSyllable = (letter: string): boolean => /^[가-힣]$/.test(letter);
