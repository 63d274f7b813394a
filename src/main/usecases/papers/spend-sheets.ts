import type { EntryBody } from '../../../shared/contract/entry.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import type { OpenOffice } from '../session.ts';

/** Enters sheets that left a tray without being a paper of the ledger; none for a day that was signed off. */
export const spendSheets = (
  { replica, official }: OpenOffice,
  id: FilingId,
  body: EntryBody<'sheetsSpent'>,
): Promise<Result<Record<string, never>, AppError>> =>
  replica.act(() => {
    if (replica.hasEntry(id)) return ok({ act: null, value: {} });
    if (replica.ledger().isDaySigned(body.on)) return err({ type: 'DayAlreadySigned' });
    const { id: actor, role } = official;
    return ok({
      act: { kind: 'sheetsSpent', id, actor, role, purpose: 'paper-account', subject: null, body },
      value: {},
    });
  });
