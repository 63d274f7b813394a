import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import type { System } from '../system.ts';
import { timeOfIssue } from './papers/draft.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface SignDayDeps {
  readonly session: Session;
  readonly system: System;
}

/** Closes a day: what the ledger says and what the official counted, side by side, under their name. */
export const signDay =
  ({ session, system }: SignDayDeps) =>
  async ({
    id,
    day,
    counted,
    remark,
  }: CommandInput<'signDay'>): Promise<Result<CommandOutput<'signDay'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    if (day > plainDateAt(timeOfIssue(replica, system))) return err({ type: 'DayInFuture' });
    return replica.act(() => {
      const ledger = replica.ledger().day(day);
      const isSigned = replica.ledger().isDaySigned(day);
      if (replica.hasEntry(id)) return isSigned ? ok({ act: null, value: { ledger } }) : err({ type: 'IdAlreadyUsed' });
      if (isSigned) return err({ type: 'DayAlreadySigned' });
      // A paper in doubt is decided first: a day with an open serial can't be accounted for.
      if (ledger.open > 0) return err({ type: 'DayStillOpen', open: ledger.open });
      const { id: actor, role } = official;
      const body = { v: 1, day, ledger, counted, remark } as const;
      return ok({
        act: { kind: 'daySigned', id, actor, role, purpose: 'paper-account', subject: null, body },
        value: { ledger },
      });
    });
  };
