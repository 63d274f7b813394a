import type { CertificateKind, Ground } from '../../../src/shared/registry/certificate.ts';
import type { GroundInput } from '../format/papers.ts';
import { isYes } from '../format/steps.ts';
import type { StoryPerson } from '../world/people.ts';
import { type ActContext, personOf, toNamed } from './context.ts';

interface About {
  readonly kind: CertificateKind;
  readonly subject: StoryPerson;
  readonly applicant: StoryPerson;
}

type Fields<T extends Ground['type']> = Partial<Extract<Exclude<GroundInput, string>, { readonly type: T }>>;

/** Why the applicant may have the paper. What isn't said of it is in order. Null after saying what is wrong. */
export const groundOf = (context: ActContext, said: GroundInput | undefined, about: About): Ground | null => {
  const type = typeof said === 'object' ? said.type : (said ?? usualGround(about));
  const fields = typeof said === 'object' ? said : {};
  switch (type) {
    case 'self':
    case 'household':
      return { type };
    case 'delegate': {
      const { principal, delegation, card } = fields as Fields<'delegate'>;
      const person = principal === undefined ? about.subject : personOf(context, principal, ['ground', 'principal']);
      return (
        person && {
          type,
          principal: toNamed(person),
          delegationShown: isYes(delegation ?? true),
          principalCardShown: isYes(card ?? true),
        }
      );
    }
    case 'kin': {
      const { of, kinship, divorced, 'family-record': record } = fields as Fields<'kin'>;
      return {
        type,
        of: of ?? 'householder',
        kinship: kinship ?? 'descendant',
        familyRecordShown: isYes(record ?? true),
        isOfDivorced: isYes(divorced ?? false),
      };
    }
    case 'state': {
      const { agency, letter } = fields as Fields<'state'>;
      return { type, agency: String(agency ?? about.applicant.name), letter: letter ?? '공문 제1호' };
    }
    case 'litigation':
      return { type, evidence: (fields as Fields<'litigation'>).evidence ?? '소장 사본' };
    case 'statute':
      return { type, law: (fields as Fields<'statute'>).law ?? '관계 법령' };
    case 'creditor': {
      const { evidence, inheritance } = fields as Fields<'creditor'>;
      return { type, evidence: evidence ?? '차용증', isInheritance: isYes(inheritance ?? false) };
    }
    case 'house': {
      const { interest, evidence } = fields as Fields<'house'>;
      return { type, interest: interest ?? 'owner', evidence: evidence ?? '등기사항전부증명서' };
    }
  }
};

/** Of a house its owner, of a filing or of oneself the person, of others somebody of the household. */
const usualGround = ({ kind, subject, applicant }: About): 'self' | 'household' | 'house' => {
  if (kind === 'moved-in-households') return 'house';
  if (kind === 'move-in-receipt') return 'self';
  return subject.key === applicant.key ? 'self' : 'household';
};
