import Database from 'better-sqlite3';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import { feedTable, journalTable } from '../collections.ts';
import { openReadOnly } from '../open-file.ts';
import { createMeta } from '../views/meta.ts';
import { createViews } from '../views/views.ts';
import {
  type Checkpoint,
  checkpointStatement,
  dropCheckpoint,
  isCheckpointWhole,
  writeCheckpoint,
} from './checkpoint-file.ts';
import { linesOf, tablesIn } from './content.ts';

/** A checkpoint of its own makes a rebuild start later, and what may be erased reach further. */
const rowsBehind = 200;

export interface CheckpointKeeper {
  /** The checkpoint of the file that holds now, or null. */
  readonly current: () => Checkpoint | null;
  /** Makes the checkpoint if there is none that is whole, or it lies far behind. It is read and written a little at a time. */
  readonly keep: () => Promise<void>;
  /** Takes it away, and breaks off the making of one: what it holds is about to be erased in the file. */
  readonly drop: () => void;
  /** Resolves when nothing is being read for a checkpoint any more. */
  readonly stop: () => Promise<void>;
}

/** @param db the connection to the file that holds now */
export const createCheckpointKeeper = (deps: {
  /** The key of that file. */
  readonly key: () => Buffer;
  readonly profile: Profile;
  readonly system: System;
  readonly db: () => Database.Database;
}): CheckpointKeeper => {
  const { key, profile, system, db: live } = deps;
  let making: { readonly abort: AbortController; readonly done: Promise<unknown> } | null = null;
  /** Of which file, so that a new one is looked at anew. */
  let known: { readonly of: string; readonly about: Checkpoint | null } | null = null;
  /** The file whose checkpoint was read whole. */
  let wholeOf = '';

  const current = (): Checkpoint | null => {
    const of = live().name;
    if (known?.of !== of) known = { of, about: readStatement(of) };
    return known.about;
  };
  const readStatement = (of: string): Checkpoint | null => {
    const identity = createMeta(live()).get('identity');
    const about = identity && checkpointStatement(of, key(), identity);
    return about?.schema === schemaOf(live()) ? about : null;
  };

  const make = async (signal: AbortSignal): Promise<void> => {
    const of = live().name;
    const opened = openReadOnly(of, key(), profile);
    if (!opened.ok) return;
    const db = opened.value;
    try {
      db.exec('BEGIN');
      const meta = createMeta(db);
      const identity = meta.get('identity');
      const position = meta.get('position');
      if (!identity || !position) return;
      const { feedRow, journalRow } = rowsIn(db);
      const about = { schema: schemaOf(db), position, feedRow, journalRow };
      const views = viewTables();
      const lines = linesOf(db, (table) => views.has(table));
      await writeCheckpoint({ key: key(), system, signal }, of, identity, about, lines);
      known = null;
    } finally {
      db.close();
    }
  };

  /** Bodies are erased behind a checkpoint, so once for each file it is read whole; a damaged one goes. */
  const dropIfDamaged = async (signal: AbortSignal): Promise<void> => {
    const of = live().name;
    const about = wholeOf === of ? null : current();
    if (about && !(await isCheckpointWhole(of, key(), about, signal))) {
      if (signal.aborted) return;
      known = null;
      dropCheckpoint(of);
    }
    wholeOf = of;
  };

  const isFarBehind = (): boolean => {
    const about = current();
    if (!about) return true;
    const { feedRow, journalRow } = rowsIn(live());
    return feedRow - about.feedRow + journalRow - about.journalRow >= rowsBehind;
  };

  return {
    current,
    keep: async () => {
      if (making) await making.done;
      const abort = new AbortController();
      const keepOne = async (): Promise<void> => {
        await dropIfDamaged(abort.signal);
        if (!abort.signal.aborted && isFarBehind()) await make(abort.signal);
      };
      const done = keepOne().finally(() => {
        making = null;
      });
      making = { abort, done: done.catch(() => undefined) };
      await done;
    },
    drop: () => {
      making?.abort.abort();
      known = null;
      dropCheckpoint(live().name);
      system.reached('checkpoint:dropped');
    },
    stop: async () => {
      making?.abort.abort();
      await making?.done;
    },
  };
};

const schemaOf = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }));

/** The last row of each log. */
const rowsIn = (db: Database.Database): { readonly feedRow: number; readonly journalRow: number } => {
  const last = (table: string): number =>
    db.prepare<[], number>(`SELECT ifnull(max(seq), 0) FROM "${table}"`).pluck().get() ?? 0;
  return { feedRow: last(feedTable), journalRow: last(journalTable) };
};

/** The tables that this version makes for its views, whichever those are. */
export const viewTables = (): ReadonlySet<string> => {
  const db = new Database(':memory:');
  createViews(db);
  const names = new Set(tablesIn(db).map(({ name }) => name));
  db.close();
  return names;
};
