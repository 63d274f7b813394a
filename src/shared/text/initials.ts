import { getChoseong } from 'es-hangul';

/** Initial consonants of a Korean name (김철수 → ㄱㅊㅅ); other letters stay as they are. */
export const toInitials = (name: string): string =>
  [...name.normalize('NFC')].map((letter) => getChoseong(letter) || letter).join('');

/** Whether the text is initial consonants only, as officials type them to find a name fast. */
export const isInitials = (text: string): boolean => /^[ㄱ-ㅎ]+$/.test(text);
