import { type Letter, type ReadPage, readPdf } from './pdf.ts';

/** A letter that can be copied from the PDF but not read on paper. */
export interface Blank {
  readonly page: number;
  readonly letter: string;
  /** The text around it. */
  readonly context: string;
}

/** Darker than this is ink. The mark of a training copy, the ground of a certificate and the labels' shade are lighter. */
const DARK = 150;

/**
 * Every letter of a PDF that has no ink where it stands. Extracting the text can't show that: a font with empty glyphs,
 * or white letters, extract perfectly.
 */
export const blanksOf = async (pdf: Uint8Array): Promise<readonly Blank[]> => {
  const pages = await readPdf(pdf, 3);
  return pages.flatMap((page, nth) =>
    page.letters.flatMap((letter, place) =>
      isSeen(letter) && !hasInk(page, letter)
        ? [{ page: nth + 1, letter: letter.letter, context: page.text.slice(Math.max(0, place - 8), place + 8) }]
        : [],
    ),
  );
};

const isSeen = ({ letter }: Letter): boolean => !/[\s\p{Cc}\p{Cf}]/u.test(letter);

/** Letters that are nothing but a line at the edge of their room. */
const isAtEdge = (letter: string): boolean => /[_‗¯‾￣＿]/u.test(letter);

const hasInk = ({ ink }: ReadPage, { box, letter }: Letter): boolean => {
  const side = (box.right - box.left) * 0.05;
  const [left, right] = [Math.floor((box.left + side) * ink.scale), Math.ceil((box.right - side) * ink.scale)];
  // A ruled line may touch the room above and below the letter, and is not its ink.
  const edge = isAtEdge(letter) ? 0 : (box.bottom - box.top) * 0.12;
  const [top, bottom] = [Math.floor((box.top + edge) * ink.scale), Math.ceil((box.bottom - edge) * ink.scale)];
  for (let y = Math.max(0, top); y < Math.min(ink.height, bottom); y += 1)
    for (let x = Math.max(0, left); x < Math.min(ink.width, right); x += 1)
      if ((ink.pixels[y * ink.width + x] ?? 255) < DARK) return true;
  return false;
};

/** Letters that stand over others or off the page: text that ran out of the room it was given. */
export const strayLetters = (pages: readonly ReadPage[]): readonly Blank[] =>
  pages.flatMap((page, nth) => {
    const seen = page.letters
      .map((letter, place) => ({ ...letter, place, core: coreOf(letter) }))
      .filter(isSeen)
      .toSorted((a, b) => a.core.top - b.core.top);
    const strays = new Set<number>();
    for (const [index, { core, place }] of seen.entries()) {
      if (core.left < 0 || core.top < 0 || core.right > page.width || core.bottom > page.height) strays.add(place);
      for (const other of seen.slice(index + 1)) {
        if (other.core.top >= core.bottom) break;
        if (isSameGlyph(core, other.core)) continue;
        if (other.core.left < core.right && other.core.right > core.left) strays.add(place);
      }
    }
    return [...strays].map((place) => ({
      page: nth + 1,
      letter: page.letters[place]?.letter ?? '',
      context: page.text.slice(Math.max(0, place - 8), place + 8),
    }));
  });

/** The middle of a letter's room, which no other letter should touch. */
const coreOf = ({ box }: Letter): Letter['box'] => {
  const [across, down] = [(box.right - box.left) * 0.25, (box.bottom - box.top) * 0.3];
  return { left: box.left + across, right: box.right - across, top: box.top + down, bottom: box.bottom - down };
};

/** A ligature is one glyph for several letters, which are all said to stand where it stands. */
const isSameGlyph = (one: Letter['box'], other: Letter['box']): boolean =>
  one.left === other.left && one.right === other.right && one.top === other.top;
