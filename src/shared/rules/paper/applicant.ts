import type { Applicant, Ground, IssueDefect } from '../../registry/certificate.ts';
import type { Resident } from '../../registry/resident.ts';
import { presentForeignFamily } from '../household/foreign-family.ts';
import { type Asker, askerOf } from './asker.ts';
import type { PaperAsk, PaperSources, Situation } from './sources.ts';

/** What is wrong with the applicant: known, identified, and who they say they are to the person on the paper. */
export const applicantDefects = (
  ask: PaperAsk,
  sources: PaperSources,
  situation: Pick<Situation, 'channel' | 'isOnline'>,
): readonly IssueDefect[] => {
  if (ask.request.kind === 'move-in-receipt') return receiptDefects(ask, sources);
  return [
    ...(isIdentified(ask, situation) ? [] : (['identity-not-checked'] as const)),
    ...numberDefects(ask),
    ...standingDefects(ask, sources),
  ];
};

/** Fingerprints and mobile cards are compared with what central has, so they tell nothing without it. */
const identitiesByCentral: readonly Applicant['identity'][] = ['fingerprint', 'mobile-id'];

/** A card or a fingerprint at the counter [D 47⑤⑥]; at a kiosk a fingerprint or the mobile card [D 49①]. */
const isIdentified = (
  { applicant: { identity }, ground }: PaperAsk,
  { channel, isOnline }: Pick<Situation, 'channel' | 'isOnline'>,
): boolean => {
  if (identity === null) return false;
  if (identitiesByCentral.includes(identity)) return isOnline;
  return channel === 'desk' && !(identity === 'agency-card' && isForThemselves(ground));
};

const isForThemselves = ({ type }: Ground): boolean => ['self', 'household', 'delegate', 'kin'].includes(type);

/** Only who comes for an agency or a firm, with its card, may do without a number of their own. */
const numberDefects = ({ applicant, ground }: PaperAsk): readonly IssueDefect[] => {
  const mayLack = !isForThemselves(ground) && applicant.identity === 'agency-card';
  return applicant.number === null && !mayLack ? ['applicant-number-missing'] : [];
};

/** Of the one in whose right they ask. A delegate has no more than who delegated could ask for in person. */
const standingDefects = (ask: PaperAsk, sources: PaperSources): readonly IssueDefect[] => {
  const { request, ground } = ask;
  const asker = askerOf(ask, sources);
  if (!['self', 'household', 'delegate'].includes(ground.type) || asker.number === null) return [];
  const isAbstract = request.kind === 'abstract';
  if (isAbstract ? sources.subject === null : sources.household === null) return [];
  // They have no individual record, so no abstract is their own.
  const isForOwnAbstract = isAbstract && ground.type === 'self';
  if (!isForOwnAbstract && isOfForeignFamily(asker, sources, isAbstract)) return [];

  const { resident } = asker;
  const isKnown = resident !== null && resident.name === asker.name;
  const isSubject = isKnown && sources.subject?.id === resident.id;
  if (ground.type === 'delegate')
    return isSubject || (isKnown && isOfHousehold(resident, sources)) ? [] : ['not-the-person'];
  if (!isKnown) return ['applicant-unknown'];
  if (isForOwnAbstract) return isSubject ? [] : ['not-the-person'];
  return isOfHousehold(resident, sources) ? [] : ['not-of-household'];
};

/** Whoever was struck off belongs to no household any more, but their own abstract stays theirs. */
const isOfHousehold = (resident: Resident, { members, subject }: PaperSources): boolean =>
  members.some((member) => member.id === resident.id) && (resident.status !== 'deleted' || subject?.id === resident.id);

/** A foreigner noted with the household gets its copy; its members' abstracts only as somebody's spouse [D 47①]. */
const isOfForeignFamily = (
  { name, number }: Asker,
  { household }: PaperSources,
  isForMembersAbstract: boolean,
): boolean =>
  household !== null &&
  presentForeignFamily(household).some(
    (person) =>
      person.number === number &&
      [person.name, person.nameRoman].includes(name) &&
      (!isForMembersAbstract || person.relation === '배우자'),
  );

/** A receipt goes to the one who filed [D 16], whose card was looked at then. */
const receiptDefects = ({ applicant, ground }: PaperAsk, { filing }: PaperSources): readonly IssueDefect[] => {
  if (ground.type !== 'self' || !filing) return [];
  if (applicant.number === null) return ['applicant-number-missing'];
  return filing.report.reporter.number === applicant.number ? [] : ['not-the-person'];
};
