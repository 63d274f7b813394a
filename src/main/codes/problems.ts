import type { ImportReport, LineProblem, ProblemKind } from '../../shared/registry/code-import.ts';
import { toShown } from './decode.ts';
import type { Problem } from './split.ts';

/** Of each kind of problem in each file, this many lines are named; a file of another edition has millions. */
const namedOfKind = 20;
/** And this many altogether. */
const namedInAll = 500;

/** Collects what is wrong with lines. Every problem is counted; the first of each kind are kept. */
export interface Problems {
  readonly add: (at: { readonly file: string; readonly line: number }, problem: Problem, isKept?: boolean) => void;
  readonly named: () => readonly LineProblem[];
  readonly totals: () => ImportReport['totals'];
}

export const createProblems = (): Problems => {
  const named: LineProblem[] = [];
  const counts = new Map<string, Map<ProblemKind, number>>();
  return {
    add: ({ file, line }, { column, problem, read }, isKept = false) => {
      const ofFile = counts.get(file) ?? new Map<ProblemKind, number>();
      const count = (ofFile.get(problem) ?? 0) + 1;
      counts.set(file, ofFile.set(problem, count));
      if (count > namedOfKind || named.length >= namedInAll) return;
      named.push({ file, line, column, problem, read: toShown(read), isKept });
    },
    named: () => named,
    totals: () =>
      [...counts].flatMap(([file, ofFile]) => [...ofFile].map(([problem, count]) => ({ file, problem, count }))),
  };
};
