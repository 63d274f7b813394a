import {
  birthDateIn,
  fitsProfile,
  isForeignNumber,
  numberWarnings,
  ResidentNumber,
  sexIn,
} from '../../../shared/registry/resident-number.ts';

const digitsOf = (text: string): string => text.normalize('NFKC').replaceAll(/\D/g, '').slice(0, 13);

/** What somebody has typed of a number: digits only, with the hyphen in its place. */
export const toTypedNumber = (text: string): string => {
  const digits = digitsOf(text);
  return digits.length > 6 ? `${digits.slice(0, 6)}-${digits.slice(6)}` : digits;
};

/** Where the caret belongs in `typed` so that it stands after as many digits as it did in `text`. */
export const caretAfter = (text: string, caret: number, typed: string): number => {
  const digits = digitsOf(text.slice(0, caret)).length;
  return Math.min(typed.length, digits > 6 ? digits + 1 : digits);
};

/** As it stands in a field that nobody is typing in. */
export const maskTyped = (typed: string): string => `${typed.slice(0, 8)}${'*'.repeat(Math.max(0, typed.length - 8))}`;

/** What a person should compare once more with the card. No reason to refuse anything (RN-5). */
export const oddInTyped = (typed: string): 'check-digit' | 'no-such-day' | null => {
  const number = ResidentNumber.safeParse(typed).data;
  // Those of invented people are made without a check digit.
  if (number === undefined || fitsProfile(number, 'training')) return null;
  const birthDate = birthDateIn(number);
  if (birthDate === null) return isForeignNumber(number) ? null : 'no-such-day';
  return numberWarnings(number, { birthDate, sex: sexIn(number) }).includes('check-digit') ? 'check-digit' : null;
};
