import type { Migration } from './migration.ts';
import { runInParts } from './rows-in-parts.ts';

/**
 * 2 → 3: a resident names the household by its row instead of its id, so that a search by name and address compares what
 * its two indexes hold, and looks at no household.
 */
export const householdsByRow: Migration = {
  to: 3,
  *run(db) {
    db.exec(newTable);
    const total = db.prepare<[], number>('SELECT count(*) FROM resident_2').pluck().get() ?? 0;
    let done = 0;
    for (const taken of runInParts(db, 'resident_2', takeResidents)) {
      done += taken;
      yield (0.6 * done) / total;
    }
    db.exec('DROP TABLE resident_2');
    yield 0.7;
    for (const [nth, index] of indexes.entries()) {
      db.exec(index);
      yield 0.7 + (0.3 * (nth + 1)) / indexes.length;
    }
  },
};

const newTable = `
ALTER TABLE resident RENAME TO resident_2;
CREATE TABLE resident(
  id TEXT NOT NULL UNIQUE,
  household_row INTEGER,
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
  rowid, id, household_row, number, name, hanja, name_key, hanja_key, roman_key, birth_date, status, relation, document
) SELECT resident_2.rowid, resident_2.id, household.row, number, name, hanja, name_key, hanja_key, roman_key, birth_date,
    status, relation, resident_2.document
  FROM resident_2 LEFT JOIN household ON household.id = resident_2.household
  WHERE resident_2.rowid > ? AND resident_2.rowid <= ? ORDER BY resident_2.rowid
`;

const indexes = [
  'CREATE INDEX resident_number ON resident(number)',
  'CREATE INDEX resident_household ON resident(household_row, name_key, birth_date, id)',
  'CREATE INDEX resident_name ON resident(name_key, birth_date, id, household_row)',
  'CREATE INDEX resident_birth_date ON resident(birth_date, name_key, id)',
];
