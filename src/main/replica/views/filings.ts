import type { Database } from 'better-sqlite3';
import type { EntryHeader } from '../../../shared/contract/entry.ts';
import type { FilingSummary } from '../../../shared/contract/feed-item.ts';
import type { Amendment } from '../../../shared/registry/amendment.ts';
import { type MoverAnswer, moverKey } from '../../../shared/registry/answer.ts';
import type { DeviceId, FilingId } from '../../../shared/registry/ids.ts';
import { isMoveIn, numbersNamed, type Report, subjectsOf } from '../../../shared/registry/report.ts';
import { currentReport } from '../../../shared/rules/filing.ts';
import { createFilingRows } from '../filing-rows.ts';

/** Writes to the office's filings. Runs inside a transaction of the caller's. */
export interface FilingsFold {
  /** A filing already there stays as it was taken: the feed tells of our own filings too. */
  readonly putFiling: (filing: {
    readonly id: FilingId;
    readonly device: DeviceId;
    readonly takenAt: string;
    readonly report: Report;
    /** Hash of the entry's body; null where only the feed tells of it. */
    readonly contentHash: string | null;
  }) => void;
  /** Something that this device did with a filing, of which central has said nothing yet. */
  readonly addAmendment: (amended: {
    readonly filing: FilingId;
    readonly amendment: Amendment;
    readonly entry: FilingId;
    readonly contentHash: string;
  }) => void;
  /**
   * A filing as central tells of it, with all that was done with it, oldest first. That takes the place of what it said
   * before.
   */
  readonly putSummary: (summary: FilingSummary) => void;
  readonly putAnswers: (filing: FilingId, answers: readonly MoverAnswer[]) => void;
  /** Of an entry of this device whose body was erased: which of what central tells is its own. */
  readonly knowOwn: (header: Pick<EntryHeader, 'id' | 'kind' | 'bodyHash'>) => void;
  /**
   * @param entry a filing, or something that was done with one
   * @param reason null where only the receipt says so; what the feed says of it holds, whichever comes first
   */
  readonly markQuarantined: (entry: FilingId, reason: string | null) => void;
}

interface AmendmentRow {
  readonly row: number;
  readonly document: string;
  readonly contentHash: string | null;
  readonly entry: FilingId | null;
}

/** What central answers to. What was found out afterwards, or noted, it only takes down. */
const isDecided = ({ type }: Amendment): boolean => type !== 'post-verified' && type !== 'just-cause';

const reasonToKeep = `coalesce(:reason, quarantined, 'central could not read it')`;

export const createFilingsFold = (db: Database): FilingsFold => {
  const rows = createFilingRows(db);
  const statements = {
    putFiling: db.prepare('INSERT OR IGNORE INTO filing VALUES (?, ?, ?, ?, ?, ?, NULL, 1, NULL)'),
    putHash: db.prepare('UPDATE filing SET content_hash = ? WHERE id = ?'),
    forgetNamed: db.prepare('DELETE FROM filing_named WHERE filing = ?'),
    putNamed: db.prepare('INSERT OR IGNORE INTO filing_named VALUES (?, ?)'),
    addAmendment: db.prepare(
      `INSERT INTO amendment(filing, document, entry, content_hash, is_decided, is_confirmed, place)
       VALUES (:filing, :document, :entry, :contentHash, :isDecided, 0, 0)`,
    ),
    ownAmendment: db.prepare<[string], number>('SELECT row FROM amendment WHERE entry = ?').pluck(),
    // Central has told of it already; without a hash where it is of an earlier version.
    toldAmendment: db
      .prepare<[{ filing: string; document: string; contentHash: string }], number>(
        `SELECT row FROM amendment WHERE filing = :filing AND entry IS NULL
           AND (content_hash = :contentHash OR content_hash IS NULL AND document = :document) ORDER BY row LIMIT 1`,
      )
      .pluck(),
    adoptByHash: db.prepare(
      `UPDATE amendment SET entry = :entry WHERE row = (
         SELECT row FROM amendment WHERE entry IS NULL AND content_hash = :contentHash ORDER BY row LIMIT 1
       ) AND NOT EXISTS (SELECT 1 FROM amendment WHERE entry = :entry)`,
    ),
    adopt: db.prepare('UPDATE amendment SET entry = :entry, content_hash = :contentHash WHERE row = :row'),
    amendments: db.prepare<[string], AmendmentRow>(
      'SELECT row, document, content_hash AS contentHash, entry FROM amendment WHERE filing = ? ORDER BY row',
    ),
    confirm: db.prepare('UPDATE amendment SET is_confirmed = 1, place = :place WHERE row = :row'),
    addConfirmed: db.prepare(
      `INSERT INTO amendment(filing, document, content_hash, is_decided, is_confirmed, place)
       VALUES (:filing, :document, :contentHash, :isDecided, 1, :place)`,
    ),
    removeAmendment: db.prepare('DELETE FROM amendment WHERE row = ?'),
    putAnswer: db.prepare(
      `INSERT INTO answer SELECT :filing, :mover, ifnull(max(revision), 0) + 1, :answer
       FROM answer WHERE filing = :filing AND mover = :mover`,
    ),
    forgetAnswers: db.prepare('DELETE FROM answer WHERE filing = ? AND mover NOT IN (SELECT value FROM json_each(?))'),
    quarantineFiling: db.prepare(`UPDATE filing SET quarantined = ${reasonToKeep} WHERE id = :entry`),
    quarantineAmendment: db
      .prepare<[{ entry: string; reason: string | null }], FilingId>(
        `UPDATE amendment SET quarantined = ${reasonToKeep} WHERE entry = :entry RETURNING filing`,
      )
      .pluck(),
    weigh: db.prepare(
      `UPDATE filing SET is_waiting = quarantined IS NULL AND (
           NOT EXISTS (SELECT 1 FROM answer WHERE filing = :id)
           OR EXISTS (SELECT 1 FROM amendment
             WHERE filing = :id AND is_decided = 1 AND is_confirmed = 0 AND quarantined IS NULL)
         ) WHERE id = :id`,
    ),
  };

  const nameAll = (id: FilingId, report: Report): void => {
    for (const number of numbersNamed(report)) statements.putNamed.run(id, number);
  };

  /** What was done with it may have changed what it says, and of whom; answers for people it no longer names go. */
  const readAnew = (id: FilingId): void => {
    const filing = rows.byId(id);
    if (!filing) return;
    const report = currentReport(filing);
    statements.forgetNamed.run(id);
    nameAll(id, report);
    statements.forgetAnswers.run(id, JSON.stringify(subjectsOf(report).map(moverKey)));
    statements.weigh.run({ id });
  };

  const putFiling: FilingsFold['putFiling'] = ({ id, device, takenAt, report, contentHash }) => {
    const kind = isMoveIn(report) ? 'move-in' : report.kind;
    const text = JSON.stringify(report);
    const { changes } = statements.putFiling.run(id, device, takenAt, report.reportDate, kind, text);
    if (contentHash !== null) statements.putHash.run(contentHash, id);
    if (changes > 0) nameAll(id, report);
  };

  return {
    putFiling,
    addAmendment: ({ filing, amendment, entry, contentHash }) => {
      if (statements.ownAmendment.get(entry) !== undefined) return;
      const document = JSON.stringify(amendment);
      const told = statements.toldAmendment.get({ filing, document, contentHash });
      if (told !== undefined) statements.adopt.run({ row: told, entry, contentHash });
      else
        statements.addAmendment.run({ filing, document, entry, contentHash, isDecided: isDecided(amendment) ? 1 : 0 });
      readAnew(filing);
    },
    putSummary: ({ id, device, receivedAt: takenAt, report, amendments, amendmentHashes }) => {
      putFiling({ id, device, takenAt, report, contentHash: null });
      if (!amendments) return;
      // The same may have been done twice, so each that is known stands for one that central names.
      const known = statements.amendments.all(id);
      for (const [place, amendment] of amendments.entries()) {
        const document = JSON.stringify(amendment);
        const contentHash = amendmentHashes?.[place] ?? null;
        const found = known.findIndex((row) =>
          contentHash === null ? row.document === document : row.contentHash === contentHash,
        );
        const [same] = found < 0 ? [] : known.splice(found, 1);
        if (same) statements.confirm.run({ row: same.row, place });
        else
          statements.addConfirmed.run({
            filing: id,
            document,
            contentHash,
            isDecided: isDecided(amendment) ? 1 : 0,
            place,
          });
      }
      for (const { row, entry } of known) if (entry === null) statements.removeAmendment.run(row);
      readAnew(id);
    },
    putAnswers: (filing, answers) => {
      for (const { mover, answer } of answers)
        statements.putAnswer.run({ filing, mover, answer: JSON.stringify(answer) });
      statements.weigh.run({ id: filing });
    },
    knowOwn: ({ id: entry, kind, bodyHash: contentHash }) => {
      if (kind === 'filingAmended') statements.adoptByHash.run({ entry, contentHash });
      else statements.putHash.run(contentHash, entry);
    },
    markQuarantined: (entry, reason) => {
      statements.quarantineFiling.run({ entry, reason });
      const amended = statements.quarantineAmendment.get({ entry, reason });
      if (amended !== undefined) readAnew(amended);
      statements.weigh.run({ id: entry });
    },
  };
};
