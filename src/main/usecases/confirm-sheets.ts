import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { LedgerState } from '../../shared/registry/ledger.ts';
import { stepPaper } from './papers/step.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface ConfirmSheetsDeps {
  readonly session: Session;
}

/** A person has looked at the tray. Only this ends a doubt: with all sheets the paper is issued, else it is void. */
export const confirmSheets =
  ({ session }: ConfirmSheetsDeps) =>
  async ({
    id,
    certificate,
    came,
  }: CommandInput<'confirmSheets'>): Promise<Result<CommandOutput<'confirmSheets'>, AppError>> => {
    const open = authorise(session, [...counterRoles, 'kiosk']);
    if (!open.ok) return open;
    const { replica, official, papers } = open.value;
    const by = { id, official: official.id, role: official.role };
    // Who comes to a kiosk can take a paper that was printed, and nothing else.
    const isTheirs = (state: LedgerState): boolean =>
      state === 'printed' || (state === 'suspect' && official.role !== 'kiosk');
    const stepped = await stepPaper(replica, by, certificate, ({ state, reservation }) => {
      if (!isTheirs(state)) return null;
      return came.type === 'all'
        ? { to: 'issued', won: reservation.fee.won, by: 'person' }
        : { to: 'void', why: 'spoiled', sheets: came.sheets, note: came.note };
    });
    if (stepped.ok) papers.press.wake();
    return stepped;
  };
