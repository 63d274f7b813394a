import type { CertificateKind, Ground, IssueDefect } from '../../registry/certificate.ts';
import type { PaperAsk } from './sources.ts';

type GroundType = Ground['type'];

const recordGrounds: readonly GroundType[] = ['self', 'household', 'delegate', 'kin', 'state', 'litigation', 'statute'];

/** Which paper is asked for on which ground [A 29②, 29-2②, D 16]. */
const groundsOf = {
  copy: recordGrounds,
  'copy-english': recordGrounds,
  abstract: [...recordGrounds, 'creditor'],
  'moved-in-households': ['house', 'state', 'litigation'],
  'move-in-receipt': ['self'],
} as const satisfies Record<CertificateKind, readonly GroundType[]>;

const isBlank = (text: string): boolean => text.trim() === '';

/** What is wrong with the ground as such, whoever the applicant is. */
export const groundDefects = ({ request, ground }: PaperAsk): readonly IssueDefect[] => [
  ...fitDefects(request.kind, ground),
  ...proofDefects(ground),
];

const fitDefects = (kind: CertificateKind, ground: Ground): readonly IssueDefect[] => {
  const isCopy = kind === 'copy' || kind === 'copy-english';
  if (isCopy && isForAbstractOnly(ground)) return ['abstract-only'];
  const allowed: readonly GroundType[] = groundsOf[kind];
  return allowed.includes(ground.type) && isKinshipOf(ground) ? [] : ['ground-not-for-this-paper'];
};

/** A creditor, a member's own kin, and a divorced person's child who lives elsewhere [A 29②5마·바, ②6, ⑩]. */
const isForAbstractOnly = (ground: Ground): boolean => {
  if (ground.type !== 'kin') return ground.type === 'creditor';
  return ground.of === 'member' || ground.isOfDivorced;
};

/** In-laws may ask as kin of the householder only; of a member, the spouse and lineal kin [A 29②5가–바]. */
const isKinshipOf = (ground: Ground): boolean =>
  ground.type !== 'kin' ||
  ground.of === 'householder' ||
  ['spouse', 'ascendant', 'descendant'].includes(ground.kinship);

const proofDefects = (ground: Ground): readonly IssueDefect[] => {
  switch (ground.type) {
    case 'self':
    case 'household':
      return [];
    case 'delegate':
      return ground.delegationShown && ground.principalCardShown ? [] : ['delegation-missing'];
    case 'kin':
      return ground.familyRecordShown ? [] : ['family-record-missing'];
    case 'state':
      return isBlank(ground.agency) || isBlank(ground.letter) ? ['evidence-missing'] : [];
    case 'statute':
      return isBlank(ground.law) ? ['evidence-missing'] : [];
    case 'litigation':
    case 'creditor':
    case 'house':
      return isBlank(ground.evidence) ? ['evidence-missing'] : [];
  }
};
