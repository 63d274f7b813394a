import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import { spendSheets } from './papers/spend-sheets.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface ReportSpoiledSheetsDeps {
  readonly session: Session;
}

/** Notes sheets that went to waste apart from any paper, so that the tray can be accounted for. */
export const reportSpoiledSheets =
  ({ session }: ReportSpoiledSheetsDeps) =>
  async ({
    id,
    on,
    printer,
    sheets,
    note,
  }: CommandInput<'reportSpoiledSheets'>): Promise<Result<CommandOutput<'reportSpoiledSheets'>, AppError>> => {
    const open = authorise(session, counterRoles);
    return open.ok ? spendSheets(open.value, id, { v: 1, on, what: 'spoiled', printer, sheets, note }) : open;
  };
