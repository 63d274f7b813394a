import type { Database } from 'better-sqlite3';

type Values = Readonly<Record<string, string | number>>;

/** Runs statements that are put together from parts; each form of one is prepared once. */
export interface Sql {
  readonly all: <Row>(sql: string, values: Values) => Row[];
}

/** What people type takes a few forms over and over. */
const keptForms = 200;

export const createSql = (db: Database): Sql => {
  const prepared = new Map<string, ReturnType<Database['prepare']>>();
  return {
    all: <Row>(sql: string, values: Values) => {
      const statement = prepared.get(sql) ?? db.prepare(sql);
      if (prepared.size >= keptForms) prepared.clear();
      prepared.set(sql, statement);
      return statement.all(values) as Row[];
    },
  };
};
