import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import { entryBodies } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { ResidentId } from '../../shared/registry/ids.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface RevealNumberDeps {
  readonly session: Session;
}

/** Shows a resident's whole number. Who saw it, and why, is in the journal before it is shown. */
export const revealNumber =
  ({ session }: RevealNumberDeps) =>
  async ({
    id,
    resident,
    reason,
  }: CommandInput<'revealNumber'>): Promise<Result<CommandOutput<'revealNumber'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    return replica.act(() => {
      const found = replica.reads().resident(resident);
      if (!found) return err({ type: 'ResidentNotFound' });
      const value = { number: found.number };
      // Asked twice is recorded once; under an id that stands for something else no number is shown unrecorded.
      if (replica.hasEntry(id))
        return replica.entryKind(id) === 'numberRevealed' && isRevealingOf(replica.entryBody(id), resident)
          ? ok({ act: null, value })
          : err({ type: 'IdAlreadyUsed' });
      const { id: actor, role } = official;
      const body = { v: 1, resident } as const;
      return ok({
        act: { kind: 'numberRevealed', id, actor, role, purpose: reason, subject: resident, body },
        value,
      });
    });
  };

const isRevealingOf = (body: string | null, resident: ResidentId): boolean =>
  body !== null && entryBodies.numberRevealed.safeParse(JSON.parse(body)).data?.resident === resident;
