import type { Database } from 'better-sqlite3';
import type { BulkWriteRow, CategorizeBulkWriteRowsOutput } from 'rxdb';
import { quoted } from './columns.ts';
import { textToOrderKey } from './order-key.ts';

/** The bytes of the Blobs in a write, read before its transaction, which can't wait for them. */
export type BlobBytes = ReadonlyMap<Blob, Uint8Array>;

type AttachmentChanges = Pick<
  CategorizeBulkWriteRowsOutput<unknown>,
  'attachmentsAdd' | 'attachmentsUpdate' | 'attachmentsRemove'
>;

/** The data of a collection's attachments, beside the documents that describe them. */
export type Attachments = {
  apply(changes: AttachmentChanges, bytes: BlobBytes): void;
  /** Throws if there is none with this digest. */
  read(documentId: string, attachmentId: string, digest: string): Blob;
  /** Deletes what belongs to documents that are gone, which are named by their keys. */
  purge(documentKeys: readonly string[]): void;
  drop(): void;
};

/** Opens the attachments of a table, and creates their own table if need be. */
export function openAttachments(db: Database, tableName: string): Attachments {
  const sql = quoted(`${tableName}|attachments`);
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${sql} (
       document TEXT NOT NULL, attachment TEXT NOT NULL, digest TEXT NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL,
       PRIMARY KEY (document, attachment)
     ) STRICT`,
  );
  const stmts = {
    put: db.prepare<[string, string, string, string, Uint8Array]>(
      `INSERT OR REPLACE INTO ${sql} VALUES (?, ?, ?, ?, ?)`,
    ),
    remove: db.prepare<[string, string]>(`DELETE FROM ${sql} WHERE document = ? AND attachment = ?`),
    removeAll: db.prepare<[string]>(`DELETE FROM ${sql} WHERE document = ?`),
    read: db.prepare<[string, string, string], { type: string; bytes: Buffer }>(
      `SELECT type, bytes FROM ${sql} WHERE document = ? AND attachment = ? AND digest = ?`,
    ),
  };

  return {
    apply(changes, bytes) {
      for (const { documentId, attachmentId, attachmentData, digest } of [
        ...changes.attachmentsAdd,
        ...changes.attachmentsUpdate,
      ]) {
        const data = bytes.get(attachmentData.data);
        if (!data) throw new Error(`The bytes of attachment ${attachmentId} of ${documentId} were not read`);
        stmts.put.run(textToOrderKey(documentId), attachmentId, digest, attachmentData.type, data);
      }
      for (const { documentId, attachmentId } of changes.attachmentsRemove) {
        stmts.remove.run(textToOrderKey(documentId), attachmentId);
      }
    },
    read(documentId, attachmentId, digest) {
      const row = stmts.read.get(textToOrderKey(documentId), attachmentId, digest);
      if (!row) throw new Error(`Attachment ${attachmentId} of ${documentId} does not exist with this digest`);
      return new Blob([new Uint8Array(row.bytes)], { type: row.type });
    },
    purge(documentKeys) {
      for (const key of documentKeys) stmts.removeAll.run(key);
    },
    drop: () => db.exec(`DROP TABLE IF EXISTS ${sql}`),
  };
}

/** Reads the Blobs of a write. */
export async function readBlobs<RxDocType>(rows: readonly BulkWriteRow<RxDocType>[]): Promise<BlobBytes> {
  const bytes = new Map<Blob, Uint8Array>();
  for (const { document } of rows) {
    for (const attachment of Object.values(document._attachments)) {
      if ('data' in attachment) bytes.set(attachment.data, new Uint8Array(await attachment.data.arrayBuffer()));
    }
  }
  return bytes;
}
