import type { DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import type { Sql } from './database.ts';
import { enterJournal } from './journals.ts';

export interface Device {
  readonly id: DeviceId;
  readonly office: OfficeId;
  /** SPKI, DER. */
  readonly publicKey: Buffer;
  /** Of its journal; the key belongs to this one. */
  readonly incarnation: number;
  readonly revoked: boolean;
}

/** Null for a device that was never enrolled here. */
export const deviceById = async (sql: Sql, id: DeviceId): Promise<Device | null> => {
  const [row] = await sql.rows<Device>(
    `select id, office, public_key "publicKey", incarnation, revoked_at is not null revoked from device where id = $1`,
    [id],
  );
  return row ?? null;
};

/** The device whose key the codes on paper name so; null for none. */
export const deviceByKid = async (sql: Sql, kid: Uint8Array): Promise<Pick<Device, 'id' | 'publicKey'> | null> => {
  const [row] = await sql.rows<{ id: DeviceId; public_key: Buffer }>(
    `select id, public_key from device where substring(sha256(public_key) from 1 for 8) = $1
     union all
     select device, public_key from closed_incarnation where substring(sha256(public_key) from 1 for 8) = $1`,
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
    /** Above 1 for a restored one that this central doesn't know: it was restored itself. */
    readonly incarnation?: number;
  },
): Promise<boolean> => {
  const incarnation = device.incarnation ?? 1;
  const added = await sql.run(
    `insert into device (id, office, public_key, enrolled_at, caught_up_on, incarnation) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [device.id, device.office, device.publicKey, device.at, device.today, incarnation],
  );
  await enterJournal(sql, { device: device.id, incarnation });
  return added > 0;
};

/** Notes that nothing of the device was unsent today, if central has as much of its present journal as it says. */
export const noteCaughtUp = async (sql: Sql, device: DeviceId, journalSeq: number, today: PlainDate): Promise<void> => {
  await sql.run(
    `update device set caught_up_on = $3 where id = $1 and caught_up_on < $3 and $2 =
       (select seq from journal where journal.device = $1 and journal.incarnation = device.incarnation)`,
    [device, journalSeq, today],
  );
};

export interface StoredCode {
  readonly office: OfficeId;
  /** The one device that it is for; null for a new one. */
  readonly device: DeviceId | null;
  readonly expiresAt: string;
  readonly usedBy: DeviceId | null;
  readonly usedKey: Buffer | null;
}

export const insertCode = async (
  sql: Sql,
  code: {
    readonly secretHash: Buffer;
    readonly office: OfficeId;
    readonly device: DeviceId | null;
    readonly expiresAt: string;
  },
): Promise<void> => {
  await sql.run('insert into enrolment_code (secret_hash, office, device, expires_at) values ($1, $2, $3, $4)', [
    code.secretHash,
    code.office,
    code.device,
    code.expiresAt,
  ]);
};

/** Locks the code until the transaction ends, so that of two devices with the same code one comes second. */
export const lockCode = async (sql: Sql, secretHash: Buffer): Promise<StoredCode | null> => {
  const [row] = await sql.rows<StoredCode>(
    `select office, device, expires_at "expiresAt", used_by "usedBy", used_key "usedKey" from enrolment_code
     where secret_hash = $1 for update`,
    [secretHash],
  );
  return row ?? null;
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
