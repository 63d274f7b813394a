import { addressToText } from '../../registry/address.ts';
import type { CertificateKind, Overtaken } from '../../registry/certificate.ts';
import type { Departure } from '../../registry/departure.ts';
import type { ResidentId } from '../../registry/ids.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import type { AddressRow, Resident, ResidentStatus } from '../../registry/resident.ts';
import type { AbstractContent, CopyContent, MemberRow, MovedInContent, SheetContent } from '../../registry/sheet.ts';
import { isFamily } from '../household/cohabitant.ts';
import { effectOf, movedInRow, statusAfter } from './lines.ts';
import { specialStatusToPrint, statusToPrint } from './words.ts';

/** As the ledger keeps it. */
export interface IssuedPaper {
  readonly issuedOn: PlainDate;
  readonly kind: CertificateKind;
  readonly content: SheetContent;
  /** Residents whose data print, as `subjectsOf` lists them: an abstract's person first. */
  readonly subjects: readonly ResidentId[];
}

type Finding = Omit<Overtaken, 'resident'> | null;

/**
 * What the register says now, with effect on or before the day of issue, that the paper didn't say. Called for each
 * resident that a decision touched: as they are now, or as the line they left in the move-out list. Whatever took
 * effect later never overtakes, and neither does what has no day: the paper was right when it was issued.
 *
 * An English copy has its addresses and names in the applicant's letters, so only its dates are compared.
 */
export const overtakenBy = (
  paper: IssuedPaper,
  residentAfter: Resident | null,
  departure: Departure | null,
): Overtaken | null => {
  const { content } = paper;
  if (content.kind !== 'copy' && content.kind !== 'abstract' && content.kind !== 'moved-in-households') return null;
  if (residentAfter) {
    const finding = compareResident(paper, content, residentAfter);
    return finding && { ...finding, resident: residentAfter.id };
  }
  if (!departure || !isAbout(paper, departure.resident)) return null;
  return departure.registeredOn <= paper.issuedOn
    ? { since: departure.registeredOn, what: 'moved', resident: departure.resident }
    : null;
};

/** An abstract is about its person, even where it names their householder. */
const isAbout = ({ content, subjects }: IssuedPaper, resident: ResidentId): boolean =>
  content.kind === 'abstract' ? subjects[0] === resident : subjects.includes(resident);

const compareResident = (
  paper: IssuedPaper,
  content: CopyContent | AbstractContent | MovedInContent,
  resident: Resident,
): Finding => {
  // The lines that counted on the day of issue, as they are known now.
  const rows = resident.addresses.filter((row) => effectOf(row) <= paper.issuedOn);
  const row = rows.at(-1);
  if (!row) return null;
  const status = statusAfter(resident, rows.length);
  const isSubject = isAbout(paper, resident.id);
  const name = nameOn(resident, paper.issuedOn);
  switch (content.kind) {
    case 'abstract':
      return isSubject ? compareAbstract(content, rows, name, status) : null;
    case 'copy':
      return isSubject
        ? compareCopy(content, row, name, status)
        : isMissingOn(content, { ...resident, status }, row, name);
    case 'moved-in-households':
      return isSubject
        ? compareMovedIn(content, row, movedInRow({ id: resident.id, addresses: rows }), name)
        : isMissingOnMovedIn(content, { ...resident, status }, row, name);
  }
};

const compareAbstract = (
  content: AbstractContent,
  rows: readonly AddressRow[],
  name: DatedName,
  status: ResidentStatus,
): Finding => {
  const row = rows.at(-1);
  const present = content.addresses.at(-1);
  if (!row || !present) return null;
  if (content.person.name !== name.text) return name.since === null ? null : { since: name.since, what: 'name' };
  // From the present line back: a late filing may have put a line before the one that prints last.
  const pairs = content.addresses.toReversed().flatMap((printed, back) => {
    const actual = rows.at(-1 - back);
    return actual ? [{ printed, actual }] : [];
  });
  const moved = pairs.find(({ printed, actual }) => addressToText(actual.address) !== printed.address);
  if (moved) return { since: moved.actual.registeredOn, what: 'moved' };
  if (content.householder && content.householder.name !== row.householderName)
    return { since: row.registeredOn, what: 'householder' };
  if (present.status !== statusToPrint(status)) return { since: effectOf(row), what: 'status' };
  const redated = pairs.find(({ printed, actual }) => !isOn(printed, actual));
  return redated ? { since: redated.actual.registeredOn, what: 'moved' } : null;
};

const compareCopy = (content: CopyContent, row: AddressRow, name: DatedName, status: ResidentStatus): Finding => {
  const lines = linesOf(content);
  // Whoever is struck off is on no copy any more.
  if (status === 'deleted') return { since: effectOf(row), what: 'status' };
  if (content.language === 'en')
    return lines.some((line) => isOn(line, row)) ? null : { since: row.registeredOn, what: 'moved' };
  if (addressToText(row.address) !== content.address) return { since: row.registeredOn, what: 'moved' };
  const listed = lines.filter((line) => line.name === name.text);
  if (listed.length === 0) {
    const isNamed = lines.every((line) => line.name !== null);
    return isNamed && name.since !== null ? { since: name.since, what: 'name' } : null;
  }
  // By then they headed the household, and the copy names somebody else.
  if (row.relation === '본인' && content.householder.name !== name.text)
    return { since: row.registeredOn, what: 'householder' };
  if (listed.every((line) => line.status !== specialStatusToPrint(status)))
    return { since: row.registeredOn, what: 'status' };
  return listed.some((line) => isOn(line, row)) ? null : { since: row.registeredOn, what: 'moved' };
};

const linesOf = ({ members, cohabitants }: CopyContent): readonly MemberRow[] => [...members, ...(cohabitants ?? [])];

/** Somebody who should have been on the copy: registered in this household by the day of issue. */
const isMissingOn = (content: CopyContent, resident: Resident, row: AddressRow, name: DatedName): Finding => {
  if (content.language === 'en' || resident.status === 'deleted') return null;
  if (addressToText(row.address) !== content.address || row.householderName !== content.householder.name) return null;
  if (content.cohabitants === null && !isFamily(row.relation)) return null;
  const isListed = linesOf(content).some((line) => line.name === name.text);
  return isListed ? null : { since: row.registeredOn, what: 'members' };
};

const compareMovedIn = (content: MovedInContent, row: AddressRow, movedIn: AddressRow, name: DatedName): Finding => {
  if (addressToText(row.address) !== content.address) return { since: row.registeredOn, what: 'moved' };
  const listed = peopleOn(content);
  if (!listed.some((person) => person.name === name.text))
    return name.since === null ? null : { since: name.since, what: 'name' };
  const isDated = listed.some((person) => person.name === name.text && person.registeredOn === movedIn.registeredOn);
  return isDated ? null : { since: row.registeredOn, what: 'moved' };
};

/** A householder or cohabitant who was registered at the address by the day of issue, and isn't listed. */
const isMissingOnMovedIn = (content: MovedInContent, resident: Resident, row: AddressRow, name: DatedName): Finding => {
  if (row.relation !== '본인' && isFamily(row.relation)) return null;
  if (content.isDeletedLeftOut && resident.status !== 'resident') return null;
  if (addressToText(row.address) !== content.address) return null;
  const isListed = peopleOn(content).some((person) => person.name === name.text);
  return isListed ? null : { since: row.registeredOn, what: 'members' };
};

const peopleOn = (content: MovedInContent): readonly { readonly name: string; readonly registeredOn: PlainDate }[] =>
  content.households.flatMap((home) => [
    { name: home.householder, registeredOn: home.registeredOn },
    ...home.cohabitants,
  ]);

/** Where the paper says no dates, none contradicts the line. */
const isOn = (
  printed: { readonly dates: { readonly registeredOn: PlainDate | null } | null },
  row: AddressRow,
): boolean => (printed.dates?.registeredOn ?? row.registeredOn) === row.registeredOn;

interface DatedName {
  readonly text: string;
  /** Since when they bear it; null if they always did, or if nobody noted the day. */
  readonly since: PlainDate | null;
}

/** The name on a day, with the changes after it taken back. */
const nameOn = ({ name, personalChanges }: Resident, day: PlainDate): DatedName => {
  const changes = personalChanges
    ?.filter((change) => change.what === 'name')
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const next = changes?.find((change) => change.on > day);
  const last = changes?.findLast((change) => change.on <= day);
  return { text: next?.from ?? name, since: last?.on ?? null };
};
