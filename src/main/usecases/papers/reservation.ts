import { documentNumberToText, writeDocumentNumber } from '../../../shared/code/document-number.ts';
import { textToQr } from '../../../shared/code/qr.ts';
import type { CertificateAsk } from '../../../shared/contract/commands.ts';
import type { Act, EntryBody } from '../../../shared/contract/entry.ts';
import type { DocumentNumber, Fee, Replaces } from '../../../shared/registry/certificate.ts';
import { Serial } from '../../../shared/registry/certificate.ts';
import type { CertificateId } from '../../../shared/registry/ids.ts';
import type { Profile, paperMarks } from '../../../shared/registry/profile.ts';
import type { SheetContent, SheetInput } from '../../../shared/registry/sheet.ts';
import { canonicalContent } from '../../../shared/rules/paper/digest.ts';
import type { FreeSerial } from '../../replica/ledger.ts';
import type { System } from '../../system.ts';
import type { OpenOffice } from '../session.ts';
import { lastDayOf, type PaperDraft } from './draft.ts';

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

/** What names one sheet set. */
interface Marks extends FreeSerial {
  readonly documentNumber: DocumentNumber;
}

/** Zeros in place of all numbers: as long as real ones, so that a trial or preview has as many pages. */
const blankMarks = ({ office }: OpenOffice, { marks }: PaperDeps): Marks => ({
  serial: Serial.parse(`${marks.serialPrefix}${office.id}-0-0000000`),
  terminal: 0,
  n: 0,
  documentNumber: writeDocumentNumber('0'.repeat(15)),
});

/** The paper as it will print, but for its numbers. */
export const trialInput = (open: OpenOffice, deps: PaperDeps, ask: CertificateAsk, draft: PaperDraft) =>
  draft.content && inputOf(open, deps, ask, { ...draft, content: draft.content }, blankMarks(open, deps), 1).input;

/** The entry that reserves the paper. */
export const reservationAct = (
  open: OpenOffice,
  deps: PaperDeps,
  { id, ask, printer, replaces }: PaperOrder,
  draft: PaperDraft & { readonly content: SheetContent },
  free: FreeSerial,
  { pages, fee }: { readonly pages: number; readonly fee: Fee },
): Act<'certificateReserved'> => {
  const { official, replica } = open;
  const documentNumber = newDocumentNumber(deps.system);
  const { code, input } = inputOf(open, deps, ask, draft, { ...free, documentNumber }, pages);
  const body: EntryBody<'certificateReserved'> = {
    v: 1,
    serial: free.serial,
    documentNumber,
    kind: ask.request.kind,
    request: ask.request,
    applicant: ask.applicant,
    ground: ask.ground,
    purpose: ask.purpose,
    fee,
    subjects: [...draft.subjects],
    household: draft.household,
    holder: draft.holder?.masked ?? '',
    issuedOn: draft.issuedOn,
    code,
    asOf: replica.position(),
    pages,
    printer,
    replaces,
    input,
  };
  return {
    kind: 'certificateReserved',
    id,
    actor: official.id,
    role: official.role,
    purpose: `certificate-${ask.ground.type}`,
    subject: draft.subjects[0] ?? null,
    body,
  };
};

/** Everything that stands on the paper, with the code that says the same, signed. Receipts carry no code. */
const inputOf = (
  open: OpenOffice,
  deps: PaperDeps,
  { request }: CertificateAsk,
  draft: PaperDraft & { readonly content: SheetContent },
  { serial, terminal, n, documentNumber }: Marks,
  pages: number,
): { readonly code: string | null; readonly input: SheetInput } => {
  const { content, issuedOn, holder, frame, time } = draft;
  const claims = {
    profile: deps.profile,
    kind: request.kind,
    serial,
    documentNumber,
    office: open.office.id,
    officeName: open.office.nameKo,
    issuedOn,
    validUntil: lastDayOf(issuedOn),
    pages,
    holder,
    registerAsOf: frame.registerAsOf,
    contentHash: deps.system.sha256(canonicalContent(content)),
  };
  const code = request.kind === 'move-in-receipt' ? null : open.papers.signCode(claims);
  const qr = code === null ? null : textToQr(code);
  const terminalText = String(terminal).padStart(4, '0');
  const issueNumber = `${terminalText}-${issuedOn.replaceAll('-', '')}/${time}-${String(n).padStart(7, '0')}`;
  const marks = { serial, documentNumber: documentNumberToText(documentNumber), issueNumber };
  return {
    code,
    input: { v: 1, content, frame: { ...frame, ...marks, code: qr && { size: qr.size, path: qr.path } } },
  };
};

/** Drawn by lot, so that nobody finds one paper's number from another's. */
const newDocumentNumber = ({ random }: System): DocumentNumber =>
  writeDocumentNumber(Array.from({ length: 15 }, () => String(Math.floor(random() * 10))).join(''));
