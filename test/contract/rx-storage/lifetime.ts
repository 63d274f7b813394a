import { getChangedDocumentsSince } from 'rxdb';
import { expect } from 'vitest';
import { aDocument, aSchema, prepared } from '../../builders/rx-documents.ts';
import type { Frame } from './frame.ts';
import { anAttachment, describedBy, idsOf, write } from './frame.ts';

/** Opening and closing. */
export function lifetimeRules({ rule, open, reopen }: Frame): void {
  rule('[RS-30] what is stored outlives the instance, and the changes go on counting', async () => {
    const schema = aSchema([['name']]);
    const instance = await open({ schema });
    const document = aDocument('a', { name: '김철수', _meta: { lwt: 1000 } });
    await write(instance, document);
    const { checkpoint } = await getChangedDocumentsSince(instance, 10);
    await instance.close();

    const again = await reopen({ schema });
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

  const withAttachments = { schema: aSchema([], { attachments: true }) };

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
}
