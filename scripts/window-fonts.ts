import type { Plugin } from 'vite';

/** One piece of the font: where its rule begins and ends in the sheet, and the letters that it is for. */
interface Piece {
  readonly ranges: { readonly start: number; readonly end: number };
  readonly letters: readonly number[];
}

const isHanja = (letter: number): boolean => letter >= 0x4e00 && letter <= 0x9fff;

/**
 * The sheet's pieces with shorter lists of letters. Of two rules for one letter the later counts, and the pieces of the
 * most frequent letters come last: so the others needn't leave them out. Nor need they leave out Hanja that no piece
 * has; who meets one of those fetches a piece for nothing, and then the whole font.
 */
export const shortenRanges = (sheet: string): string => {
  const pieces = [...sheet.matchAll(/unicode-range:\s*([^;}]+)/g)].map((match): Piece => {
    const [rule, list = ''] = match;
    return {
      ranges: { start: match.index + rule.length - list.length, end: match.index + rule.length },
      letters: lettersIn(list),
    };
  });
  const known = new Set(pieces.flatMap(({ letters }) => letters));
  const later = new Set<number>();
  return pieces.reduceRight((text, { ranges, letters }) => {
    const mayTake = (letter: number): boolean => later.has(letter) || (isHanja(letter) && !known.has(letter));
    const shorter = rangesOf(letters, mayTake);
    for (const letter of letters) later.add(letter);
    return text.slice(0, ranges.start) + shorter + text.slice(ranges.end);
  }, sheet);
};

/** The letters of a list such as `U+ac00-ac02, U+ac05`, in order. */
export const lettersIn = (list: string): number[] =>
  list
    .split(',')
    .flatMap((range) => {
      const [first = 0, last = first] = range
        .trim()
        .slice(2)
        .split('-')
        .map((digits) => Number.parseInt(digits, 16));
      return Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
    })
    .toSorted((a, b) => a - b);

const rangesOf = (letters: readonly number[], mayTake: (letter: number) => boolean): string => {
  const ranges: { first: number; last: number }[] = [];
  for (const letter of letters) {
    const range = ranges.at(-1);
    let next = range === undefined ? Number.NaN : range.last + 1;
    while (next < letter && mayTake(next)) next += 1;
    if (range !== undefined && next === letter) range.last = letter;
    else ranges.push({ first: letter, last: letter });
  }
  return ranges
    .map(({ first, last }) => `U+${first.toString(16)}${last > first ? `-${last.toString(16)}` : ''}`)
    .join(', ');
};

/** The font comes in 120 files by ranges of letters, and the list of them is the largest part of the page's CSS. */
export const shorterFontLists = (): Plugin => ({
  name: 'shorter-font-lists',
  enforce: 'pre',
  transform: {
    filter: { id: /\/pretendard-gov\/.*dynamic-subset\.css$/ },
    // What each rule says beyond its file, weights and letters is the same without it.
    handler: (sheet) => ({
      code: shortenRanges(sheet).replaceAll(/\s*font-style: normal;| format\('woff2-variations'\)/g, ''),
      map: null,
    }),
  },
});
