import type { z } from 'zod';
import { formatShapes, type JsonSchema } from './json-schema.ts';
import { didYouMean } from './nearest.ts';
import type { Path } from './read-yaml.ts';

interface Explained {
  readonly path: Path;
  readonly message: string;
  readonly of: 'key' | 'value';
}

type Issue = z.core.$ZodIssue;

/** @param above where in `root` the value stands that the issues are about */
export const explainAll = (issues: readonly Issue[], root: unknown, above: Path = []): Explained[] =>
  issues.flatMap((issue) => explain(issue, above, root));

/** In words of the file, with what could have been meant. */
const explain = (issue: Issue, above: Path, root: unknown): Explained[] => {
  const path: Path = [...above, ...(issue.path as Path)];
  const shapes = formatShapes();
  const here = path.reduce<readonly JsonSchema[]>((at, key) => shapes.inner(at, key), shapes.top);
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const fields = shapes.fields(here);
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `there is no field ${key} here${didYouMean(key, fields) || `; there are ${fields.join(', ')}`}`,
        of: 'key',
      }));
    }
    case 'invalid_union':
      return explainUnion(issue, path, value, root, shapes.words(here));
    case 'invalid_value': {
      const words = issue.values.map(String);
      return [{ path, message: wordMessage(value, words), of: 'value' }];
    }
    case 'invalid_type':
      return [{ path, message: typeMessage(issue, path, value), of: value === undefined ? 'key' : 'value' }];
    case 'invalid_key':
      return [{ path, message: 'this can’t be a name', of: 'key' }];
    case 'too_small':
      return [
        {
          path,
          message: issue.origin === 'string' || issue.origin === 'array' ? 'is empty' : `is less than ${issue.minimum}`,
          of: 'value',
        },
      ];
    case 'too_big':
      return [
        {
          path,
          message:
            issue.origin === 'string' ? `has more than ${issue.maximum} letters` : `is more than ${issue.maximum}`,
          of: 'value',
        },
      ];
    default:
      return [{ path, message: issue.message, of: 'value' }];
  }
};

const wordMessage = (value: unknown, words: readonly string[]): string => {
  const shown = words.length > 12 ? `${words.slice(0, 12).join(', ')} …` : words.join(', ');
  return `${show(value)} is none of the words that may stand here${didYouMean(String(value), words) || `: ${shown}`}`;
};

const typeMessage = (issue: Issue & { readonly code: 'invalid_type' }, path: Path, value: unknown): string => {
  const wanted = kindNames[issue.expected] ?? issue.expected;
  if (value === undefined) return `${String(path.at(-1))} is missing`;
  return `should be ${wanted}, and is ${show(value)}`;
};

const kindNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  object: 'a map of fields',
  record: 'a map',
  array: 'a list',
};

/** Of several forms, the one that was probably meant: of the same kind, with the fewest and deepest faults. */
const explainUnion = (
  issue: Issue & { readonly code: 'invalid_union' },
  path: Path,
  value: unknown,
  root: unknown,
  words: readonly string[],
): Explained[] => {
  const fits = issue.errors.filter((issues) => !issues.some((each) => isOtherKind(each)));
  if (value === undefined) return [{ path, message: `${String(path.at(-1))} is missing`, of: 'key' }];
  if (fits.length === 0 || typeof value !== 'object') {
    const own = fits.flat().find(({ code }) => code === 'invalid_format' || code === 'custom' || code === 'too_big');
    if (own) return [{ path, message: own.message, of: 'value' }];
    if (typeof value === 'string' && words.length > 0)
      return [{ path, message: wordMessage(value, words), of: 'value' }];
    return [{ path, message: `${show(value)} can’t stand here`, of: 'value' }];
  }
  const [best = []] = fits.toSorted((a, b) => faults(a) - faults(b));
  return best.flatMap((each) => explain(each, path, root));
};

const isOtherKind = (issue: Issue): boolean =>
  issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');

const faults = (issues: readonly Issue[]): number =>
  issues.reduce(
    (sum, each) =>
      sum + (each.code === 'unrecognized_keys' ? 3 * each.keys.length : 2) - (each.path.length > 1 ? 1 : 0),
    0,
  );

const show = (value: unknown): string => {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map of fields';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
};
