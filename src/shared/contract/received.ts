import { z } from 'zod';

/**
 * What a person hands in is refused with a field that nobody knows, because it may be a slip. What central sends may come
 * from a later version, and is read without the fields that this one doesn't know.
 */
export const received = <T extends z.ZodType>(schema: T): z.ZodPreprocess<T> =>
  z.preprocess((value) => withoutUnknown(schema, value), schema);

const withoutUnknown = (schema: z.ZodType, value: unknown): unknown => {
  const unknown = schema.safeParse(value).error?.issues.filter((issue) => issue.code === 'unrecognized_keys') ?? [];
  if (unknown.length === 0) return value;
  const known: unknown = JSON.parse(JSON.stringify(value));
  for (const { path, keys } of unknown) {
    const holder = path.reduce((inside: unknown, key): unknown => Reflect.get(Object(inside), key), known);
    for (const key of keys) Reflect.deleteProperty(Object(holder) as object, key);
  }
  return known;
};
