import type { Address } from '../../src/shared/registry/address.ts';
import type { HouseholdId, OfficeId, OfficialId, ResidentId } from '../../src/shared/registry/ids.ts';
import type { Office, Official } from '../../src/shared/registry/office.ts';
import type { PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { AddressRow, Household, Relation, Resident } from '../../src/shared/registry/resident.ts';
import { aKoreanName, aSurname } from './korean-names.ts';
import { createRandom, type Random } from './random.ts';
import { eungaram, inventedNumber } from './registry.ts';

export interface Township {
  readonly offices: readonly Office[];
  readonly officials: readonly Official[];
  readonly households: readonly Household[];
  readonly residents: readonly Resident[];
}

const aDong: Office = {
  id: eungaram,
  nameKo: '은가람동',
  nameEn: 'Eungaram-dong',
  kind: 'dong',
  province: '다온도',
  city: '새론시',
};

/**
 * One office with exactly `residents` invented people, the same for the same seed. Big ones take seconds: nothing is
 * parsed, so a test that relies on a new field should parse a few of them (test/unit/builders.test.ts does).
 */
export const aTownship = ({
  seed,
  office = aDong,
  residents: count,
}: {
  readonly seed: number;
  readonly office?: Office;
  readonly residents: number;
}): Township => {
  const random = createRandom(seed);
  const newAddress = createAddresses(random, office);
  const households: Household[] = [];
  const residents: Resident[] = [];
  const serials = new Map<string, Set<number>>();
  while (residents.length < count) {
    const plan = random.pickWeighted(plans);
    const relations = plan.relations.slice(0, count - residents.length);
    const { household, members } = aHouseholdOf(
      random,
      office,
      relations,
      plan.bornFrom,
      plan.bornTo,
      newAddress,
      serials,
    );
    households.push(household);
    residents.push(...members);
  }
  return { offices: [office], officials: officialsOf(random, office), households, residents };
};

interface Plan {
  readonly weight: number;
  readonly relations: readonly Relation[];
  /** Year of birth of the householder. */
  readonly bornFrom: number;
  readonly bornTo: number;
}

/** Kinds of household, about as common as in the statistics: 36 % live alone, 2.1 people on average. */
const plans: readonly Plan[] = [
  { weight: 16, relations: ['본인'], bornFrom: 1978, bornTo: 2004 },
  { weight: 20, relations: ['본인'], bornFrom: 1934, bornTo: 1977 },
  { weight: 22, relations: ['본인', '배우자'], bornFrom: 1938, bornTo: 1996 },
  { weight: 6, relations: ['본인', '자녀'], bornFrom: 1950, bornTo: 1990 },
  { weight: 2, relations: ['본인', '동거인'], bornFrom: 1960, bornTo: 2003 },
  { weight: 15, relations: ['본인', '배우자', '자녀'], bornFrom: 1955, bornTo: 1992 },
  { weight: 3, relations: ['본인', '배우자', '모'], bornFrom: 1955, bornTo: 1985 },
  { weight: 12, relations: ['본인', '배우자', '자녀', '자녀'], bornFrom: 1958, bornTo: 1990 },
  { weight: 2, relations: ['본인', '배우자', '자녀', '자녀', '자녀'], bornFrom: 1965, bornTo: 1988 },
  { weight: 1.5, relations: ['본인', '배우자', '부', '모', '자녀', '자녀'], bornFrom: 1965, bornTo: 1985 },
  { weight: 0.5, relations: ['본인', '배우자', '자녀', '손', '손', '며느리'], bornFrom: 1940, bornTo: 1956 },
];

/** Years between the householder's birth and theirs. */
const ageGap: Readonly<Record<'자녀' | '손' | '모' | '부' | '며느리', readonly [number, number]>> = {
  자녀: [26, 34],
  손: [54, 62],
  모: [-32, -22],
  부: [-34, -24],
  며느리: [24, 34],
};

const takenOverOn = '2026-06-30';

const aHouseholdOf = (
  random: Random,
  office: Office,
  relations: readonly Relation[],
  bornFrom: number,
  bornTo: number,
  newAddress: () => Address,
  serials: Map<string, Set<number>>,
): { readonly household: Household; readonly members: readonly Resident[] } => {
  const id = random.uuid() as HouseholdId;
  const address = newAddress();
  const surname = aSurname(random);
  const headBorn = random.between(bornFrom, bornTo);
  const movedOn = aDate(random, Math.min(2026, headBorn + 20), 2026);
  const headSex = random.chance(relations.length === 1 ? 0.5 : 0.75) ? 'M' : 'F';
  let householderName = '';

  const members = relations.map((relation): Resident => {
    const sex = sexOf(random, relation, headSex);
    const born = relation === '본인' ? headBorn : Math.min(2025, headBorn + gapOf(random, relation));
    const birthDate = aDate(random, born, born);
    const ownSurname = (['본인', '자녀', '손', '부'] satisfies Relation[]).some((each) => each === relation)
      ? surname
      : aSurname(random);
    const { name, hanja } = aKoreanName(random, ownSurname, sex, born);
    if (relation === '본인') householderName = name;
    const earlier = earlierRows(random, birthDate, movedOn, id, newAddress, name);
    const row: AddressRow = {
      registeredOn: movedOn > birthDate ? movedOn : birthDate,
      movedOn: movedOn > birthDate ? movedOn : birthDate,
      reason: earlier.length === 0 ? '신규등록' : '전입',
      address,
      household: id,
      householderName,
      relation,
      filing: null,
    };
    return {
      id: random.uuid() as ResidentId,
      number: inventedNumber(birthDate, sex, freshSerial(random, serials, birthDate + sex)),
      name,
      hanja,
      nameRoman: '',
      sex,
      birthDate,
      status: random.chance(0.002) ? 'unknown-domicile' : 'resident',
      office: office.id,
      household: id,
      relation,
      addresses: [...earlier, row],
    };
  });
  const householder = members[0]?.id ?? null;
  return {
    household: { id, office: office.id, address, householder, members: members.map((each) => each.id) },
    members,
  };
};

const sexOf = (random: Random, relation: Relation, headSex: 'M' | 'F'): 'M' | 'F' => {
  if (relation === '본인') return headSex;
  if (relation === '배우자') return headSex === 'M' ? 'F' : 'M';
  if (relation === '모' || relation === '며느리') return 'F';
  if (relation === '부') return 'M';
  return random.chance(0.5) ? 'M' : 'F';
};

const gapOf = (random: Random, relation: Relation): number => {
  const gap = Object.hasOwn(ageGap, relation) ? ageGap[relation as keyof typeof ageGap] : ([-4, 6] as const);
  return random.between(gap[0], gap[1]);
};

/** None, one or two addresses before the present one, each in a household that no longer matters here. */
const earlierRows = (
  random: Random,
  birthDate: PlainDate,
  movedOn: PlainDate,
  household: HouseholdId,
  newAddress: () => Address,
  name: string,
): AddressRow[] => {
  const from = Number(birthDate.slice(0, 4)) + 1;
  const to = Number(movedOn.slice(0, 4)) - 1;
  if (to < from) return [];
  const dates = Array.from({ length: random.between(0, 2) }, () => aDate(random, from, to));
  return [...new Set(dates)].toSorted().map((date, index) => ({
    registeredOn: date,
    movedOn: date,
    reason: index === 0 ? '신규등록' : '전입',
    address: newAddress(),
    household,
    householderName: name,
    relation: '본인',
    filing: null,
  }));
};

const freshSerial = (random: Random, serials: Map<string, Set<number>>, key: string): number => {
  const taken = serials.get(key) ?? new Set();
  serials.set(key, taken);
  let serial = random.between(0, 999_999);
  while (taken.has(serial)) serial = (serial + 1) % 1_000_000;
  taken.add(serial);
  return serial;
};

const aDate = (random: Random, fromYear: number, toYear: number): PlainDate => {
  const year = random.between(fromYear, toYear);
  const month = random.between(1, 12);
  const dayOfMonth = random.between(1, 28);
  const date = `${String(year)}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
  return (date < takenOverOn ? date : takenOverOn) as PlainDate;
};

const roadNames = '달솔언덕 새론물빛 은가람대 너럭솔재 물안솔골 도래샘안 갯솔모래 윤슬물목 밤솔들 솔내서촌'.split(' ');
const houseNames = ['미르내숲아파트', '은가람솔빛마을아파트', '새론물빛타운', '다솔빌라', '윤슬나룻마을아파트'];

/** Houses along a few dozen roads and, above all, flats in big buildings, so that one address text has many neighbours. */
const createAddresses = (random: Random, office: Office): (() => Address) => {
  const roads = roadNames.flatMap((name) => [
    `${name}로`,
    `${name}로${String(random.between(2, 90))}번길`,
    `${name}길`,
  ]);
  const complexes = Array.from({ length: 40 }, () => ({
    road: random.pick(roads),
    building: String(random.between(1, 400)),
    name: random.pick(houseNames),
    blocks: random.between(1, 14),
    floors: random.between(4, 25),
  }));
  const place = {
    office: office.id,
    province: office.province,
    city: office.city,
    township: office.kind === 'dong' ? '' : office.nameKo,
  };
  const inDong = office.kind === 'dong' ? office.nameKo : '';
  return () => {
    if (random.chance(0.65)) {
      const { road, building, name, blocks, floors } = random.pick(complexes);
      const flat = `${String(random.between(1, floors))}0${String(random.between(1, 6))}호`;
      const remark = inDong === '' ? name : `${inDong}, ${name}`;
      return { ...place, road, building, unit: `${String(100 + random.between(1, blocks))}동 ${flat}`, remark };
    }
    const number = String(random.between(1, 600));
    const building = random.chance(0.5) ? number : `${number}-${String(random.between(1, 40))}`;
    return { ...place, road: random.pick(roads), building, unit: random.chance(0.2) ? '2층' : '', remark: inDong };
  };
};

const officialsOf = (random: Random, office: Office): Official[] =>
  (['clerk', 'clerk', 'supervisor', 'auditor'] as const).map((role, index) => ({
    id: `${idPrefix(office.id)}-${role}-${String(index + 1)}` as OfficialId,
    office: office.id,
    name: aKoreanName(random, aSurname(random), index % 2 === 0 ? 'F' : 'M', 1988).name,
    role,
  }));

const idPrefix = (office: OfficeId): string => `o${office}`;
