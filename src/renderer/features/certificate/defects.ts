import type { Ground, IssueDefect } from '../../../shared/registry/certificate.ts';
import type { PaperAsk } from '../../../shared/rules/paper/sources.ts';
import type { Text } from '../../../shared/text/language.ts';
import { defectToText } from '../../../shared/text/papers.ts';
import type { IssueField } from './fields.ts';

export const defectText = (defect: IssueDefect): Text => ({
  ko: defectToText(defect, 'ko'),
  en: defectToText(defect, 'en'),
});

/** Where evidence is noted, by the ground. */
const evidenceOf = (ground: Ground): readonly IssueField[] => {
  switch (ground.type) {
    case 'state':
      return [
        ...(ground.agency.trim() === '' ? (['agency'] as const) : []),
        ...(ground.letter.trim() === '' ? (['letter'] as const) : []),
      ];
    case 'statute':
      return ['law'];
    default:
      return ['evidence'];
  }
};

const delegationOf = (ground: Ground): readonly IssueField[] =>
  ground.type === 'delegate'
    ? [
        ...(ground.delegationShown ? [] : (['delegation'] as const)),
        ...(ground.principalCardShown ? [] : (['principal-card'] as const)),
      ]
    : ['ground'];

/**
 * The fields in which a defect is mended; null for the request as a whole, where no field could mend it. Never empty, so
 * that nothing that stands in the way stays unsaid.
 */
export const fieldOfDefect = (
  defect: IssueDefect,
  { request, ground }: Pick<PaperAsk, 'request' | 'ground'>,
): readonly (IssueField | null)[] => {
  const found = fieldsOf(defect, ground, request.kind);
  return found.length > 0 ? found : [null];
};

const fieldsOf = (defect: IssueDefect, ground: Ground, kind: PaperAsk['request']['kind']): readonly IssueField[] => {
  switch (defect) {
    case 'identity-not-checked':
      return ['identity'];
    case 'applicant-number-missing':
    case 'applicant-unknown':
      return ['applicant-number'];
    case 'not-the-person':
    case 'not-of-household':
    case 'ground-not-for-this-paper':
      return ['ground'];
    case 'abstract-only':
      return ['kind'];
    case 'delegation-missing':
      return delegationOf(ground);
    case 'family-record-missing':
      return ['family-record'];
    case 'evidence-missing':
      return evidenceOf(ground);
    case 'exemption-proof-missing':
      return ['exemption-proof'];
    case 'roman-name-missing':
      return ['english-names'];
    case 'past-addresses-in-english-missing':
      return ['english-past'];
    case 'nobody-registered-there':
    case 'not-live':
      return [kind === 'moved-in-households' ? 'address' : 'subject'];
    case 'withheld':
    case 'filing-not-accepted':
    case 'offline-not-authorised':
    case 'offline-only-own':
    case 'kiosk-only-own':
    case 'supervisor-needed':
      return [];
  }
};
