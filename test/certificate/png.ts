import { inflateSync } from 'node:zlib';

/** A picture as a window decodes it: only PNG of eight bits and three colours, whose rows are filtered by the one above. */
export interface ReadPicture {
  readonly width: number;
  readonly height: number;
  /** Of each dot, 0 black to 255 white, row by row from the top. */
  readonly brightness: Uint8Array;
}

/** Throws where the file is not as the format says. */
export const readPng = (file: Buffer): ReadPicture => {
  if (file.subarray(0, 8).toString('hex') !== '89504e470d0a1a0a') throw new Error('it is no PNG');
  const data: Buffer[] = [];
  let [width, height] = [0, 0];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    const content = file.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') {
      [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
      if (content.subarray(8).toString('hex') !== '0802000000') throw new Error('another kind of PNG');
    }
    if (name === 'IDAT') data.push(content);
    at += length + 12;
  }
  const rows = inflateSync(Buffer.concat(data));
  const perRow = width * 3;
  if (rows.length !== height * (perRow + 1)) throw new Error(`${rows.length} bytes for ${width} x ${height}`);
  const rgb = new Uint8Array(height * perRow);
  for (let row = 0; row < height; row += 1)
    for (let byte = 0; byte < perRow; byte += 1) {
      const above = row === 0 || rows[row * (perRow + 1)] !== 2 ? 0 : (rgb[(row - 1) * perRow + byte] ?? 0);
      rgb[row * perRow + byte] = (rows[row * (perRow + 1) + 1 + byte] ?? 0) + above;
    }
  const brightness = Uint8Array.from({ length: width * height }, (_, dot) =>
    Math.round(((rgb[dot * 3] ?? 0) + (rgb[dot * 3 + 1] ?? 0) + (rgb[dot * 3 + 2] ?? 0)) / 3),
  );
  return { width, height, brightness };
};
