import type { Database } from 'better-sqlite3';
import type { ProblemKind } from '../../shared/registry/code-import.ts';
import { searchKey } from '../../shared/rules/address/search-key.ts';
import type { Problems } from './problems.ts';

interface BadRow {
  readonly file: string;
  readonly line: number;
  readonly read: string;
}

/**
 * Puts together what stands in several files or lines of them: the 주소DB's lots and names, roads and their names,
 * further lots, several buildings of one address. Returns how many buildings were merged into an address before them.
 */
export const joinAddresses = (db: Database, problems: Problems): number => {
  db.exec(`
    UPDATE street SET from_day = nullif(from_day, ''), to_day = nullif(to_day, '9999-12-31');
    CREATE INDEX staging.lot_of_number ON lot(number) WHERE is_main;
    CREATE INDEX staging.details_of_number ON details(number);
    UPDATE address SET legal = lot.legal, is_mountain = lot.is_mountain, lot_main = lot.lot_main, lot_sub = lot.lot_sub
      FROM staging.lot AS lot WHERE address.legal = '' AND lot.is_main AND lot.number = address.number;
    UPDATE address SET administrative = details.administrative, register_name = details.register_name,
      local_name = details.local_name, is_apartment = details.is_apartment
      FROM staging.details AS details
      WHERE details.number = address.number AND address.administrative = '' AND address.register_name = '';
    CREATE INDEX address_of_road ON address(road, level, main, sub, legal);
  `);

  /** Reports rows of the new file, and takes them out. */
  const drop = (column: string | null, problem: ProblemKind, read: string, where: string): void => {
    const rows = db.prepare(
      `SELECT address.id, source.name AS file, address.line, ${read} AS read FROM address
       JOIN source ON source.id = address.file WHERE ${where} ORDER BY address.id`,
    );
    for (const { file, line, read } of rows.iterate() as Iterable<BadRow>)
      problems.add({ file, line }, { column, problem, read });
    db.exec(`DELETE FROM address WHERE ${where}`);
  };
  drop('관리번호', 'no-lot', 'address.number', "address.legal = ''");
  drop('도로명코드', 'unknown-road', 'address.road', 'address.road NOT IN (SELECT code FROM street)');
  const merged = dropRepeated(db, problems);
  joinLots(db, problems);
  nameBuildings(db);
  return merged;
};

/** The 건물DB has a line for each house of an apartment complex; in the other files an address stands once. */
const dropRepeated = (db: Database, problems: Problems): number => {
  // The first house of a complex may be one without a name, so the address takes the first name that there is.
  db.exec(`
    CREATE TABLE staging.repeated AS SELECT id, file, line, number, first_id FROM (
      SELECT id, file, line, number, first_value(id) OVER same AS first_id
      FROM address WINDOW same AS (PARTITION BY road, level, main, sub, legal ORDER BY id)
    ) WHERE id <> first_id ORDER BY id;
    UPDATE address SET register_name = other.register_name, local_name = other.local_name
      FROM (SELECT repeated.first_id, min(repeated.id) AS id FROM staging.repeated AS repeated
            JOIN address AS named ON named.id = repeated.id WHERE named.register_name || named.local_name <> ''
            GROUP BY repeated.first_id) AS chosen JOIN address AS other ON other.id = chosen.id
      WHERE address.id = chosen.first_id AND address.register_name || address.local_name = '';
    DELETE FROM address WHERE id IN (SELECT id FROM staging.repeated);
  `);
  const faults = db.prepare(
    `SELECT source.name AS file, repeated.line, repeated.number AS read FROM staging.repeated AS repeated
     JOIN source ON source.id = repeated.file WHERE source.kind <> 'buildings' ORDER BY repeated.id`,
  );
  for (const { file, line, read } of faults.iterate() as Iterable<BadRow>)
    problems.add({ file, line }, { column: null, problem: 'duplicate', read });
  return db
    .prepare(
      `SELECT count(*) FROM staging.repeated AS repeated JOIN source ON source.id = repeated.file
       WHERE source.kind = 'buildings'`,
    )
    .pluck()
    .get() as number;
};

/** Further lots name their address by road and building, or, in the 주소DB, by its number. */
const joinLots = (db: Database, problems: Problems): void => {
  db.exec('CREATE INDEX address_of_number ON address(number)');
  const byRoad = 'a.road = l.road AND a.level = l.level AND a.main = l.main AND a.sub = l.sub';
  for (const [ofKind, key] of [
    ['l.road IS NOT NULL', byRoad],
    ['l.road IS NULL AND NOT l.is_main', 'a.number = l.number'],
  ] as const) {
    db.exec(
      `INSERT OR IGNORE INTO lot SELECT l.legal, l.is_mountain, l.lot_main, l.lot_sub, a.id
       FROM staging.lot AS l JOIN address AS a ON ${key} WHERE ${ofKind}`,
    );
    const alone = db.prepare(
      `SELECT source.name AS file, l.line, coalesce(l.number, l.road || ' ' || l.main || '-' || l.sub) AS read
       FROM staging.lot AS l JOIN source ON source.id = l.file
       WHERE ${ofKind} AND NOT EXISTS (SELECT 1 FROM address AS a WHERE ${key}) ORDER BY l.rowid`,
    );
    for (const { file, line, read } of alone.iterate() as Iterable<BadRow>)
      problems.add({ file, line }, { column: null, problem: 'unknown-address', read });
  }
  db.exec('DROP INDEX address_of_number');
};

const nameBuildings = (db: Database): void => {
  db.function('search_key', { deterministic: true }, (name) => searchKey(String(name)));
  db.exec(`
    INSERT OR IGNORE INTO building_name
      SELECT search_key(register_name), id FROM address WHERE register_name <> ''
      UNION ALL SELECT search_key(local_name), id FROM address WHERE local_name <> '';
    DELETE FROM building_name WHERE key = '';
  `);
};
