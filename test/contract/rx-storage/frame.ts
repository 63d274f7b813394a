import type { EventBulk, RxAttachmentWriteData, RxDocumentData, RxStorage, RxStorageChangeEvent } from 'rxdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestDocument, TestInstance } from '../../builders/rx-documents.ts';
import { openInstance } from '../../builders/rx-documents.ts';

type AnyStorage = RxStorage<unknown, Record<string, never>>;
export type Stored = RxDocumentData<TestDocument>;
type Bulk = EventBulk<RxStorageChangeEvent<TestDocument>, unknown>;

/** A storage whose data lasts until `close`, and that can be opened anew on the same data. */
export type StorageUnderTest = { storage: AnyStorage; reopen: () => AnyStorage; close: () => void };

/** What the rules of one subject are given: a way to state a rule, and instances of the storage. */
export type Frame = {
  /** A test; a rule that the storage is known to break is expected to fail, so that a list which is too long shows. */
  readonly rule: (title: string, body: () => Promise<void>) => void;
  readonly open: (params?: Parameters<typeof openInstance>[1]) => Promise<TestInstance>;
  /** The same after the storage was opened anew. */
  readonly reopen: (params?: Parameters<typeof openInstance>[1]) => Promise<TestInstance>;
};

/** Runs the rules of some subjects against a storage. */
export function describeRxStorage(
  name: string,
  setup: () => StorageUnderTest,
  subjects: readonly ((frame: Frame) => void)[],
  broken: readonly string[] = [],
): void {
  describe(`RxStorage: ${name}`, () => {
    let under: StorageUnderTest;
    /** Instances may share what a process remembers by database name. */
    let databaseName: string;

    beforeEach(() => {
      under = setup();
      databaseName = `contract-${Math.random().toString(36).slice(2)}`;
    });
    afterEach(() => under.close());

    const frame: Frame = {
      rule: (title, body) => {
        const id = /^\[(RS-\d+)\]/.exec(title)?.[1] ?? '';
        const run = broken.includes(id) ? test.fails : test;
        run(title, body);
      },
      open: (params = {}) => openInstance(under.storage, { databaseName, ...params }),
      reopen: (params = {}) => openInstance(under.reopen(), { databaseName, ...params }),
    };
    for (const subject of subjects) subject(frame);
  });
}

export async function write(instance: TestInstance, ...documents: Stored[]): Promise<void> {
  const { error } = await instance.bulkWrite(
    documents.map((document) => ({ document })),
    'write',
  );
  expect(error).toEqual([]);
}

export function listenTo(instance: TestInstance): Bulk[] {
  const heard: Bulk[] = [];
  instance.changeStream().subscribe((bulk) => heard.push(bulk));
  return heard;
}

export function idsOf(documents: readonly { id: string }[]): string[] {
  return documents.map((document) => document.id);
}

export async function anAttachment(text: string, type = 'text/plain'): Promise<RxAttachmentWriteData> {
  const data = new Blob([text], { type });
  return { data, type, length: data.size, digest: `digest-of-${text.slice(0, 20)}` };
}

/** How a stored document describes an attachment. */
export function describedBy(document: Stored, id = 'photo') {
  const attachment = document._attachments[id];
  if (!attachment) throw new Error(`The document has no attachment ${id}`);
  return { length: attachment.length, digest: attachment.digest, type: attachment.type };
}
