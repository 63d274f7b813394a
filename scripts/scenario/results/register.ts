import { addressToText } from '../../../src/shared/registry/address.ts';
import type { Household, Resident } from '../../../src/shared/registry/resident.ts';
import type { CentralRegister } from '../central/central.ts';
import type { Names } from './names.ts';

type Json = Record<string, unknown>;

/** Everybody in the register, by short name: those of the world first, in its order, then who was born. */
export const registerToJson = ({ residents, households }: CentralRegister, names: Names): Json => {
  const byId = new Map(households.map((household) => [household.id, household]));
  return Object.fromEntries(
    residents.map((resident) => [
      names.resident(resident),
      residentToJson(resident, byId.get(resident.household) ?? null, names),
    ]),
  );
};

const residentToJson = (resident: Resident, household: Household | null, names: Names): Json => ({
  name: resident.name,
  number: resident.number,
  birthDate: resident.birthDate,
  sex: resident.sex,
  status: resident.status,
  office: names.office(resident.office),
  household: names.household(resident.household),
  householder: household && household.householder !== null ? names.residentById(household.householder) : null,
  relation: resident.relation,
  address: addressToText(resident.addresses.at(-1)?.address ?? fail()),
  ...(resident.diedOn === undefined ? {} : { diedOn: resident.diedOn }),
  ...(resident.hanja === '' ? {} : { hanja: resident.hanja }),
  addresses: resident.addresses.map((row) => ({
    registeredOn: row.registeredOn,
    movedOn: row.movedOn,
    reason: row.reason,
    office: names.office(row.address.office),
    address: addressToText(row.address),
    household: names.household(row.household),
    householder: row.householderName,
    relation: row.relation,
    ...(row.status === undefined ? {} : { status: row.status }),
    filing: row.filing === null ? null : names.filing(row.filing),
  })),
  ...(resident.personalChanges === undefined
    ? {}
    : {
        changes: resident.personalChanges.map(({ filing, ...change }) => ({
          ...change,
          ...(filing === undefined ? {} : { filing: names.filing(filing) }),
        })),
      }),
});

const fail = (): never => {
  throw new Error('a resident without an address');
};

/** Every household record that is or was, by name. */
export const householdsToJson = ({ households, residents }: CentralRegister, names: Names): Json => {
  const relations = new Map(residents.map(({ id, relation }) => [id, relation]));
  return Object.fromEntries(
    households.map((household) => [
      names.household(household.id),
      {
        office: names.office(household.office),
        address: addressToText(household.address),
        householder: household.householder === null ? null : names.residentById(household.householder),
        members: household.members.map((id) => ({
          person: names.residentById(id),
          relation: relations.get(id) ?? null,
        })),
        ...(household.formedOn === undefined ? {} : { formedOn: household.formedOn }),
        ...(household.formedReason === undefined ? {} : { formedReason: household.formedReason }),
        ...(household.foreignFamily === undefined ? {} : { foreignFamily: household.foreignFamily }),
        ...(household.dormitory === undefined ? {} : { dormitory: household.dormitory }),
        closed: household.closed
          ? {
              on: household.closed.on,
              reason: household.closed.reason,
              members: household.closed.members.map(names.residentById),
              into: household.closed.into === null ? null : names.household(household.closed.into),
            }
          : null,
      },
    ]),
  );
};
