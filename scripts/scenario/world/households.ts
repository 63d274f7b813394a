import { HouseholdId, ResidentId } from '../../../src/shared/registry/ids.ts';
import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import { type ForeignMember, Household, type Relation, Resident } from '../../../src/shared/registry/resident.ts';
import { sexIn } from '../../../src/shared/registry/resident-number.ts';
import { didYouMean } from '../format/nearest.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { Path } from '../format/read-yaml.ts';
import { relationWords, sexWords, statusWords } from '../format/words.ts';
import type { HouseholdInput, MemberFields, MemberInput } from '../format/world.ts';
import { type Places, readAddress } from './addresses.ts';
import { addressRows, later, toChange, toMilitary } from './member-rows.ts';
import { findOffice } from './offices.ts';
import { bornOf, findPerson, type People } from './people.ts';

export interface ReadHousehold {
  /** How results name it. */
  readonly name: string;
  readonly household: Household;
  readonly residents: readonly Resident[];
}

interface Reading {
  readonly places: Places;
  readonly people: People;
  readonly problems: Problems;
}

type Member = MemberFields;

const fieldsOf = (input: MemberInput): Member => (typeof input === 'string' ? { relation: input } : (input ?? {}));

const idText = (kind: string, nth: number): string => `00000000-0000-4000-8000-${kind}${String(nth).padStart(11, '0')}`;

/** The people of a household first: others may be named before their own turn comes. */
export const readMembers = (
  input: HouseholdInput,
  path: Path,
): readonly { readonly key: string; readonly input: Member; readonly path: Path }[] => {
  const { members } = input;
  const at: Path = [...path, 'members'];
  if (!Array.isArray(members))
    return Object.entries(members).map(([key, each]) => ({ key, input: fieldsOf(each), path: [...at, key] }));
  return members.flatMap((each, index) =>
    typeof each === 'string'
      ? [{ key: each, input: {}, path: [...at, index] }]
      : Object.entries(each).map(([key, one]) => ({ key, input: fieldsOf(one), path: [...at, index, key] })),
  );
};

/** Born, where the scenario doesn't say. */
const usualBirth: Readonly<Partial<Record<Relation, string>>> = {
  본인: '1980-05-05',
  배우자: '1982-06-06',
  부: '1950-01-10',
  모: '1953-02-11',
  조부: '1928-03-12',
  조모: '1930-04-13',
  '배우자의 부': '1951-08-18',
  '배우자의 모': '1954-09-19',
  형제자매: '1984-10-20',
  며느리: '1990-11-21',
  사위: '1988-12-22',
};
const women: readonly Relation[] = ['모', '조모', '며느리', '배우자의 모', '배우자의 조모', '증조모', '부의 배우자'];

const birthBy = (relation: Relation, nth: number): string => {
  if (relation === '자녀' || relation === '배우자의 자녀' || relation === '손')
    return `${String(Math.min(2012 + 2 * nth, 2024))}-03-03`;
  return usualBirth[relation] ?? '1979-07-17';
};

export const readHousehold = (
  input: HouseholdInput,
  nth: number,
  path: Path,
  { places, people, problems }: Reading,
  nextResident: () => number,
): ReadHousehold | null => {
  const { offices } = places;
  const first = offices[0] ?? null;
  const home = input.office === undefined ? first : findOffice(offices, input.office, problems, [...path, 'office']);
  if (!home) return null;
  const address = readAddress(input.at, places, home, problems, [...path, 'at']);
  const members = readMembers(input, path);
  const [firstMember] = members;
  if (!firstMember) problems.add([...path, 'members'], 'a household has members');
  if (!address || !firstMember) return null;

  const relations = relationsOf(input, members, problems, path);
  const householder = members.find((_, index) => relations[index] === '본인') ?? null;
  const id = HouseholdId.parse(idText('b', nth + 1));
  const since = (input.since ?? '2020-03-02') as PlainDate;
  const headName = String((householder ?? firstMember).input.name ?? (householder ?? firstMember).key);
  const headSex = sexWords.toWord((householder ?? firstMember).input.sex ?? 'M');

  const residents = members.flatMap(({ key, input: member, path: at }, index): Resident[] => {
    const relation = relations[index] ?? '동거인';
    if (people.byKey.has(key)) {
      problems.add(
        at,
        `${key} is the short name of two people: give one another, and the registered name as name`,
        'key',
      );
      return [];
    }
    if (member.number !== undefined && !people.claimNumber(member.number, problems, [...at, 'number'])) return [];
    const birthDate = bornOf(member, birthBy(relation, index));
    const sex = member.sex
      ? sexWords.toWord(member.sex)
      : member.number
        ? sexIn(member.number)
        : sexBy(relation, headSex);
    const number = member.number ?? people.newNumber(birthDate, sex);
    const name = String(member.name ?? key);
    const residentId = ResidentId.parse(idText('a', nextResident()));
    const row = {
      household: id,
      householderName: headName,
      relation,
      address,
      filing: null,
    } as const;
    const rows = addressRows(member, { ...row, since: later(since, birthDate), name }, at, {
      places,
      problems,
    });
    const status = member.died !== undefined ? 'deleted' : statusWords.toWord(member.status ?? 'resident');
    const last = rows.at(-1);
    if (last && status !== 'resident') rows[rows.length - 1] = { ...last, status };
    people.add({ key, name, number, birthDate, sex, id: residentId });
    const resident = Resident.safeParse({
      id: residentId,
      number,
      name,
      hanja: String(member.hanja ?? ''),
      nameRoman: String(member.roman ?? ''),
      sex,
      birthDate,
      status,
      office: address.office,
      household: id,
      relation,
      addresses: rows,
      ...(member.changes === undefined ? {} : { personalChanges: member.changes.map(toChange) }),
      ...(member.military === undefined ? {} : { military: toMilitary(member.military) }),
      ...(member['foreign-number'] === undefined ? {} : { foreignNumber: String(member['foreign-number']) }),
      ...(member.died === undefined ? {} : { diedOn: member.died }),
    });
    if (resident.success) return [resident.data];
    for (const issue of resident.error.issues) problems.add(at, `${issue.path.join('.')}: ${issue.message}`);
    return [];
  });

  const household = Household.safeParse({
    id,
    office: address.office,
    address,
    householder: householder ? (people.byKey.get(householder.key)?.id ?? null) : null,
    members: residents.map((resident) => resident.id),
    formedOn: input.formed?.on ?? since,
    formedReason: String(input.formed?.reason ?? '신규등록'),
    ...(input['foreign-family'] === undefined
      ? {}
      : { foreignFamily: input['foreign-family'].map((each, index) => toForeignMember(each, since, index)) }),
    ...(input.dormitory === undefined ? {} : { dormitory: String(input.dormitory) }),
  });
  if (!household.success) {
    for (const issue of household.error.issues) problems.add(path, `${issue.path.join('.')}: ${issue.message}`);
    return null;
  }
  return { name: String(input.name ?? householder?.key ?? firstMember.key), household: household.data, residents };
};

/** The first is the householder where nobody else is. */
const relationsOf = (
  input: HouseholdInput,
  members: ReturnType<typeof readMembers>,
  problems: Problems,
  path: Path,
): readonly Relation[] => {
  const isHeadless = input.householder === 'none';
  const named = input.householder === undefined || isHeadless ? null : String(input.householder);
  const keys = members.map(({ key }) => key);
  if (named !== null && !keys.includes(named))
    problems.add([...path, 'householder'], `${named} is no member of the household${didYouMean(named, keys)}`);
  const said = members.map(({ input: { relation } }) =>
    relation === undefined ? null : relationWords.toWord(relation),
  );
  const heads = said.filter((relation) => relation === '본인').length;
  if (heads > 1) problems.add([...path, 'members'], 'a household has one householder (본인)');
  if (isHeadless && heads > 0) problems.add([...path, 'householder'], 'there is a member who is 본인');
  return members.map(({ key, path: at }, index): Relation => {
    const relation = said[index];
    if (named === key) return '본인';
    if (relation) return relation;
    if (!isHeadless && heads === 0 && named === null && index === 0) return '본인';
    problems.add(at, `say the relation of ${key} to the householder: relation: 배우자`, 'key');
    return '동거인';
  });
};

const sexBy = (relation: Relation, headSex: 'M' | 'F'): 'M' | 'F' => {
  if (relation === '배우자') return headSex === 'M' ? 'F' : 'M';
  return women.includes(relation) ? 'F' : 'M';
};

export const toForeignMember = (
  input: NonNullable<HouseholdInput['foreign-family']>[number],
  since: string,
  nth: number,
): ForeignMember => ({
  relation: relationWords.toWord(input.relation ?? '배우자'),
  name: String(input.name),
  nameRoman: String(input.roman ?? ''),
  // As impossible as everybody's here: the month is 21 or more.
  number: String(input.number ?? `852${String(1 + (nth % 9))}15-6${String(100_000 + nth)}`),
  since: (input.since ?? since) as PlainDate,
});

/** From whom papers are withheld: once everybody is known. */
export const withheldFrom = (
  member: Member,
  path: Path,
  since: PlainDate,
  { people, problems }: Reading,
): NonNullable<Resident['withheldFrom']> =>
  (member['withheld-from'] ?? []).flatMap((each, index) => {
    const at: Path = [...path, 'withheld-from', index];
    const person = findPerson(people, typeof each === 'string' ? each : each.person, problems, at);
    const day = ((typeof each === 'string' ? undefined : each.since) ?? since) as PlainDate;
    return person ? [{ name: person.name, birthDate: person.birthDate, since: day }] : [];
  });
