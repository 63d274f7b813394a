import { type PlainDate, textToPlainDate } from '../../../../shared/registry/plain-date.ts';
import { birthDateIn, ResidentNumber } from '../../../../shared/registry/resident-number.ts';
import type { MoverDraft } from './draft.ts';

/** A number as it was typed, with or without its hyphen; anything else stays what it is, for the schema to refuse. */
export const typedToNumber = (typed: string): string => {
  const digits = typed.replaceAll(/[\s-]/g, '');
  return /^\d{13}$/.test(digits) ? `${digits.slice(0, 6)}-${digits.slice(6)}` : typed.trim();
};

/** The number, if it is one. */
export const readNumber = (typed: string): ResidentNumber | null =>
  ResidentNumber.safeParse(typedToNumber(typed)).data ?? null;

/** A day as it was typed, in any usual form; anything else stays what it is. */
export const typedToDate = (typed: string): string => textToPlainDate(typed) ?? typed.trim();

export const readDate = (typed: string): PlainDate | null => textToPlainDate(typed);

/** When a mover was born: as the register says, as told of a newborn, or as their number says. */
export const birthDateOf = (
  mover: Pick<MoverDraft, 'known' | 'isNewborn' | 'birthDate' | 'number'>,
): PlainDate | null => {
  if (mover.isNewborn) return readDate(mover.birthDate);
  if (mover.known) return mover.known.birthDate;
  const number = readNumber(mover.number);
  return number === null ? null : birthDateIn(number);
};
