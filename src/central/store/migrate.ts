import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);

/**
 * Brings the schema up to date: each numbered file once, in order, all in one transaction. Two processes that start
 * together take turns. Throws if the database was written by a newer version.
 */
export const migrate = async (database: Database): Promise<void> => {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted();
  await database.transaction(async (sql) => {
    await sql.run(`select pg_advisory_xact_lock(hashtext('rrs.migrate'))`);
    await sql.run('create table if not exists migration (name text primary key)');
    const done = new Set((await sql.rows<{ name: string }>('select name from migration')).map(({ name }) => name));
    const unknown = [...done].find((name) => !files.includes(name));
    if (unknown !== undefined) throw new Error(`the database has ${unknown}, which this version does not know`);
    for (const file of files.filter((each) => !done.has(each))) {
      await sql.run(readFileSync(new URL(file, folder), 'utf8'));
      await sql.run('insert into migration (name) values ($1)', [file]);
    }
  });
};
