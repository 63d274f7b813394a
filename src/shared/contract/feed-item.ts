import { z } from 'zod';
import { Amendment } from '../registry/amendment.ts';
import { MoverAnswer } from '../registry/answer.ts';
import { IssuingPolicy, SerialBlock } from '../registry/certificate.ts';
import { DeadlinePolicy } from '../registry/deadline-policy.ts';
import { Arrival, Departure } from '../registry/departure.ts';
import { DeviceId, FilingId, HouseholdId, OfficeId, ResidentId } from '../registry/ids.ts';
import { MoveInReport } from '../registry/move-in.ts';
import { PlainDate } from '../registry/plain-date.ts';
import { RegisterReport } from '../registry/register-report.ts';
import { Household, Resident } from '../registry/resident.ts';
import { Hash, type Link, parseJson, type Sha256 } from './chain.ts';
import type { Position } from './position.ts';
import { received } from './received.ts';

/** One decision of central, for one office: what this office may know of it, and all of that at once. */
export const FeedHeader = z.object({
  v: z.literal(1),
  kind: z.enum(['decision', 'quarantine', 'provision']),
  epoch: z.int().min(1),
  office: OfficeId,
  /** 1, 2, 3 … without a gap within an epoch. */
  seq: z.int().min(1),
  prev: Hash,
  /** Central's time. */
  at: z.iso.datetime(),
  /** The entry that was decided. */
  cause: FilingId,
  bodyHash: Hash,
});
export type FeedHeader = z.infer<typeof FeedHeader>;

/** A filing as its office sees it, whichever of its devices took it. */
export const FilingSummary = z.object({
  id: FilingId,
  device: DeviceId,
  receivedAt: z.iso.datetime(),
  arrivedOn: PlainDate,
  report: z.union([MoveInReport, RegisterReport]),
  /** What was done with it since; absent where nothing was. */
  amendments: z.array(Amendment).optional(),
  /** SHA-256 of the body of the entry of each: of two supplements of one version it decides. */
  amendmentHashes: z.array(Hash).optional(),
});
export type FilingSummary = z.infer<typeof FilingSummary>;

export const DecisionBody = z.object({
  /** Filings of this office that are new to it, or that something was done with: then all of the filing, again. */
  filings: z.array(FilingSummary),
  /** Answers that are new or have changed; each takes the place of the one before. */
  answers: z.array(z.object({ filing: FilingId, movers: z.array(MoverAnswer) })),
  residents: z.array(Resident),
  households: z.array(Household),
  /** No longer of this office: their data are erased here. */
  gone: z.object({ residents: z.array(ResidentId), households: z.array(HouseholdId) }),
  /** The whole move-out list of each resident named. */
  departures: z.array(z.object({ resident: ResidentId, lines: z.array(Departure) })),
  /** The whole move-in list of each resident named; absent where nobody came. */
  arrivals: z.array(z.object({ resident: ResidentId, lines: z.array(Arrival) })).optional(),
});
export type DecisionBody = z.infer<typeof DecisionBody>;

/** An entry that central could not read: kept there raw, and shown to the clerk. */
export const QuarantineBody = z.object({
  device: DeviceId,
  incarnation: z.int().min(1),
  seq: z.int().min(1),
  reason: z.string().max(400),
});
export type QuarantineBody = z.infer<typeof QuarantineBody>;

/** What an office needs to issue papers by itself. */
export const ProvisionBody = z.object({
  /** New ones; what was granted before stays granted. */
  blocks: z.array(SerialBlock),
  /** Takes the place of the one before; null if it stays. */
  policy: IssuingPolicy.nullable(),
  /** Days and fines of move-ins, with the extensions that were given; takes the place of the one before. */
  deadlines: received(DeadlinePolicy).optional(),
});
export type ProvisionBody = z.infer<typeof ProvisionBody>;

export type FeedContent =
  | { readonly kind: 'decision'; readonly body: DecisionBody }
  | { readonly kind: 'quarantine'; readonly body: QuarantineBody }
  | { readonly kind: 'provision'; readonly body: ProvisionBody };

/** Writes the exact text of a feed item that follows `position`. */
export const writeFeedItem = (
  content: FeedContent,
  place: { readonly office: OfficeId; readonly position: Position; readonly at: string; readonly cause: FilingId },
  sha256: Sha256,
): { readonly header: string; readonly body: string; readonly position: Position } => {
  const body = JSON.stringify(content.body);
  const header: FeedHeader = {
    v: 1,
    kind: content.kind,
    epoch: place.position.epoch,
    office: place.office,
    seq: place.position.seq + 1,
    prev: place.position.hash,
    at: place.at,
    cause: place.cause,
    bodyHash: sha256(body),
  };
  const text = JSON.stringify(header);
  return { header: text, body, position: { epoch: header.epoch, seq: header.seq, hash: sha256(text) } };
};

export type FeedFault =
  | 'not-json'
  | 'wrong-office'
  | 'wrong-epoch'
  | 'gap'
  | 'wrong-previous'
  | 'wrong-body'
  | 'unreadable';

export type CheckedItem =
  | { readonly ok: true; readonly header: FeedHeader; readonly content: FeedContent; readonly position: Position }
  | { readonly ok: false; readonly fault: FeedFault };

/** Checks that `link` is the very next item after `position`, unaltered, and reads it. */
export const checkFeedItem = (link: Link, office: OfficeId, position: Position, sha256: Sha256): CheckedItem => {
  const parsed = FeedHeader.safeParse(parseJson(link.header));
  if (!parsed.success || link.body === null) return { ok: false, fault: 'not-json' };
  const header = parsed.data;
  if (header.office !== office) return { ok: false, fault: 'wrong-office' };
  if (header.epoch !== position.epoch) return { ok: false, fault: 'wrong-epoch' };
  if (header.seq !== position.seq + 1) return { ok: false, fault: 'gap' };
  if (header.prev !== position.hash) return { ok: false, fault: 'wrong-previous' };
  if (header.bodyHash !== sha256(link.body)) return { ok: false, fault: 'wrong-body' };
  const content = readFeedBody(header.kind, link.body);
  if (!content) return { ok: false, fault: 'unreadable' };
  return { ok: true, header, content, position: { epoch: header.epoch, seq: header.seq, hash: sha256(link.header) } };
};

export const readFeedBody = (kind: FeedHeader['kind'], body: string): FeedContent | null => {
  const json = parseJson(body);
  switch (kind) {
    case 'decision': {
      const parsed = DecisionBody.safeParse(json);
      return parsed.success ? { kind, body: parsed.data } : null;
    }
    case 'quarantine': {
      const parsed = QuarantineBody.safeParse(json);
      return parsed.success ? { kind, body: parsed.data } : null;
    }
    case 'provision': {
      const parsed = ProvisionBody.safeParse(json);
      return parsed.success ? { kind, body: parsed.data } : null;
    }
  }
};
