import type { Database } from 'better-sqlite3';
import type { RxStorage } from 'rxdb';
import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION } from 'rxdb';
import type { SqliteInternals, SqliteOptions } from './instance.ts';
import { createInstance } from './instance.ts';
import { tableName } from './table-name.ts';
import type { Fold } from './write.ts';

export type { Fold } from './write.ts';

/**
 * RxDB's storage on a connection that is already open (and, outside of tests, encrypted).
 *
 * The connection belongs to its owner: no instance closes it, and a write, clean-up or removal is refused while the
 * owner has a transaction open on it. One connection holds one database, because the tables are named after the
 * collections alone; several RxDatabases of its name may work on it, and on other connections to the same file.
 */
export function createSqliteStorage(deps: {
  db: Database;
  /** By collection name, for every schema version of it. */
  folds?: Readonly<Record<string, Fold>>;
}): RxStorage<SqliteInternals, SqliteOptions> {
  let databaseName: string | undefined;

  return {
    name: 'sqlite-multiple-ciphers',
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance(params) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      databaseName ??= params.databaseName;
      if (databaseName !== params.databaseName) {
        throw new Error(`This connection holds the database ${databaseName}, not ${params.databaseName}`);
      }
      return createInstance({
        db: deps.db,
        table: tableName(params.collectionName, params.schema.version),
        fold: deps.folds?.[params.collectionName],
        params,
      });
    },
  };
}
