import type { Relation, Resident } from '../../registry/resident.ts';
import { type Readings, type Reexpressed, readingsFor } from './relations.ts';

export interface HouseholdMember<Id extends string> {
  readonly id: Id;
  /** To the old householder, who is `본인` if they are still a member. */
  readonly relation: Relation;
  readonly sex: Resident['sex'];
}

export interface ReexpressedMember<Id extends string> extends Reexpressed {
  readonly id: Id;
}

/**
 * The relations of a whole household to its new householder, in the order given. They fit together: no two members are
 * to each other, seen from the new householder, what they can't have been, seen from the old one. So there are not two
 * spouses, nor a brother and a sister who are father and mother. Of all ways that fit, this is the most usual one.
 * What is certain is what is certain of each alone. Throws if the new householder is not a member.
 */
export const reexpressHousehold = <Id extends string>(
  members: readonly HouseholdMember<Id>[],
  newHouseholder: Id,
): readonly ReexpressedMember<Id>[] => {
  const head = members.find((member) => member.id === newHouseholder);
  if (!head) throw new Error('the new householder must be a member of the household');
  const readings = members.map(
    (member): Readings =>
      member === head
        ? { relations: ['본인'], isOpen: false }
        : readingsFor({
            member: member.relation,
            newHouseholder: head.relation,
            memberSex: member.sex,
            newHouseholderSex: head.sex,
          }),
  );
  const chosen = mostUsual(
    members.map((member, index) => ({ before: member.relation, ...(readings[index] as Readings) })),
  );
  return members.map(({ id }, index) => {
    const { relations, isOpen } = readings[index] as Readings;
    const relation = chosen[index] ?? '동거인';
    return { id, relation, certain: !isOpen && relations.length === 1 && relations[0] === relation };
  });
};

interface Choice extends Readings {
  readonly before: Relation;
}

/** What a member was, and what they may become. */
interface Option {
  readonly before: Relation;
  readonly after: Relation;
}

const cache = new Map<string, boolean>();

/** Whether what two members become agrees with what they were: what one is to the other doesn't change with the head. */
const canBothStand = (one: Option, other: Option): boolean => {
  const key = `${one.before}|${one.after}|${other.before}|${other.after}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const found = agree(one, other);
  cache.set(key, found);
  return found;
};

const agree = (one: Option, other: Option): boolean => {
  const before = readingsFor({ member: other.before, newHouseholder: one.before });
  const after = readingsFor({ member: other.after, newHouseholder: one.after });
  // Two spouses of one person, say: nobody can be that to anybody.
  if (after.relations.length === 0) return false;
  // Where the record contradicts itself already, there is nothing to agree with.
  if (before.isOpen || after.isOpen || before.relations.length === 0) return true;
  return after.relations.some((relation) => before.relations.includes(relation));
};

/** Dearer than the least usual readings of everybody else, so that it is taken only where nothing else fits. */
const lastResortCost = 1_000;

/** Nearly always the first way fits. The limit is for a household that was made up to be hard. */
const maxSteps = 2_000;

/** For each member one relation, so that all fit together and the sum of their places in their lists is least. */
const mostUsual = (choices: readonly Choice[]): readonly Relation[] => {
  let steps = 0;
  let leastCost = Number.POSITIVE_INFINITY;
  let best: readonly Option[] = [];

  const choose = (chosen: readonly Option[], spent: number): void => {
    if (spent >= leastCost) return;
    const choice = choices[chosen.length];
    if (!choice) {
      leastCost = spent;
      best = chosen;
      return;
    }
    const { before } = choice;
    const ways = choice.relations.map((after, cost) => ({ option: { before, after }, cost }));
    const lastResort = { option: { before, after: '동거인' } as const, cost: lastResortCost };
    for (const { option, cost } of [...ways, lastResort]) {
      steps += 1;
      // The first way is always gone to its end.
      if (steps > maxSteps && best.length > 0) return;
      if (chosen.every((earlier) => canBothStand(earlier, option))) choose([...chosen, option], spent + cost);
    }
  };

  choose([], 0);
  return best.map(({ after }) => after);
};
