import type { Database } from 'better-sqlite3';
import type { DraftLine, QueryOutput } from '../../shared/contract/queries.ts';
import type { DraftId, OfficialId } from '../../shared/registry/ids.ts';

export type Draft = DraftLine & { readonly content: string };

/** Tasks that are not finished. No part of the two logs: they are this device's alone and nobody is told of them. */
export interface Drafts {
  /** Newest first. */
  readonly list: (official: OfficialId) => DraftLine[];
  readonly byId: (official: OfficialId, id: DraftId) => QueryOutput<'getDraft'> | null;
  /** `too-many`: it would be a new one beyond `most` of the official's. */
  readonly save: (draft: Draft, most: number) => 'saved' | 'of-another' | 'too-many';
  /** Of all officials' the one that was saved last, `but` left out; null where there is none. */
  readonly newest: (but?: DraftId) => { readonly id: DraftId; readonly savedAt: string } | null;
  /** Whether there was one. */
  readonly discard: (official: OfficialId, id: DraftId) => boolean;
}

export const createDrafts = (db: Database): Drafts => {
  const columns = 'id, task, title, official, saved_at AS savedAt';
  const statements = {
    list: db.prepare<[string], DraftLine>(
      `SELECT ${columns} FROM draft WHERE official = ? ORDER BY saved_at DESC, id DESC`,
    ),
    byId: db.prepare<[string, string], Draft>(`SELECT ${columns}, content FROM draft WHERE official = ? AND id = ?`),
    ownerOf: db.prepare<[string], string>('SELECT official FROM draft WHERE id = ?').pluck(),
    count: db.prepare<[string], number>('SELECT count(*) FROM draft WHERE official = ?').pluck(),
    put: db.prepare(
      'INSERT OR REPLACE INTO draft(id, official, task, title, content, saved_at) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    newest: db.prepare<[string], { id: DraftId; savedAt: string }>(
      'SELECT id, saved_at AS savedAt FROM draft WHERE id <> ? ORDER BY saved_at DESC, id DESC LIMIT 1',
    ),
    discard: db.prepare('DELETE FROM draft WHERE official = ? AND id = ?'),
  };
  /** Asked for with each entry, and not worth reading past every draft again. Undefined: to be looked for. */
  let newest: ReturnType<Drafts['newest']> | undefined;
  return {
    list: (official) => statements.list.all(official),
    byId: (official, id) => {
      const row = statements.byId.get(official, id);
      if (!row) return null;
      const { content, ...line } = row;
      return { line, content };
    },
    save: ({ id, official, task, title, content, savedAt }, most) => {
      const owner = statements.ownerOf.get(id);
      if (owner !== undefined && owner !== official) return 'of-another';
      if (owner === undefined && (statements.count.get(official) ?? 0) >= most) return 'too-many';
      statements.put.run(id, official, task, title, content, savedAt);
      // Saved with a clock that was set back, it isn't the newest, or no more.
      newest = newest && newest.savedAt < savedAt ? { id, savedAt } : undefined;
      return 'saved';
    },
    newest: (but) => {
      if (but !== undefined) return statements.newest.get(but) ?? null;
      if (newest === undefined) newest = statements.newest.get('') ?? null;
      return newest;
    },
    discard: (official, id) => {
      newest = undefined;
      return statements.discard.run(official, id).changes > 0;
    },
  };
};
