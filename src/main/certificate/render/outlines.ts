import { glyphOf, tableBytes } from './sfnt.ts';

/**
 * Letters as drawings, from the `glyf` table of a TrueType font. What must be seen but never read out or copied with
 * the text (the seal, the mark of a training copy) is put on the paper so.
 */
export interface Outline {
  /** SVG path data in font units, y downwards, the baseline at 0. Filled by the non-zero rule. */
  readonly path: string;
  readonly advance: number;
  /** Of the drawn part. All 0 for a letter without ink. */
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly isOnCurve: boolean;
}

/** Units per em. */
export const unitsPerEm = (font: Uint8Array): number => tableBytes(font, 'head').getUint16(18);

/** A letter that the font lacks throws: which letters are drawn is decided by us, not by what a citizen is called. */
export const outlineOf = (font: Uint8Array, letter: string): Outline => {
  const glyph = glyphOf(font)?.(letter.codePointAt(0) ?? 0) ?? 0;
  if (glyph === 0) throw new Error(`the font can't draw ${letter}`);
  const contours = contoursOf(font, glyph);
  const points = contours.flat();
  const metrics = tableBytes(font, 'hhea').getUint16(34);
  return {
    path: contours.map(contourPath).join(''),
    advance: tableBytes(font, 'hmtx').getUint16(Math.min(glyph, metrics - 1) * 4),
    box: {
      left: Math.min(...(points.length > 0 ? points.map(({ x }) => x) : [0])),
      right: Math.max(...(points.length > 0 ? points.map(({ x }) => x) : [0])),
      top: Math.min(...(points.length > 0 ? points.map(({ y }) => -y) : [0])),
      bottom: Math.max(...(points.length > 0 ? points.map(({ y }) => -y) : [0])),
    },
  };
};

const contoursOf = (font: Uint8Array, glyph: number): readonly (readonly Point[])[] => {
  const loca = tableBytes(font, 'loca');
  const isLong = tableBytes(font, 'head').getInt16(50) === 1;
  const at = (nth: number): number => (isLong ? loca.getUint32(nth * 4) : loca.getUint16(nth * 2) * 2);
  if (at(glyph) === at(glyph + 1)) return [];
  const all = tableBytes(font, 'glyf');
  const view = new DataView(all.buffer, all.byteOffset + at(glyph), at(glyph + 1) - at(glyph));
  const count = view.getInt16(0);
  return count >= 0 ? simpleContours(view, count) : composedContours(font, view);
};

/** Flags of a point in a simple glyph. */
const [onCurve, shortX, shortY, repeat, sameX, sameY] = [1, 2, 4, 8, 16, 32] as const;

const simpleContours = (view: DataView, count: number): readonly (readonly Point[])[] => {
  const ends = Array.from({ length: count }, (_, nth) => view.getUint16(10 + nth * 2));
  const total = (ends.at(-1) ?? -1) + 1;
  let at = 10 + count * 2;
  at += 2 + view.getUint16(at);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = view.getUint8(at++);
    const times = flag & repeat ? view.getUint8(at++) + 1 : 1;
    for (let nth = 0; nth < times; nth += 1) flags.push(flag);
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? view.getUint8(at++) : -view.getUint8(at++);
      else if (!(flag & same)) {
        value += view.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(shortX, sameX);
  const ys = coordinates(shortY, sameY);
  const points = flags.map((flag, nth) => ({ x: xs[nth] ?? 0, y: ys[nth] ?? 0, isOnCurve: (flag & onCurve) !== 0 }));
  return ends.map((end, nth) => points.slice(nth === 0 ? 0 : (ends[nth - 1] ?? 0) + 1, end + 1));
};

/** Flags of a part of a composed glyph. */
const [wordArguments, areOffsets, hasScale, more, hasTwoScales, hasMatrix] = [1, 2, 8, 32, 64, 128] as const;

const composedContours = (font: Uint8Array, view: DataView): readonly (readonly Point[])[] => {
  const contours: (readonly Point[])[] = [];
  let at = 10;
  for (let flags: number = more; flags & more; ) {
    flags = view.getUint16(at);
    const part = view.getUint16(at + 2);
    at += 4;
    if (!(flags & areOffsets) || flags & (hasScale | hasTwoScales | hasMatrix))
      throw new Error('a glyph that is composed in a way which is not drawn here');
    const isWide = (flags & wordArguments) !== 0;
    const dx = isWide ? view.getInt16(at) : view.getInt8(at);
    const dy = isWide ? view.getInt16(at + 2) : view.getInt8(at + 1);
    at += isWide ? 4 : 2;
    for (const contour of contoursOf(font, part))
      contours.push(contour.map((point) => ({ ...point, x: point.x + dx, y: point.y + dy })));
  }
  return contours;
};

/** Quadratic curves: between two control points the curve passes through their middle. */
const contourPath = (points: readonly Point[]): string => {
  const first = points[0];
  if (!first) return '';
  const last = points.at(-1) ?? first;
  const start = first.isOnCurve ? first : last.isOnCurve ? last : middle(first, last);
  let path = `M${start.x} ${-start.y}`;
  for (const [nth, point] of points.entries()) {
    const next = points[(nth + 1) % points.length] ?? first;
    if (point.isOnCurve) {
      if (nth > 0) path += `L${point.x} ${-point.y}`;
    } else {
      const to = next.isOnCurve ? next : middle(point, next);
      path += `Q${point.x} ${-point.y} ${to.x} ${-to.y}`;
    }
  }
  return `${path}Z`;
};

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, isOnCurve: true });
