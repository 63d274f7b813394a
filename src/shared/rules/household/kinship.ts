import type { Relation, Resident } from '../../registry/resident.ts';

/**
 * Kinship as paths through a family, one letter a step: `f` father, `m` mother, `p` a parent, whichever, `c` child, `s`
 * spouse. So `sf` is the spouse's father, and `pc`, a parent's child, is a brother or sister, half ones included. A path
 * that says more than it shortens to (`cp`, a child's other parent) is kept as it is: it is no kinship.
 */
type Path = string;

type Sex = Resident['sex'];

interface Kin {
  readonly path: Path;
  /** The sex that the word tells, if it tells one. */
  readonly sex: Sex | null;
  /** The word gathers several paths, and `path` is the most usual one. */
  readonly isOneOfMany?: true;
  /** The most usual one of those where a descendant asks, who has descendants of their own. */
  readonly pathForDescendants?: Path;
}

/** Null where a word is said of so many kinds of people that no path follows from it. */
const kinByRelation: Readonly<Record<Relation, Kin | null>> = {
  본인: { path: '', sex: null },
  배우자: { path: 's', sex: null },
  자녀: { path: 'c', sex: null },
  부: { path: 'f', sex: 'M' },
  모: { path: 'm', sex: 'F' },
  조부: { path: 'pf', sex: 'M' },
  조모: { path: 'pm', sex: 'F' },
  증조부: { path: 'ppf', sex: 'M' },
  증조모: { path: 'ppm', sex: 'F' },
  손: { path: 'cc', sex: null },
  증손: { path: 'ccc', sex: null },
  형제자매: { path: 'pc', sex: null },
  조카: { path: 'pcc', sex: null },
  며느리: { path: 'cs', sex: 'F' },
  사위: { path: 'cs', sex: 'M' },
  '손의 배우자': { path: 'ccs', sex: null },
  '부의 배우자': { path: 'fs', sex: 'F' },
  '모의 배우자': { path: 'ms', sex: 'M' },
  '배우자의 부': { path: 'sf', sex: 'M' },
  '배우자의 모': { path: 'sm', sex: 'F' },
  '배우자의 조부': { path: 'spf', sex: 'M' },
  '배우자의 조모': { path: 'spm', sex: 'F' },
  '배우자의 자녀': { path: 'sc', sex: null },
  '배우자의 손': { path: 'scc', sex: null },
  '배우자의 형제자매': { path: 'spc', sex: null },
  // A great-grandparent of the couple who head the household; five generations are rarer, and go downwards.
  '그 밖의 직계혈족': { path: 'sppp', sex: null, isOneOfMany: true, pathForDescendants: 'cccc' },
  // A grandparent's second wife or husband.
  '그 밖의 직계혈족의 배우자': { path: 'pps', sex: null, isOneOfMany: true },
  '그 밖의 친족': null,
  동거인: null,
};

export const kinOf = (relation: Relation): Kin | null => kinByRelation[relation];

const backwards = { f: 'c', m: 'c', p: 'c', c: 'p', s: 's' } as const;

const inverse = (path: Path): Path =>
  [...path]
    .toReversed()
    .map((step) => backwards[step as keyof typeof backwards])
    .join('');

/** What is known of the two people from whom two paths go on, besides that both set out from there. */
interface Meeting {
  /** Their first steps lead to two different children. */
  readonly areChildrenApart?: boolean;
  /** Whoever the spouse here is, they are not a parent of the one from whom everything is seen. */
  readonly isStepFamily?: boolean;
}

/**
 * Every way to get from one person to another, given the path to each from a third, the most usual way first. Empty if
 * no two people can stand so. Everyone has one spouse [민법 810], one father and one mother; what a record leaves open is
 * whose children a couple's are, whether parents are married, and from which of several children somebody descends.
 * Which way is the most usual is from experience, not from the law.
 */
export const pathsBetween = (from: Path, to: Path, meeting: Meeting = {}): readonly Path[] => {
  if (from === '' && to === '') return [];
  const [a, b] = [from.charAt(0), to.charAt(0)];
  const [fromNext, toNext] = [from.slice(1), to.slice(1)];
  const apart = inverse(from) + to;

  if (a === 's' && b === 's') return pathsBetween(fromNext, toNext);
  if (a === 'c' && b === 'c') {
    const throughSiblings = `${inverse(fromNext)}pc${toNext}`;
    return meeting.areChildrenApart ? [throughSiblings] : [...pathsBetween(fromNext, toNext), throughSiblings];
  }
  // The spouse's child, where the word says spouse's child, is not one's own.
  if (a === 's' && b === 'c')
    return preferring(meeting, pathsBetween(fromNext, to, { areChildrenApart: fromNext.startsWith('c') }), apart);
  if (a === 'c' && b === 's')
    return preferring(meeting, pathsBetween(from, toNext, { areChildrenApart: toNext.startsWith('c') }), apart);
  if (isParent(a) && isParent(b)) return throughParents(a, fromNext, b, toNext);
  return [apart];
};

const isParent = (step: string): boolean => step === 'p' || step === 'f' || step === 'm';

/** Usually a couple's children are both's; but not where a step-parent came to children who were there before. */
const preferring = ({ isStepFamily }: Meeting, shared: readonly Path[], apart: Path): readonly Path[] =>
  isStepFamily ? [apart, ...shared] : [...shared, apart];

const throughParents = (a: string, fromNext: Path, b: string, toNext: Path): readonly Path[] => {
  const canBeOne = a === b || a === 'p' || b === 'p';
  const canBeTwo = a !== b || a === 'p';
  const areMarriedElsewhere = fromNext.startsWith('s') || toNext.startsWith('s');
  const asOne = canBeOne ? pathsBetween(fromNext, toNext, { isStepFamily: true }) : [];
  const asTwo = canBeTwo
    ? [...(areMarriedElsewhere ? [] : [`${inverse(fromNext)}s${toNext}`]), `${inverse(fromNext)}cp${toNext}`]
    : [];
  // Grandparents of whom it isn't said whose parents they are live with the father's family more often than not.
  const isLikelierTwo =
    (a === 'm' && b === 'p' && isUpwards(toNext)) || (b === 'm' && a === 'p' && isUpwards(fromNext));
  return isLikelierTwo ? [...asTwo, ...asOne] : [...asOne, ...asTwo];
};

const isUpwards = (path: Path): boolean => isParent(path.charAt(0));

/**
 * The farthest that kin by marriage reaches, in degrees [민법 777]. By blood it is eight, and no two relations of the
 * register add up to more.
 */
const farthestByMarriage = 4;

/**
 * The word for whoever stands at the end of a path; both words if it depends on a sex that isn't known, the man's first.
 * Kin by marriage are the spouses of kin by blood, the spouse's kin by blood, and their spouses [민법 769]: what goes
 * through two marriages otherwise is no kin.
 */
export const relationsAt = (path: Path, sex: Sex | null): readonly Relation[] => {
  const kinship = /^(s?)([pfm]*)(c*)(s?)$/.exec(path);
  if (!kinship) return ['동거인'];
  const [, spouseFirst = '', ups = '', downs = '', spouseLast = ''] = kinship;
  const [up, down] = [ups.length, downs.length];
  const bySex = (male: Relation, female: Relation): readonly Relation[] =>
    sex === 'M' ? [male] : sex === 'F' ? [female] : [male, female];
  const isLineal = up === 0 || down === 0;
  const byMarriage: readonly Relation[] = [up + down > farthestByMarriage ? '동거인' : '그 밖의 친족'];

  if (spouseFirst && spouseLast) return byMarriage;
  if (path === 's') return ['배우자'];
  if (spouseFirst) {
    if (up === 1 && down === 0) return bySex('배우자의 부', '배우자의 모');
    if (up === 2 && down === 0) return bySex('배우자의 조부', '배우자의 조모');
    if (up === 0 && down === 1) return ['배우자의 자녀'];
    if (up === 0 && down === 2) return ['배우자의 손'];
    if (up === 1 && down === 1) return ['배우자의 형제자매'];
    return isLineal ? ['그 밖의 직계혈족'] : byMarriage;
  }
  if (spouseLast) {
    // A father's wife who is a woman, a mother's husband who is a man: there is no other marriage in the law.
    if (up === 1 && down === 0) return bySex('모의 배우자', '부의 배우자');
    if (up === 0 && down === 1) return bySex('사위', '며느리');
    if (up === 0 && down === 2) return ['손의 배우자'];
    return isLineal ? ['그 밖의 직계혈족의 배우자'] : byMarriage;
  }
  if (down === 0) {
    if (up === 1) return bySex('부', '모');
    if (up === 2) return bySex('조부', '조모');
    return up === 3 ? bySex('증조부', '증조모') : ['그 밖의 직계혈족'];
  }
  if (up === 0) return down === 1 ? ['자녀'] : down === 2 ? ['손'] : down === 3 ? ['증손'] : ['그 밖의 직계혈족'];
  if (up === 1 && down === 1) return ['형제자매'];
  if (up === 1 && down === 2) return ['조카'];
  return ['그 밖의 친족'];
};
