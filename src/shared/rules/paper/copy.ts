import { addressToText } from '../../registry/address.ts';
import type { CertificateRequest, CopyOptions } from '../../registry/certificate.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import type { AddressRow, Household, Resident } from '../../registry/resident.ts';
import type { CopyContent, ForeignRow, MemberRow } from '../../registry/sheet.ts';
import { isFamily } from '../household/cohabitant.ts';
import { presentForeignFamily } from '../household/foreign-family.ts';
import { askerOf } from './asker.ts';
import { datesOf, linesToPrint, presentRow } from './lines.ts';
import { hideTail, hideTailOfAny } from './numbers.ts';
import type { PaperAsk, PaperSources } from './sources.ts';
import {
  formationReasonToPrint,
  type PaperLanguage,
  reasonToPrint,
  relationToPrint,
  specialStatusToPrint,
} from './words.ts';

export type CopyRequest = Extract<CertificateRequest, { readonly kind: 'copy' | 'copy-english' }>;
type EnglishRequest = Extract<CopyRequest, { readonly kind: 'copy-english' }>;

/** What only an English copy has: the addresses and the names in Roman letters. */
const englishOf = (request: CopyRequest): EnglishRequest | null => (request.kind === 'copy-english' ? request : null);

/** Everyone whose line prints: the struck-off are on no copy, the cohabitants only where they were asked for. */
export const copyPeople = (
  { members }: Pick<PaperSources, 'members'>,
  options: CopyOptions,
): { readonly members: readonly Resident[]; readonly cohabitants: readonly Resident[] } => {
  const registered = members.filter((member) => member.status !== 'deleted');
  return {
    members: registered.filter((member) => isFamily(member.relation)),
    cohabitants: options.cohabitants ? registered.filter((member) => !isFamily(member.relation)) : [],
  };
};

/** The householder who prints; null while a household has none, and then it has no copy. */
export const copyHouseholder = ({ household, members }: Pick<PaperSources, 'household' | 'members'>): Resident | null =>
  members.find((member) => member.id === household?.householder && member.status !== 'deleted') ?? null;

/** The lines of the household's own record: where it was with its householder, oldest first. */
export const householdRows = (household: Household, householder: Resident): readonly AddressRow[] => {
  const rows = householder.addresses.filter((row) => row.household === household.id);
  return rows.length > 0 ? rows : [presentRow(householder)];
};

/** The name in Roman letters: the register's, else the one that was given for this paper; null where there is none. */
export const romanNameOf = (
  { id, nameRoman }: { readonly id: string; readonly nameRoman: string },
  names: Readonly<Record<string, string>>,
): string | null => {
  const given = new Map(Object.entries(names)).get(id) ?? '';
  return [nameRoman, given].map((name) => name.trim()).find((name) => name !== '') ?? null;
};

/** Foreign family members have no id; on the form they are named by their place, `foreign-1`. */
export const foreignNameKey = (index: number): string => `foreign-${String(index + 1)}`;

/** Certified copy of the household record (등본), Korean or English. Null where there is nothing to show. */
export const composeCopy = (
  request: CopyRequest,
  ask: PaperAsk,
  sources: PaperSources,
  today: PlainDate,
): CopyContent | null => {
  const { household } = sources;
  const householder = copyHouseholder(sources);
  if (!household || !householder) return null;
  const { options } = request;
  const asker = askerOf(ask, sources);
  const english = englishOf(request);
  const language = english ? 'en' : 'ko';
  const nameOf = (person: Resident): string => (english ? (romanNameOf(person, english.names) ?? '') : person.name);
  const hanjaOf = (person: Resident): string => (english ? '' : person.hanja);

  const memberRow = (member: Resident, index: number): MemberRow => {
    const isAsker = member.number === asker.number;
    const hasName = options.otherNames || isAsker || member.id === householder.id;
    const row = presentRow(member);
    return {
      no: index + 1,
      relation: options.relations === 'none' ? null : relationToPrint(member.relation, options.relations, language),
      name: hasName ? nameOf(member) : null,
      hanja: hasName ? hanjaOf(member) : '',
      number: hasTail(options, isAsker) ? member.number : hideTail(member.number),
      dates: datesOf(row, options.dates),
      reason: ['members', 'all'].includes(options.changeReasons) ? reasonToPrint(row.reason, language) : null,
      status: specialStatusToPrint(member.status, language),
    };
  };

  const people = copyPeople(sources, options);
  return {
    kind: 'copy',
    language,
    householder: { name: nameOf(householder), hanja: hanjaOf(householder) },
    formation: formationOf(household, options, language),
    address: english ? english.address : addressToText(household.address),
    members: people.members.map(memberRow),
    cohabitants: options.cohabitants ? people.cohabitants.map(memberRow) : null,
    foreignFamily: options.foreignFamily ? foreignRows(household, request, asker.number) : null,
    pastAddresses: options.pastAddresses.type === 'none' ? null : pastLines(request, household, householder, today),
  };
};

const hasTail = ({ numberTails }: CopyOptions, isAsker: boolean): boolean =>
  numberTails === 'all' || (numberTails === 'applicant' && isAsker);

const formationOf = (
  { formedOn, formedReason }: Household,
  options: CopyOptions,
  language: PaperLanguage,
): CopyContent['formation'] => {
  if (!options.formationReason && !options.formationDate) return null;
  const hasReason = options.formationReason && formedReason !== undefined;
  return {
    reason: hasReason ? formationReasonToPrint(formedReason, language) : null,
    on: options.formationDate ? (formedOn ?? null) : null,
  };
};

const foreignRows = (household: Household, request: CopyRequest, askerNumber: string | null): ForeignRow[] =>
  presentForeignFamily(household).map((person, index) => {
    const { options } = request;
    const english = englishOf(request);
    const language = english ? 'en' : 'ko';
    const isAsker = person.number === askerNumber;
    const hasName = options.otherNames || isAsker;
    const roman = romanNameOf({ id: foreignNameKey(index), nameRoman: person.nameRoman }, english?.names ?? {}) ?? '';
    return {
      no: index + 1,
      relation: options.relations === 'none' ? null : relationToPrint(person.relation, options.relations, language),
      name: hasName && !english ? person.name : '',
      nameRoman: hasName ? roman : '',
      number: hasTail(options, isAsker) ? person.number : hideTailOfAny(person.number),
      since: options.dates ? person.since : null,
    };
  });

const pastLines = (
  request: CopyRequest,
  household: Household,
  householder: Resident,
  today: PlainDate,
): CopyContent['pastAddresses'] => {
  const { options } = request;
  const lines = linesToPrint(householdRows(household, householder), options.pastAddresses, today);
  return lines.map((row, index) => {
    const isPresent = index === lines.length - 1;
    const english = englishOf(request);
    return {
      no: index + 1,
      address: english ? englishLine(english, index, isPresent) : addressToText(row.address),
      dates: datesOf(row, options.dates),
      reason: ['household', 'all'].includes(options.changeReasons)
        ? reasonToPrint(row.reason, english ? 'en' : 'ko')
        : null,
    };
  });
};

const englishLine = ({ address, pastAddresses }: EnglishRequest, index: number, isPresent: boolean): string =>
  isPresent ? address : (pastAddresses[index] ?? '');
