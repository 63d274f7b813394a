import type { Database } from 'better-sqlite3';
import type { ResidentLine } from '../../shared/contract/queries.ts';
import { type HouseholdId, ResidentId } from '../../shared/registry/ids.ts';
import { createResidentLines } from './resident-lines.ts';

/** A household that nobody leads since its householder has gone or died. */
export interface HeadlessHousehold {
  readonly household: HouseholdId;
  readonly address: string;
  readonly members: ResidentLine[];
}

/** Those in which somebody is registered still. Struck-off people need nobody to lead them. */
export const readHeadlessHouseholds = (db: Database): HeadlessHousehold[] => {
  const lines = createResidentLines(db);
  const rows = db.prepare<[], { household: HouseholdId; address: string; members: string }>(
    `SELECT id AS household, address, json_extract(document, '$.members') AS members FROM household
     WHERE is_headless = 1 ORDER BY row`,
  );
  return rows.all().flatMap(({ household, address, members }) => {
    const live = lines
      .byIds(ResidentId.array().parse(JSON.parse(members)))
      .filter(({ status }) => status !== 'deleted');
    return live.length > 0 ? [{ household, address, members: live }] : [];
  });
};
