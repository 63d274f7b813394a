import type { Database } from 'better-sqlite3';

/** One step from a version of the file to the next. Its SQL stays as it is, whatever becomes of the views later. */
export interface Migration {
  /** It takes a file of the version before this one. */
  readonly to: number;
  /**
   * Runs inside a transaction, on a copy, and says after each part of the work, some milliseconds', how much of 1 is done.
   * Throws where the file can't be brought to this version.
   */
  readonly run: (db: Database) => Iterable<number>;
}
