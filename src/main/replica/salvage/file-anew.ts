import type { Database } from 'better-sqlite3';
import { type Act, readEntryBody } from '../../../shared/contract/entry.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import type { System } from '../../system.ts';
import { openConnection } from '../connection.ts';
import { createJournal } from '../journal.ts';
import { finishPart, openPart } from '../open-file.ts';
import type { FoundEntry } from './collect.ts';

export interface FiledAnew {
  readonly filed: ReadonlySet<FilingId>;
}

/**
 * Writes entries that no chain reaches any more into the file's present incarnation: the same acts of the same people
 * under the same ids, at the times at which they were made.
 */
export const fileAnew = async (
  { file, key, system }: { readonly file: string; readonly key: Buffer; readonly system: System },
  entries: readonly FoundEntry[],
): Promise<FiledAnew> => {
  const filed = new Set<FilingId>();
  if (entries.length === 0) return { filed };
  const db = openWithRollback(file, key);
  let now = 0;
  const connection = await openConnection(db, { ...system, now: () => now });
  try {
    const journal = createJournal(connection, { ...system, now: () => now });
    for (const entry of entries) {
      const act = actOf(entry);
      if (!act || journal.has(act.id)) continue;
      now = Date.parse(entry.header.at);
      try {
        await journal.append(act);
        filed.add(act.id);
      } catch (error) {
        // What it belongs to may be among what is lost; then a person has to look, and it is kept and listed.
        if (isOfTheDisk(error)) throw error;
      }
    }
    finishPart(connection.db);
  } finally {
    await connection.close();
  }
  return { filed };
};

/** An act that can't be folded must be undone, which needs a journal. */
const openWithRollback = (file: string, key: Buffer): Database => {
  const db = openPart(file, key);
  db.pragma('journal_mode = MEMORY');
  return db;
};

const isOfTheDisk = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^SQLITE_(FULL|IOERR|CORRUPT|READONLY)/.test(String(error.code));

/** Null where its body was erased or this version can't read it. */
const actOf = ({ header, body }: FoundEntry): Act | null => {
  if (body === null) return null;
  const read = readEntryBody(header, body);
  if (read.type === 'unreadable') return null;
  const { id, actor, role, purpose, subject } = header;
  return { ...read.act, id, actor, role, purpose, subject };
};
