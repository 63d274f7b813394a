import { z } from 'zod';
import { PlainDate } from './plain-date.ts';
import type { Profile } from './profile.ts';

/**
 * Resident registration number (주민등록번호), `YYMMDD-SXXXXXX`, or a foreigner's of the same shape. Two systems are in
 * force: before 2020-10-05 the digits after S were place, serial and check digit; numbers given since then are random
 * there, and old ones stay. So nothing but the shape is required of one, and the birth date is a field of its own (RN-1).
 */
export const ResidentNumber = z
  .string()
  .regex(/^\d{6}-\d{7}$/)
  .brand<'ResidentNumber'>();
export type ResidentNumber = z.infer<typeof ResidentNumber>;

/** For screens: the tail stays hidden but for the digit that tells century and sex (RN-4). */
export const maskResidentNumber = (number: ResidentNumber): string => `${number.slice(0, 8)}******`;

/** Invented people have the months 21 to 32: such a number cannot belong to anyone. */
const isInvented = (number: ResidentNumber): boolean => {
  const month = Number(number.slice(2, 4));
  return month >= 21 && month <= 32;
};

/** Training takes invented numbers only and production takes none, so the two can't be mixed by accident (RN-6). */
export const fitsProfile = (number: ResidentNumber, profile: Profile): boolean =>
  isInvented(number) === (profile === 'training');

/** The digit after the hyphen: 9 and 0, 1 and 2, 3 and 4 for citizens, 5 to 8 for foreigners; odd ones for men. */
const seventhDigit = (number: ResidentNumber): number => Number(number.charAt(7));

/** RN-3: given to somebody who is not a citizen. */
export const isForeignNumber = (number: ResidentNumber): boolean => {
  const digit = seventhDigit(number);
  return digit >= 5 && digit <= 8;
};

export const sexIn = (number: ResidentNumber): 'M' | 'F' => (seventhDigit(number) % 2 === 1 ? 'M' : 'F');

const centuries = ['18', '19', '19', '20', '20', '19', '19', '20', '20', '18'] as const;

/**
 * RN-2: the day of birth that the number tells, its century by the digit after the hyphen and never by the year. Null
 * where it tells none. Numbers of invented people have twenty months too many, which are taken off.
 */
export const birthDateIn = (number: ResidentNumber): PlainDate | null => {
  const month = Number(number.slice(2, 4)) - (isInvented(number) ? 20 : 0);
  const century = centuries[seventhDigit(number)] ?? '';
  const parsed = PlainDate.safeParse(
    `${century}${number.slice(0, 2)}-${String(month).padStart(2, '0')}-${number.slice(4, 6)}`,
  );
  return parsed.success ? parsed.data : null;
};

/** The day from which the digits after the seventh are random. */
const randomSince = '2020-10-05';

const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5] as const;

/** Whether the last digit is the check digit of the old system: 11 − Σ dᵢwᵢ mod 11, of which the last digit counts. */
export const hasCheckDigit = (number: ResidentNumber): boolean => {
  const digits = [...number.replace('-', '')].map(Number);
  const sum = weights.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0);
  return (11 - (sum % 11)) % 10 === digits[12];
};

/** What is odd about a number. For a person to look at: none of it is a reason to refuse anything (RN-5). */
export type NumberWarning = 'check-digit' | 'birth-date-differs' | 'sex-differs';

/**
 * RN-5: warnings about a number that stands beside these facts. A check digit is expected of citizens' numbers of the
 * old system only, so of nobody who was born since; one that fails may have been given, or changed, since then.
 */
export const numberWarnings = (
  number: ResidentNumber,
  { birthDate, sex }: { readonly birthDate: PlainDate; readonly sex: 'M' | 'F' },
): NumberWarning[] => {
  const warnings: NumberWarning[] = [];
  if (!isForeignNumber(number) && birthDate < randomSince && !hasCheckDigit(number)) warnings.push('check-digit');
  if (birthDateIn(number) !== birthDate) warnings.push('birth-date-differs');
  if (sexIn(number) !== sex) warnings.push('sex-differs');
  return warnings;
};
