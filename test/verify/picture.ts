import { crc32, deflateSync } from 'node:zlib';
import type { QrSquares } from '../../src/shared/code/qr.ts';

/** Grey pixels, row by row: 0 black, 255 white. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The dark runs of a QR's path, one module high. */
export const runsOf = ({ path }: QrSquares): Rectangle[] =>
  [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map(([, x, y, width]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
  }));

/** A sheet with the QR at `x`, `y` (pixels), `side` pixels wide without its quiet zone, drawn as a printer would. */
export const drawQr = (
  qr: QrSquares,
  { x, y, side, width, height }: { x: number; y: number; side: number; width: number; height: number },
): Picture => {
  const pixels = new Uint8Array(width * height).fill(255);
  const module = side / qr.size;
  for (const run of runsOf(qr))
    for (let row = Math.round(y + run.y * module); row < Math.round(y + (run.y + 1) * module); row += 1)
      pixels.fill(
        0,
        row * width + Math.round(x + run.x * module),
        row * width + Math.round(x + (run.x + run.width) * module),
      );
  return { width, height, pixels };
};

export const toPng = ({ width, height, pixels }: Picture): Uint8Array => {
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1)
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of grey.
  header[8] = 8;
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const magic = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    magic,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
};

/** Laid askew on the scanner's glass: turned by `degrees` and sheared, with the grey between the pixels. */
export const skew = (picture: Picture, degrees: number, shear: number): Picture => {
  const { width, height, pixels } = picture;
  const turned = new Uint8Array(width * height).fill(255);
  const angle = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 255 : (pixels[y * width + x] ?? 255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const fromX = dx * cos + dy * sin + shear * dy + width / 2;
      const fromY = dy * cos - dx * sin + height / 2;
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      const [right, below] = [fromX - left, fromY - top];
      turned[y * width + x] =
        at(left, top) * (1 - right) * (1 - below) +
        at(left + 1, top) * right * (1 - below) +
        at(left, top + 1) * (1 - right) * below +
        at(left + 1, top + 1) * right * below;
    }
  return { width, height, pixels: turned };
};

/** As a scanner sees what a printer with `times` as many dots an inch has drawn: the mean of the dots in a pixel. */
export const shrink = ({ width, height, pixels }: Picture, times: number): Picture => {
  const [columns, rows] = [Math.floor(width / times), Math.floor(height / times)];
  const small = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1) {
      let sum = 0;
      for (let dot = 0; dot < times * times; dot += 1)
        sum += pixels[(y * times + Math.floor(dot / times)) * width + x * times + (dot % times)] ?? 0;
      small[y * columns + x] = sum / (times * times);
    }
  return { width: columns, height: rows, pixels: small };
};

/** Out of focus: the mean of the pixels up to `radius` away. */
export const blur = (picture: Picture, radius: number): Picture => {
  const { width, height, pixels } = picture;
  const blurred = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      let count = 0;
      for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row += 1)
        for (let column = Math.max(0, x - radius); column <= Math.min(width - 1, x + radius); column += 1) {
          sum += pixels[row * width + column] ?? 0;
          count += 1;
        }
      blurred[y * width + x] = sum / count;
    }
  return { width, height, pixels: blurred };
};

/** Worn toner and a grey background: contrast shrinks, and every pixel is off by up to `noise`. */
export const wear = (picture: Picture, noise: number, random: () => number): Picture => ({
  ...picture,
  pixels: picture.pixels.map((pixel) => {
    const faded = 60 + (pixel * 160) / 255;
    return Math.max(0, Math.min(255, Math.round(faded + (random() * 2 - 1) * noise)));
  }),
});
