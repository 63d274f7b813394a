import type { Answer, MoverAnswer } from '../../../src/shared/registry/answer.ts';
import type { Household, Resident } from '../../../src/shared/registry/resident.ts';
import type { Story } from '../story/story.ts';

/** What the results call people, households, filings and offices, instead of their ids. */
export interface Names {
  readonly resident: (resident: Pick<Resident, 'id' | 'number' | 'name'>) => string;
  readonly residentById: (id: string) => string;
  readonly household: (id: string) => string;
  readonly filing: (id: string) => string;
  readonly office: (id: string) => string;
  /** Who an answer is for. */
  readonly mover: (key: MoverAnswer['mover']) => string;
}

export const createNames = (story: Story, residents: readonly Resident[]): Names => {
  const { people, offices, householdNames } = story.world;
  const filings = new Map<string, string>(
    story.steps.flatMap(({ act, name }) => ('id' in act && name !== null ? [[act.id, name] as const] : [])),
  );
  const byId = new Map<string, string>();
  const resident: Names['resident'] = ({ id, number, name }) => people.keyByNumber.get(number) ?? byId.get(id) ?? name;
  for (const person of people.byKey.values()) if (person.id) byId.set(person.id, person.key);
  for (const each of residents)
    if (!byId.has(each.id)) byId.set(each.id, people.keyByNumber.get(each.number) ?? each.name);
  const filing = (id: string): string => filings.get(id) ?? id;

  return {
    resident,
    residentById: (id) => byId.get(id) ?? id,
    filing,
    office: (id) => offices.find(({ office }) => office.id === id)?.key ?? id,
    household: (id) => {
      const named = householdNames.get(id as Household['id']);
      if (named !== undefined) return named;
      if (filings.has(id)) return `formed by ${filing(id)}`;
      // Further records of one filing are numbered where its own id has its version.
      const first = `${id.slice(0, 14)}7000${id.slice(18)}`;
      return filings.has(first)
        ? `formed by ${filing(first)} (${String(Number.parseInt(id.slice(15, 18), 16) + 1)})`
        : id;
    },
    mover: (key) => people.keyByNumber.get(key) ?? /^newborn \S+ (.+)$/.exec(key)?.[1] ?? key,
  };
};

/** An answer in a line: `registered 2026-08-03`, `supplement consent-missing`, `held same-day-filing (이사1)`. */
export const answerToLine = (answer: Answer, names: Pick<Names, 'filing'>): string => {
  switch (answer.type) {
    case 'registered':
      return ['registered', `${answer.on}${(answer.notices ?? []).map((notice) => `, ${notice}`).join('')}`].join(' ');
    case 'supplement':
      return `supplement ${answer.missing.join(', ')}`;
    case 'held':
      return `held ${answer.why}${answer.other ? ` (${names.filing(answer.other.filing)})` : ''}`;
    case 'withdrawn':
    case 'refused':
      return `${answer.type} ${answer.on}`;
  }
};

/** With names for ids, and the line first. */
export const namedAnswer = (answer: Answer, names: Names): Record<string, unknown> => ({
  says: answerToLine(answer, names),
  ...answer,
  ...(answer.type === 'held' && answer.other
    ? {
        other: {
          ...answer.other,
          filing: names.filing(answer.other.filing),
          office: names.office(answer.other.office),
        },
      }
    : {}),
});

export const namedAnswers = (movers: readonly MoverAnswer[], names: Names): Record<string, unknown> =>
  Object.fromEntries(movers.map(({ mover, answer }) => [names.mover(mover), namedAnswer(answer, names)]));
