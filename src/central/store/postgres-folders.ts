import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** PostgreSQL refuses to run as root; then it runs as this user ("nobody"), which needs no entry anywhere. */
const unprivileged = 65_534;
/** Length of a Unix socket's path on Linux, without the closing zero; macOS allows 103. */
const longestSocketPath = 103;
const socketName = '/.s.PGSQL.5432';

export interface PostgresFolders {
  readonly data: string;
  readonly socket: string;
  readonly log: string;
  /** Whom the server runs as; empty for the present user. */
  readonly owner: { readonly uid?: number; readonly gid?: number };
}

/** Where the server below `folder` keeps its data and its socket: always the same for the same folder. */
export const postgresFolders = (folder: string): PostgresFolders => {
  const root = resolve(folder);
  const near = join(root, 'socket');
  const short = join(tmpdir(), `rrs-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  return {
    data: join(root, 'postgres'),
    socket: `${near}${socketName}`.length <= longestSocketPath ? near : short,
    log: join(root, 'postgres.log'),
    owner: process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {},
  };
};

/** Makes the folders with the owner and mode they need. Throws if the server could not reach its data. */
export const makePostgresFolders = (folder: string, { socket, owner }: PostgresFolders): void => {
  const root = resolve(folder);
  makeDataFolder(root);
  if (owner.uid !== undefined) {
    // The server must pass through; what lies beside its data keeps a mode of its own.
    chmodSync(root, statSync(root).mode | 0o011);
    const closed = ancestors(root).find((each) => (statSync(each).mode & 0o001) === 0);
    if (closed !== undefined)
      throw new Error(`${closed} is closed to others, and PostgreSQL does not run as root: choose another data folder`);
  }
  makePrivateFolder(socket, owner);
};

/** Private, unlike the folders above it that have to be made. */
export const makeDataFolder = (folder: string): void => {
  mkdirSync(dirname(resolve(folder)), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
};

/** Throws if something that is not ours stands in its place. */
export const makePrivateFolder = (path: string, { uid, gid }: PostgresFolders['owner']): void => {
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  const found = lstatSync(path);
  const expected = uid ?? process.getuid?.();
  // In a folder that everyone may write to, somebody else could have put theirs in this place.
  if (!found.isDirectory() || (found.uid !== expected && found.uid !== process.getuid?.()))
    throw new Error(`${path} is not a folder of ours`);
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  chmodSync(path, 0o700);
};

const ancestors = (path: string): string[] => {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
};
