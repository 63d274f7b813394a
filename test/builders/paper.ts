import { type MoverAnswer, moverKey } from '../../src/shared/registry/answer.ts';
import type {
  AbstractOptions,
  Applicant,
  CertificateRequest,
  CopyOptions,
  Ground,
} from '../../src/shared/registry/certificate.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import type { AbstractContent, CopyContent, SheetContent } from '../../src/shared/registry/sheet.ts';
import { composeContent } from '../../src/shared/rules/paper/compose.ts';
import type { PaperAsk, PaperSources, Situation } from '../../src/shared/rules/paper/sources.ts';
import { aFamily, anAddress, aResident, day, filingId, inventedNumber } from './registry.ts';

/** The day on which the papers of the tests are asked for. */
export const paperDay = day('2026-11-22');

export const nothingOnCopy: CopyOptions = {
  pastAddresses: { type: 'none' },
  formationReason: false,
  formationDate: false,
  dates: false,
  changeReasons: 'none',
  otherNames: false,
  numberTails: 'none',
  relations: 'none',
  cohabitants: false,
  foreignFamily: false,
};

export const allOnCopy: CopyOptions = {
  pastAddresses: { type: 'all' },
  formationReason: true,
  formationDate: true,
  dates: true,
  changeReasons: 'all',
  otherNames: true,
  numberTails: 'all',
  relations: 'detailed',
  cohabitants: true,
  foreignFamily: true,
};

export const nothingOnAbstract: AbstractOptions = {
  personalChanges: false,
  pastAddresses: { type: 'none' },
  pastHouseholders: false,
  numberTail: false,
  householder: false,
  dates: false,
  changeReasons: false,
  military: 'none',
  foreignNumber: false,
  relations: 'plain',
};

const allOnAbstract: AbstractOptions = {
  personalChanges: true,
  pastAddresses: { type: 'all' },
  pastHouseholders: true,
  numberTail: true,
  householder: true,
  dates: true,
  changeReasons: true,
  military: 'all',
  foreignNumber: true,
  relations: 'detailed',
};

type OfKind<K extends CertificateRequest['kind']> = Extract<CertificateRequest, { readonly kind: K }>;

export const aCopyRequest = (household: Household, options: Partial<CopyOptions> = {}): OfKind<'copy'> => ({
  kind: 'copy',
  household: household.id,
  options: { ...allOnCopy, ...options },
});

export const anEnglishCopyRequest = (
  household: Household,
  overrides: Partial<Omit<OfKind<'copy-english'>, 'options'>> & { readonly options?: Partial<CopyOptions> } = {},
): OfKind<'copy-english'> => ({
  kind: 'copy-english',
  household: household.id,
  address: '1 Solnaedongchon-gil, Solnae-myeon, Neulhae-gun, Daon-do',
  pastAddresses: [],
  names: {},
  ...overrides,
  options: { ...allOnCopy, ...overrides.options },
});

export const anAbstractRequest = (subject: Resident, options: Partial<AbstractOptions> = {}): OfKind<'abstract'> => ({
  kind: 'abstract',
  resident: subject.id,
  options: { ...allOnAbstract, ...options },
});

export const aMovedInRequest = (
  overrides: Partial<OfKind<'moved-in-households'>> = {},
): OfKind<'moved-in-households'> => ({
  kind: 'moved-in-households',
  address: anAddress(),
  leaveOutDeleted: false,
  ...overrides,
});

export const aReceiptRequest = (stage: 'intake' | 'accepted' = 'accepted'): OfKind<'move-in-receipt'> => ({
  kind: 'move-in-receipt',
  filing: filingId(1),
  stage,
});

/** A resident at the counter, with their card. */
export const applicantOf = ({ name, number }: Pick<Resident, 'name' | 'number'>): Applicant => ({
  name,
  number,
  identity: 'resident-card',
});

export const grounds = {
  self: { type: 'self' },
  household: { type: 'household' },
  /** By the householder of `aFamilyWith`. */
  delegate: {
    type: 'delegate',
    principal: { name: '주민1', number: inventedNumber('1985-04-12', 'F', 1) },
    delegationShown: true,
    principalCardShown: true,
  },
  kin: { type: 'kin', of: 'householder', kinship: 'descendant', familyRecordShown: true, isOfDivorced: false },
  state: { type: 'state', agency: '늘해군청', letter: '총무과-417' },
  litigation: { type: 'litigation', evidence: '다온지방법원 2026가단417 보정명령' },
  statute: { type: 'statute', law: '병역법 제11조' },
  creditor: { type: 'creditor', evidence: '판결문과 송달증명', isInheritance: false },
  house: { type: 'house', interest: 'tenant', evidence: '임대차계약서' },
} as const satisfies { readonly [T in Ground['type']]: Extract<Ground, { readonly type: T }> };

/** A delegation by this person, in order. */
export const delegationBy = ({
  name,
  number,
}: Pick<Resident, 'name' | 'number'>): Extract<Ground, { readonly type: 'delegate' }> => ({
  ...grounds.delegate,
  principal: { name, number },
});

export const anAsk = (
  overrides: Partial<PaperAsk> & Pick<PaperAsk, 'request' | 'applicant'>,
): PaperAsk & { readonly purpose: string } => ({
  ground: grounds.self,
  exemption: null,
  purpose: '관공서 제출',
  ...overrides,
});

export const paperSources = (overrides: Partial<PaperSources> = {}): PaperSources => ({
  household: null,
  members: [],
  subject: null,
  homes: [],
  isFilingWaiting: false,
  filing: null,
  applicant: null,
  principal: null,
  ...overrides,
});

/**
 * What is read for a paper of this household, asked for by somebody of it or, with null, by a stranger. Whoever delegates
 * is its first member, as in `grounds.delegate`.
 */
export const sourcesOf = (
  { household, residents }: { readonly household: Household; readonly residents: readonly Resident[] },
  {
    subject = null,
    applicant = null,
    ...overrides
  }: Partial<PaperSources> & { readonly subject?: Resident | null; readonly applicant?: Resident | null } = {},
): PaperSources =>
  paperSources({
    household,
    members: residents,
    subject,
    applicant,
    principal: residents[0] ?? null,
    ...overrides,
  });

export const filingSource = (
  report: MoveInReport,
  answers: readonly MoverAnswer[] = report.movers.map((mover) => ({
    mover: moverKey(mover),
    answer: { type: 'registered', on: report.reportDate },
  })),
): PaperSources => paperSources({ filing: { report, answers } });

/** Central answers, at the desk, to a clerk. */
export const aSituation = (overrides: Partial<Situation> = {}): Situation => ({
  today: paperDay,
  channel: 'desk',
  isOnline: true,
  policy: null,
  registerAgeHours: 0,
  role: 'clerk',
  ...overrides,
});

/** A family whose first `size` people are those of `aFamily`, with what is changed of each. */
export const aFamilyWith = (
  size: number,
  changes: readonly Partial<Resident>[] = [],
  overrides: Partial<Household> = {},
): { readonly household: Household; readonly residents: readonly Resident[] } => {
  const { household, residents } = aFamily({ first: 1, size });
  return {
    household: { ...household, formedOn: day('2020-03-02'), formedReason: '전입세대구성', ...overrides },
    residents: residents.map((resident, index) => ({ ...resident, ...changes[index] })),
  };
};

/** A resident who has to do with nobody. */
export const aStranger = aResident({ nth: 90, name: '강바다' });

/** What prints on a paper that must be of this kind. */
export const contentOf = <K extends SheetContent['kind']>(
  kind: K,
  ask: PaperAsk,
  sources: PaperSources,
  { today = paperDay, language = 'ko' }: { readonly today?: PlainDate; readonly language?: 'ko' | 'en' } = {},
): Extract<SheetContent, { readonly kind: K }> => {
  const content = composeContent({ ask, sources, today, language });
  if (content?.kind !== kind) throw new Error(`no ${kind} to show`);
  return content as Extract<SheetContent, { readonly kind: K }>;
};

/** The abstract that a person gets of themself, unless it is asked for on another ground, by a stranger. */
export const abstractOf = (
  subject: Resident,
  options: Partial<AbstractOptions> = {},
  ground: Ground = grounds.self,
  sources: Partial<PaperSources> = {},
): AbstractContent =>
  contentOf(
    'abstract',
    anAsk({
      request: anAbstractRequest(subject, options),
      applicant: applicantOf(ground.type === 'self' ? subject : aStranger),
      ground,
    }),
    paperSources({ subject, members: [subject], applicant: ground.type === 'self' ? subject : null, ...sources }),
  );

type PaperFamily = ReturnType<typeof aFamilyWith>;

/** The first of them, whom `aFamilyWith` makes the householder. */
export const headOf = ({ residents }: Pick<PaperFamily, 'residents'>): Resident => {
  const [head] = residents;
  if (!head) throw new Error('a family has people');
  return head;
};

/** The copy that the householder gets, or another of the household. */
export const copyOf = (
  family: PaperFamily,
  options: Partial<CopyOptions> = {},
  applicant: Resident = headOf(family),
): CopyContent =>
  contentOf(
    'copy',
    anAsk({ request: aCopyRequest(family.household, options), applicant: applicantOf(applicant) }),
    sourcesOf(family, { applicant }),
  );
