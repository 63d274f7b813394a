import type { core } from 'zod';
import type { InputIssue } from '../../../../shared/contract/errors.ts';
import { MoveInReport } from '../../../../shared/registry/move-in.ts';
import { issueToText } from '../../../../shared/text/input.ts';
import { issueTexts, missingText } from '../texts-issues.ts';
import type { MoveInDraft, MoverDraft, PersonDraft } from './draft.ts';
import { consentOf } from './evidence.ts';
import { type FieldId, moverField, ownFieldOf, stayerField } from './fields.ts';
import { householderBefore, householderChange, leavesWithoutHouseholder, moverOf } from './householder.ts';
import { type FieldIssue, fieldOfPath } from './issues.ts';
import { typedToDate, typedToNumber } from './typed.ts';

export type Reported =
  | { readonly report: MoveInReport; readonly issues: readonly [] }
  | { readonly report: null; readonly issues: readonly FieldIssue[] };

/** The report that the draft makes, or what is in the way of one, each at its field. The schema is the last judge. */
export const draftToReport = (draft: MoveInDraft): Reported => {
  const candidate = candidateOf(draft);
  const parsed = MoveInReport.safeParse(candidate);
  const found = new Map<FieldId, FieldIssue>();
  for (const issue of ownIssues(draft)) if (!found.has(issue.field)) found.set(issue.field, issue);
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOfPath(draft, issue.path, issue.message);
    if (!found.has(field) && !isAskedLater(draft, field)) found.set(field, schemaIssue(issue, field, candidate));
  }
  if (parsed.success && found.size === 0) return { report: parsed.data, issues: [] };
  return { report: null, issues: [...found.values()] };
};

/** What the office refused of the report, at the fields that it came from. */
export const officeIssues = (draft: MoveInDraft, issues: readonly InputIssue[]): readonly FieldIssue[] =>
  issues.map(({ path, message }) => ({
    field: fieldOfPath(draft, path.split('.').slice(path.startsWith('report') ? 1 : 0), ''),
    kind: 'wrong',
    message,
  }));

/** Relations are asked once it is known to whom. */
const isAskedLater = (draft: MoveInDraft, field: FieldId): boolean =>
  field.startsWith('mover-') &&
  ownFieldOf(field) === 'relation' &&
  (draft.destination === null || (draft.destination === 'own-household' && moverOf(draft, draft.head) === null));

const personOf = ({ name, number }: PersonDraft) => ({ name: name.trim(), number: typedToNumber(number) });

/** The draft in the shape of a report. What was not answered is left out, and what can't be right is left in. */
const candidateOf = (draft: MoveInDraft): Readonly<Record<string, unknown>> => {
  const { reporter, remaining } = draft;
  const before = householderBefore(draft);
  const isWithoutHead = leavesWithoutHouseholder(draft) && remaining.who === 'named';
  return {
    form: draft.form ?? undefined,
    reportDate: typedToDate(draft.reportDate),
    movedOn: typedToDate(draft.movedOn),
    to: addressOf(draft),
    previousAddress: draft.previousAddress.trim(),
    reason: draft.reason ?? undefined,
    movers: draft.movers.map((mover) => moverCandidate(draft, mover)),
    reporter: {
      ...personOf(reporter),
      capacity: reporter.capacity ?? undefined,
      identityChecked: reporter.identityChecked,
      delegationShown: reporter.capacity === 'delegate' && reporter.delegationShown,
      ...(reporter.capacity === 'delegate' && reporter.kinship ? { kinship: reporter.kinship } : {}),
    },
    into: intoOf(draft),
    // In a dormitory the movers come from as many households as they are.
    ...(before && draft.destination !== 'dormitory' && !isNewbornKey(draft, before.key)
      ? { previousHouseholder: personOf(before) }
      : {}),
    ...(isWithoutHead
      ? {
          remaining: {
            householder: typedToNumber(remaining.number),
            ...(remaining.relations.length > 0
              ? {
                  relations: remaining.relations.map(({ number, relation }) => ({
                    number: typedToNumber(number),
                    relation: relation ?? undefined,
                  })),
                }
              : {}),
          },
        }
      : {}),
    ...(draft.isBackdated
      ? { backdating: { supervisor: draft.supervisor.trim(), scan: draft.scan.trim().toLowerCase() } }
      : {}),
  };
};

const isNewbornKey = (draft: MoveInDraft, key: string | null): boolean => moverOf(draft, key)?.isNewborn === true;

const addressOf = ({ place }: MoveInDraft): unknown => {
  const told = { unit: place.unit.trim(), ...(place.room.trim() === '' ? {} : { room: place.room.trim() }) };
  if (place.typed) {
    const { road, building, remark } = place.typed;
    return { ...place.typed, road: road.trim(), building: building.trim(), remark: remark.trim(), ...told };
  }
  if (!place.listed) return undefined;
  const { room: _room, ...listed } = place.listed;
  return { ...listed, ...told };
};

const moverCandidate = (draft: MoveInDraft, mover: MoverDraft): unknown => {
  const change = householderChange(draft, mover);
  const consent = change === 'changes' || change === 'unknown' ? consentOf(mover.consent) : null;
  return {
    name: mover.name.trim(),
    relation: relationOf(draft, mover) ?? undefined,
    ...(mover.isNewborn
      ? {
          number: null,
          newborn: { birthDate: typedToDate(mover.birthDate), mother: typedToNumber(mover.mother) },
        }
      : { number: typedToNumber(mover.number) }),
    ...(consent ? { consent } : {}),
  };
};

/** To the householder after the move; who leads is 본인, and in a dormitory everybody does. */
export const relationOf = (draft: MoveInDraft, mover: MoverDraft): MoverDraft['relation'] => {
  if (draft.destination === 'dormitory') return '본인';
  return draft.destination === 'own-household' && draft.head === mover.key ? '본인' : mover.relation;
};

const intoOf = (draft: MoveInDraft): unknown => {
  switch (draft.destination) {
    case null:
    case 'own-household':
      return { type: 'own-household' };
    case 'household-of':
      return { type: 'household-of', householder: personOf(draft.joined) };
    case 'dormitory':
      return {
        type: 'dormitory',
        name: draft.dormitory.name.trim(),
        manager: personOf(draft.dormitory.manager),
      };
  }
};

/** What the form asks and the schema leaves open, or says in the words of a program. */
const ownIssues = (draft: MoveInDraft): readonly FieldIssue[] => {
  const issues: FieldIssue[] = [];
  const missing = (field: FieldId): void => {
    issues.push({ field, kind: 'missing', message: missingText(field) });
  };
  if (draft.destination === null) missing('destination');
  if (draft.movers.length === 0) missing('movers');
  if (draft.place.typed === null && draft.place.listed === null) missing('to');
  if (draft.movers.length > 0 && draft.destination !== 'dormitory' && draft.before.who === null) missing('before');
  if (draft.before.who === 'mover' && moverOf(draft, draft.before.mover) === null && draft.destination !== 'dormitory')
    missing('before');
  if (draft.movers.length > 0 && draft.destination === 'own-household' && moverOf(draft, draft.head) === null)
    missing('head');
  if (leavesWithoutHouseholder(draft) && draft.remaining.who === null) missing('remaining');
  for (const mover of draft.movers) {
    const change = householderChange(draft, mover);
    const { consent } = mover;
    if ((change === 'changes' || change === 'unknown') && consent.by === 'fact-finding' && consent.livesThere === null)
      missing(moverField(mover.key, 'found'));
    // It can't be told who is meant, and the filing would be refused as a whole.
    if (draft.destination === 'household-of' && mover.relation === '본인') missing(moverField(mover.key, 'relation'));
  }
  const stayers = leavesWithoutHouseholder(draft) && draft.remaining.who === 'named' ? draft.remaining.relations : [];
  for (const { key, relation } of stayers) if (relation === '본인') missing(stayerField(key, 'relation'));
  return issues;
};

const schemaIssue = (issue: core.$ZodIssue, field: FieldId, candidate: unknown): FieldIssue => {
  const value = valueAt(candidate, issue.path);
  const isEmpty = value === undefined || value === '' || value === null;
  if (isEmpty && issue.code !== 'custom') return { field, kind: 'missing', message: missingText(field) };
  const isNumber = field.endsWith('-number') || ownFieldOf(field) === 'mother';
  return {
    field,
    kind: 'wrong',
    message:
      isNumber && issue.code === 'invalid_format'
        ? issueTexts.number
        : issue.code === 'invalid_format' && issue.format === 'date'
          ? issueTexts.date
          : issueToText(issue, false),
  };
};

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown => {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
};
