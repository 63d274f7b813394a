import { type Address, isSameAddress } from '../../registry/address.ts';
import type { Missing } from '../../registry/answer.ts';
import type { HouseholdId } from '../../registry/ids.ts';
import { householderOf, type MoveInReport } from '../../registry/move-in.ts';
import type { Household, Resident } from '../../registry/resident.ts';
import { canLead, type RegisterDraft, residentOf } from '../register.ts';
import { movedOn, type NamedMover } from './movers.ts';

/** Where the movers come from and go to, as the register knows it on that day. */
export interface Places {
  /** The address that the report names, as it is called on that day. */
  readonly to: Address;
  /** The household that the report is about. Null if nobody on it is known. */
  readonly old: Household | null;
  /** The householder after the move, if the register knows them. */
  readonly newHouseholder: Resident | null;
  /** The household that is joined; null where the movers get one of their own, or where it isn't found. */
  readonly target: Household | null;
  /** Why the household that is joined can't be. */
  readonly missing: readonly Missing[];
}

export const placesOf = (
  draft: RegisterDraft,
  report: MoveInReport,
  people: readonly NamedMover[],
  to: Address,
): Places => {
  const old = oldHousehold(draft, report, people);
  if (report.into?.type === 'dormitory') return { to, old, newHouseholder: null, target: null, missing: [] };
  const newHouseholder = residentOf(draft, householderOf(report).number) ?? null;
  if (report.into?.type !== 'household-of') return { to, old, newHouseholder, target: null, missing: [] };
  // MI-13: who is joined must lead a household at that address on that day.
  const target = (newHouseholder && draft.households.get(newHouseholder.household)) ?? null;
  if (!newHouseholder || !target) return { to, old, newHouseholder, target: null, missing: ['destination-unknown'] };
  const leads = target.householder === newHouseholder.id && !target.closed && canLead(newHouseholder);
  const isThere = leads && isSameAddress(target.address, to);
  return {
    to,
    old,
    newHouseholder,
    target: isThere ? target : null,
    missing: isThere ? [] : ['destination-elsewhere'],
  };
};

/**
 * The household that the report is about. It may have split since the form was written, so that the movers are in
 * several: of a whole household it is one that is listed whole, and of those the one with the most movers; of a part it
 * is the new householder's, unless they have moved today already, then that of the householder whom the form names.
 */
const oldHousehold = (draft: RegisterDraft, report: MoveInReport, people: readonly NamedMover[]): Household | null => {
  const ids = new Set<HouseholdId>();
  for (const { resident } of people) if (resident) ids.add(resident.household);
  const homes = [...ids].flatMap((id) => draft.households.get(id) ?? []);
  if (homes.length < 2) return homes[0] ?? null;
  const leader = residentOf(draft, report.movers.find(({ relation }) => relation === '본인')?.number ?? null);
  const previous = report.previousHouseholder && residentOf(draft, report.previousHouseholder.number);
  const isLeaders = (home: Household): boolean => leader?.household === home.id && !movedOn(leader, report.reportDate);
  const isNamed = (home: Household): boolean => previous !== undefined && home.householder === previous?.id;
  const isWhole = (home: Household): boolean => isListedWhole(draft, home, people);
  const moversFrom = (home: Household): number =>
    people.filter(({ resident }) => resident?.household === home.id).length;
  const rank = (home: Household): readonly (number | boolean)[] =>
    report.form === 'whole-household'
      ? [isWhole(home), moversFrom(home), isLeaders(home), isNamed(home)]
      : [isLeaders(home), isNamed(home), moversFrom(home)];
  return homes.reduce((best, home) => (isHigher(rank(home), rank(best)) ? home : best));
};

/** Compares place by place; equal is not higher, so that the earlier on the list stays. */
const isHigher = (a: readonly (number | boolean)[], b: readonly (number | boolean)[]): boolean => {
  const nth = a.findIndex((value, index) => value !== b[index]);
  return nth >= 0 && Number(a[nth]) > Number(b[nth]);
};

/** MI-6: every member with the status of a resident is on the list. */
export const isListedWhole = (draft: RegisterDraft, home: Household, people: readonly NamedMover[]): boolean =>
  home.members.every(
    (id) => people.some(({ resident }) => resident?.id === id) || draft.residents.get(id)?.status !== 'resident',
  );
