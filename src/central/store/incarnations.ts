import type { RestoredFrom } from '../../shared/contract/sync.ts';
import type { DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import type { Sql } from './database.ts';
import { enterJournal, type JournalName } from './journals.ts';

/** A key that counted once: its device was restored from a backup since, and goes on with another. */
export interface ClosedKey {
  readonly incarnation: number;
  /** SPKI, DER. */
  readonly publicKey: Buffer;
}

export const closedKeysOf = (sql: Sql, device: DeviceId): Promise<ClosedKey[]> =>
  sql.rows<ClosedKey>(
    'select incarnation, public_key "publicKey" from closed_incarnation where device = $1 order by incarnation desc',
    [device],
  );

/** Whether the device ever had an incarnation of this number, or entries came under it. Numbers are in no order. */
export const isIncarnationUsed = async (sql: Sql, { device, incarnation }: JournalName): Promise<boolean> => {
  const [used] = await sql.rows(
    `select 1 from device where id = $1 and incarnation = $2
     union all select 1 from closed_incarnation where device = $1 and incarnation = $2
     union all select 1 from journal where device = $1 and incarnation = $2
     union all select 1 from quarantine where device = $1 and incarnation = $2 limit 1`,
    [device, incarnation],
  );
  return used !== undefined;
};

/** Closes the incarnation that the device is in, and begins the next one with an empty journal and its own key. */
export const beginIncarnation = async (
  sql: Sql,
  device: DeviceId,
  next: { readonly incarnation: number; readonly publicKey: Buffer; readonly from: RestoredFrom; readonly at: string },
): Promise<void> => {
  const { incarnation, publicKey, from, at } = next;
  await sql.run(
    `insert into closed_incarnation
     select id, incarnation, public_key, coalesce(keyed_at, enrolled_at), $2, caught_up_on, $3, $4, $5, $6
     from device where id = $1`,
    [device, at, incarnation, from.incarnation, from.head.seq, from.takenAt],
  );
  await sql.run('update device set incarnation = $2, public_key = $3, keyed_at = $4 where id = $1', [
    device,
    incarnation,
    publicKey,
    at,
  ]);
  await enterJournal(sql, { device, incarnation });
};

/** Serials that nobody may use any more: their device was restored, and can't tell which of them it used. */
export interface VoidBlock {
  readonly office: OfficeId;
  readonly device: DeviceId;
  readonly incarnation: number;
  readonly closedAt: string;
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
  /** How many of them central knows a paper for. */
  readonly used: number;
}

export const voidBlocks = (sql: Sql): Promise<VoidBlock[]> =>
  sql.rows<VoidBlock>(
    `select b.office, b.device, b.incarnation, c.closed_at "closedAt", b.epoch, b.first, b.last, b.used
     from serial_block b join closed_incarnation c on c.device = b.device and c.incarnation = b.incarnation
     order by b.office, b.epoch, b.first`,
  );

/** An entry that came from a closed incarnation, kept raw until a person decides. */
export interface LateEntry {
  readonly device: DeviceId;
  readonly incarnation: number;
  readonly seq: number;
  readonly hash: string;
  readonly raw: Buffer;
  readonly arrivedAt: string;
}

/** Why it is kept, as it stands in the quarantine. */
export const lateReason = 'its incarnation was closed';

/** Those that are not in a journal by now. */
export const lateEntries = (sql: Sql): Promise<LateEntry[]> =>
  sql.rows<LateEntry>(
    `select q.device, q.incarnation, q.seq, q.hash, q.raw, q.arrived_at "arrivedAt" from quarantine q
     where q.reason = $1 and not exists (
       select 1 from inbox i
       where i.device = q.device and i.incarnation = q.incarnation and i.seq = q.seq and i.hash = q.hash)
     order by q.device, q.incarnation, q.seq`,
    [lateReason],
  );
