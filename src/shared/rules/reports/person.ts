import type { Missing } from '../../registry/answer.ts';
import type { OfficeId } from '../../registry/ids.ts';
import type { NamedPerson } from '../../registry/move-in.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import type { Resident } from '../../registry/resident.ts';
import { isMove } from '../move-in/movers.ts';
import { isBeforeTakeOver, type RegisterDraft, residentOf } from '../register.ts';

export type FoundPerson =
  | { readonly ok: true; readonly person: Resident }
  | { readonly ok: false; readonly missing: readonly Missing[] };

/**
 * ST-3: the person named, alive, under that name; and where the office acts on its own register (`office`), registered
 * there on that day.
 */
export const findPerson = (
  draft: RegisterDraft,
  named: NamedPerson,
  office: OfficeId | null,
  reportDate: PlainDate,
): FoundPerson => {
  const person = residentOf(draft, named.number);
  if (!person) return { ok: false, missing: ['person-unknown'] };
  const missing: Missing[] = [];
  if (person.name !== named.name) missing.push('name-differs');
  if (person.diedOn !== undefined) missing.push('mover-deceased');
  if (office !== null && !isOfOffice(person, office)) missing.push('other-office');
  if (isBeforeTakeOver(person, reportDate)) missing.push('report-date-before-current-registration'); // MI-9
  return missing.length > 0 ? { ok: false, missing } : { ok: true, person };
};

/** The office that has them; or the one that had their area before, and had not heard of the change (MI-17). */
const isOfOffice = ({ office, addresses }: Resident, reporting: OfficeId): boolean => {
  if (office === reporting) return true;
  // Since then nothing but a change of areas has brought them under another office.
  const moved = Math.max(addresses.findLastIndex(isMove), 0);
  return addresses.slice(moved).some(({ address }) => address.office === reporting);
};
