import type { Address } from '../../src/shared/registry/address.ts';
import { FilingId, HouseholdId, OfficeId, ResidentId } from '../../src/shared/registry/ids.ts';
import { householderOf, MoveInReport, type Mover } from '../../src/shared/registry/move-in.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { isMoveIn } from '../../src/shared/registry/report.ts';
import type { AddressRow, Household, Resident } from '../../src/shared/registry/resident.ts';
import { fitsProfile, type ResidentNumber } from '../../src/shared/registry/resident-number.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';

/** Short names for the values that tests write most. They parse, so a slip in a test shows at once. */
export const day = (text: string): PlainDate => PlainDate.parse(text);
export const residentId = (nth: number): ResidentId => ResidentId.parse(idText('a', nth));
export const householdId = (nth: number): HouseholdId => HouseholdId.parse(idText('b', nth));
export const filingId = (nth: number): FilingId => FilingId.parse(idText('c', nth));

const idText = (kind: string, nth: number): string => `00000000-0000-4000-8000-${kind}${String(nth).padStart(11, '0')}`;

/** Invented offices, in a province that is none. */
export const solnae = OfficeId.parse('9971031000');
export const eungaram = OfficeId.parse('9911051000');
export const yunseul = OfficeId.parse('9971025000');

/**
 * A resident number that nobody can have: its month is 21 to 32. Anything else would be a real one, and making those
 * is a crime, so it throws rather than return one.
 */
export const inventedNumber = (birthDate: string, sex: 'M' | 'F', serial: number): ResidentNumber => {
  const month = Number(birthDate.slice(5, 7)) + 20;
  const century = birthDate < '2000' ? 1 : 3;
  const number = `${birthDate.slice(2, 4)}${month}${birthDate.slice(8, 10)}-${
    century + (sex === 'F' ? 1 : 0)
  }${String(serial).padStart(6, '0')}` as ResidentNumber;
  if (number.length !== 14 || !fitsProfile(number, 'training')) throw new Error('not an invented number');
  return number;
};

export const anAddress = (overrides: Partial<Address> = {}): Address => ({
  office: solnae,
  province: '다온도',
  city: '늘해군',
  township: '솔내면',
  road: '솔내동촌길',
  building: '1',
  unit: '',
  remark: '',
  ...overrides,
});

export const anAddressRow = (overrides: Partial<AddressRow> = {}): AddressRow => ({
  registeredOn: day('2020-03-02'),
  movedOn: day('2020-03-01'),
  reason: '신규등록',
  address: anAddress(),
  household: householdId(1),
  householderName: '김하나',
  relation: '본인',
  filing: null,
  ...overrides,
});

/** The `nth` invented person: ids and number follow from it. Without more they live alone in household `nth`. */
export const aResident = ({ nth = 1, ...overrides }: Partial<Resident> & { readonly nth?: number } = {}): Resident => {
  const name = overrides.name ?? `주민${String(nth)}`;
  const household = overrides.household ?? householdId(nth);
  const relation = overrides.relation ?? '본인';
  const sex = overrides.sex ?? 'F';
  const birthDate = overrides.birthDate ?? day('1985-04-12');
  return {
    id: residentId(nth),
    number: inventedNumber(birthDate, sex, nth),
    name,
    hanja: '',
    nameRoman: '',
    sex,
    birthDate,
    status: 'resident',
    office: overrides.addresses?.at(-1)?.address.office ?? solnae,
    household,
    relation,
    addresses: [anAddressRow({ household, householderName: name, relation })],
    ...overrides,
  };
};

/** The household of `members`, the first of whom is its householder. */
export const aHousehold = ({
  members,
  ...overrides
}: Partial<Omit<Household, 'members'>> & { readonly members: readonly Resident[] }): Household => {
  const head = members[0];
  if (!head) throw new Error('a household has members');
  const address = overrides.address ?? head.addresses.at(-1)?.address ?? anAddress();
  return {
    id: head.household,
    office: address.office,
    address,
    householder: head.id,
    members: members.map((member) => member.id),
    ...overrides,
  };
};

/** The people `first`, `first + 1` … as one household at one address: a householder, a spouse, then children. */
export const aFamily = ({
  first,
  size,
  address = anAddress(),
  registeredOn = day('2020-03-02'),
}: {
  readonly first: number;
  readonly size: number;
  readonly address?: Address;
  readonly registeredOn?: PlainDate;
}): { readonly household: Household; readonly residents: readonly Resident[] } => {
  const residents = Array.from({ length: size }, (_, index) => {
    const relation = (['본인', '배우자'] as const)[index] ?? '자녀';
    const row = anAddressRow({
      address,
      registeredOn,
      movedOn: registeredOn,
      household: householdId(first),
      householderName: `주민${String(first)}`,
      relation,
    });
    const birthDate = index < 2 ? day('1985-04-12') : day(`20${String(10 + (index % 9))}-06-15`);
    return aResident({ nth: first + index, relation, birthDate, household: householdId(first), addresses: [row] });
  });
  return { household: aHousehold({ members: residents }), residents };
};

/** The people as they stand in a report: under their own names and, unless told otherwise, their present relations. */
export const moversOf = (residents: readonly Resident[]): Mover[] =>
  residents.map(({ number, name, relation }) => ({ number, name, relation }));

/** A report that is in order, made by the householder in person. */
export const aMoveInReport = (overrides: Partial<MoveInReport> = {}): MoveInReport => {
  const movers = overrides.movers ?? moversOf([aResident()]);
  const { name, number } = householderOf({ movers });
  return MoveInReport.parse({
    form: 'whole-household',
    reportDate: '2026-08-03',
    movedOn: '2026-08-01',
    to: anAddress({ office: eungaram, city: '새론시', township: '', road: '은가람대로', building: '45' }),
    previousAddress: '다온도 늘해군 솔내면 솔내동촌길 1',
    reason: '주택',
    reporter: { name, number, capacity: 'householder', identityChecked: true, delegationShown: false },
    ...overrides,
    movers,
  });
};

/** The report of `aFiling`, which is a move-in unless a test says otherwise. */
export const moveInOf = ({ report }: Pick<Filing, 'report'>): MoveInReport => {
  if (!isMoveIn(report)) throw new Error('not a move-in');
  return report;
};

/** The `nth` filing, taken by the office of the new address. */
export const aFiling = ({ nth = 1, ...overrides }: Partial<Filing> & { readonly nth?: number } = {}): Filing => {
  const report = overrides.report ?? aMoveInReport();
  return {
    id: filingId(nth),
    office: isMoveIn(report) ? report.to.office : solnae,
    contentHash: String(nth).padStart(64, '0'),
    notBefore: null,
    notAfter: null,
    report,
    ...overrides,
  };
};
