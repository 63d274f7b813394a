import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { LedgerState } from '../../shared/registry/ledger.ts';
import { stepPaper } from './papers/step.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface WithdrawCertificateDeps {
  readonly session: Session;
}

/** Gives up a paper that never reached a printer. Its serial stays in the ledger, void. */
export const withdrawCertificate =
  ({ session }: WithdrawCertificateDeps) =>
  async ({
    id,
    certificate,
    note,
  }: CommandInput<'withdrawCertificate'>): Promise<Result<CommandOutput<'withdrawCertificate'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    const by = { id, official: official.id, role: official.role };
    return stepPaper(replica, by, certificate, ({ state }) =>
      mayBeWithdrawn(state) ? { to: 'void', why: 'withdrawn', sheets: 0, note } : null,
    );
  };

const mayBeWithdrawn = (state: LedgerState): boolean =>
  state === 'reserved' || state === 'rendered' || state === 'failed-clean';
