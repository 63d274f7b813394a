import type { Database } from 'better-sqlite3';
import type { FilingLine, QueryOutput } from '../../shared/contract/queries.ts';
import { addressToText } from '../../shared/registry/address.ts';
import { Answer } from '../../shared/registry/answer.ts';
import type { DeviceId, FilingId } from '../../shared/registry/ids.ts';
import { householderOf, MoveInReport } from '../../shared/registry/move-in.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import { maskResidentNumber } from '../../shared/registry/resident-number.ts';

const pageSize = 50;

interface Row {
  readonly id: FilingId;
  readonly device: DeviceId;
  readonly takenAt: string;
  readonly reportDate: PlainDate;
  readonly report: string;
  readonly quarantined: string | null;
  readonly unsent: number;
  readonly answers: string;
}

/** The office's filings, the newest report date first. 50 a page; `after` is the last filing of the page before. */
export const createFilingLines = (db: Database): ((after: FilingId | null) => QueryOutput<'listFilings'>) => {
  const statement = db.prepare<[{ after: string | null }], Row>(
    `SELECT filing.id, filing.device, taken_at AS takenAt, report_date AS reportDate, report, quarantined,
       EXISTS (SELECT 1 FROM entry WHERE entry.id = filing.id AND entry.receipt IS NULL) AS unsent,
       (SELECT json_group_object(number, json(answer)) FROM answer AS latest WHERE filing = filing.id AND revision =
         (SELECT max(revision) FROM answer WHERE filing = latest.filing AND number = latest.number)) AS answers
     FROM filing
     WHERE :after IS NULL OR (report_date, filing.id) < (SELECT report_date, id FROM filing WHERE id = :after)
     ORDER BY report_date DESC, filing.id DESC LIMIT ${pageSize + 1}`,
  );
  return (after) => {
    const rows = statement.all({ after });
    const page = rows.slice(0, pageSize).map(rowToLine);
    return { rows: page, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null };
  };
};

const rowToLine = (row: Row): FilingLine => {
  const report = MoveInReport.parse(JSON.parse(row.report));
  const answers = JSON.parse(row.answers) as Record<string, unknown>;
  const movers = report.movers.map(({ name, number }) => ({
    name,
    maskedNumber: maskResidentNumber(number),
    answer: Object.hasOwn(answers, number) ? Answer.parse(answers[number]) : null,
  }));
  return {
    id: row.id,
    device: row.device,
    takenAt: row.takenAt,
    reportDate: row.reportDate,
    address: addressToText(report.to),
    householderName: householderOf(report).name,
    state: stateOf(
      row,
      movers.some((mover) => mover.answer !== null),
    ),
    movers,
  };
};

const stateOf = (row: Row, isAnswered: boolean): FilingLine['state'] => {
  if (row.quarantined !== null) return 'quarantined';
  if (isAnswered) return 'answered';
  return row.unsent === 1 ? 'waiting' : 'received';
};
