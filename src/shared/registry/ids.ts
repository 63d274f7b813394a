import { z } from 'zod';

/** Ids that an office makes itself are UUIDv7: no central service is needed for them offline. Nothing is ever ordered by them. */
const uuid = z.uuid();

export const ResidentId = uuid.brand<'ResidentId'>();
export type ResidentId = z.infer<typeof ResidentId>;

export const HouseholdId = uuid.brand<'HouseholdId'>();
export type HouseholdId = z.infer<typeof HouseholdId>;

/** A filing is named by the id of the journal entry that reported it. */
export const FilingId = uuid.brand<'FilingId'>();
export type FilingId = z.infer<typeof FilingId>;

/** A certificate is named by the id of the journal entry that reserved its serial. */
export const CertificateId = FilingId;
export type CertificateId = FilingId;

/** A task that is not finished yet. */
export const DraftId = uuid.brand<'DraftId'>();
export type DraftId = z.infer<typeof DraftId>;

export const DeviceId = uuid.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

/** The ten-digit administrative code of the eup, myeon or dong. */
export const OfficeId = z
  .string()
  .regex(/^\d{10}$/)
  .brand<'OfficeId'>();
export type OfficeId = z.infer<typeof OfficeId>;

export const OfficialId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,39}$/)
  .brand<'OfficialId'>();
export type OfficialId = z.infer<typeof OfficialId>;
