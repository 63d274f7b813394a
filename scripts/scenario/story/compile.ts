import { rolesToAmend, rolesToFile } from '../../../src/main/usecases/filings/authority.ts';
import { plainDateAt } from '../../../src/shared/registry/plain-date.ts';
import type { ActContext } from '../acts/context.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { ScenarioInput } from '../format/schema.ts';
import { type OfficeVerb, officeVerbs, type StepInput, type Verb, verbs } from '../format/steps.ts';
import { buildWorld, type StoryWorld } from '../world/build.ts';
import { findOffice, type StoryOffice } from '../world/offices.ts';
import { compileAct, type Known } from './compile-act.ts';
import { checkExpectations } from './expectations.ts';
import { filingIdAt } from './ids.ts';
import { compileRuns } from './runs.ts';
import type { Act, Story, StoryDesk, StoryStep } from './story.ts';
import { createCursor, firstDay, timeAt } from './times.ts';

/** Looks up everything that a scenario names. What is wrong stands in `problems`; then there is no story. */
export const compileStory = (
  input: ScenarioInput,
  problems: Problems,
  lineOf: (path: readonly (string | number)[]) => number,
  fallbackTitle: string,
): Story | null => {
  const worldInput = input.world ?? {};
  const world = buildWorld(worldInput, problems);
  const startsAt = timeAt(worldInput.starts ?? firstDay(input.steps), worldInput.time ?? '09:00');
  const [firstOffice] = world.offices;
  if (!firstOffice) {
    problems.add(['world', 'offices'], 'there is no office');
    return null;
  }
  const desks = new Map<string, StoryDesk>();
  for (const office of world.offices) desks.set(office.key, { name: office.key, office, official: 'clerk' });
  const known: Known = { filings: new Map(), papers: new Map() };
  const steps = compileSteps(input.steps, { world, problems, startsAt, desks, known, lineOf, firstOffice });
  const runs = compileRuns(input.runs, { steps, desks: [...desks.values()], problems });
  const names = { world, filings: [...known.filings.keys()], papers: [...known.papers.keys()] };
  checkExpectations(input.expect, ['expect'], names, problems);
  for (const [index, run] of (Array.isArray(input.runs) ? input.runs : []).entries())
    if (typeof run === 'object' && !Array.isArray(run))
      checkExpectations(run.expect, ['runs', index, 'expect'], names, problems);
  if (problems.list().length > 0) return null;
  return {
    title: String(input.scenario ?? fallbackTitle),
    text: (input.story ?? '').trim().replaceAll(/\s*\n\s*/g, ' '),
    rules: input.rules ?? [],
    world,
    startsAt,
    desks: [...desks.values()],
    steps,
    runs,
    expect: input.expect ?? null,
    ordersDiffer: input['orders-differ'] === undefined ? null : String(input['orders-differ']),
    lineOf,
  };
};

interface Compiling {
  readonly world: StoryWorld;
  readonly problems: Problems;
  readonly startsAt: number;
  readonly desks: Map<string, StoryDesk>;
  readonly known: Known;
  readonly lineOf: (path: readonly (string | number)[]) => number;
  readonly firstOffice: StoryOffice;
}

const compileSteps = (
  inputs: readonly StepInput[],
  { world, problems, startsAt, desks, known, lineOf, firstOffice }: Compiling,
): readonly StoryStep[] => {
  const told = world.newTold();
  const cursor = createCursor(startsAt, problems);
  let lastOffice = firstOffice;
  return inputs.flatMap((written, index): StoryStep[] => {
    const path = ['steps', index];
    const step = withDesk(written, path, problems);
    const nth = index + 1;
    const at = cursor.next(step, path);
    const verb = verbs.find((each) => step[each] !== undefined);
    const isOfficeAct = verb !== undefined && officeVerbs.includes(verb as OfficeVerb);
    const office =
      isOfficeAct || step.at !== undefined ? officeOf(step, verb, { world, problems, known, lastOffice, path }) : null;
    if (office) lastOffice = office;
    const common = { nth, line: lineOf(path), at, verb: verb ?? 'pass', expect: step.expect ?? null };
    if (verb === undefined) return [{ ...common, desk: null, name: null, act: { type: 'pass' } }];
    const context: ActContext = {
      world,
      told,
      problems,
      today: plainDateAt(at),
      office: office ?? lastOffice,
      path: [...path, verb],
    };
    const name = nameOf(step, verb, nth);
    if (known.filings.has(name) || known.papers.has(name))
      problems.add([...path, verb, 'id'], `another step has the id ${name} already`);
    const act = compileAct(context, verb, step, { id: filingIdAt(nth), name }, known);
    const isNamed = act !== null && ['move-in', 'report', 'paper'].includes(act.type);
    const desk = act && office && isOfficeAct ? deskOf(desks, office, step.desk ?? usualDesk(act)) : null;
    return act ? [{ ...common, desk, name: isNamed ? name : null, act }] : [];
  });
};

/** `은가람동/2` is the second desk of an office. */
const withDesk = (step: StepInput, path: readonly (string | number)[], problems: Problems): StepInput => {
  const [, office, which] = /^(.+)\/(\d|clerk|supervisor|kiosk)$/.exec(String(step.at ?? '')) ?? [];
  if (office === undefined || which === undefined) return step;
  if (step.desk !== undefined) problems.add([...path, 'desk'], 'the desk stands in at already: keep one');
  return {
    ...step,
    at: office,
    desk: /^\d$/.test(which) ? Number(which) : (which as 'clerk' | 'supervisor' | 'kiosk'),
  };
};

/** The counter, or the supervisor's computer for what only a supervisor does. */
const usualDesk = (act: Act): StepInput['desk'] => {
  const roles =
    act.type === 'move-in' || act.type === 'report'
      ? rolesToFile(act.report)
      : act.type === 'amend'
        ? rolesToAmend(act.amendment)
        : null;
  return roles === null || roles.includes('clerk') ? 1 : 'supervisor';
};

const nameOf = (step: StepInput, verb: Verb, nth: number): string => {
  const input: unknown = step[verb];
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : `step-${nth}`;
};

/** Where it is done: as it says, else where the filing was taken or the new address lies, else as the step before. */
const officeOf = (
  step: StepInput,
  verb: Verb | undefined,
  {
    world,
    problems,
    known,
    lastOffice,
    path,
  }: Pick<Compiling, 'world' | 'problems' | 'known'> & {
    readonly lastOffice: StoryOffice;
    readonly path: readonly (string | number)[];
  },
): StoryOffice => {
  if (step.at !== undefined) return findOffice(world.offices, step.at, problems, [...path, 'at']) ?? lastOffice;
  const input: unknown = verb === undefined ? undefined : step[verb];
  const fields = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  const named = fields['filing'];
  const filing = typeof named === 'string' || typeof named === 'number' ? known.filings.get(String(named)) : undefined;
  if (filing) return filing.office;
  const to = fields['to'];
  const words = typeof to === 'string' ? to.split(/\s+/) : [];
  return world.offices.find(({ key, office }) => words.includes(key) || words.includes(office.nameKo)) ?? lastOffice;
};

const deskOf = (desks: Map<string, StoryDesk>, office: StoryOffice, which: StepInput['desk']): StoryDesk => {
  const isFirst = which === undefined || which === 1 || which === 'clerk';
  const name = isFirst ? office.key : `${office.key}/${which}`;
  const found = desks.get(name);
  if (found) return found;
  const desk: StoryDesk = { name, office, official: which === 'supervisor' || which === 'kiosk' ? which : 'clerk' };
  desks.set(name, desk);
  return desk;
};
