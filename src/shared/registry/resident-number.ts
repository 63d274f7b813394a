import { z } from 'zod';
import type { Profile } from './profile.ts';

/** Resident registration number (주민등록번호), `YYMMDD-SXXXXXX`. The birth date is a field of its own. */
export const ResidentNumber = z
  .string()
  .regex(/^\d{6}-\d{7}$/)
  .brand<'ResidentNumber'>();
export type ResidentNumber = z.infer<typeof ResidentNumber>;

/** For screens: the tail stays hidden but for the digit that tells century and sex. */
export const maskResidentNumber = (number: ResidentNumber): string => `${number.slice(0, 8)}******`;

/** Invented people have the months 21 to 32: such a number cannot belong to anyone. */
const isInvented = (number: ResidentNumber): boolean => {
  const month = Number(number.slice(2, 4));
  return month >= 21 && month <= 32;
};

/** Training takes invented numbers only and production takes none, so the two can't be mixed by accident. */
export const fitsProfile = (number: ResidentNumber, profile: Profile): boolean =>
  isInvented(number) === (profile === 'training');
