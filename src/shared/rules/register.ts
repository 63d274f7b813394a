import type { FilingId, HouseholdId, ResidentId } from '../registry/ids.ts';
import { HouseholdId as HouseholdIdSchema } from '../registry/ids.ts';
import type { PlainDate } from '../registry/plain-date.ts';
import type { AddressRow, Household, Resident } from '../registry/resident.ts';
import type { ResidentNumber } from '../registry/resident-number.ts';

/** The part of the register that a decision looks at. Reading only; the rules never change what they were given. */
export interface Register {
  readonly residents: ReadonlyMap<ResidentId, Resident>;
  readonly households: ReadonlyMap<HouseholdId, Household>;
}

export const registerOf = (residents: Iterable<Resident>, households: Iterable<Household>): Register => ({
  residents: new Map([...residents].map((resident) => [resident.id, resident])),
  households: new Map([...households].map((household) => [household.id, household])),
});

/** A working copy that the fold writes to. Documents are replaced, never changed in place. */
export interface RegisterDraft {
  readonly residents: Map<ResidentId, Resident>;
  readonly households: Map<HouseholdId, Household>;
  /** Present numbers and former ones. */
  readonly idByNumber: Map<ResidentNumber, ResidentId>;
  /** Children whose birth was registered here, by `newbornKey`. */
  readonly births: Map<string, ResidentId>;
}

export const draftOf = (register: Register): RegisterDraft => {
  const idByNumber = new Map<ResidentNumber, ResidentId>();
  const unusual: Resident[] = [];
  for (const resident of register.residents.values()) {
    idByNumber.set(resident.number, resident.id);
    if (resident.personalChanges || resident.mother) unusual.push(resident);
  }
  // Where a number was somebody's before it came to another, the one who has it now is meant.
  for (const resident of unusual)
    for (const number of numbersOf(resident)) if (!idByNumber.has(number)) idByNumber.set(number, resident.id);
  const births = new Map<string, ResidentId>();
  for (const { id, mother, birthDate, name } of unusual)
    if (mother) births.set(newbornKey({ idByNumber }, mother, birthDate, name), id);
  return { residents: new Map(register.residents), households: new Map(register.households), idByNumber, births };
};

/** The number of a person, and the ones that they had before. */
export const numbersOf = ({ number, personalChanges = [] }: Resident): readonly ResidentNumber[] => [
  number,
  ...personalChanges.flatMap(({ what, from }) => (what === 'number' ? [from as ResidentNumber] : [])),
];

/** Names a child by its mother, under whichever of her numbers; one who is no citizen is not in the register. */
export const newbornKey = (
  { idByNumber }: Pick<RegisterDraft, 'idByNumber'>,
  mother: ResidentNumber,
  birthDate: string,
  name: string,
): string => `${idByNumber.get(mother) ?? mother} ${birthDate} ${name}`;

export const residentOf = (draft: RegisterDraft, number: ResidentNumber | null): Resident | undefined => {
  const id = number === null ? undefined : draft.idByNumber.get(number);
  return id === undefined ? undefined : draft.residents.get(id);
};

export const lastRow = (resident: Resident): AddressRow => {
  const row = resident.addresses.at(-1);
  if (!row) throw new Error(`resident ${resident.id} has no address`);
  return row;
};

/** Whoever is in the register is on a record; a part of it must hold the record, too, before it is changed. */
export const householdOf = (draft: RegisterDraft, resident: Resident): Household => {
  const household = draft.households.get(resident.household);
  if (!household) throw new Error(`resident ${resident.id} is on no record`);
  return household;
};

/** MI-9: whether it lies before what stood when the register was taken over, whose own filings are not here. */
export const isBeforeTakeOver = ({ addresses }: Resident, day: PlainDate): boolean =>
  addresses.some(({ filing, registeredOn }) => filing === null && day < registeredOn);

/** Registered somewhere, in whatever status; struck-off people stay on their last record without being of it. */
export const isLive = ({ status }: Resident): boolean => status !== 'deleted';

/** Nobody can say of who is struck off, or not to be found, that they lead a household. */
export const canLead = ({ status }: Pick<Resident, 'status'>): boolean =>
  status !== 'deleted' && status !== 'unknown-domicile';

/** The members who are registered. */
export const liveMembers = (draft: RegisterDraft, household: Household): Resident[] =>
  household.members.flatMap((id) => {
    const member = draft.residents.get(id);
    return member && isLive(member) ? [member] : [];
  });

/** What a line says of somebody that doesn't change by it. The last line may be of a record that went elsewhere. */
export const presentLine = (
  resident: Resident,
): Pick<AddressRow, 'address' | 'household' | 'householderName' | 'relation'> => {
  const { address, householderName } = lastRow(resident);
  return { address, householderName, household: resident.household, relation: resident.relation };
};

/** Adds a line to somebody's history; what it says holds for them from then on. */
export const addRow = (draft: RegisterDraft, resident: Resident, row: AddressRow): Resident => {
  const after: Resident = {
    ...resident,
    status: row.status ?? resident.status,
    office: row.address.office,
    household: row.household,
    relation: row.relation,
    addresses: [...resident.addresses, row],
  };
  draft.residents.set(after.id, after);
  return after;
};

/**
 * The id of a record that a filing makes: the same on every device and at central, and another for each record of the
 * filing. The first takes the filing's own; the rest are marked as derived (UUID version 8) and numbered.
 */
export const derivedHouseholdId = (draft: RegisterDraft, filing: FilingId): HouseholdId => {
  for (let nth = 0; ; nth += 1) {
    const id = HouseholdIdSchema.parse(
      nth === 0 ? filing : `${filing.slice(0, 14)}8${nth.toString(16).padStart(3, '0')}${filing.slice(18)}`,
    );
    if (!draft.households.has(id)) return id;
  }
};
