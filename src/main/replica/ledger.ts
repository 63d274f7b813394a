import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type EntryBody, entryBodies } from '../../shared/contract/entry.ts';
import type { CertificateLine, LedgerFilter, QueryOutput } from '../../shared/contract/queries.ts';
import { type Serial, type SerialBlock, serialOf } from '../../shared/registry/certificate.ts';
import type { CertificateId, OfficialId } from '../../shared/registry/ids.ts';
import type { LedgerState } from '../../shared/registry/ledger.ts';
import type { Role } from '../../shared/registry/office.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import { createLedgerLines } from './ledger-lines.ts';

/** Where a job stands at its printer. The later facts are null until they are known. */
const PaperJob = z.object({
  printerUuid: z.string(),
  /** The printer's seconds since it was switched on, when the job was submitted. */
  upTime: z.int(),
  jobName: z.string(),
  jobId: z.int().nullable().default(null),
  jobUuid: z.string().nullable().default(null),
});
export type PaperJob = z.infer<typeof PaperJob>;

/** A paper with all that is needed to go on with it after a crash. */
export interface Paper {
  readonly id: CertificateId;
  readonly serial: Serial;
  readonly state: LedgerState;
  readonly pages: number | null;
  readonly sheets: number | null;
  readonly attempt: number;
  readonly printer: string;
  readonly job: PaperJob | null;
  readonly sha256: string | null;
  readonly official: OfficialId;
  readonly role: Role;
  readonly reservation: EntryBody<'certificateReserved'>;
}

/** A paper as far as it is needed to see whose turn it is: the rest of it is some 15 KB. */
export type PaperInLine = Pick<Paper, 'id' | 'printer' | 'state'>;

/** A serial that is free to be used now. */
export interface FreeSerial {
  readonly serial: Serial;
  readonly terminal: number;
  readonly n: number;
}

/** What use cases and the press read of the ledger. */
export interface LedgerReads {
  readonly nextSerial: (prefix: string) => FreeSerial | null;
  readonly serialsLeft: () => number;
  /** Central was asked for serials and has not answered, or has answered that there are none to be had now. */
  readonly isRequestOpen: () => boolean;
  readonly paper: (id: CertificateId) => Paper | null;
  /** Papers that go on by themselves, in the order in which they were reserved. */
  readonly underWay: () => PaperInLine[];
  /** Papers that were not at their end when the backup was made from which this device was restored. */
  readonly leftOpenBefore: (incarnation: number) => CertificateId[];
  /** Papers that wait for a person. */
  readonly attentionCount: () => number;
  readonly line: (id: CertificateId) => CertificateLine | null;
  readonly pdf: (id: CertificateId) => Uint8Array | null;
  /** Issued papers to be compared with the register as it is now; a page of them. */
  readonly toCompare: () => CertificateId[];
  readonly isDaySigned: (day: string) => boolean;
  readonly day: (day: string) => EntryBody<'daySigned'>['ledger'];
  /** Every line that fits, newest first. */
  readonly lines: (filter: LedgerFilter) => CertificateLine[];
  readonly signature: (day: string) => QueryOutput<'getDay'>['signed'];
  /** Papers of the day that came to nothing, with the sheets that they cost. */
  readonly voidOf: (day: PlainDate) => { readonly serial: string; readonly sheets: number; readonly reason: string }[];
}

export const createLedgerReads = (db: Database): LedgerReads => {
  const columns = `id, serial, state, pages, sheets, attempt, printer, job, sha256, official, role, reservation`;
  const statements = {
    free: db.prepare<[], Omit<SerialBlock, 'device'> & { next: number }>(
      'SELECT office, epoch, first, last, terminal, next FROM serial_block WHERE next <= last ORDER BY epoch, first LIMIT 1',
    ),
    left: db.prepare<[], number>('SELECT coalesce(sum(last - next + 1), 0) FROM serial_block').pluck(),
    requests: db
      .prepare<[number], number>('SELECT 1 FROM serial_request WHERE is_answered = 0 OR left_then = ? LIMIT 1')
      .pluck(),
    paper: db.prepare<[string], PaperRow>(`SELECT ${columns} FROM certificate WHERE id = ?`),
    underWay: db.prepare<[], PaperInLine>(
      `SELECT id, printer, state FROM certificate WHERE state NOT IN ('issued', 'void', 'suspect', 'failed-clean')
       ORDER BY reserved_at, id`,
    ),
    leftOpen: db
      .prepare<[number], CertificateId>(
        `SELECT c.id FROM certificate c JOIN entry e ON e.id = c.id
         WHERE e.incarnation < ? AND c.state NOT IN ('issued', 'void', 'suspect') ORDER BY c.reserved_at, c.id`,
      )
      .pluck(),
    attention: db
      .prepare<[], number>(`SELECT count(*) FROM certificate WHERE state IN ('suspect', 'failed-clean')`)
      .pluck(),
    pdf: db.prepare<[string], Uint8Array>('SELECT pdf FROM certificate_pdf WHERE certificate = ?').pluck(),
    toCompare: db
      .prepare<[], CertificateId>('SELECT certificate FROM certificate_to_compare ORDER BY certificate LIMIT 50')
      .pluck(),
    signed: db.prepare<[string], number>('SELECT 1 FROM signed_day WHERE day = ?').pluck(),
  };
  const lines = createLedgerLines(db);

  return {
    nextSerial: (prefix) => {
      const block = statements.free.get();
      if (!block) return null;
      const serial = serialOf(prefix, block, block.next);
      return { serial, terminal: block.terminal, n: block.next };
    },
    serialsLeft: () => statements.left.get() ?? 0,
    isRequestOpen: () => statements.requests.get(statements.left.get() ?? 0) !== undefined,
    paper: (id) => {
      const row = statements.paper.get(id);
      return row ? rowToPaper(row) : null;
    },
    underWay: () => statements.underWay.all(),
    leftOpenBefore: (incarnation) => statements.leftOpen.all(incarnation),
    attentionCount: () => statements.attention.get() ?? 0,
    line: (id) => lines.byId(id),
    pdf: (id) => statements.pdf.get(id) ?? null,
    toCompare: () => statements.toCompare.all(),
    isDaySigned: (day) => statements.signed.get(day) !== undefined,
    day: (day) => lines.day(day),
    lines: (filter) => lines.all(filter),
    signature: (day) => lines.signature(day),
    voidOf: (day) =>
      lines
        .all({ from: day, to: day, show: 'void', kind: null, text: '' })
        .map(({ serial, sheets, why }) => ({ serial, sheets: sheets ?? 0, reason: why ?? '' })),
  };
};

interface PaperRow extends Omit<Paper, 'job' | 'reservation'> {
  readonly job: string | null;
  readonly reservation: string;
}

const rowToPaper = ({ job, reservation, ...row }: PaperRow): Paper => ({
  ...row,
  job: job === null ? null : PaperJob.parse(JSON.parse(job)),
  reservation: entryBodies.certificateReserved.parse(JSON.parse(reservation)),
});
