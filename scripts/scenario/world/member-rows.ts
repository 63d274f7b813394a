import { addDays, type PlainDate } from '../../../src/shared/registry/plain-date.ts';
import { type AddressRow, RowReason } from '../../../src/shared/registry/resident.ts';
import { didYouMean } from '../format/nearest.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { Path } from '../format/read-yaml.ts';
import { isYes } from '../format/steps.ts';
import { relationWords } from '../format/words.ts';
import type { MemberFields } from '../format/world.ts';
import { type Places, readAddress } from './addresses.ts';

type Member = MemberFields;

interface Reading {
  readonly places: Places;
  readonly problems: Problems;
}

export const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

/** The present line of a member, before its days and its reason are known. */
interface PresentRow extends Omit<AddressRow, 'registeredOn' | 'movedOn' | 'reason'> {
  readonly since: PlainDate;
  readonly name: string;
}

/** The lines of somebody's history, the present one last. */
export const addressRows = (
  member: Member,
  { since: householdSince, name, ...row }: PresentRow,
  path: Path,
  { places, problems }: Reading,
): AddressRow[] => {
  const earlier = (member.history ?? []).flatMap((line, index): AddressRow[] => {
    const at: Path = [...path, 'history', index];
    const home = places.offices.find(({ office }) => office.id === row.address.office) ?? null;
    const address = readAddress(line.at, places, home, problems, [...at, 'at']);
    if (!address) return [];
    const registeredOn = line.since as PlainDate;
    return [
      {
        registeredOn,
        movedOn: (line['moved-on'] ?? registeredOn) as PlainDate,
        reason: reasonOf(line.reason, index === 0 ? '신규등록' : '전입', problems, [...at, 'reason']),
        address,
        household: row.household,
        householderName: String(line.householder ?? name),
        relation: relationWords.toWord(line.relation ?? '본인'),
        filing: null,
      },
    ];
  });
  const last = earlier.at(-1);
  const registeredOn = (member.since ??
    (last ? later(householdSince, addDays(last.registeredOn, 1)) : householdSince)) as PlainDate;
  if (last && last.registeredOn >= registeredOn)
    problems.add(
      [...path, 'history'],
      `the last line is of ${last.registeredOn}, and the present one of ${registeredOn}`,
    );
  const reason = reasonOf(member.reason, last ? '전입' : '신규등록', problems, [...path, 'reason']);
  return [...earlier, { ...row, registeredOn, movedOn: (member['moved-on'] ?? registeredOn) as PlainDate, reason }];
};

const reasonOf = (given: string | number | undefined, usual: RowReason, problems: Problems, path: Path): RowReason => {
  if (given === undefined) return usual;
  const reason = RowReason.safeParse(String(given));
  if (reason.success) return reason.data;
  problems.add(
    path,
    `${given} is no reason of a line${didYouMean(String(given), RowReason.options) || `: ${RowReason.options.join(', ')}`}`,
  );
  return usual;
};

type ChangeInput = NonNullable<Member['changes']>[number];

export const toChange = ({ on, what, from, to, reason, adoption }: ChangeInput) => ({
  on,
  what,
  from: String(from),
  to: String(to),
  reason: String(reason ?? '정정'),
  isAdoption: adoption !== undefined && isYes(adoption),
});

export const toMilitary = (input: NonNullable<Member['military']>) => ({
  category: String(input.category),
  branch: String(input.branch ?? ''),
  rank: String(input.rank ?? ''),
  serviceNumber: String(input['service-number'] ?? ''),
  enlistedOn: input.enlisted ?? null,
  dischargedOn: input.discharged ?? null,
  dischargeReason: String(input['discharge-reason'] ?? ''),
});
