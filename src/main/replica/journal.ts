import { createPrivateKey, sign as signBytes } from 'node:crypto';
import { emptyHead, type Head } from '../../shared/contract/chain.ts';
import { type Act, readEntryHeader, writeEntry } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { type Signed, sign } from '../../shared/contract/signed.ts';
import type { JournalHead, PushAnswer } from '../../shared/contract/sync.ts';
import type { System } from '../system.ts';
import { journalTable } from './collections.ts';
import type { Connection } from './connection.ts';

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
  readonly unsentCount: () => number;
  /** The first entries without a receipt, none if all have one. */
  readonly nextBatch: (limit: number) => Batch;
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

export const createJournal = ({ db, meta, folds, collections }: Connection, system: System): Journal => {
  const statements = {
    last: db.prepare<[string, number], Head>(
      'SELECT seq, hash FROM entry WHERE device = ? AND incarnation = ? ORDER BY seq DESC LIMIT 1',
    ),
    hashAt: db
      .prepare<[string, number, number], string>(
        'SELECT hash FROM entry WHERE device = ? AND incarnation = ? AND seq = ?',
      )
      .pluck(),
    header: db.prepare<[string], string | null>(textOf('header')).pluck(),
    body: db.prepare<[string], string | null>(textOf('body')).pluck(),
    has: db.prepare<[string], number>('SELECT 1 FROM entry WHERE id = ?').pluck(),
    kind: db.prepare<[string], string>('SELECT kind FROM entry WHERE id = ?').pluck(),
    unsentCount: db
      .prepare<[string, number], number>(
        'SELECT count(*) FROM entry WHERE device = ? AND incarnation = ? AND receipt IS NULL',
      )
      .pluck(),
    unsent: db.prepare<[string, number, number], { seq: number; id: string; hash: string }>(
      'SELECT seq, id, hash FROM entry WHERE device = ? AND incarnation = ? AND receipt IS NULL ORDER BY seq LIMIT ?',
    ),
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

  let head = statements.last.get(device, incarnation) ?? emptyHead;
  // Time never runs backwards in the journal, even when the computer's clock does.
  let lastAt = head.seq === 0 ? '' : (readEntryHeader(headerAt(head.seq) ?? '')?.at ?? '');

  function headerAt(seq: number): string | null {
    const id = db
      .prepare<[string, number, number], string>(
        'SELECT id FROM entry WHERE device = ? AND incarnation = ? AND seq = ?',
      )
      .pluck()
      .get(device, incarnation, seq);
    return id === undefined ? null : (statements.header.get(id) ?? null);
  }

  const isSound = (seq: number, mayBeErased: boolean): boolean => {
    const text = headerAt(seq);
    const header = text === null ? null : readEntryHeader(text);
    if (text === null || !header || system.sha256(text) !== statements.hashAt.get(device, incarnation, seq))
      return false;
    const body = statements.body.get(header.id);
    const previous = seq === 1 ? emptyHead.hash : statements.hashAt.get(device, incarnation, seq - 1);
    const isBodySound = typeof body === 'string' ? system.sha256(body) === header.bodyHash : mayBeErased;
    return header.prev === previous && isBodySound;
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
    unsentCount: () => statements.unsentCount.get(device, incarnation) ?? 0,

    nextBatch: (limit) => {
      const rows = statements.unsent.all(device, incarnation, limit);
      const entries = rows.map(({ seq, id }) => {
        const header = statements.header.get(id);
        const body = statements.body.get(id);
        if (typeof header !== 'string' || typeof body !== 'string') throw new Error(`journal entry ${seq} has no text`);
        return { header, body };
      });
      const last = rows.at(-1);
      const batchHead: Head = last ? { seq: last.seq, hash: last.hash } : head;
      const statement: JournalHead = { type: 'journal-head', device, incarnation, head: batchHead };
      return {
        incarnation,
        entries,
        head: sign(statement, (text) => signBytes(null, Buffer.from(text), key).toString('base64url')),
      };
    },

    storeReceipts: (answer) => {
      const { head: theirs } = answer;
      const own = theirs.seq === 0 ? emptyHead.hash : statements.hashAt.get(device, incarnation, theirs.seq);
      // More than we have, or another chain: this file is an old copy, or somebody else writes in our name.
      if (own !== theirs.hash || answer.incarnation !== incarnation)
        return err({ type: 'JournalMismatch', centralSeq: theirs.seq, ownSeq: head.seq });
      const change = db.transaction((): OutboxChange => {
        let left = 0;
        for (const { seq, hash, status, id } of answer.receipts) {
          if (seq > theirs.seq) continue;
          const { changes } = statements.receive.run(status, device, incarnation, seq, hash, id);
          left += changes;
          if (changes > 0 && status === 'quarantined') folds.filings.markQuarantined(id, 'central could not read it');
        }
        return { left, cameBack: statements.forget.run(device, incarnation, theirs.seq).changes };
      })();
      return ok(change);
    },

    findBreak: () => {
      const unsent = statements.unsent.all(device, incarnation, 1_000_000).map((row) => row.seq);
      const broken = unsent.find((seq) => !isSound(seq, false));
      if (broken !== undefined) return broken;
      return head.seq === 0 || isSound(head.seq, true) ? null : head.seq;
    },
  };
};
