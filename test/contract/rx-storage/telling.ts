import { expect } from 'vitest';
import { aDocument, theNext } from '../../builders/rx-documents.ts';
import type { Frame, Stored } from './frame.ts';
import { listenTo, write } from './frame.ts';

/** Telling: the events of a write. */
export function tellingRules({ rule, open }: Frame): void {
  rule('[RS-10] each call makes one bulk, with context, operation, document and previous state', async () => {
    const instance = await open();
    const heard = listenTo(instance);
    const [a1, b1] = [aDocument('a'), aDocument('b')];
    const [a2, b2] = [theNext(a1, { name: 'changed' }), theNext(b1, { _deleted: true })];
    await instance.bulkWrite([{ document: a1 }, { document: b1 }], 'first');
    const changed = [
      { previous: a1, document: a2 },
      { previous: b1, document: b2 },
    ];
    await instance.bulkWrite(changed, 'second');
    await instance.bulkWrite([{ document: aDocument('a') }], 'refused');
    expect(heard.map((bulk) => bulk.context)).toEqual(['first', 'second']);
    expect(new Set(heard.map((bulk) => bulk.id)).size).toBe(2);
    expect(heard[0]?.events).toMatchObject([
      { operation: 'INSERT', documentId: 'a', documentData: a1 },
      { operation: 'INSERT', documentId: 'b', documentData: b1 },
    ]);
    expect(heard[1]?.events).toEqual([
      { operation: 'UPDATE', documentId: 'a', documentData: a2, previousDocumentData: a1 },
      { operation: 'DELETE', documentId: 'b', documentData: b2, previousDocumentData: b1 },
    ]);
  });

  rule('[RS-11] events come in the order of the rows and of the calls', async () => {
    const instance = await open();
    const heard = listenTo(instance);
    const first = aDocument('m');
    await write(instance, first);
    const mixed = [
      { document: aDocument('z') },
      { previous: first, document: theNext(first) },
      { document: aDocument('a') },
    ];
    await Promise.all([
      instance.bulkWrite(mixed, '1'),
      write(instance, aDocument('y')),
      write(instance, aDocument('b')),
    ]);
    expect(heard.flatMap((bulk) => bulk.events.map((event) => event.documentId))).toEqual([
      'm',
      'z',
      'm',
      'a',
      'y',
      'b',
    ]);
  });

  rule('[RS-12] whoever hears an event can already read its document', async () => {
    const instance = await open();
    const reads: Promise<Stored[]>[] = [];
    instance.changeStream().subscribe((bulk) => {
      reads.push(
        instance.findDocumentsById(
          bulk.events.map((event) => event.documentId),
          false,
        ),
      );
    });
    const document = aDocument('a');
    await write(instance, document);
    expect(await Promise.all(reads)).toEqual([[document]]);
  });
}
