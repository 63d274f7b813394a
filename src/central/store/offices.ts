import type { OfficeId } from '../../shared/registry/ids.ts';
import { Office, Official } from '../../shared/registry/office.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { Sql } from './database.ts';

const officeColumns = `id, name_ko "nameKo", name_en "nameEn", kind, province, city`;

/** Null for an office that is not on the list. */
export const officeById = async (sql: Sql, id: OfficeId): Promise<Office | null> => {
  const [row] = await sql.rows(`select ${officeColumns} from office where id = $1`, [id]);
  return row ? Office.parse(row) : null;
};

export const officialsOf = async (sql: Sql, office: OfficeId): Promise<Official[]> =>
  (await sql.rows('select id, office, name, role from official where office = $1 order by id', [office])).map((row) =>
    Official.parse(row),
  );

export const insertOffices = async (sql: Sql, offices: readonly Office[]): Promise<void> => {
  await sql.run(
    `insert into office (id, name_ko, name_en, kind, province, city)
     select id, "nameKo", "nameEn", kind, province, city from json_to_recordset($1::json)
       as row (id text, "nameKo" text, "nameEn" text, kind text, province text, city text)`,
    [JSON.stringify(offices)],
  );
};

export const insertOfficials = async (sql: Sql, officials: readonly Official[]): Promise<void> => {
  await sql.run(
    `insert into official (id, office, name, role)
     select id, office, name, role from json_to_recordset($1::json) as row (id text, office text, name text, role text)`,
    [JSON.stringify(officials)],
  );
};

/**
 * Marks a new database as belonging to this profile and key. Answers whom it belongs to: a database of another profile
 * or key must not be written to. Without a profile it only looks.
 */
export const claimDatabase = async (
  sql: Sql,
  claim: { readonly profile: Profile | null; readonly keyCheck: Buffer },
): Promise<'ours' | 'other-profile' | 'other-key'> => {
  if (claim.profile !== null)
    await sql.run('insert into central (profile, key_check) values ($1, $2) on conflict do nothing', [
      claim.profile,
      claim.keyCheck,
    ]);
  const [found] = await sql.rows<{ profile: string; key_check: Buffer }>('select profile, key_check from central');
  if (!found || (claim.profile !== null && found.profile !== claim.profile)) return 'other-profile';
  return found.key_check.equals(claim.keyCheck) ? 'ours' : 'other-key';
};
