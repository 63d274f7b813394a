import { encode } from 'uqr';

export interface QrSquares {
  /** Modules a side, without the quiet zone: leave four modules free all around. */
  readonly size: number;
  /** SVG path data, one unit a module, its origin at the first module. */
  readonly path: string;
  /** 1 to 40; larger ones have smaller modules on the same paper. */
  readonly version: number;
}

/**
 * The squares of a QR code at error correction level M. A text of digits, upper-case letters and ` $%*+-./:` takes the
 * compact alphanumeric mode. Throws for a text that no QR code holds.
 */
export const textToQr = (text: string): QrSquares => {
  // A higher level where it fits would make equal sheets look different for no gain worth having.
  const { data, size, version } = encode(text, { ecc: 'M', boostEcc: false, border: 0 });
  return { size, path: data.flatMap(rowToRuns).join(''), version };
};

/** Dark modules next to each other in a row as one rectangle: few shapes, and no hairlines between them on paper. */
const rowToRuns = (row: readonly boolean[], y: number): string[] => {
  const runs: string[] = [];
  for (let from = 0; from < row.length; from += 1) {
    if (!row[from]) continue;
    let end = from;
    while (row[end]) end += 1;
    runs.push(`M${from} ${y}h${end - from}v1h-${end - from}z`);
    from = end;
  }
  return runs;
};
