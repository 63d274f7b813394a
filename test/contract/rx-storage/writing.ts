import { getChangedDocumentsSince } from 'rxdb';
import { expect } from 'vitest';
import { aDocument, aSchema, prepared, theNext } from '../../builders/rx-documents.ts';
import type { Frame } from './frame.ts';
import { anAttachment, describedBy, idsOf, listenTo, write } from './frame.ts';

/** Writing: what is stored, what is refused, and how. */
export function writingRules({ rule, open }: Frame): void {
  rule('[RS-1] a new document is stored as it was handed in', async () => {
    const instance = await open();
    const document = aDocument('a', { name: '김철수', address: { village: '가리', lot: 3 }, tags: ['x'] });
    expect(await instance.bulkWrite([{ document }], 'write')).toEqual({ error: [] });
    expect(await instance.findDocumentsById(['a'], false)).toEqual([document]);
  });

  rule('[RS-1] 10,000 documents of one call are stored, and found by 10,000 ids', async () => {
    const instance = await open({ schema: aSchema([['name']]) });
    const documents = Array.from({ length: 10_000 }, (_, number) => aDocument(`id-${number}`, { name: `${number}` }));
    await write(instance, ...documents);
    expect(await instance.findDocumentsById(idsOf(documents), false)).toHaveLength(10_000);
  });

  rule('[RS-1] a call without rows stores nothing and tells nothing', async () => {
    const instance = await open();
    const heard = listenTo(instance);
    expect(await instance.bulkWrite([], 'write')).toEqual({ error: [] });
    expect(heard).toEqual([]);
  });

  rule('[RS-1] a field that the next state lacks is gone', async () => {
    const schema = aSchema([['name']]);
    const instance = await open({ schema });
    const first = aDocument('a', { name: 'first', memo: 'kept' });
    await write(instance, first);
    const { name: _, ...second } = theNext(first);
    expect(await instance.bulkWrite([{ previous: first, document: second }], 'write')).toEqual({ error: [] });
    expect(await instance.findDocumentsById(['a'], false)).toEqual([second]);
    const query = prepared(schema, { selector: { name: 'first' } });
    expect((await instance.query(query)).documents).toEqual([]);
  });

  rule('[RS-2] of two inserts at the same time, the second is answered 409', async () => {
    const instance = await open();
    const [first, second] = await Promise.all([
      instance.bulkWrite([{ document: aDocument('a', { name: 'first' }) }], 'write'),
      instance.bulkWrite([{ document: aDocument('a', { name: 'second' }) }], 'write'),
    ]);
    expect(first.error).toEqual([]);
    expect(second.error).toMatchObject([{ status: 409, documentInDb: { name: 'first' } }]);
  });

  rule('[RS-2] an insert over a stored document is answered 409 with the clean document', async () => {
    const instance = await open();
    const first = aDocument('a', { name: 'first' });
    const second = aDocument('a', { name: 'second', _rev: '1-other' });
    await write(instance, first);
    const { error } = await instance.bulkWrite([{ document: second }], 'again');
    expect(error).toEqual([
      {
        isError: true,
        status: 409,
        documentId: 'a',
        writeRow: { document: second },
        documentInDb: first,
        context: 'again',
      },
    ]);
    expect(await instance.findDocumentsById(['a'], true)).toEqual([first]);
  });

  rule('[RS-3] a stale revision is answered 409 with the clean document', async () => {
    const instance = await open({ schema: aSchema([], { attachments: true }) });
    const first = aDocument('a');
    const second = theNext(first, { _attachments: { photo: await anAttachment('bytes') } });
    await write(instance, first);
    await instance.bulkWrite([{ previous: first, document: second }], 'write');
    const { error } = await instance.bulkWrite([{ previous: first, document: theNext(first) }], 'stale');
    const clean = { ...second, _attachments: { photo: describedBy(second) } };
    expect(error).toMatchObject([{ status: 409, documentId: 'a', context: 'stale' }]);
    expect(error[0]).toHaveProperty('documentInDb', clean);
    expect(await instance.findDocumentsById(['a'], true)).toEqual([clean]);
  });

  rule('[RS-4] a tombstone conflicts like any other document', async () => {
    const instance = await open();
    const first = aDocument('a');
    const tombstone = theNext(first, { _deleted: true });
    await write(instance, first);
    await instance.bulkWrite([{ previous: first, document: tombstone }], 'delete');
    const { error } = await instance.bulkWrite([{ document: aDocument('a') }], 'insert');
    expect(error).toMatchObject([{ status: 409, documentInDb: tombstone }]);
  });

  rule('[RS-4] a tombstone can get a next state, and a revision may leave numbers out', async () => {
    const instance = await open();
    const tombstone = aDocument('a', { _deleted: true });
    const changed = theNext(tombstone, { name: 'changed', _rev: '7-later' });
    await write(instance, tombstone);
    expect(await instance.bulkWrite([{ previous: tombstone, document: changed }], 'write')).toEqual({ error: [] });
    expect(await instance.findDocumentsById(['a'], true)).toEqual([changed]);
  });

  rule('[RS-5] a document is inserted again over its tombstone', async () => {
    const instance = await open();
    const tombstone = aDocument('a', { _deleted: true });
    const again = theNext(tombstone, { _deleted: false });
    await write(instance, tombstone);
    const heard = listenTo(instance);
    expect(await instance.bulkWrite([{ previous: tombstone, document: again }], 'insert')).toEqual({ error: [] });
    expect(heard[0]?.events).toMatchObject([{ operation: 'INSERT', documentId: 'a', documentData: again }]);
    expect(await instance.findDocumentsById(['a'], false)).toEqual([again]);
  });

  rule("[RS-6] a refused row doesn't keep the others from being stored", async () => {
    const instance = await open();
    await write(instance, aDocument('b'));
    const rows = ['a', 'b', 'c'].map((id) => ({ document: aDocument(id, { _rev: '1-new' }) }));
    const { error } = await instance.bulkWrite(rows, 'write');
    expect(error.map((refused) => refused.documentId)).toEqual(['b']);
    const found = await instance.findDocumentsById(['a', 'b', 'c'], false);
    expect(found.map((document) => document._rev)).toEqual(['1-new', '1-first', '1-new']);
  });

  rule('[RS-7] a document that arrives already deleted is stored and nobody is told', async () => {
    const instance = await open();
    const heard = listenTo(instance);
    const tombstone = aDocument('a', { _deleted: true });
    expect(await instance.bulkWrite([{ document: tombstone }], 'pull')).toEqual({ error: [] });
    expect(heard).toEqual([]);
    expect(await instance.findDocumentsById(['a'], true)).toEqual([tombstone]);
    expect((await getChangedDocumentsSince(instance, 10)).documents).toEqual([tombstone]);
  });

  rule('[RS-8] a second row for the same document meets what the first has stored', async () => {
    const instance = await open();
    const first = aDocument('a');
    const second = theNext(first, { name: 'second' });
    const rows = [{ document: first }, { document: aDocument('a') }, { previous: first, document: second }];
    const { error } = await instance.bulkWrite(rows, 'write');
    expect(error).toMatchObject([{ status: 409, documentInDb: first }]);
    expect(await instance.findDocumentsById(['a'], false)).toEqual([second]);
  });

  rule('[RS-9] the rows handed in are not changed', async () => {
    const instance = await open({ schema: aSchema([], { attachments: true }) });
    const document = aDocument('a', { _attachments: { photo: await anAttachment('bytes') } });
    const rows = [{ document }, { document: aDocument('b', { tags: ['x'] }) }];
    const before = structuredClone(rows);
    await instance.bulkWrite(rows, 'write');
    expect(rows).toEqual(before);
    expect(rows[0]?.document).toBe(document);
  });
}
