import type { RxDocumentData, RxJsonSchema } from 'rxdb';
import { getPrimaryFieldOfPrimaryKey, getSchemaByObjectPath } from 'rxdb';
import { textToOrderKey } from './order-key.ts';

/** What a column can hold. Text is kept as an order key, a boolean as 0 or 1. */
export type ColumnType = 'text' | 'number' | 'boolean';

/** A field of the documents that has a column of its own; the label stands for its path in names. */
export type Column = {
  readonly path: string;
  readonly label: string;
  readonly sql: string;
  readonly type: ColumnType;
};

/** The columns of a collection's table by the path of their field, and the secondary indexes over them. */
export type Layout = {
  readonly columns: ReadonlyMap<string, Column>;
  readonly indexes: readonly (readonly Column[])[];
};

export type SqlValue = string | number;

/** Quotes a name for SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Chooses the columns of a collection: identity, deletion, last write, and every field that the schema indexes.
 * Indexed fields are bound from JavaScript; generated columns would make SQLite parse the document again.
 */
export function schemaToLayout<RxDocType>(schema: RxJsonSchema<RxDocumentData<RxDocType>>): Layout {
  const primaryPath = getPrimaryFieldOfPrimaryKey<RxDocumentData<RxDocType>>(schema.primaryKey);
  const columns = new Map<string, Column>([
    [primaryPath, { path: primaryPath, label: primaryPath, sql: 'id', type: 'text' }],
    ['_deleted', { path: '_deleted', label: '_deleted', sql: 'deleted', type: 'boolean' }],
    ['_meta.lwt', { path: '_meta.lwt', label: '_meta.lwt', sql: 'lwt', type: 'number' }],
  ]);
  const indexes: Column[][] = [];
  for (const index of schema.indexes ?? []) {
    const paths = typeof index === 'string' ? [index] : [...index];
    for (const path of paths) {
      const type = columns.has(path) ? undefined : pathToColumnType(schema, path);
      if (type === undefined) continue;
      const label = pathToLabel(path, columns);
      columns.set(path, { path, label, sql: quoted(`f:${label}`), type });
    }
    // RxDB wants an index by last write to find changes by the clock; we find them by sequence.
    if (paths[0] === '_meta.lwt') continue;
    // The unique id serves this one.
    if (paths.length === 2 && paths[0] === '_deleted' && paths[1] === primaryPath) continue;
    const indexed = paths.map((path) => columns.get(path)).filter((column) => column !== undefined);
    if (indexed.length === paths.length) indexes.push(indexed);
  }
  return { columns, indexes };
}

/** SQLite takes names for equal that differ only in the case of Latin letters; RxDB's fields may. */
function pathToLabel(path: string, columns: ReadonlyMap<string, Column>): string {
  const alike = [...columns.values()].filter((column) => column.path.toLowerCase() === path.toLowerCase()).length;
  return alike === 0 ? path : `${path}~${alike}`;
}

function pathToColumnType<RxDocType>(
  schema: RxJsonSchema<RxDocumentData<RxDocType>>,
  path: string,
): ColumnType | undefined {
  switch (getSchemaByObjectPath(schema, path)?.type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return undefined;
  }
}

/** The value as SQL compares it, or undefined if it isn't of the column's type. */
export function valueToSql(type: ColumnType, value: unknown): SqlValue | undefined {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? textToOrderKey(value) : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : undefined;
  }
}

/**
 * Reads one column's value out of documents: null where the field is missing, and undefined where the document doesn't
 * fit its schema there (an explicit null, another type, an array on the way), so that no column could stand for it.
 */
export function createColumnReader(column: Column): (document: object) => SqlValue | null | undefined {
  const steps = column.path.split('.');
  return (document) => {
    let value: unknown = document;
    for (const step of steps) {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
      value = (value as Record<string, unknown>)[step];
      if (value === undefined) return null;
    }
    return valueToSql(column.type, value);
  };
}
