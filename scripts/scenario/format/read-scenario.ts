import { explainAll } from './explain.ts';
import { formatShapes } from './json-schema.ts';
import { fieldText, type Path, type Problem, readYaml, type YamlFile } from './read-yaml.ts';
import { respell } from './respell.ts';
import { type ScenarioInput, scenario } from './schema.ts';

/** Collects what is wrong, so that all of it is told at once. */
export interface Problems {
  readonly add: (path: Path, message: string, of?: 'key' | 'value') => void;
  readonly list: () => readonly Problem[];
}

export type ReadScenario =
  | {
      readonly ok: true;
      readonly input: ScenarioInput;
      readonly problems: Problems;
      readonly lineOf: (path: Path) => number;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a scenario as far as its form goes; who is who in it, the world finds out. */
export const readScenario = (text: string): ReadScenario => {
  const file = readYaml(text);
  if (file.problems.length > 0) return { ok: false, problems: file.problems };
  if (file.value === null)
    return { ok: false, problems: [{ place: { line: 1, column: 1 }, field: '', message: 'the file is empty' }] };
  const renamed = new Map<string, string>();
  const value = respell(file.value, formatShapes(), formatShapes().top, [], renamed);
  const problems = createProblems(file, renamed);
  const parsed = scenario.safeParse(value);
  if (parsed.success) return { ok: true, input: parsed.data, problems, lineOf: (path) => problems.placeOf(path).line };
  for (const { path, message, of } of explainAll(parsed.error.issues, value)) problems.add(path, message, of);
  return { ok: false, problems: problems.list() };
};

const createProblems = (
  file: YamlFile,
  renamed: ReadonlyMap<string, string>,
): Problems & { readonly placeOf: (path: Path) => Problem['place'] } => {
  const found: Problem[] = [];
  /** As the file spells it. */
  const spelled = (path: Path): Path =>
    path.map((part, index) => renamed.get(JSON.stringify(path.slice(0, index + 1).map(String))) ?? part);
  const placeOf = (path: Path, of: 'key' | 'value' = 'key') => file.placeOf(spelled(path), of);
  return {
    placeOf,
    add: (path, message, of = 'value') => {
      found.push({ place: placeOf(path, of), field: fieldText(path), message });
    },
    list: () => found.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column),
  };
};
