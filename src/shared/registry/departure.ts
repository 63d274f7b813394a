import { z } from 'zod';
import { addressToText } from './address.ts';
import { FilingId, OfficeId, ResidentId } from './ids.ts';
import { addDays, PlainDate } from './plain-date.ts';
import type { Resident } from './resident.ts';

/** One line of an office's move-out list (전출자 명부): what it keeps when a resident has gone. */
export const Departure = z.object({
  resident: ResidentId,
  name: z.string(),
  birthDate: PlainDate,
  /** The day on which the new office registered them; the move-out date is the day before. */
  registeredOn: PlainDate,
  toOffice: OfficeId,
  toAddress: z.string(),
  filing: FilingId.nullable(),
});
export type Departure = z.infer<typeof Departure>;

/** The move-out date: the day before they were registered elsewhere, so that nobody is of two offices on one day (HH-15). */
export const movedOutOn = ({ registeredOn }: Pick<Departure, 'registeredOn'>): PlainDate => addDays(registeredOn, -1);

/** Every time this resident left `office`, read off the address history, so that a late filing corrects the list too. */
export const departuresFrom = (resident: Resident, office: OfficeId): Departure[] =>
  resident.addresses.flatMap((row, index) => {
    const next = resident.addresses[index + 1];
    if (!next || row.address.office !== office || next.address.office === office) return [];
    return [
      {
        resident: resident.id,
        name: resident.name,
        birthDate: resident.birthDate,
        registeredOn: next.registeredOn,
        toOffice: next.address.office,
        toAddress: addressToText(next.address),
        filing: next.filing,
      },
    ];
  });

/** One line of an office's move-in list (전입자 명부). */
export const Arrival = z.object({
  resident: ResidentId,
  name: z.string(),
  birthDate: PlainDate,
  registeredOn: PlainDate,
  fromOffice: OfficeId,
  fromAddress: z.string(),
  toAddress: z.string(),
  filing: FilingId.nullable(),
});
export type Arrival = z.infer<typeof Arrival>;

/** Every time this resident came to `office` from another, read off the address history. */
export const arrivalsAt = (resident: Resident, office: OfficeId): Arrival[] =>
  resident.addresses.flatMap((row, index) => {
    const before = resident.addresses[index - 1];
    if (!before || row.address.office !== office || before.address.office === office) return [];
    return [
      {
        resident: resident.id,
        name: resident.name,
        birthDate: resident.birthDate,
        registeredOn: row.registeredOn,
        fromOffice: before.address.office,
        fromAddress: addressToText(before.address),
        toAddress: addressToText(row.address),
        filing: row.filing,
      },
    ];
  });
