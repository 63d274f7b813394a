import type { Problem } from './format/read-yaml.ts';
import type { PlayedScenario } from './play-file.ts';

/** What is wrong with a file, one problem a line: `file:line:column field: message`. */
export const problemsToText = (file: string, problems: readonly Problem[]): string =>
  problems
    .map(
      ({ place, field, message }) =>
        `${file}:${place.line}:${place.column} ${field === '' ? '' : `${field}: `}${message}`,
    )
    .join('\n');

/** A line for each run, with what doesn't hold under it. */
export const summaryOf = ({ file, scenario, runs, ordersDiffer }: PlayedScenario): string =>
  [
    ...runs.flatMap(({ name, ok, surprises, answers, mismatches, checks }) => {
      const counts = Object.entries(countsOf(answers)).map(([type, count]) => `${count} ${type}`);
      const parts = [...counts, ...(surprises.length === 0 ? [] : [`${surprises.length} refused at the counter`])];
      return [
        `${ok ? 'ok  ' : 'FAIL'} ${file} · ${scenario} · ${name}: ${parts.join(', ') || 'nothing filed'}`,
        ...mismatches.map(
          ({ at, expected, found }) => `       ${at}\n         expected ${expected}\n         found    ${found}`,
        ),
        ...checks
          .filter((check) => !check.ok)
          .flatMap(({ check, faults }) => [
            `       ${check}: it is not so`,
            ...faults.map((fault) => `         ${fault}`),
          ]),
        ...surprises.map((each) => `       ${each}`),
      ];
    }),
    ...ordersDiffer.map((difference) => `FAIL ${file} · ${scenario}: ${difference}`),
  ].join('\n');

const countsOf = (answers: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const movers of Object.values(answers))
    for (const answer of Object.values(movers as Record<string, { readonly type: string }>))
      counts[answer.type] = (counts[answer.type] ?? 0) + 1;
  return counts;
};
