import { deflateSync } from 'node:zlib';

/** PNG (ISO/IEC 15948), as much of it as a drawn page needs: eight bits, red, green and blue, no interlacing. */

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** @param rgb row after row from the top left, three bytes a dot, no padding. */
export const encodePng = (page: {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}): Uint8Array => {
  const { width, height, rgb } = page;
  if (rgb.length !== width * height * 3) throw new RangeError(`${rgb.length} bytes for ${width} x ${height}`);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Bits of a colour, colour type: then compression, filter and interlacing, of which zero is the only or plain one.
  head.set([8, 2], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(filteredRows(rgb, width * 3))),
    chunk('IEND', new Uint8Array(0)),
  ]);
};

/** Each row as its difference from the one above: a page is mostly white, and then mostly zeros. */
const filteredRows = (rgb: Uint8Array, bytesPerRow: number): Uint8Array => {
  const rows = rgb.length / bytesPerRow;
  const out = new Uint8Array(rgb.length + rows);
  for (let row = 0; row < rows; row += 1) {
    const from = row * bytesPerRow;
    const to = row * (bytesPerRow + 1);
    out[to] = 2;
    for (let byte = 0; byte < bytesPerRow; byte += 1) {
      const above = row === 0 ? 0 : (rgb[from - bytesPerRow + byte] ?? 0);
      out[to + 1 + byte] = (rgb[from + byte] ?? 0) - above;
    }
  }
  return out;
};

const chunk = (name: string, data: Uint8Array): Uint8Array => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(checksum(named));
  return Buffer.concat([frame, named, check]);
};

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb8_8320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as the format's annex has it. */
const checksum = (bytes: Uint8Array): number => {
  let value = 0xffff_ffff;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffff_ffff) >>> 0;
};
