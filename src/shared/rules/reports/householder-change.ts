import type { RegisterReport } from '../../registry/register-report.ts';
import type { CurrentFiling } from '../filing.ts';
import { otherFiling } from '../move-in/mover-answer.ts';
import { changeHouseholder, statedRelations } from '../records.ts';
import { canLead, lastRow, type RegisterDraft } from '../register.ts';
import { type Effect, missing } from './effect.ts';
import { findPerson } from './person.ts';

type Report = Extract<RegisterReport, { readonly kind: 'householder-change' }>;

/** HH-10: a member becomes the householder [A 22]. Two changes of one household on one day are two claims to it (CF-1). */
export const changeHouseholderOnReport = (draft: RegisterDraft, filing: CurrentFiling, report: Report): Effect => {
  const found = findPerson(draft, report.newHouseholder, filing.office, report.reportDate);
  if (!found.ok) return missing(...found.missing);
  const { person } = found;
  const household = draft.households.get(person.household);
  if (!household || household.closed || !canLead(person)) return missing('status-does-not-fit');
  if (household.householder === person.id) return missing('already-householder');
  const row = lastRow(person);
  if (row.reason === '세대주변경' && row.registeredOn === report.reportDate && row.filing !== null)
    return { type: 'answer', answer: { type: 'held', why: 'same-day-filing', other: otherFiling(row) } };
  const cause = { filing: filing.id, on: report.reportDate };
  const stated = statedRelations(draft, report.relations);
  return { type: 'done', notices: changeHouseholder(draft, household, person, stated, cause) };
};
