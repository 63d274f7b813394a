/**
 * How deep and how large an input may be before anything else is done with it: far above what any form holds. Deeper,
 * and it can't be handed from thread to thread; larger, and each of a million entries is checked, with an error written
 * down for each, before anybody counts them. Long texts are for the fields to refuse.
 */
export const inputBounds = { depth: 30, values: 20_000 } as const;

export interface BrokenBound {
  readonly bound: keyof typeof inputBounds;
  /** Of the value that is too deep, or of the one that has too much in it. */
  readonly path: readonly (string | number)[];
}

interface Place {
  readonly value: unknown;
  readonly key: string | number;
  readonly parent: Place | null;
}

/** The first bound that an input breaks, or null. Takes no longer than the bounds allow, whatever it is given. */
export const brokenBound = (input: unknown): BrokenBound | null => {
  let level: Place[] = [{ value: input, key: '', parent: null }];
  let values = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: Place[] = [];
    for (const parent of level) {
      for (const key of keysOf(parent.value)) {
        values += 1;
        if (values > inputBounds.values) return { bound: 'values', path: pathOf(parent) };
        next.push({ value: (parent.value as Readonly<Record<string | number, unknown>>)[key], key, parent });
      }
      if (next.length > 0 && depth >= inputBounds.depth) return { bound: 'depth', path: pathOf(parent) };
    }
    level = next;
  }
  return null;
};

/** One after the other, so that nobody has to count a million of them first. */
function* keysOf(value: unknown): Generator<string | number> {
  if (Array.isArray(value)) for (let index = 0; index < value.length; index += 1) yield index;
  else if (typeof value === 'object' && value !== null)
    for (const key in value) if (Object.hasOwn(value, key)) yield key;
}

const pathOf = (place: Place): (string | number)[] =>
  place.parent === null ? [] : [...pathOf(place.parent), place.key];
