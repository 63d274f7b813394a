import { parseJson } from '../../../shared/contract/chain.ts';
import { type EntryBody, entryBodies } from '../../../shared/contract/entry.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import type { Replica } from '../../replica/replica.ts';
import type { OpenOffice } from '../session.ts';

/** Enters sheets that left a tray without being a paper of the ledger; none for a day that was signed off. */
export const spendSheets = (
  { replica, official }: OpenOffice,
  id: FilingId,
  body: EntryBody<'sheetsSpent'>,
): Promise<Result<Record<string, never>, AppError>> =>
  replica.act(() => {
    if (replica.hasEntry(id))
      return isSpending(replica, id) ? ok({ act: null, value: {} }) : err({ type: 'IdAlreadyUsed' });
    if (replica.ledger().isDaySigned(body.on)) return err({ type: 'DayAlreadySigned' });
    const { id: actor, role } = official;
    return ok({
      act: { kind: 'sheetsSpent', id, actor, role, purpose: 'paper-account', subject: null, body },
      value: {},
    });
  });

/** Whether the sheets of this id are entered. */
export const isSpending = (replica: Replica, id: FilingId): boolean =>
  entryBodies.sheetsSpent.safeParse(parseJson(replica.entryBody(id) ?? '')).success;
