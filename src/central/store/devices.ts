import { genesis } from '../../shared/contract/chain.ts';
import type { DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import type { Sql } from './database.ts';

export interface Device {
  readonly id: DeviceId;
  readonly office: OfficeId;
  /** SPKI, DER. */
  readonly publicKey: Buffer;
  readonly revoked: boolean;
}

/** Null for a device that was never enrolled here. */
export const deviceById = async (sql: Sql, id: DeviceId): Promise<Device | null> => {
  const [row] = await sql.rows<{ id: DeviceId; office: OfficeId; public_key: Buffer; revoked: boolean }>(
    'select id, office, public_key, revoked_at is not null revoked from device where id = $1',
    [id],
  );
  return row ? { id: row.id, office: row.office, publicKey: row.public_key, revoked: row.revoked } : null;
};

/** The device whose key the codes on paper name so; null for none. */
export const deviceByKid = async (sql: Sql, kid: Uint8Array): Promise<Pick<Device, 'id' | 'publicKey'> | null> => {
  const [row] = await sql.rows<{ id: DeviceId; public_key: Buffer }>(
    'select id, public_key from device where substring(sha256(public_key) from 1 for 8) = $1',
    [Buffer.from(kid)],
  );
  return row ? { id: row.id, publicKey: row.public_key } : null;
};

/** From now on the device is refused, and nothing that its key signs counts; false if it isn't on the list. */
export const revokeDevice = async (sql: Sql, id: DeviceId, at: string): Promise<boolean> =>
  (await sql.run('update device set revoked_at = coalesce(revoked_at, $2) where id = $1', [id, at])) > 0;

/** Adds a device with an empty journal; one that is known already is left as it is. True if it is new. */
export const insertDevice = async (
  sql: Sql,
  device: {
    readonly id: DeviceId;
    readonly office: OfficeId;
    readonly publicKey: Buffer;
    readonly at: string;
    readonly today: PlainDate;
  },
): Promise<boolean> => {
  const added = await sql.run(
    `insert into device (id, office, public_key, enrolled_at, caught_up_on) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [device.id, device.office, device.publicKey, device.at, device.today],
  );
  await sql.run('insert into journal (device, incarnation, seq, hash) values ($1, 1, 0, $2) on conflict do nothing', [
    device.id,
    genesis,
  ]);
  return added > 0;
};

/** Notes that nothing of the device was unsent today, if central has as much of its latest journal as it says. */
export const noteCaughtUp = async (sql: Sql, device: DeviceId, journalSeq: number, today: PlainDate): Promise<void> => {
  await sql.run(
    `update device set caught_up_on = $3 where id = $1 and caught_up_on < $3 and $2 =
       (select seq from journal where device = $1 order by incarnation desc limit 1)`,
    [device, journalSeq, today],
  );
};

export interface StoredCode {
  readonly office: OfficeId;
  readonly expiresAt: string;
  readonly usedBy: DeviceId | null;
  readonly usedKey: Buffer | null;
}

export const insertCode = async (
  sql: Sql,
  code: { readonly secretHash: Buffer; readonly office: OfficeId; readonly expiresAt: string },
): Promise<void> => {
  await sql.run('insert into enrolment_code (secret_hash, office, expires_at) values ($1, $2, $3)', [
    code.secretHash,
    code.office,
    code.expiresAt,
  ]);
};

/** Locks the code until the transaction ends, so that of two devices with the same code one comes second. */
export const lockCode = async (sql: Sql, secretHash: Buffer): Promise<StoredCode | null> => {
  const [row] = await sql.rows<{
    office: OfficeId;
    expires_at: string;
    used_by: DeviceId | null;
    used_key: Buffer | null;
  }>('select office, expires_at, used_by, used_key from enrolment_code where secret_hash = $1 for update', [
    secretHash,
  ]);
  return row ? { office: row.office, expiresAt: row.expires_at, usedBy: row.used_by, usedKey: row.used_key } : null;
};

export const markCodeUsed = async (
  sql: Sql,
  secretHash: Buffer,
  use: { readonly device: DeviceId; readonly publicKey: Buffer; readonly at: string },
): Promise<void> => {
  await sql.run('update enrolment_code set used_at = $2, used_by = $3, used_key = $4 where secret_hash = $1', [
    secretHash,
    use.at,
    use.device,
    use.publicKey,
  ]);
};
