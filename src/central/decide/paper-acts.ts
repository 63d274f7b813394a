import { readCodeText } from '../../shared/code/certificate-code.ts';
import { type Claims, decodeClaims } from '../../shared/code/claims.ts';
import type { EntryBody } from '../../shared/contract/entry.ts';
import type { OvertakenNotice } from '../../shared/contract/verify.ts';
import type { Serial } from '../../shared/registry/certificate.ts';
import type { CertificateId, OfficeId } from '../../shared/registry/ids.ts';
import { addDays } from '../../shared/registry/plain-date.ts';
import type { Arrival } from '../store/arrivals.ts';
import type { CertificateMarks, NewReservation, PaperFlag, StoredCertificate } from '../store/certificates.ts';
import type { SerialPlace, StoredBlock } from '../store/serials.ts';
import { blockKey, keepChanged, type Papers } from './papers.ts';

/** How long a paper without a code may be handed in; one with a code says it itself. */
const validDays = 90;

export interface PaperChange {
  readonly flags: readonly PaperFlag[];
  /** Only of an entry that reserves a paper. */
  readonly reservation: NewReservation | null;
  readonly apply: () => void;
}

/**
 * What a reservation changes. Throws where the serial belongs to another paper: then the entry goes to quarantine. All
 * else that doesn't fit is flagged, because the paper may be in somebody's hands already.
 */
export const reservePaper = (
  papers: Papers,
  arrival: Arrival,
  body: EntryBody<'certificateReserved'>,
  numberHash: string,
): PaperChange => {
  const { id, office, device, arrivedAt: at } = arrival;
  const twin = [...papers.certificates.values()].find(
    ({ now }) => now.serial === body.serial && now.reservation !== null && now.id !== id,
  );
  if (twin) throw new Error(`serial ${body.serial} was used for certificate ${twin.now.id}`);

  const claims = body.code === null ? null : claimsIn(body.code);
  const issuedOn = body.issuedOn;
  const reservation: NewReservation = {
    id,
    serial: body.serial,
    office,
    device,
    kind: body.kind,
    issuedOn,
    validUntil: claims?.validUntil ?? addDays(issuedOn, validDays),
    fee: body.fee.won,
    facts: { documentNumber: body.documentNumber, holder: body.holder, pages: claims?.pages ?? null },
    at,
  };
  const before = papers.certificates.get(id)?.now;
  const isForeign = before !== undefined && before.office !== office;
  // What another office said about this paper counts for nothing.
  const marks = before && !isForeign ? before.marks : noMarks;
  const place = placeOf(body.serial);
  const block = blockAround(papers, place);
  const replaced = body.replaces && replace(papers, arrival, body.replaces.certificate, body.replaces.serial);
  const flags = [
    ...serialFlags(papers, arrival, place, block),
    ...(isForeign ? ['step-by-another-office'] : []),
    ...(before && before.serial !== body.serial ? ['serial-differs'] : []),
    ...(papers.byNumber.has(numberHash) ? ['document-number-twice'] : []),
    ...(body.code !== null && !(claims && isAbout(claims, body, office)) ? ['code-differs'] : []),
    ...feeFlags(marks, body.fee.won),
  ].map((flag) => ({ entry: id, certificate: id, flag }));
  return {
    flags: [...flags, ...(replaced?.flags ?? [])],
    reservation,
    apply: () => {
      keepChanged(papers.certificates, id, { id, serial: body.serial, office, reservation, marks });
      keepChanged(papers.byNumber, numberHash, id);
      if (block) keepChanged(papers.blocks, blockKey(block), { ...block, used: block.used + 1 });
      replaced?.apply();
    },
  };
};

/** What a step changes: handed over, doubtful, or void. */
export const stepPaper = (
  papers: Papers,
  arrival: Arrival,
  { certificate, serial, step }: EntryBody<'certificateStepped'>,
): PaperChange =>
  mark(papers, arrival, { certificate, serial }, ({ marks, reservation }) => {
    const at = arrival.arrivedAt;
    switch (step.to) {
      case 'issued': {
        const issued = marks.issued ?? { at, won: step.won };
        return {
          marks: { ...marks, issued },
          flags: [
            ...(marks.void ? ['issued-after-void'] : []),
            ...(reservation ? feeFlags({ ...marks, issued }, reservation.fee) : []),
          ],
        };
      }
      case 'suspect':
        return { marks: { ...marks, suspectAt: marks.suspectAt ?? at }, flags: [] };
      case 'void':
        return { marks: { ...marks, void: marks.void ?? { at, why: step.why } }, flags: [] };
      default:
        return { marks, flags: [] };
    }
  });

/** Of several things that the register has overtaken, the earliest is the one to tell. */
export const overtakePaper = (
  papers: Papers,
  arrival: Arrival,
  { certificate, serial, overtaken }: EntryBody<'certificateOvertaken'>,
): PaperChange =>
  mark(papers, arrival, { certificate, serial }, ({ marks }) => {
    const notice = { since: overtaken.since, what: overtaken.what };
    const isEarlier = !marks.overtaken || noticeOrder(notice) < noticeOrder(marks.overtaken);
    return { marks: isEarlier ? { ...marks, overtaken: notice } : marks, flags: [] };
  });

/** By the text too, so that of two on one day the same is told in whichever order they come. */
const noticeOrder = ({ since, what }: OvertakenNotice): string => `${since} ${what}`;

const replace = (papers: Papers, arrival: Arrival, certificate: CertificateId, serial: Serial): PaperChange =>
  mark(papers, arrival, { certificate, serial }, ({ marks }) => {
    const isOther = marks.replaced !== null && marks.replaced.by !== arrival.id;
    const replaced = marks.replaced ?? { at: arrival.arrivedAt, by: arrival.id };
    return { marks: { ...marks, replaced }, flags: isOther ? ['replaced-twice'] : [] };
  });

const noMarks: CertificateMarks = { issued: null, suspectAt: null, void: null, replaced: null, overtaken: null };

/** Marks a paper, one that central has not heard of yet included. A mark by another office is flagged and left out. */
const mark = (
  papers: Papers,
  { id: entry, office }: Arrival,
  { certificate: id, serial }: { readonly certificate: CertificateId; readonly serial: Serial },
  change: (before: StoredCertificate) => { readonly marks: CertificateMarks; readonly flags: readonly string[] },
): PaperChange => {
  const before: StoredCertificate = papers.certificates.get(id)?.now ?? {
    id,
    serial,
    office,
    reservation: null,
    marks: noMarks,
  };
  const isForeign = before.office !== office;
  const { marks, flags } = isForeign ? { marks: before.marks, flags: ['step-by-another-office'] } : change(before);
  const all = before.serial === serial ? flags : [...flags, 'serial-differs'];
  return {
    flags: all.map((flag) => ({ entry, certificate: id, flag })),
    reservation: null,
    apply: () => {
      if (!isForeign) keepChanged(papers.certificates, id, { ...before, marks });
    },
  };
};

const feeFlags = ({ issued }: CertificateMarks, fee: number): string[] =>
  issued !== null && issued.won !== fee ? ['fee-differs'] : [];

/** Where a serial stands in the numbering. */
export const placeOf = (serial: Serial): SerialPlace => {
  const [n = '', epoch = '', office = ''] = serial.split('-').toReversed();
  return { office, epoch: Number(epoch), n: Number(n) };
};

const blockAround = (papers: Papers, { office, epoch, n }: SerialPlace): StoredBlock | undefined =>
  [...papers.blocks.values()].find(
    ({ now }) => now.office === office && now.epoch === epoch && now.first <= n && n <= now.last,
  )?.now;

const serialFlags = (
  papers: Papers,
  { office, device, incarnation }: Arrival,
  place: SerialPlace,
  block: StoredBlock | undefined,
): string[] => {
  if (place.office !== office) return ['serial-of-another-office'];
  // Granted by a central that lost this: as good as any other, but only the device knows of it.
  if (place.epoch > papers.epoch) return ['serial-of-a-later-epoch'];
  if (!block) return ['serial-not-granted-here'];
  if (block.device !== device) return ['serial-of-another-device'];
  // A restored device used what it can't have known to be free.
  return block.incarnation === incarnation ? [] : ['serial-of-another-incarnation'];
};

const claimsIn = (code: string): Claims | null => {
  const cose = readCodeText(code);
  const claims = typeof cose === 'string' ? 'none' : decodeClaims(cose.payload);
  return typeof claims === 'string' ? null : claims;
};

const isAbout = (claims: Claims, body: EntryBody<'certificateReserved'>, office: OfficeId): boolean =>
  claims.serial === body.serial &&
  claims.documentNumber === body.documentNumber &&
  claims.office === office &&
  claims.issuedOn === body.issuedOn &&
  claims.kind === body.kind;
