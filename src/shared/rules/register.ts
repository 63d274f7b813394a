import type { HouseholdId, ResidentId } from '../registry/ids.ts';
import type { Household, Resident } from '../registry/resident.ts';
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
  readonly idByNumber: ReadonlyMap<ResidentNumber, ResidentId>;
}

export const draftOf = (register: Register): RegisterDraft => ({
  residents: new Map(register.residents),
  households: new Map(register.households),
  idByNumber: new Map([...register.residents.values()].map((resident) => [resident.number, resident.id])),
});
