import type { Relation } from '../../registry/resident.ts';

/** Where a relation stands in the household's record: what 시행령 6② and 민법 779 tell apart. */
export type Standing = 'householder' | 'spouse' | 'lineal' | 'family' | 'outside';

const standings: Readonly<Record<Relation, Standing>> = {
  본인: 'householder',
  배우자: 'spouse',
  // Lineal kin by blood, the householder's own or the spouse's.
  자녀: 'lineal',
  손: 'lineal',
  증손: 'lineal',
  부: 'lineal',
  모: 'lineal',
  조부: 'lineal',
  조모: 'lineal',
  증조부: 'lineal',
  증조모: 'lineal',
  '배우자의 부': 'lineal',
  '배우자의 모': 'lineal',
  '배우자의 조부': 'lineal',
  '배우자의 조모': 'lineal',
  '배우자의 자녀': 'lineal',
  '배우자의 손': 'lineal',
  '그 밖의 직계혈족': 'lineal',
  // Siblings, the spouse's siblings, and spouses of lineal kin.
  형제자매: 'family',
  '배우자의 형제자매': 'family',
  며느리: 'family',
  사위: 'family',
  '손의 배우자': 'family',
  '부의 배우자': 'family',
  '모의 배우자': 'family',
  '그 밖의 직계혈족의 배우자': 'family',
  // Kin all the same, but not family: a nephew, an uncle, a brother's wife.
  조카: 'outside',
  '그 밖의 친족': 'outside',
  동거인: 'outside',
};

export const standingOf = (relation: Relation): Standing => standings[relation];

/**
 * Whether somebody so related is of the householder's family [민법 779], and not in the column of cohabitants [D 6②].
 * A child's spouse, the spouse's parents and the like are family only where the livelihood is shared. The register has
 * no field for that: who is reported as a member of the household shares it, and who doesn't is reported as 동거인.
 * (That reading: from memory.)
 */
export const isFamily = (relation: Relation): boolean => standings[relation] !== 'outside';
