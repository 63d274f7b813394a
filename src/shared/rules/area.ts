import type { Address } from '../registry/address.ts';
import type { PlainDate } from '../registry/plain-date.ts';
import type { AreaChange } from '../registry/register-report.ts';
import type { Household } from '../registry/resident.ts';
import { addRow, liveMembers, type RegisterDraft } from './register.ts';

const isWithin = ({ from, roads }: AreaChange, address: Address): boolean =>
  address.office === from && (roads.length === 0 || roads.includes(address.road));

const rename = ({ to, becomes }: AreaChange, address: Address): Address => ({
  ...address,
  office: to,
  province: becomes.province ?? address.province,
  city: becomes.city ?? address.city,
  township: becomes.township ?? address.township,
  remark: becomes.remark ?? address.remark,
});

/** MI-17: an address as it is called on a day, however the form calls it. The changes in the order of their days. */
export const addressOn = (address: Address, day: PlainDate, areas: readonly AreaChange[]): Address =>
  areas.reduce((named, area) => (area.on <= day && isWithin(area, named) ? rename(area, named) : named), address);

/** HH-12: every household of the area gets the new name of its place, and a line of its own (행정구역변경). */
export const applyAreaChange = (draft: RegisterDraft, area: AreaChange): void => {
  for (const household of draft.households.values())
    if (!household.closed && isWithin(area, household.address)) renameHousehold(draft, household, area);
};

const renameHousehold = (draft: RegisterDraft, household: Household, area: AreaChange): void => {
  const address = rename(area, household.address);
  const householder = household.householder === null ? undefined : draft.residents.get(household.householder);
  for (const member of liveMembers(draft, household)) {
    const before = member.addresses.at(-1);
    if (!before) continue;
    addRow(draft, member, {
      registeredOn: area.on,
      movedOn: area.on,
      reason: '행정구역변경',
      address,
      household: household.id,
      householderName: householder?.name ?? before.householderName,
      relation: member.relation,
      filing: null,
    });
  }
  draft.households.set(household.id, { ...household, office: address.office, address });
  // Struck-off people stay on the record, which another office keeps now.
  for (const id of household.members) {
    const member = draft.residents.get(id);
    if (member && member.office !== address.office) draft.residents.set(id, { ...member, office: address.office });
  }
};
