import type { FilingSummary } from '../../shared/contract/feed-item.ts';
import type { MoverAnswer } from '../../shared/registry/answer.ts';
import type { DeviceId, FilingId, OfficeId } from '../../shared/registry/ids.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import type { Report } from '../../shared/registry/report.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import { type AmendmentRow, amendmentRows, arrivalToAmendment } from './amendments.ts';
import { type Arrival, type ArrivalRow, arrivalColumns, readBody, toArrival } from './arrivals.ts';
import type { Sql, Statement } from './database.ts';
import { bytesArray, plainArray } from './pack.ts';
import type { Vault } from './seal.ts';
import { sha256 } from './sha256.ts';

/** A decided filing with its answers as they stand. */
export interface StoredFiling {
  readonly filing: Filing;
  readonly device: DeviceId;
  readonly receivedAt: string;
  readonly answers: readonly MoverAnswer[];
  readonly revision: number;
}

/** The decided filings that name any of these numbers. */
export const filingsNaming = (sql: Sql, vault: Vault, numberIndexes: readonly Buffer[]): Promise<StoredFiling[]> =>
  filingsWhere(
    sql,
    vault,
    'f.id in (select filing from filing_number where number_index = any ($1::bytea[]))',
    bytesArray(numberIndexes),
  );

/** Those of these that were decided. */
export const filingsById = (sql: Sql, vault: Vault, ids: readonly FilingId[]): Promise<StoredFiling[]> =>
  filingsWhere(sql, vault, 'f.id = any ($1::uuid[])', plainArray(ids));

const filingsWhere = async (sql: Sql, vault: Vault, condition: string, value: string): Promise<StoredFiling[]> => {
  const rows = await storedFilings(sql, condition, value);
  return rows.map((row) => openFiling(vault, row));
};

/** The filings of an office, oldest first, still sealed. */
export const filingsOfOffice = (sql: Sql, office: OfficeId): Promise<FilingRow[]> =>
  storedFilings(sql, 'f.office = $1', office);

/** A filing as it is stored: with its answers, and with what was done with it. */
export interface FilingRow extends ArrivalRow {
  readonly revision: number;
  readonly movers: Buffer;
  readonly amendments: readonly AmendmentRow[];
}

const storedFilings = async (sql: Sql, condition: string, value: string): Promise<FilingRow[]> => {
  const rows = await sql.rows<Omit<FilingRow, 'amendments'> & { readonly is_amended: boolean }>(
    `select ${arrivalColumns}, a.revision, a.movers, exists (select from amendment m where m.filing = f.id) is_amended
     from filing f
     join inbox i on i.arrival = f.arrival
     join answer a on a.filing = f.id and a.current
     where ${condition} order by f.arrival`,
    [value],
  );
  const amended = rows.filter((row) => row.is_amended).map(({ id }) => id);
  const amendments = amended.length === 0 ? null : await amendmentRows(sql, amended);
  return rows.map((row) => ({ ...row, amendments: amendments?.get(row.id) ?? [] }));
};

export const openFiling = (vault: Vault, row: FilingRow): StoredFiling => {
  const filing = arrivalToFiling(toArrival(vault, row));
  const amendments = row.amendments.map((each) => arrivalToAmendment(toArrival(vault, each)).amendment);
  return {
    filing: amendments.length === 0 ? filing : { ...filing, amendments },
    device: row.device,
    receivedAt: row.arrived_at,
    answers: JSON.parse(vault.open('answer.movers', `${row.id} ${row.revision}`, row.movers)) as MoverAnswer[],
    revision: row.revision,
  };
};

/** A filing as its office sees it. */
export const filingToSummary = ({
  filing: { id, report, notAfter, amendments },
  device,
  receivedAt,
}: Pick<StoredFiling, 'filing' | 'device' | 'receivedAt'>): FilingSummary => ({
  id,
  device,
  receivedAt,
  arrivedOn: notAfter ?? plainDateAt(Date.parse(receivedAt)),
  report,
  ...(amendments
    ? {
        amendments: amendments.map(({ amendment }) => amendment),
        amendmentHashes: amendments.map(({ contentHash }) => contentHash),
      }
    : {}),
});

/** Reads an arrival as a filing. Throws if its body is not what was accepted. */
export const arrivalToFiling = (arrival: Arrival): Filing => {
  const body = arrival.body();
  return {
    id: arrival.id,
    office: arrival.office,
    contentHash: sha256(body),
    notBefore: arrival.caughtUpOn,
    notAfter: plainDateAt(Date.parse(arrival.arrivedAt)),
    report: (readBody(body) as { readonly report: Report }).report,
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
export const insertFilingNumbers = (
  numbers: readonly { readonly filing: FilingId; readonly numberIndex: Buffer }[],
): Statement => ({
  text: `insert into filing_number (number_index, filing) select * from unnest($1::bytea[], $2::uuid[])
     on conflict do nothing`,
  values: [bytesArray(numbers.map(({ numberIndex }) => numberIndex)), plainArray(numbers.map(({ filing }) => filing))],
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
