import { createPrivateKey, createPublicKey, sign as signBytes } from 'node:crypto';
import type { Sign } from '../shared/contract/signed.ts';
import type { DeviceId, OfficeId } from '../shared/registry/ids.ts';
import { type Profile, paperMarks } from '../shared/registry/profile.ts';
import { fitsProfile, type ResidentNumber } from '../shared/registry/resident-number.ts';
import { type LogLine, logLine } from '../shared/text/log-line.ts';
import type { Decider, DeciderDeps } from './decide/decider.ts';
import { startDoorbell } from './feed/doorbell.ts';
import { createBundleShelf } from './feed/key-bundle.ts';
import { buildSnapshot } from './feed/snapshot.ts';
import { createSnapshotShelf } from './feed/snapshot-shelf.ts';
import { createVerification } from './feed/verification.ts';
import { createAccept } from './inbox/accept.ts';
import { verifierOf } from './inbox/device-key.ts';
import { createEnrol } from './inbox/enrol.ts';
import { issueEnrolmentCode, issueRestoreCode } from './inbox/enrolment-code.ts';
import { createSpeaker } from './routes/answer.ts';
import { createAuthenticate } from './routes/authenticate.ts';
import { createVisitors } from './routes/visitors.ts';
import { createServer } from './server.ts';
import type { Reached } from './steps.ts';
import { setIssuer } from './store/bundle.ts';
import { type Database, type DatabaseAddress, openDatabase } from './store/database.ts';
import { currentEpoch, openEpoch } from './store/feeds.ts';
import type { Keys } from './store/key-file.ts';
import { holdDecisions } from './store/leadership.ts';
import { migrate } from './store/migrate.ts';
import { claimDatabase } from './store/offices.ts';
import { createVault, type Vault } from './store/seal.ts';
import { loadSeed, type Seed } from './store/seed.ts';
import type { System } from './system.ts';

export type Log = (event: { readonly event: string; readonly detail?: LogLine }) => void;

export interface CentralDeps {
  readonly system: System;
  readonly address: DatabaseAddress;
  readonly keys: Keys;
  readonly profile: Profile;
  /** A register to start from, loaded if there is none. */
  readonly seed: Seed | null;
  /** Who runs this central, for third parties to read; null to leave it as it stands. */
  readonly issuer: string | null;
  /** The database was just restored from a backup, as whoever starts central says. */
  readonly isRestored: boolean;
  /** A port of the loopback interface (0: any that is free), or the path of a Unix socket. */
  readonly listen: { readonly port: number } | { readonly path: string };
  /** Called once the database is up to date. It may run what it is given here, or the same in another thread. */
  readonly startDecider: (here: DeciderDeps) => Decider;
  readonly reached: Reached;
  readonly log: Log;
}

export interface Central {
  readonly url: string;
  /** Makes a one-time code with which a device of the office can be enrolled. */
  readonly issueCode: (office: OfficeId) => Promise<string>;
  /** Makes one with which this device, restored from a backup, is admitted again. */
  readonly issueRestoreCode: (device: DeviceId) => Promise<string>;
  /** Answers what has begun, lets the running decision end, and closes everything but the database server. */
  readonly stop: () => Promise<void>;
}

const snapshotBytes = 256 * 1_048_576;
const decideBatchSize = 500;

/** Puts central together on an existing database. Throws if that belongs to another profile or key. */
export const startCentral = async (deps: CentralDeps): Promise<Central> => {
  const { system, profile, reached, log } = deps;
  const { now, sleep } = system;
  const { database, vault, signer, issueCode, issueRestoreCode } = await openRegister(deps);
  const { serialPrefix } = paperMarks[profile];
  const fits = (number: ResidentNumber): boolean => fitsProfile(number, profile);
  if (deps.issuer !== null) await setIssuer(database, deps.issuer, new Date(now()).toISOString());
  if (deps.seed) await loadSeed({ database, vault, fits }, deps.seed);

  if (deps.isRestored) await startAnew(database, now, log);

  const decider = deps.startDecider({ database, vault, now, sleep, reached, log, batchSize: decideBatchSize });
  const doorbell = startDoorbell({ database, sleep, log });
  const speaker = createSpeaker({ sign: signer.sign, now });
  const server = createServer({
    database,
    vault,
    profile,
    now,
    sleep,
    reached,
    log,
    speaker,
    doorbell,
    sign: signer.sign,
    centralKey: signer.publicKey.toString('base64url'),
    verifyOwn: verifierOf(createPublicKey({ key: signer.publicKey, format: 'der', type: 'spki' })),
    authenticate: createAuthenticate({ database, speaker, now }),
    enrol: createEnrol({ database, vault, profile, now, reached, log }),
    accept: createAccept({ database, vault, now, fits, serialPrefix, reached, log }),
    shelf: createSnapshotShelf({
      build: (office) => buildSnapshot({ database, vault, sign: signer.sign, now, reached }, office),
      maxBytes: snapshotBytes,
    }),
    bundles: createBundleShelf({ database, sign: signer.sign, now }),
    verification: createVerification({ database, vault, now }),
    visitors: createVisitors({ now, burst: 60, perSecond: 1, max: 100_000 }),
    wake: decider.wake,
  });
  const url = await server.listen('port' in deps.listen ? { ...deps.listen, host: '127.0.0.1' } : deps.listen);

  return {
    url,
    issueCode,
    issueRestoreCode,
    stop: async () => {
      await server.close();
      await decider.stop();
      await doorbell.stop();
      await database.close();
    },
  };
};

/**
 * Opens a new epoch before anything is decided. Devices would show that it is needed, but until the first one does, serials
 * that are on paper already could be granted to another.
 */
const startAnew = async (database: Database, now: () => number, log: Log): Promise<void> => {
  const epoch = await database.transaction(async (sql) => {
    await holdDecisions(sql);
    const next = (await currentEpoch(sql)) + 1;
    await openEpoch(sql, next, new Date(now()).toISOString());
    return next;
  });
  log({ event: 'epoch-opened', detail: logLine(`epoch ${epoch}: started as restored`) });
};

export interface RegisterDeps extends Pick<CentralDeps, 'system' | 'address' | 'keys' | 'log'> {
  /** Null to open a database of either. */
  readonly profile: Profile | null;
}

export interface OpenRegister {
  readonly database: Database;
  readonly vault: Vault;
  readonly signer: Signer;
  readonly issueCode: (office: OfficeId) => Promise<string>;
  readonly issueRestoreCode: (device: DeviceId) => Promise<string>;
}

/** The database, brought up to date and found to be of this profile and key. */
export const openRegister = async ({ system, address, keys, profile, log }: RegisterDeps): Promise<OpenRegister> => {
  const onError = (error: Error): void => log({ event: 'database-connection-lost', detail: logLine(error.message) });
  const database = openDatabase({ address, connections: 12, onError });
  await migrate(database);
  const vault = createVault({ dataKey: keys.dataKey, randomBytes: system.randomBytes });
  const owner = await database.transaction((sql) => claimDatabase(sql, { profile, keyCheck: vault.keyCheck }));
  if (owner === 'other-profile') throw new Error(`the database is not one for ${profile ?? 'any profile yet'}`);
  if (owner === 'other-key') throw new Error('the database was written with another key file');
  await database.transaction(async (sql) => {
    await holdDecisions(sql);
    const opened = await sql.rows('select 1 from epoch limit 1');
    if (opened.length === 0) await openEpoch(sql, 1, new Date(system.now()).toISOString());
  });
  const signer = signerOf(keys.signingKey);
  const { now, randomBytes } = system;
  const codes = { database, vault, now, randomBytes, centralKey: signer.publicKey };
  return {
    database,
    vault,
    signer,
    issueCode: (office) => issueEnrolmentCode(codes, office),
    issueRestoreCode: (device) => issueRestoreCode(codes, device),
  };
};

interface Signer {
  readonly sign: Sign;
  /** SPKI, DER. */
  readonly publicKey: Buffer;
}

/** Central's own key, ready to sign. */
export const signerOf = (signingKey: Buffer): Signer => {
  const key = createPrivateKey({ key: signingKey, format: 'der', type: 'pkcs8' });
  return {
    sign: (text) => signBytes(null, Buffer.from(text), key).toString('base64url'),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }),
  };
};
