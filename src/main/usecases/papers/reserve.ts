import { documentNumberToText, writeDocumentNumber } from '../../../shared/code/document-number.ts';
import { textToQr } from '../../../shared/code/qr.ts';
import type { CertificateAsk } from '../../../shared/contract/commands.ts';
import type { Act, EntryBody } from '../../../shared/contract/entry.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { CertificateLine } from '../../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { DocumentNumber, Fee, Replaces } from '../../../shared/registry/certificate.ts';
import type { CertificateId } from '../../../shared/registry/ids.ts';
import type { Profile, paperMarks } from '../../../shared/registry/profile.ts';
import type { SheetInput } from '../../../shared/registry/sheet.ts';
import { mayBeReplaced } from '../../../shared/rules/ledger.ts';
import { canonicalContent } from '../../../shared/rules/paper/digest.ts';
import type { FreeSerial, Paper } from '../../replica/ledger.ts';
import type { System } from '../../system.ts';
import type { OpenOffice } from '../session.ts';
import { draftPaper, lastDayOf, type PaperDraft } from './draft.ts';

export interface PaperDeps {
  readonly system: System;
  readonly profile: Profile;
  readonly marks: (typeof paperMarks)[Profile];
}

/** One paper to be made. */
export interface PaperOrder {
  readonly id: CertificateId;
  readonly ask: CertificateAsk;
  readonly printer: string;
  readonly replaces: Replaces | null;
}

/** Draws the paper once as a trial: how many pages it has, and whether there are letters for all of it. */
export const tryPaper = async (
  open: OpenOffice,
  deps: PaperDeps,
  ask: CertificateAsk,
): Promise<Result<{ readonly draft: PaperDraft; readonly pages: number }, AppError>> => {
  const draft = draftPaper(open, { system: deps.system, watermark: deps.marks.watermark }, ask);
  if (draft.defects.length > 0) return err({ type: 'CertificateNotAllowed', defects: [...draft.defects] });
  if (!draft.content) return err({ type: 'ResidentNotFound' });
  const rendered = await open.papers.renderer.render({ v: 1, content: draft.content, frame: trialFrame(draft) });
  if (!rendered.ok)
    return err(
      rendered.error.type === 'LettersMissing'
        ? { type: 'LettersMissing', letters: [...rendered.error.letters] }
        : rendered.error,
    );
  return ok({ draft, pages: rendered.value.pages });
};

/** As long as the real marks, so that the trial has as many pages. */
const trialFrame = ({ frame, content }: PaperDraft): SheetInput['frame'] => ({
  ...frame,
  serial: 'T-0000000000-1-0000000',
  documentNumber: '0000-0000-0000-0000',
  issueNumber: '0000-00000000/000000-0000000',
  code: content && hasCode(content.kind) ? textToQr('RRS1:TRIAL') : null,
});

const hasCode = (kind: string): boolean => kind !== 'move-in-receipt';

/**
 * Reserves the next serial for the paper: one entry, which fixes everything that it will say. Read, judged and composed
 * again inside the append, because the register may have moved since the trial.
 */
export const reservePaper = (
  open: OpenOffice,
  deps: PaperDeps,
  order: PaperOrder,
  pages: number,
): Promise<Result<CertificateLine, AppError>> =>
  open.replica
    .act(() => {
      const { replica } = open;
      if (replica.hasEntry(order.id))
        return replica.ledger().line(order.id) ? ok({ act: null, value: null }) : err({ type: 'IdAlreadyUsed' });
      const draft = draftPaper(open, { system: deps.system, watermark: deps.marks.watermark }, order.ask);
      if (draft.defects.length > 0) return err({ type: 'CertificateNotAllowed', defects: [...draft.defects] });
      const old = order.replaces && replica.ledger().paper(order.replaces.certificate);
      if (old && !mayBeReplaced(old.state)) return err({ type: 'WrongLedgerState', state: old.state });
      const free = replica.ledger().nextSerial(deps.marks.serialPrefix);
      if (!free) return err({ type: 'SerialsExhausted' });
      const body = reservationOf(open, deps, order, { ...draft, fee: old ? feeAfter(old) : draft.fee }, free, pages);
      return body ? ok({ act: reservationAct(open, order, body), value: null }) : err({ type: 'ResidentNotFound' });
    })
    .then((reserved) => {
      if (!reserved.ok) return reserved;
      const line = open.replica.ledger().line(order.id);
      if (!line) throw new Error('a paper that was reserved stands in the ledger');
      return ok(line);
    });

/** What was charged once isn't charged again; what never was, is due with the paper that comes out. */
const feeAfter = ({ state, serial, reservation }: Paper): Fee =>
  state === 'issued' ? { won: 0, exemption: { group: 'replaces-spoiled', proof: serial } } : reservation.fee;

const reservationAct = (
  { official }: OpenOffice,
  { id }: PaperOrder,
  body: EntryBody<'certificateReserved'>,
): Act<'certificateReserved'> => ({
  kind: 'certificateReserved',
  id,
  actor: official.id,
  role: official.role,
  purpose: `certificate-${body.ground.type}`,
  subject: body.subjects[0] ?? null,
  body,
});

const reservationOf = (
  open: OpenOffice,
  deps: PaperDeps,
  { ask, printer, replaces }: PaperOrder,
  draft: PaperDraft,
  { serial, terminal, n }: FreeSerial,
  pages: number,
): EntryBody<'certificateReserved'> | null => {
  const { content, issuedOn, holder } = draft;
  if (!content) return null;
  const documentNumber = newDocumentNumber(deps.system);
  const code = hasCode(content.kind)
    ? open.papers.signCode({
        profile: deps.profile,
        kind: ask.request.kind,
        serial,
        documentNumber,
        office: open.office.id,
        officeName: open.office.nameKo,
        issuedOn,
        validUntil: lastDayOf(issuedOn),
        pages,
        holder,
        registerAsOf: draft.frame.registerAsOf,
        contentHash: deps.system.sha256(canonicalContent(content)),
      })
    : null;
  const qr = code === null ? null : textToQr(code);
  return {
    v: 1,
    serial,
    documentNumber,
    kind: ask.request.kind,
    request: ask.request,
    applicant: ask.applicant,
    ground: ask.ground,
    purpose: ask.purpose,
    fee: draft.fee,
    subjects: [...draft.subjects],
    household: draft.household,
    holder: holder?.masked ?? '',
    issuedOn,
    code,
    asOf: open.replica.position(),
    printer,
    replaces,
    input: {
      v: 1,
      content,
      frame: {
        ...draft.frame,
        serial,
        documentNumber: documentNumberToText(documentNumber),
        issueNumber: `${String(terminal).padStart(4, '0')}-${issuedOn.replaceAll('-', '')}/${draft.time}-${String(n).padStart(7, '0')}`,
        code: qr && { size: qr.size, path: qr.path },
      },
    },
  };
};

/** Drawn by lot, so that nobody finds one paper's number from another's. */
const newDocumentNumber = ({ random }: System): DocumentNumber =>
  writeDocumentNumber(Array.from({ length: 15 }, () => String(Math.floor(random() * 10))).join(''));
