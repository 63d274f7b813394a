import type { FilingId, HouseholdId, OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import type { AreaChange } from '../../shared/registry/register-report.ts';
import type { Sql, Statement } from './database.ts';
import { plainArray } from './pack.ts';

export interface StoredAreaChange {
  /** What feed items name as their cause. */
  readonly id: FilingId;
  readonly change: AreaChange;
}

interface AreaRow {
  readonly id: FilingId;
  readonly change: string;
}

// It was parsed before it was stored.
const toAreaChange = ({ id, change }: AreaRow): StoredAreaChange => ({ id, change: JSON.parse(change) as AreaChange });

/** Leaves a change of areas to the decider; 0 if it has that one already. Both offices must be on the list. */
export const insertAreaChange = (sql: Sql, change: AreaChange): Promise<number> =>
  sql.run(
    `insert into area_change (id, takes_effect, from_office, to_office, change)
     values (gen_random_uuid(), $1, $2, $3, $4) on conflict do nothing`,
    [change.on, change.from, change.to, JSON.stringify(change)],
  );

/**
 * The changes that are in force on `day` and bear on one of the offices, or on one that gets something of it by another
 * change; in the order in which they take effect.
 */
export const areaChangesAround = async (
  sql: Sql,
  offices: readonly OfficeId[],
  day: PlainDate,
): Promise<StoredAreaChange[]> =>
  (
    await sql.rows<AreaRow>(
      `with recursive touched (office) as (
         select unnest($1::text[])
         union select a.to_office from area_change a join touched t on a.from_office = t.office where a.takes_effect <= $2
       )
       select a.id, a.change from area_change a
       where a.takes_effect <= $2 and a.from_office in (select office from touched) order by a.takes_effect, a.place`,
      [plainArray(offices), day],
    )
  ).map(toAreaChange);

/**
 * What a sweep looks at, in this order: people who left the office, and its households. Whom the sweep itself makes
 * leave is not looked at a second time.
 */
const sweepKinds = ['resident', 'household'] as const;

export type SweptPlace =
  | { readonly kind: 'household'; readonly id: HouseholdId }
  | { readonly kind: 'resident'; readonly id: ResidentId };

const toPlace = (kind: number, id: string): SweptPlace => ({ kind: sweepKinds[kind], id }) as SweptPlace;

export interface OpenSweep extends StoredAreaChange {
  /** The last place that was looked at; null before the first. */
  readonly after: SweptPlace | null;
}

/** The first change in force on `day` that has not gone everywhere yet. */
export const openSweep = async (sql: Sql, day: PlainDate): Promise<OpenSweep | null> => {
  const [row] = await sql.rows<AreaRow & { readonly swept_kind: number | null; readonly swept_id: string | null }>(
    `select id, change, swept_kind, swept_id from area_change
     where not is_swept and takes_effect <= $1 order by takes_effect, place limit 1`,
    [day],
  );
  if (!row) return null;
  const { swept_kind: kind, swept_id: id } = row;
  return { ...toAreaChange(row), after: kind === null || id === null ? null : toPlace(kind, id) };
};

/** The next places to look at. */
export const placesToSweep = async (sql: Sql, { change, after }: OpenSweep, count: number): Promise<SweptPlace[]> => {
  const rows = await sql.rows<{ readonly kind: number; readonly id: string }>(
    `select kind, id from (
       select 0 kind, resident id from departure where office = $1
       union all select 1, id from household where office = $1
     ) place
     where $2::int is null or (kind, id) > ($2, $3::uuid) order by kind, id limit $4`,
    [change.from, after ? sweepKinds.indexOf(after.kind) : null, after?.id ?? null, count],
  );
  return rows.map(({ kind, id }) => toPlace(kind, id));
};

/** Null: it has been everywhere. */
export const noteSwept = (id: FilingId, place: SweptPlace | null): Statement =>
  place === null
    ? { text: 'update area_change set is_swept = true where id = $1', values: [id] }
    : {
        text: 'update area_change set swept_kind = $2, swept_id = $3 where id = $1',
        values: [id, sweepKinds.indexOf(place.kind), place.id],
      };
