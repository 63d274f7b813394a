import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import { stepPaper } from './papers/step.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface DoubtCertificateDeps {
  readonly session: Session;
}

/** Waits no longer for a printer that doesn't come back: a person looks at the tray and says what came out. */
export const doubtCertificate =
  ({ session }: DoubtCertificateDeps) =>
  async ({
    id,
    certificate,
  }: CommandInput<'doubtCertificate'>): Promise<Result<CommandOutput<'doubtCertificate'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, official, papers } = open.value;
    const by = { id, official: official.id, role: official.role };
    const stepped = await stepPaper(replica, by, certificate, ({ state, sheets }) =>
      // Before it is sent, it can be withdrawn or tried elsewhere, and there is nothing to doubt.
      state === 'sending' || state === 'printing'
        ? { to: 'suspect', why: 'connection-lost', impressions: sheets, detail: 'a person waited no longer' }
        : null,
    );
    if (stepped.ok) papers.press.wake();
    return stepped;
  };
