import type { Database } from 'better-sqlite3';
import { type DayFigures, entryBodies } from '../../shared/contract/entry.ts';
import type { CertificateLine, LedgerFilter, QueryOutput } from '../../shared/contract/queries.ts';
import { Overtaken } from '../../shared/registry/certificate.ts';
import type { CertificateId, HouseholdId, OfficialId, ResidentId } from '../../shared/registry/ids.ts';
import { LedgerStep } from '../../shared/registry/ledger.ts';

const pageSize = 50;

export interface LedgerLines {
  readonly byId: (id: CertificateId) => CertificateLine | null;
  readonly list: (filter: LedgerFilter, after: CertificateId | null) => QueryOutput<'listCertificates'>;
  /** Every line that fits, newest first. */
  readonly all: (filter: LedgerFilter) => CertificateLine[];
  /** Papers on which the resident is, or that are about the household: as many of the newest. */
  readonly about: (resident: ResidentId, household: HouseholdId, limit: number) => CertificateLine[];
  readonly steps: (id: CertificateId) => QueryOutput<'getCertificate'>['steps'];
  readonly day: (day: string) => DayFigures;
  readonly openOf: (day: string) => CertificateLine[];
  readonly signature: (day: string) => QueryOutput<'getDay'>['signed'];
}

/** The ledger as people read it. */
export const createLedgerLines = (db: Database): LedgerLines => {
  const columns = `
    certificate.id, serial, document_number AS documentNumber, kind, state, why, holder, applicant, pages, sheets,
    attempt, printer, won, official, issued_on AS issuedOn, reserved_at AS reservedAt, settled_at AS settledAt,
    replaced_by AS replacedBy, overtaken, reservation,
    NOT EXISTS (
      SELECT 1 FROM entry WHERE receipt IS NULL AND (entry.id = certificate.id OR entry.id IN
        (SELECT entry FROM certificate_step WHERE certificate_step.certificate = certificate.id))
    ) AS isSent`;
  const fits = `
    (:from IS NULL OR issued_on >= :from) AND (:to IS NULL OR issued_on <= :to)
    AND (:kind IS NULL OR kind = :kind)
    AND CASE :show
      WHEN 'attention' THEN state IN ('suspect', 'failed-clean')
      WHEN 'issued' THEN state = 'issued'
      WHEN 'void' THEN state = 'void'
      WHEN 'overtaken' THEN overtaken IS NOT NULL
      ELSE TRUE END
    AND (:text = '' OR instr(serial, :text) > 0 OR instr(document_number, :digits) > 0 AND :digits <> ''
      OR substr(applicant, 1, length(:text)) = :text)`;
  const statements = {
    byId: db.prepare<[string], Row>(`SELECT ${columns} FROM certificate WHERE id = ?`),
    list: db.prepare<[Record<string, string | number | null>], Row>(
      `SELECT ${columns} FROM certificate WHERE ${fits}
         AND (:after IS NULL OR (issued_on, reserved_at, id)
           < (SELECT issued_on, reserved_at, id FROM certificate WHERE id = :after))
       ORDER BY issued_on DESC, reserved_at DESC, id DESC LIMIT :limit`,
    ),
    about: db.prepare<[string, string, number], Row>(
      `SELECT ${columns} FROM certificate
       WHERE certificate.id IN (SELECT certificate FROM certificate_subject WHERE resident = ?
         UNION SELECT id FROM certificate WHERE household = ? AND kind <> 'abstract')
       ORDER BY issued_on DESC, reserved_at DESC, certificate.id DESC LIMIT ?`,
    ),
    steps: db.prepare<[string], { at: string; official: OfficialId; step: string }>(
      'SELECT certificate_step.at, official, step FROM certificate_step JOIN entry ON entry.id = entry WHERE certificate = ? ORDER BY seq',
    ),
    day: db.prepare<[{ day: string }], DayFigures>(
      `SELECT count(*) AS reserved,
         count(*) FILTER (WHERE state = 'issued') AS issued,
         count(*) FILTER (WHERE state = 'void') AS void,
         count(*) FILTER (WHERE state NOT IN ('issued', 'void')) AS open,
         coalesce(sum(pages) FILTER (WHERE state = 'issued'), 0) AS sheetsIssued,
         coalesce(sum(sheets) FILTER (WHERE state = 'void'), 0) AS sheetsVoid,
         (SELECT coalesce(sum(sheets), 0) FROM sheets_spent WHERE day = :day) AS sheetsOther,
         coalesce(sum(won), 0) AS won,
         count(*) FILTER (WHERE state = 'issued' AND json_extract(reservation, '$.fee.exemption') IS NOT NULL) AS exempted
       FROM certificate WHERE issued_on = :day`,
    ),
    open: db.prepare<[string], Row>(
      `SELECT ${columns} FROM certificate WHERE issued_on = ? AND state NOT IN ('issued', 'void')
       ORDER BY reserved_at, id LIMIT ${pageSize}`,
    ),
    signature: db.prepare<[string], { official: OfficialId; at: string; body: string }>(
      'SELECT official, at, body FROM signed_day WHERE day = ?',
    ),
  };

  const rowsOf = (filter: LedgerFilter, after: CertificateId | null, limit: number): Row[] => {
    const text = filter.text.normalize('NFC').trim();
    return statements.list.all({ ...filter, text, digits: text.replaceAll(/[\s-]/g, ''), after, limit });
  };

  return {
    byId: (id) => {
      const row = statements.byId.get(id);
      return row ? rowToLine(row) : null;
    },
    list: (filter, after) => {
      const rows = rowsOf(filter, after, pageSize + 1);
      const page = rows.slice(0, pageSize).map(rowToLine);
      return { rows: page, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null };
    },
    all: (filter) => rowsOf(filter, null, -1).map(rowToLine),
    about: (resident, household, limit) => statements.about.all(resident, household, limit).map(rowToLine),
    steps: (id) =>
      statements.steps.all(id).map(({ at, official, step }) => {
        const { to, ...detail } = LedgerStep.parse(JSON.parse(step));
        return { at, official, to, detail: JSON.stringify(detail) };
      }),
    day: (day) => {
      const figures = statements.day.get({ day });
      if (!figures) throw new Error('a sum has one row');
      return figures;
    },
    openOf: (day) => statements.open.all(day).map(rowToLine),
    signature: (day) => {
      const row = statements.signature.get(day);
      if (!row) return null;
      const { ledger, counted, remark } = entryBodies.daySigned.parse(JSON.parse(row.body));
      return { by: row.official, at: row.at, ledger, counted, remark };
    },
  };
};

interface Row extends Omit<CertificateLine, 'ground' | 'purpose' | 'fee' | 'replaces' | 'overtaken' | 'isSent'> {
  readonly overtaken: string | null;
  readonly reservation: string;
  readonly isSent: number;
}

const rowToLine = ({ overtaken, reservation, isSent, ...row }: Row): CertificateLine => {
  const { ground, purpose, fee, replaces } = JSON.parse(reservation) as ReturnType<
    typeof entryBodies.certificateReserved.parse
  >;
  return {
    ...row,
    ground: ground.type,
    purpose,
    fee,
    replaces: replaces?.serial ?? null,
    overtaken: overtaken === null ? null : Overtaken.parse(JSON.parse(overtaken)),
    isSent: isSent === 1,
  };
};
