import type { Applicant, Ground, IssueDefect } from '../../registry/certificate.ts';
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

const standingDefects = ({ request, applicant, ground }: PaperAsk, sources: PaperSources): readonly IssueDefect[] => {
  if ((ground.type !== 'self' && ground.type !== 'household') || applicant.number === null) return [];
  if (request.kind === 'moved-in-households' || request.kind === 'move-in-receipt') return [];
  const isAbstract = request.kind === 'abstract';
  if (isAbstract ? sources.subject === null : sources.household === null) return [];
  if (isOfForeignFamily(applicant, sources, ground.type === 'household' && isAbstract)) return [];

  const resident = sources.applicant;
  if (!resident || resident.name !== applicant.name) return ['applicant-unknown'];
  if (isAbstract && ground.type === 'self') return sources.subject?.id === resident.id ? [] : ['not-the-person'];
  const isMember = sources.members.some((member) => member.id === resident.id);
  // Whoever was struck off belongs to no household any more, but their own abstract stays theirs.
  const isOfHousehold = isMember && (resident.status !== 'deleted' || sources.subject?.id === resident.id);
  return isOfHousehold ? [] : ['not-of-household'];
};

/** A foreigner noted with the household gets its copy; its members' abstracts only as somebody's spouse [D 47①]. */
const isOfForeignFamily = (
  { name, number }: Applicant,
  { household }: PaperSources,
  isForMembersAbstract: boolean,
): boolean =>
  (household?.foreignFamily ?? []).some(
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
