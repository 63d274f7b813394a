import { plainOf } from '../format/nearest.ts';

/** Something that was expected and isn't so. */
export interface Mismatch {
  /** `answers.이사1.김철수`. */
  readonly at: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * Compares a result with a pattern, of which only what it names counts.
 *
 * @param at where in the results it stands, for the message
 */
export const match = (pattern: unknown, actual: unknown, at: string): readonly Mismatch[] => {
  const differs = (expected: string = show(pattern)): readonly Mismatch[] => [{ at, expected, found: show(actual) }];
  if (pattern === null || pattern === undefined)
    return actual === null || actual === undefined ? [] : differs('nothing');
  if (Array.isArray(pattern)) return matchList(pattern, actual, at);
  if (typeof pattern === 'object') {
    const fields = pattern as Readonly<Record<string, unknown>>;
    const [only] = Object.keys(fields);
    if (Object.keys(fields).length === 1 && only !== undefined && isOperator(only))
      return operate(only, fields[only], actual, at);
    return matchFields(fields, actual, at);
  }
  if (isAnswer(actual) && typeof pattern === 'string') return answerFits(pattern, actual.says) ? [] : differs();
  if (typeof actual === 'object' && actual !== null) return differs();
  const text = textOf(pattern);
  const found = textOf(actual);
  if (typeof pattern === 'string' && text.startsWith('~'))
    return found.includes(text.slice(1).trim()) ? [] : differs(`something with “${text.slice(1).trim()}”`);
  if (actual === undefined || actual === null) return text === 'none' ? [] : differs();
  return found === text ||
    (text === 'yes' && actual === true) ||
    (text === 'no' && actual === false) ||
    answerFits(text, found)
    ? []
    : differs();
};

/** Numbers and truth values as they are written. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const operators = ['contains', 'count', 'not', 'any-order'] as const;
type Operator = (typeof operators)[number];
const isOperator = (key: string): key is Operator => operators.some((each) => each === key);

const operate = (operator: Operator, operand: unknown, actual: unknown, at: string): readonly Mismatch[] => {
  switch (operator) {
    case 'not':
      return match(operand, actual, at).length > 0
        ? []
        : [{ at, expected: `anything but ${show(operand)}`, found: show(actual) }];
    case 'count': {
      const size = Array.isArray(actual) ? actual.length : Object.keys(actual ?? {}).length;
      return size === Number(operand)
        ? []
        : [{ at, expected: `${String(operand)} of them`, found: `${size}: ${show(actual)}` }];
    }
    case 'contains':
    case 'any-order': {
      const wanted = Array.isArray(operand) ? operand : [operand];
      if (typeof actual === 'string')
        return wanted.flatMap((each) =>
          actual.includes(String(each)) ? [] : [{ at, expected: `something with “${String(each)}”`, found: actual }],
        );
      const left = [...(Array.isArray(actual) ? actual : Object.values(actual ?? {}))];
      const missing = wanted.filter((each) => {
        const index = left.findIndex((one) => match(each, one, at).length === 0);
        if (index >= 0) left.splice(index, 1);
        return index < 0;
      });
      const tooMany = operator === 'any-order' && left.length > 0 && missing.length === 0;
      return [
        ...missing.map((each) => ({ at, expected: `one like ${show(each)}`, found: show(actual) })),
        ...(tooMany ? [{ at, expected: `${wanted.length} of them`, found: show(actual) }] : []),
      ];
    }
  }
};

const matchList = (pattern: readonly unknown[], actual: unknown, at: string): readonly Mismatch[] => {
  if (!Array.isArray(actual)) return [{ at, expected: `a list: ${show(pattern)}`, found: show(actual) }];
  if (actual.length !== pattern.length)
    return [
      { at, expected: `${pattern.length} of them: ${show(pattern)}`, found: `${actual.length}: ${show(actual)}` },
    ];
  return pattern.flatMap((each, index) => match(each, actual[index], `${at}[${index}]`));
};

const matchFields = (fields: Readonly<Record<string, unknown>>, actual: unknown, at: string): readonly Mismatch[] => {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual))
    return [{ at, expected: show(fields), found: show(actual) }];
  return Object.entries(fields).flatMap(([key, each]) => {
    const name = Object.hasOwn(actual, key)
      ? key
      : (Object.keys(actual).find((other) => plainOf(other) === plainOf(key)) ?? key);
    return match(each, (actual as Readonly<Record<string, unknown>>)[name], `${at}.${name}`);
  });
};

const isAnswer = (value: unknown): value is { readonly says: string } =>
  typeof value === 'object' && value !== null && 'says' in value && typeof value.says === 'string';

/**
 * `registered` fits every registration and `registered 2026-08-03` one of that day; of what is missing, all is named or
 * nothing.
 */
const answerFits = (pattern: string, says: string): boolean => {
  if (pattern === says) return true;
  if (pattern.startsWith('~')) return says.includes(pattern.slice(1).trim());
  const [type, ...wanted] = wordsOf(pattern);
  const [actual, ...found] = wordsOf(says);
  if (!type || type !== actual) return false;
  if (type === 'supplement' && wanted.length > 0)
    return wanted.length === found.length && wanted.every((word) => found.includes(word));
  return (
    ['registered', 'held', 'withdrawn', 'refused', 'supplement'].includes(type) &&
    wanted.every((word) => found.includes(word))
  );
};

const wordsOf = (text: string): string[] => text.split(/[\s,()]+/).filter((word) => word !== '');

const show = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  if (isAnswer(value)) return value.says;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};
