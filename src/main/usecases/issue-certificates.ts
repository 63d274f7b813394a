import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { CertificateLine } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { fitsProfile } from '../../shared/registry/resident-number.ts';
import { type PaperDeps, reservePaper, tryPaper } from './papers/reserve.ts';
import { requestSerialsIfLow } from './papers/serials.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface IssueCertificatesDeps extends PaperDeps {
  readonly session: Session;
}

/** Issues papers to one applicant, with or without the network as central's policy allows. */
export const issueCertificates =
  (deps: IssueCertificatesDeps) =>
  async ({
    printer,
    asks,
  }: CommandInput<'issueCertificates'>): Promise<Result<CommandOutput<'issueCertificates'>, AppError>> => {
    const open = authorise(deps.session, [...counterRoles, 'kiosk']);
    if (!open.ok) return open;
    const { replica, papers } = open.value;
    if (!papers.printers.printer(printer)) return err({ type: 'PrinterUnknown' });
    const stranger = asks.some(
      ({ ask }) => ask.applicant.number !== null && !fitsProfile(ask.applicant.number, deps.profile),
    );
    if (stranger) return err({ type: 'NumberOfOtherProfile', profile: deps.profile });

    // Every paper is tried before any serial is used, so that a batch doesn't stop half-way for what can be seen before.
    const tried: { id: (typeof asks)[number]['id']; ask: (typeof asks)[number]['ask']; pages: number }[] = [];
    for (const { id, ask } of asks) {
      if (replica.hasEntry(id)) {
        tried.push({ id, ask, pages: 0 });
        continue;
      }
      const paper = await tryPaper(open.value, deps, ask);
      if (!paper.ok) return paper;
      tried.push({ id, ask, pages: paper.value.pages });
    }

    const fresh = tried.filter(({ id }) => !replica.hasEntry(id));
    if (fresh.length > replica.ledger().serialsLeft()) {
      await requestSerialsIfLow(open.value, deps.system);
      return err({ type: 'SerialsExhausted' });
    }

    const certificates: CertificateLine[] = [];
    for (const { id, ask, pages } of tried) {
      const reserved = await reservePaper(open.value, deps, { id, ask, printer, replaces: null }, pages);
      if (!reserved.ok) {
        await requestSerialsIfLow(open.value, deps.system);
        return reserved;
      }
      certificates.push(reserved.value);
    }
    papers.press.wake();
    await requestSerialsIfLow(open.value, deps.system);
    return ok({ certificates });
  };
