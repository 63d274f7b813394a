import type { Database } from 'better-sqlite3';
import type { MoverAnswer } from '../../../shared/registry/answer.ts';
import type { DeviceId, FilingId } from '../../../shared/registry/ids.ts';
import type { MoveInReport } from '../../../shared/registry/move-in.ts';

/** Writes to the office's filings. Runs inside a transaction of the caller's. */
export interface FilingsFold {
  /** A filing already there stays as it is: the feed tells of our own filings too. */
  readonly putFiling: (filing: {
    readonly id: FilingId;
    readonly device: DeviceId;
    readonly takenAt: string;
    readonly report: MoveInReport;
  }) => void;
  readonly putAnswers: (filing: FilingId, answers: readonly MoverAnswer[]) => void;
  readonly markQuarantined: (filing: FilingId, reason: string) => void;
}

export const createFilingsFold = (db: Database): FilingsFold => {
  const statements = {
    putFiling: db.prepare('INSERT OR IGNORE INTO filing VALUES (?, ?, ?, ?, ?, NULL)'),
    putMover: db.prepare('INSERT OR IGNORE INTO filing_mover VALUES (?, ?)'),
    putAnswer: db.prepare(
      `INSERT INTO answer SELECT :filing, :mover, ifnull(max(revision), 0) + 1, :answer
       FROM answer WHERE filing = :filing AND number = :mover`,
    ),
    quarantine: db.prepare('UPDATE filing SET quarantined = ? WHERE id = ?'),
  };
  return {
    putFiling: ({ id, device, takenAt, report }) => {
      statements.putFiling.run(id, device, takenAt, report.reportDate, JSON.stringify(report));
      for (const mover of report.movers) statements.putMover.run(id, mover.number);
    },
    putAnswers: (filing, answers) => {
      for (const { mover, answer } of answers)
        statements.putAnswer.run({ filing, mover, answer: JSON.stringify(answer) });
    },
    markQuarantined: (filing, reason) => {
      statements.quarantine.run(reason, filing);
    },
  };
};
