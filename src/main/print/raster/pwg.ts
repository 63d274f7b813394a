/** PWG raster, PWG 5102.4: what a printer without PDF must take under IPP Everywhere. */

/** One page, drawn. */
export interface DrawnPage {
  /** Dots. */
  readonly width: number;
  readonly height: number;
  /** Dots per inch, both ways. */
  readonly resolution: number;
  readonly type: 'sgray_8' | 'srgb_8';
  /** PWG name of the paper. */
  readonly media: string;
  /** Row after row from the top left, one byte a colour, no padding. */
  readonly pixels: Uint8Array;
}

/** What stands before the first page. */
export const pwgStart = new TextEncoder().encode('RaS2');

const types = {
  sgray_8: { bytesPerPixel: 1, colorSpace: 18 },
  srgb_8: { bytesPerPixel: 3, colorSpace: 19 },
} as const;

/** Header and dots of one page of a document of `pages`. */
export const encodePage = (page: DrawnPage, pages: number): Uint8Array => {
  const { bytesPerPixel } = types[page.type];
  if (page.pixels.length !== page.width * page.height * bytesPerPixel)
    throw new RangeError(`${page.pixels.length} bytes for ${page.width} x ${page.height} ${page.type}`);
  return Buffer.concat([header(page, pages), encodeRows(page.pixels, page.width * bytesPerPixel, bytesPerPixel)]);
};

/** Table 2 of the specification. What isn't set is zero: the printer's default. */
const header = (page: DrawnPage, pages: number): Uint8Array => {
  const { bytesPerPixel, colorSpace } = types[page.type];
  const bytes = Buffer.alloc(1796);
  const text = (at: number, value: string): void => {
    // At least one zero byte ends each text.
    bytes.write(value, at, 63, 'latin1');
  };
  const number = (at: number, value: number): void => {
    bytes.writeUInt32BE(value, at);
  };
  text(0, 'PwgRaster');
  number(276, page.resolution);
  number(280, page.resolution);
  number(340, 1); // NumCopies. Duplex, at 272, stays 0: one-sided.
  number(352, points(page.width, page.resolution));
  number(356, points(page.height, page.resolution));
  number(372, page.width);
  number(376, page.height);
  number(384, 8); // BitsPerColor
  number(388, 8 * bytesPerPixel);
  number(392, page.width * bytesPerPixel);
  number(400, colorSpace);
  number(420, bytesPerPixel); // NumColors
  number(452, pages);
  number(456, 1); // CrossFeedTransform and FeedTransform: as drawn.
  number(460, 1);
  number(472, page.width); // ImageBox: the whole page.
  number(476, page.height);
  number(480, 0xff_ffff); // AlternatePrimary: white.
  text(1732, page.media);
  return bytes;
};

const points = (dots: number, resolution: number): number => Math.round((dots * 72) / resolution);

/**
 * Equal rows once, with their number less one before them (up to 256); in a row, runs of equal dots as number less one
 * and the dot (up to 128), and dots that differ as 257 less their number and the dots (2 to 128).
 */
const encodeRows = (pixels: Uint8Array, bytesPerRow: number, bytesPerPixel: number): Uint8Array => {
  const rows = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  // A row of dots that all differ grows by a byte for every 128 dots, and by one for the rows' number.
  const longestRow = bytesPerRow + Math.ceil(bytesPerRow / bytesPerPixel / 128) + 1;
  let out = Buffer.alloc(longestRow * 64);
  let length = 0;
  for (let from = 0; from < rows.length; ) {
    let next = from + bytesPerRow;
    const last = Math.min(rows.length, from + 256 * bytesPerRow);
    while (next < last && rows.compare(rows, from, from + bytesPerRow, next, next + bytesPerRow) === 0)
      next += bytesPerRow;
    if (length + longestRow > out.length) out = Buffer.concat([out, Buffer.alloc(out.length)]);
    out[length] = (next - from) / bytesPerRow - 1;
    length = encodeRow(rows, from, from + bytesPerRow, bytesPerPixel, out, length + 1);
    from = next;
  }
  return out.subarray(0, length);
};

/** Appends one row to `out` at `at`, and gives where it ends. */
const encodeRow = (rows: Buffer, from: number, end: number, bytesPerPixel: number, out: Buffer, at: number): number => {
  const most = 128 * bytesPerPixel;
  let written = at;
  for (let pixel = from; pixel < end; ) {
    let next = pixel + bytesPerPixel;
    if (isSamePixel(rows, pixel, next, end, bytesPerPixel)) {
      while (next - pixel < most && isSamePixel(rows, pixel, next, end, bytesPerPixel)) next += bytesPerPixel;
      out[written] = (next - pixel) / bytesPerPixel - 1;
      written += 1 + rows.copy(out, written + 1, pixel, pixel + bytesPerPixel);
    } else {
      // Up to where two equal dots begin.
      while (next < end && next - pixel < most && !isSamePixel(rows, next, next + bytesPerPixel, end, bytesPerPixel))
        next += bytesPerPixel;
      const count = (next - pixel) / bytesPerPixel;
      // One dot alone is a run of one: 256 has no byte.
      out[written] = count === 1 ? 0 : 257 - count;
      written += 1 + rows.copy(out, written + 1, pixel, next);
    }
    pixel = next;
  }
  return written;
};

const isSamePixel = (rows: Buffer, a: number, b: number, end: number, bytesPerPixel: number): boolean => {
  if (b >= end || rows[a] !== rows[b]) return false;
  for (let byte = 1; byte < bytesPerPixel; byte += 1) if (rows[a + byte] !== rows[b + byte]) return false;
  return true;
};
