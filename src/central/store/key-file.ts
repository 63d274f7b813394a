import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** The two keys of a central. Whoever loses the file loses everything that was sealed; it is backed up apart. */
export interface Keys {
  /** 32 bytes; seals what is stored. */
  readonly dataKey: Buffer;
  /** Ed25519, PKCS #8 in DER; signs what central says. */
  readonly signingKey: Buffer;
}

const KeyFile = z.strictObject({ v: z.literal(1), dataKey: z.base64url(), signingKey: z.base64url() });

/** Reads the key file, or makes it (mode 0600) where there is none. Throws if it can't be read. */
export const readOrMakeKeys = (path: string, makeKeys: () => Keys): Keys => {
  if (!existsSync(path)) writeKeys(path, makeKeys());
  return readKeys(path);
};

/** Throws if there is no key file or it can't be read. */
export const readKeys = (path: string): Keys => {
  const { dataKey, signingKey } = KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { dataKey: Buffer.from(dataKey, 'base64url'), signingKey: Buffer.from(signingKey, 'base64url') };
};

/** On the disk before anything is sealed with it, and whole or not at all. */
const writeKeys = (path: string, keys: Keys): void => {
  const text = JSON.stringify({
    v: 1,
    dataKey: keys.dataKey.toString('base64url'),
    signingKey: keys.signingKey.toString('base64url'),
  });
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
};
