import type { OvertakenNotice } from '../../shared/contract/verify.ts';
import type { CertificateKind, DocumentNumber, Serial } from '../../shared/registry/certificate.ts';
import type { CertificateId, DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import type { LedgerStep } from '../../shared/registry/ledger.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import type { Sql, Statement } from './database.ts';
import { bytesArray, plainArray } from './pack.ts';
import type { Vault } from './seal.ts';

export type VoidReason = Extract<LedgerStep, { to: 'void' }>['why'];

/** A paper as central knows it. */
export interface StoredCertificate {
  readonly id: CertificateId;
  readonly serial: Serial;
  readonly office: OfficeId;
  /** Null while only later entries are here. */
  readonly reservation: Reservation | null;
  readonly marks: CertificateMarks;
}

export interface Reservation {
  readonly device: DeviceId;
  readonly kind: CertificateKind;
  readonly issuedOn: PlainDate;
  readonly validUntil: PlainDate;
  /** In won. */
  readonly fee: number;
}

/** What only its holder and central may read. */
export interface CertificateFacts {
  readonly documentNumber: DocumentNumber;
  /** `김*수` */
  readonly holder: string;
  /** Null where the paper carries no code to tell. */
  readonly pages: number | null;
}

/** What became of a paper: each set by one kind of entry, so that they may come in any order. Times are of arrival. */
export interface CertificateMarks {
  readonly issued: { readonly at: string; readonly won: number } | null;
  readonly suspectAt: string | null;
  readonly void: { readonly at: string; readonly why: VoidReason } | null;
  readonly replaced: { readonly at: string; readonly by: CertificateId } | null;
  readonly overtaken: OvertakenNotice | null;
}

export interface CertificateRow {
  readonly id: CertificateId;
  readonly serial: Serial;
  readonly office: OfficeId;
  readonly device: DeviceId | null;
  readonly kind: CertificateKind | null;
  readonly issued_on: PlainDate | null;
  readonly valid_until: PlainDate | null;
  readonly fee: number | null;
  readonly issued_at: string | null;
  readonly won: number | null;
  readonly suspect_at: string | null;
  readonly void_at: string | null;
  readonly void_why: VoidReason | null;
  readonly replaced_by: CertificateId | null;
  readonly replaced_at: string | null;
  readonly overtaken_since: PlainDate | null;
  readonly overtaken_what: OvertakenNotice['what'] | null;
}

export const certificateColumns = `c.id, c.serial, c.office, c.device, c.kind, c.issued_on, c.valid_until, c.fee,
  c.issued_at, c.won, c.suspect_at, c.void_at, c.void_why, c.replaced_by, c.replaced_at, c.overtaken_since,
  c.overtaken_what`;

export const toCertificate = (row: CertificateRow): StoredCertificate => ({
  id: row.id,
  serial: row.serial,
  office: row.office,
  reservation:
    row.device && row.kind && row.issued_on && row.valid_until
      ? {
          device: row.device,
          kind: row.kind,
          issuedOn: row.issued_on,
          validUntil: row.valid_until,
          fee: row.fee ?? 0,
        }
      : null,
  marks: {
    issued: row.issued_at === null ? null : { at: row.issued_at, won: row.won ?? 0 },
    suspectAt: row.suspect_at,
    void: row.void_at && row.void_why ? { at: row.void_at, why: row.void_why } : null,
    replaced: row.replaced_at && row.replaced_by ? { at: row.replaced_at, by: row.replaced_by } : null,
    overtaken: row.overtaken_since && { since: row.overtaken_since, what: row.overtaken_what ?? 'other' },
  },
});

/** These papers, and those that were reserved under one of the serials. */
export const certificatesBy = async (
  sql: Sql,
  ids: readonly CertificateId[],
  serials: readonly Serial[],
): Promise<StoredCertificate[]> => {
  const rows = await sql.rows<CertificateRow>(
    `select ${certificateColumns} from certificate c where c.id = any ($1::uuid[])
     union
     select ${certificateColumns} from certificate c where c.serial = any ($2::text[]) and c.device is not null`,
    [plainArray(ids), plainArray(serials)],
  );
  return rows.map(toCertificate);
};

/** A paper for each of these document numbers that has one, by the keyed hash as hex. */
export const papersByNumber = async (
  sql: Sql,
  numberIndexes: readonly Buffer[],
): Promise<Map<string, CertificateId>> => {
  const rows = await sql.rows<{ hash: string; id: CertificateId }>(
    `select encode(number_index, 'hex') hash, id from certificate where number_index = any ($1::bytea[])`,
    [bytesArray(numberIndexes)],
  );
  return new Map(rows.map(({ hash, id }) => [hash, id]));
};

export interface NewReservation extends Reservation {
  readonly id: CertificateId;
  readonly serial: Serial;
  readonly office: OfficeId;
  readonly facts: CertificateFacts;
  readonly at: string;
}

export const insertReservations = (vault: Vault, papers: readonly NewReservation[]): Statement => {
  const facts = vault.sealAll(
    'certificate.facts',
    papers.map((paper) => ({ row: paper.id, text: JSON.stringify(paper.facts) })),
  );
  return {
    text: `insert into certificate
       (id, serial, office, device, kind, issued_on, valid_until, fee, number_index, reserved_at, facts)
     select p.id, p.serial, p.office, p.device, p.kind, p.issued_on, p.valid_until, p.fee, p.number_index, p.at,
       substring($1::bytea from p.start for p.length)
     from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::date[], $8::date[], $9::int[],
       $10::bytea[], $11::timestamptz[], $12::int[], $13::int[])
       as p (id, serial, office, device, kind, issued_on, valid_until, fee, number_index, at, start, length)
     on conflict (id) do update set serial = excluded.serial, office = excluded.office, device = excluded.device,
       kind = excluded.kind, issued_on = excluded.issued_on, valid_until = excluded.valid_until, fee = excluded.fee,
       number_index = excluded.number_index, reserved_at = excluded.reserved_at, facts = excluded.facts`,
    values: [
      facts.bytes,
      plainArray(papers.map(({ id }) => id)),
      plainArray(papers.map(({ serial }) => serial)),
      plainArray(papers.map(({ office }) => office)),
      plainArray(papers.map(({ device }) => device)),
      plainArray(papers.map(({ kind }) => kind)),
      plainArray(papers.map(({ issuedOn }) => issuedOn)),
      plainArray(papers.map(({ validUntil }) => validUntil)),
      plainArray(papers.map(({ fee }) => fee)),
      bytesArray(papers.map((paper) => vault.documentIndex(paper.facts.documentNumber))),
      plainArray(papers.map(({ at }) => at)),
      facts.starts,
      facts.lengths,
    ],
  };
};

/** Writes what became of the papers, in full; one that is not known yet is entered without its reservation. */
export const setMarks = (
  papers: readonly Pick<StoredCertificate, 'id' | 'serial' | 'office' | 'marks'>[],
): Statement => ({
  text: `insert into certificate as c (id, serial, office, issued_at, won, suspect_at, void_at, void_why, replaced_by,
       replaced_at, overtaken_since, overtaken_what)
     select p.id, p.serial, p.office, p.issued_at, p.won, p.suspect_at, p.void_at, p.void_why, p.replaced_by,
       p.replaced_at, p.since, p.what
     from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::int[], $6::timestamptz[], $7::timestamptz[],
       $8::text[], $9::uuid[], $10::timestamptz[], $11::date[], $12::text[])
       as p (id, serial, office, issued_at, won, suspect_at, void_at, void_why, replaced_by, replaced_at, since, what)
     on conflict (id) do update set issued_at = excluded.issued_at, won = excluded.won, suspect_at = excluded.suspect_at,
       void_at = excluded.void_at, void_why = excluded.void_why, replaced_by = excluded.replaced_by,
       replaced_at = excluded.replaced_at, overtaken_since = excluded.overtaken_since,
       overtaken_what = excluded.overtaken_what`,
  values: [
    papers.map(({ id }) => id),
    papers.map(({ serial }) => serial),
    papers.map(({ office }) => office),
    papers.map(({ marks }) => marks.issued?.at ?? null),
    papers.map(({ marks }) => marks.issued?.won ?? null),
    papers.map(({ marks }) => marks.suspectAt),
    papers.map(({ marks }) => marks.void?.at ?? null),
    papers.map(({ marks }) => marks.void?.why ?? null),
    papers.map(({ marks }) => marks.replaced?.by ?? null),
    papers.map(({ marks }) => marks.replaced?.at ?? null),
    papers.map(({ marks }) => marks.overtaken?.since ?? null),
    papers.map(({ marks }) => marks.overtaken?.what ?? null),
  ],
});

/** Something about a paper that doesn't fit together, found while deciding an entry. */
export interface PaperFlag {
  readonly entry: CertificateId;
  readonly certificate: CertificateId;
  readonly flag: string;
}

export const insertFlags = (flags: readonly PaperFlag[], at: string): Statement => ({
  text: `insert into paper_flag (entry, flag, certificate, noted_at)
     select f.entry, f.flag, f.certificate, $1 from unnest($2::uuid[], $3::text[], $4::uuid[]) as f (entry, flag, certificate)
     on conflict do nothing`,
  values: [
    at,
    plainArray(flags.map(({ entry }) => entry)),
    plainArray(flags.map(({ flag }) => flag)),
    plainArray(flags.map(({ certificate }) => certificate)),
  ],
});

/** The newest of what doesn't fit together, a line each, for whoever looks into it. */
export const listFlags = (sql: Sql, count: number): Promise<{ readonly line: string }[]> =>
  sql.rows<{ line: string }>(
    `select concat_ws('  ', f.noted_at, f.flag, c.serial, c.office, f.entry) line
     from paper_flag f left join certificate c on c.id = f.certificate
     order by f.noted_at desc, f.entry, f.flag limit $1`,
    [count],
  );
