import type { Database } from 'better-sqlite3';
import { addressToText } from '../../../shared/registry/address.ts';
import type { HouseholdId, ResidentId } from '../../../shared/registry/ids.ts';
import type { Household, Resident } from '../../../shared/registry/resident.ts';
import { numbersOf } from '../../../shared/rules/register.ts';
import { toHanjaKey, toNameKey, toRomanKey } from '../../../shared/text/name-key.ts';
import { toPlaceWords, toSearchedAddress } from '../search/address-words.ts';

/** Writes to the confirmed register. Runs inside a transaction of the caller's. */
export interface ResidentsFold {
  readonly putHousehold: (household: Household) => void;
  readonly putResident: (resident: Resident) => void;
  /**
   * As the two above, into a file without indexes, which `createIndexes` then makes fit for searching.
   *
   * @param document its JSON, where that is at hand: writing it costs as much as storing it
   */
  readonly loadHousehold: (household: Household, document?: JsonText) => void;
  readonly loadResident: (resident: Resident, document?: JsonText) => void;
  readonly removeHousehold: (id: HouseholdId) => void;
  /** Also erases what the feed still holds of them. */
  readonly removeResident: (id: ResidentId) => void;
  /** Notes that a feed item holds data of these residents. */
  readonly noteSubjects: (item: string, residents: readonly ResidentId[]) => void;
}

/** As it is, or in UTF-8, which spares that conversion: half of what storing it costs. */
export type JsonText = string | Buffer;

/** @param feedTable the table in which the feed's items stand; made by the storage, perhaps only later. */
export const createResidentsFold = (db: Database, feedTable: string): ResidentsFold => {
  const statements = {
    oldHousehold: db.prepare<[string], OldHousehold>(
      `SELECT row, address, is_closed AS isClosed, document ->> '$.address.room' AS room FROM household WHERE id = ?`,
    ),
    addHousehold: db.prepare(
      'INSERT INTO household(id, address, is_closed, is_headless, document) VALUES (?, ?, ?, ?, CAST(? AS TEXT))',
    ),
    changeHousehold: db.prepare(
      'UPDATE household SET address = ?, is_closed = ?, is_headless = ?, document = ? WHERE row = ?',
    ),
    // A new row's words need no search for old ones, which is most of the time that a snapshot takes.
    addAddress: db.prepare('INSERT INTO household_address(rowid, address) VALUES (?, ?)'),
    changeAddress: db.prepare('INSERT OR REPLACE INTO household_address(rowid, address) VALUES (?, ?)'),
    removeAddress: db.prepare('DELETE FROM household_address WHERE rowid = ?'),
    putWord: db.prepare('INSERT OR IGNORE INTO place_word VALUES (?)'),
    isWordThere: db.prepare<[string], number>(
      'SELECT 1 FROM household_address WHERE household_address MATCH ? LIMIT 1',
    ),
    removeWord: db.prepare('DELETE FROM place_word WHERE word = ?'),
    householdRow: db.prepare<[string], number>('SELECT row FROM household WHERE id = ?').pluck(),
    removeHousehold: db.prepare('DELETE FROM household WHERE row = ?'),
    // Whoever came before their household, or stayed when it went and came back.
    takeMembers: db.prepare(
      `UPDATE resident SET household_row = ? WHERE household_row IS NULL AND document ->> '$.household' = ?`,
    ),
    // The row may become another household's.
    leaveMembers: db.prepare('UPDATE resident SET household_row = NULL WHERE household_row = ?'),
    putResident: db.prepare(
      `INSERT INTO resident(
         id, household_row, number, name, hanja, name_key, hanja_key, roman_key, birth_date, status, relation, document
       ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT))
       ON CONFLICT (id) DO UPDATE SET household_row = excluded.household_row, number = excluded.number,
         name = excluded.name, hanja = excluded.hanja, name_key = excluded.name_key, hanja_key = excluded.hanja_key,
         roman_key = excluded.roman_key, birth_date = excluded.birth_date, status = excluded.status,
         relation = excluded.relation, document = excluded.document`,
    ),
    spelling: db.prepare<[string], Spelling>(
      'SELECT name_key AS name, hanja_key AS hanja, roman_key AS roman FROM resident WHERE id = ?',
    ),
    putSpelling: db.prepare('INSERT OR IGNORE INTO spelling VALUES (:name, :hanja, :roman)'),
    removeSpelling: db.prepare<[Spelling]>(
      `DELETE FROM spelling WHERE name_key = :name AND hanja_key = :hanja AND roman_key = :roman AND NOT EXISTS (
         SELECT 1 FROM resident WHERE name_key = :name AND hanja_key = :hanja AND roman_key = :roman
       )`,
    ),
    forgetNumbers: db.prepare('DELETE FROM former_number WHERE resident = ?'),
    putNumber: db.prepare('INSERT OR IGNORE INTO former_number(number, resident) VALUES (?, ?)'),
    removeResident: db.prepare('DELETE FROM resident WHERE id = ?'),
    noteSubject: db.prepare('INSERT OR IGNORE INTO feed_subject VALUES (?, ?)'),
    subjectItems: db.prepare<[string], string>('SELECT item FROM feed_subject WHERE resident = ?').pluck(),
    forgetSubject: db.prepare('DELETE FROM feed_subject WHERE resident = ?'),
  };
  // By our own SQL: a deletion through the document layer would keep the body and offer it to others.
  const eraseBody = (item: string): void => {
    db.prepare(`UPDATE "${feedTable}" SET data = json_set(data, '$.body', NULL) WHERE id = ?`).run(item);
  };

  const addHousehold = (household: Household, address: string, document: JsonText): number => {
    const isClosed = household.closed ? 1 : 0;
    const { lastInsertRowid } = statements.addHousehold.run(
      household.id,
      address,
      isClosed,
      isHeadless(household),
      document,
    );
    return Number(lastInsertRowid);
  };
  const writeResident = (resident: Resident, householdRow: number | null, document: JsonText): Spelling => {
    const spelling = spellingOf(resident);
    statements.putResident.run(
      resident.id,
      householdRow,
      resident.number,
      resident.name,
      resident.hanja,
      spelling.name,
      spelling.hanja,
      spelling.roman,
      resident.birthDate,
      resident.status,
      resident.relation,
      document,
    );
    for (const number of numbersOf(resident))
      if (number !== resident.number) statements.putNumber.run(number, resident.id);
    return spelling;
  };
  const forgetAddress = (old: OldHousehold): void => {
    if (old.isClosed === 1) return;
    statements.removeAddress.run(old.row);
    for (const word of toPlaceWords(searchedBefore(old)))
      if (statements.isWordThere.get(`"${word}"`) === undefined) statements.removeWord.run(word);
  };
  const writeAddress = (statement: 'addAddress' | 'changeAddress', row: number, searched: string): void => {
    statements[statement].run(row, searched);
    for (const word of toPlaceWords(searched)) statements.putWord.run(word);
  };
  // Thousands of households share a few hundred words. Only while a file is loaded: what is undone takes its words back.
  const loadedPieces = new Set<string>();
  /** Of the households that were loaded. */
  const loadedRows = new Map<HouseholdId, number>();

  return {
    putHousehold: (household) => {
      const address = addressToText(household.address);
      const searched = toSearchedAddress(household.address, address);
      const document = JSON.stringify(household);
      const isClosed = household.closed ? 1 : 0;
      const old = statements.oldHousehold.get(household.id);
      if (!old) {
        const row = addHousehold(household, address, document);
        statements.takeMembers.run(row, household.id);
        if (isClosed === 0) writeAddress('addAddress', row, searched);
        return;
      }
      statements.changeHousehold.run(address, isClosed, isHeadless(household), document, old.row);
      if (old.isClosed === isClosed && searchedBefore(old) === searched) return;
      forgetAddress(old);
      if (isClosed === 0) writeAddress('changeAddress', old.row, searched);
    },
    putResident: (resident) => {
      const old = statements.spelling.get(resident.id);
      if (old) statements.forgetNumbers.run(resident.id);
      const spelling = writeResident(
        resident,
        statements.householdRow.get(resident.household) ?? null,
        JSON.stringify(resident),
      );
      if (old && isSameSpelling(old, spelling)) return;
      statements.putSpelling.run(spelling);
      if (old) statements.removeSpelling.run(old);
    },
    loadHousehold: (household, document = JSON.stringify(household)) => {
      const address = addressToText(household.address);
      const row = addHousehold(household, address, document);
      loadedRows.set(household.id, row);
      if (household.closed) return;
      const searched = toSearchedAddress(household.address, address);
      statements.addAddress.run(row, searched);
      for (const piece of searched.split(' ')) {
        if (loadedPieces.has(piece)) continue;
        loadedPieces.add(piece);
        for (const word of toPlaceWords(piece)) statements.putWord.run(word);
      }
    },
    loadResident: (resident, document = JSON.stringify(resident)) => {
      writeResident(resident, loadedRows.get(resident.household) ?? null, document);
    },
    removeHousehold: (id) => {
      const old = statements.oldHousehold.get(id);
      if (!old) return;
      forgetAddress(old);
      statements.leaveMembers.run(old.row);
      statements.removeHousehold.run(old.row);
    },
    removeResident: (id) => {
      for (const item of statements.subjectItems.all(id)) eraseBody(item);
      statements.forgetSubject.run(id);
      statements.forgetNumbers.run(id);
      const old = statements.spelling.get(id);
      statements.removeResident.run(id);
      if (old) statements.removeSpelling.run(old);
    },
    noteSubjects: (item, residents) => {
      for (const resident of residents) statements.noteSubject.run(resident, item);
    },
  };
};

interface OldHousehold {
  readonly row: number;
  readonly address: string;
  readonly isClosed: number;
  readonly room: string | null;
}

const searchedBefore = ({ address, room }: OldHousehold): string =>
  toSearchedAddress(room === null ? {} : { room }, address);

/** As `spelling` has it. */
interface Spelling {
  readonly name: string;
  readonly hanja: string;
  readonly roman: string;
}

const spellingOf = ({ name, hanja, nameRoman }: Resident): Spelling => ({
  name: toNameKey(name),
  hanja: toHanjaKey(hanja),
  roman: toRomanKey(nameRoman),
});

const isSameSpelling = (a: Spelling, b: Spelling): boolean =>
  a.name === b.name && a.hanja === b.hanja && a.roman === b.roman;

const isHeadless = ({ closed, householder, members }: Household): number =>
  !closed && householder === null && members.length > 0 ? 1 : 0;
