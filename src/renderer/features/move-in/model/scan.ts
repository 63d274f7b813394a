import { readNumber } from './typed.ts';

/** The resident number in what a card reader has read, wherever it stands among the rest; null if there is none. */
export const numberInScan = (scanned: string): string | null => {
  const found = /(?<!\d)\d{6}[-\s]?\d{7}(?!\d)/.exec(scanned)?.[0];
  return found === undefined ? null : readNumber(found);
};
