import type { ContentText, Style } from 'pdfmake/interfaces.js';
import type { Fonts } from './fonts.ts';
import { faceFor } from './letters.ts';

/** A text for pdfmake, cut into runs so that each letter is set in a font that has it, and lines break between words. */
export interface Typesetter {
  (text: string, style?: Style): ContentText;
  /** The family of the body font. */
  readonly body: string;
}

interface Run {
  text: string;
  readonly font: string;
  readonly noWrap: boolean;
}

/** Wider words may break anywhere, because a narrow column could not hold them. In syllables. */
const WIDEST = 5;

const widthOf = (word: string): number =>
  [...word].reduce(
    (width, letter) => width + (letter >= '\u{1100}' ? 1 : letter.toUpperCase() === letter ? 0.75 : 0.6),
    0,
  );

export const createTypesetter = (fonts: Fonts): Typesetter => {
  const runsOf = (text: string): Run[] => {
    const runs: Run[] = [];
    for (const word of text.split(/(?<=[ \n])/u)) {
      const noWrap = widthOf(word) <= WIDEST;
      let isNew = true;
      for (const letter of word) {
        const font = faceFor(fonts, letter === '\n' ? ' ' : letter)?.family ?? fonts.regular.family;
        const last = runs.at(-1);
        if (!isNew && last?.font === font) last.text += letter;
        else runs.push({ text: letter, font, noWrap });
        isNew = false;
      }
    }
    return runs;
  };
  return Object.assign(
    (text: string, style: Style = {}): ContentText => ({
      ...style,
      text: runsOf(text),
    }),
    { body: fonts.regular.family },
  );
};
