import type { IssuingPolicy } from '../../shared/registry/certificate.ts';
import type { DeadlinePolicy } from '../../shared/registry/deadline-policy.ts';
import type { FilingId, OfficeId } from '../../shared/registry/ids.ts';
import type { Sql, Statement } from './database.ts';
import { plainArray } from './pack.ts';

const policyColumns = 'may_issue_offline "mayIssueOffline", supervisor_after_hours "supervisorAfterHours"';

/** The policies that stand, as the offices' feeds have them. */
export const policiesOf = async (sql: Sql, offices: readonly OfficeId[]): Promise<Map<OfficeId, IssuingPolicy>> => {
  const rows = await sql.rows<IssuingPolicy & { office: OfficeId }>(
    `select office, ${policyColumns} from office_policy where office = any ($1::text[])`,
    [plainArray(offices)],
  );
  return new Map(rows.map(({ office, ...policy }) => [office, policy]));
};

/** Puts policies in force. Whoever does it tells the offices in the same transaction. */
export const setPolicies = (policies: ReadonlyMap<OfficeId, IssuingPolicy>): Statement => ({
  text: `insert into office_policy (office, may_issue_offline, supervisor_after_hours)
     select * from unnest($1::text[], $2::boolean[], $3::int[])
     on conflict (office) do update set may_issue_offline = excluded.may_issue_offline,
       supervisor_after_hours = excluded.supervisor_after_hours`,
  values: [
    plainArray([...policies.keys()]),
    plainArray([...policies.values()].map(({ mayIssueOffline }) => mayIssueOffline)),
    plainArray([...policies.values()].map(({ supervisorAfterHours }) => supervisorAfterHours)),
  ],
});

/** The deadline policies that stand, as text. Offices that go by the default are not in it. */
export const deadlinesOf = async (sql: Sql, offices: readonly OfficeId[]): Promise<Map<OfficeId, string>> => {
  const rows = await sql.rows<{ office: OfficeId; deadlines: string }>(
    'select office, deadlines from office_deadlines where office = any ($1::text[])',
    [plainArray(offices)],
  );
  return new Map(rows.map(({ office, deadlines }) => [office, deadlines]));
};

/** As `setPolicies`. */
export const setDeadlines = (deadlines: ReadonlyMap<OfficeId, string>): Statement => ({
  text: `insert into office_deadlines (office, deadlines) select * from unnest($1::text[], $2::text[])
     on conflict (office) do update set deadlines = excluded.deadlines`,
  values: [plainArray([...deadlines.keys()]), [...deadlines.values()]],
});

/** A policy on its way into an office's feed: one of the two. */
export interface PolicyOrder {
  /** What the item names as its cause. */
  readonly id: FilingId;
  readonly office: OfficeId;
  readonly policy: IssuingPolicy | null;
  /** A DeadlinePolicy as text. */
  readonly deadlines: string | null;
}

/** Leaves the policy to the decider, for one office or all; answers how many offices that are. */
export const insertOrders = (
  sql: Sql,
  office: OfficeId | 'all',
  order: IssuingPolicy | { readonly deadlines: DeadlinePolicy },
): Promise<number> => {
  const { mayIssueOffline, supervisorAfterHours } =
    'deadlines' in order ? { mayIssueOffline: null, supervisorAfterHours: null } : order;
  return sql.run(
    `insert into policy_order (id, office, may_issue_offline, supervisor_after_hours, deadlines)
     select gen_random_uuid(), id, $2, $3, $4 from office where $1::text is null or id = $1 order by id`,
    [
      office === 'all' ? null : office,
      mayIssueOffline,
      supervisorAfterHours,
      'deadlines' in order ? JSON.stringify(order.deadlines) : null,
    ],
  );
};

interface OrderRow {
  readonly id: FilingId;
  readonly office: OfficeId;
  readonly mayIssueOffline: boolean | null;
  readonly supervisorAfterHours: number | null;
  readonly deadlines: string | null;
}

/** The first ones in the queue, without those that are being carried out. */
export const openOrders = async (sql: Sql, count: number, underWay: readonly FilingId[]): Promise<PolicyOrder[]> => {
  const rows = await sql.rows<OrderRow>(
    `select id, office, deadlines, ${policyColumns} from policy_order
     where id <> all ($2::uuid[]) order by place limit $1`,
    [count, plainArray(underWay)],
  );
  return rows.map(({ id, office, deadlines, mayIssueOffline, supervisorAfterHours }) => ({
    id,
    office,
    deadlines,
    policy:
      mayIssueOffline === null || supervisorAfterHours === null ? null : { mayIssueOffline, supervisorAfterHours },
  }));
};

export const closeOrders = (orders: readonly PolicyOrder[]): Statement => ({
  text: 'delete from policy_order where id = any ($1::uuid[])',
  values: [plainArray(orders.map(({ id }) => id))],
});
