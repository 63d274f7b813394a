import { useEffect, useState } from 'react';
import { texts as signInTexts } from '../features/sign-in/texts.ts';
import { markings, texts } from './texts.ts';

/**
 * Reads the letters of `words` before a page is laid out with them. Without them it is laid out twice, and the first time
 * it asks the system which of its fonts has each of them, which takes longer than to read its own.
 */
export const readLetters = (words: string): Promise<unknown> =>
  document.fonts.load("1rem 'Pretendard GOV Variable'", words);

/** What the first screen says, in both languages. Names are mostly written with the same usual letters. */
const firstWords = (): string => {
  const { productLine, who, otherId, id, password, signIn, samples, samplesHint, fill } = signInTexts;
  const marked = Object.values(markings).flatMap(({ label, note }) => [label, note]);
  return [texts.product, productLine, who, otherId, id, password, signIn, samples, samplesHint, fill, ...marked]
    .flatMap(({ ko, en }) => [ko, en])
    .join('');
};

/** Whether the letters of the first screen have been read. They are while the office is asked what to show. */
export const useFirstLetters = (): boolean => {
  const [areRead, setAreRead] = useState(false);
  useEffect(() => {
    const go = (): void => setAreRead(true);
    // A page in other letters is better than none.
    readLetters(firstWords()).then(go, go);
  }, []);
  return areRead;
};
