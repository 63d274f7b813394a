import type { Relation } from '../../src/shared/registry/resident.ts';
import type { Random } from './random.ts';

/** Somebody in an invented family, as a family register would have them. Unknown parents are null. */
export interface Relative {
  readonly nth: number;
  readonly sex: 'M' | 'F';
  father: Relative | null;
  mother: Relative | null;
  /** Who they are married to, or whose widow they are. Not who they were divorced from. */
  spouse: Relative | null;
}

/**
 * A family of so many people and a few who are none of it, grown at random: couples and divorced or unmarried parents,
 * second marriages with children from before, half-siblings, in-laws with families of their own. Whoever is married
 * comes from outside, so that no two families are joined twice.
 */
export const aFamily = (random: Random, size: number): readonly Relative[] => {
  const people: Relative[] = [];
  const add = (sex: 'M' | 'F'): Relative => {
    const person: Relative = { nth: people.length, sex, father: null, mother: null, spouse: null };
    people.push(person);
    return person;
  };
  const anySex = (): 'M' | 'F' => random.pick(['M', 'F']);
  const marry = (one: Relative, other: Relative): void => {
    one.spouse = other;
    other.spouse = one;
  };
  const partnerOf = (person: Relative): Relative | null => {
    if (person.spouse && random.chance(0.75)) return person.spouse;
    return random.chance(0.6) ? add(person.sex === 'M' ? 'F' : 'M') : null;
  };

  const grow = {
    spouse: (person: Relative): void => {
      if (!person.spouse) marry(person, add(person.sex === 'M' ? 'F' : 'M'));
    },
    child: (person: Relative): void => {
      const partner = partnerOf(person);
      const child = add(anySex());
      child.father = person.sex === 'M' ? person : partner;
      child.mother = person.sex === 'F' ? person : partner;
    },
    parent: (person: Relative): void => {
      const missing = (['father', 'mother'] as const).filter((which) => person[which] === null);
      if (missing.length === 0) return;
      const which = random.pick(missing);
      const parent = add(which === 'father' ? 'M' : 'F');
      const other = which === 'father' ? person.mother : person.father;
      person[which] = parent;
      if (other && !other.spouse && random.chance(0.7)) marry(parent, other);
    },
    stranger: (): void => {
      add(anySex());
    },
  };

  add(anySex());
  // A family that grows upwards, downwards or sideways more than others do: some are five generations, some are broad.
  const weights = [
    { weight: random.between(1, 6), how: 'spouse' as const },
    { weight: random.between(1, 12), how: 'child' as const },
    { weight: random.between(1, 6), how: 'parent' as const },
    { weight: 0.3, how: 'stranger' as const },
  ];
  const isLine = random.chance(0.4);
  while (people.length < size)
    grow[random.pickWeighted(weights).how](isLine ? random.pick(people.slice(-4)) : random.pick(people));
  return people;
};

interface Blood {
  /** Generations up to the nearest common ancestor, and from there down. */
  readonly up: number;
  readonly down: number;
}

const ancestorsOf = (person: Relative): ReadonlyMap<Relative, number> => {
  const found = new Map<Relative, number>([[person, 0]]);
  for (const [each, generation] of found)
    for (const parent of [each.father, each.mother])
      if (parent && !found.has(parent)) found.set(parent, generation + 1);
  return found;
};

const bloodBetween = (one: Relative, other: Relative): Blood | null => {
  const others = ancestorsOf(other);
  let nearest: Blood | null = null;
  for (const [ancestor, up] of ancestorsOf(one)) {
    const down = others.get(ancestor);
    if (down !== undefined && (!nearest || up + down < nearest.up + nearest.down)) nearest = { up, down };
  }
  return nearest;
};

/**
 * What somebody is to a householder, by the Civil Code's own definitions [민법 767–771, 777, 779] and the common
 * ancestors of the two: nothing of it comes from the rules that it tests.
 */
export const trueRelation = (householder: Relative, person: Relative): Relation => {
  if (person === householder) return '본인';
  if (person === householder.spouse) return '배우자';
  const isMan = person.sex === 'M';
  const blood = bloodBetween(householder, person);
  if (blood) return bloodRelation(blood, isMan);
  const ofSpouse = householder.spouse && bloodBetween(householder.spouse, person);
  if (ofSpouse) return spousesRelation(ofSpouse, isMan);
  const spouseOf = person.spouse && bloodBetween(householder, person.spouse);
  if (spouseOf) return relationOfSpouse(spouseOf, isMan);
  const both = householder.spouse && person.spouse && bloodBetween(householder.spouse, person.spouse);
  return both && both.up + both.down <= 4 ? '그 밖의 친족' : '동거인';
};

const bloodRelation = ({ up, down }: Blood, isMan: boolean): Relation => {
  const ascendants = [isMan ? '부' : '모', isMan ? '조부' : '조모', isMan ? '증조부' : '증조모'] as const;
  const descendants = ['자녀', '손', '증손'] as const;
  if (down === 0) return ascendants[up - 1] ?? '그 밖의 직계혈족';
  if (up === 0) return descendants[down - 1] ?? '그 밖의 직계혈족';
  if (up === 1 && down <= 2) return down === 1 ? '형제자매' : '조카';
  return up + down <= 8 ? '그 밖의 친족' : '동거인';
};

const spousesRelation = ({ up, down }: Blood, isMan: boolean): Relation => {
  if (down === 0) {
    if (up === 1) return isMan ? '배우자의 부' : '배우자의 모';
    if (up === 2) return isMan ? '배우자의 조부' : '배우자의 조모';
    return '그 밖의 직계혈족';
  }
  if (up === 0) return down === 1 ? '배우자의 자녀' : down === 2 ? '배우자의 손' : '그 밖의 직계혈족';
  if (up === 1 && down === 1) return '배우자의 형제자매';
  return up + down <= 4 ? '그 밖의 친족' : '동거인';
};

const relationOfSpouse = ({ up, down }: Blood, isMan: boolean): Relation => {
  if (up === 0 && down === 1) return isMan ? '사위' : '며느리';
  if (up === 0 && down === 2) return '손의 배우자';
  if (up === 1 && down === 0) return isMan ? '모의 배우자' : '부의 배우자';
  if (up === 0 || down === 0) return '그 밖의 직계혈족의 배우자';
  return up + down <= 4 ? '그 밖의 친족' : '동거인';
};

/** The Civil Code's family [민법 779], for people who live together, without any of the register's words. */
export const isFamilyByLaw = (one: Relative, other: Relative): boolean => {
  const isLineal = (a: Relative | null, b: Relative | null): boolean => {
    const blood = a && b && bloodBetween(a, b);
    return blood !== null && (blood.up === 0 || blood.down === 0);
  };
  const areSiblings = (a: Relative | null, b: Relative): boolean =>
    a !== null && ((a.father !== null && a.father === b.father) || (a.mother !== null && a.mother === b.mother));
  if (other === one.spouse || isLineal(one, other) || areSiblings(one, other)) return true;
  return isLineal(one, other.spouse) || isLineal(one.spouse, other) || areSiblings(one.spouse, other);
};
