import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import { entryBodies } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { ResidentId } from '../../shared/registry/ids.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface ViewResidentDeps {
  readonly session: Session;
}

/** Opens a resident's page. The view goes into the journal with its purpose before the page is shown. */
export const viewResident =
  ({ session }: ViewResidentDeps) =>
  async ({
    id,
    resident,
    purpose,
  }: CommandInput<'viewResident'>): Promise<Result<CommandOutput<'viewResident'>, AppError>> => {
    const open = authorise(session, [...counterRoles, 'auditor']);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    return replica.act(() => {
      const page = replica.reads().page(resident);
      if (!page) return err({ type: 'ResidentNotFound' });
      // Asked twice is recorded once; under an id that stands for something else no page is shown unrecorded.
      if (replica.hasEntry(id))
        return replica.entryKind(id) === 'residentViewed' && isViewOf(replica.entryBody(id), resident)
          ? ok({ act: null, value: page })
          : err({ type: 'IdAlreadyUsed' });
      const act = {
        kind: 'residentViewed',
        id,
        actor: official.id,
        role: official.role,
        purpose,
        subject: resident,
        body: { v: 1, resident },
      } as const;
      return ok({ act, value: page });
    });
  };

const isViewOf = (body: string | null, resident: ResidentId): boolean =>
  body !== null && entryBodies.residentViewed.safeParse(JSON.parse(body)).data?.resident === resident;
