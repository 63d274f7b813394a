import type { EntryKind } from '../../shared/contract/entry.ts';
import type { DeviceId, FilingId, OfficeId } from '../../shared/registry/ids.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import type { Sql, Statement } from './database.ts';
import { type Packed, plainArray } from './pack.ts';
import type { Vault } from './seal.ts';

/** An entry that came in. */
export interface Arrival {
  /** Its place in the queue, as text: it is only ever handed back. */
  readonly arrival: string;
  readonly id: FilingId;
  readonly office: OfficeId;
  readonly device: DeviceId;
  readonly incarnation: number;
  readonly seq: number;
  /** Null where it is none that central knew when it came. */
  readonly kind: EntryKind | null;
  readonly arrivedAt: string;
  readonly caughtUpOn: PlainDate;
  /** Opens the seal; throws if the body was altered. */
  readonly body: () => string;
  /** Why it can't be used; null if it can. */
  readonly quarantined: string | null;
}

/** Of `inbox i`. */
export const arrivalColumns = `i.arrival, i.id, i.office, i.device, i.incarnation, i.seq, i.kind, i.arrived_at,
  i.caught_up_on, i.body, i.quarantined`;

export interface ArrivalRow {
  readonly arrival: string;
  readonly id: FilingId;
  readonly office: OfficeId;
  readonly device: DeviceId;
  readonly incarnation: number;
  readonly seq: number;
  readonly kind: EntryKind | null;
  readonly arrived_at: string;
  readonly caught_up_on: PlainDate;
  readonly body: Buffer;
  readonly quarantined: string | null;
}

export const toArrival = (vault: Vault, row: ArrivalRow): Arrival => ({
  arrival: row.arrival,
  id: row.id,
  office: row.office,
  device: row.device,
  incarnation: row.incarnation,
  seq: row.seq,
  kind: row.kind,
  arrivedAt: row.arrived_at,
  caughtUpOn: row.caught_up_on,
  quarantined: row.quarantined,
  body: () => vault.open('inbox.body', inboxRow(row), row.body),
});

/** What an inbox body is sealed for. */
const inboxRow = ({ device, incarnation, seq }: Pick<Arrival, 'device' | 'incarnation' | 'seq'>): string =>
  `${device} ${incarnation} ${seq}`;

export const sealInboxBodies = (
  vault: Vault,
  entries: readonly (Pick<Arrival, 'device' | 'incarnation' | 'seq'> & { readonly body: string })[],
): Packed =>
  vault.sealAll(
    'inbox.body',
    entries.map((entry) => ({ row: inboxRow(entry), text: entry.body })),
  );

/**
 * The body of an entry. What stands under our own seal was parsed before it was sealed, and is not parsed a second time;
 * but the text is the device's own, and there may be Hangul in pieces in it, which parsing puts together.
 */
export const readBody = (body: string): unknown =>
  body.includes('\\u')
    ? JSON.parse(body, (_, value: unknown) => (typeof value === 'string' ? value.normalize('NFC') : value))
    : JSON.parse(body.normalize('NFC'));

/** The first ones in the queue, without those that are being decided. */
export const undecidedArrivals = async (
  sql: Sql,
  vault: Vault,
  count: number,
  underWay: readonly string[],
): Promise<Arrival[]> => {
  const rows = await sql.rows<ArrivalRow>(
    `select ${arrivalColumns}
     from (select arrival from undecided where arrival <> all ($2::bigint[]) order by arrival limit $1) u
     join inbox i using (arrival) order by i.arrival`,
    [count, plainArray(underWay)],
  );
  return rows.map((row) => toArrival(vault, row));
};

/** Takes the arrivals from the queue. */
export const markDecided = (arrivals: readonly string[]): Statement => ({
  text: 'delete from undecided where arrival = any ($1::bigint[])',
  values: [plainArray(arrivals)],
});

/** Reasons by arrival. */
export const markQuarantined = (reasons: ReadonlyMap<string, string>): Statement => ({
  text: `update inbox i set quarantined = q.reason from unnest($1::bigint[], $2::text[]) as q (arrival, reason)
     where i.arrival = q.arrival`,
  values: [[...reasons.keys()], [...reasons.values()]],
});
