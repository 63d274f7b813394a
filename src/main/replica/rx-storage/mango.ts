import type { Column, ColumnType, SqlValue } from './columns.ts';
import { valueToSql } from './columns.ts';
import { ABOVE_ALL_ORDER_KEYS, textToOrderKey } from './order-key.ts';

/**
 * A Mango selector as SQL. Every document that the selector matches meets the condition; if it is exact, no other
 * document does, and otherwise RxDB's own matcher decides about those that meet it.
 *
 * All of this holds only while every document fits its schema in the indexed fields (see `Table.hasIrregular`): then
 * a column is NULL exactly where the field is missing, and otherwise holds a value of the schema's type.
 */
export type Condition = {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  readonly exact: boolean;
  /** SQLite's tree of the expression is no deeper than this. */
  readonly depth: number;
};

type Columns = ReadonlyMap<string, Column>;
type PlainObject = Readonly<Record<string, unknown>>;

/** The condition for whatever SQL can't say: everything may match, the matcher decides. */
export const ASK_THE_MATCHER: Condition = { sql: '1', params: [], exact: false, depth: 1 };

/** No document that fits its schema matches. */
const NEVER: Condition = { sql: '0', params: [], exact: true, depth: 1 };

// SQLite takes a tree 1000 deep and some 32,000 parameters. What comes near is left to the matcher, as are long lists.
const MAX_MEMBERS = 500;
const MAX_DEPTH = 500;
const MAX_PARAMS = 10_000;

/** A pattern without any operator but, perhaps, the one that binds it to the beginning. */
const LITERAL_PATTERN = /^(\^?)([^\\^$.*+?()[\]{}|]+)$/;

/** The names and numbers under which `$type` asks for a type; of these, no column holds the last. */
const TYPE_NAMES = {
  text: ['string', '2'],
  number: ['number', 'double', 'decimal', '1', '19'],
  boolean: ['boolean', 'bool', '8'],
  missing: ['undefined', '6'],
  other: ['null', 'object', 'array', 'date', 'regex', 'regexp', '3', '4', '9', '10', '11'],
} as const satisfies Record<ColumnType | 'missing' | 'other', readonly string[]>;

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
      return matches(column, operand, siblings['$options']);
    case '$type':
      return isOfType(column, operand);
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
  if (param !== undefined) return exactly(`${column.sql} ${operator} ?`, [param]);
  return isOfAnotherType(column, operand) ? NEVER : ASK_THE_MATCHER;
}

function isOfAnotherType(column: Column, operand: unknown): boolean {
  const type = typeof operand;
  return (
    (type === 'string' && column.type !== 'text') ||
    (type === 'number' && column.type !== 'number') ||
    (type === 'boolean' && column.type !== 'boolean')
  );
}

function isOneOf(column: Column, members: unknown): Condition {
  if (!Array.isArray(members) || members.length > MAX_MEMBERS) return ASK_THE_MATCHER;
  const params: SqlValue[] = [];
  for (const member of members as unknown[]) {
    if (member === null || isOfAnotherType(column, member)) continue;
    const param = valueToSql(column.type, member);
    if (param === undefined) return ASK_THE_MATCHER;
    params.push(param);
  }
  const isMember = exactly(`${column.sql} IN (${params.map(() => '?').join(', ')})`, params);
  // A null among the members also matches documents without the field.
  return members.includes(null) ? or([isMember, exactly(`${column.sql} IS NULL`)]) : isMember;
}

/** Order keys keep prefixes and parts, so `^literal` is a range and `literal` a part; all else goes to the matcher. */
function matches(column: Column, pattern: unknown, flags: unknown): Condition {
  if (column.type !== 'text' || typeof pattern !== 'string' || flags !== undefined) return ASK_THE_MATCHER;
  const [, isBound, literal] = LITERAL_PATTERN.exec(pattern) ?? [];
  if (literal === undefined) return ASK_THE_MATCHER;
  const key = textToOrderKey(literal);
  if (!isBound) return exactly(`instr(${column.sql}, ?) > 0`, [key]);
  return exactly(`${column.sql} >= ? AND ${column.sql} < ?`, [key, key + ABOVE_ALL_ORDER_KEYS]);
}

/** Names that aren't known here, and whole numbers, are left to the matcher. */
function isOfType(column: Column, names: unknown): Condition {
  const asked = (Array.isArray(names) ? names : [names]).map(String);
  const asksFor = (known: readonly string[]) => asked.some((name) => known.includes(name));
  if (!asked.every((name) => Object.values(TYPE_NAMES).some((known: readonly string[]) => known.includes(name)))) {
    return ASK_THE_MATCHER;
  }
  const parts: Condition[] = [];
  if (asksFor(TYPE_NAMES[column.type])) parts.push(exactly(`${column.sql} IS NOT NULL`));
  if (asksFor(TYPE_NAMES.missing)) parts.push(exactly(`${column.sql} IS NULL`));
  return or(parts);
}

function exactly(sql: string, params: readonly SqlValue[] = []): Condition {
  return { sql: `(${sql})`, params, exact: true, depth: 3 };
}

function and(parts: readonly Condition[]): Condition {
  return join(parts, ' AND ', '1');
}

function or(parts: readonly Condition[]): Condition {
  return join(parts, ' OR ', '0');
}

function join(parts: readonly Condition[], separator: string, ifEmpty: string): Condition {
  // A chain of ANDs or ORs is as deep as it is long.
  const depth = parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0) + parts.length;
  const params = parts.flatMap((part) => part.params);
  if (depth > MAX_DEPTH || params.length > MAX_PARAMS) return ASK_THE_MATCHER;
  return {
    sql: parts.length > 0 ? `(${parts.map((part) => part.sql).join(separator)})` : ifEmpty,
    params,
    exact: parts.every((part) => part.exact),
    depth,
  };
}

/** Two-valued, unlike SQL's NOT. The negation of an inexact condition would lose documents, so it isn't used. */
function not(part: Condition): Condition {
  return part.exact ? { ...part, sql: `(NOT coalesce(${part.sql}, 0))`, depth: part.depth + 2 } : ASK_THE_MATCHER;
}

function isPlainObject(value: unknown): value is PlainObject {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}
