import { type OvertakenNotice, OvertakenPart } from '../../shared/contract/verify.ts';
import type { Serial } from '../../shared/registry/certificate.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { Sql, Statement } from './database.ts';

/** Run in each transaction that changes what the key bundle shows: devices, and papers that no longer count. */
export const noteBundleChange = (at: string): Statement => ({
  text: `update central set bundle_version = bundle_version + 1, bundle_changed_at = greatest(bundle_changed_at, $1)`,
  values: [at],
});

export interface BundleHead {
  readonly profile: Profile;
  readonly issuer: string;
  /** Counts every change. */
  readonly version: string;
  readonly changedAt: string;
}

export const bundleHead = async (sql: Sql): Promise<BundleHead> => {
  const [head] = await sql.rows<BundleHead>(
    'select profile, issuer, bundle_version::text "version", bundle_changed_at "changedAt" from central',
  );
  if (!head) throw new Error('the database belongs to no central yet');
  return head;
};

/** Says who runs this central, for third parties to read. */
export const setIssuer = async (sql: Sql, issuer: string, at: string): Promise<void> => {
  await sql.run(
    `update central set issuer = $1, bundle_version = bundle_version + 1,
       bundle_changed_at = greatest(bundle_changed_at, $2) where issuer <> $1`,
    [issuer, at],
  );
};

export interface BundledDevice {
  readonly publicKey: Buffer;
  readonly office: OfficeId;
  readonly officeName: string;
  readonly from: string;
  /** When another key took its place; null while it counts. */
  readonly until: string | null;
  readonly revokedAt: string | null;
}

/** The keys of all devices that were ever enrolled, those too that a restored device had before. */
export const bundledDevices = (sql: Sql): Promise<BundledDevice[]> =>
  sql.rows<BundledDevice>(
    `select k.public_key "publicKey", d.office, o.name_ko "officeName", k."from", k."until", d.revoked_at "revokedAt"
     from (
       select id, public_key, coalesce(keyed_at, enrolled_at) "from", null::timestamptz "until" from device
       union all select device, public_key, since, closed_at from closed_incarnation
     ) k join device d on d.id = k.id join office o on o.id = d.office order by k."from", k."until" nulls last, d.id`,
  );

export interface ListedPaper {
  readonly serial: Serial;
  readonly endedAt: string | null;
  readonly isReplaced: boolean;
  readonly isIssued: boolean;
  readonly overtaken: OvertakenNotice | null;
}

/**
 * Papers that may still be handed in on this day and don't say what they seem to: void, replaced, overtaken. One of
 * which only the end is known is listed too, unless its serial is another paper's.
 */
export const listedPapers = async (sql: Sql, today: PlainDate): Promise<ListedPaper[]> => {
  const rows = await sql.rows<Omit<ListedPaper, 'overtaken'> & { since: PlainDate | null; what: string | null }>(
    `select c.serial, coalesce(c.void_at, c.replaced_at) "endedAt",
       c.replaced_by is not null or c.void_why is not distinct from 'replaced' "isReplaced",
       c.issued_at is not null "isIssued", c.overtaken_since "since", c.overtaken_what "what"
     from certificate c
     where (c.void_at is not null or c.replaced_by is not null or c.overtaken_since is not null)
       and (c.valid_until >= $1 or c.valid_until is null)
       and (c.device is not null
         or not exists (select 1 from certificate o where o.serial = c.serial and o.device is not null))
     order by c.serial`,
    [today],
  );
  return rows.map(({ since, what, ...paper }) => ({
    ...paper,
    overtaken: since && { since, what: OvertakenPart.parse(what) },
  }));
};
