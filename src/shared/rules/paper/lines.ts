import type { PastAddresses } from '../../registry/certificate.ts';
import { PlainDate } from '../../registry/plain-date.ts';
import type { AddressRow } from '../../registry/resident.ts';

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
