import { beforeAll, describe, expect, test } from 'vitest';
import { Relation } from '../../src/shared/registry/resident.ts';
import { reexpress } from '../../src/shared/rules/household/relations.ts';
import { aFamily, type Relative, trueRelation } from '../builders/family.ts';
import { createRandom } from '../builders/random.ts';

type Sex = Relative['sex'];

const families = Number(process.env['RRS_FAMILIES'] ?? 400);
const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);

/** `=` for what is certain, `~` for what is only the most usual. */
const becomes = (member: Relation, newHouseholder: Relation, memberSex?: Sex, newHouseholderSex?: Sex): string => {
  const { relation, certain } = reexpress({ member, newHouseholder, memberSex, newHouseholderSex });
  return `${certain ? '=' : '~'}${relation}`;
};

describe('the old householder, seen from the new one', () => {
  test.each<readonly [Relation, string, string]>([
    ['배우자', '=배우자', '=배우자'],
    ['자녀', '=부', '=모'],
    ['손', '=조부', '=조모'],
    ['증손', '=증조부', '=증조모'],
    ['부', '=자녀', '=자녀'],
    ['모', '=자녀', '=자녀'],
    ['조부', '=손', '=손'],
    ['증조모', '=증손', '=증손'],
    ['형제자매', '=형제자매', '=형제자매'],
    ['며느리', '=배우자의 부', '=배우자의 모'],
    ['사위', '=배우자의 부', '=배우자의 모'],
    ['배우자의 부', '=사위', '=며느리'],
    ['배우자의 모', '=사위', '=며느리'],
    ['손의 배우자', '=배우자의 조부', '=배우자의 조모'],
    ['배우자의 조모', '=손의 배우자', '=손의 배우자'],
    ['배우자의 자녀', '=모의 배우자', '=부의 배우자'],
    ['부의 배우자', '=배우자의 자녀', '=배우자의 자녀'],
    ['모의 배우자', '=배우자의 자녀', '=배우자의 자녀'],
    ['배우자의 손', '=그 밖의 직계혈족의 배우자', '=그 밖의 직계혈족의 배우자'],
    ['배우자의 형제자매', '=그 밖의 친족', '=그 밖의 친족'],
    ['조카', '=그 밖의 친족', '=그 밖의 친족'],
    ['그 밖의 친족', '~그 밖의 친족', '~그 밖의 친족'],
    ['그 밖의 직계혈족', '~그 밖의 직계혈족의 배우자', '~그 밖의 직계혈족의 배우자'],
    ['그 밖의 직계혈족의 배우자', '~배우자의 손', '~배우자의 손'],
    ['동거인', '=동거인', '=동거인'],
    ['본인', '=본인', '=본인'],
  ])('[HH-3] who was %s sees %s in a man and %s in a woman', (newHouseholder, man, woman) => {
    expect([becomes('본인', newHouseholder, 'M'), becomes('본인', newHouseholder, 'F')]).toEqual([man, woman]);
  });

  test('[HH-3] whose sex is not known is both words, so nothing is certain', () => {
    expect(becomes('본인', '자녀')).toBe('~부');
    expect(becomes('본인', '배우자의 부')).toBe('~사위');
    expect(becomes('본인', '배우자')).toBe('=배우자');
  });
});

describe('the others, seen from the new householder', () => {
  test.each<readonly [string, Relation, Relation, string]>([
    // The couple change places.
    ['a couple’s child', '자녀', '배우자', '~자녀'],
    ['in a remarried family', '배우자의 자녀', '배우자', '=자녀'],
    ['parents-in-law', '부', '배우자', '=배우자의 부'],
    ['and back', '배우자의 부', '배우자', '=부'],
    ['a brother', '형제자매', '배우자', '=배우자의 형제자매'],
    ['and back', '배우자의 형제자매', '배우자', '=형제자매'],
    ['a nephew', '조카', '배우자', '=그 밖의 친족'],
    ['a grandmother', '조모', '배우자', '=배우자의 조모'],
    ['and back', '배우자의 조모', '배우자', '=조모'],
    ['four generations', '그 밖의 직계혈족', '배우자', '~증조부'],
    ['a stepmother', '부의 배우자', '배우자', '=그 밖의 친족'],
    // A child takes over.
    ['the other parent', '배우자', '자녀', '~부'],
    ['a brother or sister', '자녀', '자녀', '=형제자매'],
    ['the step-parent’s child', '배우자의 자녀', '자녀', '~형제자매'],
    ['a grandparent', '모', '자녀', '=조모'],
    ['an own child', '손', '자녀', '~자녀'],
    ['a son-in-law', '사위', '자녀', '~배우자'],
    ['an uncle', '형제자매', '자녀', '=그 밖의 친족'],
    // A parent takes over, as when children come home.
    ['the other parent', '모', '부', '~배우자'],
    ['a daughter’s husband', '배우자', '부', '=사위'],
    ['the children', '자녀', '부', '=손'],
    ['a brother or sister', '형제자매', '부', '~자녀'],
    ['a stepmother', '부의 배우자', '부', '=배우자'],
    ['in-laws of a child are none', '배우자의 모', '부', '=동거인'],
    ['the father’s parents', '조모', '부', '~모'],
    ['the same, for the mother', '조모', '모', '~배우자의 모'],
    ['and farther up', '증조모', '모', '~배우자의 조모'],
    ['a son', '부', '조모', '~자녀'],
    ['and his wife', '모', '조부', '~며느리'],
    // In-laws, and the generation after next.
    ['the couple’s child', '손', '며느리', '~자녀'],
    ['the husband’s mother', '배우자', '며느리', '~배우자의 부'],
    ['another son’s wife', '며느리', '며느리', '=그 밖의 친족'],
    ['the parents in between', '자녀', '손', '~부'],
    ['their mother', '며느리', '손', '~모'],
    ['brothers and sisters', '손', '손', '~형제자매'],
    ['a great-grandparent', '모', '손', '=증조모'],
    ['five generations', '그 밖의 직계혈족', '손', '~손'],
    ['five generations, to who married in', '그 밖의 직계혈족', '며느리', '~증손'],
    ['a child of one, a grandchild of the other', '자녀', '배우자의 손', '~그 밖의 친족'],
    ['the other way round', '배우자의 손', '자녀', '~조카'],
    ['a grandfather’s second wife', '그 밖의 직계혈족의 배우자', '자녀', '~그 밖의 직계혈족의 배우자'],
    ['step-siblings’ parent', '배우자', '배우자의 자녀', '=부'],
    ['step-siblings', '배우자의 자녀', '배우자의 자녀', '=형제자매'],
    ['the father’s wife', '부의 배우자', '형제자매', '~부의 배우자'],
    ['a nephew’s parent', '형제자매', '조카', '~부'],
    ['no kin beyond the fourth degree by marriage', '조카', '손의 배우자', '=동거인'],
    ['though still within it', '형제자매', '손의 배우자', '=그 밖의 친족'],
  ])('[HH-3] %s: %s, when the %s takes over', (_, member, newHouseholder, expected) => {
    // A man among the others, where the word doesn't say otherwise; a woman takes over, where it doesn't.
    expect(becomes(member, newHouseholder, 'M', 'F')).toBe(expected);
  });

  test('[HH-3] a spouse is of the other sex, so a son-in-law is no son’s husband', () => {
    expect(becomes('며느리', '자녀', 'F', 'M')).toBe('~배우자');
    expect(becomes('며느리', '자녀', 'F', 'F')).toBe('=그 밖의 친족');
    expect(becomes('자녀', '며느리', 'F', 'F')).toBe('=배우자의 형제자매');
    expect(becomes('며느리', '자녀', 'F')).toBe('~배우자');
  });

  test('[HH-3] two who can’t both be what the record says have no reading', () => {
    for (const only of ['배우자', '부', '모', '부의 배우자', '배우자의 모'] as const)
      expect(becomes(only, only, 'F', 'F'), only).toBe('~동거인');
  });

  test('[HH-5] who had no tie, or one outside of the family, keeps it, uncertain', () => {
    for (const other of Relation.options.filter((relation) => relation !== '본인')) {
      expect(becomes('동거인', other, 'F', 'M'), other).toBe('~동거인');
      expect(becomes(other, '동거인', 'F', 'M'), other).toBe('~동거인');
      if (other === '동거인') continue;
      expect(becomes('그 밖의 친족', other, 'F', 'M'), other).toBe('~그 밖의 친족');
      expect(becomes(other, '그 밖의 친족', 'F', 'M'), other).toBe('~그 밖의 친족');
    }
  });

  test('[HH-3] nothing changes while the householder doesn’t', () => {
    for (const member of Relation.options) expect(becomes(member, '본인', 'F', 'M')).toBe(`=${member}`);
  });
});

/** All truths that were met for one question, and in how many families: of one family's cases many are alike. */
interface Met {
  readonly member: Relation;
  readonly newHouseholder: Relation;
  readonly memberSex: Sex;
  readonly newHouseholderSex: Sex;
  readonly truths: Set<Relation>;
  families: number;
  lastFamily: number;
}

describe(`invented families, seed ${seed}`, () => {
  const met = new Map<string, Met>();
  const wrong: string[] = [];
  let cases = 0;

  /** Two people can't both be a householder's spouse, father and so on; every other pair there can be. */
  const once: readonly Relation[] = ['배우자', '부', '모', '배우자의 부', '배우자의 모', '부의 배우자', '모의 배우자'];
  const possiblePairs = Relation.options
    .filter((relation) => relation !== '본인')
    .flatMap((newHouseholder) => Relation.options.map((member) => `${member} | ${newHouseholder}`))
    .filter((pair) => !once.some((relation) => pair === `${relation} | ${relation}`));
  const pairsMet = new Set<string>();

  /**
   * In every family, whoever heads it and whoever takes over, what each of the others is in truth. The rare pairs take
   * some two hundred families to turn up, or eight hundred.
   */
  beforeAll(() => {
    const random = createRandom(seed);
    const isEnough = (): boolean => pairsMet.size >= possiblePairs.length;
    for (let family = 0; family < families || (!isEnough() && family < 5_000); family += 1) {
      const people = aFamily(random, random.between(8, 22));
      const relations = people.map((head) => people.map((person) => trueRelation(head, person)));
      const toOf = (head: Relative, person: Relative): Relation => relations[head.nth]?.[person.nth] as Relation;
      for (const old of people)
        for (const head of people)
          for (const person of people)
            if (head !== old && head !== person)
              check(family, toOf(old, person), toOf(old, head), person.sex, head.sex, toOf(head, person));
    }
  });

  const check = (
    family: number,
    member: Relation,
    newHouseholder: Relation,
    sex: Sex,
    headSex: Sex,
    truth: Relation,
  ): void => {
    cases += 1;
    const key = `${member} | ${newHouseholder} | ${sex}${headSex}`;
    const question = { member, newHouseholder, memberSex: sex, newHouseholderSex: headSex };
    const line = met.get(key) ?? { ...question, truths: new Set(), families: 0, lastFamily: -1 };
    met.set(key, line);
    pairsMet.add(`${member} | ${newHouseholder}`);
    line.truths.add(truth);
    if (line.lastFamily !== family) line.families += 1;
    line.lastFamily = family;
    // Whatever is said of a sex that is known must hold when it isn't, too.
    for (const asked of [question, { member, newHouseholder }, { member, newHouseholder, memberSex: sex }]) {
      const { relation, certain } = reexpress(asked);
      if (certain && relation !== truth) wrong.push(`${key}: ${relation}, in truth ${truth}`);
    }
  };

  test('[HH-3] what is certain is true, in at least ten thousand cases', () => {
    expect(cases).toBeGreaterThanOrEqual(10_000);
    expect(wrong).toEqual([]);
  });

  test('[HH-3] every pair of relations was met that two people can have', () => {
    expect([...pairsMet].toSorted()).toEqual(possiblePairs.toSorted());
  });

  test('[HH-3] what is only usual is true somewhere', () => {
    const never = [...met].filter(([, line]) => line.families >= 80 && !line.truths.has(reexpress(line).relation));
    expect(never.map(([key]) => key)).toEqual([]);
  });

  test('[HH-3] what could be certain is certain', () => {
    const gathered = ['동거인', '그 밖의 친족', '그 밖의 직계혈족', '그 밖의 직계혈족의 배우자'];
    const timid = [...met].filter(
      ([, line]) =>
        line.families >= 80 &&
        line.truths.size === 1 &&
        !gathered.includes(line.member) &&
        !gathered.includes(line.newHouseholder) &&
        !reexpress(line).certain,
    );
    expect(timid.map(([key]) => key)).toEqual([]);
  });
});
