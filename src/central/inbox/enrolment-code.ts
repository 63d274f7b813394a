import { createHash } from 'node:crypto';
import { readEnrolmentCode, writeEnrolmentCode } from '../../shared/contract/enrolment-code.ts';
import type { DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import type { Database } from '../store/database.ts';
import { deviceById, insertCode } from '../store/devices.ts';
import { officeById } from '../store/offices.ts';
import type { Vault } from '../store/seal.ts';

export interface CodeDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly now: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Central's public key, SPKI in DER. */
  readonly centralKey: Buffer;
}

const lifetimeMs = 24 * 3_600_000;

/** Makes a code with which one device of the office can be enrolled within a day. Throws for an unknown office. */
export const issueEnrolmentCode = async (deps: CodeDeps, office: OfficeId): Promise<string> => {
  if (!(await officeById(deps.database, office))) throw new Error(`office ${office} is not on central's list`);
  return issueCode(deps, office, null);
};

/**
 * Makes a code with which this device, restored from a backup, is admitted again within a day. Whoever stole a backup has
 * the old key and no such code. Throws for an unknown or revoked device.
 */
export const issueRestoreCode = async (deps: CodeDeps, device: DeviceId): Promise<string> => {
  const known = await deviceById(deps.database, device);
  if (!known || known.revoked) throw new Error(`device ${device} is not on central's list, or was revoked`);
  return issueCode(deps, known.office, device);
};

const issueCode = async (deps: CodeDeps, office: OfficeId, device: DeviceId | null): Promise<string> => {
  const keyHash = createHash('sha256').update(deps.centralKey).digest();
  const text = writeEnrolmentCode(deps.randomBytes(10), keyHash);
  const code = readEnrolmentCode(text);
  if (!code) throw new Error('a code that was just written can be read');
  await insertCode(deps.database, {
    secretHash: deps.vault.secretHash(code.secret),
    office,
    device,
    expiresAt: new Date(deps.now() + lifetimeMs).toISOString(),
  });
  return text;
};
