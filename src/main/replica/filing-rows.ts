import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Amendment } from '../../shared/registry/amendment.ts';
import { Answer, type MoverAnswer } from '../../shared/registry/answer.ts';
import type { DeviceId, FilingId } from '../../shared/registry/ids.ts';
import { MoveInReport } from '../../shared/registry/move-in.ts';
import { RegisterReport } from '../../shared/registry/register-report.ts';
import type { Report } from '../../shared/registry/report.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import type { FiledAmendment } from '../../shared/rules/filing.ts';

/** A filing as it stands in the replica, with what was done with it and the answers that hold. */
export interface StoredFiling {
  readonly id: FilingId;
  readonly device: DeviceId;
  readonly takenAt: string;
  /** As it was taken. */
  readonly report: Report;
  /** Hash of the entry's body; null where another device took it. */
  readonly contentHash: string | null;
  /** Oldest first. A hash that isn't known is told by the order instead. */
  readonly amendments: readonly FiledAmendment[];
  readonly answers: readonly MoverAnswer[];
  /** It has no answer yet, or something was done with it since that has none. */
  readonly isWaiting: boolean;
  /** Central couldn't read it, or something that was done with it. */
  readonly isQuarantined: boolean;
  /** Some of it has not reached central. */
  readonly isUnsent: boolean;
}

export interface FilingRows {
  readonly byId: (id: FilingId) => StoredFiling | null;
  /** Those that wait for an answer. */
  readonly waiting: () => StoredFiling[];
  /** Those of them that name any of these numbers. */
  readonly waitingFor: (numbers: readonly ResidentNumber[]) => StoredFiling[];
  /** Those that name any of these numbers and by which nobody was registered yet. */
  readonly withoutEffect: (numbers: readonly ResidentNumber[]) => StoredFiling[];
  /** The newest report date first. */
  readonly page: (after: FilingId | null, limit: number) => StoredFiling[];
  /** Those that name any of these numbers, the newest report date first. */
  readonly naming: (numbers: readonly ResidentNumber[], limit: number) => StoredFiling[];
  /** Those that wait for a person: central couldn't read them, or somebody on them is not registered. */
  readonly unsettled: () => StoredFiling[];
  /** Move-ins by which somebody was registered and of which nobody has said yet that they live there. */
  readonly unverified: () => StoredFiling[];
}

export const createFilingRows = (db: Database): FilingRows => {
  const latest = `
    SELECT mover, answer FROM answer AS latest WHERE filing = filing.id AND revision =
      (SELECT max(revision) FROM answer WHERE filing = latest.filing AND mover = latest.mover)`;
  const columns = `
    filing.id, filing.device, filing.taken_at AS takenAt, filing.kind, filing.report,
    filing.content_hash AS contentHash, filing.is_waiting AS isWaiting,
    (SELECT json_group_array(json_object('contentHash', contentHash, 'amendment', json(document))) FROM (
       SELECT coalesce(content_hash, printf('%064d', row)) AS contentHash, document FROM amendment
       WHERE amendment.filing = filing.id AND quarantined IS NULL ORDER BY is_confirmed DESC, place, row)) AS amendments,
    (SELECT json_group_array(json_object('mover', mover, 'answer', json(answer))) FROM (${latest})) AS answers,
    filing.quarantined IS NOT NULL OR EXISTS (
      SELECT 1 FROM amendment WHERE amendment.filing = filing.id AND quarantined IS NOT NULL) AS isQuarantined,
    EXISTS (SELECT 1 FROM entry WHERE receipt IS NULL AND (entry.id = filing.id OR entry.id IN
      (SELECT entry FROM amendment WHERE amendment.filing = filing.id))) AS isUnsent`;
  const named = 'filing.id IN (SELECT filing FROM filing_named WHERE number IN (SELECT value FROM json_each(?)))';
  const answered = (types: string): string =>
    `EXISTS (SELECT 1 FROM (${latest}) WHERE json_extract(answer, '$.type') IN (${types}))`;
  const statements = {
    byId: db.prepare<[string], Row>(`SELECT ${columns} FROM filing WHERE filing.id = ?`),
    waiting: db.prepare<[], Row>(`SELECT ${columns} FROM filing WHERE is_waiting = 1 ORDER BY filing.id`),
    waitingFor: db.prepare<[string], Row>(
      `SELECT ${columns} FROM filing WHERE ${named} AND is_waiting = 1 ORDER BY filing.id`,
    ),
    withoutEffect: db.prepare<[string], Row>(
      `SELECT ${columns} FROM filing WHERE ${named} AND filing.quarantined IS NULL
         AND NOT ${answered(`'registered'`)} ORDER BY filing.id`,
    ),
    page: db.prepare<[{ after: string | null; limit: number }], Row>(
      `SELECT ${columns} FROM filing
       WHERE :after IS NULL OR (report_date, filing.id) < (SELECT report_date, id FROM filing WHERE id = :after)
       ORDER BY report_date DESC, filing.id DESC LIMIT :limit`,
    ),
    naming: db.prepare<[string, number], Row>(
      `SELECT ${columns} FROM filing WHERE ${named} ORDER BY report_date DESC, filing.id DESC LIMIT ?`,
    ),
    unsettled: db.prepare<[], Row>(
      `SELECT ${columns} FROM filing
       WHERE is_waiting = 0 AND (isQuarantined OR ${answered(`'supplement', 'held'`)})
       ORDER BY report_date, filing.id`,
    ),
    unverified: db.prepare<[], Row>(
      `SELECT ${columns} FROM filing
       WHERE kind = 'move-in' AND ${answered(`'registered'`)} AND NOT EXISTS (
         SELECT 1 FROM amendment WHERE amendment.filing = filing.id AND quarantined IS NULL
           AND json_extract(document, '$.step.type') IN ('confirmed', 'not-living-there', 'exempt'))
       ORDER BY report_date, filing.id`,
    ),
  };
  return {
    byId: (id) => {
      const row = statements.byId.get(id);
      return row ? rowToFiling(row) : null;
    },
    waiting: () => statements.waiting.all().map(rowToFiling),
    waitingFor: (numbers) => statements.waitingFor.all(JSON.stringify(numbers)).map(rowToFiling),
    withoutEffect: (numbers) => statements.withoutEffect.all(JSON.stringify(numbers)).map(rowToFiling),
    page: (after, limit) => statements.page.all({ after, limit }).map(rowToFiling),
    naming: (numbers, limit) => statements.naming.all(JSON.stringify(numbers), limit).map(rowToFiling),
    unsettled: () => statements.unsettled.all().map(rowToFiling),
    unverified: () => statements.unverified.all().map(rowToFiling),
  };
};

interface Row {
  readonly id: FilingId;
  readonly device: DeviceId;
  readonly takenAt: string;
  readonly kind: string;
  readonly report: string;
  readonly contentHash: string | null;
  readonly isWaiting: number;
  readonly amendments: string;
  readonly answers: string;
  readonly isQuarantined: number;
  readonly isUnsent: number;
}

const Amendments = z.array(z.object({ contentHash: z.string(), amendment: Amendment }));
const Answers = z.array(z.object({ mover: z.string(), answer: Answer }));

const rowToFiling = (row: Row): StoredFiling => ({
  id: row.id,
  device: row.device,
  takenAt: row.takenAt,
  report: (row.kind === 'move-in' ? MoveInReport : RegisterReport).parse(JSON.parse(row.report)),
  contentHash: row.contentHash,
  amendments: Amendments.parse(JSON.parse(row.amendments)),
  answers: Answers.parse(JSON.parse(row.answers)),
  isWaiting: row.isWaiting === 1,
  isQuarantined: row.isQuarantined === 1,
  isUnsent: row.isUnsent === 1,
});
