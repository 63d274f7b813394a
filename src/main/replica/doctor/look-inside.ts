import type { Database } from 'better-sqlite3';
import { parseJson, type Sha256 } from '../../../shared/contract/chain.ts';
import type { Finding } from '../../../shared/contract/doctor.ts';
import { FeedHeader } from '../../../shared/contract/feed-item.ts';
import { findFault } from '../backup/copy-facts.ts';
import { feedTable, journalTable } from '../collections.ts';
import { findLostDraft } from '../journal-witness.ts';
import { createMeta } from '../views/meta.ts';

const dayMs = 86_400_000;
const daysSince = (at: string | null, now: number): number | null =>
  at === null ? null : Math.max(0, Math.floor((now - Date.parse(at)) / dayMs));

/** What a file in this folder that opens says of itself. Each question is asked by itself: a damaged page spoils those that need it. */
export const lookInside = (
  db: Database,
  { now, sha256 }: { readonly now: number; readonly sha256: Sha256 },
  folder: string,
): Finding[] => {
  const meta = createMeta(db);
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  const questions: (() => Finding[])[] = [
    () => {
      const problem = String(db.pragma('integrity_check(1)', { simple: true }));
      return [{ type: 'structure', problem: problem === 'ok' ? null : firstLine(problem) }];
    },
    () => {
      const fault = findFault(db, sha256);
      return fault === null || fault.startsWith('integrity') ? [] : [{ type: 'journalFault', detail: fault }];
    },
    () => [outboxOf(db)],
    () => {
      const savedAt = findLostDraft(db, folder);
      return savedAt === null ? [] : [{ type: 'draftLost', savedAt }];
    },
    () => [feedOf(db, meta.get('position'), sha256)],
    () => {
      const asOf = meta.get('registerAsOf');
      return [
        { type: 'register', residents: count('SELECT count(*) FROM resident'), asOf, days: daysSince(asOf, now) },
      ];
    },
    () => {
      const takenAt = meta.get('lastBackup')?.made?.takenAt ?? null;
      return [{ type: 'backup', takenAt, days: daysSince(takenAt, now) }];
    },
  ];
  return questions.flatMap((ask) => {
    try {
      return ask();
    } catch (error) {
      return [{ type: 'structure', problem: firstLine(error instanceof Error ? error.message : String(error)) }];
    }
  });
};

/** SQLite lists all it found; the first says enough, and none of it names anybody. */
const firstLine = (text: string): string => text.split('\n').find((line) => !line.startsWith('***')) ?? text;

const outboxOf = (db: Database): Finding => {
  const unsent = db.prepare<[], number>('SELECT count(*) FROM entry WHERE receipt IS NULL').pluck().get() ?? 0;
  const oldest = db
    .prepare<[], { kind: string; at: string | null }>(
      `SELECT entry.kind, json_extract(json_extract(document.data, '$.header'), '$.at') AS at
       FROM entry LEFT JOIN "${journalTable}" AS document ON document.id = entry.id
       WHERE receipt IS NULL ORDER BY entry.incarnation, entry.seq LIMIT 1`,
    )
    .get();
  return { type: 'outbox', unsent, oldestAt: oldest?.at ?? null, oldestKind: oldest?.kind ?? null };
};

/** The items that are here follow one another up to the position; those before a snapshot are not here. */
const feedOf = (
  db: Database,
  position: { readonly epoch: number; readonly seq: number; readonly hash: string } | null,
  sha256: Sha256,
): Finding => {
  const rows = db
    .prepare<[], { id: string; header: string | null }>(
      `SELECT id, iif(json_valid(data), json_extract(data, '$.header'), NULL) AS header FROM "${feedTable}" ORDER BY seq`,
    )
    .iterate();
  let items = 0;
  let brokenAt: string | null = null;
  let last: { readonly seq: number; readonly hash: string } | null = null;
  for (const { id, header: text } of rows) {
    items += 1;
    const header = text === null ? undefined : FeedHeader.safeParse(parseJson(text)).data;
    const follows = header && (last === null || (header.seq === last.seq + 1 && header.prev === last.hash));
    if (!follows) brokenAt ??= id;
    if (header && text !== null) last = { seq: header.seq, hash: sha256(text) };
  }
  if (last && position && (last.seq !== position.seq || last.hash !== position.hash))
    brokenAt ??= `${position.epoch}-${position.seq}`;
  return { type: 'feed', items, brokenAt };
};
