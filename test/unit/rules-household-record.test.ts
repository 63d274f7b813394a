import { describe, expect, test } from 'vitest';
import { Relation } from '../../src/shared/registry/resident.ts';
import { isFamily } from '../../src/shared/rules/household/cohabitant.ts';
import { orderMembers } from '../../src/shared/rules/household/order.ts';
import { relationToPrint } from '../../src/shared/rules/paper/words.ts';
import { aFamily, isFamilyByLaw, trueRelation } from '../builders/family.ts';
import { createRandom } from '../builders/random.ts';

const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);

describe('the order of a record', () => {
  const ordered = (...relations: readonly Relation[]): readonly Relation[] =>
    orderMembers(relations.map((relation) => ({ relation }))).map(({ relation }) => relation);

  test('[HH-6] is householder, spouse, lineal kin of either, the rest of the family, cohabitants', () => {
    expect(ordered('동거인', '형제자매', '며느리', '배우자의 모', '자녀', '조카', '배우자', '모', '본인')).toEqual([
      '본인',
      '배우자',
      '배우자의 모',
      '자녀',
      '모',
      '형제자매',
      '며느리',
      '동거인',
      '조카',
    ]);
  });

  test('[HH-6] ranks no lineal kin before others, near or far, the householder’s own or the spouse’s', () => {
    const lineal: readonly Relation[] = [
      '그 밖의 직계혈족',
      '배우자의 손',
      '증손',
      '배우자의 조모',
      '증조부',
      '손',
      '배우자의 자녀',
      '조부',
      '부',
      '배우자의 부',
      '자녀',
      '증조모',
      '조모',
      '모',
      '배우자의 조부',
      '배우자의 모',
    ];
    const rest: readonly Relation[] = [
      '그 밖의 직계혈족의 배우자',
      '배우자의 형제자매',
      '손의 배우자',
      '사위',
      '부의 배우자',
      '형제자매',
      '모의 배우자',
      '며느리',
    ];
    expect(ordered(...rest, ...lineal)).toEqual([...lineal, ...rest]);
    expect(ordered(...rest.toReversed(), ...lineal.toReversed())).toEqual([
      ...lineal.toReversed(),
      ...rest.toReversed(),
    ]);
  });

  test('[HH-6] keeps equals as the householder reported them, and takes nothing away', () => {
    const members = ['다', '가', '나'].map((name) => ({ name, relation: '자녀' as const }));
    const head = { name: '라', relation: '본인' as const };
    const given = [...members, head];
    expect(orderMembers(given).map(({ name }) => name)).toEqual(['라', '다', '가', '나']);
    expect(given.at(-1)).toBe(head);
  });
});

describe('the column of cohabitants', () => {
  test('[HH-7] has who is outside of the family, kin or not', () => {
    const outside = Relation.options.filter((relation) => !isFamily(relation));
    expect(outside).toEqual(['조카', '그 밖의 친족', '동거인']);
    for (const relation of Relation.options) {
      const printed = relationToPrint(relation, 'detailed');
      expect(printed).toBe(isFamily(relation) ? relation : '동거인');
      expect(relationToPrint(relation, 'detailed', 'en') === 'Cohabitant').toBe(!isFamily(relation));
    }
  });

  test(`[HH-7] every one of the family has a word that says so, seed ${seed}`, () => {
    const random = createRandom(seed);
    let cases = 0;
    for (let family = 0; family < 200; family += 1) {
      const people = aFamily(random, random.between(8, 22));
      for (const head of people)
        for (const person of people) {
          cases += 1;
          const relation = trueRelation(head, person);
          if (isFamily(relation) !== (person === head || isFamilyByLaw(head, person)))
            expect.fail(`family ${family}: ${head.nth} and ${person.nth}, ${relation}`);
        }
    }
    expect(cases).toBeGreaterThanOrEqual(10_000);
  });
});
