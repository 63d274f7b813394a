import type { RegisterReport } from '../../registry/register-report.ts';
import type { CurrentFiling } from '../filing.ts';
import type { RegisterDraft } from '../register.ts';
import { type Effect, missing } from './effect.ts';
import { findPerson } from './person.ts';
import { putStatus } from './status.ts';

type Report = Extract<RegisterReport, { readonly kind: 'death' }>;

/** ST-5: a death takes effect on its own day, wherever and whenever it is reported; nothing of the person follows it. */
export const enterDeath = (draft: RegisterDraft, filing: CurrentFiling, report: Report): Effect => {
  if (report.diedOn > report.reportDate) return missing('moved-after-report');
  const found = findPerson(draft, report.person, null, report.reportDate);
  if (!found.ok) return missing(...found.missing);
  const { person } = found;
  const notices = putStatus(draft, person, {
    registeredOn: report.reportDate,
    movedOn: report.diedOn,
    reason: '사망',
    status: 'deleted',
    filing: filing.id,
  });
  const dead = draft.residents.get(person.id) ?? person;
  draft.residents.set(person.id, { ...dead, diedOn: report.diedOn });
  return { type: 'done', notices };
};
