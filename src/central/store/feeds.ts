import { genesis } from '../../shared/contract/chain.ts';
import type { Position } from '../../shared/contract/position.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { Sql, Statement } from './database.ts';
import { plainArray } from './pack.ts';
import type { Vault } from './seal.ts';

/** Rung once for each batch of decisions. */
export const feedChannel = 'rrs_feed';

/** The epoch that counts now. */
export const currentEpoch = async (sql: Sql): Promise<number> => {
  const [row] = await sql.rows<{ n: number | null }>('select max(n) n from epoch');
  if (!row || row.n === null) throw new Error('no epoch was opened');
  return row.n;
};

/** Starts every office's feed anew. */
export const openEpoch = async (sql: Sql, epoch: number, at: string): Promise<void> => {
  await sql.run('insert into epoch (n, opened_at) values ($1, $2)', [epoch, at]);
  await sql.run('insert into feed_head (epoch, office, seq, hash) select $1, id, 0, $2 from office', [epoch, genesis]);
};

/** Where the feeds end in the epoch that counts now, or in another. Offices that are not on the list have none. */
export const feedHeads = async (
  sql: Sql,
  epoch: number | 'current',
  offices: readonly OfficeId[],
): Promise<Map<OfficeId, Position>> => {
  const rows = await sql.rows<Position & { office: OfficeId }>(
    `select office, epoch, seq, hash from feed_head
     where epoch = coalesce($1, (select max(n) from epoch)) and office = any ($2::text[])`,
    [epoch === 'current' ? null : epoch, plainArray(offices)],
  );
  return new Map(rows.map(({ office, epoch, seq, hash }) => [office, { epoch, seq, hash }]));
};

export interface NewItem {
  readonly office: OfficeId;
  readonly seq: number;
  readonly header: string;
  readonly body: string;
}

/** Adds items. The caller moves the heads with it, and is the only one who does. */
export const insertItems = (vault: Vault, epoch: number, items: readonly NewItem[]): Statement => {
  const bodies = vault.sealAll(
    'feed.body',
    items.map(({ office, seq, body }) => ({ row: `${epoch} ${office} ${seq}`, text: body })),
  );
  return {
    text: `insert into feed (epoch, office, seq, header, body)
     select $1, i.office, i.seq, i.header, substring($2::bytea from i.start for i.length)
     from unnest($3::text[], $4::int[], $5::text[], $6::int[], $7::int[]) as i (office, seq, header, start, length)`,
    values: [
      epoch,
      bodies.bytes,
      plainArray(items.map((item) => item.office)),
      plainArray(items.map((item) => item.seq)),
      items.map((item) => item.header),
      bodies.starts,
      bodies.lengths,
    ],
  };
};

export const moveHeads = (heads: ReadonlyMap<OfficeId, Position>): Statement => ({
  text: `update feed_head f set seq = h.seq, hash = h.hash
     from unnest($1::text[], $2::int[], $3::int[], $4::text[]) as h (office, epoch, seq, hash)
     where f.epoch = h.epoch and f.office = h.office`,
  values: [
    plainArray([...heads.keys()]),
    plainArray([...heads.values()].map(({ epoch }) => epoch)),
    plainArray([...heads.values()].map(({ seq }) => seq)),
    plainArray([...heads.values()].map(({ hash }) => hash)),
  ],
});

/** Heard by every process when this transaction commits. */
export const ringFeeds: Statement = { text: `select pg_notify('${feedChannel}', '')`, values: [] };

export interface StoredItem {
  readonly seq: number;
  readonly header: string;
  readonly body: Buffer;
}

export interface StoredPage {
  readonly head: Position;
  /** From `fromSeq` on, in order. */
  readonly items: readonly StoredItem[];
}

/** Up to `count` items from `fromSeq` on, with the head they belong to; items after that head are left out. */
export const feedPage = async (sql: Sql, office: OfficeId, fromSeq: number, count: number): Promise<StoredPage> => {
  const head = (await feedHeads(sql, 'current', [office])).get(office);
  if (!head) throw new Error(`office ${office} has no feed`);
  const items = await sql.rows<StoredItem>(
    `select seq, header, body from feed where epoch = $1 and office = $2 and seq between $3 and $4 order by seq limit $5`,
    [head.epoch, office, fromSeq, head.seq, count],
  );
  return { head, items };
};
