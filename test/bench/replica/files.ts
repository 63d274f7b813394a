import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { createDeviceKey } from '../../../src/main/replica/keys/key-slots.ts';
import { createFile, openFile } from '../../../src/main/replica/open-file.ts';
import { createReplicaFile, openReplica, type Replica } from '../../../src/main/replica/replica.ts';
import { createIndexes } from '../../../src/main/replica/views/views.ts';
import { realSystem } from '../../../src/main/system.ts';
import { DeviceId } from '../../../src/shared/registry/ids.ts';

export const key = randomBytes(32);
export const system = realSystem(() => undefined);

/** An enrolled device's replica without residents. */
export const aReplica = async (folder: string, centralKey: string): Promise<Replica> => {
  const deps = { folder, profile: 'training', system } as const;
  const identity = { device: DeviceId.parse(system.newId()), incarnation: 1, deviceKey: createDeviceKey() };
  createReplicaFile(deps, key, { ...identity, centralUrl: 'http://127.0.0.1:1', centralKey });
  const replica = await openReplica(deps, key);
  if (!replica.ok) throw new Error(replica.error.type);
  return replica.value;
};

/** The baseline: the same cipher and settings, and no code of ours between the rows and SQLite. */
export const aRawFile = (path: string): Database => {
  createFile(path, key, 'training').close();
  const opened = openFile(path, key, 'training');
  if (!opened.ok) throw new Error(opened.error.type);
  createIndexes(opened.value);
  return opened.value;
};

/** Makes in `to` the tables of `from` that are missing there, with their indexes. */
export const copyTables = (from: Database, to: Database, names: readonly string[]): void => {
  const statements = from
    .prepare<[string], string>(
      `SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC`,
    )
    .pluck();
  for (const name of names) for (const sql of statements.all(name)) to.exec(sql);
};

/** A statement that inserts whole rows of a table as arrays. */
export const inserter = (db: Database, table: string): ((row: readonly unknown[]) => void) => {
  const columns = db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
  const names = columns.map((name) => `"${name}"`).join(', ');
  const statement = db.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
  return (row) => {
    statement.run(row);
  };
};
