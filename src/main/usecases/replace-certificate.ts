import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, type Result } from '../../shared/contract/result.ts';
import { mayBeReplaced } from '../../shared/rules/ledger.ts';
import { type PaperDeps, reservePaper, tryPaper } from './papers/reserve.ts';
import { requestSerialsIfLow } from './papers/serials.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface ReplaceCertificateDeps extends PaperDeps {
  readonly session: Session;
}

/**
 * Makes the same paper anew under a new serial. One entry reserves the new one and makes the old one void, so that there
 * is no moment at which both count, or neither.
 */
export const replaceCertificate =
  (deps: ReplaceCertificateDeps) =>
  async ({
    id,
    certificate,
    reason,
    printer,
  }: CommandInput<'replaceCertificate'>): Promise<Result<CommandOutput<'replaceCertificate'>, AppError>> => {
    const open = authorise(deps.session, counterRoles);
    if (!open.ok) return open;
    const { replica, papers, sync } = open.value;
    if (!papers.printers.printer(printer)) return err({ type: 'PrinterUnknown' });
    const old = replica.ledger().paper(certificate);
    if (!old) return err({ type: 'CertificateNotFound' });
    const isAgain = replica.hasEntry(id);
    const before = replica.ledger().paper(id)?.reservation.replaces;
    // Something else was done with this id, so this was not.
    if (isAgain && before?.certificate !== certificate) return err({ type: 'IdAlreadyUsed' });
    if (!isAgain && !mayBeReplaced(old.state)) return err({ type: 'WrongLedgerState', state: old.state });
    const { request, applicant, ground, purpose } = old.reservation;
    const ask = { request, applicant, ground, purpose, exemption: null };
    const tried = isAgain ? null : await tryPaper(open.value, deps, ask);
    if (tried && !tried.ok) return tried;
    const replaces = { certificate, serial: old.serial, reason };
    const pages = tried?.value.pages ?? 0;
    const reserved = await reservePaper(open.value, deps, { id, ask, printer, replaces }, pages);
    if (!reserved.ok) return reserved;
    await replica.dropPdf(certificate);
    papers.press.wake();
    sync.wake();
    await requestSerialsIfLow(open.value, deps.system);
    return reserved;
  };
