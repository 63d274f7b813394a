import type { SheetFrame } from '../../../shared/registry/sheet.ts';
import { type Outline, outlineOf, unitsPerEm } from './outlines.ts';

/** What stands on a paper as a drawing, each an SVG text, the same for both engines. Null where the paper has none. */
export interface Drawings {
  readonly watermark: string | null;
  readonly seal: string | null;
  readonly code: string | null;
}

/** `font` is the bold face of the body font: its letters are cut into the seal and drawn across training copies. */
export const createDrawings = (font: Uint8Array): ((frame: SheetFrame) => Drawings) => {
  // An office has one seal and one mark, and cutting them takes longer than all the rest of a drawing.
  const marks = kept((text) => watermark([...text], font));
  const seals = kept((text) => seal([...text.replaceAll(/\s/gu, '')], font));
  return (frame) => ({
    watermark: frame.watermark === null ? null : marks(frame.watermark),
    seal: frame.sealText === null ? null : seals(frame.sealText),
    code: frame.code === null ? null : code(frame.code),
  });
};

const kept = (draw: (text: string) => string): ((text: string) => string) => {
  const drawings = new Map<string, string>();
  return (text) => {
    const drawing = drawings.get(text) ?? draw(text);
    if (drawings.size > 20) drawings.clear();
    drawings.set(text, drawing);
    return drawing;
  };
};

/** With the white edge of four modules that readers of QR codes need, so that nothing can stand too near. */
export const QUIET_MODULES = 4;

const code = ({ size, path }: { readonly size: number; readonly path: string }): string => {
  const side = size + 2 * QUIET_MODULES;
  const edge = `${-QUIET_MODULES} ${-QUIET_MODULES} ${side} ${side}`;
  const ground = `<rect x="${-QUIET_MODULES}" y="${-QUIET_MODULES}" width="${side}" height="${side}" fill="#fff"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${edge}">${ground}<path d="${path}" fill="#000"/></svg>`;
};

/** The letter's ink stretched over a rectangle. */
const fitted = (outline: Outline, left: number, top: number, width: number, height: number): string => {
  const { box } = outline;
  const [scaleX, scaleY] = [width / (box.right - box.left || 1), height / (box.bottom - box.top || 1)];
  const matrix = [scaleX, 0, 0, scaleY, left - box.left * scaleX, top - box.top * scaleY];
  return `<path transform="matrix(${matrix.map((each) => each.toFixed(5)).join(' ')})" d="${outline.path}"/>`;
};

/** Dark enough that a black printer makes it black. */
const RED = '#c4161c';

/**
 * The registrar's seal: a red square, its letters cut in rows from left to right and grown to fill it, as office seals
 * are. A last row with fewer letters has wider ones.
 */
const seal = (letters: readonly string[], font: Uint8Array): string => {
  const inset = 11;
  const gap = 4;
  const inner = 100 - 2 * inset;
  const rowCount = Math.max(1, Math.round(Math.sqrt(letters.length)));
  const rows = inRows(letters, rowCount);
  const height = (inner - gap * (rowCount - 1)) / rowCount;
  const cut = rows.map((row, nth) => {
    const width = (inner - gap * (row.length - 1)) / row.length;
    const top = inset + nth * (height + gap);
    return row
      .map((letter, place) => fitted(outlineOf(font, letter), inset + place * (width + gap), top, width, height))
      .join('');
  });
  const border = `<rect x="2.6" y="2.6" width="94.8" height="94.8" rx="2.4" fill="none" stroke="${RED}" stroke-width="5.2"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${border}<g fill="${RED}">${cut.join('')}</g></svg>`;
};

/** Rows as even as they can be, the longer ones first. */
const inRows = (letters: readonly string[], count: number): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let taken = 0;
  for (let nth = 0; nth < count; nth += 1) {
    const size = Math.ceil((letters.length - taken) / (count - nth));
    rows.push(letters.slice(taken, taken + size));
    taken += size;
  }
  return rows;
};

/** Millimetres: an A4 page with the words across it, large in the middle and again above and below. */
const watermark = (letters: readonly string[], font: Uint8Array): string => {
  const outlines = letters.map((letter) => outlineOf(font, letter));
  const length = outlines.reduce((sum, { advance }) => sum + advance, 0) || unitsPerEm(font);
  const rise = 0.35 * unitsPerEm(font);
  const word: string[] = [];
  let at = 0;
  for (const { path, advance } of outlines) {
    word.push(`<path transform="translate(${at - length / 2} ${rise})" d="${path}"/>`);
    at += advance;
  }
  const placed = [
    { x: 105, y: 148, width: 165 },
    { x: 52, y: 44, width: 62 },
    { x: 158, y: 252, width: 62 },
  ].map(
    ({ x, y, width }) =>
      `<g transform="translate(${x} ${y}) rotate(-32) scale(${(width / length).toFixed(6)})">${word.join('')}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297"><g fill="#dedede">${placed.join('')}</g></svg>`;
};
