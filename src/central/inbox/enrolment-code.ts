import { createHash } from 'node:crypto';
import { readEnrolmentCode, writeEnrolmentCode } from '../../shared/contract/enrolment-code.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { Database } from '../store/database.ts';
import { insertCode } from '../store/devices.ts';
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
  const keyHash = createHash('sha256').update(deps.centralKey).digest();
  const text = writeEnrolmentCode(deps.randomBytes(10), keyHash);
  const code = readEnrolmentCode(text);
  if (!code) throw new Error('a code that was just written can be read');
  await insertCode(deps.database, {
    secretHash: deps.vault.secretHash(code.secret),
    office,
    expiresAt: new Date(deps.now() + lifetimeMs).toISOString(),
  });
  return text;
};
