import { latinToHangul } from '../../../shared/text/keyboard.ts';

const readable = /^(?:[가-힣]+[ㄱ-ㅎ]?|[ㄱ-ㅎ]+)$/;

/**
 * What somebody meant who typed Korean while the keyboard was set to English: `rlagustn` → 김현수, `rgt` → ㄱㅎㅅ. Null
 * where the keys make no Korean word, as those of most English names don't. The search itself tries this reading among
 * others; here it is only to be said, and shown in the names that it found.
 */
export const qwertyToHangul = (text: string): string | null => {
  const keys = text.trim();
  if (!/^[A-Za-z]+$/.test(keys)) return null;
  const hangul = latinToHangul(keys);
  return readable.test(hangul) ? hangul : null;
};
