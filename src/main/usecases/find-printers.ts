import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface FindPrintersDeps {
  readonly session: Session;
}

/** Looks for printers on the office's network, or asks one by its name or address. */
export const findPrinters =
  ({ session }: FindPrintersDeps) =>
  async ({ seconds, host }: CommandInput<'findPrinters'>): Promise<Result<CommandOutput<'findPrinters'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    return ok({ found: [...(await open.value.papers.printers.find(seconds, host))] });
  };
