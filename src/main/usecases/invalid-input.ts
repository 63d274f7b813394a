import type { ZodError } from 'zod';
import { type BrokenBound, brokenBound } from '../../shared/contract/bounds.ts';
import { Request } from '../../shared/contract/envelope.ts';
import { type AppError, type InputIssue, mostIssues } from '../../shared/contract/errors.ts';
import { boundToText, issueToText, unknownField } from '../../shared/text/input.ts';
import type { Text } from '../../shared/text/language.ts';

type Path = readonly PropertyKey[];
type Issue = ZodError['issues'][number];

/** The error for one field that a use case looks at itself. */
export const invalidInput = (path: string, message: Text): AppError => ({
  type: 'InvalidInput',
  issues: [{ path, message }],
});

export const boundToError = (broken: BrokenBound): AppError =>
  invalidInput(pathToText(broken.path), boundToText(broken));

/** What is wrong with a message that is no request. */
export const requestToError = (message: unknown): AppError => {
  const broken = brokenBound(message);
  if (broken) return boundToError(broken);
  const { error } = Request.safeParse(message);
  if (!error) throw new Error('a request is no error');
  return issuesToError(error, message);
};

/** Every field that the contract refuses, the first `mostIssues` of them, each with what it must be. */
export const issuesToError = ({ issues }: ZodError, input: unknown): AppError => {
  const found = new Map<string, InputIssue>();
  for (const { path, message } of eachIssue(issues, [], input)) {
    if (found.size === mostIssues) break;
    const text = pathToText(path);
    if (!found.has(text)) found.set(text, { path: text, message });
  }
  return { type: 'InvalidInput', issues: [...found.values()] };
};

function* eachIssue(
  issues: readonly Issue[],
  above: Path,
  input: unknown,
): Generator<{ readonly path: Path; readonly message: Text }> {
  for (const issue of issues) {
    const path = [...above, ...issue.path];
    const branch = issue.code === 'invalid_union' ? branchMeant(issue.errors) : null;
    if (branch) yield* eachIssue(branch, path, input);
    else if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) yield { path: [...path, key], message: unknownField };
    else yield { path, message: issueToText(issue, valueAt(input, path) === undefined) };
  }
}

/** Which of several shapes somebody meant: the one of that name (`type`, `kind`), and whose fields these mostly are. */
const branchMeant = (branches: readonly (readonly Issue[])[]): readonly Issue[] | null => {
  const distance = (branch: readonly Issue[]): number => branch.reduce((sum, issue) => sum + distanceOf(issue), 0);
  return branches.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
};

const distanceOf = (issue: Issue): number => {
  if (issue.code === 'invalid_union' && issue.errors.length === 0) return 100;
  return issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1;
};

const valueAt = (input: unknown, path: Path): unknown => {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
};

/** Keys may be anything that was sent, a resident number too: only such as the contract could have are named. */
const pathToText = (path: Path): string =>
  path
    .slice(0, 12)
    .map((key) => (typeof key === 'number' || /^[A-Za-z]\w{0,39}$/.test(String(key)) ? String(key) : '?'))
    .join('.');
