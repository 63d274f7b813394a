import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, type DatabaseAddress, openDatabase } from '../../src/central/store/database.ts';
import { migrate } from '../../src/central/store/migrate.ts';
import { postgresAddress, startPostgres } from '../../src/central/store/postgres.ts';

export interface Cluster {
  /** A database of its own with the whole schema, in some hundredths of a second. */
  readonly createDatabase: () => Promise<DatabaseAddress>;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** A real PostgreSQL, one for a test file: started once, and each test gets a copy of an empty database. */
export const startCluster = async (): Promise<Cluster> => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-test-'));
  const postgres = await startPostgres({ folder, sleep: (ms) => sleep(ms), settings: ['max_connections=200'] });
  await withDatabase(postgresAddress(folder), migrate);
  let made = 0;
  return {
    folder,
    createDatabase: async () => {
      made += 1;
      const name = `test_${made}`;
      await withDatabase(postgresAddress(folder, 'postgres'), (database) =>
        database.run(`create database ${name} template rrs strategy wal_log`),
      );
      return postgresAddress(folder, name);
    },
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A copy of a database that nobody has open: what central had then, for a central that is put back to it. */
export const copyDatabase = async (address: DatabaseAddress): Promise<DatabaseAddress> => {
  if (!('database' in address)) throw new Error('the test cluster is on a socket');
  const name = `${address.database}_backup`;
  await withDatabase({ ...address, database: 'postgres' }, (database) =>
    database.run(`create database ${name} template ${address.database}`),
  );
  return { ...address, database: name };
};

export const openTestDatabase = (address: DatabaseAddress, connections = 4): Database =>
  openDatabase({ address, connections, onError: () => undefined });

const withDatabase = async (
  address: DatabaseAddress,
  work: (database: Database) => Promise<unknown>,
): Promise<void> => {
  const database = openTestDatabase(address, 1);
  await work(database);
  await database.close();
};
