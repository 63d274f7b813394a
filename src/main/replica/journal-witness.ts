import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Hash, parseJson } from '../../shared/contract/chain.ts';
import { DeviceId, DraftId } from '../../shared/registry/ids.ts';
import { readSalt } from './page-cipher.ts';
import type { RawFiles } from './raw-files.ts';
import { createMeta } from './views/meta.ts';

/**
 * The last entry that was acknowledged, and the last draft, in a small file beside the replica. A write-ahead log that
 * lost its end, or an old copy of the file in its place, is a whole file to SQLite: this is what tells that something is
 * missing. Written after each entry is on disk and not waited for, so it may lag behind the file, and is never ahead of
 * it.
 */
const Witness = z.strictObject({
  v: z.literal(1),
  device: DeviceId,
  incarnation: z.int().min(1),
  seq: z.int().min(0),
  hash: Hash,
  /** The draft that was saved last and not discarded: drafts are in no chain that would show a gap. */
  draft: z.strictObject({ id: DraftId, savedAt: z.iso.datetime() }).nullable().optional(),
  /** The file's salt, without which no page of it could be read if its first one were damaged. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
});
export type Witness = z.infer<typeof Witness>;

/** One sector, which a disk writes whole or not at all. */
const size = 512;

const pathIn = (folder: string): string => join(folder, 'journal.head');

/** Null where there is none, or none that can be read: it is a help, and its lack no fault. */
export const readWitness = (folder: string): Witness | null => {
  const path = pathIn(folder);
  if (!existsSync(path)) return null;
  return Witness.safeParse(parseJson(readFileSync(path, 'utf8'))).data ?? null;
};

export interface JournalWitness {
  /**
   * Says where the journal ends now, and which draft is the newest.
   *
   * @param isSynced waits until the disk has it: what is about to be discarded must not be named there any more
   */
  readonly note: (file: string, journal: Omit<Witness, 'v' | 'salt'>, isSynced?: boolean) => void;
  readonly close: () => void;
}

export const createJournalWitness = (folder: string, raw: RawFiles): JournalWitness => {
  let handle: number | null = null;
  let known = { file: '', salt: '' };
  let last = '';
  const saltOf = (file: string): string => {
    if (known.file !== file) known = { file, salt: readSalt(raw.open(file)).toString('hex') };
    return known.salt;
  };
  return {
    note: (file, { device, incarnation, seq, hash, draft }, isSynced = false) => {
      try {
        const salt = saltOf(file);
        const text = JSON.stringify({ v: 1, device, incarnation, seq, hash, draft, salt } satisfies Witness);
        if (text !== last) {
          handle ??= openSync(pathIn(folder), existsSync(pathIn(folder)) ? 'r+' : 'w', 0o600);
          writeSync(handle, text.padEnd(size - 1).concat('\n'), 0);
          last = text;
        }
        if (isSynced && handle !== null) fdatasyncSync(handle);
      } catch {
        // The entry is on disk and stays acknowledged: without its witness a later loss is only harder to tell.
      }
    },
    close: () => {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
};

/**
 * What was acknowledged and isn't in the file: from and to, both included. Null where the journal has it all.
 *
 * @param folder where the witness stands
 */
export const findMissingEntries = (
  db: Database,
  folder: string,
): { readonly from: number; readonly to: number } | null => {
  const witness = readWitness(folder);
  const identity = createMeta(db).get('identity');
  // A device that was restored begins anew, in a folder of its own.
  if (!witness || witness.device !== identity?.device || witness.incarnation !== identity.incarnation) return null;
  const { device, incarnation, seq, hash } = witness;
  const found = db
    .prepare<[string, number, number], string>(
      'SELECT hash FROM entry WHERE device = ? AND incarnation = ? AND seq = ?',
    )
    .pluck()
    .get(device, incarnation, seq);
  if (seq === 0 || found === hash) return null;
  const last = db
    .prepare<[string, number], number | null>('SELECT max(seq) FROM entry WHERE device = ? AND incarnation = ?')
    .pluck()
    .get(device, incarnation);
  return { from: Math.min((last ?? 0) + 1, seq), to: seq };
};

/**
 * When the draft was saved that was acknowledged last and isn't in the file as it was then; null where nothing is missing.
 * Nothing hangs on a draft, so the file is opened all the same, and whoever looks at the drafts is told.
 *
 * @param folder where the witness stands
 */
export const findLostDraft = (db: Database, folder: string): string | null => {
  const witness = readWitness(folder);
  if (!witness?.draft || witness.device !== createMeta(db).get('identity')?.device) return null;
  const { id, savedAt } = witness.draft;
  // A file of version 1 had none.
  const holdsDrafts = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'draft'`).get() !== undefined;
  const savedAtOf = 'SELECT saved_at FROM draft WHERE id = ?';
  const found = holdsDrafts ? db.prepare<[string], string>(savedAtOf).pluck().get(id) : undefined;
  return found !== undefined && found >= savedAt ? null : savedAt;
};
