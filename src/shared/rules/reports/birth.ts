import { ResidentId } from '../../registry/ids.ts';
import type { RegisterReport } from '../../registry/register-report.ts';
import type { Resident } from '../../registry/resident.ts';
import type { CurrentFiling } from '../filing.ts';
import { householderNameOf, inOrder } from '../records.ts';
import { isLive, newbornKey, type RegisterDraft, residentOf } from '../register.ts';
import { type Effect, missing } from './effect.ts';
import { findPerson } from './person.ts';

type Report = Extract<RegisterReport, { readonly kind: 'birth' }>;

/** ST-6: a child enters the household of the parent named, where that parent is registered on the day of the report. */
export const enterBirth = (draft: RegisterDraft, filing: CurrentFiling, report: Report): Effect => {
  const { child } = report;
  if (child.birthDate > report.reportDate) return missing('moved-after-report');
  if (residentOf(draft, child.number)) return missing('number-taken');
  const named = report.withParent === 'mother' ? report.mother : report.father;
  if (!named) return missing('parent-unknown');
  const found = findPerson(draft, named, null, report.reportDate);
  if (!found.ok) return missing(...found.missing.map((each) => (each === 'person-unknown' ? 'parent-unknown' : each)));
  const household = draft.households.get(found.person.household);
  if (!household || household.closed || !isLive(found.person)) return missing('status-does-not-fit');
  const id = ResidentId.parse(filing.id);
  const resident: Resident = {
    id,
    number: child.number,
    name: child.name,
    hanja: child.hanja,
    nameRoman: '',
    sex: child.sex,
    birthDate: child.birthDate,
    status: 'resident',
    office: household.office,
    household: household.id,
    relation: report.relation,
    addresses: [
      {
        registeredOn: report.reportDate,
        movedOn: child.birthDate,
        reason: '출생등록',
        address: household.address,
        household: household.id,
        householderName: householderNameOf(draft, household, found.person),
        relation: report.relation,
        filing: filing.id,
      },
    ],
  };
  draft.residents.set(id, report.mother ? { ...resident, mother: report.mother.number } : resident);
  draft.idByNumber.set(child.number, id);
  if (report.mother) draft.births.set(newbornKey(draft, report.mother.number, child.birthDate, child.name), id);
  const members = [...household.members, id];
  draft.households.set(household.id, { ...household, members: inOrder(draft, members) });
  return { type: 'done' };
};
