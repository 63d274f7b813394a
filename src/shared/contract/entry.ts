import { z } from 'zod';
import { DeviceId, FilingId, OfficialId, ResidentId } from '../registry/ids.ts';
import { MoveInReport } from '../registry/move-in.ts';
import { Role } from '../registry/office.ts';
import { genesis, Hash, type Head, type Link, parseJson, type Sha256 } from './chain.ts';
import { Position } from './position.ts';

/** Version of the header. A later one is read by a pure function from the earlier, for ever. */
const headerVersion = 1;

/** One act of one device. The header stays for good; the body can be erased. */
export const EntryHeader = z.strictObject({
  v: z.literal(headerVersion),
  kind: z.string().min(1).max(60),
  /** UUIDv7, made by the command that caused the act. */
  id: FilingId,
  device: DeviceId,
  /** Starts at 1; a device restored from a backup starts a new one. */
  incarnation: z.int().min(1),
  /** 1, 2, 3 … without a gap within an incarnation. */
  seq: z.int().min(1),
  /** Hash of the header before this one. */
  prev: Hash,
  /** max(device clock, highest time stored). For people to read; nothing is decided by it. */
  at: z.iso.datetime(),
  actor: OfficialId,
  role: Role,
  /** Why a resident's data were looked at or used. */
  purpose: z.string().min(1).max(60),
  subject: z.string().max(60).nullable(),
  bodyHash: Hash,
});
export type EntryHeader = z.infer<typeof EntryHeader>;

/** The bodies, by kind. A new version of a body is a new row here, with a function that reads the old one. */
export const entryBodies = {
  moveInReported: z.strictObject({
    v: z.literal(1),
    /** What the official saw when filing: the feed position of the replica, or null before the first sync. */
    asOf: Position.nullable(),
    report: MoveInReport,
  }),
  residentViewed: z.strictObject({ v: z.literal(1), resident: ResidentId }),
} as const;

export type EntryKind = keyof typeof entryBodies;
export type EntryBody<K extends EntryKind> = z.infer<(typeof entryBodies)[K]>;

/** An act before it has its place in the chain. */
export interface Act<K extends EntryKind = EntryKind> {
  readonly kind: K;
  readonly id: FilingId;
  readonly actor: OfficialId;
  readonly role: Role;
  readonly purpose: string;
  readonly subject: string | null;
  readonly body: EntryBody<K>;
}

/** Where an act takes its place. */
export interface EntryPlace {
  readonly device: DeviceId;
  readonly incarnation: number;
  readonly head: Head;
  readonly at: string;
}

/** Writes the exact text of an entry. The order of the keys is part of the format; golden files hold it. */
export const writeEntry = (act: Act, place: EntryPlace, sha256: Sha256): Link & { body: string; header: string } => {
  const body = JSON.stringify(act.body);
  const header: EntryHeader = {
    v: headerVersion,
    kind: act.kind,
    id: act.id,
    device: place.device,
    incarnation: place.incarnation,
    seq: place.head.seq + 1,
    prev: place.head.seq === 0 ? genesis : place.head.hash,
    at: place.at,
    actor: act.actor,
    role: act.role,
    purpose: act.purpose,
    subject: act.subject,
    bodyHash: sha256(body),
  };
  return { header: JSON.stringify(header), body };
};

export type ReadEntry =
  | { readonly type: 'known'; readonly header: EntryHeader; readonly act: KnownAct }
  /** The chain holds, but this version can't read the content: it is kept raw. */
  | { readonly type: 'unreadable'; readonly header: EntryHeader; readonly reason: string };

export type KnownAct = { [K in EntryKind]: { readonly kind: K; readonly body: EntryBody<K> } }[EntryKind];

/** Reads a header that came from outside; null where it is none. */
export const readEntryHeader = (text: string): EntryHeader | null => {
  const parsed = EntryHeader.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
};

/** Reads the body that belongs to a header. Its hash must have been checked. */
export const readEntryBody = (header: EntryHeader, body: string): ReadEntry => {
  if (!Object.hasOwn(entryBodies, header.kind))
    return { type: 'unreadable', header, reason: `unknown kind ${header.kind}` };
  const kind = header.kind as EntryKind;
  const parsed = entryBodies[kind].safeParse(parseJson(body));
  if (!parsed.success)
    return {
      type: 'unreadable',
      header,
      reason: `${kind}: ${parsed.error.issues[0]?.path.join('.') ?? ''} is not valid`,
    };
  return { type: 'known', header, act: { kind, body: parsed.data } as KnownAct };
};
