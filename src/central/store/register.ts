import type { FilingId, HouseholdId, OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import type { Sql, Statement } from './database.ts';
import { bytesArray, plainArray } from './pack.ts';
import type { Vault } from './seal.ts';

/** A document as it stands, and as it was before any filing touched it. The text is as stored, for comparing. */
export interface StoredDoc<T> {
  readonly doc: T;
  readonly text: string;
  /** Null for what the rules made. */
  readonly origin: T | null;
  readonly madeWith: FilingId | null;
}

export type StoredResident = StoredDoc<Resident>;
export type StoredHousehold = StoredDoc<Household>;

interface DocRow {
  readonly id: string;
  readonly made_with: FilingId | null;
  readonly doc: Buffer;
  readonly origin: Buffer | null;
}

/** Everybody who has or had one of the numbers, once each. */
export const residentsByNumber = async (
  sql: Sql,
  vault: Vault,
  numberIndexes: readonly Buffer[],
): Promise<StoredResident[]> => {
  const rows = await sql.rows<DocRow>(
    `select r.id, r.made_with, r.doc, r.origin from resident_number n join resident r on r.id = n.resident
     where n.number_index = any ($1::bytea[])`,
    [bytesArray(numberIndexes)],
  );
  const once = new Map(rows.map((row) => [row.id, row]));
  return [...once.values()].map((row) => openDoc<Resident>(vault, 'resident', row));
};

export const residentsById = (sql: Sql, vault: Vault, ids: readonly ResidentId[]): Promise<StoredResident[]> =>
  docsWhere(sql, vault, 'resident', 'id', ids);

export const householdsById = (sql: Sql, vault: Vault, ids: readonly HouseholdId[]): Promise<StoredHousehold[]> =>
  docsWhere(sql, vault, 'household', 'id', ids);

/** The records that the rules made with these filings. */
export const householdsMadeWith = (sql: Sql, vault: Vault, filings: readonly FilingId[]): Promise<StoredHousehold[]> =>
  docsWhere(sql, vault, 'household', 'made_with', filings);

type Table = 'resident' | 'household';

const docsWhere = async <T>(
  sql: Sql,
  vault: Vault,
  table: Table,
  column: 'id' | 'made_with',
  ids: readonly string[],
): Promise<StoredDoc<T>[]> =>
  (
    await sql.rows<DocRow>(`select id, made_with, doc, origin from ${table} where ${column} = any ($1::uuid[])`, [
      plainArray(ids),
    ])
  ).map((row) => openDoc<T>(vault, table, row));

// What stands under our own seal was parsed before it was sealed, and is not parsed a second time.
const openDoc = <T>(vault: Vault, table: Table, { id, made_with: madeWith, ...row }: DocRow): StoredDoc<T> => {
  const text = vault.open(table, id, row.doc);
  const doc = JSON.parse(text) as T;
  const kept = row.origin && (JSON.parse(vault.open(table, id, row.origin)) as T);
  return { doc, text, origin: madeWith === null ? (kept ?? doc) : null, madeWith };
};

export interface DocChange<Id extends string> {
  readonly id: Id;
  readonly text: string;
}

export interface HouseholdChange extends DocChange<HouseholdId> {
  readonly office: OfficeId;
}

/** A document that was not there before. */
export type New<T> = T & { readonly madeWith: FilingId | null };

/** The docs as one parameter, and in `parameters` the rows that say what is whose. */
const sealDocs = (vault: Vault, table: Table, docs: readonly DocChange<string>[]) => {
  const { bytes, starts, lengths } = vault.sealAll(
    table,
    docs.map(({ id, text }) => ({ row: id, text })),
  );
  return [bytes, plainArray(docs.map(({ id }) => id)), starts, lengths];
};

/** With the first change the document as it was becomes the origin, unless the rules made it. */
const originKept = 'origin = case when d.made_with is null then coalesce(d.origin, d.doc) end';

export const changeResidents = (vault: Vault, changes: readonly DocChange<ResidentId>[]): Statement => ({
  text: `update resident d set doc = substring($1::bytea from c.start for c.length), ${originKept}
     from unnest($2::uuid[], $3::int[], $4::int[]) as c (id, start, length)
     where d.id = c.id`,
  values: sealDocs(vault, 'resident', changes),
});

/** Throws a unique violation if an id is taken. */
export const insertResidents = (vault: Vault, residents: readonly New<DocChange<ResidentId>>[]): Statement => ({
  text: `insert into resident (id, made_with, doc)
     select c.id, c.made_with, substring($1::bytea from c.start for c.length)
     from unnest($2::uuid[], $3::int[], $4::int[], $5::uuid[]) as c (id, start, length, made_with)`,
  values: [...sealDocs(vault, 'resident', residents), residents.map(({ madeWith }) => madeWith)],
});

export const changeHouseholds = (vault: Vault, changes: readonly HouseholdChange[]): Statement => ({
  text: `update household d set doc = substring($1::bytea from c.start for c.length), office = c.office, ${originKept}
     from unnest($2::uuid[], $3::int[], $4::int[], $5::text[]) as c (id, start, length, office)
     where d.id = c.id`,
  values: [...sealDocs(vault, 'household', changes), plainArray(changes.map(({ office }) => office))],
});

/** Throws a unique violation if an id is taken. */
export const insertHouseholds = (vault: Vault, households: readonly New<HouseholdChange>[]): Statement => ({
  text: `insert into household (id, office, made_with, doc)
     select c.id, c.office, c.made_with, substring($1::bytea from c.start for c.length)
     from unnest($2::uuid[], $3::int[], $4::int[], $5::text[], $6::uuid[]) as c (id, start, length, office, made_with)`,
  values: [
    ...sealDocs(vault, 'household', households),
    plainArray(households.map(({ office }) => office)),
    households.map(({ madeWith }) => madeWith),
  ],
});

export const deleteResidents = (ids: readonly ResidentId[]): Statement => deleteDocs('resident', ids);
export const deleteHouseholds = (ids: readonly HouseholdId[]): Statement => deleteDocs('household', ids);

const deleteDocs = (table: Table, ids: readonly string[]): Statement => ({
  text: `delete from ${table} where id = any ($1::uuid[])`,
  values: [plainArray(ids)],
});

export interface NumberOf {
  readonly numberIndex: Buffer;
  readonly resident: ResidentId;
}

const numberValues = (numbers: readonly NumberOf[]): unknown[] => [
  bytesArray(numbers.map(({ numberIndex }) => numberIndex)),
  plainArray(numbers.map(({ resident }) => resident)),
];

/** By which numbers residents are found. */
export const addNumbers = (numbers: readonly NumberOf[]): Statement => ({
  text: `insert into resident_number (number_index, resident) select * from unnest($1::bytea[], $2::uuid[])
     on conflict do nothing`,
  values: numberValues(numbers),
});

export const removeNumbers = (numbers: readonly NumberOf[]): Statement => ({
  text: `delete from resident_number n using unnest($1::bytea[], $2::uuid[]) as c (number_index, resident)
     where n.number_index = c.number_index and n.resident = c.resident`,
  values: numberValues(numbers),
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
