import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { CertificateLine } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { type CertificateId, FilingId } from '../../shared/registry/ids.ts';
import { fitsProfile } from '../../shared/registry/resident-number.ts';
import { invalidInput } from './invalid-input.ts';
import { choosePrinter } from './papers/choose-printer.ts';
import type { PaperDeps } from './papers/reservation.ts';
import { reservePaper, type Trial, tryPaper } from './papers/reserve.ts';
import { requestSerialsIfLow } from './papers/serials.ts';
import { stepPaper } from './papers/step.ts';
import { authorise, counterRoles, type OpenOffice, type Session } from './session.ts';

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
    const chosen = choosePrinter(
      open.value,
      printer,
      asks.map(({ ask }) => ask.request),
    );
    if (!chosen.ok) return chosen;
    const stranger = asks.some(
      ({ ask }) => ask.applicant.number !== null && !fitsProfile(ask.applicant.number, deps.profile),
    );
    if (stranger) return err({ type: 'NumberOfOtherProfile', profile: deps.profile });
    if (new Set(asks.map(({ id }) => id)).size < asks.length)
      return err(
        invalidInput('asks', {
          ko: '두 증명서의 식별 번호가 같습니다. 서로 다른 번호를 쓰십시오.',
          en: 'Two papers have the same identifier. Give each its own.',
        }),
      );

    // Every paper is tried before any serial is used, so that a batch doesn't stop half-way for what can be seen before.
    const trials = new Map<CertificateId, Trial>();
    for (const { id, ask } of asks) {
      if (replica.hasEntry(id)) continue;
      const trial = await tryPaper(open.value, deps, ask);
      if (!trial.ok) return trial;
      trials.set(id, trial.value);
    }
    if (trials.size > replica.ledger().serialsLeft()) {
      await requestSerialsIfLow(open.value, deps.system);
      return err({ type: 'SerialsExhausted' });
    }

    const certificates: CertificateLine[] = [];
    for (const { id, ask } of asks) {
      const order = { id, ask, printer, replaces: null };
      const reserved = await reservePaper(open.value, deps, order, trials.get(id) ?? null);
      if (!reserved.ok) {
        // The day or the link changed in between: the applicant gets all or none, and nothing is left for the next one.
        for (const line of certificates) if (trials.has(line.id)) await giveUp(open.value, deps, line.id);
        return reserved;
      }
      certificates.push(reserved.value);
    }
    papers.press.wake();
    await requestSerialsIfLow(open.value, deps.system);
    return ok({ certificates });
  };

const giveUp = ({ replica, official }: OpenOffice, { system }: PaperDeps, id: CertificateId) => {
  const by = { id: FilingId.parse(system.newId()), official: official.id, role: official.role };
  return stepPaper(replica, by, id, () => ({ to: 'void', why: 'withdrawn', sheets: 0, note: 'the batch failed' }));
};
