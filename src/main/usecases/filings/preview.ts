import { CentralChecks, type FilingPreview } from '../../../shared/contract/commands.ts';
import type { Missing, MoverAnswer } from '../../../shared/registry/answer.ts';
import type { OfficeId } from '../../../shared/registry/ids.ts';
import { effectiveDate, isMoveIn, numbersNamed, type Report, subjectsOf } from '../../../shared/registry/report.ts';
import type { AddressRow } from '../../../shared/registry/resident.ts';
import { isForeignNumber, type ResidentNumber } from '../../../shared/registry/resident-number.ts';
import { currentReport, type Filing } from '../../../shared/rules/filing.ts';
import { numbersOf, registerOf } from '../../../shared/rules/register.ts';
import { settle } from '../../../shared/rules/settle.ts';
import type { StoredFiling } from '../../replica/filing-rows.ts';
import type { RegisterReads } from '../../replica/register-reads.ts';
import type { System } from '../../system.ts';
import { type Connected, connectedTo } from './connected.ts';

/** Where a filing is looked at: an office with its own copy of the register. */
export interface Here {
  readonly office: OfficeId;
  readonly reads: RegisterReads;
  readonly sha256: System['sha256'];
}

/** Only central can see these, but they hardly ever change the answer: it is shown all the same. */
const tolerated: readonly CentralChecks[] = ['report-date', 'number'];

/**
 * What the same rules say on this office's own copy. An answer is given only where nothing that the office can't see
 * could change it; the rest is named for central to check.
 */
export const previewFiling = (here: Here, filing: StoredFiling): FilingPreview => {
  const report = currentReport(filing);
  const connected = connectedTo(here.reads, filing.id, report);
  const checks = new Set<CentralChecks>(['report-date', ...checksOf(report, filing, connected)]);
  const answers = settleHere(here, connected, filing);
  for (const { answer } of answers)
    if (answer.type === 'supplement')
      for (const missing of answer.missing) for (const each of unseen(missing)) checks.add(each);
  return {
    filing: filing.id,
    preview: [...checks].every((check) => tolerated.includes(check)) ? [...answers] : [],
    centralChecks: CentralChecks.options.filter((check) => checks.has(check)),
  };
};

/** As `previewFiling`, and where central has answered, its answers. */
export const previewKnown = (here: Here, filing: StoredFiling): FilingPreview =>
  filing.isWaiting || filing.answers.length === 0
    ? previewFiling(here, filing)
    : { filing: filing.id, preview: [...filing.answers], centralChecks: [] };

const checksOf = (report: Report, filing: StoredFiling, connected: Connected): CentralChecks[] => {
  const checks: CentralChecks[] = [];
  const known = numbersIn(connected);
  const isUnknown = (number: ResidentNumber): boolean => !known.has(number) && !isForeignNumber(number);
  const brought = new Set(numbersBrought(report));
  if (brought.size > 0) checks.push('number');

  const subjects = new Set(subjectsOf(report).map(({ number }) => number));
  const unknown = numbersNamed(report).filter((number) => isUnknown(number) && !brought.has(number));
  const mothers = new Set(isMoveIn(report) ? report.movers.map(({ newborn }) => newborn?.mother) : []);
  for (const number of unknown)
    checks.push(subjects.has(number) ? 'movers-from-elsewhere' : mothers.has(number) ? 'birth' : 'household');

  const first = [filing, ...connected.filings.values()].map((each) => effectiveDate(currentReport(each))).toSorted()[0];
  if (connected.isPartlySettled || (first !== undefined && isSettledSince(connected, first)))
    checks.push('later-filings');
  return checks;
};

/** The numbers of everybody who is known here, with those whom a filing that waits brings. */
const numbersIn = ({ residents, filings }: Connected): ReadonlySet<ResidentNumber> =>
  new Set([
    ...[...residents.values()].flatMap(numbersOf),
    ...[...filings.values()].flatMap((filing) => numbersBrought(currentReport(filing))),
  ]);

/** Numbers that nobody has yet. */
const numbersBrought = (report: Report): readonly ResidentNumber[] => {
  if (isMoveIn(report)) return [];
  if (report.kind === 'birth') return [report.child.number];
  return report.kind === 'correction'
    ? report.changes.flatMap((change) => (change.what === 'number' ? change.to : []))
    : [];
};

/** The register here has come further than that day: it is no longer what a filing of that day finds. */
const isSettledSince = ({ residents }: Connected, day: string): boolean =>
  [...residents.values()].some(
    ({ addresses, personalChanges = [] }) =>
      addresses.some((row) => isSettled(row) && row.registeredOn >= day) ||
      personalChanges.some((change) => change.filing !== undefined && change.on >= day),
  );

/** Central put the line there: for a filing, or because the area came here. */
const isSettled = ({ filing, reason }: AddressRow): boolean => filing !== null || reason === '행정구역변경';

/** What an office doesn't know central may. */
const unseen = (missing: Missing): readonly CentralChecks[] => {
  switch (missing) {
    case 'mover-unknown':
    case 'person-unknown':
    case 'measure-unknown':
      return ['movers-from-elsewhere'];
    case 'birth-not-registered':
      return ['birth'];
    case 'destination-unknown':
    case 'parent-unknown':
      return ['household'];
    default:
      return [];
  }
};

const settleHere = (
  { office, sha256 }: Here,
  { residents, households, filings }: Connected,
  filing: StoredFiling,
): readonly MoverAnswer[] => {
  const toFiling = ({ id, report, contentHash, amendments }: StoredFiling): Filing => ({
    id,
    office,
    report,
    amendments,
    contentHash: contentHash ?? sha256(JSON.stringify(report)),
    notBefore: null,
    notAfter: null,
  });
  const all = [...filings.values(), filing].map(toFiling);
  return settle(registerOf(residents.values(), households.values()), all).answers.get(filing.id) ?? [];
};
