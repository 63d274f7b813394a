import { expect } from 'vitest';
import { aDocument, aSchema, theNext } from '../../builders/rx-documents.ts';
import type { Frame } from './frame.ts';
import { anAttachment, describedBy, listenTo, write } from './frame.ts';

/** Attachments. */
export function attachmentRules({ rule, open }: Frame): void {
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

  rule('[RS-27] so is one that comes with an update, and the earlier state stays', async () => {
    const instance = await open(withAttachments);
    const first = aDocument('a', { _attachments: { kept: await anAttachment('kept') } });
    await write(instance, first);
    const before = { ...first, _attachments: { kept: describedBy(first, 'kept') } };
    const heard = listenTo(instance);
    const { data: _, ...lost } = await anAttachment('lost');
    const document = theNext(before, { _attachments: { lost } });
    const { error } = await instance.bulkWrite([{ previous: before, document }], 'write');
    expect(error).toMatchObject([{ status: 510, documentId: 'a', attachmentId: 'lost' }]);
    expect(await instance.findDocumentsById(['a'], true)).toEqual([before]);
    expect(heard).toEqual([]);
    const blob = await instance.getAttachmentData('a', 'kept', describedBy(first, 'kept').digest);
    expect(await blob.text()).toBe('kept');
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
}
