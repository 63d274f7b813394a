import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CertificateId } from '../../src/shared/registry/ids.ts';
import { PrinterId } from '../../src/shared/registry/printer.ts';
import { aPaperDesk, aPrinterSetup, fullCopy, type PaperDesk, sharedRenderer } from '../builders/paper-desk.ts';
import { createRandom } from '../builders/random.ts';
import { type IppDouble, startIppDouble } from '../doubles/ipp-printer.ts';

const random = createRandom(31);
const { renderer, close } = sharedRenderer();
afterAll(close);

describe('a paper from the counter to the tray', () => {
  let printer: IppDouble;
  let desk: PaperDesk;
  beforeAll(async () => {
    printer = await startIppDouble({ random });
    desk = await aPaperDesk({ random, renderer, printers: [aPrinterSetup({ uri: printer.uri })] });
  });
  afterAll(async () => {
    await desk.close();
    await printer.close();
  });

  test('[LE-1] is reserved, printed and issued, and its fee is counted once', async () => {
    const reserved = await desk.reserve();
    expect(reserved).toMatchObject({ state: 'reserved', fee: { won: 400, exemption: null }, sheets: 0 });
    await desk.office().papers.press.settle();
    const line = desk.ledger().byId(reserved.id);
    expect(line).toMatchObject({ state: 'issued', pages: 1, sheets: 1, attempt: 1 });
    expect(printer.paper()).toHaveLength(1);
    expect(desk.ledger().day(reserved.issuedOn)).toMatchObject({ reserved: 1, issued: 1, sheetsIssued: 1, won: 400 });
    expect(desk.replica().ledger().pdf(reserved.id)).toBeNull();
  });

  test('a batch of several is issued one after the other', async () => {
    const before = printer.paper().length;
    const issued = await desk.command('issueCertificates', {
      printer: PrinterId.parse('desk'),
      asks: [
        { id: CertificateId.parse(desk.newId()), ask: desk.anAsk() },
        {
          id: CertificateId.parse(desk.newId()),
          ask: desk.anAsk({
            request: { kind: 'copy', household: desk.household.id, options: fullCopy },
            ground: { type: 'household' },
          }),
        },
      ],
    });
    expect(issued).toMatchObject({ ok: true });
    await desk.office().papers.press.settle();
    if (!issued.ok) return;
    const lines = issued.value.certificates.map(({ id }) => desk.ledger().byId(id));
    expect(lines.map((line) => line?.state)).toEqual(['issued', 'issued']);
    expect(printer.paper().length - before).toBe((lines[0]?.pages ?? 0) + (lines[1]?.pages ?? 0));
  });
});
