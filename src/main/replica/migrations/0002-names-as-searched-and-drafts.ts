import { toHanjaKey, toNameKey, toRomanKey } from '../../../shared/text/name-key.ts';
import { toPlaceWords, toSearchedAddress } from '../search/address-words.ts';
import type { Migration } from './migration.ts';
import { runInParts } from './rows-in-parts.ts';

/**
 * 1 → 2: names are searched and sorted by keys of their Hangul, Hanja and Latin letters instead of initial consonants,
 * addresses are found with their room and by parts of words, and drafts have a table. Everything is made from the
 * documents, so it doesn't matter which of the tables were there already, under what columns.
 */
export const namesAsSearchedAndDrafts: Migration = {
  to: 2,
  *run(db) {
    db.function('to_name_key', { deterministic: true }, (name) => toNameKey(String(name)));
    db.function('to_hanja_key', { deterministic: true }, (hanja) => toHanjaKey(String(hanja)));
    db.function('to_roman_key', { deterministic: true }, (roman) => toRomanKey(String(roman)));
    db.exec(newTables);
    const count = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    const total = count('resident_1') + count('household');
    let done = 0;
    /** The indexes and what else is done at once take as long as a third of the rows. */
    const part = (): number => (0.75 * done) / Math.max(total, 1);
    for (const taken of runInParts(db, 'resident_1', takeResidents)) {
      done += taken;
      yield part();
    }
    db.exec(afterResidents);
    yield part();
    const putAddress = db.prepare('INSERT INTO household_address(rowid, address) VALUES (?, ?)');
    const putWord = db.prepare('INSERT OR IGNORE INTO place_word VALUES (?)');
    const households = db.prepare<[], { row: number; address: string; room: string | null }>(
      `SELECT row, address, document ->> '$.address.room' AS room FROM household WHERE is_closed = 0 ORDER BY row`,
    );
    for (const [nth, { row, address, room }] of households.all().entries()) {
      const searched = toSearchedAddress(room === null ? {} : { room }, address);
      putAddress.run(row, searched);
      for (const word of toPlaceWords(searched)) putWord.run(word);
      done += 1;
      if (nth % rowsAtOnce === 0) yield part();
    }
    for (const [nth, index] of indexes.entries()) {
      db.exec(index);
      yield 0.8 + (0.2 * (nth + 1)) / indexes.length;
    }
  },
};

const rowsAtOnce = 500;

const newTables = `
ALTER TABLE resident RENAME TO resident_1;
CREATE TABLE resident(
  id TEXT NOT NULL UNIQUE,
  household TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  hanja TEXT NOT NULL,
  name_key TEXT NOT NULL,
  hanja_key TEXT NOT NULL,
  roman_key TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  status TEXT NOT NULL,
  relation TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
`;

const takeResidents = `
INSERT INTO resident(
  rowid, id, household, number, name, hanja, name_key, hanja_key, roman_key, birth_date, status, relation, document
) SELECT rowid, id, household, number, name, hanja, to_name_key(name), to_hanja_key(hanja),
    to_roman_key(document ->> '$.nameRoman'), birth_date, status, relation, document
  FROM resident_1 WHERE rowid > ? AND rowid <= ? ORDER BY rowid
`;

const afterResidents = `
DROP TABLE resident_1;

DROP TABLE IF EXISTS spelling;
CREATE TABLE spelling(
  name_key TEXT NOT NULL,
  hanja_key TEXT NOT NULL,
  roman_key TEXT NOT NULL,
  PRIMARY KEY (name_key, hanja_key, roman_key)
) STRICT, WITHOUT ROWID;
INSERT INTO spelling SELECT DISTINCT name_key, hanja_key, roman_key FROM resident ORDER BY 1, 2, 3;

DROP TABLE household_address;
CREATE VIRTUAL TABLE household_address USING fts5(
  address, content = '', contentless_delete = 1, detail = full, tokenize = "unicode61 tokenchars '-'", prefix = '1 2 3'
);
INSERT INTO household_address(household_address, rank) VALUES ('secure-delete', 1);

DROP TABLE IF EXISTS place_word;
CREATE TABLE place_word(word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS draft(
  id TEXT PRIMARY KEY,
  official TEXT NOT NULL,
  task TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;
`;

const indexes = [
  'CREATE INDEX resident_number ON resident(number)',
  'CREATE INDEX resident_household ON resident(household, name_key, birth_date, id)',
  'CREATE INDEX resident_name ON resident(name_key, birth_date, id, household)',
  'CREATE INDEX resident_birth_date ON resident(birth_date, name_key, id)',
];
