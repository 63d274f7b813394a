import { DocumentNumber } from '../registry/certificate.ts';

/**
 * The document number (문서확인번호): 15 digits and a check digit after Damm (2004). It finds every single wrong digit and every
 * two neighbours swapped, which are what people get wrong when they type; ISO 7064's MOD 11,10 misses some swaps, and
 * MOD 97-10 takes two digits.
 */
const quasigroup = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

const checkDigit = (digits: string): number => {
  let interim = 0;
  for (const digit of digits) interim = quasigroup[interim]?.[Number(digit)] ?? Number.NaN;
  return interim;
};

/** The number of 15 digits with its check digit. Throws for anything else: they come from our own code. */
export const writeDocumentNumber = (digits: string): DocumentNumber => {
  if (!/^\d{15}$/.test(digits)) throw new Error('a document number is made from 15 digits');
  return DocumentNumber.parse(`${digits}${checkDigit(digits)}`);
};

/**
 * A number as people type it: with spaces, hyphens or dashes anywhere, also in full-width digits. Null if it isn't 16
 * digits, or the check digit says that one of them is wrong.
 */
export const readDocumentNumber = (text: string): DocumentNumber | null => {
  const digits = text.normalize('NFKC').replaceAll(/[\s\p{Pd}\u2212]/gu, '');
  return /^\d{16}$/.test(digits) && checkDigit(digits) === 0 ? DocumentNumber.parse(digits) : null;
};

/** As it prints, in groups of four: `1234-5678-9012-3456`. */
export const documentNumberToText = (number: DocumentNumber): string =>
  [0, 4, 8, 12].map((from) => number.slice(from, from + 4)).join('-');
