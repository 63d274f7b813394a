import type { EventBulk, RxAttachmentWriteData, RxDocumentData, RxStorage, RxStorageChangeEvent } from 'rxdb';
import { getChangedDocumentsSince, stackCheckpoints } from 'rxdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestDocument, TestInstance, TestQuery } from '../builders/rx-documents.ts';
import { aDocument, aSchema, openInstance, prepared, theNext } from '../builders/rx-documents.ts';

/*
 * What RxDB 17.6 may expect of a storage.
 *
 * Writing
 * RS-1  A new document is stored as it was handed in, and nothing is answered.
 * RS-2  An insert over a stored document is answered 409 with the clean document.
 * RS-3  A stale revision is answered 409 with the clean document.
 * RS-4  A tombstone conflicts like any other document.
 * RS-5  A document is inserted again over its tombstone, if the tombstone is handed in as its previous state.
 * RS-6  A refused row doesn't keep the others of its call from being stored.
 * RS-7  A document may arrive already deleted; it is stored and nobody is told.
 * RS-8  A second row for the same document in one call meets what the first has stored.
 * RS-9  The rows handed in are not changed.
 *
 * Telling
 * RS-10 Each call makes at most one bulk of events: its context, and operation, document and previous state of each row.
 * RS-11 Events come in the order of the rows, and bulks in the order of the calls, whoever waits for them.
 * RS-12 Whoever hears an event can already read its document.
 *
 * Reading
 * RS-13 Documents are found by id, tombstones only when asked for, unknown ids left out.
 * RS-14 Every operator selects what RxDB's matcher selects.
 * RS-15 Missing fields, null and false are told apart as RxDB's matcher does.
 * RS-16 Skip and limit cut the sorted result; a limit of 0 is a limit.
 * RS-17 Text is sorted and compared by UTF-16 units, so compatibility Hanja come after Extension B.
 * RS-18 A count is the length of the query's result.
 * RS-19 A count with skip and limit is, too.
 *
 * Changes
 * RS-20 Changes come in pages, in order of writing, each document once and as it is now; a short page is the end.
 * RS-21 The checkpoint of an event goes on after everything that was told with it or before it.
 * RS-22 Checkpoints stack by Object.assign, and survive JSON.
 * RS-23 A clock that was set back hides no write from the changes.
 *
 * Cleaning up
 * RS-24 Clean-up purges tombstones of the given age and no other document, and answers true when all are gone.
 * RS-25 A purged id is free again, and a checkpoint from before the purge misses nothing that is written after it.
 *
 * Attachments
 * RS-26 An attachment comes back as a Blob with its bytes and type; documents and events carry only its description.
 * RS-27 A new attachment without data is answered 510, nothing of the row is stored, and nobody is told.
 * RS-28 An attachment that is left out, or whose document is deleted, is gone; one that is only described stays.
 * RS-29 Writes with attachments keep the order of their calls.
 *
 * Opening and closing
 * RS-30 What is stored outlives the instance, and the changes go on counting.
 * RS-31 Each collection and each schema version has documents of its own.
 * RS-32 Removing deletes everything, and the same collection can be opened again, empty.
 * RS-33 Closing twice is closing once; a closed instance rejects every call.
 * RS-34 Schemas that need encryption or compression by RxDB are refused.
 */

type AnyStorage = RxStorage<unknown, Record<string, never>>;
type Stored = RxDocumentData<TestDocument>;
type Bulk = EventBulk<RxStorageChangeEvent<TestDocument>, unknown>;

/** A storage whose data lasts until `close`, and that can be opened anew on the same data. */
export type StorageUnderTest = { storage: AnyStorage; reopen: () => AnyStorage; close: () => void };

/**
 * Runs the contract against a storage. Rules that it is known to break are expected to fail, so that a list which is
 * too long shows, too.
 */
export function describeRxStorage(name: string, setup: () => StorageUnderTest, broken: readonly string[] = []): void {
  describe(`RxStorage: ${name}`, () => {
    let under: StorageUnderTest;
    /** Instances may share what a process remembers by database name. */
    let databaseName: string;

    beforeEach(() => {
      under = setup();
      databaseName = `contract-${Math.random().toString(36).slice(2)}`;
    });
    afterEach(() => under.close());

    const open = (params: Parameters<typeof openInstance>[1] = {}, storage = under.storage) =>
      openInstance(storage, { databaseName, ...params });

    const rule = (title: string, body: () => Promise<void>) => {
      const id = /^\[(RS-\d+)\]/.exec(title)?.[1] ?? '';
      const run = broken.includes(id) ? test.fails : test;
      run(title, body);
    };

    rule('[RS-1] a new document is stored as it was handed in', async () => {
      const instance = await open();
      const document = aDocument('a', { name: '김철수', address: { village: '가리', lot: 3 }, tags: ['x'] });
      expect(await instance.bulkWrite([{ document }], 'write')).toEqual({ error: [] });
      expect(await instance.findDocumentsById(['a'], false)).toEqual([document]);
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

    rule('[RS-13] documents are found by id, tombstones only when asked for', async () => {
      const instance = await open();
      const ids = Array.from({ length: 120 }, (_, number) => `id-${number}`);
      const odd = ['\uF900', '𠮷', "o'neil", 'a"b', '\uD800'];
      await write(instance, ...[...ids, ...odd].map((id) => aDocument(id)), aDocument('gone', { _deleted: true }));
      const asked = ['gone', 'unknown', ...ids.toReversed(), ...odd];
      expect(idsOf(await instance.findDocumentsById(asked, false))).toEqual([...ids.toReversed(), ...odd]);
      expect(idsOf(await instance.findDocumentsById(asked, true))).toEqual(['gone', ...ids.toReversed(), ...odd]);
      expect(await instance.findDocumentsById([], true)).toEqual([]);
    });

    const PEOPLE: Stored[] = [
      aDocument('1', { name: '김철수', age: 30, alive: true, address: { village: '가리', lot: 1 }, tags: ['x', 'y'] }),
      aDocument('2', { name: '김영희', age: 41, alive: true, address: { village: '나리' }, tags: ['y'] }),
      aDocument('3', { name: '이민호', age: 7, alive: false, address: { village: '가리', lot: 2 } }),
      aDocument('4', { name: '박지성', age: -1, alive: false, address: {}, tags: [] }),
      aDocument('5', { name: '', age: 41, alive: true }),
      aDocument('6', { name: '김', age: 50, alive: true, _deleted: true }),
    ];
    const openPeople = async (indexes: string[][]) => {
      const schema = aSchema(indexes);
      const instance = await open({ schema });
      await write(instance, ...PEOPLE);
      return {
        instance,
        find: async (query: TestQuery) => {
          const live = { ...query, selector: { ...query.selector, _deleted: { $eq: false } } };
          const { documents } = await instance.query(prepared(schema, live));
          return idsOf(documents).join('');
        },
      };
    };

    const OPERATORS: [selector: object, ids: string][] = [
      [{ name: '김철수' }, '1'],
      [{ name: { $ne: '김철수' } }, '2345'],
      [{ age: { $gt: 30 } }, '25'],
      [{ age: { $gte: 30, $lt: 41 } }, '1'],
      [{ age: { $lte: 7 } }, '34'],
      [{ age: { $in: [7, 41, 'text'] } }, '235'],
      [{ age: { $in: [] } }, ''],
      [{ age: { $nin: [7, 41] } }, '14'],
      [{ age: { $not: { $gt: 30 } } }, '134'],
      [{ age: { $mod: [2, 1] } }, '235'],
      [{ name: { $regex: '^김' } }, '12'],
      [{ name: { $regex: '^김.수$' } }, '1'],
      [{ name: { $regex: '철|호' } }, '13'],
      [{ name: { $gt: '' } }, '1234'],
      [{ alive: true }, '125'],
      [{ alive: { $gt: false } }, '125'],
      [{ 'address.village': '가리' }, '13'],
      [{ 'address.lot': { $exists: true } }, '13'],
      [{ 'address.lot': { $exists: false } }, '245'],
      [{ address: { $type: 'object' } }, '1234'],
      [{ tags: { $size: 1 } }, '2'],
      [{ tags: 'y' }, '12'],
      [{ tags: { $elemMatch: { $eq: 'x' } } }, '1'],
      [{ $or: [{ age: 7 }, { name: '김영희' }] }, '23'],
      [{ $and: [{ age: 41 }, { alive: true }] }, '25'],
      [{ $nor: [{ age: 41 }, { alive: false }] }, '1'],
      [{}, '12345'],
    ];
    for (const [selector, ids] of OPERATORS) {
      rule(`[RS-14] ${JSON.stringify(selector)} selects what RxDB's matcher selects`, async () => {
        const plain = await openPeople([]);
        expect(await plain.find({ selector, sort: [{ id: 'asc' }] })).toBe(ids);
        await plain.instance.remove();
        const indexed = await openPeople([['age'], ['name'], ['alive'], ['address.village']]);
        expect(await indexed.find({ selector, sort: [{ id: 'asc' }] })).toBe(ids);
      });
    }

    rule('[RS-15] missing, null and false are told apart', async () => {
      const instance = await open();
      const documents = [
        aDocument('false', { alive: false }),
        aDocument('missing'),
        aDocument('null', { alive: null }),
        aDocument('true', { alive: true }),
      ];
      await write(instance, ...documents);
      const find = async (selector: object, direction: 'asc' | 'desc' = 'asc') => {
        const query = prepared(aSchema(), { selector, sort: [{ alive: direction }, { id: 'asc' }] });
        return idsOf((await instance.query(query)).documents);
      };
      expect(await find({ alive: { $exists: true } })).toEqual(['null', 'false', 'true']);
      expect(await find({ alive: { $exists: false } })).toEqual(['missing']);
      expect(await find({ alive: null })).toEqual(['missing', 'null']);
      expect(await find({ alive: { $ne: null } })).toEqual(['false', 'true']);
      expect(await find({ alive: { $in: [null, true] } })).toEqual(['missing', 'null', 'true']);
      expect(await find({ alive: { $type: 'null' } })).toEqual(['null']);
      expect(await find({ alive: { $ne: true } })).toEqual(['missing', 'null', 'false']);
      expect(await find({}, 'desc')).toEqual(['true', 'false', 'null', 'missing']);
    });

    rule('[RS-16] skip and limit cut the sorted result, and a limit of 0 is a limit', async () => {
      const { find } = await openPeople([['age']]);
      const sort = [{ age: 'desc' }, { id: 'asc' }] satisfies TestQuery['sort'];
      expect(await find({ sort })).toBe('25134');
      expect(await find({ sort, skip: 1, limit: 2 })).toBe('51');
      expect(await find({ sort, skip: 4 })).toBe('4');
      expect(await find({ sort, skip: 9 })).toBe('');
      expect(await find({ sort, limit: 0 })).toBe('');
      expect(await find({ sort, limit: 99 })).toBe('25134');
      expect(await find({ selector: { tags: { $exists: true } }, sort, skip: 1, limit: 1 })).toBe('1');
      expect(await find({ selector: { tags: { $exists: true } }, sort, limit: 0 })).toBe('');
    });

    rule('[RS-17] text is sorted and compared by UTF-16 units', async () => {
      const schema = aSchema([['name']]);
      const instance = await open({ schema });
      const names = ['가', '\uD7A3', '\uD800', '𠮷', '𠮷野', '\u{10FFFF}', '\uE000', '\uF900', '\uF900나', '\uFFFF'];
      await write(instance, ...names.map((name, number) => aDocument(String(number), { name })));
      const find = async (selector: object, direction: 'asc' | 'desc' = 'asc') => {
        const query = { selector: { _deleted: { $eq: false }, ...selector }, sort: [{ name: direction }] };
        const { documents } = await instance.query(prepared(schema, query));
        return idsOf(documents).join('');
      };
      expect(await find({})).toBe('0123456789');
      expect(await find({}, 'desc')).toBe('9876543210');
      expect(await find({ name: { $gt: '𠮷野' } })).toBe('56789');
      expect(await find({ name: { $lt: '\uE000' } })).toBe('012345');
      expect(await find({ name: { $gte: '\uF900' } })).toBe('789');
      expect(await find({ name: { $in: ['𠮷', '\uD800'] } })).toBe('23');
      expect(await find({ name: { $regex: '^𠮷' } })).toBe('34');
      expect(await find({ name: { $regex: '^\uF900' } })).toBe('78');
    });

    rule("[RS-18] a count is the length of the query's result", async () => {
      const { instance } = await openPeople([['age']]);
      const schema = aSchema([['age']]);
      const count = async (query: TestQuery) => (await instance.count(prepared(schema, query))).count;
      expect(await instance.count(prepared(schema, {}))).toEqual({ count: 6, mode: 'fast' });
      expect(await count({ selector: { age: { $gt: 30 } } })).toBe(3);
      expect(await count({ selector: { tags: { $exists: true } } })).toBe(3);
      expect(await count({ selector: { memo: 'nowhere' } })).toBe(0);
      for (const [selector, ids] of OPERATORS) {
        expect(await count({ selector: { ...selector, _deleted: { $eq: false } } })).toBe(ids.length);
      }
    });

    rule('[RS-19] a count with skip and limit is the length of the result, too', async () => {
      const { instance } = await openPeople([['age']]);
      const schema = aSchema([['age']]);
      const windows = [{ limit: 0 }, { limit: 2 }, { skip: 4 }, { skip: 1, limit: 2 }, { skip: 9, limit: 9 }];
      for (const window of windows) {
        for (const selector of [{}, { age: { $gt: 7 } }, { tags: { $exists: true } }]) {
          const query = prepared(schema, { selector, ...window });
          const { documents } = await instance.query(query);
          expect(await instance.count(query)).toEqual({ count: documents.length, mode: 'fast' });
        }
      }
    });

    rule('[RS-20] changes come in pages, each document once and as it is now', async () => {
      const instance = await open();
      const documents = ['a', 'b', 'c', 'd', 'e'].map((id, number) => aDocument(id, { _meta: { lwt: 1000 + number } }));
      for (const document of documents) await write(instance, document);
      const [a] = documents as [Stored];
      const changed = theNext(a, { name: 'changed', _meta: { lwt: 2000 } });
      await instance.bulkWrite([{ previous: a, document: changed }], 'write');

      const first = await getChangedDocumentsSince(instance, 3);
      expect(idsOf(first.documents)).toEqual(['b', 'c', 'd']);
      const second = await getChangedDocumentsSince(instance, 3, first.checkpoint);
      expect(second.documents).toEqual([documents[4], changed]);
      const third = await getChangedDocumentsSince(instance, 3, second.checkpoint);
      expect(third).toEqual({ documents: [], checkpoint: second.checkpoint });
    });

    rule('[RS-21] the checkpoint of an event goes on after what was told with it or before it', async () => {
      const instance = await open();
      const heard = listenTo(instance);
      await write(instance, aDocument('a', { _meta: { lwt: 1000 } }), aDocument('b', { _meta: { lwt: 1001 } }));
      await write(instance, aDocument('c', { _meta: { lwt: 1002 } }));
      const after = heard[0]?.checkpoint;
      expect(idsOf((await getChangedDocumentsSince(instance, 10, after)).documents)).toEqual(['c']);
      expect((await getChangedDocumentsSince(instance, 10, heard[1]?.checkpoint)).documents).toEqual([]);
    });

    rule('[RS-22] checkpoints stack and survive JSON', async () => {
      const instance = await open();
      await write(instance, aDocument('a', { _meta: { lwt: 1000 } }));
      const first = await getChangedDocumentsSince(instance, 10);
      await write(instance, aDocument('b', { _meta: { lwt: 1001 } }));
      const second = await getChangedDocumentsSince(instance, 10, first.checkpoint);
      await write(instance, aDocument('c', { _meta: { lwt: 1002 } }));
      const stacked = stackCheckpoints<unknown>([undefined, first.checkpoint, second.checkpoint]);
      const stored: unknown = JSON.parse(JSON.stringify(stacked));
      expect(idsOf((await getChangedDocumentsSince(instance, 10, stored)).documents)).toEqual(['c']);
    });

    rule('[RS-23] a clock that was set back hides no write', async () => {
      const instance = await open();
      const today = Date.UTC(2023, 10, 17, 9);
      await write(instance, aDocument('before', { _meta: { lwt: today } }));
      const { checkpoint } = await getChangedDocumentsSince(instance, 10);
      const yesterday = today - 24 * 60 * 60 * 1000;
      await write(instance, aDocument('after', { _meta: { lwt: yesterday } }));
      expect(idsOf((await getChangedDocumentsSince(instance, 10, checkpoint)).documents)).toEqual(['after']);
    });

    rule('[RS-24] clean-up purges tombstones of the given age and no other document', async () => {
      const instance = await open();
      const hour = 60 * 60 * 1000;
      const old = { lwt: Date.now() - 2 * hour };
      const tombstones = Array.from({ length: 1500 }, (_, number) =>
        aDocument(`old-${number}`, { _deleted: true, _meta: old }),
      );
      await write(instance, ...tombstones, aDocument('live', { _meta: old }), aDocument('recent', { _deleted: true }));
      let calls = 1;
      while (!(await instance.cleanup(hour))) calls += 1;
      expect(calls).toBeLessThan(10);
      const ids = ['live', 'recent', ...idsOf(tombstones)];
      expect(idsOf(await instance.findDocumentsById(ids, true))).toEqual(['live', 'recent']);
    });

    rule('[RS-25] a purged id is free again, and an old checkpoint misses nothing', async () => {
      const instance = await open();
      await write(instance, aDocument('live', { _meta: { lwt: 1000 } }));
      await write(instance, aDocument('gone', { _deleted: true, _meta: { lwt: 1001 } }));
      const { checkpoint } = await getChangedDocumentsSince(instance, 10);
      expect(await instance.cleanup(0)).toBe(true);
      await instance.close();

      const again = await open({}, under.reopen());
      await write(again, aDocument('gone', { _meta: { lwt: 1002 } }));
      expect(idsOf((await getChangedDocumentsSince(again, 10, checkpoint)).documents)).toEqual(['gone']);
    });

    const withAttachments = { schema: aSchema([], { attachments: true }) };

    rule('[RS-26] an attachment comes back as a Blob; documents and events only describe it', async () => {
      const instance = await open(withAttachments);
      const heard = listenTo(instance);
      const document = aDocument('a', { _attachments: { scan: await anAttachment('전입신고서', 'image/png') } });
      await write(instance, document);
      const described = { ...document, _attachments: { scan: describedBy(document, 'scan') } };
      expect(await instance.findDocumentsById(['a'], false)).toEqual([described]);
      expect(heard[0]?.events[0]?.documentData).toEqual(described);
      const { digest } = described._attachments.scan;
      const blob = await instance.getAttachmentData('a', 'scan', digest);
      expect([blob instanceof Blob, blob.type, await blob.text()]).toEqual([true, 'image/png', '전입신고서']);
      await expect((async () => instance.getAttachmentData('a', 'scan', 'another'))()).rejects.toThrow();
      await expect((async () => instance.getAttachmentData('a', 'other', digest))()).rejects.toThrow();
    });

    rule('[RS-27] a new attachment without data is answered 510 and nothing of the row happens', async () => {
      const instance = await open(withAttachments);
      const heard = listenTo(instance);
      const whole = await anAttachment('whole');
      const { data: _, ...dataless } = await anAttachment('lost');
      const document = aDocument('a', { _attachments: { whole, lost: dataless } });
      const { error } = await instance.bulkWrite([{ document }], 'write');
      expect(error).toMatchObject([{ status: 510, documentId: 'a', attachmentId: 'lost' }]);
      expect(await instance.findDocumentsById(['a'], true)).toEqual([]);
      expect(heard).toEqual([]);
      await expect((async () => instance.getAttachmentData('a', 'whole', whole.digest))()).rejects.toThrow();
    });

    rule('[RS-28] an attachment that is left out or deleted is gone; one that is described stays', async () => {
      const instance = await open(withAttachments);
      const first = aDocument('a', {
        _attachments: { kept: await anAttachment('kept'), left: await anAttachment('left') },
      });
      await write(instance, first);
      const [kept, left] = [describedBy(first, 'kept'), describedBy(first, 'left')];
      const read = async (id: string, digest: string) => (await instance.getAttachmentData('a', id, digest)).text();

      const before = { ...first, _attachments: { kept, left } };
      const second = theNext(before, { _attachments: { kept } });
      await instance.bulkWrite([{ previous: before, document: second }], 'write');
      expect(await read('kept', kept.digest)).toBe('kept');
      await expect(read('left', left.digest)).rejects.toThrow();

      const changed = await anAttachment('changed');
      const third = theNext(second, { _attachments: { kept: changed } });
      await instance.bulkWrite([{ previous: second, document: third }], 'write');
      expect(await read('kept', changed.digest)).toBe('changed');

      const fourth = { ...third, _attachments: { kept: describedBy(third, 'kept') } };
      const tombstone = theNext(fourth, { _deleted: true, _attachments: {} });
      await instance.bulkWrite([{ previous: fourth, document: tombstone }], 'write');
      await expect(read('kept', changed.digest)).rejects.toThrow();
    });

    rule('[RS-29] writes with attachments keep the order of their calls', async () => {
      const instance = await open(withAttachments);
      const heard = listenTo(instance);
      const large = aDocument('large', { _attachments: { scan: await anAttachment('x'.repeat(1_000_000)) } });
      await Promise.all([
        write(instance, large),
        write(instance, aDocument('small')),
        write(instance, aDocument('last')),
      ]);
      expect(heard.flatMap((bulk) => bulk.events.map((event) => event.documentId))).toEqual(['large', 'small', 'last']);
    });

    rule('[RS-30] what is stored outlives the instance, and the changes go on counting', async () => {
      const schema = aSchema([['name']]);
      const instance = await open({ schema });
      const document = aDocument('a', { name: '김철수', _meta: { lwt: 1000 } });
      await write(instance, document);
      const { checkpoint } = await getChangedDocumentsSince(instance, 10);
      await instance.close();

      const again = await open({ schema }, under.reopen());
      expect(await again.findDocumentsById(['a'], false)).toEqual([document]);
      const { documents } = await again.query(prepared(schema, { selector: { name: '김철수' } }));
      expect(documents).toEqual([document]);
      await write(again, aDocument('b', { _meta: { lwt: 1001 } }));
      expect(idsOf((await getChangedDocumentsSince(again, 10, checkpoint)).documents)).toEqual(['b']);
    });

    rule('[RS-31] each collection and each schema version has documents of its own', async () => {
      const versions = [aSchema(), aSchema([], { version: 1 })];
      const instances = await Promise.all([
        ...versions.map((schema) => open({ schema })),
        open({ collectionName: 'households' }),
      ]);
      for (const [number, instance] of instances.entries()) await write(instance, aDocument(`in-${number}`));
      for (const [number, instance] of instances.entries()) {
        expect(idsOf((await instance.query(prepared(aSchema(), {}))).documents)).toEqual([`in-${number}`]);
      }
    });

    rule('[RS-32] removing deletes everything, and the collection can be opened again', async () => {
      const instance = await open(withAttachments);
      const document = aDocument('a', { _attachments: { scan: await anAttachment('scan') } });
      await write(instance, document);
      await instance.remove();
      const again = await open(withAttachments);
      expect(await again.findDocumentsById(['a'], true)).toEqual([]);
      expect((await getChangedDocumentsSince(again, 10)).documents).toEqual([]);
      const { digest } = describedBy(document, 'scan');
      await expect((async () => again.getAttachmentData('a', 'scan', digest))()).rejects.toThrow();
      await write(again, aDocument('a'));
    });

    rule('[RS-33] closing twice is closing once, and a closed instance rejects every call', async () => {
      const instance = await open();
      await write(instance, aDocument('a'));
      await instance.close();
      await instance.close();
      const query = prepared(aSchema(), {});
      const calls: (() => Promise<unknown>)[] = [
        () => write(instance, aDocument('b')),
        () => instance.findDocumentsById(['a'], true),
        () => instance.query(query),
        () => instance.count(query),
        () => getChangedDocumentsSince(instance, 1),
        () => instance.cleanup(0),
        () => instance.getAttachmentData('a', 'scan', 'digest'),
        () => instance.remove(),
      ];
      for (const call of calls) await expect((async () => call())()).rejects.toThrow(/closed/);
    });

    rule('[RS-34] schemas that need encryption or compression by RxDB are refused', async () => {
      const refused = [
        { ...aSchema(), keyCompression: true },
        { ...aSchema(), encrypted: ['name'] },
        { ...aSchema(), attachments: { compression: 'gzip' as const } },
      ];
      for (const schema of refused) await expect((async () => open({ schema }))()).rejects.toThrow(/UT[567]/);
    });
  });
}

async function write(instance: TestInstance, ...documents: Stored[]): Promise<void> {
  const { error } = await instance.bulkWrite(
    documents.map((document) => ({ document })),
    'write',
  );
  expect(error).toEqual([]);
}

function listenTo(instance: TestInstance): Bulk[] {
  const heard: Bulk[] = [];
  instance.changeStream().subscribe((bulk) => heard.push(bulk));
  return heard;
}

function idsOf(documents: readonly { id: string }[]): string[] {
  return documents.map((document) => document.id);
}

async function anAttachment(text: string, type = 'text/plain'): Promise<RxAttachmentWriteData> {
  const data = new Blob([text], { type });
  return { data, type, length: data.size, digest: `digest-of-${text.slice(0, 20)}` };
}

/** How a stored document describes an attachment. */
function describedBy(document: Stored, id = 'photo') {
  const attachment = document._attachments[id];
  if (!attachment) throw new Error(`The document has no attachment ${id}`);
  return { length: attachment.length, digest: attachment.digest, type: attachment.type };
}
