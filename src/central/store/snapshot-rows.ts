import type { HouseholdId, OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import type { Sql } from './database.ts';
import { type FilingRow, filingsOfOffice, openFiling, type StoredFiling } from './filings.ts';
import { plainArray } from './pack.ts';
import type { Vault } from './seal.ts';

/** A document's text: most of a snapshot is passed on as it is stored. What takes a while is done row by row. */
export interface SnapshotHousehold {
  readonly doc: Household;
  readonly text: string;
}

export interface SnapshotResident {
  readonly id: ResidentId;
  readonly open: () => { readonly doc: Resident; readonly text: string };
}

export interface SnapshotFiling {
  readonly open: () => StoredFiling;
}

export const householdsOf = async (sql: Sql, vault: Vault, office: OfficeId): Promise<SnapshotHousehold[]> =>
  (await sql.rows<{ id: HouseholdId; doc: Buffer }>('select id, doc from household where office = $1', [office])).map(
    ({ id, doc }) => {
      const text = vault.open('household', id, doc);
      return { doc: JSON.parse(text) as Household, text };
    },
  );

interface ResidentRow {
  readonly id: ResidentId;
  readonly doc: Buffer;
}

/** The residents among these, in no order. */
export const residentsAmong = async (sql: Sql, vault: Vault, ids: readonly ResidentId[]): Promise<SnapshotResident[]> =>
  (await sql.rows<ResidentRow>('select id, doc from resident where id = any ($1::uuid[])', [plainArray(ids)])).map(
    (row) => toSnapshotResident(vault, row),
  );

/** Who ever left the office, in a fixed order. */
export const departedFrom = async (sql: Sql, vault: Vault, office: OfficeId): Promise<SnapshotResident[]> =>
  (
    await sql.rows<ResidentRow>(
      'select r.id, r.doc from departure d join resident r on r.id = d.resident where d.office = $1 order by r.id',
      [office],
    )
  ).map((row) => toSnapshotResident(vault, row));

const toSnapshotResident = (vault: Vault, { id, doc }: ResidentRow): SnapshotResident => ({
  id,
  open: () => {
    const text = vault.open('resident', id, doc);
    return { doc: JSON.parse(text) as Resident, text };
  },
});

/** The office's filings, oldest first. */
export const filingsOf = async (sql: Sql, vault: Vault, office: OfficeId): Promise<SnapshotFiling[]> =>
  (await filingsOfOffice(sql, office)).map((row: FilingRow) => ({ open: () => openFiling(vault, row) }));
