import { MoveInReport } from '../../../shared/registry/move-in.ts';
import { RegisterReport } from '../../../shared/registry/register-report.ts';
import type { Report } from '../../../shared/registry/report.ts';
import { issueToText } from '../../../shared/text/input.ts';
import type { Text } from '../../../shared/text/language.ts';
import { toTypedNumber } from '../fields/typed-number.ts';
import { texts } from './texts.ts';

/**
 * A filing that is put right: everything but the resident numbers is taken over from what is shown, and each number, of
 * which a window knows the beginning only, is entered once more.
 */

export type Path = readonly (string | number)[];
type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** One number of the report, which may stand in several places: the reporter is mostly a mover, too. */
export interface NumberPlace {
  readonly key: string;
  /** Whose, as far as the report names them; else what they are. */
  readonly who: string;
  /** As it is shown: `902101-1******`. */
  readonly masked: string;
  readonly paths: readonly Path[];
}

const hidden = /\d{6}-\d\*{6}/;
const isHiddenNumber = (value: Json): value is string => typeof value === 'string' && /^\d{6}-\d\*{6}$/.test(value);

/** Where the hidden numbers of a report stand, one of each for each name. */
export const numberPlaces = (report: unknown): readonly NumberPlace[] => {
  const places = new Map<string, NumberPlace>();
  walk(report as Json, [], (value, path, parent) => {
    if (!isHiddenNumber(value)) return;
    const last = path.at(-1);
    const name = typeof parent === 'object' && parent !== null && 'name' in parent ? parent['name'] : null;
    const who = last === 'number' && typeof name === 'string' ? name : String(last);
    const key = `${who} ${value}`;
    const known = places.get(key);
    places.set(key, { key, who, masked: value, paths: [...(known?.paths ?? []), path] });
  });
  return [...places.values()];
};

/** Texts in which somebody wrote a number, now hidden: they can't go back as they are. */
export const textPlaces = (report: unknown): readonly { readonly path: Path; readonly text: string }[] => {
  const places: { readonly path: Path; readonly text: string }[] = [];
  walk(report as Json, [], (value, path) => {
    if (typeof value === 'string' && hidden.test(value) && !isHiddenNumber(value)) places.push({ path, text: value });
  });
  return places;
};

const walk = (
  value: Json,
  path: Path,
  visit: (value: Json, path: Path, parent: Json) => void,
  parent: Json = null,
): void => {
  visit(value, path, parent);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value))
    walk(each, [...path, Array.isArray(value) ? Number(key) : key], visit, value);
};

/** The value with another one at a place; what is `undefined` goes. */
export const withAt = (value: unknown, [first, ...rest]: Path, to: unknown): unknown => {
  if (first === undefined) return to;
  if (Array.isArray(value))
    return (value as readonly unknown[]).map((each, nth) => (nth === first ? withAt(each, rest, to) : each));
  const record = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return { ...record, [first]: withAt(record[first], rest, to) };
};

export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Readonly<Record<string | number, unknown>>)[key] : undefined,
    value,
  );

export interface SupplementError {
  /** Of a number's place; null for anything else. */
  readonly number: string | null;
  readonly path: Path;
  readonly message: Text;
}

/** The report as it reads now, or what of it can't be taken yet. */
export const readSupplement = (
  edited: unknown,
  places: readonly NumberPlace[],
  numbers: Readonly<Record<string, string>>,
): { readonly report: Report } | { readonly errors: readonly SupplementError[] } => {
  let whole = edited;
  for (const { key, paths } of places)
    for (const path of paths) whole = withAt(whole, path, toTypedNumber(numbers[key] ?? ''));
  const schema = typeof edited === 'object' && edited !== null && 'form' in edited ? MoveInReport : RegisterReport;
  const parsed = schema.safeParse(whole);
  if (parsed.success) return { report: parsed.data };
  const errors = parsed.error.issues.map((issue): SupplementError & { readonly isOfSeveral: boolean } => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    const place = places.find(({ paths }) => paths.some((each) => each.join('.') === path.join('.')));
    const value = valueAt(whole, path);
    const isMissing = value === '' || value === null || value === undefined;
    const message = place ? texts.numberWhole : issueToText(issue, isMissing);
    return { number: place?.key ?? null, path, message, isOfSeveral: issue.code === 'custom' };
  });
  // How numbers go together can be told once all are there; one that stands in several places is wrong once.
  const lacksNumbers = errors.some(({ number }) => number !== null);
  return {
    errors: errors.filter(({ number, isOfSeveral }, nth) =>
      number === null ? !(lacksNumbers && isOfSeveral) : errors.findIndex((each) => each.number === number) === nth,
    ),
  };
};

/** Whether what was entered is another number than was filed, as far as its beginning tells. */
export const differsFromFiled = (typed: string, masked: string): boolean => {
  const number = toTypedNumber(typed);
  return number.length === 14 && number.slice(0, 8) !== masked.slice(0, 8);
};
