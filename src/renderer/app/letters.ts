const family = 'Pretendard GOV Variable';
/** Pieces that hold nearly all that a page says: the last of the sheet, by how often their letters are used. */
const usual = 8;

/**
 * Letters are read before a page is laid out with them. Without them it is laid out twice, and the first time it asks the
 * system which of its fonts has each of them, which takes longer than to read its own.
 */
export const readUsualLetters = (): Promise<unknown> => read(pieces().slice(-usual));

/** The letters of `words`. */
export const readLetters = (words: string): Promise<unknown> => read(piecesOf(words));

const read = (faces: readonly FontFace[]): Promise<unknown> => Promise.all(faces.map((face) => face.load()));

/** The pieces that the font comes in (ui/fonts.css), in the order of the sheet. */
const pieces = (): FontFace[] => [...document.fonts].filter((face) => face.family.includes(family));

/**
 * Of two pieces that have a letter the later counts. `document.fonts.load` would read both, and all in all four times as
 * many as a page needs.
 */
const piecesOf = (words: string): FontFace[] => {
  const latest = pieces()
    .toReversed()
    .map((face) => ({ face, has: lettersOf(face) }));
  const found = Array.from(new Set(words), (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return latest.find(({ has }) => has(code))?.face;
  });
  return [...new Set(found)].filter((face) => face !== undefined);
};

/** Whether a piece has a letter, by its list such as `U+AC00-AC02, U+AC05`; read when somebody asks. */
const lettersOf = (face: FontFace): ((code: number) => boolean) => {
  let ranges: readonly (readonly [number, number])[] | null = null;
  return (code) => {
    ranges ??= face.unicodeRange.split(',').map((range) => {
      const [first = '', last = first] = range.trim().slice(2).split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
    });
    return ranges.some(([first, last]) => first <= code && code <= last);
  };
};
