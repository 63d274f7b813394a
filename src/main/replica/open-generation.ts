import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { System } from '../system.ts';
import { type Connection, openConnection } from './connection.ts';
import { discard } from './generations.ts';
import { createJournal, type Journal } from './journal.ts';
import { findMissingEntries } from './journal-witness.ts';
import { migrateFile } from './migrations/migrate.ts';
import type { MigrationWatch } from './migrations/migrating.ts';
import { diskErrorToAppError, openFile } from './open-file.ts';

/** One file of the replica, open for writing. */
export interface Generation {
  readonly connection: Connection;
  readonly journal: Journal;
}

export interface OpenGeneration {
  readonly at: (file: string, key: Buffer) => Promise<Result<Generation, AppError>>;
  /** The same, of the file that was there at the start: of an earlier version it is brought to this one first. */
  readonly atStart: (file: string, key: Buffer) => Promise<Result<Generation, AppError>>;
}

export const createOpenGeneration = (deps: {
  readonly folder: string;
  readonly profile: Profile;
  readonly system: System;
  /** Called inside the transaction, before anything of a resident who left is erased for good. */
  readonly erasing: () => void;
  /** Who waits for a file of an earlier version. */
  readonly watch: MigrationWatch;
}): OpenGeneration => {
  const { folder, profile, system, erasing, watch } = deps;

  const at: OpenGeneration['at'] = async (file, key) => {
    const db = openFile(file, key, profile, (looked) => {
      const missing = findMissingEntries(looked, folder);
      return missing && { type: 'EntriesMissing', file, ...missing };
    });
    if (!db.ok) return db;
    try {
      const connection = await openConnection(db.value, system, erasing);
      return ok({ connection, journal: createJournal(connection, system) });
    } catch (error) {
      db.value.close();
      const known = diskErrorToAppError(error, file);
      if (known) return err(known);
      throw error;
    }
  };

  /** What was migrated and doesn't open is taken back. */
  const upToDate = async (file: string, key: Buffer): ReturnType<OpenGeneration['at']> => {
    const asItIs = await at(file, key);
    if (asItIs.ok || asItIs.error.type !== 'FileOlder') return asItIs;
    const { version } = asItIs.error;
    const migrated = await migrateFile({ folder, reached: system.reached, watch }, { path: file, version, key });
    if (!migrated.ok) return migrated;
    const next = await at(migrated.value, key);
    if (next.ok) return next;
    discard(folder, migrated.value);
    if (next.error.type === 'EntriesMissing') return err({ ...next.error, file });
    return err({ type: 'FileNotMigrated', file, version, detail: `opening: ${next.error.type}` });
  };

  return {
    at,
    atStart: async (file, key) => {
      const opened = await upToDate(file, key);
      const damage = opened.ok ? damageOf(opened.value) : null;
      if (!opened.ok || !damage) return opened;
      await opened.value.connection.close();
      return err(damage);
    },
  };
};

/** What is wrong with the last entry or the outbox, also where a page of them can't be read. */
const damageOf = ({ connection, journal }: Generation): AppError | null => {
  const file = connection.db.name;
  try {
    const broken = journal.findBreak();
    return broken === null
      ? null
      : { type: 'FileDamaged', file, detail: `journal entry ${broken} is not what was written` };
  } catch (error) {
    const known = diskErrorToAppError(error, file);
    if (!known) throw error;
    return known;
  }
};
