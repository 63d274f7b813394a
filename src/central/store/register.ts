import type { HouseholdId, OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import type { Sql, Statement } from './database.ts';
import { bytesArray, plainArray } from './pack.ts';
import type { Vault } from './seal.ts';

/** A document as it stands, and as it was before any filing touched it. Texts are as stored, for comparing. */
export interface StoredResident {
  readonly numberIndex: Buffer;
  readonly doc: Resident;
  readonly text: string;
  readonly origin: Resident;
}

export interface StoredHousehold {
  readonly doc: Household;
  readonly text: string;
  /** Null for a record that the rules made. */
  readonly origin: Household | null;
}

interface ResidentRow {
  readonly id: ResidentId;
  readonly number_index: Buffer;
  readonly doc: Buffer;
  readonly origin: Buffer | null;
}

interface HouseholdRow {
  readonly id: HouseholdId;
  readonly derived: boolean;
  readonly doc: Buffer;
  readonly origin: Buffer | null;
}

export const residentsByNumber = async (
  sql: Sql,
  vault: Vault,
  numberIndexes: readonly Buffer[],
): Promise<StoredResident[]> =>
  (
    await sql.rows<ResidentRow>(
      'select id, number_index, doc, origin from resident where number_index = any ($1::bytea[])',
      [bytesArray(numberIndexes)],
    )
  ).map((row) => openResident(vault, row));

export const residentsById = async (sql: Sql, vault: Vault, ids: readonly ResidentId[]): Promise<StoredResident[]> =>
  (
    await sql.rows<ResidentRow>('select id, number_index, doc, origin from resident where id = any ($1::uuid[])', [
      plainArray(ids),
    ])
  ).map((row) => openResident(vault, row));

export const householdsById = async (sql: Sql, vault: Vault, ids: readonly HouseholdId[]): Promise<StoredHousehold[]> =>
  (
    await sql.rows<HouseholdRow>('select id, derived, doc, origin from household where id = any ($1::uuid[])', [
      plainArray(ids),
    ])
  ).map((row) => openHousehold(vault, row));

// What stands under our own seal was parsed before it was sealed, and is not parsed a second time.
const openResident = (vault: Vault, row: ResidentRow): StoredResident => {
  const text = vault.open('resident', row.id, row.doc);
  const doc = JSON.parse(text) as Resident;
  const origin = row.origin ? (JSON.parse(vault.open('resident', row.id, row.origin)) as Resident) : doc;
  return { numberIndex: row.number_index, doc, text, origin };
};

const openHousehold = (vault: Vault, row: HouseholdRow): StoredHousehold => {
  const text = vault.open('household', row.id, row.doc);
  const doc = JSON.parse(text) as Household;
  const kept = row.origin && (JSON.parse(vault.open('household', row.id, row.origin)) as Household);
  return { doc, text, origin: row.derived ? null : (kept ?? doc) };
};

export interface ResidentChange {
  readonly id: ResidentId;
  readonly text: string;
}

export interface HouseholdChange {
  readonly id: HouseholdId;
  readonly office: OfficeId;
  /** Made by the rules. */
  readonly derived: boolean;
  readonly text: string;
}

/** With the first change the document as it was becomes the origin. */
export const changeResidents = (vault: Vault, changes: readonly ResidentChange[]): Statement => {
  const docs = vault.sealAll(
    'resident',
    changes.map(({ id, text }) => ({ row: id, text })),
  );
  return {
    text: `update resident r set doc = substring($1::bytea from c.start for c.length),
       origin = coalesce(r.origin, r.doc)
     from unnest($2::uuid[], $3::int[], $4::int[]) as c (id, start, length)
     where r.id = c.id`,
    values: [docs.bytes, plainArray(changes.map(({ id }) => id)), docs.starts, docs.lengths],
  };
};

/** Also enters records that the rules made; those have no origin. */
export const changeHouseholds = (vault: Vault, changes: readonly HouseholdChange[]): Statement => {
  const docs = vault.sealAll(
    'household',
    changes.map(({ id, text }) => ({ row: id, text })),
  );
  return {
    text: `insert into household as h (id, office, derived, doc)
     select c.id, c.office, c.derived, substring($1::bytea from c.start for c.length)
     from unnest($2::uuid[], $3::text[], $4::boolean[], $5::int[], $6::int[]) as c (id, office, derived, start, length)
     on conflict (id) do update set office = excluded.office, doc = excluded.doc,
       origin = case when h.derived then null else coalesce(h.origin, h.doc) end`,
    values: [
      docs.bytes,
      plainArray(changes.map(({ id }) => id)),
      plainArray(changes.map(({ office }) => office)),
      plainArray(changes.map(({ derived }) => derived)),
      docs.starts,
      docs.lengths,
    ],
  };
};

export const deleteHouseholds = (ids: readonly HouseholdId[]): Statement => ({
  text: 'delete from household where id = any ($1::uuid[])',
  values: [plainArray(ids)],
});

export interface Departed {
  readonly office: OfficeId;
  readonly resident: ResidentId;
}

const departedValues = (rows: readonly Departed[]): unknown[] => [
  plainArray(rows.map(({ office }) => office)),
  plainArray(rows.map(({ resident }) => resident)),
];

export const addDepartures = (rows: readonly Departed[]): Statement => ({
  text: `insert into departure (office, resident) select * from unnest($1::text[], $2::uuid[]) on conflict do nothing`,
  values: departedValues(rows),
});

/** For those who never left, as it turned out. */
export const removeDepartures = (rows: readonly Departed[]): Statement => ({
  text: `delete from departure d using unnest($1::text[], $2::uuid[]) as c (office, resident)
     where d.office = c.office and d.resident = c.resident`,
  values: departedValues(rows),
});
