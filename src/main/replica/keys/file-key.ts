import { createHmac, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

/**
 * A file's key that shows nothing of itself where somebody prints it, puts it into a text or makes JSON of it by
 * mistake. Whoever means it asks for an encoding by name.
 */
export const hideKey = (key: Buffer): Buffer => {
  const shown = '[file key]';
  return Object.defineProperties<Buffer>(key, {
    toString: {
      value: (encoding?: BufferEncoding, start?: number, end?: number): string =>
        encoding === undefined ? shown : Buffer.from(key).toString(encoding, start, end),
    },
    toJSON: { value: () => shown },
    [inspect.custom]: { value: () => shown },
  });
};

export const createFileKey = (): Buffer => hideKey(randomBytes(32));

/** Tells a file's keys apart without saying anything of them: a key has all the bits that it takes to hide behind a hash. */
export const fingerprintOf = (key: Buffer): string =>
  createHmac('sha256', key).update('rrs-file-key').digest().subarray(0, 12).toString('base64url');

/** The key as SQLite is given it: never as a part of a statement, which an error could quote. */
export const forSqlite = (key: Buffer): Buffer => Buffer.concat([Buffer.from('raw:'), key]);
