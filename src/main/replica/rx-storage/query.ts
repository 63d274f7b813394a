import type { Database, Statement } from 'better-sqlite3';
import type { FilledMangoQuery, RxDocumentData, RxJsonSchema } from 'rxdb';
import { getQueryMatcher, getSortComparator } from 'rxdb';
import type { Layout, SqlValue } from './columns.ts';
import type { Condition } from './mango.ts';
import { ASK_THE_MATCHER, selectorToCondition, sortToOrderBy } from './mango.ts';
import type { Table } from './table.ts';

/** Answers Mango queries exactly as RxDB's matcher and comparator would, with as much of the work in SQL as is exact. */
export type Queries<RxDocType> = {
  find(query: FilledMangoQuery<RxDocType>): RxDocumentData<RxDocType>[];
  count(query: FilledMangoQuery<RxDocType>): number;
};

/** How far SQL carries a query: which documents may match, and their order if SQL can give it. */
type Plan = { readonly where: Condition; readonly orderBy: string | undefined };

const MAX_STATEMENTS = 200;

export function createQueries<RxDocType>(deps: {
  db: Database;
  table: Table;
  layout: Layout;
  schema: RxJsonSchema<RxDocumentData<RxDocType>>;
}): Queries<RxDocType> {
  const { table, layout, schema } = deps;
  const prepared = createStatementCache(deps.db);

  /** Columns stand for the documents only while all of these fit their schema. */
  function queryToPlan(query: FilledMangoQuery<RxDocType>): Plan {
    if (table.hasIrregular()) return { where: ASK_THE_MATCHER, orderBy: undefined };
    return {
      where: selectorToCondition(query.selector, layout.columns),
      orderBy: sortToOrderBy(query.sort, layout.columns),
    };
  }

  function findInSql(where: Condition, orderBy: string, skip: number, limit: number): RxDocumentData<RxDocType>[] {
    const sql = `SELECT data FROM ${table.sql} WHERE ${where.sql} ORDER BY ${orderBy} LIMIT ? OFFSET ?`;
    return prepared<string>(sql)
      .all(...where.params, numberToLimit(limit), skip)
      .map(parse<RxDocType>);
  }

  /** Documents that the matcher accepts, at most `enough`, in SQL's order if it is given. */
  function findWithMatcher(query: FilledMangoQuery<RxDocType>, plan: Plan, enough: number) {
    const matches = getQueryMatcher<RxDocType>(schema, query);
    const order = plan.orderBy === undefined ? '' : ` ORDER BY ${plan.orderBy}`;
    const sql = `SELECT data FROM ${table.sql} WHERE ${plan.where.sql}${order}`;
    const found: RxDocumentData<RxDocType>[] = [];
    if (enough <= 0) return found;
    for (const data of prepared<string>(sql).iterate(...plan.where.params)) {
      const document = parse<RxDocType>(data);
      if (matches(document) && found.push(document) >= enough) break;
    }
    return found;
  }

  return {
    find(query) {
      const { skip, limit } = queryToWindow(query);
      const plan = queryToPlan(query);
      if (plan.orderBy === undefined) {
        const found = findWithMatcher(query, plan, Number.POSITIVE_INFINITY);
        return found.toSorted(getSortComparator(schema, query)).slice(skip, skip + limit);
      }
      if (plan.where.exact) return findInSql(plan.where, plan.orderBy, skip, limit);
      return findWithMatcher(query, plan, skip + limit).slice(skip);
    },

    count(query) {
      const { skip, limit } = queryToWindow(query);
      const { where } = queryToPlan(query);
      const total = where.exact
        ? (prepared<number>(`SELECT count(*) FROM ${table.sql} WHERE ${where.sql}`).get(...where.params) ?? 0)
        : findWithMatcher(query, { where, orderBy: undefined }, skip + limit).length;
      return Math.min(Math.max(total - skip, 0), limit);
    },
  };
}

/** The number as SQLite's LIMIT wants it, where a negative one means no limit. */
export function numberToLimit(limit: number): number {
  return Number.isSafeInteger(limit) ? limit : -1;
}

function queryToWindow(query: { skip?: number; limit?: number }): { skip: number; limit: number } {
  return { skip: query.skip ?? 0, limit: query.limit ?? Number.POSITIVE_INFINITY };
}

function parse<RxDocType>(data: string): RxDocumentData<RxDocType> {
  return JSON.parse(data) as RxDocumentData<RxDocType>;
}

/** Prepares each query text once, and forgets the oldest when there are too many. All of them return one column. */
function createStatementCache(db: Database): <Result>(sql: string) => Statement<SqlValue[], Result> {
  const statements = new Map<string, Statement<SqlValue[]>>();
  return <Result>(sql: string) => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = db.prepare<SqlValue[]>(sql).pluck();
      statements.set(sql, statement);
      const [oldest] = statements.keys();
      if (statements.size > MAX_STATEMENTS && oldest !== undefined) statements.delete(oldest);
    }
    return statement as Statement<SqlValue[], Result>;
  };
}
