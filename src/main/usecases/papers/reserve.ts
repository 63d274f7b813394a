import type { CertificateAsk } from '../../../shared/contract/commands.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { CertificateLine } from '../../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { Fee } from '../../../shared/registry/certificate.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import type { SheetContent } from '../../../shared/registry/sheet.ts';
import { mayBeReplaced } from '../../../shared/rules/ledger.ts';
import { canonicalContent } from '../../../shared/rules/paper/digest.ts';
import type { Paper } from '../../replica/ledger.ts';
import type { OpenOffice } from '../session.ts';
import { draftPaper, type PaperDraft } from './draft.ts';
import { renderErrorToAppError } from './render-error.ts';
import { type PaperDeps, type PaperOrder, reservationAct, trialInput } from './reservation.ts';

/** What a trial found: how many pages a paper with just this content has. */
export interface Trial {
  readonly pages: number;
  readonly issuedOn: PlainDate;
  /** `canonicalContent` of what was drawn. */
  readonly content: string;
}

/** Draws the paper once as a trial: may they have it, are there letters for all of it, and how many pages has it. */
export const tryPaper = async (
  open: OpenOffice,
  deps: PaperDeps,
  ask: CertificateAsk,
): Promise<Result<Trial, AppError>> => {
  const drafted = draftAllowed(open, deps, ask);
  if (!drafted.ok) return drafted;
  const { content, issuedOn } = drafted.value;
  const input = trialInput(open, deps, ask, drafted.value);
  if (!input) return err({ type: 'ResidentNotFound' });
  const rendered = await open.papers.renderer.render(input);
  if (!rendered.ok) return err(renderErrorToAppError(rendered.error));
  return ok({ pages: rendered.value.pages, issuedOn, content: canonicalContent(content) });
};

/** How often a paper is tried again because the register moves while it is drawn. */
const tries = 5;

/**
 * Reserves the next serial for the paper: one entry, which fixes everything that it will say. It is read, judged and
 * composed again inside the append; where the register or the day has moved since the trial, there is a new trial.
 */
export const reservePaper = async (
  open: OpenOffice,
  deps: PaperDeps,
  order: PaperOrder,
  first: Trial | null,
): Promise<Result<CertificateLine, AppError>> => {
  let trial = first;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const current: Trial | null = trial;
    const reserved = await open.replica.act(() => decideReservation(open, deps, order, current));
    if (!reserved.ok) return reserved;
    if (reserved.value === 'reserved') {
      const line = open.replica.ledger().line(order.id);
      if (!line) throw new Error('a paper that was reserved stands in the ledger');
      return ok(line);
    }
    const again = await tryPaper(open, deps, order.ask);
    if (!again.ok) return again;
    trial = again.value;
  }
  throw new Error('the register moved at each of five trials of one paper');
};

type Decided = Result<
  { readonly act: ReturnType<typeof reservationAct> | null; readonly value: 'reserved' | 'moved' },
  AppError
>;

const decideReservation = (open: OpenOffice, deps: PaperDeps, order: PaperOrder, trial: Trial | null): Decided => {
  const ledger = open.replica.ledger();
  if (open.replica.hasEntry(order.id)) return isSameOrder(ledger.paper(order.id), order);
  const drafted = draftAllowed(open, deps, order.ask);
  if (!drafted.ok) return drafted;
  const draft = drafted.value;
  if (ledger.isDaySigned(draft.issuedOn)) return err({ type: 'DayAlreadySigned' });
  const old = order.replaces && ledger.paper(order.replaces.certificate);
  if (old && !mayBeReplaced(old.state)) return err({ type: 'WrongLedgerState', state: old.state });
  const isAsTried = trial?.issuedOn === draft.issuedOn && trial.content === canonicalContent(draft.content);
  if (!isAsTried) return ok({ act: null, value: 'moved' });
  const free = ledger.nextSerial(deps.marks.serialPrefix);
  if (!free) return err({ type: 'SerialsExhausted' });
  const fixed = { pages: trial.pages, fee: old ? feeAfter(old) : draft.fee };
  return ok({ act: reservationAct(open, deps, order, draft, free, fixed), value: 'reserved' });
};

const isSameOrder = (paper: Paper | null, { ask, replaces }: PaperOrder): Decided => {
  const isSame =
    paper !== null &&
    JSON.stringify(paper.reservation.request) === JSON.stringify(ask.request) &&
    paper.reservation.replaces?.certificate === replaces?.certificate;
  return isSame ? ok({ act: null, value: 'reserved' }) : err({ type: 'IdAlreadyUsed' });
};

const draftAllowed = (
  open: OpenOffice,
  deps: PaperDeps,
  ask: CertificateAsk,
): Result<PaperDraft & { readonly content: SheetContent }, AppError> => {
  if (open.replica.awaitsAdmission()) return err({ type: 'RestoredNotAdmitted' });
  const draft = draftPaper(open, { system: deps.system, watermark: deps.marks.watermark }, ask);
  if (draft.defects.length > 0) return err({ type: 'CertificateNotAllowed', defects: [...draft.defects] });
  const { content } = draft;
  return content ? ok({ ...draft, content }) : err({ type: 'ResidentNotFound' });
};

/** What was charged once isn't charged again; what never was, is due with the paper that comes out. */
const feeAfter = ({ state, serial, reservation }: Paper): Fee =>
  state === 'issued' ? { won: 0, exemption: { group: 'replaces-spoiled', proof: serial } } : reservation.fee;
