import { describe, expect, test } from 'vitest';
import { Relation } from '../../src/shared/registry/resident.ts';
import { type HouseholdMember, reexpressHousehold } from '../../src/shared/rules/household/whole.ts';
import { aFamily, type Relative, trueRelation } from '../builders/family.ts';
import { createRandom, type Random } from '../builders/random.ts';

const households = Number(process.env['RRS_HOUSEHOLDS'] ?? 4_000);
const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);

/** `김 본인 M, 이 배우자 F` and who takes over → the same with the new relations, `~` before what isn't certain. */
const change = (household: string, newHouseholder: string): string => {
  const members = household.split(', ').map((member): HouseholdMember<string> => {
    const [, id = '', relation = '', sex = ''] = /^(\S+) (.+) ([MF])$/.exec(member) ?? [];
    return { id, relation: Relation.parse(relation), sex: sex === 'M' ? 'M' : 'F' };
  });
  return reexpressHousehold(members, newHouseholder)
    .map(({ id, relation, certain }) => `${id} ${certain ? '' : '~'}${relation}`)
    .join(', ');
};

describe('a household that changes its householder', () => {
  test('[HH-4] has the parents in between, and not a brother and a sister as such', () => {
    const grandmother = '할머니 본인 F, 고모 자녀 F, 아빠 자녀 M, 엄마 며느리 F, 나 손 M';
    expect(change(grandmother, '나')).toBe('할머니 조모, 고모 ~그 밖의 친족, 아빠 ~부, 엄마 ~모, 나 본인');
  });

  test('[HH-4] has one spouse: the second daughter-in-law is the brother’s wife', () => {
    const father = '아버지 본인 M, 어머니 배우자 F, 나 자녀 M, 처 며느리 F, 동생 자녀 M, 제수 며느리 F, 아이 손 F';
    expect(change(father, '나')).toBe(
      '아버지 부, 어머니 ~모, 나 본인, 처 ~배우자, 동생 형제자매, 제수 ~그 밖의 친족, 아이 ~자녀',
    );
  });

  test('[HH-4] of a remarried couple knows the wife’s child as hers, and says what it doesn’t know', () => {
    const remarried = '남편 본인 M, 처 배우자 F, 딸 자녀 F, 아들 배우자의 자녀 M';
    expect(change(remarried, '처')).toBe('남편 배우자, 처 본인, 딸 ~자녀, 아들 자녀');
    expect(change(remarried, '아들')).toBe('남편 모의 배우자, 처 모, 딸 ~형제자매, 아들 본인');
  });

  test('[HH-4] may have lost the old householder', () => {
    const bereaved = '어머니 배우자 F, 나 자녀 M, 누나 자녀 F, 할머니 모 F';
    expect(change(bereaved, '나')).toBe('어머니 ~모, 나 본인, 누나 형제자매, 할머니 조모');
  });

  test('[HH-4] says what parents are, when one of the spouse’s takes over', () => {
    const inLaws = '나 본인 M, 처 배우자 F, 장인 배우자의 부 M, 장모 배우자의 모 F, 처남 배우자의 형제자매 M';
    expect(change(inLaws, '처')).toBe('나 배우자, 처 본인, 장인 부, 장모 모, 처남 형제자매');
    expect(change(inLaws, '장인')).toBe('나 사위, 처 자녀, 장인 본인, 장모 ~배우자, 처남 ~자녀');
  });

  test('[HH-4] has one mother: the father’s wife is not the one, where the mother is there', () => {
    const siblings = '나 본인 M, 새어머니 부의 배우자 F, 아버지 부 M, 어머니 모 F, 동생 형제자매 F';
    expect(change(siblings, '동생')).toBe('나 형제자매, 새어머니 ~부의 배우자, 아버지 ~부, 어머니 ~모, 동생 본인');
    expect(change(siblings, '아버지')).toBe('나 자녀, 새어머니 배우자, 아버지 본인, 어머니 ~동거인, 동생 ~자녀');
  });

  test('[HH-4] gives back what it had, when the householder comes back', () => {
    const before = '나 본인 M, 처 배우자 F, 장모 배우자의 모 F, 할머니 조모 F, 처남 배우자의 형제자매 M, 형 형제자매 M';
    const between = change(before, '처').replaceAll('~', '').split(', ');
    const sexes = before.split(', ').map((member) => member.slice(-1));
    const again = between.map((member, index) => `${member} ${sexes[index]}`).join(', ');
    expect(change(again, '나').replaceAll('~', '')).toBe(before.replaceAll(/ [MF]/g, ''));
  });

  test('[HH-4] is changed as far as possible where the record contradicts itself', () => {
    const two = '나 본인 M, 처 배우자 F, 또 배우자 F, 아이 자녀 M';
    expect(change(two, '처')).toBe('나 배우자, 처 본인, 또 ~동거인, 아이 ~자녀');
    expect(change(two, '아이').match(/모(?!의)/g)).toHaveLength(1);
    expect(change('나 본인 M', '나')).toBe('나 본인');
    expect(() => change(two, '없음')).toThrow('must be a member');
  });

  test('[HH-4] of sixty people comes to an end, with one father and one mother', () => {
    const grandchildren = Array.from({ length: 40 }, (_, nth) => `손${nth} 손 ${nth % 2 ? 'M' : 'F'}`);
    const couples = Array.from({ length: 10 }, (_, nth) => `자${nth} 자녀 M, 며${nth} 며느리 F`);
    const changed = change([...grandchildren, ...couples, '나 본인 F'].join(', '), '손3').split(', ');
    expect(changed).toHaveLength(61);
    expect(changed.filter((member) => / ~?부$/.test(member))).toHaveLength(1);
    expect(changed.filter((member) => / ~?모$/.test(member))).toHaveLength(1);
    expect(changed.filter((member) => member.endsWith('형제자매'))).toHaveLength(39);
  });
});

/** Some of a family live together, mostly who are kin of the one who heads them, who may have left or died. */
const aHouseholdOf = (random: Random): { readonly old: Relative; readonly members: readonly Relative[] } => {
  const people = aFamily(random, random.between(6, 18));
  const old = random.pick(people);
  const near = people.filter((person) => trueRelation(old, person) !== '동거인' || random.chance(0.1));
  return { old, members: random.shuffle(near).slice(0, random.between(2, 9)) };
};

describe(`invented households, seed ${seed}`, () => {
  test('[HH-4] what is certain is true, and nobody has two spouses, fathers or mothers', () => {
    const random = createRandom(seed);
    let cases = 0;
    let certain = 0;
    for (let household = 0; household < households; household += 1) {
      const { old, members } = aHouseholdOf(random);
      const heads = members.filter((person) => person !== old);
      if (heads.length === 0) continue;
      const head = random.pick(heads);
      const changed = reexpressHousehold(
        members.map((person) => ({ id: person.nth, relation: trueRelation(old, person), sex: person.sex }) as never),
        head.nth as never,
      ) as readonly { readonly id: unknown; readonly relation: Relation; readonly certain: boolean }[];
      expect(changed.map(({ id }) => id)).toEqual(members.map(({ nth }) => nth));
      for (const [index, person] of members.entries()) {
        const line = changed[index];
        cases += 1;
        if (line?.certain) {
          certain += 1;
          expect(line.relation, `household ${household}, member ${index}`).toBe(trueRelation(head, person));
        }
      }
      for (const only of ['본인', '배우자', '부', '모', '부의 배우자', '배우자의 부', '배우자의 모'] as const)
        expect(changed.filter(({ relation }) => relation === only).length, only).toBeLessThanOrEqual(1);
    }
    expect(cases).toBeGreaterThanOrEqual(10_000);
    // The check is worth something only if much is certain.
    expect(certain / cases).toBeGreaterThan(0.3);
  });
});
