import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, type Result } from '../../shared/contract/result.ts';
import { choosePrinter } from './papers/choose-printer.ts';
import { isPaperCurrent } from './papers/current.ts';
import type { PaperDeps } from './papers/reservation.ts';
import { stepPaper } from './papers/step.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface RetryCertificateDeps extends PaperDeps {
  readonly session: Session;
}

/** Sends a paper of which nothing was printed to a printer again. Which printer, a person decides. */
export const retryCertificate =
  (deps: RetryCertificateDeps) =>
  async ({
    id,
    certificate,
    printer,
  }: CommandInput<'retryCertificate'>): Promise<Result<CommandOutput<'retryCertificate'>, AppError>> => {
    const open = authorise(deps.session, counterRoles);
    if (!open.ok) return open;
    const { replica, official, papers } = open.value;
    const paper = replica.ledger().paper(certificate);
    const chosen = choosePrinter(open.value, printer, paper ? [paper.reservation.request] : []);
    if (!chosen.ok) return chosen;
    if (paper && paper.state === 'failed-clean' && !isPaperCurrent(open.value, deps, paper))
      return err({ type: 'PaperOutdated' });
    const by = { id, official: official.id, role: official.role };
    const engine = papers.renderer.engine()?.name ?? '';
    const stepped = await stepPaper(replica, by, certificate, ({ pages, sha256 }) =>
      // Before it is rendered there is nothing to send anywhere.
      pages === null || sha256 === null ? null : { to: 'rendered', pages, sha256, engine, printer },
    );
    if (stepped.ok) papers.press.wake();
    return stepped;
  };
