import { z } from 'zod';
import { MoverAnswer } from '../registry/answer.ts';
import { IssuingPolicy, SerialBlock } from '../registry/certificate.ts';
import { DeadlinePolicy } from '../registry/deadline-policy.ts';
import { Arrival, Departure } from '../registry/departure.ts';
import { DeviceId, FilingId, OfficeId } from '../registry/ids.ts';
import { Office, Official } from '../registry/office.ts';
import { Profile } from '../registry/profile.ts';
import { Household, Resident } from '../registry/resident.ts';
import { Hash, Head, Link } from './chain.ts';
import { FilingSummary } from './feed-item.ts';
import { Position } from './position.ts';
import { received } from './received.ts';
import { Signed } from './signed.ts';

/**
 * The messages between a device and central. Paths carry the version; fields are only ever added. What central says is
 * read without the fields that a device doesn't know yet, so that a newer central can talk to an older device; what a
 * device says is taken as it stands or kept raw, because nothing of an act may get lost.
 */
export const paths = {
  identity: '/v1/identity',
  enrol: '/v1/enrol',
  journal: '/v1/journal',
  feed: '/v1/feed',
  snapshot: '/v1/snapshot',
  epoch: '/v1/epoch',
  events: '/v1/events',
  keyBundle: '/v1/key-bundle',
  verify: '/v1/verify',
} as const;

/** At most this many entries in one push; central refuses more. */
export const maxPush = 100;
/** At most this many items in one page of a feed. */
export const maxFeedPage = 200;

/** SPKI public key, DER in base64url. */
const PublicKey = z.string().max(200);

/** Who central is; a device compares the key with the fingerprint in its enrolment code before it says anything. */
export const CentralIdentity = z.object({
  type: z.literal('central'),
  centralKey: PublicKey,
  profile: Profile,
  at: z.iso.datetime(),
});
export type CentralIdentity = z.infer<typeof CentralIdentity>;

/** Where the backup that a device was restored from had its journal, and when it was made by that device's clock. */
export const RestoredFrom = z.strictObject({
  incarnation: z.int().min(1).max(2_147_483_647),
  head: Head,
  takenAt: z.iso.datetime(),
});
export type RestoredFrom = z.infer<typeof RestoredFrom>;

export const EnrolRequest = z.strictObject({
  v: z.literal(1),
  /** The secret half of the code. */
  secret: z.string().max(40),
  device: DeviceId,
  deviceKey: PublicKey,
  profile: Profile,
  /** Only of a device that was restored from a backup: the incarnation it begins, and what it was copied from. */
  restored: z.strictObject({ incarnation: z.int().min(2).max(2_147_483_647), from: RestoredFrom }).optional(),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolAnswer = z.object({
  type: z.literal('enrolled'),
  device: DeviceId,
  profile: Profile,
  office: Office,
  officials: z.array(Official),
  centralKey: PublicKey,
  at: z.iso.datetime(),
});
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;

/** The device's own word on its journal, kept by central: it commits every entry up to the head. */
export const JournalHead = z.strictObject({
  type: z.literal('journal-head'),
  device: DeviceId,
  incarnation: z.int().min(1),
  head: Head,
});
export type JournalHead = z.infer<typeof JournalHead>;

export const PushRequest = z.strictObject({
  v: z.literal(1),
  incarnation: z.int().min(1),
  /** In order of `seq`, without a gap. */
  entries: z.array(Link.extend({ body: z.string().max(262_144) })).max(maxPush),
  /** A signed `JournalHead` after the last of these entries. */
  head: Signed,
});
export type PushRequest = z.infer<typeof PushRequest>;

export const Receipt = z.object({
  id: FilingId,
  seq: z.int().min(1),
  /** Hash of the header that central has. */
  hash: Hash,
  status: z.enum(['accepted', 'quarantined']),
});
export type Receipt = z.infer<typeof Receipt>;

/** What central has of this device's journal. Only this lets an entry leave the outbox. */
export const PushAnswer = z.object({
  type: z.literal('receipts'),
  device: DeviceId,
  incarnation: z.int().min(1),
  epoch: z.int().min(1),
  /** Central's head of this journal; the device goes on from here. */
  head: Head,
  receipts: z.array(Receipt),
  /** Set when the entries don't continue what central has: the journal forked or central lost some of it. */
  mismatch: z.boolean(),
  /** Up to which entry of this journal central's own backup has what it took; absent where it can't tell. */
  covered: z.int().min(0).optional(),
  at: z.iso.datetime(),
});
export type PushAnswer = z.infer<typeof PushAnswer>;

/** The last line of a feed page: vouches for the items before it. */
export const FeedTail = z.object({
  type: z.literal('feed-tail'),
  office: OfficeId,
  /** After the last item of the page. */
  position: Position,
  /** Where the feed ends now. */
  headSeq: z.int().min(0),
  at: z.iso.datetime(),
});
export type FeedTail = z.infer<typeof FeedTail>;

/** Why a feed can't be continued from the position given; the way on is a snapshot. */
export const FeedGone = z.object({
  type: z.literal('feed-gone'),
  why: z.enum(['other-epoch', 'position-unknown']),
  epoch: z.int().min(1),
  at: z.iso.datetime(),
});
export type FeedGone = z.infer<typeof FeedGone>;

/**
 * Shown to a central that no longer knows a position it once signed: proof that it was restored from an older copy.
 * It then opens a new epoch.
 */
export const EpochRequest = z.strictObject({ v: z.literal(1), tail: Signed });
export type EpochRequest = z.infer<typeof EpochRequest>;

export const EpochAnswer = z.object({ type: z.literal('epoch'), epoch: z.int().min(1), at: z.iso.datetime() });
export type EpochAnswer = z.infer<typeof EpochAnswer>;

/** A snapshot is NDJSON under zstd: one line `start`, the rows, one signed line `end`. */
export const SnapshotStart = z.object({
  v: z.literal(1),
  type: z.literal('snapshot-start'),
  office: Office,
  officials: z.array(Official),
  position: Position,
  at: z.iso.datetime(),
});
export type SnapshotStart = z.infer<typeof SnapshotStart>;

export const SnapshotRow = z.discriminatedUnion('row', [
  z.object({ row: z.literal('household'), household: Household }),
  z.object({ row: z.literal('resident'), resident: Resident }),
  z.object({ row: z.literal('departure'), departure: Departure }),
  z.object({ row: z.literal('filing'), filing: FilingSummary, answers: z.array(MoverAnswer) }),
  z.object({ row: z.literal('block'), block: SerialBlock }),
  z.object({ row: z.literal('policy'), policy: IssuingPolicy }),
  z.object({ row: z.literal('arrival'), arrival: Arrival }),
  z.object({ row: z.literal('deadlines'), deadlines: received(DeadlinePolicy) }),
]);
export type SnapshotRow = z.infer<typeof SnapshotRow>;

export const SnapshotEnd = z.object({
  type: z.literal('snapshot-end'),
  office: OfficeId,
  position: Position,
  /** Of every byte before this line. */
  sha256: Hash,
  rows: z.int().min(0),
  at: z.iso.datetime(),
});
export type SnapshotEnd = z.infer<typeof SnapshotEnd>;

/** What rings at the doorbell: the office's feed ends here now. */
export const Ring = z.object({ epoch: z.int().min(1), seq: z.int().min(0) });
export type Ring = z.infer<typeof Ring>;

/** Every refusal of central, signed like its other answers, so that a stranger's error page is known as such. */
export const Refusal = z.object({
  type: z.literal('refusal'),
  /** A code that is not known yet is as good as `internal`: the detail tells the rest. */
  code: z
    .enum([
      'bad-request',
      'bad-signature',
      'clock-skew',
      'device-unknown',
      'code-unknown',
      'incarnation-closed',
      'wrong-profile',
      'busy',
      'internal',
    ])
    .catch('internal'),
  detail: z.string().max(400),
  /** Central's time, from which a device learns how far off its own clock is. */
  at: z.iso.datetime(),
});
export type Refusal = z.infer<typeof Refusal>;
