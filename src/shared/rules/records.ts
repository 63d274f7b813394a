import type { Address } from '../registry/address.ts';
import type { Notice } from '../registry/answer.ts';
import type { FilingId, HouseholdId, ResidentId } from '../registry/ids.ts';
import type { PlainDate } from '../registry/plain-date.ts';
import type { ForeignMember, Household, Relation, Resident, RowReason } from '../registry/resident.ts';
import type { ResidentNumber } from '../registry/resident-number.ts';
import { presentForeignFamily } from './household/foreign-family.ts';
import { orderMembers } from './household/order.ts';
import { reexpress } from './household/relations.ts';
import { reexpressHousehold } from './household/whole.ts';
import {
  addRow,
  canLead,
  derivedHouseholdId,
  isLive,
  lastRow,
  liveMembers,
  type RegisterDraft,
  residentOf,
} from './register.ts';

/** What a change of a record is put down to. */
export interface Cause {
  readonly filing: FilingId;
  readonly on: PlainDate;
}

/** Puts the members of a record into the order in which they print [D 6②]. */
export const inOrder = (draft: RegisterDraft, members: readonly ResidentId[]): ResidentId[] => {
  const people = members.flatMap((id) => draft.residents.get(id) ?? []);
  const live = orderMembers(people.filter(isLive));
  return [...live, ...people.filter((person) => !isLive(person))].map(({ id }) => id);
};

/** HH-11: ends a record. It is kept, with who was on it [A 22]; struck-off people stay on it. */
export const closeRecord = (
  draft: RegisterDraft,
  household: Household,
  reason: RowReason,
  into: HouseholdId | null,
  { on }: Cause,
): void => {
  draft.households.set(household.id, {
    ...household,
    members: [],
    closed: { on, reason, members: household.members, into },
  });
};

/** Opens a record for people who are registered already, and makes them its members. Their lines are the caller's. */
export const openRecord = (
  draft: RegisterDraft,
  { filing, on }: Cause,
  record: {
    readonly address: Address;
    readonly householder: ResidentId | null;
    readonly members: readonly ResidentId[];
    readonly reason: RowReason | null;
    readonly dormitory?: string;
    readonly foreignFamily?: readonly ForeignMember[];
  },
): Household => {
  const household: Household = {
    id: derivedHouseholdId(draft, filing),
    office: record.address.office,
    address: record.address,
    householder: record.householder,
    members: [...record.members],
    ...(record.reason === null ? {} : { formedOn: on, formedReason: record.reason }),
    ...(record.dormitory === undefined ? {} : { dormitory: record.dormitory }),
    ...(record.foreignFamily === undefined || record.foreignFamily.length === 0
      ? {}
      : { foreignFamily: [...record.foreignFamily] }),
  };
  draft.households.set(household.id, household);
  for (const id of household.members) {
    const member = draft.residents.get(id);
    if (member && member.household !== household.id) draft.residents.set(id, { ...member, household: household.id });
  }
  return household;
};

/**
 * HH-10: a new record for those of `household` who are given, led by one of them, and a line for each with the relation
 * to the new householder. What the old relations leave open is said by `stated`, or taken as it usually is.
 */
export const formUnder = (
  draft: RegisterDraft,
  household: Household,
  members: readonly ResidentId[],
  newHouseholder: Resident,
  stated: ReadonlyMap<ResidentId, Relation>,
  cause: Cause,
): { readonly record: Household; readonly notices: Notice[] } => {
  const live = liveMembers(draft, { ...household, members: [...members] });
  const relations = new Map(reexpressHousehold(live, newHouseholder.id).map((each) => [each.id, each]));
  const opened = openRecord(draft, cause, {
    address: household.address,
    householder: newHouseholder.id,
    members,
    reason: '세대주변경',
    ...(household.dormitory === undefined ? {} : { dormitory: household.dormitory }),
    foreignFamily: presentForeignFamily(household).map((each) => ({
      ...each,
      relation: reexpress({ member: each.relation, newHouseholder: newHouseholder.relation }).relation,
    })),
  });
  let isAssumed = false;
  for (const { id } of live) {
    const member = draft.residents.get(id);
    const derived = relations.get(id);
    if (!member || !derived) throw new Error(`member ${id} has no relation to the new householder`);
    const said = stated.get(id);
    if (id !== newHouseholder.id && said === undefined && !derived.certain) isAssumed = true;
    addRow(draft, member, {
      registeredOn: cause.on,
      movedOn: cause.on,
      reason: '세대주변경',
      address: household.address,
      household: opened.id,
      householderName: newHouseholder.name,
      relation: id === newHouseholder.id ? '본인' : (said ?? derived.relation),
      filing: cause.filing,
    });
  }
  const record = { ...opened, members: inOrder(draft, opened.members) };
  draft.households.set(record.id, record);
  return { record, notices: isAssumed ? ['relation-assumed'] : [] };
};

/** What a form says of the relations to the new householder, of whoever is known. */
export const statedRelations = (
  draft: RegisterDraft,
  relations: readonly { readonly number: ResidentNumber; readonly relation: Relation }[],
): ReadonlyMap<ResidentId, Relation> => {
  const stated = new Map<ResidentId, Relation>();
  for (const { number, relation } of relations) {
    const person = residentOf(draft, number);
    if (person) stated.set(person.id, relation);
  }
  return stated;
};

/** HH-10: the same for a whole record, which ends with it. */
export const changeHouseholder = (
  draft: RegisterDraft,
  household: Household,
  newHouseholder: Resident,
  stated: ReadonlyMap<ResidentId, Relation>,
  cause: Cause,
): Notice[] => {
  const { record, notices } = formUnder(draft, household, household.members, newHouseholder, stated, cause);
  closeRecord(draft, household, '세대주변경', record.id, cause);
  return notices;
};

/** Takes the householder off a record whose other members stay: nobody leads it until they name someone (HH-2). */
export const loseHouseholder = (draft: RegisterDraft, id: HouseholdId): Notice[] => {
  const household = draft.households.get(id);
  if (!household || household.closed) return [];
  const others = liveMembers(draft, household).filter((member) => member.id !== household.householder);
  if (others.length === 0) return [];
  draft.households.set(id, { ...household, householder: null });
  return others.some(canLead) ? ['left-without-householder'] : [];
};

/** The name that stands in somebody's lines for the householder. */
export const householderNameOf = (draft: RegisterDraft, household: Household, resident: Resident): string =>
  (household.householder === null ? undefined : draft.residents.get(household.householder)?.name) ??
  lastRow(resident).householderName;
