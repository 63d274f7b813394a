import type { Notice } from '../../registry/answer.ts';
import type { RegisterReport } from '../../registry/register-report.ts';
import type { AddressRow, Household, PersonalChange, Resident, RowReason } from '../../registry/resident.ts';
import type { CurrentFiling } from '../filing.ts';
import { type Reexpressed, reexpress } from '../household/relations.ts';
import { householderNameOf, inOrder } from '../records.ts';
import { addRow, canLead, householdOf, isLive, lastRow, presentLine, type RegisterDraft } from '../register.ts';
import { correctAddress, correctRelation, type PersonalValue, valueOf, withChange, writtenOut } from './correction.ts';
import { type Effect, missing } from './effect.ts';
import { findPerson } from './person.ts';

type Report = Extract<RegisterReport, { readonly kind: 'objection' }>;

/** What an objection can be against: a status or a correction. A move is none, nor is a change of householder. */
const measures: readonly RowReason[] = [
  '거주불명등록',
  '말소',
  '국외이주신고',
  '해외체류',
  '귀국신고',
  '정정',
  '직권정정',
];

/**
 * ST-8: an objection that is upheld undoes from that day on what still stands of the measure; its line stays, and another
 * follows [A 21].
 */
export const decideObjection = (draft: RegisterDraft, filing: CurrentFiling, report: Report): Effect => {
  const found = findPerson(draft, report.person, filing.office, report.reportDate);
  if (!found.ok) return missing(...found.missing);
  const { person } = found;
  if (!draft.households.has(person.household)) return missing('status-does-not-fit');
  const changes = person.personalChanges?.filter((change) => change.filing === report.measure) ?? [];
  const lines = person.addresses.filter((row) => row.filing === report.measure && measures.includes(row.reason));
  if (lines.length === 0 && changes.length === 0) return missing('measure-unknown');
  if (!report.isUpheld) {
    const { decidedOn: on, reason: reasons, remedies } = report;
    return { type: 'answer', answer: { type: 'refused', on, reasons, remedies } };
  }
  const isUndone = [
    undoPersonal(draft, filing, report, person, changes),
    undoCorrection(draft, filing, report, person, lines),
  ].includes(true);
  const notices = undoStatus(draft, filing, report, person, lines);
  return notices ? { type: 'done', notices } : isUndone ? { type: 'done' } : missing('nothing-changes');
};

const presentOf = (draft: RegisterDraft, person: Resident): Resident => draft.residents.get(person.id) ?? person;

/** What identifies them: the old value again, where the one that the measure gave still stands. */
const undoPersonal = (
  draft: RegisterDraft,
  { id }: CurrentFiling,
  { reportDate }: Report,
  person: Resident,
  changes: readonly PersonalChange[],
): boolean => {
  let restored = person;
  for (const change of changes.toReversed()) {
    const back = { what: change.what, to: change.from } as PersonalValue;
    if (valueOf(restored, back) !== change.to) continue;
    const { from, to } = change;
    const line = { ...change, on: reportDate, from: to, to: from, reason: '이의신청 정정', filing: id };
    restored = withChange(restored, back, line);
  }
  if (restored === person) return false;
  const days = { registeredOn: reportDate, movedOn: reportDate };
  addRow(draft, restored, { ...presentLine(restored), ...days, reason: '이의신청정정', filing: id });
  return true;
};

/** A relation or an address: as before it, where nothing else has come of them since. */
const undoCorrection = (
  draft: RegisterDraft,
  filing: CurrentFiling,
  report: Report,
  person: Resident,
  lines: readonly AddressRow[],
): boolean => {
  const before = person.addresses[person.addresses.findIndex((row) => lines.includes(row)) - 1];
  const last = lines.at(-1);
  if (!before || !last || person.household !== last.household) return false;
  const isRelation = before.relation !== last.relation && person.relation === last.relation;
  const present = writtenOut(presentLine(person).address);
  const isAddress = writtenOut(before.address) !== present && writtenOut(last.address) === present;
  if (isRelation) correctRelation(draft, filing, report, presentOf(draft, person), before.relation, '이의신청정정');
  if (isAddress) correctAddress(draft, filing, report, presentOf(draft, person), before.address, '이의신청정정');
  return isRelation || isAddress;
};

/** A status: as before it, where no other has followed. Null where there is none to undo. */
const undoStatus = (
  draft: RegisterDraft,
  { id }: CurrentFiling,
  { reportDate }: Report,
  person: Resident,
  lines: readonly AddressRow[],
): Notice[] | null => {
  const latest = person.addresses.findLast((row) => row.status !== undefined);
  const line = lines.find((row) => row === latest);
  if (!line) return null;
  const earlier = person.addresses.slice(0, person.addresses.indexOf(line));
  const status = earlier.findLast((row) => row.status !== undefined)?.status ?? 'resident';
  const household = householdOf(draft, person);
  const { relation, certain } = relationNow(draft, household, person);
  const leads = relation === '본인' && canLead({ status });
  const record = leads ? { ...household, householder: person.id } : household;
  const back = { ...presentOf(draft, person), relation };
  addRow(draft, back, {
    ...presentLine(back),
    registeredOn: reportDate,
    movedOn: reportDate,
    reason: '이의신청정정',
    householderName: householderNameOf(draft, record, back),
    status,
    filing: id,
  });
  draft.households.set(record.id, { ...record, members: inOrder(draft, record.members) });
  if (record.householder === null) return ['left-without-householder'];
  return certain ? [] : ['relation-assumed'];
};

/**
 * Who was struck off has no line for a householder who came since: then their relation follows from those that both had
 * to the householder before. For everybody else it is the one that they have.
 */
const relationNow = (draft: RegisterDraft, { householder }: Household, person: Resident): Reexpressed => {
  const { relation, sex } = person;
  if (householder === null || isLive(person)) return { relation, certain: true };
  const head = draft.residents.get(householder);
  const then = head?.addresses.findLast((row) => row.household === lastRow(person).household)?.relation;
  if (!head || then === undefined) return { relation: '동거인', certain: false };
  return reexpress({ member: relation, newHouseholder: then, memberSex: sex, newHouseholderSex: head.sex });
};
