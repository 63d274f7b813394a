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
 * owner has a transaction open on it. Several databases may live in one file, and several RxDatabases of one name may
 * work on it, on one connection or on several.
 */
export function createSqliteStorage(deps: {
  db: Database;
  /** By collection name, for every schema version of it. */
  folds?: Readonly<Record<string, Fold>>;
  /** The file has one database, whatever it is called today: its tables are named after the collections alone. */
  hasOneDatabase?: boolean;
}): RxStorage<SqliteInternals, SqliteOptions> {
  let onlyName: string | undefined;

  return {
    name: 'sqlite-multiple-ciphers',
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance(params) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      const { databaseName, collectionName, schema } = params;
      if (deps.hasOneDatabase) onlyName ??= databaseName;
      if (onlyName !== undefined && onlyName !== databaseName) {
        throw new Error(`This file holds the database ${onlyName}, not ${databaseName}`);
      }
      const table = tableName(collectionName, schema.version);
      return createInstance({
        db: deps.db,
        // No collection's name has a slash, so no other database has a table of this name.
        table: deps.hasOneDatabase ? table : `${databaseName}/${table}`,
        fold: deps.folds?.[collectionName],
        params,
      });
    },
  };
}
