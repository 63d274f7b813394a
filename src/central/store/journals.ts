import { genesis, type Head } from '../../shared/contract/chain.ts';
import type { DeviceId, FilingId } from '../../shared/registry/ids.ts';
import type { Sql } from './database.ts';
import { type Packed, pack, plainArray } from './pack.ts';

export interface JournalName {
  readonly device: DeviceId;
  readonly incarnation: number;
}

export interface NewEntry {
  readonly id: FilingId;
  readonly seq: number;
  readonly kind: string | null;
  readonly header: string;
  readonly hash: string;
  /** Why the entry can't be used; null if it can. */
  readonly quarantined: string | null;
  /** Whether the decider has to look at it. */
  readonly toDecide: boolean;
}

/**
 * Stores the entries and moves the journal's head from `from` to `to`, all or nothing; false if the head is not
 * `from`. Throws a unique violation if an entry's id is taken.
 */
export const continueJournal = async (
  sql: Sql,
  journal: JournalName,
  step: {
    readonly from: Head;
    readonly to: Head;
    readonly signedHead: string;
    readonly entries: readonly NewEntry[];
    /** Sealed, in the same order. */
    readonly bodies: Packed;
    readonly at: string;
  },
): Promise<boolean> => {
  const { from, to, signedHead, entries, bodies, at } = step;
  const [row] = await sql.rows<{ stored: number }>(
    `with place as (
       update journal set seq = $5, hash = $6, signed_head = $7
       where device = $1 and incarnation = $2 and seq = $3 and hash = $4
       returning device
     ), stored as (
       insert into inbox (id, office, device, incarnation, seq, kind, header, hash, body, arrived_at, caught_up_on, quarantined)
       select e.id, d.office, d.id, $2, e.seq, e.kind, e.header, e.hash, substring($8::bytea from e.start for e.length),
         $9, d.caught_up_on, e.quarantined
       from place join device d on d.id = place.device,
         unnest($10::uuid[], $11::int[], $12::text[], $13::text[], $14::text[], $15::text[], $16::int[], $17::int[])
           as e (id, seq, kind, header, hash, quarantined, start, length)
       order by e.seq
       returning arrival, seq
     ), queued as (
       insert into undecided (arrival) select arrival from stored where seq = any ($18::int[])
     )
     select count(*)::int stored from stored`,
    [
      journal.device,
      journal.incarnation,
      from.seq,
      from.hash,
      to.seq,
      to.hash,
      signedHead,
      bodies.bytes,
      at,
      plainArray(entries.map((entry) => entry.id)),
      plainArray(entries.map((entry) => entry.seq)),
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.header),
      plainArray(entries.map((entry) => entry.hash)),
      entries.map((entry) => entry.quarantined),
      bodies.starts,
      bodies.lengths,
      plainArray(entries.filter((entry) => entry.toDecide).map((entry) => entry.seq)),
    ],
  );
  return row?.stored === entries.length;
};

/** The epoch that counts now, and up to which entry of the journal central's own backup has what it took. */
export const epochAndCovered = async (
  sql: Sql,
  { device, incarnation }: JournalName,
): Promise<{ readonly epoch: number; readonly covered: number }> => {
  const [row] = await sql.rows<{ epoch: number | null; covered: number }>(
    `select max(n) epoch, coalesce((select covered from journal where device = $1 and incarnation = $2), 0) covered
     from epoch`,
    [device, incarnation],
  );
  if (!row || row.epoch === null) throw new Error('no epoch was opened');
  return { epoch: row.epoch, covered: row.covered };
};

/** Notes that a backup has everything that arrived before a time, and says of how many journals that is news. */
export const noteCovered = (sql: Sql, before: string): Promise<number> =>
  sql.run(
    `update journal set covered = had.seq from (
       select device, incarnation, max(seq) seq from inbox where arrived_at < $1 group by device, incarnation
     ) had
     where journal.device = had.device and journal.incarnation = had.incarnation and journal.covered < had.seq`,
    [before],
  );

/** Central's head of a journal, or null if it has never heard of it. */
export const journalHead = async (sql: Sql, { device, incarnation }: JournalName): Promise<Head | null> => {
  const [head] = await sql.rows<Head>('select seq, hash from journal where device = $1 and incarnation = $2', [
    device,
    incarnation,
  ]);
  return head ?? null;
};

/** Enters a journal that starts, with an empty head; one that is there stays as it is. */
export const enterJournal = async (sql: Sql, { device, incarnation }: JournalName): Promise<void> => {
  await sql.run('insert into journal (device, incarnation, seq, hash) values ($1, $2, 0, $3) on conflict do nothing', [
    device,
    incarnation,
    genesis,
  ]);
};

/** Central's head of a journal, held until the transaction ends; one that starts is entered. */
export const lockJournal = async (sql: Sql, journal: JournalName): Promise<Head> => {
  await enterJournal(sql, journal);
  const [head] = await sql.rows<Head>(
    'select seq, hash from journal where device = $1 and incarnation = $2 for update',
    [journal.device, journal.incarnation],
  );
  if (!head) throw new Error('the journal was just entered');
  return head;
};

export interface StoredEntry {
  readonly id: FilingId;
  readonly seq: number;
  readonly hash: string;
  readonly quarantined: string | null;
}

/** What central has of a journal between two places, both included. */
export const storedEntries = (
  sql: Sql,
  { device, incarnation }: JournalName,
  fromSeq: number,
  toSeq: number,
): Promise<StoredEntry[]> =>
  sql.rows<StoredEntry>(
    `select id, seq, hash, quarantined from inbox
     where device = $1 and incarnation = $2 and seq between $3 and $4 order by seq`,
    [device, incarnation, fromSeq, toSeq],
  );

/** Which of these entry ids are taken. */
export const takenIds = async (sql: Sql, ids: readonly FilingId[]): Promise<Set<FilingId>> => {
  const rows = await sql.rows<{ id: FilingId }>(
    'select id from inbox where id = any ($1::uuid[]) and quarantined is null',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
};

/** Keeps entries that have no place in the journal. The same entry sent again is kept once. */
export const keepRaw = async (
  sql: Sql,
  { device, incarnation }: JournalName,
  kept: {
    readonly entries: readonly { readonly seq: number; readonly hash: string; readonly sealed: Buffer }[];
    readonly reason: string;
    readonly at: string;
  },
): Promise<void> => {
  const raw = pack(kept.entries.map((entry) => entry.sealed));
  await sql.run(
    `insert into quarantine (device, incarnation, seq, hash, raw, reason, arrived_at)
     select $1, $2, e.seq, e.hash, substring($3::bytea from e.start for e.length), $4, $5
     from unnest($6::int[], $7::text[], $8::int[], $9::int[]) as e (seq, hash, start, length)
     on conflict do nothing`,
    [
      device,
      incarnation,
      raw.bytes,
      kept.reason,
      kept.at,
      kept.entries.map((entry) => entry.seq),
      kept.entries.map((entry) => entry.hash),
      raw.starts,
      raw.lengths,
    ],
  );
};
