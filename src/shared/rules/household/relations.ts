import type { Relation, Resident } from '../../registry/resident.ts';
import { kinOf, pathsBetween, relationsAt } from './kinship.ts';

type Sex = Resident['sex'];

export interface RelationChange {
  /** The member's relation to the old householder; `본인` for the old householder. */
  readonly member: Relation;
  /** The new householder's relation to the old one. */
  readonly newHouseholder: Relation;
  readonly memberSex?: Sex | undefined;
  readonly newHouseholderSex?: Sex | undefined;
}

export interface Reexpressed {
  readonly relation: Relation;
  /**
   * The two relations leave no other reading, as long as every marriage joined two families that had nothing to do with
   * each other before, and nobody was adopted out of one family into another. What isn't certain is for a person to ask.
   */
  readonly certain: boolean;
}

/** What a member can be to the new householder, the most usual first. Open: anything else, too. */
export interface Readings {
  readonly relations: readonly Relation[];
  readonly isOpen: boolean;
}

const readingsOf = ({ member, newHouseholder, memberSex, newHouseholderSex }: RelationChange): Readings => {
  if (newHouseholder === '본인') return { relations: [member], isOpen: false };
  const [from, to] = [kinOf(newHouseholder), kinOf(member)];
  if (!from || !to) return readingsWithoutPath(member, newHouseholder);
  const sex = to.sex ?? memberSex ?? null;
  const otherSex = from.sex ?? newHouseholderSex ?? null;
  const areOfOneSex = sex !== null && sex === otherSex;
  const toPath = (from.path.startsWith('c') && to.pathForDescendants) || to.path;
  const relations = pathsBetween(from.path, toPath)
    .flatMap((path) => relationsAt(path, sex))
    .filter((relation) => relation !== '배우자' || !areOfOneSex);
  return { relations: [...new Set(relations)], isOpen: from.isOneOfMany === true || to.isOneOfMany === true };
};

/**
 * Kin outside of the family stay so, and who has no tie to one householder has none to the next: that may be too little
 * (a cohabitant may be the new householder's mother), and never says what nobody reported. The old householder's own
 * case is the one that is known: having no tie goes both ways.
 */
const readingsWithoutPath = (member: Relation, newHouseholder: Relation): Readings =>
  member === '동거인' || newHouseholder === '동거인'
    ? { relations: ['동거인'], isOpen: member !== '본인' }
    : { relations: ['그 밖의 친족'], isOpen: true };

const cache = new Map<string, Readings>();

/** All readings. There are a few thousand cases, and a household asks for the same ones over and over. */
export const readingsFor = (change: RelationChange): Readings => {
  const key = [change.member, change.newHouseholder, change.memberSex, change.newHouseholderSex].join('|');
  const known = cache.get(key);
  if (known) return known;
  const found = readingsOf(change);
  cache.set(key, found);
  return found;
};

/**
 * A member's relation to the new householder, from the relations of both to the old one: the most usual reading. Two
 * relations that two people can't have at once (two spouses, two fathers) give 동거인, uncertain.
 */
export const reexpress = (change: RelationChange): Reexpressed => {
  const { relations, isOpen } = readingsFor(change);
  return { relation: relations[0] ?? '동거인', certain: relations.length === 1 && !isOpen };
};
