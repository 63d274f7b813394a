import { isDeepStrictEqual } from 'node:util';
import type { Household, Resident } from '../../../src/shared/registry/resident.ts';
import type { PlayedRun } from '../play/play.ts';

/** Something that must hold whatever the story is. */
export interface Check {
  readonly check: string;
  readonly ok: boolean;
  /** What doesn't hold; empty where all is well. */
  readonly faults: readonly string[];
}

/** What RRS Office promises of every story, once everybody has synced. */
export const checkRun = (played: PlayedRun): readonly Check[] =>
  [
    ['every office has its own residents as central has them, and nobody else', officeFaults(played)],
    ['everybody is in one household of one office, which lists them', homeFaults(played)],
    ['every mover of every filing has one answer', answerFaults(played)],
    ['nothing is left unsent, and central could read everything', deliveryFaults(played)],
    ['nothing happened that nobody expected', played.desks.flatMap(incidents)],
  ].map(([check, faults]) => ({
    check: check as string,
    ok: faults?.length === 0,
    faults: faults as readonly string[],
  }));

const officeFaults = ({ desks, register, names }: PlayedRun): readonly string[] =>
  desks.flatMap(({ desk, open }) => {
    const reads = open().replica.reads();
    const office = desk.office.office.id;
    const people = register.residents.flatMap((resident) => {
      const here = reads.resident(resident.id);
      const wanted = resident.office === office ? resident : null;
      return isSame(here, wanted) ? [] : [`${desk.name} has ${names.resident(resident)} otherwise`];
    });
    const records = register.households.flatMap((household) => {
      const here = reads.household(household.id);
      const wanted = household.office === office ? household : null;
      return isSame(here, wanted) ? [] : [`${desk.name} has household ${names.household(household.id)} otherwise`];
    });
    return [...people, ...records];
  });

/** In whichever order their fields stand. */
const isSame = isDeepStrictEqual;

const homeFaults = ({ register, names }: PlayedRun): readonly string[] => {
  const homes = new Map<string, Household[]>();
  for (const household of register.households)
    for (const member of household.members) homes.set(member, [...(homes.get(member) ?? []), household]);
  const faultOf = (resident: Resident): string | null => {
    const listed = homes.get(resident.id) ?? [];
    const name = names.resident(resident);
    if (resident.status === 'deleted')
      return listed.length > 1 ? `${name}, struck off, is in several households` : null;
    const [home, other] = listed;
    if (!home) return `${name} is in no household`;
    if (other) return `${name} is in several households`;
    if (home.id !== resident.household) return `${name} is in another household than their entry says`;
    return home.office === resident.office ? null : `${name} is of another office than their household`;
  };
  return [
    ...register.residents.flatMap((resident) => faultOf(resident) ?? []),
    ...register.households.flatMap(({ id, householder, members }) =>
      householder === null || members.includes(householder) || members.length === 0
        ? []
        : `the householder of ${names.household(id)} is no member of it`,
    ),
  ];
};

const answerFaults = ({ desks, register, names }: PlayedRun): readonly string[] =>
  [...register.answers].flatMap(([filing, answers]) => {
    const movers = answers.map(({ mover }) => mover);
    const twice = movers.filter((mover, index) => movers.indexOf(mover) !== index);
    const known = desks.flatMap(({ desk, open }) => {
      const stored = open().replica.reads().filing(filing);
      if (!stored) return [];
      const areSame = answers.every(({ mover, answer }) =>
        isSame(stored.answers.find((each) => each.mover === mover)?.answer ?? null, answer),
      );
      return areSame ? [] : [`${desk.name} knows other answers to ${names.filing(filing)}`];
    });
    return [...twice.map((mover) => `${names.mover(mover)} has two answers in ${names.filing(filing)}`), ...known];
  });

const deliveryFaults = ({ desks, steps, register }: PlayedRun): readonly string[] => [
  ...desks.flatMap(({ desk, open }) => {
    const unsent = open().replica.unsentCount();
    return unsent === 0 ? [] : [`${desk.name} has ${unsent} entries that central doesn’t have`];
  }),
  ...steps.flatMap(({ step, said }) => {
    const isFiled = said?.error === null && (step.act.type === 'move-in' || step.act.type === 'report');
    return isFiled && !register.answers.has(step.act.id) ? [`central has no answer to ${step.name ?? ''}`] : [];
  }),
];

const incidents = ({ desk, log }: PlayedRun['desks'][number]): readonly string[] =>
  log() === '' ? [] : [`${desk.name}: ${log().trim()}`];
