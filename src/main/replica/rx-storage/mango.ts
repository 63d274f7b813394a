import type { Column, SqlValue } from './columns.ts';
import { valueToSql } from './columns.ts';
import { ABOVE_ALL_ORDER_KEYS, textToOrderKey } from './order-key.ts';

/**
 * A Mango selector as SQL. Every document that the selector matches meets the condition; if it is exact, no other
 * document does, and otherwise RxDB's own matcher decides about those that meet it.
 *
 * All of this holds only while every document fits its schema in the indexed fields (see `Table.hasIrregular`): then
 * a column is NULL exactly where the field is missing, and otherwise holds a value of the schema's type.
 */
export type Condition = { readonly sql: string; readonly params: readonly SqlValue[]; readonly exact: boolean };

type Columns = ReadonlyMap<string, Column>;
type PlainObject = Readonly<Record<string, unknown>>;

/** The condition for whatever SQL can't say: everything may match, the matcher decides. */
export const ASK_THE_MATCHER: Condition = { sql: '1', params: [], exact: false };

/** Beyond this, `$in` is left to the matcher; SQLite limits a statement's parameters. */
const MAX_MEMBERS = 500;

/** A pattern that only asks how the text begins. */
const LITERAL_PREFIX = /^\^([^\\^$.*+?()[\]{}|]+)$/;

/** Translates a selector as `normalizeMangoQuery` leaves it, shorthands included. */
export function selectorToCondition(selector: PlainObject, columns: Columns): Condition {
  return and(Object.entries(selector).map(([key, value]) => entryToCondition(key, value, columns)));
}

/** Translates a sort order, or returns undefined where a field has no column. */
export function sortToOrderBy(sort: readonly Readonly<Record<string, string>>[], columns: Columns): string | undefined {
  const terms: string[] = [];
  for (const part of sort) {
    const [path, direction] = Object.entries(part)[0] ?? [''];
    const column = columns.get(path ?? '');
    if (!column) return undefined;
    terms.push(direction === 'asc' ? column.sql : `${column.sql} DESC`);
  }
  return terms.length > 0 ? terms.join(', ') : undefined;
}

function entryToCondition(key: string, value: unknown, columns: Columns): Condition {
  if (key.startsWith('$')) {
    if (!Array.isArray(value) || !value.every(isPlainObject)) return ASK_THE_MATCHER;
    const branches = value.map((branch) => selectorToCondition(branch, columns));
    if (key === '$and') return and(branches);
    if (key === '$or') return or(branches);
    if (key === '$nor') return not(or(branches));
    return ASK_THE_MATCHER;
  }
  const column = columns.get(key);
  return column ? fieldToCondition(column, value) : ASK_THE_MATCHER;
}

function fieldToCondition(column: Column, value: unknown): Condition {
  if (value === null || typeof value !== 'object') return equals(column, value);
  if (!isPlainObject(value)) return ASK_THE_MATCHER;
  const operators = Object.entries(value);
  // Without an operator the matcher compares with the object as a whole.
  if (operators.length === 0 || operators.some(([operator]) => !operator.startsWith('$'))) return ASK_THE_MATCHER;
  return and(operators.map(([operator, operand]) => operatorToCondition(column, operator, operand, value)));
}

function operatorToCondition(column: Column, operator: string, operand: unknown, siblings: PlainObject): Condition {
  switch (operator) {
    case '$eq':
      return equals(column, operand);
    case '$ne':
      return not(equals(column, operand));
    case '$gt':
      return compares(column, '>', operand);
    case '$gte':
      return compares(column, '>=', operand);
    case '$lt':
      return compares(column, '<', operand);
    case '$lte':
      return compares(column, '<=', operand);
    case '$in':
      return isOneOf(column, operand);
    case '$nin':
      return not(isOneOf(column, operand));
    case '$exists':
      return exactly(`${column.sql} IS ${operand ? 'NOT NULL' : 'NULL'}`);
    case '$not':
      return not(fieldToCondition(column, operand));
    case '$regex':
      return startsWith(column, operand, siblings['$options']);
    default:
      return ASK_THE_MATCHER;
  }
}

function equals(column: Column, operand: unknown): Condition {
  if (operand === null || operand === undefined) return exactly(`${column.sql} IS NULL`);
  return compares(column, '=', operand);
}

/** The matcher compares values of one type only, and then as SQL does: NULL compares with nothing. */
function compares(column: Column, operator: '=' | '>' | '>=' | '<' | '<=', operand: unknown): Condition {
  const param = valueToSql(column.type, operand);
  return param === undefined ? ASK_THE_MATCHER : exactly(`${column.sql} ${operator} ?`, [param]);
}

function isOneOf(column: Column, members: unknown): Condition {
  if (!Array.isArray(members) || members.length > MAX_MEMBERS) return ASK_THE_MATCHER;
  const params: SqlValue[] = [];
  for (const member of members as unknown[]) {
    if (member === null) continue;
    const param = valueToSql(column.type, member);
    if (param === undefined) return ASK_THE_MATCHER;
    params.push(param);
  }
  const isMember = exactly(`${column.sql} IN (${params.map(() => '?').join(', ')})`, params);
  // A null among the members also matches documents without the field.
  return members.includes(null) ? or([isMember, exactly(`${column.sql} IS NULL`)]) : isMember;
}

/** `^literal` is a range, because order keys keep prefixes. Flags and every other pattern go to the matcher. */
function startsWith(column: Column, pattern: unknown, flags: unknown): Condition {
  if (column.type !== 'text' || typeof pattern !== 'string' || flags !== undefined) return ASK_THE_MATCHER;
  const prefix = LITERAL_PREFIX.exec(pattern)?.[1];
  if (prefix === undefined) return ASK_THE_MATCHER;
  const from = textToOrderKey(prefix);
  return exactly(`${column.sql} >= ? AND ${column.sql} < ?`, [from, from + ABOVE_ALL_ORDER_KEYS]);
}

function exactly(sql: string, params: readonly SqlValue[] = []): Condition {
  return { sql: `(${sql})`, params, exact: true };
}

function and(parts: readonly Condition[]): Condition {
  return join(parts, ' AND ', '1');
}

function or(parts: readonly Condition[]): Condition {
  return join(parts, ' OR ', '0');
}

function join(parts: readonly Condition[], separator: string, ifEmpty: string): Condition {
  return {
    sql: parts.length > 0 ? `(${parts.map((part) => part.sql).join(separator)})` : ifEmpty,
    params: parts.flatMap((part) => part.params),
    exact: parts.every((part) => part.exact),
  };
}

/** Two-valued, unlike SQL's NOT. The negation of an inexact condition would lose documents, so it isn't used. */
function not(part: Condition): Condition {
  return part.exact ? { ...part, sql: `(NOT coalesce(${part.sql}, 0))` } : ASK_THE_MATCHER;
}

function isPlainObject(value: unknown): value is PlainObject {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}
