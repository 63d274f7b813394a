import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import { fitsProfile, ResidentNumber } from '../../../src/shared/registry/resident-number.ts';

/**
 * A resident number that nobody can have: twenty months are added. Anything else would be a real one, and making those
 * is a crime [A 37①], so it throws rather than return one.
 */
export const inventedNumber = (
  birthDate: PlainDate,
  sex: 'M' | 'F',
  serial: number,
  isForeigner = false,
): ResidentNumber => {
  const month = Number(birthDate.slice(5, 7)) + 20;
  const isBefore2000 = birthDate < '2000';
  const century = (isForeigner ? 5 : 1) + (isBefore2000 ? 0 : 2) + (sex === 'F' ? 1 : 0);
  const number = ResidentNumber.parse(
    `${birthDate.slice(2, 4)}${month}${birthDate.slice(8, 10)}-${century}${String(serial).padStart(6, '0')}`,
  );
  if (!fitsProfile(number, 'training')) throw new Error('not an invented number');
  return number;
};
