import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, type Result } from '../../shared/contract/result.ts';
import type { Replaces } from '../../shared/registry/certificate.ts';
import { choosePrinter } from './papers/choose-printer.ts';
import { draftPaper } from './papers/draft.ts';
import type { PaperDeps } from './papers/reservation.ts';
import { reservePaper } from './papers/reserve.ts';
import { requestSerialsIfLow } from './papers/serials.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface ReplaceCertificateDeps extends PaperDeps {
  readonly session: Session;
}

/**
 * Makes a paper anew, from the register as it is, under a new serial. One entry reserves the new one and makes the old
 * one void, so that there is no moment at which both count, or neither.
 */
export const replaceCertificate =
  (deps: ReplaceCertificateDeps) =>
  async ({
    id,
    certificate,
    why,
    sheets,
    note,
    printer,
  }: CommandInput<'replaceCertificate'>): Promise<Result<CommandOutput<'replaceCertificate'>, AppError>> => {
    const open = authorise(deps.session, counterRoles);
    if (!open.ok) return open;
    const { replica, papers } = open.value;
    const old = replica.ledger().paper(certificate);
    if (!old) return err({ type: 'CertificateNotFound' });
    const { request, applicant, ground, purpose, issuedOn } = old.reservation;
    const chosen = choosePrinter(open.value, printer, [request]);
    if (!chosen.ok) return chosen;
    const ask = { request, applicant, ground, purpose, exemption: null };
    const today = draftPaper(open.value, { system: deps.system, watermark: null }, ask).issuedOn;
    if (old.state === 'issued' && issuedOn !== today) return err({ type: 'ReplacementTooLate' });
    const replaces: Replaces = { certificate, serial: old.serial, why, sheets, note };
    const reserved = await reservePaper(open.value, deps, { id, ask, printer, replaces }, null);
    if (!reserved.ok) return reserved;
    papers.press.wake();
    await requestSerialsIfLow(open.value, deps.system);
    return reserved;
  };
