import type { Database } from 'better-sqlite3';
import type { RxDocumentData, RxStorageInstance, RxStorageInstanceCreationParams } from 'rxdb';
import { now } from 'rxdb';
import { openAttachments, readBlobs } from './attachments.ts';
import { openChanges } from './changes.ts';
import { schemaToLayout } from './columns.ts';
import { textToOrderKey } from './order-key.ts';
import { createQueries, numberToLimit } from './query.ts';
import { openSequence } from './sequence.ts';
import { openTable } from './table.ts';
import type { Fold, SequenceCheckpoint, Written } from './write.ts';
import { createWrite } from './write.ts';

/** What an instance shows of its inside: the SQL table behind the collection. */
export type SqliteInternals = { readonly table: string };

/** There is nothing to choose per collection. */
export type SqliteOptions = Record<string, never>;

export type SqliteInstance<RxDocType> = RxStorageInstance<
  RxDocType,
  SqliteInternals,
  SqliteOptions,
  SequenceCheckpoint
>;

const PURGE_BATCH = 1000;

/** Opens one collection at one schema version. */
export function createInstance<RxDocType>(deps: {
  db: Database;
  table: string;
  fold: Fold | undefined;
  params: RxStorageInstanceCreationParams<RxDocType, SqliteOptions>;
}): SqliteInstance<RxDocType> {
  const { db, fold, params } = deps;
  const { schema } = params;
  const layout = schemaToLayout(schema);
  const table = openTable(db, deps.table, layout);
  const sequence = openSequence(db, deps.table);
  const attachments = schema.attachments ? openAttachments(db, deps.table) : undefined;
  const queries = createQueries({ db, table, layout, schema });
  const write = createWrite({ db, schema, table, sequence, attachments, fold });
  const changes = openChanges<RxDocType>(db, deps.table, params.multiInstance);

  /** The end of the queue of writes that must first read their Blobs. */
  let lastInQueue: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | undefined;

  function ensureOpen(): void {
    if (closing) throw new Error(`The storage of ${deps.table} is closed`);
  }

  /**
   * Events must follow their commit, and nobody here would learn when, or whether, a transaction opened outside
   * commits. So a write inside one is refused; what belongs to the same transaction goes into the fold.
   */
  function ensureOwnTransaction(): void {
    if (db.inTransaction) throw new Error(`${deps.table} cannot be written inside a transaction that is already open`);
  }

  function tell({ errors, bulk }: Written<RxDocType>) {
    if (bulk) changes.tell(bulk);
    return { error: errors };
  }

  const purge = db.transaction((writtenUntil: number): boolean => {
    sequence.keep();
    const keys = table.purge(writtenUntil, PURGE_BATCH);
    attachments?.purge(keys);
    return keys.length < PURGE_BATCH;
  });

  const drop = db.transaction(() => {
    sequence.keep();
    attachments?.drop();
    table.drop();
  });

  return {
    databaseName: params.databaseName,
    collectionName: params.collectionName,
    schema,
    options: params.options,
    internals: { table: deps.table },

    // Without attachments, all of the work is done before this returns: the order of calls is the order of commits.
    async bulkWrite(rows, context) {
      ensureOpen();
      if (!attachments) {
        ensureOwnTransaction();
        return tell(write(rows, context, new Map()));
      }
      const turn = lastInQueue.then(async () => {
        const bytes = await readBlobs(rows);
        ensureOwnTransaction();
        return tell(write(rows, context, bytes));
      });
      lastInQueue = turn.catch(() => undefined);
      return turn;
    },

    async findDocumentsById(ids, withDeleted) {
      ensureOpen();
      const found: RxDocumentData<RxDocType>[] = [];
      for (const id of ids) {
        const data = table.dataOf(textToOrderKey(id));
        if (data === undefined) continue;
        const document = JSON.parse(data) as RxDocumentData<RxDocType>;
        if (withDeleted || !document._deleted) found.push(document);
      }
      return found;
    },

    async query({ query }) {
      ensureOpen();
      return { documents: queries.find(query) };
    },

    async count({ query }) {
      ensureOpen();
      return { count: queries.count(query), mode: 'fast' };
    },

    async getChangedDocumentsSince(limit, checkpoint) {
      ensureOpen();
      const rows = table.since(checkpoint?.seq ?? 0, numberToLimit(limit));
      return {
        documents: rows.map((row) => JSON.parse(row.data) as RxDocumentData<RxDocType>),
        checkpoint: { seq: rows.at(-1)?.seq ?? checkpoint?.seq ?? 0 },
      };
    },

    async getAttachmentData(documentId, attachmentId, digest) {
      ensureOpen();
      await lastInQueue;
      if (!attachments) throw new Error(`The schema of ${deps.table} allows no attachments`);
      return attachments.read(documentId, attachmentId, digest);
    },

    changeStream: () => changes.heard,

    async cleanup(minimumDeletedTime) {
      ensureOpen();
      ensureOwnTransaction();
      // The clock of RxDB, which also wrote the times that are compared with it.
      return purge.immediate(now() - minimumDeletedTime);
    },

    async close() {
      closing ??= lastInQueue.then(() => changes.close());
      return closing;
    },

    async remove() {
      ensureOpen();
      ensureOwnTransaction();
      const dropped = lastInQueue.then(() => drop.immediate());
      // Whether or not the table could be dropped, the instance is closed, and closing it again is no error.
      closing = dropped.then(undefined, () => undefined).then(() => changes.close());
      await closing;
      return dropped;
    },
  };
}
