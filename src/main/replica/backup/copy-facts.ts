import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { emptyHead, genesis, type Head, type Sha256 } from '../../../shared/contract/chain.ts';
import { readEntryHeader } from '../../../shared/contract/entry.ts';
import type { Position } from '../../../shared/contract/position.ts';
import type { Office } from '../../../shared/registry/office.ts';
import { journalTable } from '../collections.ts';
import { createJournalEnds } from '../journal.ts';
import { createMeta, type Identity } from '../views/meta.ts';

/** What a file says of itself, read in one transaction: what a copy of it must say too. */
export interface FileFacts {
  readonly identity: Identity;
  readonly office: Office;
  readonly journal: Head;
  readonly unsent: number;
  readonly position: Position | null;
  readonly registerAsOf: string | null;
  readonly rows: Readonly<Record<string, number>>;
}

export const readFacts = (db: Database): FileFacts =>
  db.transaction(() => {
    const meta = createMeta(db);
    const identity = meta.get('identity');
    const office = meta.get('office');
    if (!identity || !office) throw new Error('a replica that is backed up has a device and an office');
    const unsent = db.prepare<[], number>('SELECT count(*) FROM entry WHERE receipt IS NULL').pluck();
    return {
      identity,
      office,
      journal: createJournalEnds(db)(identity.device, identity.incarnation),
      unsent: unsent.get() ?? 0,
      position: meta.get('position'),
      registerAsOf: meta.get('registerAsOf'),
      rows: countRows(db),
    };
  })();

/** Of every table that holds rows of its own, those of the search among them. */
const countRows = (db: Database): Record<string, number> => {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_master
       WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
    )
    .pluck();
  return Object.fromEntries(
    tables.all().map((name) => [name, db.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? 0]),
  );
};

/** What is wrong with a file, looked at whole: every page, and every entry of the journal. Null for nothing. */
export const findFault = (db: Database, sha256: Sha256): string | null => {
  const check = String(db.pragma('integrity_check(1)', { simple: true }));
  return check === 'ok' ? findBrokenChain(db, sha256) : `integrity: ${check}`;
};

interface ChainRow {
  readonly incarnation: number;
  readonly seq: number;
  readonly hash: string;
  readonly receipt: string | null;
  readonly header: string | null;
  readonly body: string | null;
}

/** Each entry is what its hash says, follows the one before it, and has its body unless that was erased. */
const findBrokenChain = (db: Database, sha256: Sha256): string | null => {
  const count = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  if (count('entry') !== count(`"${journalTable}"`)) return 'the journal has other entries than its list';
  const rows = db.prepare<[], ChainRow>(
    `SELECT e.incarnation, e.seq, e.hash, e.receipt,
       iif(json_valid(j.data), json_extract(j.data, '$.header'), NULL) AS header,
       iif(json_valid(j.data), json_extract(j.data, '$.body'), NULL) AS body
     FROM entry e LEFT JOIN "${journalTable}" j ON j.id = e.id ORDER BY e.device, e.incarnation, e.seq`,
  );
  let before: Pick<ChainRow, 'incarnation' | 'seq' | 'hash'> = { incarnation: 0, seq: 0, hash: genesis };
  for (const row of rows.iterate()) {
    const { seq, hash } = row.incarnation === before.incarnation ? before : emptyHead;
    const header = row.header === null ? null : readEntryHeader(row.header);
    const follows = header?.seq === seq + 1 && row.seq === seq + 1 && header.prev === hash;
    const isText = row.header !== null && sha256(row.header) === row.hash;
    const isBody = row.body === null ? row.receipt !== null : header?.bodyHash === sha256(row.body);
    if (!follows || !isText || !isBody) return `journal entry ${row.incarnation}-${row.seq}`;
    before = row;
  }
  return null;
};

export const sha256OfFile = async (path: string): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
};
