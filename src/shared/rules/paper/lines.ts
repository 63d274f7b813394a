import { isSameAddress } from '../../registry/address.ts';
import type { PastAddresses } from '../../registry/certificate.ts';
import { PlainDate } from '../../registry/plain-date.ts';
import type { AddressRow, ResidentStatus, RowReason } from '../../registry/resident.ts';

/**
 * The lines that print of an address history (oldest first, the present one last). `recent` takes the changes that took
 * effect within the years before today; whoever has none still has the present line.
 */
export const linesToPrint = (
  rows: readonly AddressRow[],
  past: PastAddresses,
  today: PlainDate,
): readonly AddressRow[] => {
  if (past.type === 'all') return rows;
  const present = rows.slice(-1);
  if (past.type === 'none') return present;
  const from = yearsBefore(today, past.years);
  return rows.filter((row, index) => index === rows.length - 1 || row.registeredOn >= from);
};

/** The same day so many years earlier; the last day of February for 29 February [민법 160③]. */
export const yearsBefore = (day: PlainDate, years: number): PlainDate => {
  const year = String(Number(day.slice(0, 4)) - years).padStart(4, '0');
  const same = PlainDate.safeParse(`${year}${day.slice(4)}`);
  return same.success ? same.data : PlainDate.parse(`${year}-02-28`);
};

/** Lines that tell of a change where somebody lives already. */
const inPlace: readonly RowReason[] = [
  '세대분리',
  '세대주변경',
  '거주불명등록',
  '말소',
  '사망',
  '국외이주신고',
  '해외체류',
  '귀국신고',
  '정정',
  '직권정정',
  '이의신청정정',
  '행정구역변경',
];

/** The line with which they came to where they are registered now. Two households that merge in one house stay there. */
export const movedInRow = (resident: Parameters<typeof presentRow>[0]): AddressRow => {
  const rows = resident.addresses;
  const isInPlace = (row: AddressRow, before: AddressRow | undefined): boolean =>
    before !== undefined && (inPlace.includes(row.reason) || isSameAddress(row.address, before.address));
  return rows.findLast((row, index) => !isInPlace(row, rows[index - 1])) ?? presentRow(resident);
};

/** The day on which a line took effect: its report date, of a death its own [A 23②]. */
export const effectOf = (row: AddressRow): PlainDate => (row.reason === '사망' ? row.movedOn : row.registeredOn);

/**
 * The status of somebody after the first so many lines of their history. Lines that were taken over name none: then it
 * is the present one, unless a later line has changed it since.
 */
export const statusAfter = (
  { addresses, status }: { readonly addresses: readonly AddressRow[]; readonly status: ResidentStatus },
  lines: number,
): ResidentStatus => {
  const named = addresses.slice(0, lines).findLast((row) => row.status !== undefined)?.status;
  if (named !== undefined) return named;
  return addresses.some((row) => row.status !== undefined) ? 'resident' : status;
};

/** Dates of a line, where they were asked for. */
export const datesOf = (
  row: AddressRow,
  isAsked: boolean,
): { readonly movedOn: PlainDate; readonly registeredOn: PlainDate } | null =>
  isAsked ? { movedOn: row.movedOn, registeredOn: row.registeredOn } : null;

export const presentRow = (resident: {
  readonly id: string;
  readonly addresses: readonly AddressRow[];
}): AddressRow => {
  const row = resident.addresses.at(-1);
  if (!row) throw new Error(`resident ${resident.id} has no address`);
  return row;
};
