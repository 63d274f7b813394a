import { z } from 'zod';
import { Address } from '../registry/address.ts';
import { MoverAnswer } from '../registry/answer.ts';
import { Departure } from '../registry/departure.ts';
import { DeviceId, FilingId, HouseholdId, ResidentId } from '../registry/ids.ts';
import { Office, Official } from '../registry/office.ts';
import { PlainDate } from '../registry/plain-date.ts';
import { Relation, ResidentStatus } from '../registry/resident.ts';
import { AppError } from './errors.ts';
import { Position } from './position.ts';

/** A resident in a list. The number is masked before it leaves the replica. */
export const ResidentLine = z.strictObject({
  id: ResidentId,
  name: z.string(),
  hanja: z.string(),
  birthDate: PlainDate,
  maskedNumber: z.string(),
  address: z.string(),
  relation: Relation,
  status: ResidentStatus,
  household: HouseholdId,
  /** A filing that names this resident waits for its answer. */
  pending: z.boolean(),
});
export type ResidentLine = z.infer<typeof ResidentLine>;

export const ResidentPage = z.strictObject({
  resident: ResidentLine,
  nameRoman: z.string(),
  sex: z.enum(['M', 'F']),
  household: z.strictObject({
    id: HouseholdId,
    householder: ResidentId.nullable(),
    members: z.array(ResidentLine),
  }),
  /** Newest first. */
  addresses: z.array(
    z.strictObject({
      registeredOn: PlainDate,
      movedOn: PlainDate,
      reason: z.string(),
      address: Address,
      householderName: z.string(),
      relation: Relation,
      filing: FilingId.nullable(),
    }),
  ),
});
export type ResidentPage = z.infer<typeof ResidentPage>;

export const FilingLine = z.strictObject({
  id: FilingId,
  device: DeviceId,
  /** The time of the device that took it. */
  takenAt: z.iso.datetime(),
  reportDate: PlainDate,
  address: z.string(),
  householderName: z.string(),
  /** waiting: not yet at central · received: at central, no answer yet · answered · quarantined: central can't read it. */
  state: z.enum(['waiting', 'received', 'answered', 'quarantined']),
  movers: z.array(
    z.strictObject({ name: z.string(), maskedNumber: z.string(), answer: MoverAnswer.shape.answer.nullable() }),
  ),
});
export type FilingLine = z.infer<typeof FilingLine>;

export const OfficeStatus = z.strictObject({
  profile: z.string(),
  office: Office.nullable(),
  device: DeviceId.nullable(),
  official: Official.nullable(),
  link: z.strictObject({
    state: z.enum(['not-enrolled', 'connecting', 'online', 'offline']),
    /** Since when nobody answered, in the device's own time. */
    since: z.iso.datetime().nullable(),
    /** Why, when offline or when something needs a person. */
    error: AppError.nullable(),
    /** Device clock minus central's, in seconds, at the last contact. For people; nothing is decided by it. */
    clockOffsetSeconds: z.number().nullable(),
  }),
  /** Entries that central has not yet given a receipt for: lost if this computer is lost now. */
  unsent: z.int(),
  /** How far the register here has followed central; null before the first sync. */
  position: Position.nullable(),
  /** Central's time at the last contact at which everything was up to date. */
  registerAsOf: z.iso.datetime().nullable(),
  residents: z.int(),
});
export type OfficeStatus = z.infer<typeof OfficeStatus>;

/** Which thread answers: `reader` may look at the register only; `office` also knows the session and the link. */
export type QueryThread = 'office' | 'reader';

export const queries = {
  /** Name (whole, first letters, initial consonants), birth date or address: which it is, is read off the text. */
  searchResidents: {
    thread: 'reader',
    input: z.strictObject({ text: z.string().max(100), after: z.string().max(200).nullable() }),
    output: z.strictObject({
      rows: z.array(ResidentLine).max(50),
      /** Give as `after` for the next page; null on the last. */
      next: z.string().nullable(),
    }),
  },
  listFilings: {
    thread: 'reader',
    input: z.strictObject({ after: FilingId.nullable() }),
    output: z.strictObject({ rows: z.array(FilingLine).max(50), next: FilingId.nullable() }),
  },
  listDepartures: {
    thread: 'reader',
    input: z.strictObject({}),
    output: z.strictObject({ rows: z.array(Departure) }),
  },
  getStatus: {
    thread: 'office',
    input: z.strictObject({}),
    output: OfficeStatus,
  },
} as const satisfies Record<string, { thread: QueryThread; input: z.ZodType; output: z.ZodType }>;

export type Queries = typeof queries;
export type QueryName = keyof Queries;
export type QueryInput<N extends QueryName> = z.infer<Queries[N]['input']>;
export type QueryOutput<N extends QueryName> = z.infer<Queries[N]['output']>;
