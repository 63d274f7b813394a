import type { EntryKind } from '../../shared/contract/entry.ts';
import type { MoverAnswer } from '../../shared/registry/answer.ts';
import type { DeviceId, FilingId, OfficeId } from '../../shared/registry/ids.ts';
import type { MoveInReport } from '../../shared/registry/move-in.ts';
import { type PlainDate, plainDateAt } from '../../shared/registry/plain-date.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import type { Sql, Statement } from './database.ts';
import { bytesArray, type Packed, plainArray } from './pack.ts';
import type { Vault } from './seal.ts';
import { sha256 } from './sha256.ts';

/** An entry that waits for its decision. */
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

const arrivalColumns = `i.arrival, i.id, i.office, i.device, i.incarnation, i.seq, i.kind, i.arrived_at,
  i.caught_up_on, i.body, i.quarantined`;

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

interface ArrivalRow {
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

const toArrival = (vault: Vault, row: ArrivalRow): Arrival => ({
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
  body: () => openInboxBody(vault, row, row.body),
});

/** What an inbox body is sealed for. */
const inboxRow = ({ device, incarnation, seq }: Pick<Arrival, 'device' | 'incarnation' | 'seq'>): string =>
  `${device} ${incarnation} ${seq}`;

export const openInboxBody = (
  vault: Vault,
  row: Pick<Arrival, 'device' | 'incarnation' | 'seq'>,
  body: Buffer,
): string => vault.open('inbox.body', inboxRow(row), body);

export const sealInboxBodies = (
  vault: Vault,
  entries: readonly (Pick<Arrival, 'device' | 'incarnation' | 'seq'> & { readonly body: string })[],
): Packed =>
  vault.sealAll(
    'inbox.body',
    entries.map((entry) => ({ row: inboxRow(entry), text: entry.body })),
  );

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

/** A decided filing with its answers as they stand. */
export interface StoredFiling {
  readonly filing: Filing;
  readonly device: DeviceId;
  readonly receivedAt: string;
  readonly answers: readonly MoverAnswer[];
  readonly revision: number;
}

/** The decided filings that name any of these people. */
export const filingsNaming = async (
  sql: Sql,
  vault: Vault,
  numberIndexes: readonly Buffer[],
): Promise<StoredFiling[]> => {
  const rows = await sql.rows<ArrivalRow & { readonly revision: number; readonly movers: Buffer }>(
    `select ${arrivalColumns}, a.revision, a.movers
     from (select distinct filing from filing_mover where number_index = any ($1::bytea[])) m
     join filing f on f.id = m.filing
     join inbox i on i.arrival = f.arrival
     join answer a on a.filing = f.id and a.current`,
    [bytesArray(numberIndexes)],
  );
  return rows.map((row) => ({
    filing: arrivalToFiling(toArrival(vault, row)),
    device: row.device,
    receivedAt: row.arrived_at,
    answers: openAnswers(vault, row.id, row.revision, row.movers),
    revision: row.revision,
  }));
};

/** Reads an arrival as a filing. Throws if its body is not what was accepted. */
export const arrivalToFiling = (arrival: Arrival): Filing => {
  const body = arrival.body();
  return {
    id: arrival.id,
    office: arrival.office,
    contentHash: sha256(body),
    notBefore: arrival.caughtUpOn,
    notAfter: plainDateAt(Date.parse(arrival.arrivedAt)),
    report: (JSON.parse(body) as { readonly report: MoveInReport }).report,
  };
};

export interface NewFiling {
  readonly id: FilingId;
  readonly office: OfficeId;
  readonly arrival: string;
}

export const insertFilings = (filings: readonly NewFiling[]): Statement => ({
  text: `insert into filing (id, office, arrival) select * from unnest($1::uuid[], $2::text[], $3::bigint[])`,
  values: [
    plainArray(filings.map(({ id }) => id)),
    plainArray(filings.map(({ office }) => office)),
    plainArray(filings.map(({ arrival }) => arrival)),
  ],
});

/** Whom a filing names: what finds it again when one of them is named once more. */
export const insertMovers = (
  movers: readonly { readonly filing: FilingId; readonly numberIndex: Buffer }[],
): Statement => ({
  text: `insert into filing_mover (number_index, filing) select * from unnest($1::bytea[], $2::uuid[])`,
  values: [bytesArray(movers.map(({ numberIndex }) => numberIndex)), plainArray(movers.map(({ filing }) => filing))],
});

export interface NewAnswers {
  readonly filing: FilingId;
  readonly revision: number;
  readonly movers: readonly MoverAnswer[];
  /** Of the revisions of a filing, the last. */
  readonly isCurrent: boolean;
}

/** Before newer answers are added. */
export const retireAnswers = (filings: readonly FilingId[]): Statement => ({
  text: 'update answer set current = false where current and filing = any ($1::uuid[])',
  values: [plainArray(filings)],
});

/** Adds answers to the history. */
export const insertAnswers = (vault: Vault, answers: readonly NewAnswers[], at: string): Statement => {
  const movers = vault.sealAll(
    'answer.movers',
    answers.map(({ filing, revision, movers: each }) => ({ row: `${filing} ${revision}`, text: JSON.stringify(each) })),
  );
  return {
    text: `insert into answer (filing, revision, decided_at, movers, current)
     select a.filing, a.revision, $1, substring($2::bytea from a.start for a.length), a.current
     from unnest($3::uuid[], $4::int[], $5::boolean[], $6::int[], $7::int[]) as a (filing, revision, current, start, length)`,
    values: [
      at,
      movers.bytes,
      plainArray(answers.map(({ filing }) => filing)),
      plainArray(answers.map(({ revision }) => revision)),
      plainArray(answers.map(({ isCurrent }) => isCurrent)),
      movers.starts,
      movers.lengths,
    ],
  };
};

export const openAnswers = (vault: Vault, filing: FilingId, revision: number, sealed: Buffer): MoverAnswer[] =>
  JSON.parse(vault.open('answer.movers', `${filing} ${revision}`, sealed)) as MoverAnswer[];
