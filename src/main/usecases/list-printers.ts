import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface ListPrintersDeps {
  readonly session: Session;
}

/** The printers that are set up, as they were seen last. */
export const listPrinters =
  ({ session }: ListPrintersDeps) =>
  async (): Promise<Result<QueryOutput<'listPrinters'>, AppError>> => {
    const open = authorise(session, [...counterRoles, 'kiosk']);
    if (!open.ok) return open;
    const { printers } = open.value.papers;
    return ok({ printers: printers.setups().map((setup) => ({ setup, state: printers.stateOf(setup.id) })) });
  };
