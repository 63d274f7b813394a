import type { RegisterReport } from '../../registry/register-report.ts';
import type { CurrentFiling } from '../filing.ts';
import type { RegisterDraft } from '../register.ts';
import { type Effect, missing } from './effect.ts';
import { findPerson } from './person.ts';

type Report = Extract<RegisterReport, { readonly kind: 'foreign-family' }>;

/** HH-13: family who are not citizens are noted with a household, and taken off it with the day, never erased [D 6-2]. */
export const noteForeignFamily = (draft: RegisterDraft, filing: CurrentFiling, report: Report): Effect => {
  const found = findPerson(draft, report.householder, filing.office, report.reportDate);
  if (!found.ok) return missing(...found.missing);
  const household = draft.households.get(found.person.household);
  if (!household || household.closed || household.householder !== found.person.id) return missing('not-a-member');
  const family = household.foreignFamily ?? [];
  const isNoted = (each: (typeof family)[number]): boolean =>
    each.until === undefined && each.number === report.member.number;
  if (report.step === 'noted') {
    if (family.some(isNoted)) return missing('nothing-changes');
    const { until, ...member } = report.member;
    const foreignFamily = [...family, { ...member, since: report.reportDate }];
    draft.households.set(household.id, { ...household, foreignFamily });
    return { type: 'done' };
  }
  if (!family.some(isNoted)) return missing('foreign-member-unknown');
  const foreignFamily = family.map((each) => (isNoted(each) ? { ...each, until: report.reportDate } : each));
  draft.households.set(household.id, { ...household, foreignFamily });
  return { type: 'done' };
};
