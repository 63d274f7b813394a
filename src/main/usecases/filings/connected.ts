import type { FilingId, HouseholdId, ResidentId } from '../../../shared/registry/ids.ts';
import { numbersNamed, type Report } from '../../../shared/registry/report.ts';
import type { Household, Resident } from '../../../shared/registry/resident.ts';
import type { ResidentNumber } from '../../../shared/registry/resident-number.ts';
import { currentReport } from '../../../shared/rules/filing.ts';
import { numbersOf } from '../../../shared/rules/register.ts';
import type { StoredFiling } from '../../replica/filing-rows.ts';
import type { RegisterReads } from '../../replica/register-reads.ts';

/** What of this office's register bears on a report. */
export interface Connected {
  readonly residents: ReadonlyMap<ResidentId, Resident>;
  readonly households: ReadonlyMap<HouseholdId, Household>;
  /** Other filings that are to be settled along with it: nobody was registered by them yet. */
  readonly filings: ReadonlyMap<FilingId, StoredFiling>;
  /** One of them has registered somebody already, so that it can't be told here what comes of it and its amendments. */
  readonly isPartlySettled: boolean;
}

/**
 * Follows the numbers that a report names to the people here, to their households and everybody in them, and to the
 * filings that name any of these, until nothing is new: as central does with everybody in the country.
 */
export const connectedTo = (reads: RegisterReads, id: FilingId, report: Report): Connected => {
  const residents = new Map<ResidentId, Resident>();
  const households = new Map<HouseholdId, Household>();
  const filings = new Map<FilingId, StoredFiling>();
  const seen = new Set<ResidentNumber>();
  let isPartlySettled = false;

  for (let open = new Set(numbersNamed(report)); open.size > 0; ) {
    const numbers = [...open];
    for (const number of numbers) seen.add(number);
    const next = new Set<ResidentNumber>();
    const add = (resident: Resident | null): void => {
      if (!resident || residents.has(resident.id)) return;
      residents.set(resident.id, resident);
      for (const number of numbersOf(resident)) next.add(number);
      const household = households.has(resident.household) ? null : reads.household(resident.household);
      if (!household) return;
      households.set(household.id, household);
      for (const member of household.members) add(reads.resident(member));
    };
    for (const number of numbers) add(reads.residentByNumber(number));
    for (const filing of reads.filingsWithoutEffect(numbers)) {
      if (filing.id === id) continue;
      filings.set(filing.id, filing);
      for (const number of numbersNamed(currentReport(filing))) next.add(number);
    }
    const waiting = reads.waitingFilings(numbers);
    isPartlySettled ||= waiting.some((filing) => filing.id !== id && filing.answers.some(isRegistered));
    open = new Set([...next].filter((number) => !seen.has(number)));
  }
  return { residents, households, filings, isPartlySettled };
};

export const isRegistered = ({ answer }: StoredFiling['answers'][number]): boolean => answer.type === 'registered';
