import type { Database } from 'better-sqlite3';
import type { ResidentLine } from '../../shared/contract/queries.ts';
import type { ResidentId } from '../../shared/registry/ids.ts';
import { maskResidentNumber, type ResidentNumber } from '../../shared/registry/resident-number.ts';

/** A row of `lineColumns`. */
export interface LineRow extends Omit<ResidentLine, 'maskedNumber' | 'pending'> {
  readonly number: ResidentNumber;
  readonly pending: number;
}

/** A resident as lists show them, straight from columns: parsing the documents would be many times slower. */
const lineColumns = `
  resident.id, resident.name, resident.hanja, resident.birth_date AS birthDate, resident.number,
  household.address, resident.relation, resident.status, household.id AS household,
  EXISTS (
    SELECT 1 FROM filing_named JOIN filing ON filing.id = filing_named.filing
    WHERE filing_named.number = resident.number AND filing.is_waiting = 1
  ) AS pending`;

/** The resident number ends here: nothing but its masked form leaves the replica. */
const rowToLine = ({ number, pending, ...row }: LineRow): ResidentLine => ({
  ...row,
  maskedNumber: maskResidentNumber(number),
  pending: pending === 1,
});

export const createResidentLines = (db: Database): { byIds: (ids: readonly ResidentId[]) => ResidentLine[] } => {
  const statement = db.prepare<[string], LineRow>(
    `SELECT ${lineColumns} FROM json_each(?) AS wanted
     JOIN resident ON resident.id = wanted.value JOIN household ON household.row = resident.household_row
     ORDER BY wanted.key`,
  );
  return { byIds: (ids) => statement.all(JSON.stringify(ids)).map(rowToLine) };
};
