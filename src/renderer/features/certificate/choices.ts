import { Applicant, Exemption, type Ground, Kinship } from '../../../shared/registry/certificate.ts';
import { applicantDefects } from '../../../shared/rules/paper/applicant.ts';
import { channelDefects } from '../../../shared/rules/paper/channel.ts';
import { isExempt } from '../../../shared/rules/paper/fees.ts';
import { groundDefects } from '../../../shared/rules/paper/grounds.ts';
import type { PaperAsk } from '../../../shared/rules/paper/sources.ts';
import type { GroundType, Identity, IssueForm, PaperKind } from './form.ts';

/**
 * What is offered to choose from: found by asking the rules about an example of each, so that the window repeats no rule
 * and offers nothing that would be refused for the choice alone.
 */

/** With everything that could be shown, so that nothing but the ground itself can stand in the way. */
const examples: readonly Ground[] = [
  { type: 'self' },
  { type: 'household' },
  {
    type: 'delegate',
    principal: { name: '-', number: '' as never },
    delegationShown: true,
    principalCardShown: true,
  },
  { type: 'kin', of: 'householder', kinship: 'spouse', familyRecordShown: true, isOfDivorced: false },
  { type: 'state', agency: '-', letter: '-' },
  { type: 'litigation', evidence: '-' },
  { type: 'statute', law: '-' },
  { type: 'creditor', evidence: '-', isInheritance: false },
  { type: 'house', interest: 'owner', evidence: '-' },
];

const askWith = (kind: PaperKind, ground: Ground, more: Partial<PaperAsk> = {}): PaperAsk =>
  ({
    request: { kind },
    ground,
    applicant: { name: '-', number: null, identity: 'resident-card' },
    exemption: null,
    ...more,
  }) as PaperAsk;

export const groundsFor = (kind: PaperKind): readonly GroundType[] =>
  examples.filter((ground) => groundDefects(askWith(kind, ground)).length === 0).map(({ type }) => type);

/** In whose family somebody can be for this paper, and how. */
export const kinshipsFor = (kind: PaperKind, of: 'householder' | 'member'): readonly Kinship[] =>
  Kinship.options.filter(
    (kinship) =>
      groundDefects(askWith(kind, { type: 'kin', of, kinship, familyRecordShown: true, isOfDivorced: false }))
        .length === 0,
  );

const identities: readonly Identity[] = Applicant.shape.identity.unwrap().options;

/** How somebody can be identified who asks on this ground, now. */
export const identitiesFor = (ground: GroundType | null, isOnline: boolean): readonly Identity[] => {
  const example = examples.find(({ type }) => type === (ground ?? 'self'));
  if (!example) return identities;
  return identities.filter((identity) => {
    const ask = askWith('copy', example, { applicant: { name: '-', number: null, identity } });
    const situation = { channel: 'desk', isOnline } as const;
    return !applicantDefects(ask, noRegister, situation).includes('identity-not-checked');
  });
};

/** Why nothing could be charged for this paper on this ground. */
export const exemptionsFor = (kind: PaperKind, ground: GroundType | null): readonly Exemption['group'][] => {
  const example = examples.find(({ type }) => type === (ground ?? 'self'));
  if (!example) return [];
  return Exemption.shape.group.options.filter((group) =>
    isExempt(askWith(kind, example, { exemption: { group, proof: '-' } })),
  );
};

/** While central can't be reached: what stands in the way of this paper on this ground. */
export const offlineDefectsOf = (
  kind: PaperKind,
  ground: GroundType | null,
  { mayIssueOffline, isFilingWaiting }: { readonly mayIssueOffline: boolean; readonly isFilingWaiting: boolean },
) => {
  const example = examples.find(({ type }) => type === (ground ?? 'self'));
  if (!example) return [];
  return channelDefects(
    askWith(kind, example),
    { ...noRegister, isFilingWaiting },
    {
      today: '2000-01-01' as never,
      channel: 'desk',
      isOnline: false,
      policy: { mayIssueOffline, supervisorAfterHours: 1 },
      registerAgeHours: 0,
      role: 'supervisor',
    },
  );
};

const noRegister = {
  household: null,
  members: [],
  subject: null,
  homes: [],
  isFilingWaiting: false,
  filing: null,
  applicant: null,
  principal: null,
} as const;

/**
 * The form after a choice: what an earlier one had made possible and this one doesn't offer is chosen anew, so that
 * nothing counts that can't be seen. What was typed stays.
 */
export const settled = (form: IssueForm, isOnline: boolean): IssueForm => {
  const { kind, applicant, exemption } = form;
  const type = form.ground.type !== null && groundsFor(kind).includes(form.ground.type) ? form.ground.type : null;
  const { kinOf, kinship } = form.ground;
  const isKinship = kinship !== null && kinshipsFor('abstract', kinOf).includes(kinship);
  const { identity } = applicant;
  const isIdentity = identity !== null && identitiesFor(type, isOnline).includes(identity);
  const isExemption = exemption.group !== null && exemptionsFor(kind, type).includes(exemption.group);
  return {
    ...form,
    ground: { ...form.ground, type, kinship: isKinship ? kinship : null },
    applicant: { ...applicant, identity: isIdentity ? identity : null },
    exemption: { ...exemption, group: isExemption ? exemption.group : null },
  };
};
