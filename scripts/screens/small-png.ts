import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** PNG (ISO/IEC 15948): pictures of a window made small by keeping 256 of their colours. */

const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** The same picture with its commonest colours alone; every other one becomes the nearest of them. */
export const toSmallPng = (file: Buffer): Buffer => {
  const { width, height, rgb } = decode(file);
  const { palette, indexes } = withFewColours(rgb, width * height);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits, colours from a palette.
  head.set([8, 3], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row += 1)
    rows.set(indexes.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const decode = (file: Buffer): Decoded => {
  const data: Buffer[] = [];
  let head: Buffer | null = null;
  for (let at = signature.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    const content = file.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') head = content;
    if (name === 'IDAT') data.push(content);
    at += length + 12;
  }
  const perDot = head?.[9] === 2 ? 3 : head?.[9] === 6 ? 4 : 0;
  if (!head || head[8] !== 8 || head[12] !== 0 || perDot === 0) throw new Error('another kind of PNG than of a window');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const all = unfiltered(inflateSync(Buffer.concat(data)), width * perDot, perDot);
  const rgb = new Uint8Array(width * height * 3);
  for (let dot = 0; dot < width * height; dot += 1) rgb.set(all.subarray(dot * perDot, dot * perDot + 3), dot * 3);
  return { width, height, rgb };
};

/** Each byte was written as its difference from one beside or above it; by which, the first byte of its row says. */
const unfiltered = (rows: Uint8Array, perRow: number, perDot: number): Uint8Array => {
  const out = new Uint8Array((rows.length / (perRow + 1)) * perRow);
  for (let from = 0, to = 0; from < rows.length; from += perRow + 1, to += perRow) {
    const filter = rows[from] ?? 0;
    for (let byte = 0; byte < perRow; byte += 1) {
      const left = byte < perDot ? 0 : (out[to + byte - perDot] ?? 0);
      const above = to === 0 ? 0 : (out[to + byte - perRow] ?? 0);
      const corner = byte < perDot || to === 0 ? 0 : (out[to + byte - perRow - perDot] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter] ?? 0;
      out[to + byte] = (rows[from + 1 + byte] ?? 0) + guess;
    }
  }
  return out;
};

/** The predictor that the format calls Paeth. */
const nearest = (left: number, above: number, corner: number): number => {
  const sum = left + above - corner;
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - above), Math.abs(sum - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
};

const withFewColours = (rgb: Uint8Array, dots: number): { palette: readonly number[]; indexes: Uint8Array } => {
  const colourAt = (dot: number): number =>
    ((rgb[dot * 3] ?? 0) << 16) | ((rgb[dot * 3 + 1] ?? 0) << 8) | (rgb[dot * 3 + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let dot = 0; dot < dots; dot += 1) {
    const colour = colourAt(dot);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const common = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour);
  const palette = common.slice(0, 256);
  const indexOf = new Map(palette.map((colour, index) => [colour, index]));
  for (const colour of common.slice(256)) indexOf.set(colour, closest(palette, colour));
  return { palette, indexes: Uint8Array.from({ length: dots }, (_, dot) => indexOf.get(colourAt(dot)) ?? 0) };
};

const closest = (palette: readonly number[], colour: number): number => {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, other] of palette.entries()) {
    const distance = [16, 8, 0].reduce((sum, by) => sum + (((other >> by) & 255) - ((colour >> by) & 255)) ** 2, 0);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
};

const chunk = (name: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
};
