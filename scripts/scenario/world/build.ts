import type { Seed } from '../../../src/central/store/seed.ts';
import type { Address } from '../../../src/shared/registry/address.ts';
import type { HouseholdId, ResidentId } from '../../../src/shared/registry/ids.ts';
import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import type { ResidentStatus } from '../../../src/shared/registry/resident.ts';
import type { Problems } from '../format/read-scenario.ts';
import { isYes } from '../format/steps.ts';
import { sexWords } from '../format/words.ts';
import type { HouseholdInput, World } from '../format/world.ts';
import { type Places, readAddress } from './addresses.ts';
import { type ReadHousehold, readHousehold, readMembers, withheldFrom } from './households.ts';
import { findOffice, officialsOf, readOffices, type StoryOffice } from './offices.ts';
import { bornOf, createPeople, type People } from './people.ts';
import { createTold, type Told, type ToldHome } from './told.ts';

/** The world of a scenario as it is before the first step. */
export interface StoryWorld extends Places {
  readonly people: People;
  /** What central starts with. */
  readonly seed: Seed;
  readonly householdNames: ReadonlyMap<HouseholdId, string>;
  readonly newTold: () => Told;
}

export const buildWorld = (input: World, problems: Problems): StoryWorld => {
  const offices = readOffices(input, problems);
  const people = createPeople();
  const inputs = input.households ?? [];
  let residents = 0;
  const nextResident = (): number => (residents += 1);
  const places: Places = { offices, addresses: readNamedAddresses(input, offices, problems) };
  const reading = { places, people, problems };
  const households = inputs.flatMap((each, nth): ReadHousehold[] => {
    const read = readHousehold(each, nth, ['world', 'households', nth], reading, nextResident);
    return read ? [read] : [];
  });
  readOthers(input, people, problems);
  const withheld = readWithheld(inputs, reading);
  const all = households.flatMap((each) =>
    each.residents.map((resident) => {
      const from = withheld.get(resident.id);
      return from ? { ...resident, withheldFrom: from } : resident;
    }),
  );
  const keyOf = new Map([...people.byKey.values()].flatMap(({ key, id }) => (id === null ? [] : [[id, key] as const])));
  const statuses = new Map<string, ResidentStatus>(all.map(({ id, status }) => [keyOf.get(id) ?? '', status] as const));
  return {
    ...places,
    people,
    seed: {
      offices: offices.map(({ office }) => office),
      officials: offices.flatMap(officialsOf),
      households: households.map(({ household }) => household),
      residents: all,
      ...policyOf(input),
    },
    householdNames: new Map(households.map(({ household, name }) => [household.id, name])),
    newTold: () =>
      createTold(
        households.map((each) => toToldHome(each, keyOf)),
        statuses,
        (key) => people.byKey.get(key)?.sex ?? 'M',
      ),
  };
};

const toToldHome = ({ household, residents }: ReadHousehold, keyOf: ReadonlyMap<ResidentId, string>): ToldHome => ({
  address: household.address,
  householder: household.householder === null ? null : (keyOf.get(household.householder) ?? null),
  members: new Map(residents.map(({ id, relation }) => [keyOf.get(id) ?? '', relation])),
});

const readNamedAddresses = (
  { addresses = {} }: World,
  offices: readonly StoryOffice[],
  problems: Problems,
): ReadonlyMap<string, Address> => {
  const named = new Map<string, Address>();
  for (const [name, input] of Object.entries(addresses)) {
    const address = readAddress(input, { offices, addresses: named }, null, problems, ['world', 'addresses', name]);
    if (address) named.set(name, address);
  }
  return named;
};

const readOthers = ({ others = {} }: World, people: People, problems: Problems): void => {
  for (const [key, input] of Object.entries(others)) {
    const path = ['world', 'others', key];
    if (people.byKey.has(key)) {
      problems.add(path, `${key} is somebody of a household already`, 'key');
      continue;
    }
    const number = input?.number;
    if (number !== undefined && !people.claimNumber(number, problems, [...path, 'number'])) continue;
    const sex = sexWords.toWord(input?.sex ?? 'M');
    const birthDate = bornOf({ born: input?.born, number }, '1975-07-07');
    people.add({
      key,
      name: String(input?.name ?? key),
      number: number ?? people.newNumber(birthDate, sex, isYes(input?.foreigner ?? false)),
      birthDate,
      sex,
      id: null,
    });
  }
};

const readWithheld = (
  inputs: readonly HouseholdInput[],
  reading: { readonly places: Places; readonly people: People; readonly problems: Problems },
) =>
  new Map(
    inputs.flatMap((household, nth) =>
      readMembers(household, ['world', 'households', nth]).flatMap(({ key, input, path }) => {
        const id = reading.people.byKey.get(key)?.id;
        const from = withheldFrom(input, path, (household.since ?? '2020-03-02') as PlainDate, reading);
        return id && from.length > 0 ? [[id, from] as const] : [];
      }),
    ),
  );

const policyOf = ({ 'issuing-policy': input }: World): Pick<Seed, 'policy'> =>
  input === undefined
    ? {}
    : { policy: { mayIssueOffline: isYes(input.offline), supervisorAfterHours: input['supervisor-after'] ?? 72 } };

/** One name, several, or `all`. */
export const findOffices = (
  names: string | number | readonly (string | number)[],
  offices: readonly StoryOffice[],
  problems: Problems,
  path: readonly (string | number)[],
): readonly StoryOffice[] => {
  if (names === 'all') return offices;
  const list = Array.isArray(names) ? names : [names as string | number];
  return list.flatMap((name: string | number) =>
    name === 'all' ? offices : (findOffice(offices, name, problems, path) ?? []),
  );
};
