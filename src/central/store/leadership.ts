import type { Connection, Sql } from './database.ts';

/** Takes the lock that only one connection can hold, and counts up the term; null if another one holds it. */
export const becomeLeader = async (connection: Connection): Promise<number | null> => {
  const [lock] = await connection.rows<{ taken: boolean }>(`select pg_try_advisory_lock(hashtext('rrs.leader')) taken`);
  if (lock?.taken !== true) return null;
  const [leader] = await connection.rows<{ term: number }>('update leader set term = term + 1 returning term');
  if (!leader) throw new Error('the leader row is missing');
  return leader.term;
};

/** False for a leader that has been followed by another. Holds the row, so that nothing else decides meanwhile. */
export const holdsTerm = async (sql: Sql, term: number): Promise<boolean> =>
  (await sql.rows('select 1 from leader where term = $1 for update', [term])).length === 1;

/** Waits for the running decision to end and keeps the next from starting until this transaction ends. */
export const holdDecisions = async (sql: Sql): Promise<void> => {
  await sql.rows('select 1 from leader for update');
};
