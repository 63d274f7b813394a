const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const written = (year: string, month: string, day: string): string | null =>
  isDay(Number(year), Number(month), Number(day)) ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;

/**
 * A day as people write it: `20261122`, `2026-11-22`, `2026.11.22.`, `2026. 11. 22`, `2026/11/22`, `2026년 11월 22일`,
 * as `2026-11-22`. Null for anything else: a year of two digits is not guessed at.
 */
export const readDate = (text: string): string | null => {
  const plain = text.normalize('NFKC').trim();
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const parts = digits ?? /^(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?$/.exec(plain);
  return parts ? written(parts[1] ?? '', parts[2] ?? '', parts[3] ?? '') : null;
};
