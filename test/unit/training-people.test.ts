import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addressToText } from '../../src/shared/registry/address.ts';
import type { Office } from '../../src/shared/registry/office.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { TrainingTownship } from '../../src/shared/registry/training.ts';

/** What a trainee must be able to meet. Numbers are told by property, so that people can be added. */
const file = new URL('../../resources/training/township.json', import.meta.url);
const { today, offices, households, residents } = TrainingTownship.parse(JSON.parse(readFileSync(file, 'utf8')));

const residentById = new Map(residents.map((resident) => [resident.id, resident]));
const membersOf = (household: Household): Resident[] => household.members.flatMap((id) => residentById.get(id) ?? []);
const homes = households.map((household) => ({ household, members: membersOf(household) }));
const ageOf = ({ birthDate }: Resident, on: string = today): number =>
  Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (on.slice(5) < birthDate.slice(5) ? 1 : 0);
const peopleOf = (kind: Office['kind']): Resident[] => {
  const office = offices.find((each) => each.kind === kind);
  return residents.filter((resident) => resident.office === office?.id);
};
const share = <T>(all: readonly T[], is: (each: T) => boolean): number => all.filter(is).length / all.length;
const addressOf = (resident: Resident) => {
  const row = resident.addresses.at(-1);
  if (!row) throw new Error('everyone has an address');
  return row.address;
};
/** Households by the text of their address, as a certificate of that address would find them. */
const homesByAddress = [...Map.groupBy(homes, ({ household }) => addressToText(household.address)).values()];

describe('the three offices', () => {
  test('a myeon with a third of its people over 65, a dong with few, an eup between them', () => {
    const over65 = (kind: Office['kind']): number => share(peopleOf(kind), (each) => ageOf(each) >= 65);
    expect(over65('myeon')).toBeGreaterThan(0.3);
    expect(over65('myeon')).toBeLessThan(0.4);
    expect(over65('dong')).toBeLessThan(0.15);
    expect(over65('eup')).toBeGreaterThan(over65('dong'));
    expect(over65('eup')).toBeLessThan(over65('myeon'));
  });

  test('a dong of apartments and one-room buildings, a myeon of houses', () => {
    const isFlat = (each: Resident): boolean => addressOf(each).unit !== '' || addressOf(each).room !== undefined;
    expect(share(peopleOf('dong'), isFlat)).toBeGreaterThan(0.8);
    expect(share(peopleOf('myeon'), isFlat)).toBeLessThan(0.1);
    expect(share(peopleOf('dong'), (each) => /동 \d+호/.test(addressOf(each).unit))).toBeGreaterThan(0.4);
  });

  test('a one-room building, a house with assigned units: rooms never print, units always do', () => {
    const rooms = homesByAddress.filter((same) => same.every(({ household }) => household.address.room !== undefined));
    expect(Math.max(...rooms.map((same) => same.length))).toBeGreaterThanOrEqual(8);
    for (const { household } of rooms.flat()) expect(addressToText(household.address)).not.toMatch(/\d+호/);
    // The same house, two addresses.
    const byHouse = Map.groupBy(homes, ({ household: { address } }) => `${address.road} ${address.building}`);
    const units = [...byHouse].filter(([, same]) => new Set(same.map((each) => each.household.address.unit)).size > 1);
    expect(units.map(([house]) => house)).toContain('달솔언덕길 22');
  });

  test('surnames as common as they are, and names of their generation', () => {
    expect(share(residents, ({ name }) => /^[김이박]/.test(name))).toBeGreaterThan(0.3);
    expect(share(residents, ({ name }) => /^[김이박]/.test(name))).toBeLessThan(0.45);
    const old = residents.filter(({ name, sex }) => sex === 'F' && /..[자순례녀분]$/.test(name));
    expect(old.length).toBeGreaterThan(20);
    for (const { name, birthDate } of old) expect(birthDate < '1970', name).toBe(true);
  });
});

describe('families', () => {
  test('are of an age with each other', () => {
    const years: Partial<Record<Resident['relation'], readonly [number, number]>> = {
      자녀: [-50, -16],
      손: [-80, -35],
      부: [16, 50],
      모: [16, 50],
      조모: [35, 80],
      '배우자의 자녀': [-50, -16],
    };
    for (const { household, members } of homes)
      for (const member of members) {
        const [least, most] = years[member.relation] ?? [-99, 99];
        const head = household.householder === null ? undefined : residentById.get(household.householder);
        const older = head ? ageOf(member) - ageOf(head) : 0;
        if (head) expect(older >= least && older <= most, `${member.name} and ${head.name}`).toBe(true);
      }
  });

  test('seven people of one name, in all three offices, two of them born on one day', () => {
    const namesakes = [...Map.groupBy(residents, ({ name }) => name).values()].filter((same) => same.length > 5);
    expect(namesakes.map((same) => same.length)).toEqual([7]);
    expect(new Set(namesakes.flat().map(({ office }) => office)).size).toBe(3);
    expect(new Set(namesakes.flat().map(({ birthDate }) => birthDate)).size).toBe(6);
    expect(new Set(namesakes.flat().map(({ hanja }) => hanja)).size).toBe(7);
  });

  test('a care home: many households and cohabitants at one address, nearly all of them very old', () => {
    const careHome = homesByAddress.find(
      (same) =>
        same.length >= 4 &&
        share(
          same.flatMap(({ members }) => members),
          (each) => ageOf(each) >= 80,
        ) > 0.8,
    );
    const people = careHome?.flatMap(({ members }) => members) ?? [];
    expect(people.filter(({ relation }) => relation === '동거인').length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...people.map((each) => ageOf(each)))).toBeGreaterThan(100);
  });

  test('a remarried family: children of each and of both', () => {
    const has = (members: readonly Resident[], relation: Resident['relation']): boolean =>
      members.some((each) => each.relation === relation);
    const remarried = homes.find(({ members }) => {
      const spouse = members.find(({ relation }) => relation === '배우자');
      const since = spouse?.addresses.at(-1)?.registeredOn ?? today;
      const own = members.filter(({ relation }) => relation === '자녀');
      return (
        has(members, '배우자의 자녀') &&
        own.some(({ birthDate }) => birthDate < since) &&
        own.some(({ birthDate }) => birthDate > since)
      );
    });
    expect(new Set(remarried?.members.slice(2).map(({ name }) => name.charAt(0))).size).toBe(2);
  });

  test('grandparents with grandchildren, one of whom is 17 next month', () => {
    const alone = homes.filter(({ members }) => {
      const [head, ...others] = members;
      const young = others.filter(({ relation }) => relation === '손');
      return head && young.length > 0 && young.length + 2 === members.length && others[0]?.relation === '배우자';
    });
    const next = `${today.slice(0, 5)}${String(Number(today.slice(5, 7)) + 1).padStart(2, '0')}`;
    const turning = alone
      .flatMap(({ members }) => members)
      .filter(
        (each) =>
          ageOf(each) === 16 && `${Number(each.birthDate.slice(0, 4)) + 17}${each.birthDate.slice(4, 7)}` === next,
      );
    expect(turning.length).toBe(1);
  });

  test('a foreign spouse with children, noted with the household and nobody of it', () => {
    const family = homes.find(({ household, members }) => household.foreignFamily && members.length > 2);
    const [spouse] = family?.household.foreignFamily ?? [];
    expect(spouse).toMatchObject({ relation: '배우자', nameRoman: expect.stringMatching(/^[A-Z ]+$/) });
    expect(spouse?.number).toMatch(/^\d\d(2[1-9]|3[0-2])\d\d-[5-8]\d{6}$/);
    expect(family?.members.map(({ relation }) => relation)).not.toContain('배우자');
  });

  test('a household without a householder, who has a household elsewhere', () => {
    const left = homes.find(({ household }) => household.householder === null);
    const names = new Set(left?.members.map((each) => each.addresses.at(-1)?.householderName));
    const gone = residents.find((each) => names.has(each.name) && each.relation === '본인');
    expect(gone?.office).not.toBe(left?.household.office);
    expect(gone?.addresses.at(-2)?.address).toEqual(left?.household.address);
    expect(left?.members.every((each) => each.addresses.at(-1)?.household === gone?.household)).toBe(true);
  });

  test('minors whose parents live elsewhere, in a household and in a dormitory', () => {
    const minors = homes.filter(({ members }) => members.every((each) => ageOf(each) < 19));
    const parents = minors.filter(({ members }) =>
      residents.some((each) => each.name === members[0]?.addresses[0]?.householderName && each.relation === '본인'),
    );
    expect(parents.some(({ members }) => members.length === 2)).toBe(true);
    const dormitory = Map.groupBy(minors, ({ household }) => addressToText(household.address));
    const rooms = [...dormitory.values()].find((same) => same.length >= 6);
    expect(rooms?.every(({ household, members }) => household.address.room && members.length === 1)).toBe(true);
  });

  test('a household of twelve, twins, three generations, houses with several households', () => {
    expect(Math.max(...homes.map(({ members }) => members.length))).toBe(12);
    const twins = homes.filter(
      ({ members }) =>
        new Set(members.map(({ birthDate }) => birthDate)).size < members.length &&
        members.filter(({ relation }) => relation === '자녀').length > 1,
    );
    expect(twins.length).toBeGreaterThanOrEqual(1);
    expect(homes.some(({ members }) => members.some(({ relation }) => relation === '며느리'))).toBe(true);
    for (const size of [1, 2, 3, 4, 5, 6, 7]) expect(homes.some(({ members }) => members.length === size)).toBe(true);
    expect(homesByAddress.filter((same) => same.length > 1).length).toBeGreaterThanOrEqual(8);
  });
});

describe('people', () => {
  test('of every status, one of unknown domicile at the address of the office', () => {
    const statuses = Map.groupBy(residents, ({ status }) => status);
    expect([...statuses.keys()].toSorted()).toEqual([
      'deleted',
      'national-abroad',
      'resident',
      'staying-abroad',
      'unknown-domicile',
    ]);
    expect(share(residents, ({ status }) => status === 'resident')).toBeGreaterThan(0.97);
    const unknown = statuses.get('unknown-domicile') ?? [];
    expect(
      unknown.map((each) => addressOf(each)).some(({ road, building }) => `${road} ${building}` === '윤슬물목로 1'),
    ).toBe(true);
  });

  test('from whom papers are withheld are registered, in other households', () => {
    const protectedPeople = residents.filter((each) => each.withheldFrom);
    expect(protectedPeople.length).toBeGreaterThanOrEqual(2);
    for (const each of protectedPeople)
      for (const { name, birthDate } of each.withheldFrom ?? []) {
        const restricted = residents.filter((other) => other.name === name && other.birthDate === birthDate);
        expect(restricted.length).toBe(1);
        expect(restricted[0]?.household).not.toBe(each.household);
      }
  });

  test('with rare characters, without characters, with long names, with names in Roman letters', () => {
    const hanja = residents.map((each) => each.hanja).join('');
    // Characters that fonts, databases and normalisation stumble over: Extension A, Extension B, compatibility.
    for (const range of [/[\u3400-\u4dbf]/u, /[\u{20000}-\u{2a6df}]/u, /[\uf900-\ufaff]/u])
      expect(hanja).toMatch(range);
    expect(residents.some((each) => each.hanja === '')).toBe(true);
    expect(residents.some((each) => each.name.length > 10)).toBe(true);
    expect(residents.some((each) => /^[A-Z ]+$/.test(each.nameRoman))).toBe(true);
    for (const { name, hanja: text } of residents)
      if (text !== '') expect([...text].length, name).toBe(name === '왕밍하이' ? 3 : name.length);
  });

  test('with changed names, birth dates and numbers, which end at what is so today', () => {
    const whats = new Set(residents.flatMap((each) => each.personalChanges ?? []).map(({ what }) => what));
    expect([...whats].toSorted()).toEqual(['birth-date', 'name', 'number']);
    expect(residents.flatMap((each) => each.personalChanges ?? []).some(({ isAdoption }) => isAdoption)).toBe(true);
    for (const { personalChanges = [], ...each } of residents) {
      const { name, hanja, number, sex } = each;
      const now: Readonly<Record<string, string>> = { name, hanja, number, 'birth-date': each.birthDate, sex };
      for (const [what, changes] of Map.groupBy(personalChanges, (change) => change.what)) {
        expect(changes.at(-1)?.to, each.name).toBe(now[what]);
        for (const { from, to, on } of changes) expect(from !== to && on > each.birthDate && on <= today).toBe(true);
      }
    }
  });

  test('with military service: men, of an age for it, some still serving', () => {
    const served = residents.filter((each) => each.military);
    expect(served.length).toBeGreaterThan(15);
    expect(new Set(served.map((each) => each.military?.category)).size).toBeGreaterThanOrEqual(4);
    expect(served.some(({ military }) => military?.enlistedOn && military.dischargedOn === null)).toBe(true);
    for (const each of served) {
      const { enlistedOn, dischargedOn, category } = each.military ?? {};
      expect(each.sex).toBe('M');
      if (enlistedOn) expect(ageOf(each, enlistedOn) >= 18 && ageOf(each, enlistedOn) < 30, each.name).toBe(true);
      if (enlistedOn && dischargedOn) expect(enlistedOn < dischargedOn && dischargedOn <= today, each.name).toBe(true);
      expect(category === '현역').toBe(Boolean(enlistedOn) && !dischargedOn);
    }
  });

  test('who have just moved, moved often, reported late', () => {
    const rows = residents.flatMap((each) => each.addresses.slice(1));
    const daysTo = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
    // Within 15 days of the report, the sheet for the post-verification goes out [D 15①].
    expect(rows.some(({ registeredOn }) => daysTo(registeredOn, today) <= 15)).toBe(true);
    expect(rows.some(({ movedOn, registeredOn }) => daysTo(movedOn, registeredOn) > 14)).toBe(true);
    expect(share(rows, ({ movedOn, registeredOn }) => daysTo(movedOn, registeredOn) <= 15)).toBeGreaterThan(0.99);
    expect(Math.max(...residents.map((each) => each.addresses.length))).toBeGreaterThanOrEqual(7);
  });
});

describe('resident numbers', () => {
  const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
  const isChecked = (number: string): boolean => {
    const digits = [...number.replace('-', '')].map(Number);
    const sum = weights.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0);
    return (11 - (sum % 11)) % 10 === digits[12];
  };
  const issuedOn = (each: Resident): string =>
    each.personalChanges?.findLast(({ what }) => what === 'number')?.on ?? each.addresses[0]?.registeredOn ?? '';
  const isNew = (each: Resident): boolean => issuedOn(each) >= '2020-10-05';
  /** The place digits of the three offices, which no place ever had. */
  const isOfThisPlace = ({ number }: Resident): boolean => /-[1-4](9702|9710|9811)/.test(number);

  test('from before 2020-10-05 with the digits of a place fit their check digit, but for one very old one', () => {
    const old = residents.filter((each) => !isNew(each) && isOfThisPlace(each));
    expect(old.length).toBeGreaterThan(150);
    const failing = old.filter(({ number }) => !isChecked(number));
    expect(failing.map(({ birthDate }) => birthDate < '1945')).toEqual([true]);
  });

  test('given since then end in six random digits, which fit it by chance at most', () => {
    const fresh = residents.filter(isNew);
    expect(fresh.length).toBeGreaterThan(10);
    expect(share(fresh, ({ number }) => isChecked(number))).toBeLessThan(0.3);
    expect(fresh.filter(isOfThisPlace)).toEqual([]);
  });
});
