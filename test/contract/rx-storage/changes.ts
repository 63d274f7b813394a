import { getChangedDocumentsSince, stackCheckpoints } from 'rxdb';
import { expect } from 'vitest';
import { aDocument, theNext } from '../../builders/rx-documents.ts';
import type { Frame, Stored } from './frame.ts';
import { idsOf, listenTo, write } from './frame.ts';

/** The changes since a checkpoint, and clean-up. */
export function changesRules({ rule, open, reopen }: Frame): void {
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

    const again = await reopen();
    await write(again, aDocument('gone', { _meta: { lwt: 1002 } }));
    expect(idsOf((await getChangedDocumentsSince(again, 10, checkpoint)).documents)).toEqual(['gone']);
  });
}
