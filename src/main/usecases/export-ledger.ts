import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { CertificateLine } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface ExportLedgerDeps {
  readonly session: Session;
  /** Keeps a file for the person who asked for it, and answers where it is. */
  readonly saveExport: (name: string, text: string) => string;
}

/** The ledger for a spreadsheet or an archive. Who took it out, and what for, is recorded first. */
export const exportLedger =
  ({ session, saveExport }: ExportLedgerDeps) =>
  async ({
    id,
    filter,
    purpose,
  }: CommandInput<'exportLedger'>): Promise<Result<CommandOutput<'exportLedger'>, AppError>> => {
    const open = authorise(session, [...counterRoles, 'auditor']);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    const lines = replica.ledger().lines(filter);
    const recorded = await replica.act(() => {
      if (replica.hasEntry(id)) return err({ type: 'IdAlreadyUsed' });
      const { id: actor, role } = official;
      const body = { v: 1, rows: lines.length } as const;
      return ok({ act: { kind: 'ledgerExported', id, actor, role, purpose, subject: null, body }, value: null });
    });
    if (!recorded.ok) return recorded;
    const rows = [columns.map(([name]) => name), ...lines.map((line) => columns.map(([, value]) => value(line)))];
    const csv = `\uFEFF${rows.map((row) => row.map(toField).join(',')).join('\r\n')}\r\n`;
    // Named by its entry, so that no two meet and the file can be found in the journal.
    return ok({ file: saveExport(`ledger-${id}.csv`, csv), rows: lines.length });
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
  ['won', (line) => String(line.won)],
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
