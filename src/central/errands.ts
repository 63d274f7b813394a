import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { keyFingerprint } from '../shared/contract/enrolment-code.ts';
import { readEntryHeader } from '../shared/contract/entry.ts';
import type { IssuingPolicy } from '../shared/registry/certificate.ts';
import type { DeadlinePolicy } from '../shared/registry/deadline-policy.ts';
import type { DeviceId, OfficeId } from '../shared/registry/ids.ts';
import { plainDateAt } from '../shared/registry/plain-date.ts';
import type { AreaChange } from '../shared/registry/register-report.ts';
import { type OpenRegister, signerOf } from './central.ts';
import { buildKeyBundle } from './feed/key-bundle.ts';
import { insertAreaChange } from './store/areas.ts';
import { noteBundleChange } from './store/bundle.ts';
import { listFlags } from './store/certificates.ts';
import { runStatement } from './store/database.ts';
import { revokeDevice } from './store/devices.ts';
import { lateEntries, voidBlocks } from './store/incarnations.ts';
import { noteCovered } from './store/journals.ts';
import type { Keys } from './store/key-file.ts';
import { officeById } from './store/offices.ts';
import { insertOrders } from './store/policies.ts';
import type { System } from './system.ts';

/** What an administrator does beside a central that serves the same data. Each answers what to print. */

/** From now on central refuses the device, and its papers of today and later don't count. Throws for an unknown one. */
export const revoke = async ({ database }: OpenRegister, { now }: System, device: DeviceId): Promise<string> => {
  const at = new Date(now()).toISOString();
  const isKnown = await database.transaction(async (sql) => {
    const found = await revokeDevice(sql, device, at);
    if (found) await runStatement(sql, noteBundleChange(at));
    return found;
  });
  if (!isKnown) throw new Error(`device ${device} is not on central's list`);
  return `revoked ${device}`;
};

/** Leaves the policy to the decider, which tells each office by its feed. Throws for an unknown office. */
export const orderPolicy = async (
  { database }: OpenRegister,
  office: OfficeId | 'all',
  policy: IssuingPolicy,
): Promise<string> => {
  const offices = await insertOrders(database, office, policy);
  if (offices === 0) throw new Error(`office ${office} is not on central's list`);
  return `ordered for ${offices} ${offices === 1 ? 'office' : 'offices'}`;
};

/** The same for the days and fines of move-ins. */
export const orderDeadlines = async (
  { database }: OpenRegister,
  office: OfficeId | 'all',
  deadlines: DeadlinePolicy,
): Promise<string> => {
  const offices = await insertOrders(database, office, { deadlines });
  if (offices === 0) throw new Error(`office ${office} is not on central's list`);
  return `ordered for ${offices} ${offices === 1 ? 'office' : 'offices'}`;
};

/** Leaves a change of areas to the decider, which carries it out from its day on. Throws for an unknown office. */
export const orderAreaChange = async (
  { database }: Pick<OpenRegister, 'database'>,
  change: AreaChange,
): Promise<string> => {
  for (const office of [change.from, change.to])
    if (!(await officeById(database, office))) throw new Error(`office ${office} is not on central's list`);
  const added = await insertAreaChange(database, change);
  return `ordered${added === 0 ? ' already' : ''} from ${change.on} on: ${change.from} to ${change.to}`;
};

/** The key bundle as `GET /v1/key-bundle` gives it, for those who get it another way. */
export const bundle = async (
  { database, signer }: OpenRegister,
  { now }: System,
  out: string | undefined,
): Promise<string> => {
  const { text } = await buildKeyBundle({ database, sign: signer.sign }, plainDateAt(now()));
  if (out === undefined) return text;
  writeFileSync(out, `${text}\n`);
  return `written to ${out}`;
};

/** What entries about papers don't fit together: accepted all the same, and for a person to look into. */
export const flags = async ({ database }: Pick<OpenRegister, 'database'>): Promise<string> => {
  const found = await listFlags(database, 1_000);
  return found.length === 0 ? 'nothing is flagged' : found.map(({ line }) => line).join('\n');
};

/** Serials that nobody may use any more, because their device was restored, and what is known of their use. */
export const voidSerials = async ({ database }: Pick<OpenRegister, 'database'>): Promise<string> => {
  const found = await voidBlocks(database);
  const lines = found.map(({ office, epoch, first, last, used, device, incarnation, closedAt }) => {
    const all = last - first + 1;
    return `${office} ${epoch}-${first}..${last}: ${used} of ${all} on a paper that central knows, ${all - used} void; device ${device}, incarnation ${incarnation}, closed ${closedAt}`;
  });
  return lines.length === 0 ? 'no serials are void' : lines.join('\n');
};

/** What came from computers in whose place a restored one goes on: kept, and not taken. Nothing of a body is shown. */
export const lateList = async ({ database, vault }: Pick<OpenRegister, 'database' | 'vault'>): Promise<string> => {
  const found = await lateEntries(database);
  const lines = found.map(({ device, incarnation, seq, hash, raw, arrivedAt }) => {
    const { header } = JSON.parse(vault.open('quarantine.raw', hash, raw)) as { header: string };
    const read = readEntryHeader(header);
    const what = read ? `${read.kind} ${read.id} of ${read.at} by ${read.actor}` : 'not readable';
    return `${device} ${incarnation}-${seq}: ${what}, arrived ${arrivedAt}`;
  });
  return lines.length === 0 ? 'nothing is kept' : lines.join('\n');
};

/** Longer than any push takes: what came in just before a backup began may not have been in the database yet. */
const pushTakes = 5 * 60_000;

/**
 * Central was backed up, and the backup was found whole: devices may erase the bodies of entries that it has.
 *
 * @param begun when the making of that backup began, in milliseconds since 1970
 */
export const noteBackup = async (
  { database }: Pick<OpenRegister, 'database'>,
  { now }: Pick<System, 'now'>,
  begun: number,
): Promise<string> => {
  if (begun > now()) throw new Error('the backup can not have begun in the future');
  const journals = await noteCovered(database, new Date(begun - pushTakes).toISOString());
  return `noted for ${journals} ${journals === 1 ? 'journal' : 'journals'}`;
};

export interface Root {
  /** Central's public key, SPKI in DER, base64url: what a verifier keeps. */
  readonly key: string;
  /** What two people compare to know that they have the same key. */
  readonly fingerprint: string;
}

export const root = ({ signingKey }: Keys): Root => {
  const { publicKey } = signerOf(signingKey);
  const fingerprint = keyFingerprint(createHash('sha256').update(publicKey).digest());
  return {
    key: publicKey.toString('base64url'),
    fingerprint: `${fingerprint.slice(0, 4)}-${fingerprint.slice(4)}`,
  };
};
