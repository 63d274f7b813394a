import type { FilingId } from '../../../src/shared/registry/ids.ts';
import type { NamedPerson } from '../../../src/shared/registry/move-in.ts';
import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import type { Report } from '../../../src/shared/registry/report.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { Path } from '../format/read-yaml.ts';
import type { StoryWorld } from '../world/build.ts';
import type { StoryOffice } from '../world/offices.ts';
import { findPerson, type StoryPerson } from '../world/people.ts';
import type { Told } from '../world/told.ts';

/** What a field of an act is read against. */
export interface ActContext {
  readonly world: StoryWorld;
  readonly told: Told;
  readonly problems: Problems;
  /** The true day of the step. */
  readonly today: PlainDate;
  readonly office: StoryOffice;
  /** Where the act stands in the file. */
  readonly path: Path;
}

/** Something that a scenario files, by the name that it gives it. */
export interface StoryFiling {
  readonly name: string;
  readonly id: FilingId;
  readonly office: StoryOffice;
  readonly verb: string;
  /** As the scenario wrote it, with what was supplemented since. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly report: Report;
  /** Of the last supplement; 0 before the first. */
  readonly version: number;
  /** What was known when it was taken. */
  readonly told: Told;
  /** The day on which it was first taken. */
  readonly takenOn: PlainDate;
}

export type PersonInput = Parameters<typeof findPerson>[1];

export const personOf = ({ world, problems, path }: ActContext, input: PersonInput, field: Path): StoryPerson | null =>
  findPerson(world.people, input, problems, [...path, ...field]);

export const toNamed = ({ name, number }: StoryPerson): NamedPerson => ({ name, number });

/** One name or several. */
export const peopleOf = (
  context: ActContext,
  input: string | readonly PersonInput[],
  field: Path,
): readonly StoryPerson[] =>
  typeof input === 'string'
    ? [personOf(context, input, field) ?? []].flat()
    : input.flatMap((each, index) => personOf(context, each, [...field, index]) ?? []);
