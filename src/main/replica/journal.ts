import { createPrivateKey, sign as signBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { emptyHead, type Head } from '../../shared/contract/chain.ts';
import { type Act, readEntryHeader, writeEntry } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { type Signed, sign } from '../../shared/contract/signed.ts';
import type { JournalHead, PushAnswer } from '../../shared/contract/sync.ts';
import type { DeviceId } from '../../shared/registry/ids.ts';
import type { System } from '../system.ts';
import { journalTable } from './collections.ts';
import type { Connection } from './connection.ts';
import type { Meta } from './views/meta.ts';

/** Entries as they are sent: the exact texts, the head after the last of them, and the device's word on that head. */
export interface Batch {
  readonly incarnation: number;
  readonly entries: readonly { readonly header: string; readonly body: string }[];
  readonly head: Signed;
}

/** How many entries left the outbox, and how many came back into it. */
export interface OutboxChange {
  readonly left: number;
  readonly cameBack: number;
}

export interface Journal {
  /** Puts an act at the end of the chain: entry, views and position in one transaction. */
  readonly append: (act: Act) => Promise<void>;
  readonly has: (id: string) => boolean;
  /** What kind of act an entry is, or null if there is no such entry. */
  readonly kindOf: (id: string) => string | null;
  /** The act's body as it was written, or null if there is no such entry or it was erased. */
  readonly bodyOf: (id: string) => string | null;
  readonly head: () => Head;
  /**
   * Of which earlier incarnations of this device the journal holds entries; none unless it was restored.
   *
   * @param which `uncovered` for those of which central's backup may have more by now than it last said
   */
  readonly earlier: (which: 'every' | 'uncovered') => readonly number[];
  readonly unsentCount: () => number;
  /** The first entries without a receipt, those of earlier incarnations before the others; none if all have one. */
  readonly nextBatch: (limit: number) => Batch;
  /** No entries, and where an incarnation's journal ends here: asks central how much of it is there. */
  readonly headOf: (incarnation: number) => Batch;
  /**
   * Notes what central has. Entries above its head are in the outbox again, whatever it said of them before: a central
   * restored from a backup lost them. Returns an error if its journal of this device is not ours.
   */
  readonly storeReceipts: (answer: PushAnswer) => Result<OutboxChange, AppError>;
  /** The sequence number at which the chain is broken or unreadable, or null. Looks at the last entry and the outbox. */
  readonly findBreak: () => number | null;
}

/** Null where the document is no JSON any more, which `findBreak` then finds. */
const textOf = (field: 'header' | 'body'): string =>
  `SELECT iif(json_valid(data), json_extract(data, '$.${field}'), NULL) FROM "${journalTable}" WHERE id = ?`;

/** Where the journal of an incarnation ends in a file. */
export const createJournalEnds = (db: Database): ((device: DeviceId, incarnation: number) => Head) => {
  const last = db.prepare<[string, number], Head>(
    'SELECT seq, hash FROM entry WHERE device = ? AND incarnation = ? ORDER BY seq DESC LIMIT 1',
  );
  return (device, incarnation) => last.get(device, incarnation) ?? emptyHead;
};

/** Up to which entry of each incarnation central's own backup has what it took. */
export const coveredSeqs = (meta: Pick<Meta, 'get'>): Readonly<Record<number, number>> => {
  const present = meta.get('covered');
  const all = [...(meta.get('coveredEarlier') ?? []), ...(present ? [present] : [])];
  return Object.fromEntries(all.map(({ incarnation, seq }) => [incarnation, seq]));
};

export const createJournal = ({ db, meta, folds, collections }: Connection, system: System): Journal => {
  const statements = {
    hashAt: db
      .prepare<[string, number, number], string>(
        'SELECT hash FROM entry WHERE device = ? AND incarnation = ? AND seq = ?',
      )
      .pluck(),
    header: db.prepare<[string], string | null>(textOf('header')).pluck(),
    body: db.prepare<[string], string | null>(textOf('body')).pluck(),
    has: db.prepare<[string], number>('SELECT 1 FROM entry WHERE id = ?').pluck(),
    kind: db.prepare<[string], string>('SELECT kind FROM entry WHERE id = ?').pluck(),
    earlier: db
      .prepare<[string, number], number>(
        'SELECT DISTINCT incarnation FROM entry WHERE device = ? AND incarnation < ? ORDER BY incarnation',
      )
      .pluck(),
    unsentCount: db
      .prepare<[string], number>('SELECT count(*) FROM entry WHERE device = ? AND receipt IS NULL')
      .pluck(),
    firstUnsent: db
      .prepare<[string], number | null>('SELECT min(incarnation) FROM entry WHERE device = ? AND receipt IS NULL')
      .pluck(),
    unsent: db.prepare<[string, number, number], { seq: number; id: string; hash: string }>(
      'SELECT seq, id, hash FROM entry WHERE device = ? AND incarnation = ? AND receipt IS NULL ORDER BY seq LIMIT ?',
    ),
    erasedAfter: db
      .prepare<[string, number, number], number>(
        `SELECT 1 FROM entry e JOIN "${journalTable}" j ON j.id = e.id
         WHERE e.device = ? AND e.incarnation = ? AND e.seq > ? AND json_extract(j.data, '$.body') IS NULL LIMIT 1`,
      )
      .pluck(),
    receive: db.prepare(
      `UPDATE entry SET receipt = ? WHERE device = ? AND incarnation = ? AND seq = ? AND hash = ? AND id = ?
         AND receipt IS NULL`,
    ),
    forget: db.prepare(
      'UPDATE entry SET receipt = NULL WHERE device = ? AND incarnation = ? AND seq > ? AND receipt IS NOT NULL',
    ),
  };

  const identity = meta.get('identity');
  if (!identity) throw new Error('a journal needs a device');
  const { device, incarnation } = identity;
  const key = createPrivateKey({ key: Buffer.from(identity.deviceKey, 'base64url'), format: 'der', type: 'pkcs8' });

  const endOf = createJournalEnds(db);
  const lastOf = (which: number): Head => endOf(device, which);
  let head = lastOf(incarnation);
  const earlier = statements.earlier.all(device, incarnation);
  /** How far central's backup had this incarnation when it was last asked for an earlier one. */
  const askedAt = new Map<number, number>();
  const coveredNow = (): number => coveredSeqs(meta)[incarnation] ?? 0;
  // Time never runs backwards in the journal, even when the computer's clock does; nor from one incarnation to the next.
  let lastAt = '';
  for (const each of [...earlier, incarnation]) {
    const at = readEntryHeader(headerAt(each, lastOf(each).seq) ?? '')?.at ?? '';
    if (at > lastAt) lastAt = at;
  }

  function headerAt(which: number, seq: number): string | null {
    const id = db
      .prepare<[string, number, number], string>(
        'SELECT id FROM entry WHERE device = ? AND incarnation = ? AND seq = ?',
      )
      .pluck()
      .get(device, which, seq);
    return id === undefined ? null : (statements.header.get(id) ?? null);
  }

  const isSound = (which: number, seq: number, mayBeErased: boolean): boolean => {
    const text = headerAt(which, seq);
    const header = text === null ? null : readEntryHeader(text);
    if (text === null || !header || system.sha256(text) !== statements.hashAt.get(device, which, seq)) return false;
    const body = statements.body.get(header.id);
    const previous = seq === 1 ? emptyHead.hash : statements.hashAt.get(device, which, seq - 1);
    const isBodySound = typeof body === 'string' ? system.sha256(body) === header.bodyHash : mayBeErased;
    return header.prev === previous && isBodySound;
  };

  /** The present key vouches for the journals of earlier incarnations too: theirs are gone with the computer they were on. */
  const batchOf = (which: number, entries: Batch['entries'], end: Head): Batch => {
    const statement: JournalHead = { type: 'journal-head', device, incarnation: which, head: end };
    const signText = (text: string): string => signBytes(null, Buffer.from(text), key).toString('base64url');
    return { incarnation: which, entries, head: sign(statement, signText) };
  };

  const noteCovered = ({ incarnation: which, head: { seq: theirs }, covered, mismatch }: PushAnswer): void => {
    if (which < incarnation) askedAt.set(which, coveredNow());
    if (covered === undefined) return;
    const said = { incarnation: which, seq: Math.min(covered, theirs) };
    if (which === incarnation) meta.set('covered', said);
    // Where central has more than is here, only it can tell whether that is the same journal.
    else if (!mismatch) {
      const others = (meta.get('coveredEarlier') ?? []).filter((each) => each.incarnation !== which);
      meta.set('coveredEarlier', [...others, said]);
    }
  };

  return {
    append: async (act) => {
      const clock = new Date(system.now()).toISOString();
      const at = clock > lastAt ? clock : lastAt;
      const { header, body } = writeEntry(act, { device, incarnation, head, at }, system.sha256);
      system.reached('append:decided');
      await collections.journal.insert({ id: act.id, device, incarnation, seq: head.seq + 1, header, body });
      head = { seq: head.seq + 1, hash: system.sha256(header) };
      lastAt = at;
      system.reached('append:committed');
    },

    has: (id) => statements.has.get(id) !== undefined,
    kindOf: (id) => statements.kind.get(id) ?? null,
    bodyOf: (id) => statements.body.get(id) ?? null,
    head: () => head,
    // All journals are backed up together, so there is news of the earlier ones when there is of this one.
    earlier: (which) =>
      which === 'every'
        ? earlier
        : earlier.filter(
            (each) => (coveredSeqs(meta)[each] ?? 0) < lastOf(each).seq && askedAt.get(each) !== coveredNow(),
          ),
    unsentCount: () => statements.unsentCount.get(device) ?? 0,

    nextBatch: (limit) => {
      const which = statements.firstUnsent.get(device) ?? incarnation;
      const rows = statements.unsent.all(device, which, limit);
      const entries = rows.map(({ seq, id }) => {
        const header = statements.header.get(id);
        const body = statements.body.get(id);
        if (typeof header !== 'string' || typeof body !== 'string') throw new Error(`journal entry ${seq} has no text`);
        return { header, body };
      });
      const last = rows.at(-1);
      return batchOf(which, entries, last ? { seq: last.seq, hash: last.hash } : head);
    },
    headOf: (which) => batchOf(which, [], lastOf(which)),

    storeReceipts: (answer) => {
      const { head: theirs, incarnation: which } = answer;
      const ownSeq = lastOf(which).seq;
      const own = theirs.seq === 0 ? emptyHead.hash : statements.hashAt.get(device, which, theirs.seq);
      // Of an earlier life central may have what was written after the backup: its receipts name each entry by hash.
      const hasMore = which < incarnation && theirs.seq > ownSeq;
      // More than we have, or another chain: this file is an old copy, or somebody else writes in our name.
      if (which > incarnation || (own !== theirs.hash && !hasMore))
        return err({ type: 'JournalMismatch', centralSeq: theirs.seq, ownSeq });
      // RT-5: what was erased here can't be offered again; its receipt is all there is to show for it, and stays.
      const erased = meta.get('erasedTo');
      const isEarlierGone = which < incarnation && statements.erasedAfter.get(device, which, theirs.seq) !== undefined;
      if (isEarlierGone || (erased?.incarnation === which && theirs.seq < erased.seq))
        return err({ type: 'JournalMismatch', centralSeq: theirs.seq, ownSeq });
      noteCovered(answer);
      const change = db.transaction((): OutboxChange => {
        let left = 0;
        for (const { seq, hash, status, id } of answer.receipts) {
          if (seq > theirs.seq) continue;
          const { changes } = statements.receive.run(status, device, which, seq, hash, id);
          left += changes;
          if (changes > 0 && status === 'quarantined') folds.filings.markQuarantined(id, null);
        }
        return { left, cameBack: statements.forget.run(device, which, theirs.seq).changes };
      })();
      return ok(change);
    },

    findBreak: () => {
      for (const which of [...earlier, incarnation]) {
        const unsent = statements.unsent.all(device, which, 1_000_000).map((row) => row.seq);
        const broken = unsent.find((seq) => !isSound(which, seq, false));
        if (broken !== undefined) return broken;
        const { seq } = lastOf(which);
        if (seq > 0 && !isSound(which, seq, true)) return seq;
      }
      return null;
    },
  };
};
