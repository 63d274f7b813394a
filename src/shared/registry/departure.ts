import { z } from 'zod';
import { addressToText } from './address.ts';
import { FilingId, OfficeId, ResidentId } from './ids.ts';
import { PlainDate } from './plain-date.ts';
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
