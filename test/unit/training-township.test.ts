import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Relation } from '../../src/shared/registry/resident.ts';
import { fitsProfile } from '../../src/shared/registry/resident-number.ts';
import { TrainingTownship } from '../../src/shared/registry/training.ts';

const file = new URL('../../resources/training/township.json', import.meta.url);
const text = readFileSync(file, 'utf8');

const { today, offices, officials, households, residents } = TrainingTownship.parse(JSON.parse(text));

const residentById = new Map(residents.map((resident) => [resident.id, resident]));
const householdById = new Map(households.map((household) => [household.id, household]));

test('is a myeon, a dong and an eup of about the same size', () => {
  expect(offices.map((office) => office.kind).toSorted()).toEqual(['dong', 'eup', 'myeon']);
  expect(households.length).toBeGreaterThanOrEqual(200);
  expect(households.length).toBeLessThanOrEqual(230);
  expect(residents.length).toBeGreaterThanOrEqual(500);
  expect(residents.length).toBeLessThanOrEqual(560);
  for (const office of offices) {
    const count = residents.filter((resident) => resident.office === office.id).length;
    expect(count, office.nameKo).toBeGreaterThanOrEqual(160);
    expect(count, office.nameKo).toBeLessThanOrEqual(190);
  }
  expect(statSync(file).size).toBeLessThan(750_000);
});

test('lies in one invented province, whose codes start with 99', () => {
  expect(new Set(offices.map((office) => office.province)).size).toBe(1);
  for (const office of offices) expect(office.id).toMatch(/^99/);
  // The first five digits are the city or county.
  expect(new Set(offices.map((office) => `${office.id.slice(0, 5)} ${office.city}`)).size).toBe(
    new Set(offices.map((office) => office.city)).size,
  );
});

test('has two clerks, a supervisor and a mentor in each office, each with a password', () => {
  for (const office of offices) {
    const roles = officials.filter((official) => official.office === office.id).map((official) => official.role);
    expect(roles.toSorted()).toEqual(['clerk', 'clerk', 'mentor', 'supervisor']);
  }
  expect(new Set(officials.map((official) => official.id)).size).toBe(officials.length);
  expect(new Set(officials.map((official) => official.password)).size).toBe(officials.length);
});

test('has only resident numbers that cannot exist, each once, true to birth date and sex', () => {
  expect(new Set(residents.map((resident) => resident.number)).size).toBe(residents.length);
  for (const { number, birthDate, sex } of residents) {
    expect(fitsProfile(number, 'training'), number).toBe(true);
    expect(fitsProfile(number, 'production'), number).toBe(false);
    const month = String(Number(birthDate.slice(5, 7)) + 20);
    const century = birthDate < '2000' ? 1 : 3;
    expect(number.slice(0, 8)).toBe(
      `${birthDate.slice(2, 4)}${month}${birthDate.slice(8, 10)}-${century + (sex === 'F' ? 1 : 0)}`,
    );
  }
  // Nowhere else either: whatever looks like a resident number in the file is one of those.
  for (const match of text.matchAll(/\d{6}-?[0-9]\d{6}(?!\d)/g))
    if (!/[0-9a-f]/.test(text.charAt((match.index ?? 0) - 1))) expect(match[0]).toMatch(/^\d\d(2[1-9]|3[0-2])/);
});

test('has everyone in exactly one household, which lists them', () => {
  const listed = households.flatMap((household) => household.members);
  expect(listed.length).toBe(residents.length);
  expect(new Set(listed)).toEqual(new Set(residentById.keys()));
  for (const resident of residents) {
    const household = householdById.get(resident.household);
    expect(household?.members).toContain(resident.id);
    expect(household?.office).toBe(resident.office);
  }
});

test('has one householder in each household but one, and its members in the order in which they print', () => {
  for (const household of households) {
    expect(household.address.office).toBe(household.office);
    const members = household.members.map((id) => residentById.get(id));
    const heads = members.filter((member) => member?.relation === '본인');
    expect(heads).toEqual(household.householder === null ? [] : [members[0]]);
    expect(heads[0]?.id ?? null).toBe(household.householder);
    const ranks = members.map((member) => rankOf(member?.relation ?? '동거인'));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  }
  expect(households.filter((household) => household.householder === null).length).toBe(1);
});

const lineal: readonly Relation[] = [
  ...(['자녀', '부', '모', '조부', '조모', '손', '증손'] as const),
  ...(['배우자의 부', '배우자의 모', '배우자의 자녀'] as const),
];

/** Head, spouse, lineal kin of either, then the others [D 6②]. */
const rankOf = (relation: Relation): number => {
  if (relation === '본인') return 0;
  if (relation === '배우자') return 1;
  return lineal.includes(relation) ? 2 : 3;
};

test('has an address history for each that ends where they live', () => {
  for (const resident of residents) {
    const household = householdById.get(resident.household);
    const head = household?.householder ? residentById.get(household.householder) : undefined;
    const { addresses } = resident;
    expect(addresses.length).toBeLessThanOrEqual(8);
    expect(addresses.at(-1)).toMatchObject({ address: household?.address, relation: resident.relation });
    // Where the householder left, the line still says in whose household it was written.
    if (head) expect(addresses.at(-1)).toMatchObject({ household: household?.id, householderName: head.name });
    for (const [index, row] of addresses.entries()) {
      expect(row.reason).toBe(index === 0 ? '신규등록' : '전입');
      expect(row.filing).toBeNull();
      expect(row.registeredOn <= today, resident.name).toBe(true);
      expect(row.movedOn <= row.registeredOn && resident.birthDate <= row.movedOn, resident.name).toBe(true);
      const before = addresses[index - 1];
      if (before) expect(before.registeredOn < row.movedOn, resident.name).toBe(true);
    }
  }
});

test('writes each address as the office in whose area it lies would', () => {
  for (const { address } of residents.flatMap((resident) => resident.addresses)) {
    const office = offices.find((each) => each.id === address.office);
    expect(address).toMatchObject({ province: office?.province, city: office?.city });
    expect(address.township).toBe(office?.kind === 'dong' ? '' : office?.nameKo);
    if (office?.kind === 'dong') expect(address.remark).toContain(office.nameKo);
  }
});

test('has one row to a line, so that a change can be read', () => {
  const rows = offices.length + officials.length + households.length + residents.length;
  expect(text.split('\n').filter((line) => line.startsWith('    {')).length).toBe(rows);
});
