import { moverKey } from '../../registry/answer.ts';
import { type Fee, IssueDefect } from '../../registry/certificate.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import type { Household, Resident } from '../../registry/resident.ts';
import { presentForeignFamily } from '../household/foreign-family.ts';
import { applicantDefects } from './applicant.ts';
import { channelDefects } from './channel.ts';
import { copyHouseholder, copyPeople, foreignNameKey, householdRows, romanNameOf } from './copy.ts';
import { feeOf, isExempt } from './fees.ts';
import { groundDefects } from './grounds.ts';
import { linesToPrint } from './lines.ts';
import type { PaperAsk, PaperSources, Situation } from './sources.ts';
import { isWithheld } from './withheld.ts';

/**
 * CE: may this applicant have this paper on this ground, and what does it cost? Every defect is named, each once, in the
 * order of the registry; without any, the paper is made as `composeContent` shows it. The rules are numbered in
 * `docs/spec.md`.
 */
export const judgeAsk = ({
  ask,
  sources,
  situation,
}: {
  readonly ask: PaperAsk;
  readonly sources: PaperSources;
  readonly situation: Situation;
}): { readonly defects: readonly IssueDefect[]; readonly fee: Fee } => {
  const found = new Set<IssueDefect>([
    ...applicantDefects(ask, sources, situation),
    ...groundDefects(ask),
    ...(isWithheld(ask, sources, situation.today) ? (['withheld'] as const) : []),
    ...(ask.exemption !== null && !isExempt(ask) ? (['exemption-proof-missing'] as const) : []),
    ...contentDefects(ask, sources, situation.today),
    ...channelDefects(ask, sources, situation),
  ]);
  const place = (defect: IssueDefect): number => IssueDefect.options.indexOf(defect);
  return { defects: [...found].toSorted((a, b) => place(a) - place(b)), fee: feeOf(ask, situation) };
};

/** What the register lacks for this paper. */
const contentDefects = (ask: PaperAsk, sources: PaperSources, today: PlainDate): readonly IssueDefect[] => {
  const { request } = ask;
  switch (request.kind) {
    case 'abstract':
      return sources.subject ? [] : ['nobody-registered-there'];
    case 'copy':
    case 'copy-english': {
      const { household } = sources;
      if (!household) return ['nobody-registered-there'];
      const householder = copyHouseholder(sources);
      if (!householder) return ['not-live'];
      return request.kind === 'copy-english' ? englishDefects(request, sources, { household, householder }, today) : [];
    }
    case 'move-in-receipt':
      if (!sources.filing) return ['nobody-registered-there'];
      return request.stage === 'accepted' && !isAccepted(sources.filing) ? ['filing-not-accepted'] : [];
    case 'moved-in-households':
      return [];
  }
};

const isAccepted = ({ report, answers }: NonNullable<PaperSources['filing']>): boolean =>
  report.movers.every((mover) =>
    answers.some((each) => each.mover === moverKey(mover) && each.answer.type === 'registered'),
  );

/** Nothing is transliterated by guess: every name and every address that prints was given by the applicant or the register. */
const englishDefects = (
  { options, names, pastAddresses }: Extract<PaperAsk['request'], { readonly kind: 'copy-english' }>,
  sources: PaperSources,
  { household, householder }: { readonly household: Household; readonly householder: Resident },
  today: PlainDate,
): readonly IssueDefect[] => {
  const people = copyPeople(sources, options);
  const foreigners = (options.foreignFamily ? presentForeignFamily(household) : []).map((person, index) => ({
    id: foreignNameKey(index),
    nameRoman: person.nameRoman,
  }));
  const named = [...people.members, ...people.cohabitants, ...foreigners];
  const defects: IssueDefect[] = [];
  if (named.some((person) => romanNameOf(person, names) === null)) defects.push('roman-name-missing');
  // One for each past line that prints, so that none can end up beside another's dates.
  const lines = linesToPrint(householdRows(household, householder), options.pastAddresses, today);
  if (pastAddresses.length !== lines.length - 1) defects.push('past-addresses-in-english-missing');
  return defects;
};
