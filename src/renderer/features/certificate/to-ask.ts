import type { core } from 'zod';
import { CertificateAsk } from '../../../shared/contract/commands.ts';
import type { Fee } from '../../../shared/registry/certificate.ts';
import { applicantDefects } from '../../../shared/rules/paper/applicant.ts';
import { feeOf, isExempt } from '../../../shared/rules/paper/fees.ts';
import { groundDefects } from '../../../shared/rules/paper/grounds.ts';
import type { PaperAsk, PaperSources } from '../../../shared/rules/paper/sources.ts';
import { issueToText } from '../../../shared/text/input.ts';
import type { Text } from '../../../shared/text/language.ts';
import { defectText, fieldOfDefect } from './defects.ts';
import { fieldOfPath, type IssueField, inOrder } from './fields.ts';
import type { IssueForm, PaperSubject, PastForm } from './form.ts';
import { texts } from './texts.ts';

/** Something that has to be mended before the office is asked, and where. */
export interface FieldError {
  /** Null where it is about the request as a whole. */
  readonly field: IssueField | null;
  readonly message: Text;
}

export type Read =
  | { readonly ok: true; readonly ask: CertificateAsk; readonly fee: Fee }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Reads the form as the request that the office takes, or says what is missing, all at once and each at its field. By the
 * contract's own schema, and by those of the rules that need no register; the others are the office's to judge.
 */
export const readForm = (
  form: IssueForm,
  subject: PaperSubject | null,
  { isOnline }: { readonly isOnline: boolean },
): Read => {
  const draft = draftOf(form, subject);
  const parsed = CertificateAsk.safeParse(draft);
  const errors = [
    ...missingChoices(form, subject),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => schemaError(issue, draft))),
    ...(form.ground.type === null ? [] : ruleErrors(draft as unknown as PaperAsk, isOnline)),
  ];
  if (!parsed.success || errors.length > 0) return { ok: false, errors: firstOfEach(errors) };
  return { ok: true, ask: parsed.data, fee: feeOf(parsed.data, { channel: 'desk' }) };
};

/** What it would cost as it stands, so that the applicant can be told before anything else is filled in. */
export const feeSoFar = (form: IssueForm): Fee => {
  const draft = draftOf({ ...form, ground: { ...form.ground, type: form.ground.type ?? 'self' } }, null);
  return feeOf(draft as unknown as PaperAsk, { channel: 'desk' });
};

/** Digits in whatever way they were typed; what is no number stays as it is, for the schema to refuse. */
export const toNumber = (typed: string): string | null => {
  const digits = typed.replaceAll(/\D/g, '');
  if (digits.length === 13) return `${digits.slice(0, 6)}-${digits.slice(6)}`;
  return typed.trim() === '' ? null : typed.trim();
};

const draftOf = (form: IssueForm, subject: PaperSubject | null) => ({
  request: requestOf(form, subject),
  applicant: {
    name: form.applicant.name.trim(),
    number: toNumber(form.applicant.number),
    identity: form.applicant.identity,
  },
  ground: groundOf(form),
  purpose: form.purpose.trim(),
  exemption: form.exemption.group === null ? null : { group: form.exemption.group, proof: form.exemption.proof.trim() },
});

const requestOf = (form: IssueForm, subject: PaperSubject | null) => {
  const { kind, copy, abstract, past, english, house } = form;
  switch (kind) {
    case 'copy':
      return { kind, household: subject?.household ?? '', options: { ...copy, pastAddresses: pastOf(past) } };
    case 'copy-english':
      return {
        kind,
        household: subject?.household ?? '',
        options: { ...copy, pastAddresses: pastOf(past) },
        address: english.address.trim(),
        pastAddresses: past.type === 'none' ? [] : linesOf(english.pastAddresses),
        names: Object.fromEntries(
          Object.entries(english.names).flatMap(([id, name]) => (name.trim() === '' ? [] : [[id, name.trim()]])),
        ),
      };
    case 'abstract':
      return { kind, resident: subject?.resident ?? '', options: { ...abstract, pastAddresses: pastOf(past) } };
    case 'moved-in-households':
      return {
        kind,
        address: house.address === null ? null : { ...house.address, unit: house.unit.trim() },
        leaveOutDeleted: house.leaveOutDeleted,
      };
  }
};

/** Years that are no number stay a text, for the schema to refuse. */
const pastOf = ({ type, years }: PastForm) =>
  type === 'recent' ? { type, years: /^\d+$/.test(years.trim()) ? Number(years) : years.trim() } : { type };

const linesOf = (text: string): string[] => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : line.trim()));

/** Only what belongs to the ground that was chosen. */
const groundOf = ({ ground }: IssueForm) => {
  const { type, evidence } = ground;
  switch (type) {
    case null:
      return null;
    case 'self':
    case 'household':
      return { type };
    case 'delegate':
      return {
        type,
        principal: { name: ground.principalName.trim(), number: toNumber(ground.principalNumber) },
        delegationShown: ground.delegationShown,
        principalCardShown: ground.principalCardShown,
      };
    case 'kin':
      return {
        type,
        of: ground.kinOf,
        kinship: ground.kinship,
        familyRecordShown: ground.familyRecordShown,
        isOfDivorced: ground.isOfDivorced,
      };
    case 'state':
      return { type, agency: ground.agency.trim(), letter: ground.letter.trim() };
    case 'statute':
      return { type, law: ground.law.trim() };
    case 'litigation':
      return { type, evidence: evidence.trim() };
    case 'creditor':
      return { type, evidence: evidence.trim(), isInheritance: ground.isInheritance };
    case 'house':
      return { type, interest: ground.interest, evidence: evidence.trim() };
  }
};

/** Choices that the schema could only call missing; a person is told what to choose. */
const missingChoices = ({ kind, ground, house }: IssueForm, subject: PaperSubject | null): readonly FieldError[] => [
  ...(kind !== 'moved-in-households' && subject === null
    ? [{ field: 'subject', message: texts.chooseSubject } as const]
    : []),
  ...(kind === 'moved-in-households' && house.address === null
    ? [{ field: 'address', message: texts.chooseAddress } as const]
    : []),
  ...(ground.type === null ? [{ field: 'ground', message: texts.chooseGround } as const] : []),
  ...(ground.type === 'kin' && ground.kinship === null
    ? [{ field: 'kinship', message: texts.chooseKinship } as const]
    : []),
  ...(ground.type === 'house' && ground.interest === null
    ? [{ field: 'interest', message: texts.chooseInterest } as const]
    : []),
];

const schemaError = (issue: core.$ZodIssue, draft: unknown): FieldError => {
  const value = issue.path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    draft,
  );
  const isMissing = value === '' || value === null || value === undefined;
  return { field: fieldOfPath(issue.path, draft), message: issueToText(issue, isMissing) };
};

/** A register of nobody: the rules then look at the request alone. */
const nobody: PaperSources = {
  household: null,
  members: [],
  subject: null,
  homes: [],
  isFilingWaiting: false,
  filing: null,
  applicant: null,
  principal: null,
};

const ruleErrors = (ask: PaperAsk, isOnline: boolean): readonly FieldError[] => {
  const defects = [
    ...applicantDefects(ask, nobody, { channel: 'desk', isOnline }),
    ...groundDefects(ask),
    ...(ask.exemption !== null && !isExempt(ask) ? (['exemption-proof-missing'] as const) : []),
  ];
  return defects.flatMap((defect) =>
    fieldOfDefect(defect, ask).map((field) => ({ field, message: defectText(defect) })),
  );
};

/** One message a field: the first is the one that says most. */
const firstOfEach = (errors: readonly FieldError[]): readonly FieldError[] =>
  inOrder(
    errors.filter(({ field }, nth) => field === null || errors.findIndex((each) => each.field === field) === nth),
  );
