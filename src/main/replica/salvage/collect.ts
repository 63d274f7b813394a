import { z } from 'zod';
import { parseJson, type Sha256 } from '../../../shared/contract/chain.ts';
import { type EntryHeader, readEntryHeader } from '../../../shared/contract/entry.ts';
import { Office, Official } from '../../../shared/registry/office.ts';
import { Identity } from '../views/meta.ts';
import type { Pages } from './pages.ts';
import { recordsIn, type Stored } from './records.ts';

/** A journal entry that could be read and is what its own hashes say. */
export interface FoundEntry {
  readonly header: EntryHeader;
  readonly headerText: string;
  /** Of the header's text. */
  readonly hash: string;
  /** Null where it was erased. */
  readonly body: string | null;
}

/** What the list of entries says of one, whether or not the entry itself can be read. */
export interface ListedEntry {
  readonly device: string;
  readonly incarnation: number;
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly hash: string;
  readonly receipt: 'accepted' | 'quarantined' | null;
}

/** Everything of a device's own that could be read, page by page, whatever became of the pages around it. */
export interface Found {
  /** By `incarnation/seq`, of all devices that are named. */
  readonly entries: ReadonlyMap<string, FoundEntry>;
  readonly listed: ReadonlyMap<string, ListedEntry>;
  readonly identity: Identity | null;
  readonly office: Office | null;
  readonly officials: readonly Official[];
  /** Other facts of `meta`, as they stand there. */
  readonly facts: ReadonlyMap<string, string>;
  readonly drafts: ReadonlyMap<string, readonly string[]>;
  readonly pdfs: ReadonlyMap<string, Buffer>;
  /** Items of the feed, by their ids. */
  readonly feedItems: ReadonlySet<string>;
}

export const entryKey = ({ incarnation, seq }: { readonly incarnation: number; readonly seq: number }): string =>
  `${incarnation}/${seq}`;

const Document = z.object({ id: z.string(), header: z.string(), body: z.string().nullable() });

const Listed = z.tuple([
  z.string(),
  z.int().min(1),
  z.int().min(1),
  z.string(),
  z.string(),
  z.string().regex(/^[0-9a-f]{64}$/),
  z.enum(['accepted', 'quarantined']).nullable(),
]);
const DraftRow = z.tuple([z.uuid(), z.string(), z.string(), z.string(), z.string(), z.iso.datetime()]);
const PdfRow = z.tuple([z.uuid(), z.instanceof(Buffer)]);
const factNames = new Set([
  'clockOffsetMs',
  'covered',
  'erasedTo',
  'backupFolder',
  'lastBackup',
  'registerAsOf',
  'position',
]);

/**
 * Looks through files from the oldest to the newest. A record is known by what it says, not by where it stands: tables
 * whose upper pages are damaged are read all the same. What is newer takes the place of what is older.
 */
export const collect = (files: readonly Pages[], sha256: Sha256): Found => {
  const entries = new Map<string, FoundEntry>();
  const listed = new Map<string, ListedEntry>();
  const officials = new Map<string, Official>();
  const facts = new Map<string, string>();
  const drafts = new Map<string, readonly string[]>();
  const pdfs = new Map<string, Buffer>();
  const feedItems = new Set<string>();
  let identity: Identity | null = null;
  let office: Office | null = null;

  const takeDocument = (text: string): void => {
    const document = Document.safeParse(parseJson(text)).data;
    if (!document) return;
    const header = readEntryHeader(document.header);
    if (!header) {
      if (/^\d+-\d+$/.test(document.id)) feedItems.add(document.id);
      return;
    }
    const { body } = document;
    const isWhole = header.id === document.id && (body === null || sha256(body) === header.bodyHash);
    if (isWhole)
      entries.set(entryKey(header), { header, headerText: document.header, hash: sha256(document.header), body });
  };
  const takePair = (name: string, value: string): void => {
    if (name === 'identity') identity = Identity.safeParse(parseJson(value)).data ?? identity;
    else if (name === 'office') office = Office.safeParse(parseJson(value)).data ?? office;
    else if (factNames.has(name)) facts.set(name, value);
    else {
      const official = Official.safeParse(parseJson(value)).data;
      if (official?.id === name) officials.set(name, official);
    }
  };
  const take = (row: readonly Stored[]): void => {
    const last = row.at(-1);
    const [first] = row;
    if (row.length === 2 && typeof first === 'string' && typeof last === 'string') return takePair(first, last);
    if (row.length === 2) {
      const pdf = PdfRow.safeParse(row).data;
      if (pdf) pdfs.set(...pdf);
      return;
    }
    // Under the storage's own columns, which may become others.
    if (first === null && typeof last === 'string' && last.includes('"header":')) {
      takeDocument(last);
      return;
    }
    if (row.length === 7) {
      const found = Listed.safeParse(row).data;
      if (!found) return;
      const [device, incarnation, seq, id, kind, hash, receipt] = found;
      listed.set(entryKey({ incarnation, seq }), { device, incarnation, seq, id, kind, hash, receipt });
      return;
    }
    if (row.length === 6) {
      const draft = DraftRow.safeParse(row).data;
      if (draft) drafts.set(draft[0], draft);
      return;
    }
  };

  for (const file of files)
    for (const { page, content } of file.contents()) for (const row of recordsIn(page, content, file.at)) take(row);
  return { entries, listed, identity, office, officials: [...officials.values()], facts, drafts, pdfs, feedItems };
};
