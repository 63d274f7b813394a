import { createHash, createPrivateKey, createPublicKey, sign as signBytes, verify } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { Hash } from '../../../shared/contract/chain.ts';
import { Position } from '../../../shared/contract/position.ts';
import { openSigned, sign } from '../../../shared/contract/signed.ts';
import { DeviceId } from '../../../shared/registry/ids.ts';
import type { System } from '../../system.ts';
import { removeFile, syncFile, syncFolder } from '../durable-file.ts';
import { checkpointOf } from '../generations.ts';
import { unlock } from '../open-file.ts';
import type { Identity } from '../views/meta.ts';

/**
 * The state of the views at one place of both logs, in a file of its own beside the replica and under the same key. A
 * rebuild starts from it, so the bodies of what lies before it may be erased.
 */
export const Checkpoint = z.strictObject({
  type: z.literal('replica-checkpoint'),
  v: z.literal(1),
  device: DeviceId,
  incarnation: z.int().min(1),
  /** The version of the tables that it holds rows of. */
  schema: z.int().min(1),
  /** How far the feed was folded, as central counts; null before anything was. */
  position: Position.nullable(),
  /** The last row of either log that is folded into it, as the storage counts. */
  feedRow: z.int().min(0),
  journalRow: z.int().min(0),
  lines: z.int().min(0),
  /** Of all lines. */
  sha256: Hash,
  at: z.iso.datetime(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** Long enough to be worth compressing, short enough that no thread notices. */
const chunkLength = 131_072;
const compress = promisify(zstdCompress);

/**
 * Writes a checkpoint that counts from the moment at which it gets its name. False, and nothing there, if `signal` was
 * aborted before.
 *
 * @param of the replica's file
 * @param lines what it is to hold, each without a line feed; asked for a few at a time
 */
export const writeCheckpoint = async (
  deps: { readonly key: Buffer; readonly system: System; readonly signal: AbortSignal },
  of: string,
  identity: Identity,
  about: Pick<Checkpoint, 'schema' | 'position' | 'feedRow' | 'journalRow'>,
  lines: AsyncIterable<string>,
): Promise<boolean> => {
  const path = checkpointOf(of);
  const part = `${path}.part`;
  removeFile(part);
  const db = new Database(part);
  try {
    unlock(db, deps.key);
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.exec(`CREATE TABLE chunk(n INTEGER PRIMARY KEY, lines BLOB NOT NULL) STRICT;
      CREATE TABLE statement(signed TEXT NOT NULL, signature TEXT NOT NULL) STRICT; BEGIN`);
    const put = db.prepare('INSERT INTO chunk(lines) VALUES (?)');
    const hash = createHash('sha256');
    let count = 0;
    let held: string[] = [];
    let length = 0;
    const flush = async (): Promise<void> => {
      const text = Buffer.from(held.join(''));
      held = [];
      length = 0;
      hash.update(text);
      const packed = await compress(text);
      if (!deps.signal.aborted) put.run(packed);
    };
    for await (const line of lines) {
      if (deps.signal.aborted) return false;
      held.push(`${line}\n`);
      count += 1;
      length += line.length;
      if (length >= chunkLength) await flush();
    }
    if (held.length > 0) await flush();
    if (deps.signal.aborted) return false;
    const { device, incarnation, deviceKey } = identity;
    const statement: Checkpoint = {
      type: 'replica-checkpoint',
      v: 1,
      device,
      incarnation,
      ...about,
      lines: count,
      sha256: hash.digest('hex'),
      at: new Date(deps.system.now()).toISOString(),
    };
    const key = createPrivateKey({ key: Buffer.from(deviceKey, 'base64url'), format: 'der', type: 'pkcs8' });
    const { signed, signature } = sign(statement, (text) =>
      signBytes(null, Buffer.from(text), key).toString('base64url'),
    );
    db.prepare('INSERT INTO statement VALUES (?, ?)').run(signed, signature);
    db.exec('COMMIT');
    db.close();
    syncFile(part);
    deps.system.reached('checkpoint:written');
    renameSync(part, path);
    syncFolder(dirname(path));
    deps.system.reached('checkpoint:named');
    return true;
  } finally {
    db.close();
    removeFile(part);
  }
};

/** A checkpoint whose signature and content were checked; to be closed. */
export interface ReadCheckpoint {
  readonly about: Checkpoint;
  readonly lines: () => Iterable<string>;
  readonly close: () => void;
}

/** Null where there is none, or none that this device has signed: whoever needs one makes another. */
export const readCheckpoint = (of: string, key: Buffer, identity: Identity): ReadCheckpoint | null => {
  const opened = openCheckpoint(of, key);
  if (!opened) return null;
  const about = statementIn(opened, identity);
  if (!about) {
    opened.close();
    return null;
  }
  const chunks = opened.prepare<[], Buffer>('SELECT lines FROM chunk ORDER BY n').pluck();
  return {
    about,
    lines: function* () {
      for (const chunk of chunks.iterate()) yield* zstdDecompressSync(chunk).toString('utf8').split('\n').slice(0, -1);
    },
    close: () => opened.close(),
  };
};

/** The checkpoint's statement, once all that it holds was read; or why it is of no use. */
export const inspectCheckpoint = (of: string, key: Buffer, identity: Identity): Checkpoint | 'none' | 'damaged' => {
  if (!existsSync(checkpointOf(of))) return 'none';
  const whole = readCheckpoint(of, key, identity);
  whole?.close();
  return whole?.about ?? 'damaged';
};

/** About two megabytes of lines, some milliseconds' work. */
const chunksAtOnce = 16;

/**
 * Whether the checkpoint that says this of itself holds it too; also false if `signal` was aborted before that was
 * clear. Read a little at a time, and opened for each: nobody who wants to take it away must find it in use.
 */
export const isCheckpointWhole = async (
  of: string,
  key: Buffer,
  about: Checkpoint,
  signal: AbortSignal,
): Promise<boolean> => {
  const hash = createHash('sha256');
  for (let read = 0; !signal.aborted; read += chunksAtOnce) {
    const db = openCheckpoint(of, key);
    if (!db) return false;
    try {
      const chunks = db
        .prepare<[number, number], Buffer>('SELECT lines FROM chunk ORDER BY n LIMIT ? OFFSET ?')
        .pluck();
      const some = chunks.all(chunksAtOnce, read);
      if (some.length === 0) return hash.digest('hex') === about.sha256;
      for (const chunk of some) hash.update(zstdDecompressSync(chunk));
    } catch {
      return false;
    } finally {
      db.close();
    }
    await new Promise(setImmediate);
  }
  return false;
};

/** What the checkpoint says of itself, with its signature checked and without reading what it holds. */
export const checkpointStatement = (of: string, key: Buffer, identity: Identity): Checkpoint | null => {
  const opened = openCheckpoint(of, key);
  const about = opened && statementOf(opened, identity);
  opened?.close();
  return about;
};

/** Takes the checkpoint of a file away for good. Throws if it can't be: somebody may be waiting to erase. */
export const dropCheckpoint = (of: string): void => {
  const path = checkpointOf(of);
  if (!existsSync(path)) return;
  removeFile(path);
  if (existsSync(path)) throw new Error('the checkpoint is in use and can not be taken away');
  syncFolder(dirname(path));
};

const openCheckpoint = (of: string, key: Buffer): Database.Database | null => {
  const path = checkpointOf(of);
  if (!existsSync(path)) return null;
  const db = new Database(path, { fileMustExist: true, readonly: true });
  unlock(db, key);
  return db;
};

const statementIn = (db: Database.Database, identity: Identity): Checkpoint | null => {
  const about = statementOf(db, identity);
  if (!about) return null;
  const hash = createHash('sha256');
  const chunks = db.prepare<[], Buffer>('SELECT lines FROM chunk ORDER BY n').pluck();
  try {
    for (const chunk of chunks.iterate()) hash.update(zstdDecompressSync(chunk));
  } catch {
    return null;
  }
  return hash.digest('hex') === about.sha256 ? about : null;
};

const statementOf = (db: Database.Database, { device, incarnation, deviceKey }: Identity): Checkpoint | null => {
  const publicKey = createPublicKey(
    createPrivateKey({ key: Buffer.from(deviceKey, 'base64url'), format: 'der', type: 'pkcs8' }),
  );
  try {
    const signed = db.prepare('SELECT signed, signature FROM statement').get();
    const about = openSigned(signed, Checkpoint, (text, signature) =>
      verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url')),
    );
    return about?.device === device && about.incarnation === incarnation ? about : null;
  } catch (error) {
    // Damaged, or of another key: as good as none.
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
};
