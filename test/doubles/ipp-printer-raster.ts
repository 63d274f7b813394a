/** Reads PWG raster (PWG 5102.4), written apart from the code that makes it, by the specification alone. */

export interface RasterPage {
  readonly width: number;
  readonly height: number;
  /** Dots per inch, across and along the feed. */
  readonly resolution: readonly [number, number];
  readonly bitsPerPixel: number;
  readonly bitsPerColor: number;
  readonly numColors: number;
  readonly colorSpace: number;
  readonly isDuplex: boolean;
  readonly copies: number;
  readonly totalPages: number;
  readonly pageSizePoints: readonly [number, number];
  readonly mediaName: string;
  /** Row after row, without padding. */
  readonly pixels: Uint8Array;
}

const headerBytes = 1796;

/** All pages. Throws at the first thing that isn't as specified, and if anything is left over. */
export const readRaster = (content: Uint8Array): RasterPage[] => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.toString('latin1', 0, 4) !== 'RaS2') throw new Error('no PWG raster');
  const pages: RasterPage[] = [];
  let at = 4;
  while (at < bytes.length) {
    const header = bytes.subarray(at, at + headerBytes);
    if (header.length < headerBytes) throw new Error('the header is cut off');
    at += headerBytes;
    const { page, next } = readPage(header, bytes, at);
    pages.push(page);
    at = next;
  }
  return pages;
};

/** Whole pages in what may be cut off. */
export const countRasterPages = (content: Uint8Array): number => {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let pages = 0;
  try {
    for (let at = 4; at < bytes.length; pages += 1)
      at = readPage(bytes.subarray(at, at + headerBytes), bytes, at + headerBytes).next;
  } catch {
    // The last page is only half there.
  }
  return pages;
};

const readPage = (header: Buffer, bytes: Buffer, from: number): { page: RasterPage; next: number } => {
  const number = (at: number): number => header.readUInt32BE(at);
  const text = (at: number): string => header.toString('latin1', at, at + 64).replace(/\0.*$/s, '');
  if (text(0) !== 'PwgRaster') throw new Error('the header does not say PwgRaster');
  const [width, height, bytesPerLine] = [number(372), number(376), number(392)];
  const bitsPerPixel = number(388);
  if (number(396) !== 0) throw new Error('colours are not chunky');
  if (bytesPerLine !== Math.ceil((width * bitsPerPixel) / 8)) throw new Error('bytes per line do not fit the width');
  const { pixels, next } = readRows(bytes, from, height, bytesPerLine, Math.max(1, bitsPerPixel / 8));
  const page = {
    width,
    height,
    resolution: [number(276), number(280)] as const,
    bitsPerPixel,
    bitsPerColor: number(384),
    numColors: number(420),
    colorSpace: number(400),
    isDuplex: number(272) !== 0,
    copies: number(340),
    totalPages: number(452),
    pageSizePoints: [number(352), number(356)] as const,
    mediaName: text(1732),
    pixels,
  };
  return { page, next };
};

/** A count of equal rows less one, then a row: runs of one pixel (0 to 127) and pixels one by one (129 to 255). */
const readRows = (
  bytes: Buffer,
  from: number,
  height: number,
  bytesPerLine: number,
  bytesPerPixel: number,
): { pixels: Uint8Array; next: number } => {
  const pixels = Buffer.alloc(height * bytesPerLine);
  let at = from;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error('the page is cut off');
    at += length;
    return bytes.subarray(at - length, at);
  };
  for (let row = 0; row < height; ) {
    const repeats = take(1).readUInt8() + 1;
    if (row + repeats > height) throw new Error('more rows than the page has');
    const line = pixels.subarray(row * bytesPerLine, (row + 1) * bytesPerLine);
    for (let column = 0; column < bytesPerLine; ) {
      const code = take(1).readUInt8();
      if (code === 128) throw new Error('the reserved code 128');
      const run = code < 128 ? take(bytesPerPixel) : take((257 - code) * bytesPerPixel);
      const length = code < 128 ? (code + 1) * bytesPerPixel : run.length;
      if (column + length > bytesPerLine) throw new Error('a row is longer than the page is wide');
      line.fill(run, column, column + length);
      column += length;
    }
    for (let copy = 1; copy < repeats; copy += 1) line.copy(pixels, (row + copy) * bytesPerLine);
    row += repeats;
  }
  return { pixels, next: at };
};
