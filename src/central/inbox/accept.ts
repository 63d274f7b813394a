import { emptyHead, type Head } from '../../shared/contract/chain.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Verify } from '../../shared/contract/signed.ts';
import type { PushAnswer, PushRequest, Receipt } from '../../shared/contract/sync.ts';
import type { DeviceId } from '../../shared/registry/ids.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import { type LogLine, logLine } from '../../shared/text/log-line.ts';
import type { Reached } from '../steps.ts';
import { sealInboxBodies } from '../store/arrivals.ts';
import { type Database, isUniqueViolation, type Sql } from '../store/database.ts';
import { lateReason } from '../store/incarnations.ts';
import {
  continueJournal,
  epochAndCovered,
  type JournalName,
  journalHead,
  keepRaw,
  lockJournal,
  type NewEntry,
  storedEntries,
  takenIds,
} from '../store/journals.ts';
import type { Vault } from '../store/seal.ts';
import { type CheckedEntry, type CheckedPush, checkPush, type PushFault } from './check-push.ts';

export interface AcceptDeps {
  readonly database: Database;
  readonly vault: Vault;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly fits: (number: ResidentNumber) => boolean;
  readonly serialPrefix: string;
  readonly reached: Reached;
  readonly log: (event: { readonly event: string; readonly detail?: LogLine }) => void;
}

export interface Sender {
  readonly device: DeviceId;
  readonly incarnation: number;
  readonly isClosed: boolean;
  readonly verify: Verify;
}

export type Accept = (sender: Sender, push: PushRequest) => Promise<Result<PushAnswer, PushFault>>;

interface Stored {
  readonly head: Head;
  readonly receipts: readonly Receipt[];
  readonly mismatch: boolean;
}

/**
 * Takes a batch of a device's journal. Every receipt that it answers is on the disk.
 *
 * 1. Verify the head that the device signed, and check that the entries are a chain that ends there.
 * 2. Seal the bodies; what can't be read is kept just the same, with the reason.
 * 3. In one statement: if central's head is where the batch starts, store all entries and move the head.
 * 4. Otherwise look closer, with the journal locked:
 *    a. entries that are here already, with the same hash, get their receipts again;
 *    b. an entry with the place of another one is a fork: nothing is stored, a raw copy goes to quarantine;
 *    c. a gap: nothing is stored, the device goes on from central's head;
 *    d. an id that another entry has: the entry takes its place in the chain, in quarantine;
 *    e. what is left is stored as in 3.
 * 5. Answer receipts and central's head.
 */
export const createAccept =
  (deps: AcceptDeps): Accept =>
  async (sender, push) => {
    const checked = checkPush({ ...sender, fits: deps.fits, serialPrefix: deps.serialPrefix }, push);
    if (!checked.ok) return checked;
    // A device speaks for the incarnations before its own too: it was restored from what they were.
    if (push.incarnation > sender.incarnation)
      return err({ code: 'bad-request', detail: 'the device is in another incarnation' });
    if (sender.isClosed && push.entries.length === 0)
      return err({
        code: 'incarnation-closed',
        detail: 'the device was restored from a backup, and goes on elsewhere',
      });
    deps.reached('accept:verified');
    const journal = { device: sender.device, incarnation: push.incarnation };
    const { entries } = checked.value;

    const stored = sender.isClosed
      ? await keepLate(deps, journal, checked.value)
      : entries.length === 0
        ? await compareHeads(deps, journal, checked.value.head)
        : ((await storeAtHead(deps, journal, checked.value, push)) ??
          (await storeWithCare(deps, journal, checked.value, push)));
    if (!stored) return err({ code: 'bad-request', detail: 'the same ids are being sent by another device' });
    const counts = await epochAndCovered(deps.database, journal);
    deps.reached('accept:stored');
    return ok(toAnswer(journal, counts, stored, timeOf(deps)));
  };

/** What the device is told, in the order of fields that golden files hold. */
export const toAnswer = (
  { device, incarnation }: JournalName,
  { epoch, covered }: { readonly epoch: number; readonly covered: number },
  { head, receipts, mismatch }: Stored,
  at: string,
): PushAnswer => ({
  type: 'receipts',
  device,
  incarnation,
  epoch,
  head,
  receipts: [...receipts],
  mismatch,
  covered,
  at,
});

const timeOf = ({ now }: Pick<AcceptDeps, 'now'>): string => new Date(now()).toISOString();

const receiptOf = (entry: CheckedEntry, quarantined: string | null): Receipt => ({
  id: entry.id,
  seq: entry.seq,
  hash: entry.hash,
  status: quarantined === null ? 'accepted' : 'quarantined',
});

/** Step 3; null where it needs a closer look. */
const storeAtHead = async (
  deps: AcceptDeps,
  journal: JournalName,
  { entries, head }: CheckedPush,
  push: PushRequest,
): Promise<Stored | null> => {
  try {
    const isStored = await store(deps, deps.database, journal, { entries, head }, push);
    if (!isStored) return null;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
  return { head, receipts: entries.map((entry) => receiptOf(entry, entry.quarantined)), mismatch: false };
};

/** Step 4; null if another device kept taking ids of this batch at the same moment. */
const storeWithCare = async (
  deps: AcceptDeps,
  journal: JournalName,
  checked: CheckedPush,
  push: PushRequest,
): Promise<Stored | null> => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return await deps.database.transaction((sql) => storeLocked(deps, sql, journal, checked, push));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  return null;
};

const storeLocked = async (
  deps: AcceptDeps,
  sql: Sql,
  journal: JournalName,
  { entries, head: pushedHead }: CheckedPush,
  push: PushRequest,
): Promise<Stored> => {
  const head = await lockJournal(sql, journal);
  const seen = entries.filter(({ seq }) => seq <= head.seq);
  const fresh = entries.slice(seen.length);
  const found = await storedEntries(sql, journal, entries[0]?.seq ?? 0, head.seq);
  const storedBySeq = new Map(found.map((entry) => [entry.seq, entry]));
  // Both are chains: once they differ they never meet again, so what is the same comes first.
  const same = seen.filter((entry) => storedBySeq.get(entry.seq)?.hash === entry.hash);
  const receipts = same.map((entry) => receiptOf(entry, storedBySeq.get(entry.seq)?.quarantined ?? null));

  const next = fresh[0];
  const isFork = same.length < seen.length || (next?.seq === head.seq + 1 && next.prev !== head.hash);
  if (isFork) {
    await keepFork(deps, sql, journal, entries.slice(same.length));
    return { head, receipts, mismatch: true };
  }
  if (!next) return { head, receipts, mismatch: false };
  if (next.seq !== head.seq + 1) return { head, receipts, mismatch: true };

  const taken = await takenIds(
    sql,
    fresh.map(({ id }) => id),
  );
  const marked = fresh.map((entry) => {
    const isTaken = taken.has(entry.id);
    taken.add(entry.id);
    return isTaken
      ? { ...entry, quarantined: entry.quarantined ?? 'the id belongs to another entry', toDecide: true }
      : entry;
  });
  const isStored = await store(deps, sql, journal, { entries: marked, head: pushedHead }, push);
  if (!isStored) throw new Error('the head of a locked journal moved');
  return {
    head: pushedHead,
    receipts: [...receipts, ...marked.map((entry) => receiptOf(entry, entry.quarantined))],
    mismatch: false,
  };
};

const store = (
  deps: AcceptDeps,
  sql: Sql,
  journal: JournalName,
  { entries, head }: CheckedPush,
  push: PushRequest,
): Promise<boolean> =>
  continueJournal(sql, journal, {
    from: { seq: (entries[0]?.seq ?? 1) - 1, hash: entries[0]?.prev ?? '' },
    to: head,
    signedHead: JSON.stringify(push.head),
    entries: entries.map(toNewEntry),
    bodies: sealInboxBodies(
      deps.vault,
      entries.map(({ seq, body }) => ({ ...journal, seq, body })),
    ),
    at: timeOf(deps),
  });

const toNewEntry = (entry: CheckedEntry): NewEntry => ({
  id: entry.id,
  seq: entry.seq,
  kind: entry.kind,
  header: entry.header,
  hash: entry.hash,
  quarantined: entry.quarantined,
  toDecide: entry.toDecide,
});

const keepFork = async (
  deps: AcceptDeps,
  sql: Sql,
  journal: JournalName,
  entries: readonly CheckedEntry[],
): Promise<void> => {
  deps.log({
    event: 'journal-forked',
    detail: logLine(`${journal.device} ${journal.incarnation} at ${entries[0]?.seq ?? 0}`),
  });
  await keepEntries(deps, sql, journal, entries, 'the journal forked');
};

const keepEntries = (
  deps: AcceptDeps,
  sql: Sql,
  journal: JournalName,
  entries: readonly CheckedEntry[],
  reason: string,
): Promise<void> =>
  keepRaw(sql, journal, {
    entries: entries.map(({ seq, hash, header, body }) => ({
      seq,
      hash,
      sealed: deps.vault.seal('quarantine.raw', hash, JSON.stringify({ header, body })),
    })),
    reason,
    at: timeOf(deps),
  });

/**
 * What a computer sends in whose place another one has gone on: perhaps filings of citizens, perhaps the work of whoever
 * stole a backup. What is in the journal already gets its receipt; the rest is kept raw for a person to look at, and the
 * device is told that it is on the disk here and was not taken.
 */
const keepLate = async (deps: AcceptDeps, journal: JournalName, { entries, head }: CheckedPush): Promise<Stored> => {
  const found = await storedEntries(deps.database, journal, entries[0]?.seq ?? 0, head.seq);
  const storedBySeq = new Map(found.map((entry) => [entry.seq, entry]));
  const late = entries.filter((entry) => storedBySeq.get(entry.seq)?.hash !== entry.hash);
  deps.log({
    event: 'closed-journal-sent',
    detail: logLine(`${journal.device} ${journal.incarnation}: ${late.length} kept for a person`),
  });
  if (late.length > 0) await keepEntries(deps, deps.database, journal, late, lateReason);
  return {
    head,
    receipts: entries.map((entry) => {
      const stored = storedBySeq.get(entry.seq);
      return receiptOf(entry, stored?.hash === entry.hash ? stored.quarantined : lateReason);
    }),
    mismatch: false,
  };
};

/** A push without entries asks where central is. */
const compareHeads = async (deps: AcceptDeps, journal: JournalName, pushed: Head): Promise<Stored> => {
  const head = (await journalHead(deps.database, journal)) ?? emptyHead;
  const [stored] = pushed.seq === 0 ? [] : await storedEntries(deps.database, journal, pushed.seq, pushed.seq);
  return { head, receipts: [], mismatch: stored !== undefined && stored.hash !== pushed.hash };
};
