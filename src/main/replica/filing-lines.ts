import type { Database } from 'better-sqlite3';
import type { FilingLine, QueryOutput } from '../../shared/contract/queries.ts';
import { addressToText } from '../../shared/registry/address.ts';
import { moverKey } from '../../shared/registry/answer.ts';
import type { FilingId } from '../../shared/registry/ids.ts';
import { householderOf } from '../../shared/registry/move-in.ts';
import { isMoveIn, type Report, subjectsOf } from '../../shared/registry/report.ts';
import { maskResidentNumber, type ResidentNumber } from '../../shared/registry/resident-number.ts';
import { currentReport } from '../../shared/rules/filing.ts';
import { createFilingRows, type StoredFiling } from './filing-rows.ts';

const pageSize = 50;

/** A filing for people to read, and as the rules read it. */
export interface FilingWithLine {
  readonly line: FilingLine;
  readonly filing: StoredFiling;
}

/** The office's filings as people read them. Lines are as the filing reads now, and no number in them is whole. */
export interface FilingLines {
  /** The newest report date first. 50 a page; `after` is the last filing of the page before. */
  readonly list: (after: FilingId | null) => QueryOutput<'listFilings'>;
  readonly byId: (id: FilingId) => FilingWithLine | null;
  /** Those that name any of these numbers, as many of the newest. */
  readonly naming: (numbers: readonly ResidentNumber[], limit: number) => FilingLine[];
  /** Those that wait for a person. */
  readonly unsettled: () => FilingLine[];
  /** Registered move-ins of which nobody has said yet that the people live there. */
  readonly unverified: () => StoredFiling[];
}

export const createFilingLines = (db: Database): FilingLines => {
  const rows = createFilingRows(db);
  const home = db.prepare<[string], { address: string; householder: string | null }>(
    `SELECT household.address, householder.name AS householder FROM resident
       JOIN household ON household.row = resident.household_row
       LEFT JOIN resident AS householder ON householder.id = json_extract(household.document, '$.householder')
     WHERE resident.number = ? LIMIT 1`,
  );

  /** Where it is about: where they move to, or where the register has the one whom it is about. */
  const placeOf = (report: Report): Pick<FilingLine, 'address' | 'householderName'> => {
    if (isMoveIn(report)) return { address: addressToText(report.to), householderName: householderOf(report).name };
    const [first] = subjectsOf(report);
    const parent = report.kind === 'birth' ? report[report.withParent] : null;
    const found = [first?.number, parent?.number].flatMap((number) => (number && home.get(number)) ?? [])[0];
    return { address: found?.address ?? '', householderName: found?.householder ?? '' };
  };

  const toLine = (filing: StoredFiling): FilingLine => {
    const report = currentReport(filing);
    const { id, device, takenAt, answers } = filing;
    return {
      id,
      device,
      takenAt,
      reportDate: report.reportDate,
      ...placeOf(report),
      what: isMoveIn(report) ? report.form : report.kind,
      state: stateOf(filing),
      movers: subjectsOf(report).map((subject) => ({
        name: subject.name,
        maskedNumber: subject.number === null ? '' : maskResidentNumber(subject.number),
        answer: answers.find(({ mover }) => mover === moverKey(subject))?.answer ?? null,
      })),
    };
  };

  return {
    list: (after) => {
      const found = rows.page(after, pageSize + 1);
      const page = found.slice(0, pageSize).map(toLine);
      return { rows: page, next: found.length > pageSize ? (page.at(-1)?.id ?? null) : null };
    },
    byId: (id) => {
      const filing = rows.byId(id);
      return filing && { filing, line: toLine(filing) };
    },
    naming: (numbers, limit) => rows.naming(numbers, limit).map(toLine),
    unsettled: () => rows.unsettled().map(toLine),
    unverified: () => rows.unverified(),
  };
};

const stateOf = ({ isQuarantined, isWaiting, isUnsent }: StoredFiling): FilingLine['state'] => {
  if (isQuarantined) return 'quarantined';
  if (!isWaiting) return 'answered';
  return isUnsent ? 'waiting' : 'received';
};
