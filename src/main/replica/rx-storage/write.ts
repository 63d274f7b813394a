import type { Database } from 'better-sqlite3';
import type {
  BulkWriteRow,
  CategorizeBulkWriteRowsOutput,
  EventBulk,
  RxDocumentData,
  RxStorageChangeEvent,
  RxStorageInstance,
  RxStorageWriteError,
  StringKeys,
} from 'rxdb';
import { categorizeBulkWriteRows, getPrimaryFieldOfPrimaryKey } from 'rxdb';
import type { Attachments, BlobBytes } from './attachments.ts';
import { textToOrderKey } from './order-key.ts';
import type { Sequence } from './sequence.ts';
import type { Table } from './table.ts';

/** A position in the changes of one collection: the sequence of the last write that has been seen. */
export type SequenceCheckpoint = { readonly seq: number };

/**
 * Called inside the write's own transaction with the documents inserted or updated, in call order (tombstones are
 * documents too); a throw rolls the whole write back. It must do all of its work before it returns.
 */
export type Fold = (documents: readonly RxDocumentData<unknown>[]) => void;

export type Bulk<RxDocType> = EventBulk<RxStorageChangeEvent<RxDocumentData<RxDocType>>, SequenceCheckpoint>;

/** What a committed write leaves to be told: the rows that were refused, and the events of the others. */
export type Written<RxDocType> = { errors: RxStorageWriteError<RxDocType>[]; bulk: Bulk<RxDocType> | undefined };

export type Write<RxDocType> = (
  rows: BulkWriteRow<RxDocType>[],
  context: string,
  bytes: BlobBytes,
) => Written<RxDocType>;

/**
 * Creates the write of one collection: one transaction, at once and to the end, for all rows of a call.
 *
 * Rows are decided one after the other against what is stored by then. So the order of the call is the order of the
 * sequence, of the fold and of the events, and a second row for the same document meets the first.
 */
export function createWrite<RxDocType>(deps: {
  db: Database;
  schema: RxStorageInstance<RxDocType, unknown, unknown>['schema'];
  table: Table;
  sequence: Sequence;
  attachments: Attachments | undefined;
  fold: Fold | undefined;
}): Write<RxDocType> {
  const { db, schema, table, sequence, attachments, fold } = deps;
  const primaryPath = getPrimaryFieldOfPrimaryKey<RxDocumentData<RxDocType>>(
    schema.primaryKey,
  ) as StringKeys<RxDocType>;
  // RxDB's helper takes a whole instance and reads only its schema.
  const schemaHolder = { schema } as unknown as RxStorageInstance<RxDocType, unknown, unknown>;

  function categorize(
    row: BulkWriteRow<RxDocType>,
    stored: Map<string, RxDocumentData<RxDocType>>,
    context: string,
  ): CategorizeBulkWriteRowsOutput<RxDocType> {
    return categorizeBulkWriteRows<RxDocType>(schemaHolder, primaryPath, stored, [row], context);
  }

  /** Most documents are new. That one is shows when it is stored, so there is no need to look first; null if it isn't. */
  function addNew(row: BulkWriteRow<RxDocType>, seq: number, context: string) {
    if (row.previous) return null;
    const outcome = categorize(row, new Map(), context);
    const [added] = outcome.bulkInsertDocs;
    return added && outcome.errors.length === 0 && table.add(seq, added.document) ? outcome : null;
  }

  function decide(row: BulkWriteRow<RxDocType>, context: string) {
    const id = row.document[primaryPath] as string;
    const key = textToOrderKey(id);
    const stored = new Map<string, RxDocumentData<RxDocType>>();
    const revision = table.revisionOf(key);
    if (revision !== undefined) {
      // Only the answer to a conflict needs the stored document to be read.
      const isCurrent = row.previous?._rev === revision;
      stored.set(id, isCurrent && row.previous ? row.previous : readDocument(key));
    }
    return categorize(row, stored, context);
  }

  function readDocument(key: string): RxDocumentData<RxDocType> {
    return JSON.parse(table.dataOf(key) ?? 'null') as RxDocumentData<RxDocType>;
  }

  const writeAll = db.transaction((rows: BulkWriteRow<RxDocType>[], context: string, bytes: BlobBytes) => {
    const documents: RxDocumentData<RxDocType>[] = [];
    const errors: RxStorageWriteError<RxDocType>[] = [];
    let bulk: Bulk<RxDocType> | undefined;
    let seq = sequence.last();
    for (const row of rows) {
      const added = addNew(row, seq + 1, context);
      const outcome = added ?? decide(row, context);
      // RxDB's helper lists events and attachments even for a row that lacks an attachment's data; they never happened.
      if (outcome.errors.length > 0) {
        errors.push(...outcome.errors);
        continue;
      }
      const accepted = outcome.bulkInsertDocs[0] ?? outcome.bulkUpdateDocs[0];
      if (!accepted) throw new Error(`RxDB neither accepted nor refused a row of ${context}`);
      seq += 1;
      if (!added) table.put(seq, accepted.document);
      documents.push(accepted.document);
      attachments?.apply(outcome, bytes);
      bulk ??= outcome.eventBulk;
      if (bulk !== outcome.eventBulk) bulk.events.push(...outcome.eventBulk.events);
    }
    if (documents.length > 0) runFold(fold, documents);
    if (bulk) bulk.checkpoint = { seq };
    return { errors, bulk: bulk && bulk.events.length > 0 ? bulk : undefined };
  });

  return (rows, context, bytes) => writeAll.immediate(rows, context, bytes);
}

function runFold(fold: Fold | undefined, documents: readonly RxDocumentData<unknown>[]): void {
  const result: unknown = fold?.(documents);
  if (result instanceof Promise) throw new TypeError('A fold cannot wait: the transaction would end before it does');
}
