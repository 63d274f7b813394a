import { convertHangulToQwerty } from 'es-hangul';
import type { DocumentNumber } from '../registry/certificate.ts';
import { readDocumentNumber } from './document-number.ts';

export type Typed =
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'number'; readonly documentNumber: DocumentNumber }
  /** Sixteen digits, one of which is wrong. */
  | { readonly type: 'mistyped-number' }
  | { readonly type: 'nothing' };

/**
 * What a person typed, or a scanner that types like a keyboard. Such a scanner presses keys, so with the Korean
 * input method on its letters come out as Hangul, and with caps lock as small letters. A code has capitals only and the
 * keys can be told from the syllables, so both are undone without guessing. No code ends in a space: none of its last
 * groups can (their value would be too large), so what stands around it can go.
 */
export const readTyped = (text: string): Typed => {
  const trimmed = text.trim();
  if (trimmed === '') return { type: 'nothing' };
  const documentNumber = readDocumentNumber(trimmed);
  if (documentNumber) return { type: 'number', documentNumber };
  if (/^[\p{Nd}\s\p{Pd}\u2212]+$/u.test(trimmed)) return { type: 'mistyped-number' };
  return { type: 'code', text: convertHangulToQwerty(trimmed).toUpperCase() };
};
