import { timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { EnrolRequest } from '../../shared/contract/sync.ts';
import type { Office, Official } from '../../shared/registry/office.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import { type LogLine, logLine } from '../../shared/text/log-line.ts';
import type { Reached } from '../steps.ts';
import { noteBundleChange } from '../store/bundle.ts';
import { type Database, runStatement, type Sql } from '../store/database.ts';
import { type Device, deviceById, insertDevice, lockCode, markCodeUsed, type StoredCode } from '../store/devices.ts';
import { beginIncarnation, closedKeysOf, isIncarnationUsed } from '../store/incarnations.ts';
import { storedEntries } from '../store/journals.ts';
import { officeById, officialsOf } from '../store/offices.ts';
import type { Vault } from '../store/seal.ts';
import { readDeviceKey } from './device-key.ts';

export interface EnrolDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly profile: Profile;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly reached: Reached;
  readonly log: (event: { readonly event: string; readonly detail?: LogLine }) => void;
}

export interface Enrolled {
  readonly office: Office;
  readonly officials: readonly Official[];
}

export interface EnrolFault {
  readonly code: 'bad-request' | 'code-unknown' | 'wrong-profile' | 'device-unknown' | 'incarnation-closed';
  readonly detail: string;
}

export type Enrol = (request: EnrolRequest) => Promise<Result<Enrolled, EnrolFault>>;

/**
 * Makes a device one of the code's office. A code works once and within its time; the same device may use it again if
 * the answer was lost. A device that is known already keeps its journal. One that was restored from a backup needs a code
 * for itself: the key in the backup proves nothing, because backups can be stolen. The incarnation it had is closed then.
 */
export const createEnrol =
  (deps: EnrolDeps): Enrol =>
  async (request) => {
    if (request.profile !== deps.profile)
      return err({ code: 'wrong-profile', detail: `this central is for ${deps.profile}` });
    const publicKey = Buffer.from(request.deviceKey, 'base64url');
    if (!readDeviceKey(publicKey) || request.device !== request.device.toLowerCase())
      return err({ code: 'bad-request', detail: 'the device key is no Ed25519 key, or its id is not in lower case' });

    const enrolled = await deps.database.transaction((sql) => enrolLocked(deps, sql, request, publicKey));
    if (enrolled.ok) deps.reached('enrol:stored');
    return enrolled;
  };

const enrolLocked = async (
  { vault, now, log }: EnrolDeps,
  sql: Sql,
  { secret, device, restored }: EnrolRequest,
  publicKey: Buffer,
): Promise<Result<Enrolled, EnrolFault>> => {
  // The code is found by a keyed hash, so how long the search takes says nothing about a code that was nearly right.
  const secretHash = vault.secretHash(secret.toUpperCase());
  const code = await lockCode(sql, secretHash);
  if (!code) return err({ code: 'code-unknown', detail: 'no such code' });
  const isAgain = isUsedBy(code, device, publicKey);
  if (code.usedBy !== null && !isAgain) return err({ code: 'code-unknown', detail: 'the code was used' });
  if (!isAgain && Date.parse(code.expiresAt) <= now()) return err({ code: 'code-unknown', detail: 'the code expired' });

  const known = await deviceById(sql, device);
  if (known?.revoked === true) return err({ code: 'device-unknown', detail: 'the device was revoked' });
  const isKnownKey = known !== null && isSameKey(known.publicKey, publicKey);
  const takesOver = restored !== undefined && known !== null && !isKnownKey;
  if (takesOver ? code.device !== device : code.device !== null && code.device !== device)
    return err({ code: 'code-unknown', detail: 'a restored device needs a code for itself' });
  if (known && (known.office !== code.office || !(isKnownKey || restored)))
    return err({ code: 'bad-request', detail: 'the device is enrolled with another key or at another office' });

  const at = new Date(now()).toISOString();
  if (takesOver) {
    const refused = await whyNotRestored(sql, known, restored, publicKey);
    if (refused) return err(refused);
    await beginIncarnation(sql, device, { incarnation: restored.incarnation, publicKey, from: restored.from, at });
    await runStatement(sql, noteBundleChange(at));
    log({
      event: 'device-restored',
      detail: logLine(`${device} goes on as ${restored.incarnation}; ${known.incarnation} is closed`),
    });
  } else {
    const today = plainDateAt(now());
    const incarnation = restored?.incarnation ?? 1;
    const isNew = await insertDevice(sql, { id: device, office: code.office, publicKey, at, today, incarnation });
    if (isNew) await runStatement(sql, noteBundleChange(at));
  }
  if (!isAgain) await markCodeUsed(sql, secretHash, { device, publicKey, at });
  const office = await officeById(sql, code.office);
  if (!office) throw new Error(`the code is for office ${code.office}, which is not on the list`);
  return ok({ office, officials: await officialsOf(sql, office.id) });
};

/** Why the device can't go on so; null if it can. */
const whyNotRestored = async (
  sql: Sql,
  known: Device,
  { incarnation, from }: NonNullable<EnrolRequest['restored']>,
  publicKey: Buffer,
): Promise<EnrolFault | null> => {
  // The code says which of several goes on, not the number: a clock that ran ahead may have made a high one.
  if (await isIncarnationUsed(sql, { device: known.id, incarnation }))
    return { code: 'incarnation-closed', detail: 'the device had this incarnation before' };
  const closed = await closedKeysOf(sql, known.id);
  if (closed.some((key) => isSameKey(key.publicKey, publicKey)))
    return { code: 'incarnation-closed', detail: 'the key belongs to an incarnation that is closed' };
  // As far as central has that journal: a backup that says otherwise is not one of this device.
  const journal = { device: known.id, incarnation: from.incarnation };
  const [entry] = from.head.seq === 0 ? [] : await storedEntries(sql, journal, from.head.seq, from.head.seq);
  return entry !== undefined && entry.hash !== from.head.hash
    ? { code: 'bad-request', detail: 'the backup is not of this journal' }
    : null;
};

const isUsedBy = ({ usedBy, usedKey }: StoredCode, device: string, publicKey: Buffer): boolean =>
  usedBy === device && usedKey !== null && isSameKey(usedKey, publicKey);

const isSameKey = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
