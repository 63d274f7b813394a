/** How many sheets somebody counted, up to the most that a paper may have; null where it is no such number. */
export const readSheets = (typed: string, most = 200): number | null => {
  const text = typed.trim();
  if (!/^\d{1,6}$/.test(text)) return null;
  const count = Number(text);
  return count <= most ? count : null;
};
