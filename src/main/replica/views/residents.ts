import type { Database } from 'better-sqlite3';
import { addressToText } from '../../../shared/registry/address.ts';
import type { HouseholdId, ResidentId } from '../../../shared/registry/ids.ts';
import type { Household, Resident } from '../../../shared/registry/resident.ts';
import { numbersOf } from '../../../shared/rules/register.ts';
import { toInitials } from '../../../shared/text/initials.ts';

/** Writes to the confirmed register. Runs inside a transaction of the caller's. */
export interface ResidentsFold {
  /** @param document its JSON, where that is at hand: writing it costs as much as storing it. */
  readonly putHousehold: (household: Household, document?: string) => void;
  readonly putResident: (resident: Resident, document?: string) => void;
  readonly removeHousehold: (id: HouseholdId) => void;
  /** Also erases what the feed still holds of them. */
  readonly removeResident: (id: ResidentId) => void;
  /** Notes that a feed item holds data of these residents. */
  readonly noteSubjects: (item: string, residents: readonly ResidentId[]) => void;
}

/** @param feedTable the table in which the feed's items stand; made by the storage, perhaps only later. */
export const createResidentsFold = (db: Database, feedTable: string): ResidentsFold => {
  const statements = {
    householdRow: db.prepare<[string], number>('SELECT row FROM household WHERE id = ?').pluck(),
    addHousehold: db.prepare(
      'INSERT INTO household(id, address, is_closed, is_headless, document) VALUES (?, ?, ?, ?, ?)',
    ),
    changeHousehold: db.prepare(
      'UPDATE household SET address = ?, is_closed = ?, is_headless = ?, document = ? WHERE row = ?',
    ),
    // A new row's words need no search for old ones, which is most of the time that a snapshot takes.
    addAddress: db.prepare('INSERT INTO household_address(rowid, address) VALUES (?, ?)'),
    changeAddress: db.prepare('INSERT OR REPLACE INTO household_address(rowid, address) VALUES (?, ?)'),
    removeAddress: db.prepare('DELETE FROM household_address WHERE rowid = (SELECT row FROM household WHERE id = ?)'),
    removeHousehold: db.prepare('DELETE FROM household WHERE id = ?'),
    putResident: db.prepare(
      `INSERT INTO resident(id, household, number, name, hanja, initials, birth_date, status, relation, document)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET household = excluded.household, number = excluded.number, name = excluded.name,
         hanja = excluded.hanja, initials = excluded.initials, birth_date = excluded.birth_date,
         status = excluded.status, relation = excluded.relation, document = excluded.document`,
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

  return {
    putHousehold: (household, document = JSON.stringify(household)) => {
      const address = addressToText(household.address);
      const isClosed = household.closed ? 1 : 0;
      const isHeadless = isClosed === 0 && household.householder === null && household.members.length > 0 ? 1 : 0;
      const row = statements.householdRow.get(household.id);
      if (row === undefined) {
        const added = statements.addHousehold.run(household.id, address, isClosed, isHeadless, document);
        if (isClosed === 0) statements.addAddress.run(added.lastInsertRowid, address);
        return;
      }
      statements.changeHousehold.run(address, isClosed, isHeadless, document, row);
      if (isClosed === 0) statements.changeAddress.run(row, address);
      else statements.removeAddress.run(household.id);
    },
    putResident: (resident, document = JSON.stringify(resident)) => {
      statements.putResident.run(
        resident.id,
        resident.household,
        resident.number,
        resident.name,
        resident.hanja,
        toInitials(resident.name),
        resident.birthDate,
        resident.status,
        resident.relation,
        document,
      );
      statements.forgetNumbers.run(resident.id);
      for (const number of numbersOf(resident))
        if (number !== resident.number) statements.putNumber.run(number, resident.id);
    },
    removeHousehold: (id) => {
      statements.removeAddress.run(id);
      statements.removeHousehold.run(id);
    },
    removeResident: (id) => {
      for (const item of statements.subjectItems.all(id)) eraseBody(item);
      statements.forgetSubject.run(id);
      statements.forgetNumbers.run(id);
      statements.removeResident.run(id);
    },
    noteSubjects: (item, residents) => {
      for (const resident of residents) statements.noteSubject.run(resident, item);
    },
  };
};
