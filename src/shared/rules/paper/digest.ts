import type { SheetContent } from '../../registry/sheet.ts';

/**
 * The exact text of a content for its hash: JSON without spaces, the keys of every object in code unit order, arrays as
 * they stand. Equal contents give equal texts, in whichever order their keys were written.
 */
export const canonicalContent = (content: SheetContent): string => JSON.stringify(sorted(content));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const each = new Map(Object.entries(value));
  return Object.fromEntries([...each.keys()].toSorted().map((key) => [key, sorted(each.get(key))]));
};
