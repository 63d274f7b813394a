import type { AppError } from '../../shared/contract/errors.ts';
import type { CertificateLine, QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { LedgerReaderDeps } from './list-certificates.ts';

/** The ledger for a spreadsheet or an archive. */
export const exportLedger =
  ({ reads }: LedgerReaderDeps) =>
  async ({ filter }: QueryInput<'exportLedger'>): Promise<Result<QueryOutput<'exportLedger'>, AppError>> => {
    const file = reads();
    if (!file.ok) return file;
    const lines = file.value.ledger.all(filter);
    const rows = [columns.map(([name]) => name), ...lines.map((line) => columns.map(([, value]) => value(line)))];
    return ok({ csv: `\uFEFF${rows.map((row) => row.map(toField).join(',')).join('\r\n')}\r\n`, rows: lines.length });
  };

const columns: readonly (readonly [string, (line: CertificateLine) => string])[] = [
  ['serial', (line) => line.serial],
  ['documentNumber', (line) => line.documentNumber],
  ['kind', (line) => line.kind],
  ['state', (line) => line.state],
  ['why', (line) => line.why ?? ''],
  ['issuedOn', (line) => line.issuedOn],
  ['reservedAt', (line) => line.reservedAt],
  ['settledAt', (line) => line.settledAt ?? ''],
  ['holder', (line) => line.holder],
  ['applicant', (line) => line.applicant],
  ['ground', (line) => line.ground],
  ['purpose', (line) => line.purpose],
  ['won', (line) => String(line.state === 'issued' ? line.fee.won : 0)],
  ['exemption', (line) => line.fee.exemption?.group ?? ''],
  ['pages', (line) => (line.pages === null ? '' : String(line.pages))],
  ['sheets', (line) => (line.sheets === null ? '' : String(line.sheets))],
  ['attempt', (line) => String(line.attempt)],
  ['printer', (line) => line.printer],
  ['official', (line) => line.official],
  ['replaces', (line) => line.replaces ?? ''],
  ['replacedBy', (line) => line.replacedBy ?? ''],
  ['overtakenSince', (line) => line.overtaken?.since ?? ''],
];

/** A field that begins like a formula is quoted as text: spreadsheets would run it. */
const toField = (value: string): string => {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
