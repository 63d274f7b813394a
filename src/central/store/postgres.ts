import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, type Database, type DatabaseAddress, openDatabase } from './database.ts';
import { findPostgres } from './postgres-binaries.ts';
import { makePostgresFolders, makePrivateFolder, type PostgresFolders, postgresFolders } from './postgres-folders.ts';

export interface Postgres {
  readonly address: DatabaseAddress;
  /** Ends open transactions and stops the server; its data are safe either way. */
  readonly stop: () => Promise<void>;
}

export interface PostgresDeps {
  /** The server's data and its key to the door lie below; made if it isn't there. */
  readonly folder: string;
  readonly sleep: (ms: number) => Promise<void>;
  /** More settings, `name=value`. */
  readonly settings?: readonly string[];
}

const user = 'rrs';
const ownerLock = 'rrs.owner';

/** Where the server of a folder is reached, whether it runs or not. */
export const postgresAddress = (folder: string, database = user): DatabaseAddress => ({
  host: postgresFolders(folder).socket,
  user,
  database,
});

/**
 * Starts a PostgreSQL of its own below `folder`: reached by a Unix socket that only its owner can open, no network, no
 * password. One left over from a process that was killed is stopped first. Throws if another process is using it, and
 * if it does not come up.
 */
export const startPostgres = async (deps: PostgresDeps): Promise<Postgres> => {
  const folders = postgresFolders(deps.folder);
  const binaries = findPostgres(process.platform, process.arch);
  makePostgresFolders(deps.folder, folders);
  if (existsSync(folders.data)) await stopOrphan(deps, folders, binaries.postgres);
  else initialise(binaries.initdb, folders);
  // No server of this folder runs now, so a lock beside the socket is a dead one's, or came with a copied folder.
  rmSync(join(folders.socket, '.s.PGSQL.5432.lock'), { force: true });

  const server = launch(binaries.postgres, folders, deps.settings ?? []);
  const owner = await connectWhenUp(deps, folders, server);
  return {
    address: postgresAddress(deps.folder),
    stop: async () => {
      await owner.close();
      await stop(server);
    },
  };
};

const initialise = (initdb: string, { data, owner }: PostgresFolders): void => {
  // The built-in locale orders text by code point on every system, so that an upgrade of it can't spoil an index.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  // Made beside its place and put there when it is whole, so that a crash leaves nothing that looks like a database.
  const unfinished = `${data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  makePrivateFolder(unfinished, owner);
  const args = ['-D', unfinished, '-U', user, '-A', 'trust', '-E', 'UTF8', ...locale];
  const { status, stderr, error } = spawnSync(initdb, args, { ...owner, encoding: 'utf8', cwd: '/' });
  if (status !== 0) throw error ?? new Error(`initdb failed: ${stderr}`);
  renameSync(unfinished, data);
};

const launch = (postgres: string, folders: PostgresFolders, settings: readonly string[]): ChildProcess => {
  const all = [
    'listen_addresses=',
    `unix_socket_directories=${folders.socket}`,
    'unix_socket_permissions=0700',
    'max_connections=60',
    'shared_buffers=256MB',
    'max_wal_size=4GB',
    'jit=off',
    'log_checkpoints=off',
    ...settings,
  ];
  const log = openSync(folders.log, 'w', 0o600);
  const args = ['-D', folders.data, ...all.flatMap((setting) => ['-c', setting])];
  // Detached, so that Ctrl-C in a terminal reaches central only, which then stops the server in order.
  const server = spawn(postgres, args, { ...folders.owner, cwd: '/', detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  return server;
};

/** Creates the database on the first start and keeps a connection with the lock that tells others we are here. */
const connectWhenUp = async (
  { folder, sleep }: PostgresDeps,
  { log }: PostgresFolders,
  server: ChildProcess,
): Promise<Pick<Connection, 'close'>> => {
  let failed: Error | null = null;
  server.once('error', (error) => (failed = error));
  for (let attempt = 0; attempt < 1_500; attempt += 1) {
    if (failed ?? server.exitCode !== null)
      throw failed ?? new Error(`PostgreSQL did not start: ${readFileSync(log, 'utf8').slice(-2_000)}`);
    const admin = open(folder, 'postgres');
    if (await isUp(admin)) {
      const found = await admin.rows('select 1 from pg_database where datname = $1', [user]);
      if (found.length === 0) await admin.run(`create database ${user}`);
      const owner = await admin.connect(() => undefined);
      await owner.rows('select pg_advisory_lock(hashtext($1))', [ownerLock]);
      await admin.close();
      return owner;
    }
    await admin.close();
    await sleep(20);
  }
  await stop(server);
  throw new Error('PostgreSQL did not answer within 30 s');
};

const open = (folder: string, database: string): Database =>
  openDatabase({ address: postgresAddress(folder, database), connections: 1, onError: () => undefined });

const isUp = async (database: Database): Promise<boolean> => {
  try {
    await database.rows('select 1');
    return true;
  } catch {
    return false;
  }
};

/** A server whose central was killed goes on alone. It is stopped, but only if it is ours and nobody uses it. */
const stopOrphan = async (
  { folder, sleep }: PostgresDeps,
  { data }: PostgresFolders,
  postgres: string,
): Promise<void> => {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const command = commandOf(pid);
  if (!command.startsWith(postgres) || !command.includes(` -D ${data} `)) {
    // The number belongs to nobody or to a stranger by now, and PostgreSQL would wait for a stranger.
    rmSync(pidFile, { force: true });
    return;
  }
  const admin = open(folder, 'postgres');
  if (await isUp(admin)) {
    const [row] = await admin.rows<{ free: boolean }>('select pg_try_advisory_lock(hashtext($1)) free', [ownerLock]);
    await admin.close();
    if (row?.free !== true) throw new Error(`${folder} is in use by another central`);
  } else await admin.close();
  process.kill(pid, 'SIGINT');
  for (let attempt = 0; attempt < 3_000 && commandOf(pid).includes(postgres); attempt += 1) await sleep(10);
};

/** The command line of a process, empty if there is none with this number. */
const commandOf = (pid: number): string => {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

const stop = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill('SIGINT');
  });
