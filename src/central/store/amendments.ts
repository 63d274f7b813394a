import type { EntryBody } from '../../shared/contract/entry.ts';
import type { FilingId } from '../../shared/registry/ids.ts';
import type { FiledAmendment } from '../../shared/rules/filing.ts';
import { type Arrival, type ArrivalRow, arrivalColumns, readBody } from './arrivals.ts';
import type { Sql, Statement } from './database.ts';
import { plainArray } from './pack.ts';
import { sha256 } from './sha256.ts';

export interface AmendmentRow extends ArrivalRow {
  readonly filing: FilingId;
}

/** What was done with these filings, in order of arrival, still sealed. */
export const amendmentRows = async (
  sql: Sql,
  filings: readonly FilingId[],
): Promise<ReadonlyMap<FilingId, readonly AmendmentRow[]>> =>
  Map.groupBy(
    await sql.rows<AmendmentRow>(
      `select ${arrivalColumns}, m.filing from amendment m join inbox i using (arrival)
       where m.filing = any ($1::uuid[]) order by i.arrival`,
      [plainArray(filings)],
    ),
    ({ filing }) => filing,
  );

/** Reads an arrival as what was done with a filing. Throws if its body is not what was accepted. */
export const arrivalToAmendment = (
  arrival: Arrival,
): { readonly filing: FilingId; readonly amendment: FiledAmendment } => {
  const body = arrival.body();
  const { filing, amendment } = readBody(body) as EntryBody<'filingAmended'>;
  return { filing, amendment: { contentHash: sha256(body), amendment } };
};

export interface NewAmendment {
  readonly arrival: string;
  readonly filing: FilingId;
}

export const insertAmendments = (amendments: readonly NewAmendment[]): Statement => ({
  text: 'insert into amendment (arrival, filing) select * from unnest($1::bigint[], $2::uuid[])',
  values: [plainArray(amendments.map(({ arrival }) => arrival)), plainArray(amendments.map(({ filing }) => filing))],
});
