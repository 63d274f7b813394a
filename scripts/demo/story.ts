import { readFileSync } from 'node:fs';
import type { Address } from '../../src/shared/registry/address.ts';
import { addressToText } from '../../src/shared/registry/address.ts';
import type { OfficeId, OfficialId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Office } from '../../src/shared/registry/office.ts';
import type { PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { TrainingTownship } from '../../src/shared/registry/training.ts';

export const townshipFile = new URL('../../resources/training/township.json', import.meta.url).pathname;

export const readTownship = (): TrainingTownship =>
  TrainingTownship.parse(JSON.parse(readFileSync(townshipFile, 'utf8')));

export const officeOfKind = (township: TrainingTownship, kind: Office['kind']): Office => {
  const office = township.offices.find((each) => each.kind === kind);
  if (!office) throw new Error(`the training township has no ${kind}`);
  return office;
};

export const clerkOf = (township: TrainingTownship, office: OfficeId): { official: OfficialId; password: string } => {
  const clerk = township.officials.find((each) => each.office === office && each.role === 'clerk');
  if (!clerk) throw new Error(`office ${office} has no clerk`);
  return { official: clerk.id, password: clerk.password };
};

export interface Family {
  readonly household: Household;
  /** The householder first. */
  readonly members: readonly Resident[];
}

/** Two parents and two children of an office, whose move is the same every time. */
export const familyOfFour = (township: TrainingTownship, office: OfficeId): Family => {
  const byId = new Map(township.residents.map((resident) => [resident.id, resident]));
  for (const household of township.households.filter((each) => each.office === office)) {
    const members = household.members.flatMap((id) => byId.get(id) ?? []);
    const relations = members.map((member) => member.relation).join(' ');
    if (relations === '본인 배우자 자녀 자녀' && members.every((member) => member.status === 'resident'))
      return { household, members };
  }
  throw new Error(`office ${office} has no family of four`);
};

/** Another house in the road of some resident of the office. */
export const houseIn = (township: TrainingTownship, office: OfficeId, building: string): Address => {
  const neighbour = township.households.find((each) => each.office === office && each.address.remark === '');
  if (!neighbour) throw new Error(`office ${office} has no household`);
  return { ...neighbour.address, building, unit: '' };
};

/** The report as the householder makes it at the counter, with their card shown. */
export const wholeHouseholdReport = (family: Family, to: Address, reportDate: PlainDate): MoveInReport => {
  const [householder] = family.members;
  if (!householder) throw new Error('a family has a householder');
  return {
    form: 'whole-household',
    reportDate,
    movedOn: reportDate,
    to,
    previousAddress: addressToText(family.household.address),
    reason: '주택',
    movers: family.members.map(({ number, name, relation }) => ({ number, name, relation })),
    reporter: {
      name: householder.name,
      number: householder.number,
      capacity: 'householder',
      identityChecked: true,
      delegationShown: false,
    },
  };
};
