import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Role } from '../../src/shared/registry/office.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { aFilingDesk, type FilingDesk } from './filing-desk.ts';
import {
  aFamily,
  aHousehold,
  aMoveInReport,
  anAddress,
  anAddressRow,
  aResident,
  householdId,
  moversOf,
} from './registry.ts';

/** The people of the office at which tests file: two families, one of unknown domicile, and one staying abroad. */
export const here = (building: string) => anAddress({ building });
export const kims = aFamily({ first: 10, size: 4, address: here('10') });
export const lees = aFamily({ first: 20, size: 2, address: here('20') });
export const [kim, kimSpouse, kimChild] = kims.residents as [Resident, Resident, Resident];
export const [lee, leeSpouse] = lees.residents as [Resident, Resident];
/** Somebody of another office. */
export const stranger = aResident({ nth: 500, name: '먼사람' });

const personWithStatus = (nth: number, status: Resident['status']) => {
  const resident = aResident({
    nth,
    status,
    addresses: [anAddressRow({ address: here(String(nth)), household: householdId(nth) })],
  });
  return { household: aHousehold({ members: [resident] }), residents: [resident] };
};
export const lost = personWithStatus(30, 'unknown-domicile');
export const abroad = personWithStatus(31, 'staying-abroad');

export const deskOfFamilies = (role?: Role): Promise<FilingDesk> => aFilingDesk([kims, lees, lost, abroad], role);

export const newHome = here('77');
export const whole = (people: readonly Resident[], overrides: Partial<MoveInReport> = {}): MoveInReport =>
  aMoveInReport({ movers: moversOf(people), to: newHome, ...overrides });
