import type { FilingSummary } from '../../shared/contract/feed-item.ts';
import type { MoverAnswer } from '../../shared/registry/answer.ts';
import { type Departure, departuresFrom } from '../../shared/registry/departure.ts';
import type { DeviceId, FilingId, HouseholdId, OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import type { MoveInReport } from '../../shared/registry/move-in.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import type { Sql } from './database.ts';
import { openAnswers, openInboxBody } from './filings.ts';
import { plainArray } from './pack.ts';
import type { Vault } from './seal.ts';

/** A document's text: most of a snapshot is passed on as it is stored. What takes a while is done row by row. */
export interface SnapshotHousehold {
  readonly doc: Household;
  readonly text: string;
}

export interface SnapshotResident {
  readonly id: ResidentId;
  readonly text: () => string;
}

export interface SnapshotDeparture {
  readonly lines: () => readonly Departure[];
}

export interface SnapshotFiling {
  readonly summary: () => FilingSummary;
  readonly answers: () => readonly MoverAnswer[];
}

export const householdsOf = async (sql: Sql, vault: Vault, office: OfficeId): Promise<SnapshotHousehold[]> =>
  (await sql.rows<{ id: HouseholdId; doc: Buffer }>('select id, doc from household where office = $1', [office])).map(
    ({ id, doc }) => {
      const text = vault.open('household', id, doc);
      return { doc: JSON.parse(text) as Household, text };
    },
  );

/** The residents among these, in no order. */
export const residentsAmong = async (sql: Sql, vault: Vault, ids: readonly ResidentId[]): Promise<SnapshotResident[]> =>
  (
    await sql.rows<{ id: ResidentId; doc: Buffer }>('select id, doc from resident where id = any ($1::uuid[])', [
      plainArray(ids),
    ])
  ).map(({ id, doc }) => ({ id, text: () => vault.open('resident', id, doc) }));

export const departuresOf = async (sql: Sql, vault: Vault, office: OfficeId): Promise<SnapshotDeparture[]> =>
  (
    await sql.rows<{ id: ResidentId; doc: Buffer }>(
      'select r.id, r.doc from departure d join resident r on r.id = d.resident where d.office = $1 order by r.id',
      [office],
    )
  ).map(({ id, doc }) => ({
    lines: () => departuresFrom(JSON.parse(vault.open('resident', id, doc)) as Resident, office),
  }));

export const filingsOf = async (sql: Sql, vault: Vault, office: OfficeId): Promise<SnapshotFiling[]> =>
  (
    await sql.rows<{
      id: FilingId;
      device: DeviceId;
      incarnation: number;
      seq: number;
      arrived_at: string;
      body: Buffer;
      revision: number;
      movers: Buffer;
    }>(
      `select i.id, i.device, i.incarnation, i.seq, i.arrived_at, i.body, a.revision, a.movers
       from filing f join inbox i on i.arrival = f.arrival join answer a on a.filing = f.id and a.current
       where f.office = $1 order by f.arrival`,
      [office],
    )
  ).map(({ id, device, incarnation, seq, arrived_at: receivedAt, body, revision, movers }) => ({
    summary: () => ({
      id,
      device,
      receivedAt,
      arrivedOn: plainDateAt(Date.parse(receivedAt)),
      report: (JSON.parse(openInboxBody(vault, { device, incarnation, seq }, body)) as { report: MoveInReport }).report,
    }),
    answers: () => openAnswers(vault, id, revision, movers),
  }));
