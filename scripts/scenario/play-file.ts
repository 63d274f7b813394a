import { checkExpected } from './expect/expect.ts';
import type { Mismatch } from './expect/match.ts';
import { readScenario } from './format/read-scenario.ts';
import type { Problem } from './format/read-yaml.ts';
import { type MakeCentral, playRun } from './play/play.ts';
import { type RunJson, runToJson } from './results/run.ts';
import { compileStory } from './story/compile.ts';
import type { Story } from './story/story.ts';

/** What a scenario came to: its runs, and whether everything that it expects holds. */
export interface PlayedScenario {
  readonly file: string;
  readonly scenario: string;
  readonly story: string;
  readonly rules: readonly string[];
  readonly ok: boolean;
  readonly runs: readonly PlayedResult[];
  /** What differs between runs that should end alike; empty where nothing does. */
  readonly ordersDiffer: readonly string[];
}

export interface PlayedResult extends RunJson {
  readonly ok: boolean;
  /** What it doesn't hold of what the scenario expects. */
  readonly mismatches: readonly Mismatch[];
  /** Steps that the counter refused although the scenario doesn't say so. They make no run fail. */
  readonly surprises: readonly string[];
}

export type PlayedFile =
  | { readonly type: 'played'; readonly result: PlayedScenario }
  /** It is no scenario. */
  | { readonly type: 'unreadable'; readonly problems: readonly Problem[] };

/** @param name how results and messages call the file */
export const loadStory = (
  text: string,
  name: string,
): { readonly ok: true; readonly story: Story } | { readonly ok: false; readonly problems: readonly Problem[] } => {
  const read = readScenario(text);
  if (!read.ok) return read;
  const story = compileStory(read.input, read.problems, read.lineOf, name.replace(/^.*\//, '').replace(/\.ya?ml$/, ''));
  return story ? { ok: true, story } : { ok: false, problems: read.problems.list() };
};

/** Plays every run, or the one of this name. */
export const playFile = async (
  text: string,
  name: string,
  options: { readonly run?: string | undefined; readonly makeCentral?: MakeCentral | undefined } = {},
): Promise<PlayedFile> => {
  const loaded = loadStory(text, name);
  if (!loaded.ok) return { type: 'unreadable', problems: loaded.problems };
  const { story } = loaded;
  const wanted = options.run === undefined ? story.runs : story.runs.filter((run) => run.name === options.run);
  if (wanted.length === 0) {
    const names = story.runs.map((run) => run.name).join('; ');
    const message = `there is no run ${options.run ?? ''}; there are: ${names}`;
    return { type: 'unreadable', problems: [{ place: { line: 1, column: 1 }, field: 'runs', message }] };
  }
  const runs: PlayedResult[] = [];
  for (const run of wanted) {
    const result = await playRun(story, run, runToJson, options.makeCentral);
    const mismatches = checkExpected(story, run, result);
    const ok = mismatches.length === 0 && result.checks.every((check) => check.ok);
    runs.push({ ...result, ok, mismatches, surprises: surprisesOf(story, result) });
  }
  const ordersDiffer = story.ordersDiffer === null ? differences(runs) : [];
  return {
    type: 'played',
    result: {
      file: name,
      scenario: story.title,
      story: story.text,
      rules: story.rules,
      ok: runs.every(({ ok }) => ok) && ordersDiffer.length === 0,
      runs,
      ordersDiffer,
    },
  };
};

const surprisesOf = ({ steps, expect }: Story, result: RunJson): readonly string[] =>
  steps.flatMap((step, index) => {
    const { ok, error } = result.steps[index] ?? {};
    const isExpected =
      (step.expect !== null && ('ok' in step.expect || 'error' in step.expect)) ||
      (step.name !== null && expect?.certificates !== undefined && Object.hasOwn(expect.certificates, step.name));
    return ok === false && !isExpected ? [`step ${step.nth} (line ${step.line}): ${JSON.stringify(error)}`] : [];
  });

/** The final register and the answers don't depend on the order in which filings reach central. */
const differences = (runs: readonly RunJson[]): readonly string[] => {
  const [first, ...others] = runs;
  if (!first) return [];
  return others.flatMap((other) =>
    (['register', 'households', 'answers'] as const).flatMap((part) =>
      Object.keys({ ...first[part], ...other[part] })
        .filter((key) => JSON.stringify(first[part][key]) !== JSON.stringify(other[part][key]))
        .map((key) => `${part}.${key} is not the same after “${first.name}” and “${other.name}”`),
    ),
  );
};
