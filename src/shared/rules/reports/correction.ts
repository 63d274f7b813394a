import { type Address, addressToText } from '../../registry/address.ts';
import type { FilingId } from '../../registry/ids.ts';
import type { RegisterReport } from '../../registry/register-report.ts';
import type { PersonalChange, Resident, RowReason } from '../../registry/resident.ts';
import type { CurrentFiling } from '../filing.ts';
import { householderNameOf, inOrder } from '../records.ts';
import { addRow, householdOf, lastRow, liveMembers, presentLine, type RegisterDraft, residentOf } from '../register.ts';
import { type Effect, missing } from './effect.ts';
import { findPerson } from './person.ts';

type Report = Extract<RegisterReport, { readonly kind: 'correction' }>;
type Change = Report['changes'][number];
/** What is told of the person, wherever they live. */
export type PersonalValue = Extract<Change, { readonly what: PersonalChange['what'] }>;

/** ST-7: what was wrong is put right from that day on, and what stood there stays in the history [D 9②]. */
export const correct = (draft: RegisterDraft, filing: CurrentFiling, report: Report): Effect => {
  // What the family registration office tells of a person counts wherever they live.
  const office = report.basis.type === 'notified' ? null : filing.office;
  const found = findPerson(draft, report.person, office, report.reportDate);
  if (!found.ok) return missing(...found.missing);
  const { person } = found;
  const changes = report.changes.filter((change) => valueOf(person, change) !== textOf(change));
  if (changes.length === 0) return missing('nothing-changes');
  for (const change of changes) {
    const taken = change.what === 'number' ? residentOf(draft, change.to) : undefined;
    if (taken && taken.id !== person.id) return missing('number-taken');
    if ((change.what === 'address' || change.what === 'relation') && !draft.households.has(person.household))
      return missing('status-does-not-fit');
    if (change.what === 'address' && change.to.office !== person.office) return missing('other-office');
    if (change.what === 'relation' && (change.to === '본인') !== (person.relation === '본인'))
      return missing('relation-not-clear');
  }
  const reason: RowReason = report.basis.type === 'ex-officio' ? '직권정정' : '정정';
  for (const change of changes) {
    const present = draft.residents.get(person.id) ?? person;
    if (change.what === 'relation') correctRelation(draft, filing, report, present, change.to, reason);
    else if (change.what === 'address') correctAddress(draft, filing, report, present, change.to, reason);
    else putPersonal(draft, present, change, report, filing.id);
  }
  return { type: 'done' };
};

export const valueOf = (person: Resident, change: Change): string => {
  switch (change.what) {
    case 'name':
      return person.name;
    case 'hanja':
      return person.hanja;
    case 'birth-date':
      return person.birthDate;
    case 'sex':
      return person.sex;
    case 'number':
      return person.number;
    case 'relation':
      return person.relation;
    case 'address':
      return writtenOut(lastRow(person).address);
  }
};

const textOf = (change: Change): string => (change.what === 'address' ? writtenOut(change.to) : change.to);

/** With the room, which never prints [D 9⑤]. */
export const writtenOut = (address: Address): string => JSON.stringify([addressToText(address), address.room]);

const putPersonal = (
  draft: RegisterDraft,
  person: Resident,
  change: PersonalValue,
  { reportDate, reason, isAdoption }: Report,
  filing: FilingId,
): void => {
  const line: PersonalChange = {
    on: reportDate,
    what: change.what,
    from: valueOf(person, change),
    to: change.to,
    reason,
    isAdoption,
    filing,
  };
  draft.residents.set(person.id, withChange(person, change, line));
  if (change.what === 'number') draft.idByNumber.set(change.to, person.id);
};

/** Another value, and the line that says so. */
export const withChange = (person: Resident, change: PersonalValue, line: PersonalChange): Resident => ({
  ...withValue(person, change),
  personalChanges: [...(person.personalChanges ?? []), line],
});

const withValue = (person: Resident, change: PersonalValue): Resident => {
  switch (change.what) {
    case 'name':
      return { ...person, name: change.to };
    case 'hanja':
      return { ...person, hanja: change.to };
    case 'birth-date':
      return { ...person, birthDate: change.to };
    case 'sex':
      return { ...person, sex: change.to };
    case 'number':
      return { ...person, number: change.to };
  }
};

export const correctRelation = (
  draft: RegisterDraft,
  { id }: CurrentFiling,
  { reportDate }: Pick<Report, 'reportDate'>,
  person: Resident,
  relation: Resident['relation'],
  reason: RowReason,
): void => {
  const days = { registeredOn: reportDate, movedOn: reportDate };
  addRow(draft, person, { ...presentLine(person), ...days, reason, relation, filing: id });
  const household = householdOf(draft, person);
  draft.households.set(household.id, { ...household, members: inOrder(draft, household.members) });
};

/** The household's address was written wrong, so it was wrong for everybody in it. */
export const correctAddress = (
  draft: RegisterDraft,
  { id }: CurrentFiling,
  { reportDate }: Pick<Report, 'reportDate'>,
  person: Resident,
  address: Address,
  reason: RowReason,
): void => {
  const household = householdOf(draft, person);
  const days = { registeredOn: reportDate, movedOn: reportDate };
  for (const member of liveMembers(draft, household)) {
    const householderName = householderNameOf(draft, household, member);
    addRow(draft, member, { ...presentLine(member), ...days, reason, address, householderName, filing: id });
  }
  draft.households.set(household.id, { ...household, address });
};
