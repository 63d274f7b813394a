import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { parseJson } from '../../shared/contract/chain.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ResidentId } from '../../shared/registry/ids.ts';
import { textToPlainDate } from '../../shared/registry/plain-date.ts';
import { isInitials } from '../../shared/text/initials.ts';
import { type LineRow, lineColumns, rowToLine } from './resident-lines.ts';

const pageSize = 50;

type Found = QueryOutput<'searchResidents'>;
type Row = LineRow & { readonly sortKey: string | number };

/**
 * Finds residents by what the text looks like: a birth date, initial consonants (ㄱㅊㅅ), an address (words with a
 * number in them, or more than one word), else a name or its beginning. 50 a page; `after` is a page's `next`.
 */
export const createSearch = (db: Database): ((text: string, after: string | null) => Found) => {
  /** Residents in the order of an index column, from a key on: the same cost for the first page and the last. */
  const byColumn = (column: 'name' | 'initials' | 'birth_date', condition: string) =>
    db.prepare<[Record<string, string>], Row>(
      `SELECT ${lineColumns}, resident.${column} AS sortKey
       FROM resident JOIN household ON household.id = resident.household
       WHERE ${condition} AND (resident.${column}, resident.id) > (:afterKey, :afterId)
       ORDER BY resident.${column}, resident.id LIMIT ${pageSize + 1}`,
    );
  const startsWith = (column: string): string => `resident.${column} >= :from AND resident.${column} < :to`;
  const statements = {
    name: byColumn('name', startsWith('name')),
    initials: byColumn('initials', startsWith('initials')),
    birthDate: byColumn('birth_date', 'resident.birth_date = :from'),
    // Households come in the order of their rows, which is the order in which the snapshot listed the addresses. Each
    // has a resident, so a page needs no more households than this, however many match.
    address: db.prepare<[Record<string, string | number>], Row>(
      `SELECT ${lineColumns}, household.row AS sortKey
       FROM (
           SELECT rowid AS row FROM household_address
           WHERE household_address MATCH :words AND rowid >= :afterKey ORDER BY rowid LIMIT ${pageSize + 2}
         ) AS found
         JOIN household ON household.row = found.row
         JOIN resident ON resident.household = household.id
       WHERE (household.row, resident.id) > (:afterKey, :afterId)
       ORDER BY household.row, resident.id LIMIT ${pageSize + 1}`,
    ),
  };

  return (text, after) => {
    // Among control characters is NUL, at which FTS would take the text to end.
    const wanted = text
      .normalize('NFC')
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim();
    if (wanted === '') return { rows: [], next: null };
    const { afterKey, afterId } = readCursor(after);
    const birthDate = textToPlainDate(wanted);
    if (birthDate) return toPage(statements.birthDate.all({ from: birthDate, afterKey, afterId }));
    if (isAddress(wanted))
      return toPage(statements.address.all({ words: toWords(wanted), afterKey: toRow(afterKey), afterId }));
    const range = { from: wanted, to: `${wanted}\u{10FFFF}`, afterKey, afterId };
    return toPage(isInitials(wanted) ? statements.initials.all(range) : statements.name.all(range));
  };
};

const isAddress = (text: string): boolean => /[\d\s]/.test(text) && /[^\d\s]/.test(text);

/** Each word is the beginning of a word of the address. Quoted, so that nothing typed is taken as an operator. */
const toWords = (text: string): string =>
  text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => `"${word.replaceAll('"', '""')}"*`)
    .join(' ');

const toPage = (rows: readonly Row[]): Found => {
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return {
    rows: page.map(({ sortKey, ...row }) => rowToLine(row)),
    next: rows.length > pageSize && last ? JSON.stringify([String(last.sortKey), last.id]) : null,
  };
};

const Cursor = z.tuple([z.string(), ResidentId]);

/** A cursor that is none starts at the beginning. */
const readCursor = (text: string | null): { readonly afterKey: string; readonly afterId: string } => {
  const [afterKey, afterId] = Cursor.safeParse(text === null ? null : parseJson(text)).data ?? ['', ''];
  return { afterKey, afterId };
};

/** The row of a household from a cursor, which may be one of another kind of search. */
const toRow = (key: string): number => (/^\d{1,15}$/.test(key) ? Number(key) : 0);
