import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sweep } from '../../src/main/replica/generations.ts';
import { toInitials } from '../../src/shared/text/initials.ts';
import type { DeviceFolder } from './device-folder.ts';

const sqlOf = (part: string): string =>
  readFileSync(new URL(`../contract/golden/replica-1-${part}.sql`, import.meta.url), 'utf8');

/** Tables that version 1 had under other columns, or not at all. */
const ownWays = new Set(['resident', 'household_address', 'draft', 'spelling', 'place_word']);

/**
 * Replaces a device's file by the one that version 1 would have made of the same data, drafts left out: that version had
 * none. The file from before is gone.
 */
export const toVersion1 = (device: DeviceFolder): string => {
  const now = device.file();
  const made = join(device.folder, 'replica-000090.db');
  const db = device.open(made);
  db.pragma('journal_mode = OFF');
  db.pragma(`application_id = ${{ production: 0x52_52_53_50, training: 0x52_52_53_54 }[device.profile]}`);
  db.pragma('user_version = 1');
  db.exec(sqlOf('tables'));
  db.prepare('ATTACH ? AS now KEY ?').run(now, `x'${device.key.toString('hex')}'`);
  const tables = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM now.sqlite_schema
       WHERE type = 'table' AND name NOT GLOB 'household_address*' AND sql IS NOT NULL ORDER BY rowid`,
    )
    .all();
  for (const { name, sql } of tables.filter(({ name }) => !ownWays.has(name))) {
    const isThere = db.prepare('SELECT 1 FROM main.sqlite_schema WHERE name = ?').get(name) !== undefined;
    if (!isThere) db.exec(sql);
    db.exec(`INSERT INTO main."${name}" SELECT * FROM now."${name}"`);
  }
  db.function('to_initials', (name) => toInitials(String(name)));
  const columns = 'id, household, number, name, hanja, birth_date, status, relation, document';
  db.exec(`
    INSERT INTO main.resident(rowid, initials, ${columns}) SELECT rowid, to_initials(name), ${columns} FROM now.resident;
    INSERT INTO main.household_address(rowid, address) SELECT row, address FROM now.household WHERE is_closed = 0;
  `);
  db.exec(sqlOf('indexes'));
  const logs = db.prepare<[], string>(`SELECT sql FROM now.sqlite_schema WHERE type = 'index' AND name GLOB '*|*'`);
  for (const sql of logs.pluck().all()) db.exec(sql);
  db.exec('DETACH now');
  db.close();
  sweep(device.folder);
  return basename(made);
};
