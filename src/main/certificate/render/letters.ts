import type { SheetInput } from '../../../shared/registry/sheet.ts';
import type { Face, Fonts } from './fonts.ts';

/** Characters that show nothing but change what is read: no paper carries them. A line break is the one that may stand. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u{34f}\u{3164}\u{ffa0}]/u;

/** A character, together with the selector that asks for another shape of it. */
const letters = /.[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]?/gsu;

/** The font that draws a letter; null if none does. */
export const faceFor = (fonts: Fonts, letter: string): Face | null => {
  const code = letter.codePointAt(0) ?? 0;
  return [fonts.regular, ...fonts.more].find((face) => face.glyphOf(code) !== 0) ?? null;
};

/**
 * All letters of a paper that no font has, each once, in the order in which they come. A shape of a letter that is asked
 * for by a selector counts as missing: the plain letter in its place would be another name.
 */
export const missingLetters = (sheet: SheetInput, fonts: Fonts): readonly string[] => {
  const { code: _, watermark, sealText, ...frame } = sheet.frame;
  const missing = new Set<string>();
  for (const text of textsOf([sheet.content, frame]))
    for (const [letter] of text.matchAll(letters))
      if (letter !== '\n' && (unseen.test(letter) || isShaped(letter) || !faceFor(fonts, letter))) missing.add(letter);
  // What is drawn as outlines is drawn by the bold face alone.
  for (const letter of `${watermark ?? ''}${sealText ?? ''}`)
    if (fonts.bold.glyphOf(letter.codePointAt(0) ?? 0) === 0) missing.add(letter);
  return [...missing];
};

const isShaped = (letter: string): boolean => [...letter].length > 1;

const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap((each) => textsOf(each))
      : [];
