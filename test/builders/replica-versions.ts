import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { sweep } from '../../src/main/replica/generations.ts';
import { toSearchedAddress } from '../../src/main/replica/search/address-words.ts';
import { toInitials } from '../../src/shared/text/initials.ts';
import type { DeviceFolder } from './device-folder.ts';

/** How a version's file differs from one of today. Its tables and indexes stand in test/contract/golden/. */
interface EarlierVersion {
  /** Tables that it had under other columns, or not at all. */
  readonly ownWays: readonly string[];
  /** Fills them from the file of today, which is attached as `now`. */
  readonly fill: (db: Database) => void;
}

const columns = 'number, name, hanja, birth_date, status, relation';

const earlierVersions: Readonly<Record<1 | 2, EarlierVersion>> = {
  1: {
    ownWays: ['resident', 'draft', 'spelling', 'place_word'],
    fill: (db) => {
      db.function('to_initials', (name) => toInitials(String(name)));
      db.exec(`
        INSERT INTO main.resident(rowid, id, household, ${columns}, initials, document)
          SELECT rowid, id, document ->> '$.household', ${columns}, to_initials(name), document FROM now.resident;
        INSERT INTO main.household_address(rowid, address) SELECT row, address FROM now.household WHERE is_closed = 0;
      `);
    },
  },
  2: {
    ownWays: ['resident'],
    fill: (db) => {
      db.function('to_searched', (address, room) =>
        toSearchedAddress(typeof room === 'string' ? { room } : {}, String(address)),
      );
      db.exec(`
        INSERT INTO main.resident(rowid, id, household, ${columns}, name_key, hanja_key, roman_key, document)
          SELECT rowid, id, document ->> '$.household', ${columns}, name_key, hanja_key, roman_key, document
          FROM now.resident;
        INSERT INTO main.household_address(rowid, address)
          SELECT row, to_searched(address, document ->> '$.address.room') FROM now.household WHERE is_closed = 0;
      `);
    },
  },
};

/**
 * Replaces a device's file by the one that an earlier version would have made of the same data. Version 1 had no drafts:
 * they are left out. The file from before is gone.
 */
export const toVersion = (version: 1 | 2, device: DeviceFolder): string => {
  const sqlOf = (part: string): string =>
    readFileSync(new URL(`../contract/golden/replica-${version}-${part}.sql`, import.meta.url), 'utf8');
  const { ownWays, fill } = earlierVersions[version];
  const now = device.file();
  const made = join(device.folder, 'replica-000090.db');
  const db = device.open(made);
  db.pragma('journal_mode = OFF');
  db.pragma(`application_id = ${{ production: 0x52_52_53_50, training: 0x52_52_53_54 }[device.profile]}`);
  db.pragma(`user_version = ${version}`);
  db.exec(sqlOf('tables'));
  db.prepare('ATTACH ? AS now KEY ?').run(now, `x'${device.key.toString('hex')}'`);
  const tables = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM now.sqlite_schema
       WHERE type = 'table' AND name NOT GLOB 'household_address*' AND sql IS NOT NULL ORDER BY rowid`,
    )
    .all();
  for (const { name, sql } of tables.filter(({ name }) => !ownWays.includes(name))) {
    const isThere = db.prepare('SELECT 1 FROM main.sqlite_schema WHERE name = ?').get(name) !== undefined;
    if (!isThere) db.exec(sql);
    db.exec(`INSERT INTO main."${name}" SELECT * FROM now."${name}"`);
  }
  fill(db);
  db.exec(sqlOf('indexes'));
  const logs = db.prepare<[], string>(`SELECT sql FROM now.sqlite_schema WHERE type = 'index' AND name GLOB '*|*'`);
  for (const sql of logs.pluck().all()) db.exec(sql);
  db.exec('DETACH now');
  db.close();
  sweep(device.folder);
  return basename(made);
};
