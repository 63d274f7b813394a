/** Many byte strings as one parameter, cut apart again by `substring`: arrays of bytes would travel as hex text. */
export interface Packed {
  readonly bytes: Buffer;
  /** Counted from 1, as in SQL; an array in PostgreSQL's own notation, as is the next. */
  readonly starts: string;
  readonly lengths: string;
}

export const pack = (parts: readonly Buffer[]): Packed => {
  const starts: number[] = [];
  let start = 1;
  for (const part of parts) {
    starts.push(start);
    start += part.length;
  }
  return {
    bytes: Buffer.concat(parts),
    starts: plainArray(starts),
    lengths: plainArray(parts.map((part) => part.length)),
  };
};

/**
 * An array of values that need no quotes (numbers, ids, dates, hashes), in PostgreSQL's notation. The driver would look
 * at each for characters to escape, which for thousands of ids takes longer than their statement.
 */
export const plainArray = (values: readonly (string | number | boolean)[]): string => `{${values.join(',')}}`;

/** An array of short byte strings, as hex. */
export const bytesArray = (values: readonly Buffer[]): string =>
  `{${values.map((value) => `"\\\\x${value.toString('hex')}"`).join(',')}}`;
