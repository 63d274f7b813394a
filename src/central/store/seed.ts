import { z } from 'zod';
import { genesis } from '../../shared/contract/chain.ts';
import { IssuingPolicy } from '../../shared/registry/certificate.ts';
import { departuresFrom } from '../../shared/registry/departure.ts';
import { Office, Official } from '../../shared/registry/office.ts';
import { Household, Resident } from '../../shared/registry/resident.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import { numbersOf } from '../../shared/rules/register.ts';
import { type Database, runStatement, type Sql } from './database.ts';
import { insertOffices, insertOfficials } from './offices.ts';
import { setPolicies } from './policies.ts';
import { addDepartures, addNumbers, insertHouseholds, insertResidents } from './register.ts';
import type { Vault } from './seal.ts';

/** A register to start from. Officials may carry more than central keeps (training passwords), which is left out. */
export const Seed = z.object({
  offices: z.array(Office),
  officials: z.array(z.object(Official.shape)),
  households: z.array(Household),
  residents: z.array(Resident),
  /** What every office may do on its own from the start. Without one, nothing is issued while central can't be reached. */
  policy: IssuingPolicy.optional(),
});
export type Seed = z.infer<typeof Seed>;

export interface SeedDeps {
  readonly database: Database;
  readonly vault: Vault;
  /** Whether a number is one that this profile may hold. */
  readonly fits: (number: ResidentNumber) => boolean;
}

/**
 * Loads a register into a database that has no offices yet; false if it has some. Throws if a number doesn't belong
 * to the profile, and then nothing is loaded.
 */
export const loadSeed = async ({ database, vault, fits }: SeedDeps, seed: Seed): Promise<boolean> => {
  const stranger = seed.residents.find((resident) => !numbersOf(resident).every(fits));
  if (stranger) throw new Error(`resident ${stranger.id} has a number of the other profile`);
  const numbers = new Set(seed.residents.map(({ number }) => number));
  if (numbers.size < seed.residents.length) throw new Error('two residents have the same number');
  const households = new Map(seed.households.map((household) => [household.id, household]));
  const homeless = seed.residents.find(({ id, office, household }) => {
    const home = households.get(household);
    return home?.office !== office || !(home.closed ?? home).members.includes(id);
  });
  if (homeless) throw new Error(`resident ${homeless.id} is not a member of their household at their office`);
  return database.transaction(async (sql) => {
    await sql.run('lock table office in exclusive mode');
    if ((await sql.rows('select 1 from office limit 1')).length > 0) return false;
    await insertOffices(sql, seed.offices);
    await insertOfficials(sql, seed.officials);
    await sql.run(
      'insert into feed_head (epoch, office, seq, hash) select max(n), id, 0, $1 from epoch, office group by id',
      [genesis],
    );
    const { policy } = seed;
    if (policy) await runStatement(sql, setPolicies(new Map(seed.offices.map(({ id }) => [id, policy]))));
    const rows = 5_000;
    for (let from = 0; from < seed.households.length; from += rows)
      await loadHouseholds(sql, vault, seed.households.slice(from, from + rows));
    for (let from = 0; from < seed.residents.length; from += rows)
      await loadResidents(sql, vault, seed.residents.slice(from, from + rows));
    return true;
  });
};

const loadHouseholds = (sql: Sql, vault: Vault, households: readonly Household[]): Promise<number> =>
  runStatement(
    sql,
    insertHouseholds(
      vault,
      households.map((household) => ({
        id: household.id,
        office: household.office,
        madeWith: null,
        text: JSON.stringify(household),
      })),
    ),
  );

const loadResidents = async (sql: Sql, vault: Vault, residents: readonly Resident[]): Promise<void> => {
  await runStatement(
    sql,
    insertResidents(
      vault,
      residents.map((resident) => ({ id: resident.id, madeWith: null, text: JSON.stringify(resident) })),
    ),
  );
  await runStatement(
    sql,
    addNumbers(
      residents.flatMap((resident) =>
        numbersOf(resident).map((number) => ({ resident: resident.id, numberIndex: vault.numberIndex(number) })),
      ),
    ),
  );
  const left = residents.flatMap((resident) =>
    [...new Set(resident.addresses.map(({ address }) => address.office))]
      .filter((office) => departuresFrom(resident, office).length > 0)
      .map((office) => ({ office, resident: resident.id })),
  );
  await runStatement(sql, addDepartures(left));
};
