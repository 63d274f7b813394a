import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { currentFile } from '../../src/main/replica/generations.ts';
import { emptyHead } from '../../src/shared/contract/chain.ts';
import { readEntryHeader } from '../../src/shared/contract/entry.ts';
import type { Said } from './load.ts';

/** What a replica must hold, from what it said of each deed. */
export interface Expected {
  /** Entries that it acknowledged, and those that it was asked for and may hold. */
  readonly entries: ReadonlySet<string>;
  readonly triedEntries: ReadonlySet<string>;
  readonly item: number;
  readonly triedItem: number;
  readonly receipts: number;
  readonly triedReceipts: number;
  /** By draft, what may stand there; null for nothing. The last acknowledged, or what was asked for since. */
  readonly drafts: ReadonlyMap<string, readonly (string | null)[]>;
}

export const expectedOf = (said: readonly Said[]): Expected => {
  const entries = { done: new Set<string>(), trying: new Set<string>() };
  const items = { done: 0, trying: 0 };
  const receipts = { done: 0, trying: 0 };
  const drafts = new Map<string, (string | null)[]>();
  for (const { said: how, deed } of said)
    switch (deed.type) {
      case 'entry':
        entries[how].add(deed.id);
        break;
      case 'item':
        items[how] = Math.max(items[how], deed.seq);
        break;
      case 'receipts':
        receipts[how] = Math.max(receipts[how], deed.through);
        break;
      case 'draft':
        drafts.set(deed.id, how === 'done' ? [deed.content] : [...(drafts.get(deed.id) ?? [null]), deed.content]);
        break;
    }
  return {
    entries: entries.done,
    triedEntries: entries.trying,
    item: items.done,
    triedItem: items.trying,
    receipts: receipts.done,
    triedReceipts: receipts.trying,
    drafts,
  };
};

/** Opens the file as it is, with the key, and only reads. */
const openBeside = (folder: string, key: Buffer): Database.Database => {
  const db = new Database(currentFile(folder) ?? '', { readonly: true });
  db.pragma(`cipher = 'sqlcipher'`);
  db.pragma(`key = "x'${key.toString('hex')}'"`);
  return db;
};

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Each acknowledged deed is there once, the chain has no gap, and no page is damaged. */
export const expectWhole = (folder: string, key: Buffer, expected: Expected, about: string): void => {
  const db = openBeside(folder, key);
  try {
    expect(db.pragma('integrity_check', { simple: true }), about).toBe('ok');

    const documents = db
      .prepare<[], { id: string; header: string; body: string }>(
        `SELECT id, data ->> 'header' AS header, data ->> 'body' AS body FROM "journal-0" ORDER BY data ->> 'seq'`,
      )
      .all();
    let head = emptyHead;
    for (const { id, header: text, body } of documents) {
      const header = readEntryHeader(text);
      expect(header, about).toMatchObject({ id, seq: head.seq + 1, prev: head.hash, bodyHash: sha256(body) });
      head = { seq: head.seq + 1, hash: sha256(text) };
    }
    const ids = documents.map(({ id }) => id);
    const missing = [...expected.entries].filter((id) => !ids.includes(id));
    expect(missing, `${about}: entries that were acknowledged and are not there`).toEqual([]);
    expect(new Set(ids).size, `${about}: an entry twice`).toBe(ids.length);
    const unasked = ids.filter((id) => !expected.triedEntries.has(id));
    expect(unasked, `${about}: entries that nobody asked for`).toEqual([]);

    const entries = db.prepare<[], { id: string; receipt: string | null }>(
      'SELECT id, receipt FROM entry ORDER BY seq',
    );
    const rows = entries.all();
    expect(
      rows.map(({ id }) => id),
      `${about}: the journal and its list`,
    ).toEqual(ids);
    const received = rows.findLastIndex(({ receipt }) => receipt !== null) + 1;
    expect(rows.slice(0, received).every(({ receipt }) => receipt === 'accepted')).toBe(true);
    expectBetween(received, expected.receipts, expected.triedReceipts, `${about}: receipts`);

    const position = db.prepare<[], string>(`SELECT value FROM meta WHERE name = 'position'`).pluck().get();
    const { seq } = JSON.parse(position ?? '{}') as { seq: number };
    expectBetween(seq, expected.item, expected.triedItem, `${about}: the feed's position`);

    for (const [id, contents] of expected.drafts) {
      const content = db.prepare<[string], string>('SELECT content FROM draft WHERE id = ?').pluck().get(id) ?? null;
      expect(contents, `${about}: draft ${id}`).toContain(content);
    }
  } finally {
    db.close();
  }
};

const expectBetween = (found: number, least: number, most: number, about: string): void => {
  expect(found, about).toBeGreaterThanOrEqual(least);
  expect(found, about).toBeLessThanOrEqual(Math.max(least, most));
};
