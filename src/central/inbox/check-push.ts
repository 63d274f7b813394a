import { z } from 'zod';
import { Hash, type Head, parseJson } from '../../shared/contract/chain.ts';
import { type KnownAct, readEntryBody, readEntryHeader } from '../../shared/contract/entry.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { openSigned, type Verify } from '../../shared/contract/signed.ts';
import { JournalHead, type PushRequest } from '../../shared/contract/sync.ts';
import type { Serial } from '../../shared/registry/certificate.ts';
import { DeviceId, FilingId } from '../../shared/registry/ids.ts';
import { ResidentNumber } from '../../shared/registry/resident-number.ts';
import { sha256 } from '../store/sha256.ts';

/** An entry that stands in its place in the chain, whatever its content is. */
export interface CheckedEntry {
  readonly id: FilingId;
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  /** Null where it is none that this version knows. */
  readonly kind: KnownAct['kind'] | null;
  readonly header: string;
  readonly body: string;
  /** Why it can't be used; null if it can. */
  readonly quarantined: string | null;
  /** Whether anything follows from it; whatever else is sent is only kept. */
  readonly toDecide: boolean;
}

export interface CheckedPush {
  readonly entries: readonly CheckedEntry[];
  /** After the last of the entries. */
  readonly head: Head;
}

export interface PushFault {
  readonly code: 'bad-request' | 'bad-signature' | 'incarnation-closed';
  readonly detail: string;
}

export interface CheckDeps {
  readonly device: DeviceId;
  readonly verify: Verify;
  /** Whether a number is one that this profile may hold. */
  readonly fits: (number: ResidentNumber) => boolean;
  /** How this profile's serials begin. */
  readonly serialPrefix: string;
}

/**
 * Checks all that can be checked without the database: that the device signed the head, and that the entries are a
 * chain of this device's journal that ends there. What a valid entry says is not looked at, beyond whether it can be
 * read.
 */
export const checkPush = (deps: CheckDeps, push: PushRequest): Result<CheckedPush, PushFault> => {
  const head = openSigned(push.head, JournalHead, deps.verify);
  if (!head) return err({ code: 'bad-signature', detail: 'the head is not signed by this device' });
  if (head.device !== deps.device || head.incarnation !== push.incarnation)
    return err({ code: 'bad-request', detail: 'the head is of another journal' });

  const entries: CheckedEntry[] = [];
  for (const { header, body } of push.entries) {
    const entry = checkEntry(deps, push.incarnation, header, body, entries.at(-1));
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  const last = entries.at(-1);
  if (last && (last.seq !== head.head.seq || last.hash !== head.head.hash))
    return err({ code: 'bad-request', detail: 'the signed head is not the last entry' });
  return ok({ entries, head: head.head });
};

/** What a header must have for its entry to take a place in the chain, whichever version wrote it. */
const ChainFields = z.object({
  id: FilingId,
  device: DeviceId,
  incarnation: z.int().min(1),
  seq: z.int().min(1).max(2_147_483_647),
  prev: Hash,
  bodyHash: Hash,
});

const checkEntry = (
  deps: CheckDeps,
  incarnation: number,
  header: string,
  body: string,
  before: CheckedEntry | undefined,
): Result<CheckedEntry, PushFault> => {
  const known = readEntryHeader(header);
  const fields = known ?? ChainFields.safeParse(parseJson(header)).data;
  if (!fields) return err({ code: 'bad-request', detail: 'an entry has no header that can be read' });
  if (fields.device !== deps.device || fields.incarnation !== incarnation)
    return err({ code: 'bad-request', detail: `entry ${fields.seq} is of another journal` });
  if (before && (fields.seq !== before.seq + 1 || fields.prev !== before.hash))
    return err({ code: 'bad-request', detail: `entry ${fields.seq} does not follow the one before it` });
  if (sha256(body) !== fields.bodyHash)
    return err({ code: 'bad-request', detail: `the body of entry ${fields.seq} is not the one in its header` });

  const read = known
    ? readEntryBody(known, body)
    : { type: 'unreadable' as const, reason: 'header of another version' };
  const problem = read.type === 'unreadable' ? read.reason : contentProblem(deps, fields.id, read.act);
  return ok({
    id: fields.id,
    seq: fields.seq,
    prev: fields.prev,
    hash: sha256(header),
    kind: read.type === 'known' ? read.act.kind : null,
    header,
    body,
    quarantined: problem === null ? null : printable(problem),
    toDecide: problem !== null || (read.type === 'known' && isToDecide(read.act)),
  });
};

const contentProblem = (deps: CheckDeps, id: FilingId, act: KnownAct): string | null => {
  // The database writes ids in lower case, and nothing may depend on two ways to write one.
  if (id !== id.toLowerCase()) return 'the id is not in lower case';
  switch (act.kind) {
    case 'moveInReported':
    case 'registerReported':
    case 'filingAmended':
      return areOurs(deps.fits, act.body) ? null : 'a resident number of the other profile';
    case 'certificateReserved': {
      const { applicant, serial } = act.body;
      if (applicant.number !== null && !deps.fits(applicant.number)) return 'a resident number of the other profile';
      return isOurs(deps, serial) ? null : 'a serial of the other profile';
    }
    case 'certificateStepped':
    case 'certificateOvertaken':
      return isOurs(deps, act.body.serial) ? null : 'a serial of the other profile';
    default:
      return null;
  }
};

/** Whether every resident number that is written anywhere in it, whatever for, is one of this profile. */
const areOurs = (fits: CheckDeps['fits'], value: unknown): boolean => {
  if (typeof value === 'string') {
    const number = value.length === 14 ? ResidentNumber.safeParse(value).data : undefined;
    return number === undefined || fits(number);
  }
  if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) if (!areOurs(fits, each)) return false;
  return true;
};

/** Without their prefix all serials begin with the digits of the office. */
const isOurs = ({ serialPrefix }: CheckDeps, serial: Serial): boolean =>
  serial.startsWith(serialPrefix) && /^\d/.test(serial.slice(serialPrefix.length));

const isToDecide = (act: KnownAct): boolean => {
  switch (act.kind) {
    case 'moveInReported':
    case 'registerReported':
    case 'filingAmended':
    case 'serialsRequested':
    case 'certificateReserved':
    case 'certificateOvertaken':
      return true;
    case 'certificateStepped':
      return act.body.step.to === 'issued' || act.body.step.to === 'void' || act.body.step.to === 'suspect';
    case 'residentViewed':
    case 'numberRevealed':
    case 'passwordSlotAdded':
    case 'backupFolderSet':
    case 'fileRekeyed':
    case 'paperPreviewed':
    case 'ledgerExported':
    case 'printersSet':
    case 'sheetsSpent':
    case 'daySigned':
      return false;
  }
};

/** A reason may quote what the device wrote, and PostgreSQL stores no zero characters. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?').slice(0, 400);
