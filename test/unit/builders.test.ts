import { expect, test } from 'vitest';
import { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { Office, Official } from '../../src/shared/registry/office.ts';
import { Household, Resident } from '../../src/shared/registry/resident.ts';
import { fitsProfile } from '../../src/shared/registry/resident-number.ts';
import {
  aFamily,
  aFiling,
  aHousehold,
  aMoveInReport,
  anAddress,
  anAddressRow,
  aResident,
  householdId,
  inventedNumber,
  moveInOf,
  moversOf,
} from '../builders/registry.ts';
import { aTownship } from '../builders/township.ts';

test('the same seed makes the same township, another seed another', () => {
  expect(aTownship({ seed: 7, residents: 300 })).toEqual(aTownship({ seed: 7, residents: 300 }));
  expect(aTownship({ seed: 8, residents: 300 })).not.toEqual(aTownship({ seed: 7, residents: 300 }));
});

test('a township is a valid register of exactly the size asked for', () => {
  const { offices, officials, households, residents } = aTownship({ seed: 1, residents: 2_000 });
  expect(residents.length).toBe(2_000);
  for (const office of offices) Office.parse(office);
  for (const official of officials) Official.parse(official);
  for (const household of households) Household.parse(household);
  for (const resident of residents) Resident.parse(resident);

  expect(new Set(residents.map((resident) => resident.id)).size).toBe(residents.length);
  expect(new Set(residents.map((resident) => resident.number)).size).toBe(residents.length);
  expect(residents.every((resident) => fitsProfile(resident.number, 'training'))).toBe(true);

  const householdById = new Map(households.map((household) => [household.id, household]));
  expect(households.flatMap((household) => household.members)).toEqual(residents.map((resident) => resident.id));
  for (const { id, office, household, relation, birthDate, addresses } of residents) {
    const own = householdById.get(household);
    expect(own?.members).toContain(id);
    expect(own?.householder === id).toBe(relation === '본인');
    expect(own?.office).toBe(office);
    expect(addresses.at(-1)?.address).toEqual(own?.address);
    const dates = addresses.map((row) => row.registeredOn);
    expect(dates).toEqual(dates.toSorted());
    expect(addresses[0]?.registeredOn && addresses[0].registeredOn >= birthDate).toBe(true);
    expect(new Set(dates).size).toBe(dates.length);
  }
});

test('a township looks like one: common names, few people to a household', () => {
  const { households, residents } = aTownship({ seed: 2, residents: 20_000 });
  const kims = residents.filter((resident) => resident.name.startsWith('김')).length / residents.length;
  expect(kims).toBeGreaterThan(0.17);
  expect(kims).toBeLessThan(0.26);
  expect(residents.length / households.length).toBeGreaterThan(1.9);
  expect(residents.length / households.length).toBeLessThan(2.4);
});

test('no builder can make a resident number that could exist', () => {
  for (const birthDate of ['1985-01-31', '1999-12-01', '2000-01-01', '2026-06-30'])
    expect(inventedNumber(birthDate, 'M', 1)).toMatch(/^\d\d(2[1-9]|3[0-2])\d\d-[13]000001$/);
  expect(() => inventedNumber('1985-00-12', 'M', 1)).toThrow('not an invented number');
  expect(() => inventedNumber('1985-13-12', 'M', 1)).toThrow('not an invented number');
  expect(() => inventedNumber('1985-01-12', 'M', 1_000_000)).toThrow('not an invented number');
});

test('the small builders make valid documents and take overrides', () => {
  const { household, residents } = aFamily({ first: 10, size: 4, address: anAddress({ building: '7' }) });
  expect(Household.parse(household).address.building).toBe('7');
  for (const resident of residents) expect(Resident.parse(resident).household).toBe(household.id);
  const report = aMoveInReport({ movers: moversOf(residents), reason: '교육' });
  expect(MoveInReport.parse(report).reporter.name).toBe(residents[0]?.name);
  expect(moveInOf(aFiling({ nth: 3, report })).reason).toBe('교육');
});

test('a person stands on their own, or in the household that is given', () => {
  const alone = Resident.parse(aResident({ nth: 5, name: '홍길순' }));
  expect(alone.household).toBe(householdId(5));
  expect(Household.parse(aHousehold({ members: [alone] }))).toMatchObject({ id: householdId(5), members: [alone.id] });
  const addresses = [anAddressRow({ address: anAddress({ unit: '101동 1호' }), household: householdId(9) })];
  const together = Resident.parse(aResident({ nth: 6, household: householdId(9), relation: '배우자', addresses }));
  expect(aHousehold({ members: [together] }).address.unit).toBe('101동 1호');
});
