import type { Address } from '../../../shared/registry/address.ts';
import type {
  AbstractOptions,
  Applicant,
  CertificateKind,
  CopyOptions,
  Exemption,
  Ground,
  HouseInterest,
  Kinship,
  PastAddresses,
} from '../../../shared/registry/certificate.ts';
import type { HouseholdId, ResidentId } from '../../../shared/registry/ids.ts';

/** What this task issues; the receipts come out of the move-in that they are for. */
export type PaperKind = Exclude<CertificateKind, 'move-in-receipt'>;
export const paperKinds = ['copy', 'abstract', 'moved-in-households', 'copy-english'] as const satisfies PaperKind[];

export type GroundType = Ground['type'];
export type Identity = NonNullable<Applicant['identity']>;

/** Whose paper it is, as the register here has them. */
export interface PaperSubject {
  readonly resident: ResidentId;
  readonly household: HouseholdId;
}

/** Which lines of a history print, as it is typed: the years are a text until they are read. */
export interface PastForm {
  readonly type: PastAddresses['type'];
  readonly years: string;
}

/**
 * A request as it stands on the screen. Everything that was ever typed stays, so that changing one's mind costs nothing;
 * what counts is told by `kind` and by `ground.type`.
 */
export interface IssueForm {
  readonly kind: PaperKind;
  readonly copy: Omit<CopyOptions, 'pastAddresses'>;
  readonly abstract: Omit<AbstractOptions, 'pastAddresses'>;
  readonly past: PastForm;
  readonly house: { readonly address: Address | null; readonly unit: string; readonly leaveOutDeleted: boolean };
  readonly english: {
    readonly address: string;
    /** One a line, the oldest first. */
    readonly pastAddresses: string;
    readonly names: Readonly<Record<string, string>>;
  };
  readonly applicant: { readonly name: string; readonly number: string; readonly identity: Identity | null };
  readonly ground: GroundForm;
  readonly purpose: string;
  readonly exemption: { readonly group: Exemption['group'] | null; readonly proof: string };
  readonly copies: number;
}

export interface GroundForm {
  readonly type: GroundType | null;
  readonly principalName: string;
  readonly principalNumber: string;
  readonly delegationShown: boolean;
  readonly principalCardShown: boolean;
  readonly kinOf: 'householder' | 'member';
  readonly kinship: Kinship | null;
  readonly familyRecordShown: boolean;
  readonly isOfDivorced: boolean;
  readonly agency: string;
  readonly letter: string;
  readonly evidence: string;
  readonly law: string;
  readonly isInheritance: boolean;
  readonly interest: HouseInterest | null;
}

/** What most people ask for: everybody by name, the numbers' tails hidden, no history. */
const plainCopy: IssueForm['copy'] = {
  formationReason: true,
  formationDate: true,
  dates: true,
  changeReasons: 'none',
  otherNames: true,
  numberTails: 'none',
  relations: 'plain',
  cohabitants: true,
  foreignFamily: true,
};

const plainAbstract: IssueForm['abstract'] = {
  personalChanges: false,
  pastHouseholders: false,
  numberTail: false,
  householder: true,
  relations: 'plain',
  dates: true,
  changeReasons: false,
  military: 'none',
  foreignNumber: false,
};

const emptyGround: GroundForm = {
  type: null,
  principalName: '',
  principalNumber: '',
  delegationShown: false,
  principalCardShown: false,
  kinOf: 'householder',
  kinship: null,
  familyRecordShown: false,
  isOfDivorced: false,
  agency: '',
  letter: '',
  evidence: '',
  law: '',
  isInheritance: false,
  interest: null,
};

export const emptyForm: IssueForm = {
  kind: 'copy',
  copy: plainCopy,
  abstract: plainAbstract,
  past: { type: 'none', years: '5' },
  house: { address: null, unit: '', leaveOutDeleted: false },
  english: { address: '', pastAddresses: '', names: {} },
  applicant: { name: '', number: '', identity: null },
  ground: emptyGround,
  purpose: '',
  exemption: { group: null, proof: '' },
  copies: 1,
};

/** For the next paper of the same applicant: who they are, why they ask and what was shown stay as they are. */
export const nextPaper = (form: IssueForm): IssueForm => ({
  ...emptyForm,
  applicant: form.applicant,
  ground: form.ground,
  purpose: form.purpose,
  exemption: form.exemption,
});

/** The most papers of one request, as the contract has it. */
export const mostPapers = 20;

/** Whether a paper is about a person or a household, and not about a house. */
export const isAboutPeople = (kind: PaperKind): boolean => kind !== 'moved-in-households';
