import { addressToText } from '../../registry/address.ts';
import type { AbstractOptions, CertificateRequest } from '../../registry/certificate.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import type { AddressRow, Resident } from '../../registry/resident.ts';
import type { AbstractContent } from '../../registry/sheet.ts';
import { askerOf } from './asker.ts';
import { datesOf, linesToPrint, presentRow, statusAfter, yearsBefore } from './lines.ts';
import { hideTail, hideTailsIn } from './numbers.ts';
import type { PaperAsk, PaperSources } from './sources.ts';
import { changeToPrint, reasonToPrint, relationToPrint, statusToPrint } from './words.ts';

export type AbstractRequest = Extract<CertificateRequest, { readonly kind: 'abstract' }>;

/**
 * What of the options the applicant may see. Nothing here is a defect: the law has these parts left out, whatever was
 * asked for [R 13⑦⑪].
 */
export const allowedOptions = (
  { options }: AbstractRequest,
  ask: PaperAsk,
  sources: PaperSources,
  today: PlainDate,
): AbstractOptions => {
  const pastHouseholders = options.pastHouseholders && maySeePastHouseholders(ask, sources, today);
  if (ask.ground.type !== 'creditor') return { ...options, pastHouseholders };
  return {
    ...options,
    pastHouseholders: false,
    householder: false,
    numberTail: false,
    foreignNumber: false,
    military: 'none',
    pastAddresses: ask.ground.isInheritance ? options.pastAddresses : { type: 'none' },
  };
};

/**
 * An adult, or who was delegated by them; of a minor the householder or a lineal ascendant; the state for its duties
 * [R 13⑦]. A parent who is not the householder shows it by the family record, as kin of a member.
 */
const maySeePastHouseholders = (ask: PaperAsk, sources: PaperSources, today: PlainDate): boolean => {
  const { ground } = ask;
  const { subject, household, applicant } = sources;
  if (!subject) return false;
  if (ground.type === 'state') return true;
  if (isAdult(subject, today))
    return ['self', 'delegate'].includes(ground.type) && askerOf(ask, sources).resident?.id === subject.id;
  const isHouseholder = applicant !== null && applicant.id === household?.householder;
  if (ground.type === 'self' || ground.type === 'household') return isHouseholder;
  return ground.type === 'kin' && ground.kinship === 'ascendant' && isKinOf(ground.of, subject, household?.householder);
};

const isKinOf = (of: 'householder' | 'member', subject: Resident, householder: string | null | undefined): boolean =>
  of === 'member' || subject.id === householder;

/** From nineteen years on [민법 4]. */
const isAdult = ({ birthDate }: Resident, today: PlainDate): boolean => birthDate <= yearsBefore(today, 19);

/** Abstract of the individual record (초본). Null where there is nobody to show. */
export const composeAbstract = (
  request: AbstractRequest,
  ask: PaperAsk,
  sources: PaperSources,
  today: PlainDate,
): AbstractContent | null => {
  const { subject } = sources;
  if (!subject) return null;
  const options = allowedOptions(request, ask, sources, today);
  const rows = linesToPrint(subject.addresses, options.pastAddresses, today);
  const present = presentRow(subject);
  return {
    kind: 'abstract',
    person: {
      name: subject.name,
      hanja: subject.hanja,
      number: options.numberTail ? subject.number : hideTail(subject.number),
    },
    householder: options.householder ? householderOfRow(present, options.relations) : null,
    personalChanges: options.personalChanges ? changesOf(subject, options) : null,
    addresses: rows.map((row, index) => {
      const isPresent = index === rows.length - 1;
      const hasHouseholder = isPresent ? options.householder : options.pastHouseholders;
      return {
        no: index + 1,
        address: addressToText(row.address),
        dates: datesOf(row, options.dates),
        reason: options.changeReasons ? reasonToPrint(row.reason, 'ko') : null,
        householder: hasHouseholder ? householderOfRow(row, options.relations) : null,
        // Of what was taken over the present status is known; before it, the line itself says that they lived there.
        status: statusToPrint(isPresent ? subject.status : statusOfPast(subject, row)),
      };
    }),
    military: options.military === 'none' ? null : militaryLines(subject, options.military),
    foreignNumber: options.foreignNumber ? (subject.foreignNumber ?? null) : null,
  };
};

const statusOfPast = (subject: Resident, row: AddressRow): Resident['status'] => {
  const { addresses } = subject;
  const isAnyKnown = addresses.some(({ status }) => status !== undefined);
  return isAnyKnown ? statusAfter(subject, addresses.indexOf(row) + 1) : 'resident';
};

/** As the individual record has it: the line that a move wrote. */
const householderOfRow = (
  row: AddressRow,
  relations: AbstractOptions['relations'],
): { readonly name: string; readonly relation: string } => ({
  name: row.householderName,
  relation: relationToPrint(row.relation, relations),
});

/** What follows from an adoption is left out [R 13⑨]. A change of number would tell the tail that was left out. */
const changesOf = (
  { personalChanges }: Resident,
  { numberTail }: AbstractOptions,
): NonNullable<AbstractContent['personalChanges']> => {
  const toText = (text: string): string => (numberTail ? text : hideTailsIn(text));
  return (personalChanges ?? [])
    .filter((change) => !change.isAdoption)
    .map(({ on, what, from, to, reason }, index) => ({
      no: index + 1,
      on,
      what: changeToPrint(what),
      from: toText(from),
      to: toText(to),
      reason: toText(reason),
    }));
};

/** Basic: when service began and ended. All: the whole entry. An empty list where there was no service. */
const militaryLines = (
  { military }: Resident,
  extent: 'basic' | 'all',
): { readonly label: string; readonly value: string }[] => {
  if (!military) return [];
  const dates = [
    { label: '입영일자', value: dateText(military.enlistedOn) },
    { label: '전역일자', value: dateText(military.dischargedOn) },
  ];
  const entry = [
    { label: '역종', value: military.category },
    { label: '군별', value: military.branch },
    { label: '계급', value: military.rank },
    { label: '군번', value: military.serviceNumber },
    ...dates,
    { label: '전역사유', value: military.dischargeReason },
  ];
  return (extent === 'basic' ? dates : entry).filter(({ value }) => value !== '');
};

/** As dates print (행정업무규정 시행령 7): `2026. 8. 3.`. */
const dateText = (date: PlainDate | null): string => {
  if (date === null) return '';
  return `${date.split('-').map(Number).join('. ')}.`;
};
